"""
What a step holds today: its quotations from the documents as they are now, its lessons where they are approved.

Owns filling a step, telling one that has nothing to say, and what is wrong with the references of all journeys.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.onboarding.journeys import Step
from assistant.onboarding.lessons import Handout, Lesson
from assistant.onboarding.library import Library
from assistant.onboarding.references import Quoted, Reference, resolve
from ingest.knowledge import Knowledge
from ingest.records import Language
from ingest.renderings import Rendering, Renderings

if TYPE_CHECKING:
    from assistant.onboarding.enrolments import GivenStep

__all__ = [
    "Content",
    "Lack",
    "Quotations",
    "check_quotations",
    "fill",
    "find_lacks",
    "is_held_back",
    "is_out_of_date",
    "names_exactly",
]


_OF_MODULE = "module "
"""Begins what messages call a module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A step as it would be shown on one day."""

    step: Step
    quotes: tuple[Quoted, ...]
    lessons: tuple[Lesson, ...]
    """Those of approved modules."""
    handouts: tuple[Handout, ...]
    awaits_approval: bool
    """Whether a lesson or handout is held back until somebody approves its module."""

    @property
    def says_nothing(self) -> bool:
        """Whether it is left out: it lives by quotations and has none, or by lessons that are not approved."""
        if self.step.quotes and self.step.needs_quotes and not self.quotes:
            return True
        shown = [*(each.id for each in self.lessons), *(each.id for each in self.handouts)]
        return is_held_back(self.step, {_module(id_) for id_ in shown})

    @property
    def digest(self) -> str:
        """Of the words quoted: changes when a document says something else."""
        return hashlib.sha256("\x1f".join(each.quote.text for each in self.quotes).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """A reference that finds nothing in the documents at hand."""

    place: str
    """What refers to them: "journey 'lab', step 'promise'" or "module 'bias'"."""
    reference: Reference

    @property
    def is_broken(self) -> bool:
        """Whether it names what must be there; otherwise the documents merely have nothing for it."""
        return self.reference.is_exact

    @property
    def message(self) -> str:
        """The sentence that tells it."""
        if self.is_broken:
            return (
                f"{self.place}: {self.reference.shown} is in no document any more; mend the reference or take it out."
            )
        return f"{self.place}: these documents have nothing for {self.reference.shown}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotations:
    """All quotations of all journeys on one day, held against their documents and against the editions of these."""

    count: int
    """Different stretches that are quoted."""
    rendered: int
    """Of them, those that a parallel edition has in the other language."""
    faults: tuple[str, ...]
    """Sentences about what is not to the letter; names the step."""
    unrendered: tuple[str, ...]
    """Sentences about what an edition lacks: it is shown in the document's language alone."""


def check_quotations(library: Library, knowledge: Knowledge, *, today: dt.date) -> Quotations:
    """Hold every quotation of every step against its document, and its rendering against the edition."""
    renderings, seen = Renderings(knowledge), dict[Quoted, bool]()
    faults: list[str] = []
    unrendered: list[str] = []
    for place, references in _linked(library):
        for quoted in (each for reference in references for each in resolve(reference, knowledge, today=today)):
            found = _renderings(quoted, renderings)
            seen[quoted] = bool(found)
            stretches = ((quoted.document, quoted.quote), *((each.document, each.quote) for each in found))
            faults.extend(
                f"{place}: {quote.text[:60]!r} is not what {document.id} says there; ingest it again."
                for document, quote in stretches
                if quote.span.of(document.text) != quote.text
            )
            if not found and any(pairing.original == quoted.document.id for pairing in knowledge.pairings):
                words = quoted.quote.text[:60]
                unrendered.append(f"{place}: the edition of {quoted.document.id} has nothing for {words!r}.")
    return Quotations(count=len(seen), rendered=sum(seen.values()), faults=tuple(faults), unrendered=tuple(unrendered))


def _renderings(quoted: Quoted, renderings: Renderings) -> tuple[Rendering, ...]:
    found = (renderings.of(quoted.document, quoted.quote.span, language) for language in Language)
    return tuple(each for each in found if each is not None)


def fill(step: Step, library: Library, knowledge: Knowledge, *, today: dt.date, approved: Collection[str]) -> Content:
    """
    `step` as it is on one day.

    Args:
        step: The step.
        library: Where its lessons are.
        knowledge: What its reader may read.
        today: The day; decides which quarter is meant.
        approved: Ids of the modules that somebody stands behind as they are written now.
    """
    lessons = [library.lesson(each) for each in step.lessons if _module(each) in approved]
    handouts = [library.handout(each) for each in step.handouts if _module(each) in approved]
    quotes = [quoted for reference in step.quotes for quoted in resolve(reference, knowledge, today=today)]
    return Content(
        step=step,
        quotes=tuple(dict.fromkeys(quotes)),
        lessons=tuple(lessons),
        handouts=tuple(handouts),
        awaits_approval=any(_module(each) not in approved for each in (*step.lessons, *step.handouts)),
    )


def is_out_of_date(
    step: Step, given: GivenStep, library: Library, knowledge: Knowledge, *, approved: Collection[str]
) -> bool:
    """
    Whether the documents say something else now than when a step was given.

    Its own day counts: another quarter is no other text.
    """
    from assistant.onboarding.enrolments import StepState  # brings SQLAlchemy into every ingestion

    then = fill(step, library, knowledge, today=given.given_on, approved=approved)
    return given.state is StepState.GIVEN and then.digest != given.digest


def is_held_back(step: Step, approved: Collection[str]) -> bool:
    """Whether a step waits until somebody approves the modules that it lives by."""
    modules = [_module(each) for each in (*step.lessons, *step.handouts)]
    return bool(modules) and not step.do and not any(each in approved for each in modules)


def find_lacks(library: Library, knowledge: Knowledge, *, today: dt.date, exact: bool = False) -> tuple[Lack, ...]:
    """
    Every reference of a step that finds nothing, and of a module those that must find something.

    Args:
        library: Journeys and modules.
        knowledge: The documents.
        today: Decides which quarter is meant.
        exact: Whether only references that must find something are looked at.
    """
    return tuple(
        Lack(place=place, reference=reference)
        for place, references in _linked(library)
        for reference in references
        if (reference.is_exact or not (exact or place.startswith(_OF_MODULE)))
        and not resolve(reference, knowledge, today=today)
    )


def names_exactly(library: Library) -> bool:
    """Whether some reference must find something."""
    return any(reference.is_exact for _, references in _linked(library) for reference in references)


def _linked(library: Library) -> Iterator[tuple[str, tuple[Reference, ...]]]:
    """Everything that refers to the documents, as messages call it; a step that several journeys have comes once."""
    steps: dict[str, tuple[str, tuple[Reference, ...]]] = {}
    for journey in library.journeys.values():
        for step in journey.steps:
            steps.setdefault(step.id, (f"journey {journey.id!r}, step {step.id!r}", step.quotes))
    yield from steps.values()
    yield from ((f"{_OF_MODULE}{module.id!r}", module.plan) for module in library.modules.values())


def _module(id_: str) -> str:
    return id_.partition("/")[0]
