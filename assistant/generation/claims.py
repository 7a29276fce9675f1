"""
A sentence of a model held against the evidence it leans on: each check, and why it fails.

Owns the checks; a sentence is shown only when every one of them passes. They err on the side of silence: what cannot
be shown to follow from the evidence is left out, and the answer is then the one made without a model.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

from assistant.generation.claim import INTENDED, Claim, is_anothers
from assistant.generation.headed import counts_of, is_headed
from assistant.generation.owned import is_owned, without_owner
from assistant.generation.readings import classes, folded_words, numbers, table
from assistant.generation.relations import meant, relates
from assistant.understanding.concepts import accounted
from assistant.understanding.language import detect
from ingest.lexical import analyse, fold

__all__ = ["CHECKS", "GLOSS_CHECKS", "Claim", "is_carried", "is_faithful"]

SHORTEST, LONGEST = 0.4, 2.5
"""Characters of a gloss for one of the quotation: fewer leave something out, more add something."""
ENOUGH_TOLD = 0.6
"""Share of a quotation's words that its gloss must carry."""
_PLAIN = re.compile(r"[\w .,;:!?()/%&'’–—§+-]+")
_ADDRESS = re.compile(r"www|https?|\w\.[a-z]{2,}\b|@|//", re.IGNORECASE)
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-ZÆØÅ][\w-]*|\b[A-ZÆØÅ]{2,}\b")
"""A capital that no sentence begins with, or an acronym."""
_WORD = re.compile(r"[\w'’-]+")
_STATUSES = table("claim_statuses")
_MOST_LETTERS = 1_024
"""Characters of which it is kept whether they are Latin."""


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
    return bool(_PLAIN.fullmatch(claim.text)) and all(map(_is_latin, set(claim.text)))


@lru_cache(maxsize=_MOST_LETTERS)
def _is_latin(character: str) -> bool:
    """Whether it is a Latin letter, or no letter."""
    return not character.isalpha() or unicodedata.name(character, "").startswith("LATIN")


def _names_no_address(claim: Claim) -> bool:
    return not _ADDRESS.search(claim.text)


def _speaks_the_language(claim: Claim) -> bool:
    """All of it, and what it tells: "the plan says vi styrker sundhed" is no English."""
    is_spoken = detect(claim.text, knows=claim.bridge.knows).answer in (None, claim.language)
    return is_spoken and not _is_taken_over(claim)


def _is_taken_over(claim: Claim) -> bool:
    """Whether most of what it tells is words of evidence in another language, as printed there; names are no words."""
    foreign = {
        word
        for piece in claim.pieces
        if piece.language is not claim.language
        for word in _WORD.findall(piece.text.lower())
    }
    if not foreign:
        return False
    told = [word for word in _WORD.findall(claim.rest) if word[0].islower() and not claim.is_free(fold(word))]
    taken = [word for word in told if word in foreign and not claim.bridge.knows(word, claim.language)]
    return 2 * len(taken) > len(told)


def _has_its_numbers(claim: Claim) -> bool:
    """Digits as printed, counts in words as either; how many things the document lists is as good as printed."""
    return numbers(claim.bare) <= numbers(claim.evidence) | counts_of(claim)


def _has_its_names(claim: Claim) -> bool:
    """Names and acronyms as the evidence prints them; those of organisations have a check of their own."""
    names = _NAME.findall(claim.rest)
    printed = fold(claim.evidence) if names else ""
    return all(fold(name).removesuffix("s") in printed or _is_its_gloss(claim, name, printed) for name in names)


def _is_its_gloss(claim: Claim, name: str, printed: str) -> bool:
    """Whether the glossary calls a name what the evidence calls it: "Nordsøen" of the North Sea."""
    gloss = claim.bridge.gloss(name, claim.language)
    return gloss is not None and fold(gloss) in printed


def _reports_no_status(claim: Claim) -> bool:
    """That something is done, late or on its way only where a record says so; what a plan intends is intended."""
    stated = classes(claim.words, _STATUSES)
    if not stated:
        return True
    reported = classes(
        (word for piece in claim.pieces for word in folded_words(piece.status)),
        _STATUSES,
    )
    return stated <= reported or bool(INTENDED & set(claim.words))


def _has_its_words(claim: Claim) -> bool:
    """
    Every word that means something is the evidence's, in either language, or one that any sentence may use.

    Numbers, words of time and of how much, and the names of organisations have a check of their own, and so has who
    answers for something.
    """
    claim = without_owner(claim) or claim
    carried = {
        word for concept in claim.whole.concepts if accounted(concept, claim.bag) for word in concept.words.split()
    }
    return all(
        word in carried or word in claim.moves or _stands_there(claim, word)
        for word in (fold(term.word) for term in analyse(claim.rest, claim.language))
        if not is_anothers(word)
    )


def _is_borne_out(claim: Claim) -> bool:
    """What it relates is related so by one sentence that it leans on, or by one and what that stands under."""
    return relates(claim.whole, claim.parts, claim.sentences) or is_headed(claim) or is_owned(claim)


def _says_that_it_is_meant(claim: Claim) -> bool:
    """What a goal says is meant to be: "training is implemented" is a plan's way to put it, and a report's."""
    is_attributed = bool((INTENDED | claim.moves) & set(claim.words) or claim.goals or meant(claim.text))
    is_attributed = is_attributed or is_owned(claim)
    return is_attributed or not any(piece.is_planned for piece in claim.pieces)


def _stands_there(claim: Claim, word: str) -> bool:
    return claim.stands_there(word) or accounted(claim.by_itself(word), claim.bag)


CHECKS: Mapping[str, Callable[[Claim], bool]] = {
    "plain": _is_plain,
    "address": _names_no_address,
    "language": _speaks_the_language,
    "numbers": _has_its_numbers,
    "names": _has_its_names,
    "status": _reports_no_status,
    "content": _says_something,
    "words": _has_its_words,
    "relations": _is_borne_out,
    "intention": _says_that_it_is_meant,
}
"""By name, the quick ones first; none is redundant, which a test shows for each."""
GLOSS_CHECKS: Mapping[str, Callable[[Claim], bool]] = {
    "length": _is_about_as_long,
    "all numbers": _has_all_numbers,
    "carried": is_carried,
    "most words": _tells_most,
}
"""The same for a gloss."""
