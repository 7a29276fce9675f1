"""
What a person can report on in Slack, and what it goes by there.

Owns the keys: an id can be longer than a value in Slack may be, so a goal or milestone goes by a short key made of it.
"""

from __future__ import annotations

import hashlib

from assistant.access.identity import Identity
from assistant.protocols import Answers
from assistant.question import Asker
from ingest.parsers.inline import without_signs
from ingest.records import Goal, Milestone

__all__ = ["reportable", "subject_key", "subject_words"]


def subject_key(id_: str) -> str:
    """What a goal or milestone goes by in values of Slack."""
    return hashlib.sha256(id_.encode()).hexdigest()[:24]


def subject_words(subject: Goal | Milestone) -> str:
    """A milestone's own words; a goal's number with its title or wording."""
    if isinstance(subject, Milestone):
        return without_signs(subject.quote.text)
    quote = subject.title or subject.wording
    return " ".join(part for part in (subject.number, without_signs(quote.text) if quote else subject.series) if part)


def reportable(answers: Answers, identity: Identity | None) -> dict[str, Goal | Milestone]:
    """The goals and milestones that the person may report on, by key, in document order."""
    if identity is None:
        return {}
    found: list[Goal | Milestone] = []
    for goal in answers.knowledge(Asker.known(identity)).goals:
        if identity.may_report(goal.id):
            found += [goal, *goal.milestones]
    return {subject_key(each.id): each for each in found}
