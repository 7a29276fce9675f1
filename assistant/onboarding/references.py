"""
References from journeys and lessons to the organisation's own documents, and what they quote today.

Owns `Reference` and finding its quotations; nothing of a document is ever copied into a journey.
What is looked for by words is looked for in every corpus and may be missing; what is named exactly must be there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from assistant.onboarding.reading import Entry
from assistant.register.years import QuarterOfYear, year_start
from ingest.knowledge import Knowledge
from ingest.lexical import fold
from ingest.records import Document, Goal, Milestone, Passage, PassageKind, Quarters, Quote, Span

__all__ = ["ONBOARDING_WORDS", "Find", "Quoted", "Reference", "begins_word", "is_own", "read_references", "resolve"]

ONBOARDING_WORDS = (
    "onboarding", "introforløb", "introduktion", "modtagelse", "induction", "newcomer", "new employees",
)  # fmt: skip
"""How documents speak of onboarding."""
MOST_STATEMENTS = 4
"""Quotations of one reference to statements."""
LONGEST = 700
"""Characters of a paragraph that is still quoted whole."""
LEAST_WORDS = 4
"""Words from which a stretch says something by itself."""
MOST_FOLDED = 1024
"""Documents whose folded text is kept, as long as the text itself."""
SHORTEST_STEM = 3
"""Letters from which a stem tells what words are cut off to it."""
_FIRST_WORD = re.compile(r"\w+")
_WORDED = frozenset({PassageKind.PARAGRAPH, PassageKind.LIST, PassageKind.GOAL, PassageKind.TABLE_ROW})


class Find(StrEnum):
    """What a reference looks for."""

    STATEMENT = "statement"
    """The one paragraph that the first of the words found labels, or holds."""
    STATEMENTS = "statements"
    """Every stretch that holds one of the words, the first few."""
    LIST = "list"
    """The list that one of the words leads in to, or heads."""
    GOALS = "goals"
    """The goals of the newest plan."""
    MILESTONES = "milestones"
    """The milestones of the newest plan that touch the quarter."""
    GOAL = "goal"
    """One goal, by id."""
    TEXT = "text"
    """Exactly these words of this document."""


_NEEDS = {
    Find.STATEMENT: "words",
    Find.STATEMENTS: "words",
    Find.LIST: "words",
    Find.MILESTONES: "when",
    Find.GOAL: "goal",
    Find.TEXT: "text",
}
_EXACT = frozenset({Find.GOAL, Find.TEXT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What of the documents is to be quoted."""

    find: Find
    words: tuple[str, ...] = ()
    """Beginnings of words, the most telling first."""
    document: str | None = None
    """`Document.id`, where it is named."""
    goal: str | None = None
    """`Goal.id`, where it is named."""
    text: str | None = None
    """The words themselves, only to be found again: what is shown is cut from the document."""

    @property
    def is_exact(self) -> bool:
        """Whether it names what must be there; it is broken when it finds nothing."""
        return self.find in _EXACT

    @property
    def shown(self) -> str:
        """The reference as a message names it."""
        named = self.text or self.goal or "/".join(self.words[:2])
        return f"{self.find.value} {named!r}" if named else self.find.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quotation and the document it stands in."""

    document: Document
    quote: Quote
    """Cut from the document: `document.text[start:end] == quote.text`."""


def read_references(entry: Entry, key: str) -> tuple[Reference, ...]:
    """
    The references listed under `key`.

    Raises:
        OnboardingInvalid: If one has an unknown key, or lacks what its kind needs.
    """
    return tuple(_read(each) for each in entry.entries(key))


def _read(entry: Entry) -> Reference:
    entry.allow("find", "words", "document", "goal", "text", "when")
    find = entry.choice("find", Find)
    needed = _NEEDS.get(find)
    if needed and not entry.has(needed):
        entry.refuse(f"a reference to {find.value!r} needs {needed!r}.")
    if entry.has("when") and entry.text("when") != "quarter":
        entry.refuse(f"'when' is {entry.text('when')!r}, but must be 'quarter'.")
    return Reference(
        find=find,
        words=entry.texts("words"),
        document=entry.text("document") if entry.has("document") else None,
        goal=entry.text("goal") if entry.has("goal") else None,
        text=entry.text("text") if entry.has("text") else None,
    )


def resolve(reference: Reference, knowledge: Knowledge, *, today: dt.date) -> tuple[Quoted, ...]:
    """What `reference` quotes today, in document order; nothing where the documents have nothing for it."""
    documents = _documents(reference, knowledge)
    if reference.find is Find.TEXT:
        return _exactly(reference.text or "", documents)
    if reference.find is Find.GOAL:
        goal = knowledge.goals_by_id.get(reference.goal or "")
        return tuple(_of_goal(goal, knowledge)) if goal else ()
    if reference.find is Find.GOALS:
        return tuple(found for goal in _newest_goals(documents, knowledge) for found in _heart(goal, knowledge))
    if reference.find is Find.MILESTONES:
        return tuple(
            Quoted(document=knowledge.documents[goal.document], quote=milestone.quote)
            for goal, milestone in _milestones(_newest_goals(documents, knowledge))
            if milestone.quarters and _is_of_quarter(milestone.quarters, knowledge.documents[goal.document], today)
        )
    passages = _passages(reference.words, documents, knowledge)
    if reference.find is Find.STATEMENTS:
        return _holding(reference.words, passages, knowledge)
    return _labelled(reference, passages, knowledge)


def _documents(reference: Reference, knowledge: Knowledge) -> tuple[Document, ...]:
    """The originals that are meant: the named one, or our own; those without goals first, they say what we are for."""
    ours = [
        document
        for document in knowledge.documents.values()
        if document.is_official
        and document.edition_of is None
        and (document.id == reference.document if reference.document else is_own(document, knowledge))
    ]
    with_goals = {goal.document for goal in knowledge.goals}
    return tuple(sorted(ours, key=lambda document: document.id in with_goals))


def is_own(document: Document, knowledge: Knowledge) -> bool:
    """Whether a document is the home organisation's; any is where there is none."""
    return knowledge.home is None or document.organisation == knowledge.home.id


def begins_word(words: Sequence[str], text: str) -> bool:
    """Whether a word of `text` begins with one of `words`."""
    return bool(_pattern(words).search(fold(text)))


def _may_hold(words: Sequence[str], document: Document) -> bool:
    """Whether any of `words` stands anywhere in a document, as a beginning of a word or not."""
    text = _folded(document.text)
    return any(fold(word) in text for word in words)


@lru_cache(maxsize=MOST_FOLDED)
def _folded(text: str) -> str:
    return fold(text)


def _passages(words: Sequence[str], documents: Sequence[Document], knowledge: Knowledge) -> Sequence[Passage]:
    """What these documents say in words, in their order, without most of what has none that begins with `words`."""
    if knowledge.has_many:
        held: dict[str, list[Passage]] = {}
        for passage in (knowledge.passages[row] for row in _rows_beginning(words, knowledge)):
            held.setdefault(passage.document, []).append(passage)
        found = [passage for each in documents for passage in held.get(each.id, ())]
    else:
        # Folding every quotation takes longer than the question: only those of documents that hold a word are.
        holding = (each for each in documents if _may_hold(words, each))
        found = [passage for each in holding for passage in knowledge.passages_of(each.id)]
    return [each for each in found if each.kind in _WORDED and each.quotes]


def _rows_beginning(words: Sequence[str], knowledge: Knowledge) -> Sequence[int]:
    """The rows of passages that may hold a word which begins with one of `words`, ascending, as their stems tell."""
    openers = tuple({found[0] for word in words if (found := _FIRST_WORD.search(fold(word)))})
    # A stem goes on from the beginning of a word, or is cut off before its end.
    stems = [
        each
        for each in knowledge.lexical.vocabulary(knowledge.rows)
        if each.startswith(openers) or (len(each) >= SHORTEST_STEM and any(word.startswith(each) for word in openers))
    ]
    held = np.zeros(len(knowledge.passages), dtype=np.bool_)
    for stem in stems:
        held[knowledge.lexical.holding((stem,))] = True
    rows: list[int] = knowledge.rows[held[knowledge.rows]].tolist()
    return rows


def _exactly(text: str, documents: Sequence[Document]) -> tuple[Quoted, ...]:
    for document in documents:
        start = document.text.find(text)
        if start >= 0:
            return (Quoted(document=document, quote=document.quote(Span(start, start + len(text)))),)
    return ()


def _newest_goals(documents: Sequence[Document], knowledge: Knowledge) -> tuple[Goal, ...]:
    """The goals of the plan with the latest period."""
    ids = {document.id for document in documents}
    goals = [goal for goal in knowledge.goals if goal.document in ids]
    ends = {id_: knowledge.documents[id_].period_to or dt.date.min for id_ in {goal.document for goal in goals}}
    latest = max(ends.values(), default=dt.date.min)
    return tuple(goal for goal in goals if ends[goal.document] == latest)


def _milestones(goals: Sequence[Goal]) -> Iterator[tuple[Goal, Milestone]]:
    return ((goal, milestone) for goal in goals for milestone in goal.milestones)


def _heart(goal: Goal, knowledge: Knowledge) -> Iterator[Quoted]:
    """A goal by its title, or by its wording where it has none."""
    quote = goal.title or goal.wording
    if quote:
        yield Quoted(document=knowledge.documents[goal.document], quote=quote)


def _of_goal(goal: Goal, knowledge: Knowledge) -> Iterator[Quoted]:
    document = knowledge.documents[goal.document]
    quotes = (goal.title, goal.wording, *(milestone.quote for milestone in goal.milestones))
    return (Quoted(document=document, quote=quote) for quote in quotes if quote)


def _holding(words: Sequence[str], passages: Sequence[Passage], knowledge: Knowledge) -> tuple[Quoted, ...]:
    """The stretches that hold one of `words`, each text once; a lead-in brings its whole list."""
    pattern = _pattern(words)
    found: dict[str, Quoted] = {}
    for passage in passages:
        led = passage.lead_in is not None and pattern.search(fold(passage.lead_in.text))
        for quote in passage.quotes:
            is_whole = len(quote.text) <= LONGEST and len(quote.text.split()) >= LEAST_WORDS
            if is_whole and (led or pattern.search(fold(quote.text))):
                found.setdefault(quote.text, Quoted(document=knowledge.documents[passage.document], quote=quote))
                if len(found) == MOST_STATEMENTS:
                    return tuple(found.values())
    return tuple(found.values())


def _labelled(reference: Reference, passages: Sequence[Passage], knowledge: Knowledge) -> tuple[Quoted, ...]:
    """The passage that the first of the words found labels: by its lead-in, its heading, or its own words."""
    wants_list = reference.find is Find.LIST
    kinds = {PassageKind.LIST} if wants_list else {PassageKind.PARAGRAPH}
    fitting = [each for each in passages if each.kind in kinds and len(each.quotes[0].text) <= LONGEST]
    for word in reference.words:
        pattern = _pattern([word])
        for label in (_lead_in, _heading) if wants_list else (_lead_in, _heading, _own):
            for passage in fitting:
                document = knowledge.documents[passage.document]
                if pattern.search(fold(label(passage, document))):
                    quotes = passage.quotes if wants_list else passage.quotes[:1]
                    return tuple(Quoted(document=document, quote=quote) for quote in quotes)
    return ()


def _lead_in(passage: Passage, _document: Document) -> str:
    return passage.lead_in.text if passage.lead_in else ""


def _heading(passage: Passage, document: Document) -> str:
    """The innermost heading, unless it is the document's own title."""
    return passage.path[-1] if passage.path and passage.path[-1] != document.title else ""


def _own(passage: Passage, _document: Document) -> str:
    return passage.quotes[0].text


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Finds a word that begins with one of `words` in a folded text."""
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(fold(word)) for word in words) + ")")


def _is_of_quarter(time: Quarters, plan: Document, today: dt.date) -> bool:
    """Whether planned time touches the quarter of `today`, as the plan counts quarters."""
    quarter = QuarterOfYear.of(today, year_start(plan))
    return time.overlaps(quarter.first, quarter.last)
