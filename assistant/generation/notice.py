"""
What people are told of the language model: which it is, where it runs, and what it is sent.

Owns where it is told: beside every text that says that a program answers. Leaves the words to `prompts/*/llm.md`.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from assistant.texts import Texts
from ingest.records import Language
from ingest.settings import Settings

__all__ = ["notice", "place_of", "with_notice"]

_NOTICED = ("web.ai_notice", "slack.introduction")
"""On every page, and with the first reply to anybody in Slack, its welcome and its home."""


def place_of(settings: Settings) -> str:
    """Where the model runs: the host of its address, or else the class that reaches it."""
    return urlsplit(settings.llm_url).hostname or settings.llm_class


def notice(texts: Texts, settings: Settings, language: Language) -> str | None:
    """Which model helps, where it runs and what it is sent; None where none is set."""
    if not settings.llm_model:
        return None
    return texts.say(language, "llm.notice", model=settings.llm_model, place=place_of(settings))


def with_notice(texts: Texts, settings: Settings) -> Texts:
    """`texts` with the notice after each that says that a program answers; themselves where no model is set."""
    if not settings.llm_model:
        return texts
    words = dict(texts.words)
    for language in Language:
        told = notice(texts, settings, language) or ""
        for key in _NOTICED:
            words[language, key] += " " + told.replace("{", "{{").replace("}", "}}")
    return replace(texts, words=words)
