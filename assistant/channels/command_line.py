"""
What the commands of the command line share: the assistant they need, and times as people type them.

Owns building the assistant only when a command needs it: `--help` and wrong usage wait for no index.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable

from assistant.protocols import Answers
from ingest.settings import Settings

__all__ = ["Build", "build_late", "read_day", "read_time"]

Build = Callable[[Settings], Answers]
"""Makes the assistant of a command; tests give their own."""


def build_late(settings: Settings) -> Answers:
    """The assistant that `settings` describe; everything it is made of is imported only here."""
    from assistant.bootstrap import build

    return build(settings)


def read_day(text: str) -> dt.date:
    """
    A day as typed: "2025-06-20".

    Raises:
        argparse.ArgumentTypeError: If it is none.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        msg = f'{text!r} is no day; write it like "2025-06-20"'
        raise argparse.ArgumentTypeError(msg) from error


def read_time(text: str) -> dt.datetime:
    """
    A time as typed: "2025-05-20" or "2025-05-20T09:00", without a zone unless one is typed.

    Raises:
        argparse.ArgumentTypeError: If it is none.
    """
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError as error:
        msg = f'{text!r} is no ISO 8601 time; write it like "2025-05-20" or "2025-05-20T09:00"'
        raise argparse.ArgumentTypeError(msg) from error
