"""
What is answered: the one value that every channel renders (schema_version 1).

Owns `Answer` and its parts, with the promise that a citation's quote is found at its span;
leaves how it looks to `assistant.render`.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from assistant.status import NOT_REPORTED, Status
from ingest.parsers.inline import without_signs
from ingest.records import Language

__all__ = [
    "SCHEMA_VERSION",
    "Answer",
    "AnswerStatus",
    "Citation",
    "GoalView",
    "Kind",
    "MilestoneView",
    "Mode",
    "Option",
    "Reason",
    "Sentence",
    "Translation",
]

SCHEMA_VERSION = 1


class AnswerStatus(enum.StrEnum):
    """How the question ended."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"
    CLARIFY = "clarify"
    DECLINED = "declined"


class Reason(enum.StrEnum):
    """Why there is no plain answer."""

    NOT_IN_DOCUMENTS = "not_in_documents"
    NOT_REPORTED = "not_reported"
    AMBIGUOUS = "ambiguous"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_ALLOWED = "not_allowed"
    """For actions only: never hints at a hidden document."""


class Kind(enum.StrEnum):
    """What kind of question it was taken for."""

    MILESTONES = "milestones"
    GOAL = "goal"
    LIST = "list"
    WORDING = "wording"
    FACT = "fact"
    DEFINITION = "definition"
    COMPARISON = "comparison"
    COUNT = "count"
    PASSAGE = "passage"
    STATUS = "status"
    YEAR_WHEEL = "year_wheel"
    ONBOARDING = "onboarding"
    LEARNING = "learning"
    HELP = "help"
    SMALLTALK = "smalltalk"


class Mode(enum.StrEnum):
    """How an answer was worded."""

    EXTRACTIVE = "extractive"
    """By rules alone."""
    GENERATED = "generated"
    """With the help of a language model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The same statement in a parallel edition; unofficial."""

    document: str
    """`Document.id` of the edition."""
    start: int
    """First code point in the edition's text."""
    end: int
    """One past the last code point."""
    text: str
    """As it stands there, signs of markup included."""

    @property
    def shown(self) -> str:
        """Its words as a reader sees them, free of markup."""
        return without_signs(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One quotation with its place: `document.text[start:end] == quote`."""

    n: int
    """The mark in the text: 1 for [1]."""
    document: str
    """`Document.id`."""
    path: str
    """The document's file, below the corpus folder."""
    title: str
    """The document's."""
    organisation: str
    """The organisation's name."""
    section: tuple[str, ...]
    """Heading path."""
    quote: str
    """As it stands in the document, signs of emphasis included: `document.text[start:end]`."""
    start: int
    """First code point in the document's text."""
    end: int
    """One past the last code point."""
    language: Language
    """The document's."""
    official: bool
    """Whether the document is; `is_official` of it, called so in JSON."""
    page: int | None = None
    """1 is the first; None for a format without pages."""
    published: dt.date | None = None
    """None: undated."""
    notice: str | None = None
    """An editor's words that go with every answer from the document."""
    url: str | None = None
    """Where the document is published."""
    translation: Translation | None = None
    """Where an edition in the asker's language says it; None: nowhere, or it is in that language."""

    @property
    def shown(self) -> str:
        """The quotation as a reader sees it, free of markup."""
        return without_signs(self.quote)


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneView:
    """A milestone as an answer shows it: what was agreed, and what was reported."""

    id: str
    """`Milestone.id`."""
    goal: str
    """`Goal.id`."""
    text: str
    """Its words, free of markup."""
    quarters: str | None
    """Its time as printed: "Q2/Q3"; None when the plan gives none."""
    from_: dt.date | None
    """`from` in JSON. First day, inclusive."""
    to: dt.date | None
    """Last day, inclusive."""
    status: Status = NOT_REPORTED
    """As the latest report says."""
    completed_on: dt.date | None = None
    """As the latest report says."""
    reported_by: str | None = None
    """Whose the latest report is, as named to people."""
    reported_at: dt.datetime | None = None
    """When it was made."""
    note: str | None = None
    """What was said beside it."""
    overdue: bool | None = None
    """None: not reported, so nobody can say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalView:
    """A goal as an answer shows it."""

    id: str
    """`Goal.id`."""
    series: str
    """The heading that gathers its series, without number."""
    number: str | None
    """As printed."""
    title: str | None
    """As printed."""
    wording: str | None
    """Its own sentences."""
    remarks: str | None
    """What the plan notes of it."""
    status: Status
    """As the latest report says."""
    milestones: tuple[MilestoneView, ...]
    """All of them, in document order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to read an ambiguous question."""

    label: str
    """What to call it."""
    question: str
    """What to ask to choose it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one question, complete for any channel."""

    id: str
    """Hash of everything the answer depends on."""
    status: AnswerStatus
    """How the question ended."""
    kind: Kind
    """What it was taken for."""
    language: Language
    """The asker's."""
    text: str
    """The answer as Markdown, complete without the other fields: quotations as `shown`, citations marked [1], [2] …"""
    snapshot: str
    """The index generation it came from."""
    asked_at: dt.datetime
    """With a time zone; "today" is its date there."""
    reason: Reason | None = None
    """Why there is no plain answer; None for one."""
    citations: tuple[Citation, ...] = ()
    """In the order of their marks."""
    goals: tuple[GoalView, ...] = ()
    """Those it is about."""
    milestones: tuple[MilestoneView, ...] = ()
    """Those it is about, in the order of the text."""
    options: tuple[Option, ...] = ()
    """Ways to read an ambiguous question."""
    suggestions: tuple[str, ...] = ()
    """Next questions that have an answer."""
    mode: Mode = Mode.EXTRACTIVE
    """How it was worded."""
    model: str | None = None
    """The language model that helped to word it; None: none did."""
    schema_version: int = SCHEMA_VERSION
    """Of the JSON that channels send."""

    def __post_init__(self) -> None:
        """Hold status and reason together, and the citations' numbers in order."""
        if (self.status is AnswerStatus.ANSWERED) != (self.reason is None):
            msg = f"only an answer that is not plain has a reason: got {self.status} with {self.reason}"
            raise ValueError(msg)
        if [citation.n for citation in self.citations] != list(range(1, len(self.citations) + 1)):
            msg = f"citations are numbered from 1: got {[citation.n for citation in self.citations]}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A checked sentence of an answer whose rest is still on its way."""

    text: str
    """In Markdown, citation marks included."""
