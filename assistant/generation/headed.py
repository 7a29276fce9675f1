"""
A sentence that tells what a quotation is by what it stands under: "The mission is …", "The five values are …".

Neither the heading nor the quotation says this alone, and the document says it by setting one under the other.
Owns the forms of such sentences and what must hold between their two halves; a half is held against what it leans on
as any claim is. Leaves what stands under what to `assistant.generation.standing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.generation.claim import Claim
from assistant.generation.evidence import Piece
from assistant.generation.readings import numbers, table
from assistant.generation.relations import RELATIONS, Part, Told, parts_of, tone
from assistant.generation.standing import Title
from assistant.understanding.concepts import Concept, accounted
from assistant.understanding.scope import find_scope
from ingest.lexical import analyse, fold

__all__ = ["HEAD_CHECKS", "Halves", "counts_of", "halves_of", "is_headed"]

_LINK = re.compile(
    r"(?P<is>\s(?:er|is|are|lyder|reads)(?:,?\s(?:at|to|that|følgende|as follows))?:?\s|:\s)"
    r"|(?P<has>\s(?:omfatter|indeholder|rummer|includes?|comprises?|contains?|covers?|tæller|handler\som|is\sabout"
    r"|are\sabout|drejer\ssig\som|concerns?|vedrører|betyder|means?)(?:,?\s(?:at|to|that))?\s|,?\s(?:that|at)\s)",
    re.IGNORECASE,
)
"""Between what something is called and what it is; "has" where it need not be all of it."""
_LISTINGS = table("claim_listings")["lists"] | table("claim_listings")["states"]
_THERE_IS = re.compile(r"(?:der (?:er|står)|there (?:is|are)) ", re.IGNORECASE)
_ONE_OF = re.compile(r"one of\s|^(?:one|[eé][nt])(?: af)?\s|[eé][nt] af\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Halves:
    """A sentence taken apart."""

    head: str
    """What it is called: "The five values"."""
    rest: str
    """What it is."""
    is_all: bool
    """Whether it is said to be all there is."""


def halves_of(sentence: str) -> Iterator[Halves]:
    """Each way to take a sentence apart at a word that says what something is."""
    for found in _LINK.finditer(sentence):
        head, rest = sentence[: found.start()].strip(" ,"), sentence[found.end() :].strip()
        if not head or not rest:
            continue
        one_of = _ONE_OF.match(head)
        yield Halves(
            head=head[one_of.end() :] if one_of else head, rest=rest, is_all=found["is"] is not None and not one_of
        )
        if found["is"] and (is_one := _ONE_OF.search(rest)):  # "Open by default is one of the commitments"
            yield Halves(head=rest[is_one.end() :].rstrip(" ."), rest=head, is_all=False)


def counts_of(claim: Claim) -> frozenset[str]:
    """How many things stand under each title of the evidence."""
    return frozenset(str(title.items) for piece in claim.pieces for title in piece.under)


def is_headed(claim: Claim, *, checks: _Checks | None = None) -> bool:
    """Whether a sentence tells what its evidence is by what it stands under, or how much stands there."""
    wanted = HEAD_CHECKS if checks is None else checks
    for piece in claim.pieces:
        for title in piece.under:
            under = [told for told in claim.sentences if title in told.under]
            stand = _Stand(
                claim=claim, title=title, piece=piece, under=under,
                told=claim.told(title.text, piece.language, piece, is_first=False),
            )  # fmt: skip
            if any(all(holds(stand, halves) for holds in wanted.values()) for halves in _ways(claim)):
                return True
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stand:
    """A claim beside one title of its evidence."""

    claim: Claim
    title: Title
    piece: Piece
    """One that stands under it."""
    under: Sequence[Told]
    """All sentences that do."""
    told: Told
    """The title as a sentence."""


_Checks = Mapping[str, Callable[[_Stand, Halves], bool]]


def _ways(claim: Claim) -> Iterator[Halves]:
    """The claim in halves; as one where it only says that something stands there: "There are four values"."""
    if _LISTINGS & set(claim.words) or _THERE_IS.match(claim.text):
        yield Halves(head=claim.bare, rest="", is_all=False)
    yield from halves_of(claim.text)


def _is_its_name(stand: _Stand, halves: Halves) -> bool:
    """The head says nothing that the title does not."""
    concepts = stand.claim.part(halves.head).concepts
    return bool(concepts) and all(stand.claim.part(halves.head).is_told(each, stand.told) for each in concepts)


def _is_all_of_its_name(stand: _Stand, halves: Halves) -> bool:
    """The head says all of a heading; of a sentence that introduces a list what it begins with."""
    head, told = stand.claim.part(halves.head), stand.told
    if stand.title.is_sentence:
        return told.begins is not None and any(told.begins in told.places(each) for each in head.concepts)
    claim, language = stand.claim, stand.piece.language
    asked = find_scope(stand.title.text, claim.organisations).rest
    words = (fold(term.word) for term in analyse(asked, language))
    single = (
        Concept(words=word, alternatives=claim.bridge.meanings.of_word(word, language, is_name=False))
        for word in words
        if not claim.is_free(word)
    )
    bag = claim.bridge.bag(head.text, claim.language)
    return all(accounted(each, bag) for each in (*claim.bridge.concepts(asked, language=language), *single))


def _is_theirs(stand: _Stand, halves: Halves) -> bool:
    """The head names no organisation and no goal but those that the document is of."""
    head = stand.claim.part(halves.head)
    return head.organisations <= stand.told.organisations and not head.towards and head.goals <= stand.told.goals


def _is_in_its_tone(stand: _Stand, halves: Halves) -> bool:
    """The head is no surer, later or more than the title: "the former values", "all values"."""
    return tone(halves.head) <= tone(stand.title.text)


def _is_counted(stand: _Stand, halves: Halves) -> bool:
    """A number in the head is printed in the title, or how many things stand under it."""
    said = numbers(stand.claim.part(halves.head).text)
    return said <= numbers(stand.title.text) | {str(stand.title.items)}


def _is_what_stands_there(stand: _Stand, halves: Halves) -> bool:
    """The rest is what stands under the title: one thing, or a list of them, each as its sentence begins."""
    if not halves.rest:
        return True
    whole = stand.claim.part(halves.rest)
    if any(_begins_with(whole, told) for told in stand.under):
        return True
    parts = [stand.claim.part(text) for text in parts_of(halves.rest)]
    return _are_each(parts, stand.under)


def _is_as_much(stand: _Stand, halves: Halves) -> bool:
    """Who says what the values are says all of them."""
    if not halves.rest or not halves.is_all:
        return True
    is_one = any(_begins_with(stand.claim.part(halves.rest), told) for told in stand.under)
    return stand.title.items == (1 if is_one else len(parts_of(halves.rest)))


def _are_each(parts: Sequence[Part], under: Sequence[Told]) -> bool:
    """Whether each part is another one of the things."""
    left = list(under)
    for part in parts:
        found = next((told for told in left if _begins_with(part, told)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _begins_with(part: Part, told: Told) -> bool:
    """Whether a part says what a sentence begins with, and nothing that it does not say."""
    if not part.concepts or not all(holds(part, told) for holds in RELATIONS.values()):
        return False
    return told.begins is not None and told.begins in told.places(part.concepts[0])


HEAD_CHECKS: _Checks = {
    "name": _is_its_name,
    "all of the name": _is_all_of_its_name,
    "theirs": _is_theirs,
    "tone": _is_in_its_tone,
    "count": _is_counted,
    "what stands there": _is_what_stands_there,
    "as much": _is_as_much,
}
"""By name; none is redundant, which a test shows for each."""
