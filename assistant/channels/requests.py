"""
What every channel checks before its one call: question text, time, organisation, document, status word.

Owns the limits and the sentences that say what was wrong; leaves how a channel shows them to the channel.
An id that the asker may not read gives the same sentence as one that does not exist.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from assistant.clock import Clock
from assistant.errors import NotFound, RequestInvalid
from assistant.question import Question, Turn
from assistant.status import NOT_REPORTED, ReportedStatus
from ingest.knowledge import Knowledge
from ingest.records import Document, Goal, Language
from ingest.settings import Settings

__all__ = [
    "MAX_TURNS",
    "MAX_YEAR",
    "MIN_YEAR",
    "STATUS_WORDS",
    "checked_status",
    "checked_text",
    "document_with_id",
    "goal_with_id",
    "make_question",
    "moment",
    "organisation_id",
]

MIN_YEAR, MAX_YEAR = 1900, 2199
"""Years that a question may be asked in or about; beyond them date arithmetic runs off the calendar."""
MAX_TURNS = 50
"""Most turns of history that a channel takes in; older ones no longer change an answer."""
STATUS_WORDS = ("open", "all", "none", NOT_REPORTED, *(status.value for status in ReportedStatus))
"""What `status` may be when milestones are listed: three words for groups, then the register's own."""


def checked_text(text: str, *, max_chars: int, what: str = "question") -> str:
    """
    `text` without the white space around it.

    Raises:
        RequestInvalid: If nothing visible is left, it is longer than `max_chars`, or it holds half a surrogate pair.
    """
    if any("\ud800" <= char <= "\udfff" for char in text):
        msg = f"The {what} holds half of a surrogate pair, which is no character; send whole characters."
        raise RequestInvalid(msg, field=what)
    stripped = text.strip()
    if not any(unicodedata.category(char)[0] not in "ZC" for char in stripped):
        msg = f"The {what} is empty; write it in a few words."
        raise RequestInvalid(msg, field=what)
    if len(stripped) > max_chars:
        msg = f"The {what} has {len(stripped)} characters; the most is {max_chars}. Make it shorter."
        raise RequestInvalid(msg, field=what)
    return stripped


def moment(asked_at: dt.datetime | None, *, clock: Clock, zone: ZoneInfo) -> dt.datetime:
    """
    When the question counts as asked, in `zone`: now unless given; a time without a zone is taken to be in `zone`.

    Raises:
        RequestInvalid: If its year is outside `MIN_YEAR` to `MAX_YEAR`.
    """
    given = clock() if asked_at is None else asked_at
    if not MIN_YEAR < given.year < MAX_YEAR:
        msg = f"The year {given.year} of asked_at is outside {MIN_YEAR + 1} to {MAX_YEAR - 1}; give one inside."
        raise RequestInvalid(msg, field="asked_at")
    return given.replace(tzinfo=zone) if given.tzinfo is None else given.astimezone(zone)


def make_question(
    text: str,
    *,
    settings: Settings,
    clock: Clock,
    knowledge: Callable[[], Knowledge],
    asked_at: dt.datetime | None = None,
    history: Sequence[Turn] = (),
    organisation: str | None = None,
    language: Language | None = None,
) -> Question:
    """
    The question, checked.

    `knowledge` gives what the asker may read and is called only for `organisation`;
    of `history` the last `MAX_TURNS` are kept.

    Raises:
        RequestInvalid: If the text or the time cannot be used.
        NotFound: If the asker can see no such organisation.
    """
    return Question(
        text=checked_text(text, max_chars=settings.max_question_chars),
        asked_at=moment(asked_at, clock=clock, zone=settings.time_zone),
        history=tuple(history)[-MAX_TURNS:],
        organisation=organisation_id(knowledge(), organisation) if organisation else None,
        language=language,
    )


def organisation_id(knowledge: Knowledge, name: str) -> str:
    """
    The id of the organisation with this id or name, in any case.

    Raises:
        NotFound: If there is none.
    """
    wanted = name.strip().casefold()
    for organisation in knowledge.organisations:
        names = (organisation.id, organisation.name, *organisation.other_names)
        if wanted in {each.casefold() for each in names}:
            return organisation.id
    known = ", ".join(organisation.id for organisation in knowledge.organisations)
    msg = f"No organisation has this id or name; known are: {known}."
    raise NotFound(msg, field="organisation")


def document_with_id(knowledge: Knowledge, id_: str) -> Document:
    """
    The document with this id.

    Raises:
        NotFound: If there is none, or none that the asker may read.
    """
    document = knowledge.all_documents.get(id_)
    if document is None:
        msg = "No document has this id; the list of documents gives the ids."
        raise NotFound(msg, field="document")
    return document


def goal_with_id(knowledge: Knowledge, id_: str) -> Goal:
    """
    The goal with this id.

    Raises:
        NotFound: If there is none, or none that the asker may read.
    """
    goal = knowledge.goals_by_id.get(id_)
    if goal is None:
        msg = "No goal has this id; the list of goals gives the ids."
        raise NotFound(msg, field="goal")
    return goal


def checked_status(word: str | None) -> str | None:
    """
    `word` as `MilestoneFilter.status` takes it.

    Raises:
        RequestInvalid: If it is none of `STATUS_WORDS`; a misspelt filter must not pass for "nothing found".
    """
    if word is not None and word not in STATUS_WORDS:
        msg = f"{word!r} is no status; write one of: {', '.join(STATUS_WORDS)}."
        raise RequestInvalid(msg, field="status")
    return word
