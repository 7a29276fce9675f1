"""Answers over HTTP: the JSON interface under /v1, health, and the page to ask on."""

from assistant.channels.http.app import create_app

__all__ = ["create_app"]
