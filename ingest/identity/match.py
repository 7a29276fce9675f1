"""
Telling which record of today is which of those known: the same words, else words alike and nothing else as near.

Owns the matching and its thresholds, as pure functions; leaves ids and files to the modules beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ingest.goals.drafts import normal
from ingest.identity.known import Known

__all__ = ["Candidate", "Matches", "match"]

LEAST = 0.75
"""Likeness (0..1) from which two records may be the same: light rewording keeps it, another subject does not."""
MARGIN = 0.06
"""By how much the likeness of a pair must beat every rival of either; nearer rivals make it ambiguous."""
WORDS, PLACE, WHEN = 0.8, 0.1, 0.1
"""Parts of the likeness: the words, the same goal or series, the same planned time or number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A record as matching looks at it, known or of today."""

    key: str
    """Its id if it is known; any name of its own if it is of today."""
    wordings: tuple[str, ...]
    """Its words; earlier ones of a known record too, the latest last."""
    place: str | None
    """Where it stands: a milestone's goal, a goal's series."""
    when: str | None
    """Its planned time, or its number."""

    @classmethod
    def known(cls, record: Known, *, more: Sequence[str] = ()) -> Candidate:
        """A known record; `more` is what stands beneath it."""
        words = tuple("\n".join((wording, *more)) for wording in record.wordings)
        is_goal = record.goal is None
        return cls(
            key=record.id,
            wordings=words,
            place=record.series if is_goal else record.goal,
            when=record.number if is_goal else record.planned,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Which goals and milestones of today are known, and which could be either of several."""

    pairs: Mapping[str, str]
    """Key of today to known id."""
    ambiguous: Mapping[str, tuple[str, ...]]
    """Key of today to the known ids, two or more things being as near: nothing was chosen."""


def match(known: Sequence[Candidate], today: Sequence[Candidate], *, settled: Mapping[str, str]) -> Matches:
    """
    Which of `today` is which of `known`, each at most once.

    Args:
        known: Records of the map, of one plan.
        today: Records as just read, of the same plan.
        settled: Pairs that a person has decided, key of today to known id.
    """
    pairs = dict(settled)
    for wants_place in (True, False):
        pairs |= _same_words(_left(known, pairs.values()), _left(today, pairs), wants_place=wants_place)
    while found := _clear(_left(known, pairs.values()), _left(today, pairs)):
        pairs |= found
    left = _left(known, pairs.values())
    doubts = {each.key: _near(each, left) for each in _left(today, pairs)}
    return Matches(pairs=pairs, ambiguous={key: near for key, near in doubts.items() if near})


def _left(records: Sequence[Candidate], taken: Iterable[str]) -> list[Candidate]:
    gone = frozenset(taken)
    return [each for each in records if each.key not in gone]


def _same_words(known: Sequence[Candidate], today: Sequence[Candidate], *, wants_place: bool) -> dict[str, str]:
    """Pairs of the same words, in order where several share them; the latest wording before earlier ones."""
    pairs: dict[str, str] = {}
    for is_latest in (True, False):
        for each in _left(today, pairs):
            words = normal(each.wordings[-1])
            fitting = (
                one
                for one in _left(known, pairs.values())
                if words in _normals(one, is_latest=is_latest) and (one.place == each.place or not wants_place)
            )
            if found := next(fitting, None):
                pairs[each.key] = found.key
    return pairs


def _normals(record: Candidate, *, is_latest: bool) -> Iterator[str]:
    yield from map(normal, record.wordings[-1:] if is_latest else record.wordings)


def _clear(known: Sequence[Candidate], today: Sequence[Candidate]) -> dict[str, str]:
    """Pairs that are each other's best by a margin."""
    scores = {(one.key, each.key): _likeness(one, each) for one in known for each in today}
    return {
        key: known_key
        for (known_key, key), score in scores.items()
        if score >= LEAST and score - _rival(scores, known_key, key) >= MARGIN
    }


def _rival(scores: Mapping[tuple[str, str], float], known_key: str, key: str) -> float:
    """The best likeness that either of a pair has with anything else."""
    others = (score for (one, each), score in scores.items() if (one == known_key) != (each == key))
    return max(others, default=0.0)


def _near(record: Candidate, known: Sequence[Candidate]) -> tuple[str, ...]:
    return tuple(one.key for one in known if _likeness(one, record) >= LEAST)


def _likeness(known: Candidate, today: Candidate) -> float:
    """How alike a known record and one of today are, 0..1, 1 for the same words in the same place and time."""
    one, other = normal(known.wordings[-1]), normal(today.wordings[-1])
    words = max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)) / 100
    return WORDS * words + PLACE * (known.place == today.place) + WHEN * (known.when == today.when)
