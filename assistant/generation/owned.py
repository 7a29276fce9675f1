"""
A sentence that says who answers for a goal or a milestone, as the record of it does: "HR is responsible for goal 5".

Owns the forms of such sentences; what they say the person answers for is held against the record as any claim is.
"""

from __future__ import annotations

import re

from assistant.generation.claim import Claim
from assistant.generation.evidence import Piece
from assistant.generation.relations import RELATIONS

__all__ = ["is_owned", "without_owner"]

_FORMS = (
    r"(?:det er )?{owner},?(?: der| som)? (?:er ansvarlige? for|har ansvaret for|ejer|leder|står for) (?P<rest>.+?)\.?",
    r"(?P<rest>.+?) (?:ejes|ledes) af {owner}\.?",
    r"(?:ansvarlig|ansvaret|ejeren|ejer) (?:for|af) (?P<rest>.+?) er {owner}\.?",
    r"{owner} (?:is responsible for|is in charge of|owns|leads|is the (?:owner|lead) of) (?P<rest>.+?)\.?",
    r"(?P<rest>.+?) is (?:owned by|led by|the responsibility of) {owner}\.?",
    r"the (?:owner|lead|lead officer) (?:of|for) (?P<rest>.+?) is {owner}\.?",
)


def without_owner(claim: Claim) -> Claim | None:
    """What is said to be somebody's, where a piece of the evidence is just that person's; None for any other claim."""
    for owner in dict.fromkeys(name for piece in claim.pieces for name in _names(piece)):
        its = [piece for piece in claim.pieces if owner in _names(piece)]
        for form in _FORMS:
            pattern = re.compile(form.format(owner=re.escape(owner)), re.IGNORECASE)
            if found := pattern.fullmatch(claim.text):
                return claim.about(found["rest"], its)
    return None


def _names(piece: Piece) -> tuple[str, ...]:
    """An owner as printed, and without the title behind the name."""
    return tuple(dict.fromkeys((piece.owner, piece.owner.partition(",")[0]))) if piece.owner else ()


def is_owned(claim: Claim) -> bool:
    """Whether a claim says who answers for something, and its record says so."""
    left = without_owner(claim)
    if left is None:
        return False
    part = left.whole
    if not part.concepts and not part.goals:
        return False
    return any(all(holds(part, told) for holds in RELATIONS.values()) for told in left.sentences)
