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
_NAMES_STATE = re.compile(
    r"\b(?P<verb>decid\w+|determin\w+|judg\w+|assess\w*|sets?|gives?|picks?|chooses?|assigns?|awards?"
    r"|afgor\w*|bestemm\w+|vurder\w+|bedomm\w+|fastsaet\w+|saetter|giver|vaelger|tildeler)"
    r" (?P<state>(?:\w+ ){0,3}?(?:colou?rs?|farve(?:n|r|rne)?|trafiklys\w*|traffic[ -]?lights?|ratings?)\b[^.?!,]*)"
)
"""The same before the name of how something stands: "who sets the colour of the traffic light?" (folded)."""
_STATE_NAME = re.compile(r"colou?rs?|farve(?:n|r|rne)?|trafiklys\w*|traffic[ -]?lights?|ratings?|traffic|lights?")
_OF_PLAN = re.compile(
    r"\btrafiklys|\btraffic[ -]?light|\b\w*mal(?:et|ene|enes|epunkt\w*)?\b|\b(?:goal|target|milestone)"
)
"""What shows that it is goals whose colour is asked about (folded)."""
_CHOICE = re.compile(r", ?(?:\w+ ){1,2}(?:eller|or) (?:\w+ ?){1,3}[.?!]*$")
"""Those among whom it is asked, at the end (folded): the answer may be neither."""
_STATES = ("colour", "done", "status")
"""Cues of how something stands."""
_JUDGING, _STANDING = ("vurdere", "opgøre"), ("status", "opfyldelse", "målopfyldelse", "trafiklys")
"""What plans call judging, and what they call that which is judged, in Danish."""
_COLOURING, _COLOURED = ("vurdere",), ("status", "trafiklys")
"""The same where it is asked by the colour alone: who adds up the results in the end does not give it."""
_WORTH = 0.85
"""How well a plan's word for it is the one asked, 0..1."""


def asks_who_judges(folded: str) -> bool:
    """Whether a folded question asks who or what tells how something stands, not how it stands."""
    return _judged(folded) is not None


def _judged(folded: str) -> re.Match[str] | None:
    """The verb of judging with the state that is judged, where it is how a goal stands."""
    clause = _JUDGES.search(folded)
    if clause and any(CUES[name].search(clause["state"]) for name in _STATES):
        return clause
    named = _NAMES_STATE.search(folded)
    return named if named and _OF_PLAN.search(named["state"]) else None


def as_judged(concepts: Sequence[Concept], folded: str, bridge: Bridge) -> tuple[Concept, ...]:
    """The concepts of a folded question, those of judging and of the state judged with a plan's own words for them."""
    found = _judged(folded)
    if found is None:
        return tuple(concepts)
    choice = _CHOICE.search(folded, found.end())
    asked = [each for each in concepts if not choice or each.words not in choice[0]]
    return tuple(_widened(each, found, bridge) for each in asked)


def _widened(concept: Concept, found: re.Match[str], bridge: Bridge) -> Concept:
    is_named = found.re is _NAMES_STATE
    judging, standing = (_COLOURING, _COLOURED) if is_named else (_JUDGING, _STANDING)
    if concept.words == found["verb"]:
        return replace(concept, alternatives={**_ways(judging, bridge), **concept.alternatives})
    is_state = _STATE_NAME.fullmatch(concept.words) or any(CUES[name].search(concept.words) for name in _STATES)
    if is_state and concept.words in found["state"]:
        return replace(concept, alternatives={**_ways(standing, bridge), **concept.alternatives})
    return concept


def _ways(words: Sequence[str], bridge: Bridge) -> Mapping[tuple[str, ...], float]:
    every = [bridge.meanings.of_word(word, Language.DANISH, is_name=False) for word in words]
    return {stems: _WORTH * worth for ways in every for stems, worth in ways.items()}
