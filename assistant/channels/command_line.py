"""
What the commands of the command line share: the assistant they need, their actions, times as people type them.

Owns building the assistant only when a command needs it: `--help` and wrong usage wait for no index.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.protocols import Answers

__all__ = ["Build", "add_action", "build_late", "read_day", "read_time"]

Build = Callable[[Settings], "Answers"]
"""Makes the assistant of a command; tests give their own."""


def build_late(settings: Settings) -> Answers:
    """The assistant that `settings` describe; everything it is made of is imported only here."""
    from assistant.bootstrap import build

    return build(settings)


def add_action(actions: Any, name: str, purpose: str) -> argparse.ArgumentParser:
    """A parser for one action of a command, with `--json`; `actions` is what `add_subparsers` gives."""
    parser: argparse.ArgumentParser = actions.add_parser(name, help=purpose, description=purpose)
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


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
