"""
Who answers for a goal or milestone, where corpus.toml says so and the plan does not; and what somebody answers for.

Owns these two answers; what a plan prints of owners is quoted by the answerers of goals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.absence import nothing_found
from assistant.answering.finding.initials import stand_for
from assistant.answering.finding.records import plans
from assistant.answering.finding.rows import cell, goal_name, quoted_title, show_goals
from assistant.answering.reported.subject import (
    Subject,
    ended_note,
    find_subject,
    has_reports,
    is_shared,
    owners_named,
)
from assistant.answering.reported.telling import write_milestones
from assistant.render.markdown import escape_markdown
from ingest.records import Goal

__all__ = ["answer_owned", "answer_owner", "answer_unowned"]

_OWNS = re.compile(r"\b(?:ejer|ejere|ejeren|ejes|owns?|owners?|owned|sporejer\w*)\b")
_WITHOUT_OWNER = re.compile(
    r"\b(?:uden|ingen|intet|mangler|no|without|lacks?|missing|not have|n['’]t have)\b"
    r" (?:(?:en|et|an|any|a|named|navngiven|angivet|har) ){0,2}(?:ejer\w*|ansvarlig\w*|owner\w*)\b"
    r"|\bikke (?:\w+ ){0,2}(?:ejer|ansvarlig)\b|\bunowned\b"
)
_FULL_NAME = re.compile(r"(?<!\w)[A-ZÆØÅ][a-zæøåéü]+(?:[ -](?:[A-ZÆØÅ]\. )?[A-ZÆØÅ][a-zæøåéü]+)+")
_WHAT_OF = re.compile(r"\b(?:what|which|hvad|hvilke[nt]?)\b")
MOST_SHOWN = 7
"""Milestones whose owners are told at once."""


def answer_owner(context: Context) -> Draft | None:
    """The owner of each milestone or goal in question; None where none is written down beside the plan."""
    inquiry = context.inquiry
    if not inquiry.has("owner") or not inquiry.has("who") or inquiry.has("action", "define", "signed", "role"):
        return None
    subject = find_subject(context, spoken=frozenset(inquiry.cue_words.get("owner", ())))
    if subject is None or not subject.is_narrowed:
        return None
    owned = [each for each in subject.milestones[:MOST_SHOWN] if each.owner]
    goals = [each for each in subject.goals if each.owner] if inquiry.has("goal") or inquiry.goal_numbers else []
    texts = {document.text for document in subject.documents}
    owners = {each.owner for each in goals} if goals else {each.owner for each in owned}
    if not owners and _OWNS.search(inquiry.folded):
        return nothing_found(context, Kind.FACT, because=context.say("goals.no_owner"))
    if not owners or any(_is_printed(owner, text) for owner in owners if owner for text in texts):
        return None
    sheet = Sheet(kind=Kind.FACT)
    sheet.write(context.say("reported.owner_source"))
    if goals:
        for goal in goals:
            quote = goal.title or goal.wording
            mark = f" {sheet.cite(context.document_of(goal), quote)}" if quote else ""
            sheet.write(f"- *{goal_name(context, goal)}*{mark}: {escape_markdown(goal.owner or '')}")
        show_goals(context, sheet, goals)
        return sheet.answered()
    for each in owned:
        quoted = sheet.quoted(context.document_of(context.goal_of(each)), each.quote)
        sheet.write(f"- {quoted}: {escape_markdown(each.owner or '')}")
    return sheet.answered()


def _is_printed(owner: str, text: str) -> bool:
    """Whether a plan prints an owner, or each of those that a goal has of its rows."""
    return all(each in text for each in owner.split(", "))


def answer_unowned(context: Context) -> Draft | None:
    """The milestones that nobody is named as owner of, by itself or by its goal."""
    inquiry = context.inquiry
    if not _WITHOUT_OWNER.search(inquiry.folded) or inquiry.has("action", "define"):
        return None
    spoken = frozenset(word for found in _WITHOUT_OWNER.finditer(inquiry.folded) for word in found[0].split())
    subject = find_subject(context, spoken=spoken)
    if subject is None:
        return None
    found = [each for each in subject.milestones if not (each.owner or context.goal_of(each).owner)]
    form = "none" if not found else "one" if len(found) == 1 else "many"
    plan = context.joined([document.title for document in subject.documents])
    scope = context.say("reported.scope", where=plan)
    sheet = Sheet(kind=Kind.MILESTONES)
    sheet.write(ended_note(context, subject.documents))
    sheet.write(context.say(f"reported.unowned_{form}", number=len(found), total=len(subject.milestones), scope=scope))
    write_milestones(context, sheet, found, in_full=False)
    return sheet.answered()


def _unknown_person(context: Context) -> str | None:
    """The full name that the question asks the duties of and no document has; None where it names nobody so."""
    found = _FULL_NAME.search(context.inquiry.text)
    if not found or not _WHAT_OF.search(context.inquiry.folded):
        return None
    holding = {passage.document for passage in context.holding(found[0])} & context.document_ids
    return None if any(found[0] in context.knowledge.documents[each].text for each in holding) else found[0]


def answer_owned(context: Context) -> Draft | None:
    """Every milestone of an owner that the question names, with its status; None where it asks for something else."""
    inquiry = context.inquiry
    if inquiry.has("action", "define", "signed", "role", "criteria", "compare", "who", "how_much", "injection"):
        return None
    if inquiry.has("how_many") and not inquiry.has("owner", "milestone", "goal"):  # "how many … do we train?"
        return None
    ids = {document.id for document in plans(context)}
    owners, _ = owners_named(context, [goal for goal in context.knowledge.goals if goal.document in ids])
    if not owners and inquiry.has("owner") and (who := _unknown_person(context)):
        return nothing_found(context, Kind.FACT, because=context.say("reported.owns_none", who=escape_markdown(who)))
    subject = find_subject(context, spoken=frozenset(inquiry.cue_words.get("owner", ()))) if owners else None
    if subject is None or not subject.milestones:
        return None
    if inquiry.has("goal") and inquiry.has("owner") and not inquiry.has("milestone") and subject.goals:
        return _goals_of(context, subject.goals)
    sheet = Sheet(kind=Kind.MILESTONES)
    sheet.write(ended_note(context, subject.documents))
    form = "one" if len(subject.milestones) == 1 else "many"
    named = {each.owner or context.goal_of(each).owner or "" for each in subject.milestones} & owners or owners
    alone = [each for each in named if not any(is_shared(each, with_=other) for other in named - {each})]
    names = context.joined([_with_name(context, subject, owner) for owner in sorted(alone)])
    sheet.write(context.say(f"reported.owned_{form}", who=names, number=len(subject.milestones)))
    if not has_reports(context, subject.documents):
        sheet.write(context.say("status.not_reported"))
    write_milestones(context, sheet, subject.milestones, in_full=False)
    return sheet.answered()


def _with_name(context: Context, subject: Subject, owner: str) -> str:
    """An owner as printed, after the names that initials stand for: "Ida Skov (IS)"."""
    found = (each.name.text for plan in subject.documents for each in stand_for(context.knowledge, plan, owner))
    people = list(dict.fromkeys(map(escape_markdown, found)))
    printed = escape_markdown(owner)
    return f"{context.joined(people)} ({printed})" if people else printed


def _goals_of(context: Context, goals: Sequence[Goal]) -> Draft:
    """Each goal with who answers for it."""
    sheet = Sheet(kind=Kind.GOAL)
    for goal in goals:
        name = (goal_name(context, goal, with_title=False), quoted_title(context, sheet, goal))
        sheet.write(f"- {', '.join(filter(None, name))}: {cell(context, sheet, goal, goal.owner)}")
    show_goals(context, sheet, goals)
    return sheet.answered()
