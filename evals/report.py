"""
From outcomes to tables: how many are right per kind and language, with intervals and floors.

Owns counting, intervals, the printed tables and the printed failures; leaves judging one answer to `evals.metrics`.
"""

from __future__ import annotations

import json
import math
import statistics
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.cases import CaseInvalid
from evals.metrics import Outcome
from ingest.records import Language

__all__ = [
    "Floors",
    "Tally",
    "as_data",
    "failures_text",
    "missed_floors",
    "read_floors",
    "summary",
    "table",
    "tally",
    "wilson",
]

Z = 1.959964
"""Standard normal quantile of a two-sided 95 % interval."""
WIDTH = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts over some outcomes."""

    n: int
    right: int
    fabricated: int
    inexact: int
    """Answers with a quotation that does not stand where it is said to."""
    length_median: float | None
    """Characters, lists left out; None where there are only lists."""
    length_p95: float | None

    @property
    def share(self) -> float | None:
        """Right answers, 0..1; None of nothing."""
        return self.right / self.n if self.n else None

    @property
    def fabricated_share(self) -> float:
        """Fabricated answers, 0..1, 0 is best."""
        return self.fabricated / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """What one set of questions must reach."""

    right: float
    """Least share of right answers, 0..1."""
    fabricated: float
    """Largest share of fabricated answers, 0..1."""
    length_median: float
    """Largest, in characters, lists left out."""
    length_p95: float
    parity: float
    """Largest difference between the shares of right answers in Danish and in English, 0..1."""
    kinds: Mapping[str, float]
    """Least share of right answers of each kind of question; kinds not named have no floor."""


def tally(outcomes: Iterable[Outcome]) -> Tally:
    """The counts over `outcomes`."""
    verdicts = [outcome.verdict for outcome in outcomes]
    lengths = sorted(verdict.length for verdict in verdicts if verdict.length is not None)
    return Tally(
        n=len(verdicts),
        right=sum(verdict.is_right for verdict in verdicts),
        fabricated=sum(verdict.is_fabricated for verdict in verdicts),
        inexact=sum(not verdict.is_exact for verdict in verdicts),
        length_median=statistics.median(lengths) if lengths else None,
        length_p95=lengths[math.ceil(0.95 * len(lengths)) - 1] if lengths else None,
    )


def wilson(right: int, n: int) -> tuple[float, float]:
    """
    The 95 % interval for a share, 0..1; (0, 1) of nothing.

    Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference".
    """
    if not n:
        return 0.0, 1.0
    share, spread = right / n, Z * Z / n
    middle = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * math.sqrt(share * (1 - share) / n + spread / (4 * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def read_floors(path: Path, name: str) -> Floors:
    """
    The floors of the set called `name`.

    Raises:
        CaseInvalid: If the file has no such set.
    """
    sets = json.loads(path.read_text(encoding="utf-8"))["floors"]
    if name not in sets:
        msg = f"{path.name} has no floors for the set {name!r}; add them beside {', '.join(sets)}."
        raise CaseInvalid(msg)
    return Floors(**sets[name])


def missed_floors(outcomes: Sequence[Outcome], floors: Floors | None) -> tuple[str, ...]:
    """A sentence for each floor that `outcomes` miss; quotations must be exact whatever the floors say."""
    inexact = tuple(
        f"quotations are not exact in {outcome.case.id}" for outcome in outcomes if not outcome.verdict.is_exact
    )
    return inexact if floors is None else (*_below(outcomes, floors), *inexact)


def _below(outcomes: Sequence[Outcome], floors: Floors) -> Iterator[str]:
    whole = tally(outcomes)
    bars: list[tuple[str, float | None, float, bool]] = [
        ("right", whole.share, floors.right, True),
        ("fabricated", whole.fabricated_share, floors.fabricated, False),
        ("median length", whole.length_median, floors.length_median, False),
        ("95 % length", whole.length_p95, floors.length_p95, False),
        ("parity", _parity(outcomes), floors.parity, False),
    ]
    kinds = _by(outcomes, lambda outcome: outcome.case.kind)
    bars += [
        (f"right of {kind}", tally(kinds.get(kind, ())).share, floor, True) for kind, floor in floors.kinds.items()
    ]
    for name, got, bar, is_least in bars:
        if got is not None and (got < bar if is_least else got > bar):
            yield f"{name} is {got:.3g}, {'floor' if is_least else 'ceiling'} {bar:.3g}"


def _parity(outcomes: Sequence[Outcome]) -> float | None:
    shares = [tally(of).share for of in _by(outcomes, lambda outcome: outcome.case.language).values()]
    known = [share for share in shares if share is not None]
    return max(known) - min(known) if len(known) > 1 else None


def _by(outcomes: Iterable[Outcome], key: Callable[[Outcome], str]) -> dict[str, list[Outcome]]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(key(outcome), []).append(outcome)
    return groups


def table(outcomes: Sequence[Outcome], plain: Sequence[Outcome] | None, floors: Floors | None) -> str:
    """One line per kind of question: n, right and interval in each language, the plain pipeline, the floor."""
    head = "kind".ljust(14) + "".join(f"{f'{language} n':>6} {'right':>6}  {'95 %':<9}" for language in Language)
    lines = [head + f"{'both':>7}" + (f"{'plain':>8}" if plain else "") + (f"{'floor':>8}" if floors else "")]
    groups = {**dict(sorted(_by(outcomes, lambda outcome: outcome.case.kind).items())), "all": list(outcomes)}
    others = {**_by(plain or (), lambda outcome: outcome.case.kind), "all": list(plain or ())}
    for kind, group in groups.items():
        line = kind.ljust(14)
        for language in Language:
            counts = tally(outcome for outcome in group if outcome.case.language is language)
            low, high = wilson(counts.right, counts.n)
            interval = f"{100 * low:.0f}–{100 * high:.0f}" if counts.n else ""
            line += f"{counts.n:>6} {_percent(counts.share):>6}  {interval:<9}"
        line += f"{_percent(tally(group).share):>7}"
        line += f"{_percent(tally(others.get(kind, ())).share):>8}" if plain else ""
        floor = floors and (floors.right if kind == "all" else floors.kinds.get(kind))
        lines.append((line + f"{_percent(floor) if floor else '':>8}").rstrip())
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


def summary(outcomes: Sequence[Outcome]) -> str:
    """What is counted over all kinds: right, fabricated, exactness, length, parity, time."""
    counts, parity = tally(outcomes), _parity(outcomes)
    times = sorted(1000 * outcome.seconds for outcome in outcomes)
    slow = times[math.ceil(0.95 * len(times)) - 1]
    inexact = f"NOT EXACT in {counts.inexact} answers" if counts.inexact else "all exact"
    lines = {
        "right": _share_text(counts.right, counts.n),
        "fabricated": _share_text(counts.fabricated, counts.n),
        "quotations": inexact,
        "length": f"median {counts.length_median or 0:.0f}, 95 % {counts.length_p95 or 0:.0f} characters, lists aside",
        "parity": "–" if parity is None else f"{100 * parity:.1f} points between Danish and English",
        "time": f"median {statistics.median(times):.1f}, 95 % {slow:.1f} ms",
    }
    return "\n".join(name.ljust(12) + line for name, line in lines.items())


def _share_text(count: int, n: int) -> str:
    low, high = wilson(count, n)
    return f"{count} of {n}: {100 * count / n:.1f} % ({100 * low:.1f}–{100 * high:.1f})"


def failures_text(outcomes: Iterable[Outcome]) -> str:
    """Every wrong answer with its question and what is wrong with it, for a person who mends it."""
    return "\n\n".join(_failure_text(outcome) for outcome in outcomes if not outcome.verdict.is_right)


def _failure_text(outcome: Outcome) -> str:
    case, answer = outcome.case, outcome.answer
    mark = "✗ FABRICATED" if outcome.verdict.is_fabricated else "✗"
    reason = f"/{answer.reason}" if answer.reason else ""
    about = [f"asked {case.asked_at}", *([f"organisation {case.organisation}"] if case.organisation else [])]
    lines = [f"{mark} {case.id}  ({case.kind}, {case.language}, {outcome.file}; {', '.join(about)})"]
    lines += [f"    {turn.role}: {_short(turn.content)}" for turn in case.history]
    lines += [f"  Q {case.question}", f"  A {answer.status}{reason}, kind {answer.kind}, {answer.language}"]
    lines += [textwrap.indent(answer.text.strip() or "(no text)", "    │ ", lambda _: True)]
    lines += [f"    {mark_of}" for mark_of in _sources(outcome)]
    lines += [f"  ✗ {failure.check}: {failure.message}" for failure in outcome.verdict.failures]
    return "\n".join(lines)


def _sources(outcome: Outcome) -> list[str]:
    return [f"[{each.n}] {each.document}: {_short(each.quote)}" for each in outcome.answer.citations]


def _short(text: str) -> str:
    return textwrap.shorten(text, WIDTH, placeholder=" …")


def as_data(outcome: Outcome) -> dict[str, Any]:
    """One outcome as JSON can hold it."""
    return {
        "id": outcome.case.id,
        "file": outcome.file,
        "kind": outcome.case.kind,
        "language": outcome.case.language.value,
        "question": outcome.case.question,
        "status": outcome.answer.status.value,
        "reason": outcome.answer.reason.value if outcome.answer.reason else None,
        "answer_kind": outcome.answer.kind.value,
        "text": outcome.answer.text,
        "right": outcome.verdict.is_right,
        "fabricated": outcome.verdict.is_fabricated,
        "failures": {failure.check: failure.message for failure in outcome.verdict.failures},
        "ms": round(1000 * outcome.seconds, 2),
    }
