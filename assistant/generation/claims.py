"""
A sentence of a model held against the evidence it leans on: each check, and why it fails.

Owns the checks; a sentence is shown only when every one of them passes. They err on the side of silence: what cannot
be shown to follow from the evidence is left out, and the answer is then the one made without a model.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.generation.evidence import Piece
from assistant.understanding.bridge import Bridge
from assistant.understanding.concepts import Bag, Concept, accounted
from assistant.understanding.language import detect
from assistant.understanding.numbers import counted
from assistant.understanding.scope import find_scope
from assistant.understanding.tables import keyed_words
from ingest.lexical import analyse, fold, is_stop_word
from ingest.records import Language, Organisation

__all__ = ["CHECKS", "Claim", "is_carried", "is_faithful"]

SHORTEST, LONGEST = 0.4, 2.5
"""Characters of a gloss for one of the quotation: fewer leave something out, more add something."""
ENOUGH_TOLD = 0.6
"""Share of a quotation's words that its gloss must carry."""
_PLAIN = re.compile(r"[\w .,;:!?()/%&'’–—§+-]+")
_ADDRESS = re.compile(r"www|https?|\w\.[a-z]{2,}\b|@|//", re.IGNORECASE)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-ZÆØÅ][\w-]*|\b[A-ZÆØÅ]{2,}\b")
"""A capital that no sentence begins with, or an acronym."""
_Classes = Mapping[str, frozenset[str]]


def _table(name: str) -> _Classes:
    """The word table `name`, folded."""
    return {key: frozenset(map(fold, members)) for key, members in keyed_words(name).items()}


_TIMES, _STATUSES, _QUANTITIES = _table("claim_times"), _table("claim_statuses"), _table("claim_quantities")
_OWNED = frozenset(word for table in (_TIMES, _QUANTITIES) for members in table.values() for word in members)
"""Words that a check of their own looks at."""
_NEGATIONS, _INTENDED = (_table("claim_negations")[key] for key in ("not", "intended"))


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

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, folded."""
        return tuple(fold(word) for word in _WORD.findall(self.text))

    @cached_property
    def rest(self) -> str:
        """It without the names of organisations."""
        return find_scope(self.text, self.organisations).rest

    @cached_property
    def evidence(self) -> str:
        """All that it leans on, headings included."""
        return "\n".join(_all_of(piece) for piece in self.pieces)

    @cached_property
    def told(self) -> str:
        """What the evidence itself says, without what stands around it."""
        return "\n".join(piece.text for piece in self.pieces)

    @cached_property
    def bag(self) -> Bag:
        """The stems of all that it leans on."""
        return Bag.union(self.bridge.bag(_all_of(piece), piece.language) for piece in self.pieces)


def _all_of(piece: Piece) -> str:
    return f"{piece.text}\n{piece.around}\n{piece.organisation}\n{piece.status}"


def is_carried(claim: Claim, *, checks: Mapping[str, Callable[[Claim], bool]] | None = None) -> bool:
    """Whether every check passes."""
    return all(check(claim) for check in (CHECKS if checks is None else checks).values())


def is_faithful(gloss: Claim) -> bool:
    """Whether a gloss says what its one quotation says: carried by it, about as long, and leaving little out."""
    quotation = gloss.pieces[0]
    is_as_long = SHORTEST * len(quotation.text) <= len(gloss.text) <= LONGEST * len(quotation.text)
    if not is_as_long or not is_carried(gloss):
        return False
    if sorted(_numbers(gloss.text)) != sorted(_numbers(quotation.text)):
        return False
    back = gloss.bridge.bag(gloss.text, gloss.language)
    asked = gloss.bridge.concepts(quotation.text, language=quotation.language)
    told = sum(accounted(concept, back) for concept in asked)
    return told >= ENOUGH_TOLD * len(asked)


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
    return _numbers(claim.text) <= _numbers(claim.evidence)


def _numbers(text: str) -> set[str]:
    counts = (counted(fold(word)) for word in _WORD.findall(text))
    return {str(count) for count in counts if count} | set(_DIGITS.findall(text))


def _has_its_times(claim: Claim) -> bool:
    """Months, seasons, quarters, days and "now" only where the evidence has them, in either language."""
    return _classes(claim.words, _TIMES) <= _classes(map(fold, _WORD.findall(claim.evidence)), _TIMES)


def _has_its_names(claim: Claim) -> bool:
    """Names and acronyms as the evidence prints them; those of organisations have a check of their own."""
    printed = fold(claim.evidence)
    return all(fold(name).removesuffix("s") in printed for name in _NAME.findall(claim.rest))


def _is_about_the_right_organisation(claim: Claim) -> bool:
    """An organisation named is one whose document is leaned on, or stands in what is leaned on."""
    named = find_scope(claim.text, claim.organisations).named
    theirs = find_scope(claim.evidence, claim.organisations).named
    return set(named) <= set(theirs)


def _reports_no_status(claim: Claim) -> bool:
    """That something is done, late or on its way only where a record says so; what a plan intends is intended."""
    stated = _classes(claim.words, _STATUSES)
    if not stated:
        return True
    reported = _classes(
        (fold(word) for piece in claim.pieces for word in _WORD.findall(piece.status)),
        _STATUSES,
    )
    return stated <= reported or bool(_INTENDED & set(claim.words))


def _negates_as_the_evidence_does(claim: Claim) -> bool:
    """What is denied there is denied here, and nothing else."""
    does, has = bool(_NEGATIONS & set(claim.words)), bool(_NEGATIONS & {fold(w) for w in _WORD.findall(claim.told)})
    return does == has if len(claim.pieces) == 1 else has or not does


def _has_its_quantities(claim: Claim) -> bool:
    """All, most, at least, only: as the evidence has them."""
    return _classes(claim.words, _QUANTITIES) <= _classes(map(fold, _WORD.findall(claim.told)), _QUANTITIES)


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


def _is_anothers(word: str) -> bool:
    """Whether a word means nothing by itself, or another check looks at it."""
    is_small = any(is_stop_word(word, language) for language in Language)
    return is_small or word[0].isdigit() or counted(word) is not None or word in _OWNED


def _stands_there(claim: Claim, word: str) -> bool:
    ways = claim.bridge.meanings.of_word(word, claim.language, is_name=False)
    return accounted(Concept(words=word, alternatives=ways), claim.bag)


def _classes(words: Iterable[str], table: _Classes) -> set[str]:
    """The classes of a table that some words belong to."""
    found = set(words)
    return {name for name, members in table.items() if found & members}


CHECKS: Mapping[str, Callable[[Claim], bool]] = {
    "plain": _is_plain,
    "address": _names_no_address,
    "language": _speaks_the_language,
    "numbers": _has_its_numbers,
    "times": _has_its_times,
    "names": _has_its_names,
    "organisation": _is_about_the_right_organisation,
    "status": _reports_no_status,
    "negation": _negates_as_the_evidence_does,
    "quantity": _has_its_quantities,
    "words": _has_its_words,
}
"""By name; none is redundant, which a test shows for each."""
