"""
Follow-up packs and the year wheel for whoever asks: which plan, which round, which form.

Owns choosing the plan among what the asker may read, and what a file of it is called;
leaves the pack to `assistant.register.pack`, its forms to `assistant.render`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assistant.channels.requests import document_with_id
from assistant.errors import NotFound, RequestInvalid
from assistant.protocols import Answers
from assistant.question import Asker
from assistant.register.pack import Pack, make_pack
from assistant.register.reminders import wheel_of
from assistant.register.views import AsOf, Round
from assistant.register.wheel import WheelEntry
from assistant.render.json import dump
from assistant.render.pack_json import pack_json
from assistant.render.pack_text import pack_csv, pack_markdown
from assistant.texts import Texts
from ingest.knowledge import Knowledge
from ingest.records import Document, Language

__all__ = ["FORMATS", "MEDIA_TYPES", "PackForm", "calendar_of", "draw_up", "file_name"]

FORMATS = ("md", "csv", "docx", "json")
MEDIA_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackForm:
    """What a pack is wanted as."""

    round: Round
    format: str
    """One of `FORMATS`."""
    language: Language
    """Of the frame; the wording stays in the plan's own."""


def draw_up(
    answers: Answers, asker: Asker, *, plan: str | None, form: PackForm, as_of: dt.datetime
) -> tuple[Pack, bytes]:
    """
    The pack of a plan, and the bytes of its file.

    Args:
        answers: Gives the plans and what was reported, as `asker` may see them.
        asker: Who asks.
        plan: The plan's document id; None: the newest one of the home organisation.
        form: Round, format and language.
        as_of: With a time zone; what was reported later is left out.

    Raises:
        NotFound: If there is no such plan, or none that the asker may read.
        RequestInvalid: If the document has no goals.
    """
    knowledge = answers.knowledge(asker)
    document = _plan(knowledge, plan)
    day = as_of.date()
    statuses = AsOf(answers.statuses(asker), day, zone=as_of.tzinfo or dt.UTC)
    pack = make_pack(knowledge, document, statuses, round_=form.round, as_of=day)
    return pack, _file(pack, answers.texts, form)


def calendar_of(answers: Answers, asker: Asker, *, language: Language) -> tuple[tuple[WheelEntry, ...], bytes]:
    """The year wheel of every plan that `asker` may read, and the bytes of its calendar file."""
    from assistant.render.calendar import calendar_ics  # loads a library that nothing else needs

    knowledge = answers.knowledge(asker)
    entries = wheel_of(knowledge)
    return entries, calendar_ics(entries, answers.texts, language)


def _file(pack: Pack, texts: Texts, form: PackForm) -> bytes:
    if form.format == "docx":
        from assistant.render.pack_docx import pack_docx  # loads a library that nothing else needs

        return pack_docx(pack, texts, form.language)
    if form.format == "csv":
        return pack_csv(pack, texts, form.language).encode()
    if form.format == "json":
        return (dump(pack_json(pack), indent=2) + "\n").encode()
    return pack_markdown(pack, texts, form.language).encode()


def file_name(pack: Pack, form: PackForm) -> str:
    """What to call the file: letters of ASCII, so that every system can save it."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "-_") else "-" for char in pack.plan.id)
    return f"{plain.strip('-')}-{form.round.value}.{form.format}"


def _plan(knowledge: Knowledge, plan: str | None) -> Document:
    with_goals = {goal.document for goal in knowledge.goals}
    if plan is not None:
        document = document_with_id(knowledge, plan)
        if document.id not in with_goals:
            msg = f"{document.id!r} has no goals to follow up; plans are: {', '.join(sorted(with_goals)) or 'none'}."
            raise RequestInvalid(msg, field="plan")
        return document
    home = knowledge.home
    plans = [knowledge.documents[each] for each in with_goals]
    ours = [each for each in plans if home is None or each.organisation == home.id] or plans
    if not ours:
        msg = "No document here has goals, so there is nothing to follow up."
        raise NotFound(msg, field="plan")
    return max(ours, key=lambda each: (each.period_to or dt.date.min, each.id))
