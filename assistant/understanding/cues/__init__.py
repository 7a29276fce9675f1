"""
Turns of phrase that tell what kind of thing is asked, in Danish and English.

Owns finding them: a cue says that a phrase is there, not what to do about it. The tables are the modules beside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

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
    return {name: _touched(cue, folded) for name, cue in CUES.items() if cue.search(folded)}


def _touched(cue: Cue, folded: str) -> frozenset[str]:
    """The words that the cue's own phrases reach into."""
    words = list(re.finditer(r"[\w'’-]+", folded))
    found = list(cue.spoken.finditer(folded)) if cue.spoken else []
    return frozenset(
        word[0] for word in words if any(word.start() < each.end() and each.start() < word.end() for each in found)
    )


def strip_cues(folded: str, *names: str) -> str:
    """The folded question without the phrases of these cues."""
    for name in names:
        folded = CUES[name].sub(" ", folded)
    return " ".join(folded.split())
