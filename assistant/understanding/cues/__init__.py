"""
Turns of phrase that tell what kind of thing is asked, in Danish and English.

Owns finding them: a cue says that a phrase is there, not what to do about it. The tables are the modules beside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.understanding.cues.asking import ASKING
from assistant.understanding.cues.cue import Cue
from assistant.understanding.cues.learning import LEARNING
from assistant.understanding.cues.orders import ORDERS
from assistant.understanding.cues.people import PEOPLE
from assistant.understanding.cues.records import RECORDS
from assistant.understanding.cues.reports import REPORTS
from assistant.understanding.cues.talk import TALK

__all__ = ["CUES", "Cue", "compile_cues", "find_cues", "is_spoken", "strip_cues"]

CUES: Mapping[str, Cue] = {**ASKING, **RECORDS, **REPORTS, **PEOPLE, **TALK, **ORDERS}
"""Name of the cue to what finds it in a folded question."""
_WORD = re.compile(r"[\w'’-]+")
_EVERY = Cue(tuple(pattern for each in CUES.values() for pattern in each.patterns))


def compile_cues() -> None:
    """Make the patterns of all cues."""
    for each in (*CUES.values(), *LEARNING.values()):
        each.compile()
    _ = _EVERY.spoken


def is_spoken(word: str) -> bool:
    """Whether a folded word belongs by itself to a phrase of some cue."""
    return _EVERY.touches(word)


def find_cues(folded: str) -> Mapping[str, frozenset[str]]:
    """The names of all cues in a folded question, each with the words its phrases touch."""
    words = [(found[0], *found.span()) for found in _WORD.finditer(folded)]
    return {name: _touched(cue, folded, words) for name, cue in CUES.items() if cue.search(folded)}


def _touched(cue: Cue, folded: str, words: Sequence[tuple[str, int, int]]) -> frozenset[str]:
    """Those of `words`, each with where it begins and ends in a question, that the cue's own phrases reach into."""
    found = [each.span() for each in cue.spoken.finditer(folded)] if cue.spoken else []
    return frozenset(
        word for word, begins, ends in words if any(begins < last and first < ends for first, last in found)
    )


def strip_cues(folded: str, *names: str) -> str:
    """The folded question without the phrases of these cues."""
    for name in names:
        folded = CUES[name].sub(" ", folded)
    return " ".join(folded.split())
