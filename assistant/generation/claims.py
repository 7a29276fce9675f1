"""
A sentence of a model held against the evidence it leans on: each check, and why it fails.

Owns the checks; a sentence is shown only when every one of them passes. They err on the side of silence: what cannot
be shown to follow from the evidence is left out, and the answer is then the one made without a model.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.generation.evidence import Piece
from assistant.generation.relations import (
    MOST_TEXTS,
    Part,
    Told,
    classes,
    folded_words,
    numbers,
    parts_of,
    relates,
    table,
)
from assistant.understanding.bridge import Bridge
from assistant.understanding.concepts import Bag, Concept, accounted
from assistant.understanding.language import detect
from assistant.understanding.numbers import counted
from assistant.understanding.scope import find_scope
from ingest.lexical import analyse, fold, is_stop_word
from ingest.parsers.inline import sentences
from ingest.records import Language, Organisation, Span

__all__ = ["CHECKS", "GLOSS_CHECKS", "Claim", "is_carried", "is_faithful"]

SHORTEST, LONGEST = 0.4, 2.5
"""Characters of a gloss for one of the quotation: fewer leave something out, more add something."""
_SAME = 0.6
"""Cover from which a sentence says a word, 0..1: a near word is not enough to tell what somebody does."""
ENOUGH_TOLD = 0.6
"""Share of a quotation's words that its gloss must carry."""
_PLAIN = re.compile(r"[\w .,;:!?()/%&'’–—§+-]+")
_ADDRESS = re.compile(r"www|https?|\w\.[a-z]{2,}\b|@|//", re.IGNORECASE)
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-ZÆØÅ][\w-]*|\b[A-ZÆØÅ]{2,}\b")
"""A capital that no sentence begins with, or an acronym."""
_TIMES, _STATUSES, _QUANTITIES = table("claim_times"), table("claim_statuses"), table("claim_quantities")
_OWNED = frozenset(word for table in (_TIMES, _QUANTITIES) for members in table.values() for word in members)
"""Words that a check of their own looks at."""
_INTENDED = table("claim_negations")["intended"]
_ORDERS = table("claim_orders")["orders"]
_DIRECTIONS = table("claim_directions")["towards"]
_LONGEST_NAME = 6
"""Words after a preposition in which an organisation's name is looked for."""


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

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, folded."""
        return folded_words(self.text)

    @cached_property
    def rest(self) -> str:
        """It without the names of organisations."""
        return find_scope(self.text, self.organisations).rest

    @cached_property
    def evidence(self) -> str:
        """All that it leans on, headings included."""
        return "\n".join(_all_of(piece) for piece in self.pieces)

    @cached_property
    def whole(self) -> Part:
        """It as one part."""
        return self._part(self.text, frozenset())

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What it lists; an organisation named before counts for what follows."""
        found: list[Part] = []
        for text in parts_of(self.text):
            found.append(self._part(text, found[-1].organisations if found else frozenset()))
        return tuple(found)

    def _part(self, text: str, before: frozenset[str]) -> Part:
        scope = find_scope(text, self.organisations)
        concepts = self.bridge.concepts(scope.rest, language=self.language)
        return Part(
            text=text,
            concepts=[each for each in concepts if not all(map(self._is_free, each.words.split()))],
            organisations=frozenset(scope.named) or before,
            towards=_acted_on(text, self.organisations) if scope.named else frozenset(),
            language=self.language,
            is_told=self._is_told,
        )

    def _is_free(self, word: str) -> bool:
        """Whether any sentence may use a word, or another check looks at it."""
        return word in self.moves or word in _INTENDED or _is_anothers(word)

    def _is_told(self, concept: Concept, told: Told) -> bool:
        """Whether a sentence carries a concept: all of a phrase, but for words that no document has by themselves."""
        words = [_by_itself(self, word) for word in concept.words.split() if not self._is_free(word)]
        known = [each for each in words if any(set(stems) <= self.bridge.vocabulary for stems in each.alternatives)]
        return all(told.bag.cover(each) >= _SAME for each in (concept, *(known if len(words) > 1 else ())))

    @cached_property
    def sentences(self) -> tuple[Told, ...]:
        """The sentences that it leans on, in either language where an edition has them; an order is no evidence."""
        return tuple(told for piece in self.pieces for told in self._told_by(piece))

    def _told_by(self, piece: Piece) -> Iterator[Told]:
        wordings = [(piece.text, piece.language)]
        if rendering := self.bridge.renderings.another_wording(piece.text, piece.language):
            wordings.append((rendering, next(each for each in Language if each is not piece.language)))
        for wording, language in wordings:
            whole = Span(0, len(wording))
            for span in (whole,) if self.is_gloss else sentences(wording, whole) or (whole,):
                text = span.of(wording)
                if _ORDERS & set(folded_words(text)):
                    continue
                named = _named(text, tuple(self.organisations))
                terms = analyse(text, language)
                meaning = (n for n, term in enumerate(terms) if not self._is_free(fold(term.word)))
                yield Told(
                    text=text,
                    status=piece.status,
                    bag=self.bridge.bag(text, language),
                    words=tuple(self.bridge.bag(term.word, language) for term in terms),
                    starts=tuple(term.start for term in terms),
                    subject=next(meaning, None),
                    named=named,
                    organisations=named | _named(piece.organisation, tuple(self.organisations)),
                    is_planned=piece.is_planned,
                )

    @cached_property
    def bag(self) -> Bag:
        """The stems of all that it leans on."""
        return Bag.union(self.bridge.bag(_all_of(piece), piece.language) for piece in self.pieces)


def _all_of(piece: Piece) -> str:
    return f"{piece.text}\n{piece.around}\n{piece.organisation}\n{piece.status}"


def is_carried(claim: Claim, *, checks: Mapping[str, Callable[[Claim], bool]] | None = None) -> bool:
    """Whether every check passes."""
    return all(check(claim) for check in (CHECKS if checks is None else checks).values())


def is_faithful(gloss: Claim, *, checks: Mapping[str, Callable[[Claim], bool]] | None = None) -> bool:
    """Whether a gloss says what its one quotation says: carried by it, about as long, and leaving little out."""
    return all(check(gloss) for check in (GLOSS_CHECKS if checks is None else checks).values())


def _is_about_as_long(gloss: Claim) -> bool:
    quoted = len(gloss.pieces[0].text)
    return SHORTEST * quoted <= len(gloss.text) <= LONGEST * quoted


def _has_all_numbers(gloss: Claim) -> bool:
    return numbers(gloss.text) == numbers(gloss.pieces[0].text)


def _tells_most(gloss: Claim) -> bool:
    """Whether enough of the quotation's words are found again in it."""
    quotation = gloss.pieces[0]
    back = gloss.bridge.bag(gloss.text, gloss.language)
    asked = gloss.bridge.concepts(quotation.text, language=quotation.language)
    return sum(accounted(concept, back) for concept in asked) >= ENOUGH_TOLD * len(asked)


def _says_something(claim: Claim) -> bool:
    """More than yes, no and whose: an answer to the question is the rules' to give."""
    return bool(claim.whole.concepts)


def _is_plain(claim: Claim) -> bool:
    """One line of Latin letters, digits and common marks: no markup, quotation, mention or invisible character."""
    letters = (each for each in claim.text if each.isalpha())
    return bool(_PLAIN.fullmatch(claim.text)) and all(
        unicodedata.name(each, "").startswith("LATIN") for each in letters
    )


def _names_no_address(claim: Claim) -> bool:
    return not _ADDRESS.search(claim.text)


def _speaks_the_language(claim: Claim) -> bool:
    return detect(claim.text, knows=claim.bridge.knows).answer in (None, claim.language)


def _has_its_numbers(claim: Claim) -> bool:
    """Digits as printed, counts in words as either."""
    return numbers(claim.text) <= numbers(claim.evidence)


def _has_its_names(claim: Claim) -> bool:
    """Names and acronyms as the evidence prints them; those of organisations have a check of their own."""
    printed = fold(claim.evidence)
    return all(fold(name).removesuffix("s") in printed for name in _NAME.findall(claim.rest))


def _reports_no_status(claim: Claim) -> bool:
    """That something is done, late or on its way only where a record says so; what a plan intends is intended."""
    stated = classes(claim.words, _STATUSES)
    if not stated:
        return True
    reported = classes(
        (word for piece in claim.pieces for word in folded_words(piece.status)),
        _STATUSES,
    )
    return stated <= reported or bool(_INTENDED & set(claim.words))


def _has_its_words(claim: Claim) -> bool:
    """
    Every word that means something is the evidence's, in either language, or one that any sentence may use.

    Numbers, words of time and of how much, and the names of organisations have a check of their own.
    """
    concepts = claim.bridge.concepts(claim.text, language=claim.language)
    carried = {word for concept in concepts if accounted(concept, claim.bag) for word in concept.words.split()}
    return all(
        word in carried or word in claim.moves or _stands_there(claim, word)
        for word in (fold(term.word) for term in analyse(claim.rest, claim.language))
        if not _is_anothers(word)
    )


def _is_borne_out(claim: Claim) -> bool:
    """What it relates is related so by one sentence that it leans on."""
    return relates(claim.whole, claim.parts, claim.sentences)


def _says_that_it_is_meant(claim: Claim) -> bool:
    """What a goal says is meant to be: "training is implemented" is a plan's way to put it, and a report's."""
    is_attributed = bool((_INTENDED | claim.moves) & set(claim.words))
    return is_attributed or not any(piece.is_planned for piece in claim.pieces)


@lru_cache(maxsize=MOST_TEXTS)
def _named(text: str, organisations: tuple[Organisation, ...]) -> frozenset[str]:
    """Organisations that a text names."""
    return frozenset(find_scope(text, organisations).named)


def _acted_on(text: str, organisations: Sequence[Organisation]) -> frozenset[str]:
    """Organisations named after "to", "by" and the like."""
    words = text.split()
    return frozenset(
        named
        for at, word in enumerate(words)
        if fold(word) in _DIRECTIONS
        for named in _named(" ".join(words[at + 1 : at + 1 + _LONGEST_NAME]), tuple(organisations))
    )


def _is_anothers(word: str) -> bool:
    """Whether a word means nothing by itself, or another check looks at it."""
    is_small = any(is_stop_word(word, language) for language in Language)
    return is_small or word[0].isdigit() or counted(word) is not None or word in _OWNED


def _stands_there(claim: Claim, word: str) -> bool:
    return accounted(_by_itself(claim, word), claim.bag)


def _by_itself(claim: Claim, word: str) -> Concept:
    return Concept(words=word, alternatives=claim.bridge.meanings.of_word(word, claim.language, is_name=False))


CHECKS: Mapping[str, Callable[[Claim], bool]] = {
    "content": _says_something,
    "plain": _is_plain,
    "address": _names_no_address,
    "language": _speaks_the_language,
    "numbers": _has_its_numbers,
    "names": _has_its_names,
    "status": _reports_no_status,
    "words": _has_its_words,
    "relations": _is_borne_out,
    "intention": _says_that_it_is_meant,
}
"""By name; none is redundant, which a test shows for each."""
GLOSS_CHECKS: Mapping[str, Callable[[Claim], bool]] = {
    "length": _is_about_as_long,
    "carried": is_carried,
    "all numbers": _has_all_numbers,
    "most words": _tells_most,
}
"""The same for a gloss."""
