"""
What these documents call their goals: a word that names goals in one plan names milestones, or nothing, in another.

Owns reading such words of a question as the documents in scope use them; leaves words that mean goals in any plan to
the cues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.understanding.rownames import RowNames
from ingest.knowledge import Knowledge
from ingest.lexical import fold, stem
from ingest.records import Language

__all__ = ["with_plan_words"]

_EITHER = re.compile(r"\bdelmal\w*|\bsub-?goals?\b|\bresultatkrav\w*|\bindikator\w*|\bindicators?\b|\bleveranc\w*")
"""Words that are goals in one plan and milestones in another (folded)."""
_KINDS = tuple(
    re.compile(rf"\b(?:{words})\b")
    for words in (
        r"aims?",
        r"priorit(?:y|ies|et|eter|eterne|eringer|eringerne)",
        r"ambition(?:s|er|erne)?",
        r"outcomes?",
        r"pejlem(?:ae|a)rke(?:r|rne|t)?|beacons?",
        r"indsatsomr(?:aa|a)de(?:r|rne|t)?|fokusomr(?:aa|a)de(?:r|rne|t)?|(?:focus|action|priority) areas?",
        r"(?:strategi)?spor(?:ene|et)?|(?:strategic )?tracks?",
        r"tema(?:er|erne|et)?|themes?",
        r"initiativ(?:er|erne|et)?|initiatives?",
        r"pillars?|sojler?(?:ne)?",
        r"indsats(?:er|erne)?",
    )
)
"""What plans call their goals beside "mål" and "goal", in both languages (folded); one pattern a kind."""
_DEEDS = re.compile(
    r"\b(?:actions|activities|deliverables|handlinger(?:ne)?|tiltag(?:ene)?|aktiviteter(?:ne)?|leverancer(?:ne)?)\b"
)
"""What plans call their milestones beside that word (folded)."""
_DEED_KINDS = tuple(
    re.compile(rf"\b(?:{words})\b")
    for words in (
        r"actions?|handling(?:er|erne)?|tiltag(?:et|ene)?",
        r"activit(?:y|ies)|aktivitet(?:er|erne)?",
        r"deliverables?|leverancer?(?:ne)?",
    )
)
"""Those words with the ones that mean the same in the other language (folded)."""
_EVERYWHERE = _DEED_KINDS[1]
"""Of those, what other texts speak of as often: no milestones unless a plan lists its own under that word."""
_OF_TIME = frozenset(("deadline", "ends", "open", "overdue", "done", "status", "fall_in", "unreported"))
"""Cues with which such a word means milestones in any plan."""
_OF_ANY = frozenset(("owner", "how_many", "without_time", "spanning"))
"""Cues with which it means them where the plan calls them so."""
_QUARTER = re.compile(r"\b[qk][1-4]\b|kvartal|quarter")
_HEADING_WORD = re.compile(r"[\w-]+")
_SAME = {"subgoal": "delmal", "indicator": "indikator"}
"""Stems of such words in English, and what they are in Danish."""


def with_plan_words(
    heard: Mapping[str, frozenset[str]], folded: str, knowledge: Knowledge, rows: RowNames
) -> Mapping[str, frozenset[str]]:
    """
    The cues of a question, words for goals and milestones read as these documents use them.

    Args:
        heard: Each cue with its words.
        folded: The question, folded.
        knowledge: The documents in scope.
        rows: What they call the columns of their milestones.
    """
    cues = dict(heard)
    for found in _kinds_named(folded):
        if any(found.re.search(fold(heading)) for heading in knowledge.goal_headings):
            cues["goal"] = cues.get("goal", frozenset()) | frozenset(_HEADING_WORD.findall(found[0]))
    deeds = _DEEDS.search(folded)
    if deeds and _means_milestones(deeds[0], cues, knowledge, rows, has_quarter=bool(_QUARTER.search(folded))):
        cues["milestone"] = cues.get("milestone", frozenset()) | {deeds[0]}
    either = _EITHER.search(folded)
    if either is None:
        return cues
    names_goals = any(
        _record_stem(either[0]) == _record_stem(word)
        for heading in knowledge.goal_headings
        for word in _HEADING_WORD.findall(fold(heading))
    )
    kept, dropped = ("goal", "milestone") if names_goals else ("milestone", "goal")
    cues.setdefault(kept, frozenset())
    cues.pop(dropped, None)
    return cues


def _means_milestones(
    word: str, cues: Mapping[str, frozenset[str]], knowledge: Knowledge, rows: RowNames, *, has_quarter: bool
) -> bool:
    """Whether a word for deeds means a plan's milestones: by what is asked of them, and by what it calls them."""
    is_of_time = has_quarter or bool(cues.keys() & _OF_TIME)
    if not is_of_time and not cues.keys() & _OF_ANY:
        return False
    if is_of_time and not _EVERYWHERE.match(word):
        return any(goal.milestones for goal in knowledge.goals)
    called = [kind for kind in _DEED_KINDS if kind.fullmatch(word)]
    return any(kind.search(fold(heading)) for kind in called for heading in rows.headings)


def _kinds_named(folded: str) -> Iterator[re.Match[str]]:
    return filter(None, (kind.search(folded) for kind in _KINDS))


def _record_stem(word: str) -> str:
    """What all forms of a word for records share, in both languages."""
    stemmed = stem(word.replace("-", ""), Language.DANISH)
    return _SAME.get(stemmed, stemmed)
