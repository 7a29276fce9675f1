"""
Questions for who judges how a goal stands, or by what: "who decides whether a milestone is green?".

Owns hearing them, and reading their verb and their state as plans put both ("the institution assesses the status");
leaves what a word means elsewhere to `assistant.understanding.meanings`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.understanding.bridge import Bridge
from assistant.understanding.concepts import Concept
from assistant.understanding.cues import CUES
from ingest.records import Language

__all__ = ["as_judged", "asks_who_judges"]

_JUDGES = re.compile(
    r"\b(?P<verb>decid\w+|determin\w+|judg\w+|assess\w*|rates?|grades?|evaluat\w+|says?"
    r"|afgor\w*|bestemm\w+|vurder\w+|bedomm\w+|fastsaet\w+|siger)"
    r",? (?:whether|if|when|how|which|what|om|hvornar|hvordan|hvilke[nt]?|hvad) (?P<state>[^.?!]+)"
)
"""A verb of judging before the clause that says what is judged (folded)."""
_STATES = ("colour", "done", "status")
"""Cues of how something stands."""
_JUDGING, _STANDING = ("vurdere", "opgøre"), ("status", "opfyldelse", "målopfyldelse", "trafiklys")
"""What plans call judging, and what they call that which is judged, in Danish."""
_WORTH = 0.85
"""How well a plan's word for it is the one asked, 0..1."""


def asks_who_judges(folded: str) -> bool:
    """Whether a folded question asks who or what tells how something stands, not how it stands."""
    found = _JUDGES.search(folded)
    return found is not None and any(CUES[name].search(found["state"]) for name in _STATES)


def as_judged(concepts: Sequence[Concept], folded: str, bridge: Bridge) -> tuple[Concept, ...]:
    """The concepts of a folded question, those of judging and of the state judged with a plan's own words for them."""
    found = _JUDGES.search(folded)
    clause = found["state"] if found else ""
    if found is None or not any(CUES[name].search(clause) for name in _STATES):
        return tuple(concepts)
    return tuple(_widened(each, found["verb"], clause, bridge) for each in concepts)


def _widened(concept: Concept, verb: str, clause: str, bridge: Bridge) -> Concept:
    if concept.words == verb:
        return replace(concept, alternatives={**_ways(_JUDGING, bridge), **concept.alternatives})
    is_state = any(CUES[name].search(concept.words) for name in _STATES)
    if is_state and concept.words in clause:
        return replace(concept, alternatives={**_ways(_STANDING, bridge), **concept.alternatives})
    return concept


def _ways(words: Sequence[str], bridge: Bridge) -> Mapping[tuple[str, ...], float]:
    every = [bridge.meanings.of_word(word, Language.DANISH, is_name=False) for word in words]
    return {stems: _WORTH * worth for ways in every for stems, worth in ways.items()}
