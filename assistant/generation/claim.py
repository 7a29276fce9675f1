"""
A sentence of a model, taken apart, beside the single sentences of the evidence it leans on.

Owns `Claim`: what in it means something, and what each sentence of its evidence says of itself;
leaves judging it to `assistant.generation.claims`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from assistant.generation.evidence import Piece
from assistant.generation.readings import MOST_TEXTS, folded_words, table
from assistant.generation.relations import Part, Told, clauses_of, parts_of, says_the_same
from assistant.understanding.bridge import Bridge
from assistant.understanding.concepts import Bag, Concept
from assistant.understanding.numbers import counted
from assistant.understanding.scope import Scope, find_scope
from ingest.lexical import analyse, fold, is_stop_word
from ingest.parsers.inline import sentences
from ingest.records import Language, Organisation, Span

__all__ = ["INTENDED", "Claim", "Read", "is_anothers"]

_SAME = 0.6
"""Cover from which a sentence says a word, 0..1: a near word is not enough to tell what somebody does."""
_OWNED = frozenset(
    word for name in ("claim_times", "claim_quantities") for members in table(name).values() for word in members
)
"""Words that a check of their own looks at."""
INTENDED = table("claim_negations")["intended"]
"""Words that say that something is meant to be."""
_ORDERS = table("claim_orders")["orders"]
_DIRECTIONS = table("claim_directions")["towards"]
_GOALS = table("claim_goals")["goals"]
_AIMS = table("claim_aims")["aims"]
_NUMBERED = re.compile(
    r"(?:\b(?:of|for|under|in|to|af|på|i|til)\s+)?(?P<word>\b[^\W\d_]+)\s+"
    r"(?P<number>\d+(?:\.\d+)*[a-z]?|[A-ZÆØÅ](?:\.\d+)*)(?!\w|[.,]\d)"
)
"""What may be a goal called by its number: "goal 3", "mål B"."""
_ONE_OF = re.compile(r"\bone of\b|^one\b|\b[eé][nt] af\b", re.IGNORECASE)
_MOST_WORDS = 20_000
"""Words of which it is kept whether they mean something."""
_LONGEST_NAME = 6
"""Words after a preposition in which an organisation's name is looked for."""
_MOST_READ = 1_024
"""Pieces of evidence that are kept taken apart."""
Read = dict[tuple[Piece, bool], tuple[Told, ...]]
"""The sentences of pieces taken apart, each piece for a gloss or not."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A sentence, and all that is needed to judge it."""

    text: str
    pieces: Sequence[Piece]
    """The evidence it is said to follow from, at least one piece."""
    language: Language
    """The asker's, which it must be in."""
    bridge: Bridge
    """Leads from its words to those of the evidence."""
    organisations: Sequence[Organisation]
    """Those the asker may read of."""
    moves: frozenset[str]
    """Folded words that any sentence may use: "the plan says"."""
    is_gloss: bool = False
    """Whether it renders all of its one piece, not one sentence of it."""
    read: Read = field(default_factory=dict, repr=False, compare=False)
    """Sentences of pieces taken apart before; claims over one bridge and in one language may share it."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, folded."""
        return folded_words(self.text)

    @cached_property
    def goals(self) -> frozenset[str]:
        """Goals that it calls by their numbers."""
        return _goals(self.text)

    @cached_property
    def bare(self) -> str:
        """Its text without the goals that it calls by their numbers; all of it for a gloss."""
        return self.text if self.is_gloss else _without_goals(self.text)

    @cached_property
    def rest(self) -> str:
        """`bare` without the names of organisations and without "one of the"."""
        return _ONE_OF.sub("", _scope(self.bare, tuple(self.organisations)).rest)

    @cached_property
    def evidence(self) -> str:
        """All that it leans on, headings included."""
        return "\n".join(_all_of(piece) for piece in self.pieces)

    @cached_property
    def whole(self) -> Part:
        """It as one part."""
        return self.part(self.text)

    @property
    def parts(self) -> Iterator[Part]:
        """What it lists; an organisation or a goal named before counts for what follows."""
        texts = parts_of(self.text)
        if len(texts) == 1:
            yield self.whole
            return
        before = None
        for text in texts:
            before = self.part(text, before)
            yield before

    @cached_property
    def _parts(self) -> dict[tuple[str, int], Part]:
        """Parts made before: several checks look at the same."""
        return {}

    def part(self, text: str, before: Part | None = None) -> Part:
        """A part of it; `before` is the one that stands before it in a list."""
        key = (text, id(before))
        if key not in self._parts:
            self._parts[key] = self._part(text, before)
        return self._parts[key]

    def _part(self, text: str, before: Part | None) -> Part:
        bare = text if self.is_gloss else _without_goals(text)
        scope = _scope(bare, tuple(self.organisations))
        return Part(
            text=bare,
            concepts=self._contents(scope.rest),
            organisations=frozenset(scope.named) or (before.organisations if before else frozenset()),
            towards=_acted_on(text, self.organisations) if scope.named else frozenset(),
            goals=frozenset() if self.is_gloss else _goals(text) or (before.goals if before else frozenset()),
            language=self.language,
            is_told=self._is_told,
        )

    def _contents(self, text: str) -> list[Concept]:
        """
        The words of a text that mean something, in order.

        What a question only frames with ("people", "curious") is something that a statement tells.
        """
        found = [
            (text.find(each.printed.split()[0]), each)
            for each in self.bridge.concepts(text, language=self.language)
            if not all(map(self.is_free, each.words.split()))
        ]
        held = {word for _, each in found for word in each.words.split()}
        found += [
            (term.start, replace(self.by_itself(fold(term.word)), printed=term.word))
            for term in analyse(text, self.language)
            if not self.is_free(fold(term.word)) and fold(term.word) not in held
        ]
        return [each for _, each in sorted(found, key=lambda pair: pair[0])]

    def is_free(self, word: str) -> bool:
        """Whether any sentence may use a word, or another check looks at it."""
        return word in self.moves or word in INTENDED or is_anothers(word)

    def _is_told(self, concept: Concept, told: Told) -> bool:
        """Whether a sentence carries a concept: all of a phrase, but for words that no document has by themselves."""
        if says_the_same(concept.words.split(), told.text):
            return True
        if told.bag.cover(concept) < _SAME:
            return False
        words = [word for word in concept.words.split() if not self.is_free(word)]
        return len(words) == 1 or all(self._is_said_or_unknown(self.by_itself(word), told) for word in words)

    def _is_said_or_unknown(self, concept: Concept, told: Told) -> bool:
        if told.bag.cover(concept) >= _SAME:
            return True
        return not any(self.bridge.vocabulary.issuperset(stems) for stems in concept.alternatives)

    def by_itself(self, word: str) -> Concept:
        """A single word as a concept."""
        return Concept(words=word, alternatives=self.bridge.meanings.of_word(word, self.language, is_name=False))

    def about(self, text: str, pieces: Sequence[Piece]) -> Claim:
        """Another claim to the same asker."""
        return replace(self, text=text, pieces=pieces)

    def stands_there(self, word: str) -> bool:
        """Whether the evidence has a word that says the same as `word`."""
        return says_the_same([word], self.evidence)

    @cached_property
    def sentences(self) -> tuple[Told, ...]:
        """The sentences that it leans on, in either language where an edition has them; an order is no evidence."""
        return tuple(told for piece in self.pieces for told in self._all_told_by(piece))

    def _all_told_by(self, piece: Piece) -> tuple[Told, ...]:
        key = (piece, self.is_gloss)
        told = self.read.get(key)
        if told is None:
            if len(self.read) >= _MOST_READ:
                self.read.clear()
            told = self.read[key] = tuple(self._told_by(piece))
        return told

    def _told_by(self, piece: Piece) -> Iterator[Told]:
        wordings = [(piece.text, piece.language)]
        if rendering := self.bridge.renderings.another_wording(piece.text, piece.language):
            wordings.append((rendering, next(each for each in Language if each is not piece.language)))
        for wording, language in wordings:
            whole = Span(0, len(wording))
            for span in (whole,) if self.is_gloss else sentences(wording, whole) or (whole,):
                text = span.of(wording)
                if not _ORDERS & set(folded_words(text)):
                    clauses = () if self.is_gloss else clauses_of(text)
                    for each in (text, *clauses):
                        yield self.told(each, language, piece, is_first=span.start == 0)

    def told(self, text: str, language: Language, piece: Piece, *, is_first: bool) -> Told:
        """A sentence of `piece`, or a title that it stands under."""
        named = _named(text, tuple(self.organisations))
        terms = analyse(text, language)
        meaning = [n for n, term in enumerate(terms) if not self.is_free(fold(term.word))]
        own = {term.word for term in analyse(_scope(text, tuple(self.organisations)).rest, language)} if named else None
        return Told(
            text=text,
            status=piece.status,
            bag=self.bridge.bag(text, language),
            words=tuple(self.bridge.bag(term.word, language) for term in terms),
            starts=tuple(term.start for term in terms),
            subject=next(iter(meaning), None),
            meaning=len(meaning),
            begins=next((n for n in meaning if own is None or terms[n].word in own), None),
            named=named,
            organisations=named | _named(piece.organisation, tuple(self.organisations)),
            goals=_goals(text) | frozenset(map(fold, piece.numbers)),
            under=piece.under if is_first else (),
            is_planned=piece.is_planned,
            is_aimed_at=any(_AIMS & set(folded_words(title.text)) for title in piece.under),
        )

    @cached_property
    def bag(self) -> Bag:
        """The stems of all that it leans on."""
        return Bag.union(self.bridge.bag(_all_of(piece), piece.language) for piece in self.pieces)


def _all_of(piece: Piece) -> str:
    """All that a piece says, and what is said of it."""
    return "\n".join(
        (
            piece.text,
            piece.around,
            piece.organisation,
            piece.status,
            piece.owner,
            *(title.text for title in piece.under),
        )
    )


@lru_cache(maxsize=MOST_TEXTS)
def _scope(text: str, organisations: tuple[Organisation, ...]) -> Scope:
    return find_scope(text, organisations)


@lru_cache(maxsize=MOST_TEXTS)
def _named(text: str, organisations: tuple[Organisation, ...]) -> frozenset[str]:
    """Organisations that a text names."""
    return frozenset(_scope(text, organisations).named)


def _acted_on(text: str, organisations: Sequence[Organisation]) -> frozenset[str]:
    """Organisations named after "to", "by" and the like."""
    words = text.split()
    return frozenset(
        named
        for at, word in enumerate(words)
        if fold(word) in _DIRECTIONS
        for named in _named(" ".join(words[at + 1 : at + 1 + _LONGEST_NAME]), tuple(organisations))
    )


@lru_cache(maxsize=MOST_TEXTS)
def _goals(text: str) -> frozenset[str]:
    """Numbers of goals, folded."""
    return frozenset(fold(found["number"]) for found in _NUMBERED.finditer(text) if fold(found["word"]) in _GOALS)


@lru_cache(maxsize=MOST_TEXTS)
def _without_goals(text: str) -> str:
    return _NUMBERED.sub(lambda found: "" if fold(found["word"]) in _GOALS else found[0], text).strip()


@lru_cache(maxsize=_MOST_WORDS)
def is_anothers(word: str) -> bool:
    """Whether a word means nothing by itself, or another check looks at it."""
    is_small = any(is_stop_word(word, language) for language in Language)
    return is_small or word[0].isdigit() or counted(word) is not None or word in _OWNED
