"""
Evidence that the program can offer to whoever reports: completion counts of onboarding, for the milestone they prove.

Owns gathering them over one store and adding them to a comment; leaves the words to `assistant.onboarding.evidence`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from assistant.onboarding.enrolments import Enrolments
from assistant.onboarding.evidence import count_module, counts_in_words, module_for
from assistant.onboarding.training import Training
from assistant.register.draft import NewReport
from assistant.store.store import Store
from assistant.texts import Texts
from ingest.knowledge import Knowledge
from ingest.records import Goal, Language, Milestone
from ingest.settings import Settings

__all__ = ["CompletionEvidence", "with_evidence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionEvidence:
    """Counts over the enrolments of one store."""

    training: Training
    texts: Texts
    settings: Settings
    store: Callable[[], Store]
    """Opens the store; called only for a milestone that counts belong to."""

    def offered(
        self, subject: Goal | Milestone | None, knowledge: Knowledge, language: Language, *, today: dt.date
    ) -> str | None:
        """What is offered to whoever reports on `subject`; None where there is nothing, or too few to be counted."""
        library = self.training.library
        module = module_for(subject, library, knowledge) if isinstance(subject, Milestone) else None
        if module is None:
            return None
        least = self.settings.onboarding_min_group
        counts = count_module(module, library, Enrolments(self.store()), least=least)
        return counts_in_words(module, counts, self.texts, language, day=today, least=least)


def with_evidence(report: NewReport, offered: str | None) -> NewReport:
    """The report with the counts below its comment."""
    if offered is None:
        return report
    return dataclasses.replace(report, note="\n".join(part for part in (report.note, offered) if part))
