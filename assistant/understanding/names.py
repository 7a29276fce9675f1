"""
What documents and passages are called, indexed: which titles, and which labels, express a concept.

Owns what counts as a title's words and as a passage's labels; leaves what is answered from them to
`assistant.answering`. Both indexes are made when first asked for, once for a body of knowledge.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.understanding.concepts import ENOUGH, Bag, Concept
from assistant.understanding.inverted import Inverted
from ingest.knowledge import Knowledge
from ingest.parsers.inline import without_signs
from ingest.records import Document, Language, Passage, PassageKind

__all__ = ["Labels", "Titles", "labels_of", "title_words"]

_ANY_DOCUMENT = "dokument side document page"
"""What any document may be called beside its title: "strategisiden"."""
_SUBJECT = re.compile(r"(?:our|vores?|the|vort)\s(?:[\w-]+\s){1,3}?(?=(?:is|are|er)\b)", re.IGNORECASE)
"""The subject of a paragraph's first sentence: "Vores mission er at …"."""
_LONGEST_NAME = 60
_NEAR = 4
"""Signs between words in bold and the rest of their sentence."""
_IN_BOLD = re.compile(rf"([*_]{{1,3}})[^*_\n]{{1,{_LONGEST_NAME}}}\1,? (?=[a-zæøåäö])")
"""Words set off at the beginning of a sentence that goes on."""
MakeBag = Callable[[str, Language], Bag]


def title_words(document: Document, *more: str) -> str:
    """A document's title and kind ("the plan"), and any lines that stand with them."""
    return "\n".join((document.title, document.kind.replace("_", " "), _ANY_DOCUMENT, *more))


def labels_of(passage: Passage) -> tuple[str, ...]:
    """What names a passage: what leads in to it, else its innermost heading, and its first words; a list has both."""
    heading = passage.path[-1] if passage.path else ""
    lead_in = passage.lead_in.text if passage.lead_in else ""
    names = (heading, lead_in) if passage.kind is PassageKind.LIST else (lead_in or heading, _set_off(passage))
    return tuple(name for name in names if name)


def _set_off(passage: Passage) -> str:
    """What a paragraph says to be about by its first words: in bold, or as the subject of its sentence."""
    first, *rest = passage.quotes
    if rest and len(first.text) <= _LONGEST_NAME and rest[0].span.start - first.span.end <= _NEAR:
        return first.text if rest[0].text[:1].islower() else ""
    found = _IN_BOLD.match(first.text) or _SUBJECT.match(without_signs(first.text))
    return found[0].strip("*_ ") if found else ""


class Titles:
    """The titles of one body of knowledge; safe to share between threads."""

    def __init__(self, documents: Sequence[Document], bag: MakeBag) -> None:
        self._ids = [document.id for document in documents]
        self._index = Inverted(bag(title_words(document), document.language) for document in documents)

    def touching(self, concepts: Iterable[Concept]) -> frozenset[str]:
        """Ids of the documents whose title says something of every one of `concepts`; all of them for none."""
        return self._of([self._index.covers(each) > 0 for each in concepts])

    def accounting(self, concepts: Iterable[Concept]) -> frozenset[str]:
        """Ids of the documents whose title accounts for every one of `concepts`; all of them for none."""
        return self._of([self._index.covers(each) >= ENOUGH for each in concepts])

    def saying(self, concepts: Iterable[Concept]) -> frozenset[str]:
        """Ids of the documents whose title says every one of `concepts` in whole words; all of them for none."""
        return self._of([self._index.covers_strictly(each) > 0 for each in concepts])

    def _of(self, fitting: Sequence[NDArray[np.bool_]]) -> frozenset[str]:
        if not fitting:
            return frozenset(self._ids)
        return frozenset(self._ids[place] for place in np.flatnonzero(np.logical_and.reduce(fitting)).tolist())


class Labels:
    """The labels of one body of knowledge's lists and paragraphs; safe to share between threads."""

    def __init__(self, knowledge: Knowledge, bag: MakeBag) -> None:
        self._knowledge = knowledge
        self._bag = bag

    def name(self, concept: Concept) -> bool:
        """Whether the label of any passage accounts for `concept`."""
        return bool((self._index[1].covers(concept) >= ENOUGH).any())

    def naming(self, concepts: Iterable[Concept]) -> NDArray[np.int64]:
        """Rows of the passages whose labels account for any of `concepts`, ascending."""
        numbers, index = self._index
        fitting = [index.covers(each) >= ENOUGH for each in concepts]
        # The last place is that of passages without a label.
        is_named = np.append(np.logical_or.reduce(fitting), False) if fitting else np.zeros(1, dtype=np.bool_)
        rows: NDArray[np.int64] = self._knowledge.rows[is_named[numbers]] if fitting else np.empty(0, dtype=np.int64)
        return rows

    @cached_property
    def _index(self) -> tuple[NDArray[np.int32], Inverted]:
        """The number of each visible passage's labels, -1 for none, and the bags of each number; most stand often."""
        numbers: dict[tuple[str, Language], int] = {}
        found = np.full(len(self._knowledge.rows), -1, dtype=np.int32)
        for place, passage in enumerate(self._knowledge.visible):
            if passage.kind in (PassageKind.LIST, PassageKind.PARAGRAPH) and (names := labels_of(passage)):
                found[place] = numbers.setdefault(("\n".join(names), passage.language), len(numbers))
        return found, Inverted(self._bag(*each) for each in numbers)
