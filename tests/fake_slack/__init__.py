"""
A small fake of Slack: its Web API, Socket Mode, signed requests, OAuth and the people who write and click in it.

Owns the parts that the app uses, checked as Slack checks them; its limits stand in docs/slack.md.
It runs in a thread and an event loop of its own, so that an app that blocks cannot hide it by blocking the fake too.
"""

from __future__ import annotations

from fake_slack.live import live_constructs
from fake_slack.people import FakeSlack

__all__ = ["FakeSlack", "live_constructs"]
