"""
The command `feedback`: what people said of answers, in whatever channel.

Owns its arguments and what it prints; leaves keeping to `assistant.feedback`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.render.json import dump
from assistant.store.location import locate
from ingest.settings import load_settings

if TYPE_CHECKING:
    from assistant.feedback.verdicts import Feedback

__all__ = ["feedback_command", "feedback_json"]

_MOST = 100


def feedback_command(argv: Sequence[str]) -> int:
    """`rettesnor feedback`: what people said of answers, newest day first; never who."""
    parser = argparse.ArgumentParser(
        prog="rettesnor feedback", description="What people said of answers, newest day first; never who."
    )
    parser.add_argument("--limit", type=_limit, default=_MOST, metavar="N", help=f"at most so much ({_MOST})")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args(argv)
    found = _latest(arguments.limit)
    if arguments.json:
        print(dump({"feedback": [feedback_json(each) for each in found]}, indent=2))
        return 0
    for each in found:
        place = each.source.document if each.source else f"source {each.wrong_source}" if each.wrong_source else None
        said = (each.reason.value if each.reason else None, each.question, place, each.comment)
        print(f"{each.day.isoformat()}  {each.verdict.value:4}  {' · '.join(part for part in said if part)}".rstrip())
    return 0


def _latest(limit: int) -> Sequence[Feedback]:
    """The feedback; none where there is no database, and none is made."""
    settings = load_settings()
    if not locate(settings).is_made:
        return ()
    from assistant.feedback.verdicts import FeedbackBook  # it loads the database library
    from assistant.store.store import open_store

    store = open_store(settings)
    try:
        return FeedbackBook(store, kept_days=settings.gaps_days).latest(limit=limit)
    finally:
        store.close()


def feedback_json(given: Feedback) -> dict[str, object]:
    """What somebody said, as JSON values."""
    source = given.source
    return {
        "answer": given.answer,
        "verdict": given.verdict.value,
        "reason": given.reason.value if given.reason else None,
        "wrong_source": given.wrong_source,
        "source": {"document": source.document, "start": source.start, "end": source.end} if source else None,
        "question": given.question,
        "comment": given.comment,
        "day": given.day.isoformat(),
    }


def _limit(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        msg = f"{text!r} is no number above 0"
        raise argparse.ArgumentTypeError(msg)
    return number
