"""
The stretches of a passage that may be quoted by themselves, each with the words in it and those around it.

Owns cutting passages into stretches, and keeping the ones cut before: they are the same for every question.
Leaves judging them to `assistant.answering.judging.evidence`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeVar

from assistant.answering.cutting.quoting import split_sentences, whole_quotes
from assistant.understanding.bridge import Bridge
from assistant.understanding.concepts import Bag
from ingest.knowledge import Knowledge
from ingest.parsers.inline import without_signs
from ingest.records import Document, Passage, PassageKind, Quote

__all__ = ["Stretch", "Stretches"]

_Verdict = TypeVar("_Verdict")
_MOST_PASSAGES = 1_000
"""Passages whose stretches are kept, some tens of KB each; then begun anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What of a passage may be quoted by itself."""

    quote: Quote
    own: Bag
    """Of its own words; of a table row's whole row."""
    whole: Bag
    """Of all that stands around it too: headings, lead-in, title, period, the goal's words."""


@dataclass(frozen=True, kw_only=True)
class _Whole:
    """A stretch with its sentences, which are cut when they are first looked at."""

    stretch: Stretch
    cut: Callable[[], tuple[Stretch, ...]]

    @cached_property
    def sentences(self) -> tuple[Stretch, ...]:
        return self.cut()


class Stretches:
    """The stretches of one asker's passages; safe to share between threads."""

    def __init__(self, knowledge: Knowledge, bridge: Bridge) -> None:
        self._knowledge = knowledge
        self._bridge = bridge
        self._kept: dict[str, tuple[_Whole, ...]] = {}

    def of(self, passage: Passage) -> tuple[Stretch, ...]:
        """The stretches of `passage`, in order; of a paragraph whole quotations, each before its sentences."""
        return tuple(stretch for whole in self._wholes(passage) for stretch in (whole.stretch, *whole.sentences))

    def judged(self, passage: Passage, judge: Callable[[Stretch], _Verdict | None]) -> Iterator[_Verdict]:
        """
        What `judge` says of the stretches of `passage`, in order, where it says anything.

        Args:
            passage: Any.
            judge: Has nothing to say of a sentence when it has nothing to say of the whole quotation, which holds all
                its words: such sentences are not even cut.
        """
        for whole in self._wholes(passage):
            verdict = judge(whole.stretch)
            if verdict is not None:
                yield verdict
            # An edition may render a sentence by itself, and a milestone has its time beside it.
            if verdict is not None or self._knowledge.pairings or passage.goal:
                yield from (found for found in map(judge, whole.sentences) if found is not None)

    def _wholes(self, passage: Passage) -> tuple[_Whole, ...]:
        found = self._kept.get(passage.id)
        if found is None:
            if len(self._kept) >= _MOST_PASSAGES:
                self._kept = {}
            found = self._kept[passage.id] = tuple(self._cut(passage))
        return found

    def _cut(self, passage: Passage) -> Iterator[_Whole]:
        document = self._knowledge.documents[passage.document]
        around = self._around(passage, document)
        is_row, is_paragraph = passage.kind is PassageKind.TABLE_ROW, passage.kind is PassageKind.PARAGRAPH
        names, times = self._names(passage), self._times(passage)

        def stretch(quote: Quote) -> Stretch:
            words = without_signs(quote.text)
            words = f"{words}\n{names[quote].text}" if quote in names else words
            words = f"{words}\n{times[quote]}" if quote in times else words
            own = self._bridge.bag(passage.body if is_row else words, document.language)
            return Stretch(quote=quote, own=own, whole=Bag.union([own, around]))

        def sentences(quote: Quote) -> tuple[Stretch, ...]:
            return tuple(map(stretch, split_sentences(document, quote))) if is_paragraph else ()

        for quote in passage.quotes[:1] if is_row else whole_quotes(document, passage):
            if quote not in names.values():
                yield _Whole(stretch=stretch(quote), cut=partial(sentences, quote))

    def _names(self, passage: Passage) -> dict[Quote, Quote]:
        """Of a goal, each milestone that its row has a name for, with that name: one thing said in two cells."""
        goal = self._knowledge.goals_by_id.get(passage.goal or "")
        rows = [(each.quote, self._bridge.row_names.of(each)) for each in goal.milestones] if goal else []
        return {quote: row.name for quote, row in rows if row and row.name}

    def _times(self, passage: Passage) -> dict[Quote, str]:
        """Of a goal, each milestone with the time that is printed beside it: "By 2027" is said of it."""
        goal = self._knowledge.goals_by_id.get(passage.goal or "")
        milestones = goal.milestones if goal else ()
        return {each.quote: each.quarters.printed for each in milestones if each.quarters}

    def _around(self, passage: Passage, document: Document) -> Bag:
        """What stands around the stretches of a passage: headings, title, period; a goal's words; a row's cells."""
        lines = [*passage.path, passage.lead_in.text if passage.lead_in else "", document.title]
        bags = [self._bridge.bag("\n".join(lines), document.language), self._goal_around(passage)]
        if passage.kind is PassageKind.TABLE_ROW:
            bags.append(self._bridge.bag(passage.body, document.language))
        ends = (document.period_from, document.period_to)
        bags.append(Bag({str(day.year): 1.0 for day in ends if day}))
        return Bag.union(bags)

    def _goal_around(self, passage: Passage) -> Bag:
        """What a goal's title and wording lend to its milestones."""
        goal = self._knowledge.goals_by_id.get(passage.goal or "")
        if goal is None:
            return Bag()
        words = "\n".join(quote.text for quote in (goal.title, goal.wording) if quote)
        return self._bridge.bag(words, self._knowledge.documents[goal.document].language)
