"""
What search alone brings up: whether the first passages hold the words that a question's answer stands in.

Owns the hits at 1 and at 3, their table, and what the first place loses when an arm of the search is taken away;
leaves the arms to `evals.ablations`. Nothing is answered or declined: a question is searched for as it is written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import AnswerStatus
from assistant.assistant import Assistant
from assistant.protocols import Answers
from assistant.question import ANYBODY
from evals.ablations import ABLATIONS, AblationBar
from evals.cases import Case, GoldenFile
from evals.comparison import alternatives, normalised
from evals.runner import assistants
from ingest.records import Language, Passage

__all__ = [
    "ARMS",
    "DEPTH",
    "GROUPS",
    "Find",
    "Found",
    "is_searched",
    "lost_hits",
    "passages_of",
    "read_retrieval_bars",
    "retrieval_drops",
    "retrieval_table",
    "searched",
    "searched_by_arms",
]

ARMS = ("without FAISS", "shuffled vectors", "without BM25")
"""Of `ABLATIONS`, those that change what is found."""
WHOLE = "whole"
ACCOUNTED = "ranked by account"

DEPTH = 3
"""Passages looked at for each question."""
LEAST_WORDS = 3
"""A stretch shorter than this inside the evidence proves nothing: "SSI" lies within much."""
GROUPS = ("all", "danish", "english", "passage", "list")
"""Groups of questions that hits are reported for: all, a language, or a kind."""
_LANGUAGES = {"danish": Language.DANISH, "english": Language.ENGLISH}

Find = Callable[[GoldenFile, Case], Sequence[Sequence[str]]]
"""Stretches of each passage found for a case, the best passage first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One question, searched for."""

    case: Case
    rank: int | None
    """Of the first passage that holds evidence, 1 is best; None when none of the first `DEPTH` does."""


def is_searched(case: Case) -> bool:
    """Whether a case says where its answer stands, and its question stands alone."""
    return case.status[0] is AnswerStatus.ANSWERED and bool(case.evidence) and not case.history


def searched(files: Iterable[GoldenFile], find: Find) -> list[Found]:
    """Search for every case of `files` that can be searched for."""
    return [
        Found(case=case, rank=_rank(case, find(file, case)))
        for file in files
        for case in file.cases
        if is_searched(case)
    ]


def searched_by_arms(files: Sequence[GoldenFile], data: Path) -> Mapping[str, Sequence[Found]]:
    """
    Every case searched for with nothing taken away ("whole"), with each of `ARMS` taken away, and as people find it.

    All but the last are the retriever's own order: to rank by what accounts for a question makes up for a lost arm.
    """
    found = {
        arm: searched(files, _retrieved_by(assistants(files, data, alter=ABLATIONS.get(arm)))) for arm in (WHOLE, *ARMS)
    }
    return {**found, ACCOUNTED: searched(files, passages_of(assistants(files, data)))}


def lost_hits(rows: Mapping[str, Sequence[Found]]) -> Mapping[str, Mapping[str, float]]:
    """What each of `ARMS` loses against the whole, as `retrieval_drops` counts it."""
    return {arm: retrieval_drops(rows[WHOLE], rows[arm]) for arm in ARMS}


def _retrieved_by(made: Mapping[Path, Assistant]) -> Find:
    """The retriever of the assistants in `made`, which are by document folder."""

    def find(file: GoldenFile, case: Case) -> list[tuple[str, ...]]:
        found = made[file.corpus].nearest(case.question, ANYBODY, limit=DEPTH)
        return [_stretches(each.passage) for each in found]

    return find


def passages_of(made: Mapping[Path, Answers]) -> Find:
    """The search of the assistants in `made`, which are by document folder."""

    def find(file: GoldenFile, case: Case) -> list[tuple[str, ...]]:
        hits = made[file.corpus].search(case.question, ANYBODY, limit=DEPTH)
        return [_stretches(hit.passage) for hit in hits]

    return find


def _stretches(passage: Passage) -> tuple[str, ...]:
    lead_in = [passage.lead_in.text] if passage.lead_in else []
    return (passage.body, *lead_in, *(quote.text for quote in passage.quotes))


def _rank(case: Case, passages: Sequence[Sequence[str]]) -> int | None:
    forms = [form for words in case.evidence for form in alternatives(words)]
    ranks = (rank for rank, stretches in enumerate(passages, start=1) if _holds(stretches, forms))
    return next(ranks, None)


def _holds(stretches: Iterable[str], forms: Sequence[str]) -> bool:
    shown = [normalised(stretch) for stretch in stretches]
    return any(form in each or (len(each.split()) >= LEAST_WORDS and each in form) for form in forms for each in shown)


def _of(group: str, found: Sequence[Found]) -> Sequence[Found]:
    if group == "all":
        return found
    language = _LANGUAGES.get(group)
    return [each for each in found if (each.case.language is language if language else each.case.kind == group)]


def _share(found: Sequence[Found], depth: int) -> float | None:
    """Questions with evidence among the first `depth` passages, 0..1; None of nothing."""
    return sum(each.rank is not None and each.rank <= depth for each in found) / len(found) if found else None


def read_retrieval_bars(path: Path) -> Mapping[str, tuple[AblationBar, ...]]:
    """The bars in a file of floors on hits at 1, by the name of the questions: "all sets" or "rephrased"."""
    sets = json.loads(path.read_text(encoding="utf-8"))["retrieval"]
    return {name: tuple(AblationBar(**bar) for bar in bars) for name, bars in sets.items()}


def retrieval_drops(whole: Sequence[Found], altered: Sequence[Found]) -> Mapping[str, float]:
    """How many points of 100 the first place loses in each group; a group without questions is left out."""
    return dict(_drops(whole, altered))


def _drops(whole: Sequence[Found], altered: Sequence[Found]) -> Iterator[tuple[str, float]]:
    for group in GROUPS:
        before, after = _share(_of(group, whole), 1), _share(_of(group, altered), 1)
        if before is not None and after is not None:
            yield group, 100 * (before - after)


def retrieval_table(rows: Mapping[str, Sequence[Found]]) -> str:
    """Hits at 1 and at 3 of each group that has questions, in percent, one line for each way of searching."""
    first: Sequence[Found] = next(iter(rows.values()), ())
    groups = [group for group in GROUPS if _of(group, first)]
    head = "evidence found".ljust(18) + "".join(f"{f'{group} @1':>12}{'@3':>7}" for group in groups)
    counts = "questions".ljust(18) + "".join(f"{len(_of(group, first)):>12}{'':>7}" for group in groups)
    return "\n".join([head, counts.rstrip(), *(_line(name, found, groups) for name, found in rows.items())])


def _line(name: str, found: Sequence[Found], groups: Iterable[str]) -> str:
    shares = [(_share(_of(group, found), 1), _share(_of(group, found), DEPTH)) for group in groups]
    return name.ljust(18) + "".join(f"{_percent(first):>12}{_percent(three):>7}" for first, three in shares)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"
