"""
The command `reminders`: what will be sent to remind people, to whom, and when.

Owns its arguments and what it prints; leaves what is sent to `assistant.channels.slack.reminding`. It sends nothing and
asks nobody: an owner who is only known to Slack is shown as such.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.channels.command_line import Build, build_late, read_time
from assistant.channels.requests import moment
from assistant.channels.terminal import shell_language
from assistant.clock import system_clock
from assistant.protocols import Answers
from assistant.render.json import dump
from assistant.texts import Texts
from ingest.records import Language
from ingest.settings import Settings, load_settings

if TYPE_CHECKING:
    from assistant.channels.slack.reminding import Notice
    from assistant.register.outlook import Sending

__all__ = ["reminders_command"]

_DAYS = 30
_MOST_DAYS = 400


def reminders_command(argv: Sequence[str], *, build: Build = build_late) -> int:
    """`rettesnor reminders`: a look ahead at reminders and digests."""
    parser = argparse.ArgumentParser(
        prog="rettesnor reminders",
        description="What will be sent to remind people to report, to whom, and when; nothing is sent.",
    )
    parser.add_argument("--days", type=_days, default=_DAYS, metavar="N", help=f"how far to look ahead ({_DAYS})")
    parser.add_argument("--asked-at", type=read_time, metavar="TIME", help='from then on, like "2025-06-01"')
    parser.add_argument("--lang", type=Language, choices=list(Language), metavar="{da,en}", help="language of the list")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args(argv)
    settings = load_settings()
    answers = build(settings)
    first = moment(arguments.asked_at, clock=system_clock, zone=settings.time_zone).date()
    last = first + dt.timedelta(days=arguments.days)
    found = _ahead(answers, settings, first=first, last=last)
    if arguments.json:
        rows = [_as_json(sending, notice) for sending, notices in found for notice in notices]
        print(
            dump(
                {"from": first.isoformat(), "to": last.isoformat(), "is_on": _is_on(settings), "reminders": rows},
                indent=2,
            )
        )
        return 0
    for line in _lines(found, answers, shell_language(arguments.lang), settings, first=first, last=last):
        print(line)
    return 0


def _ahead(
    answers: Answers, settings: Settings, *, first: dt.date, last: dt.date
) -> tuple[tuple[Sending, tuple[Notice, ...]], ...]:
    from assistant.channels.rounds import make_reminding  # they load the database library
    from assistant.store.store import open_store

    store = open_store(settings)
    try:
        return make_reminding(answers, settings, store, None).ahead(first=first, last=last)
    finally:
        store.close()


def _is_on(settings: Settings) -> bool:
    """Whether anything is sent at all."""
    is_connected = bool(settings.slack_bot_token or settings.slack_client_id)
    return settings.reminders and settings.rounds_minutes > 0 and is_connected


def _as_json(sending: Sending, notice: Notice) -> dict[str, Any]:
    reminder = sending.reminder
    return {
        "on": sending.on.isoformat(),
        "meant_for": reminder.on.isoformat(),
        "occasion": reminder.occasion.value,
        "owner": reminder.to,
        "to": notice.address,
        "person": notice.reader.identity.person if notice.reader and notice.reader.identity else None,
        "plan": reminder.plan,
        "subjects": list(notice.subjects),
        "reported": reminder.reported if reminder.occasion == "digest" else None,
        "key": reminder.key,
    }


def _lines(
    found: Sequence[tuple[Sending, tuple[Notice, ...]]],
    answers: Answers,
    language: Language,
    settings: Settings,
    *,
    first: dt.date,
    last: dt.date,
) -> list[str]:
    texts = answers.texts

    def say(key: str, **variables: object) -> str:
        return texts.say(language, f"reminders.{key}", **variables)

    shown = [
        f"{each.on.isoformat()}  {_what(each, notice, texts, language)}  → {_whom(each, notice, texts, language)}"
        for each, notices in found
        for notice in notices
    ]
    lines = shown or [say("nothing", first=first.isoformat(), last=last.isoformat())]
    return lines if _is_on(settings) else [*lines, say("off")]


def _what(sending: Sending, notice: Notice, texts: Texts, language: Language) -> str:
    reminder = sending.reminder
    when = reminder.entry.printed if reminder.entry else reminder.until.isoformat()
    return texts.say(
        language, f"reminders.{reminder.occasion}", plan=reminder.plan, when=when, count=len(notice.subjects)
    )


def _whom(sending: Sending, notice: Notice, texts: Texts, language: Language) -> str:
    """The person or channel; else why nobody gets it, or how they are found."""
    owner, reader = sending.reminder.to, notice.reader
    if reader is not None and reader.identity is not None:
        return f"{reader.identity.name} ({notice.address})"
    if notice.address is not None:
        return notice.address
    from assistant.channels.slack.recipients import is_findable

    key = "nobody" if owner is None else "found_in_slack" if is_findable(owner) else "unknown"
    return texts.say(language, f"reminders.{key}", owner=owner or "")


def _days(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= number <= _MOST_DAYS:
        msg = f"{text!r} is no number of days from 0 to {_MOST_DAYS}"
        raise argparse.ArgumentTypeError(msg)
    return number
