"""
What onboarding itself can say to a milestone that asks for training in onboarding: how many have completed it.

Owns which milestone a module's counts belong to, told by what the milestone says, and putting the counts into words.
The counts name nobody, and leave out groups that are too small.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from assistant.onboarding.completion import GroupCount, completed_module, count_groups
from assistant.onboarding.enrolments import Enrolments
from assistant.onboarding.lessons import Module
from assistant.onboarding.library import Library
from assistant.onboarding.references import ONBOARDING_WORDS, Find, begins_word, is_own
from assistant.texts import Texts
from ingest.knowledge import Knowledge
from ingest.records import Language, Milestone

__all__ = ["count_module", "counts_in_words", "module_for"]


def module_for(milestone: Milestone, library: Library, knowledge: Knowledge) -> Module | None:
    """The module that a milestone of our own asks for: it speaks of onboarding and of the module's topic."""
    goal = knowledge.goals_by_id.get(milestone.goal)
    words = milestone.quote.text
    if goal is None or not is_own(knowledge.documents[goal.document], knowledge):
        return None
    if not begins_word(ONBOARDING_WORDS, words):
        return None
    return next((each for each in library.modules.values() if _is_topic(each, words)), None)


def _is_topic(module: Module, words: str) -> bool:
    """Whether words speak of what the module is linked to the documents by."""
    return any(each.find is Find.STATEMENTS and begins_word(each.words, words) for each in module.plan)


def count_module(module: Module, library: Library, enrolments: Enrolments, *, least: int) -> tuple[GroupCount, ...]:
    """How many of each role have completed the module's lessons; groups smaller than `least` without numbers."""
    return count_groups(
        library,
        enrolments.all(),
        enrolments.given_to_all(),
        completed=completed_module(module.id),
        least=least,
        module=module.id,
    )


def counts_in_words(
    module: Module, counts: Sequence[GroupCount], texts: Texts, language: Language, *, day: dt.date, least: int
) -> str | None:
    """The counts as a sentence with its day; None where there is no group that may be counted."""

    def say(key: str, **variables: object) -> str:
        return texts.say(language, f"onboarding_counts.{key}", **variables)

    shown = [each for each in counts if each.enrolled is not None]
    if not shown:
        return None
    groups = [say(each.role.value, completed=each.completed, enrolled=each.enrolled) for each in shown]
    told = say("counted", day=f"{day:%d-%m-%Y}", groups="; ".join(groups), module=module.names[language].lower())
    return f"{told} {say('too_small', least=least)}" if len(shown) < len(counts) else told
