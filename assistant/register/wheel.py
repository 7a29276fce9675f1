"""
The year wheel: when a plan is followed up, as its own text says, and when its quarters end.

Owns reading rounds out of a plan's sentences and placing them on a calendar. "Efteråret 2025" is a stretch of time, not
a day: none is invented; an editor may set one (`interim_on`, `annual_on` in corpus.toml).
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.register.views import Round
from assistant.register.years import QuarterOfYear, year_start
from ingest.knowledge import Knowledge
from ingest.records import Document, Goal, Quote

__all__ = ["Precision", "WheelEntry", "year_wheel"]


class Precision(StrEnum):
    """How closely a plan, or an editor, says when."""

    DAY = "day"
    """Set by an editor, or the last day of a quarter."""
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"


@dataclass(frozen=True, slots=True, kw_only=True)
class WheelEntry:
    """One thing on the wheel."""

    id: str
    """Stable as long as the plan says the same."""
    plan: Document
    """The plan that says so."""
    round: Round | None
    """The follow-up round; None for the end of a quarter."""
    first: dt.date
    """First day, inclusive."""
    last: dt.date
    """Last day, inclusive."""
    precision: Precision
    """How exactly the plan says when."""
    printed: str
    """The time as the plan prints it, "efteråret 2025"; "Q2 2025" for the end of a quarter."""
    source: Quote | None
    """The sentence that says so; None for the end of a quarter."""
    milestones: tuple[str, ...] = ()
    """Ids of the milestones whose planned time ends then, for the end of a quarter."""

    @property
    def is_set(self) -> bool:
        """Whether an editor set the day of a round."""
        return self.round is not None and self.precision is Precision.DAY


_MONTHS = {
    name: number
    for names in (
        "januar februar marts april maj juni juli august september oktober november december",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), start=1)
}
_SEASONS = {
    "forår": (3, 5), "foråret": (3, 5), "spring": (3, 5), "sommer": (6, 8), "sommeren": (6, 8), "summer": (6, 8),
    "efterår": (9, 11), "efteråret": (9, 11), "autumn": (9, 11), "fall": (9, 11), "vinter": (12, 2),
    "vinteren": (12, 2), "winter": (12, 2),
}  # fmt: skip
"""First and last month; a winter is named for the year it begins in."""
_WORDS = "|".join(sorted((*_MONTHS, *_SEASONS), key=len, reverse=True))
_TIME = re.compile(
    rf"\b(?:(?P<word>{_WORDS})|(?:(?P<rank>[1-4])\. kvartal)|(?:(?:Q|K)(?P<quarter>[1-4]))|(?:quarter (?P<of>[1-4])))\b"
    r"(?:,? (?:i |af |in |of )?(?P<year>20\d\d)(?P<split>[-–/](?:20)?\d\d)?)?",
    re.IGNORECASE,
)
_FOLLOWS_UP = re.compile(
    r"\b(?:opfølgning|følges op|følge op|følger op|midtvejs\w*|halvårs\w*|afrapporter\w*|statusrapport\w*|årsrapport\w*"
    r"|opgøres|opgjort|evalueres|status på|drøfter? (?:planen|status|målene)"
    r"|follow(?:ed|s|ing)?[- ]?up|midterm|mid-year|interim|annual report|progress report|reviewed|review of|assessed)",
    re.IGNORECASE,
)
_ANNUAL = re.compile(
    r"årsrapport|årsafslutning|annual report|year-end|slutstatus|final (?:report|status)", re.IGNORECASE
)
_CLAUSE_ENDS = re.compile(r"[,;]|[.!?]\s")
_EVERY = re.compile(r"\b(?:hvert|hver|årligt|each|every|yearly|annually)\b", re.IGNORECASE)


def year_wheel(knowledge: Knowledge, plans: Iterable[Document]) -> tuple[WheelEntry, ...]:
    """Every round and quarter end of `plans`, by first day; a plan is a document with goals."""
    entries = (entry for plan in plans for entry in (*_rounds(knowledge, plan), *_quarter_ends(knowledge, plan)))
    return tuple(sorted(entries, key=lambda each: (each.first, each.last, each.id)))


def _rounds(knowledge: Knowledge, plan: Document) -> Iterator[WheelEntry]:
    seen: set[tuple[Round, dt.date]] = set()
    for quote, around in _sentences(knowledge, plan):
        if not _FOLLOWS_UP.search(f"{around} {quote.text}"):
            continue
        for found in _TIME.finditer(quote.text):
            for first, last, precision in _spans(found, quote, plan):
                round_ = _round(quote.text, found.start(), first, plan)
                if (round_, first) not in seen:
                    seen.add((round_, first))
                    yield _entry(plan, round_, found[0], (first, last, precision), quote)


def _sentences(knowledge: Knowledge, plan: Document) -> Iterator[tuple[Quote, str]]:
    """Stretches of the plan outside its goals, each with what introduces it."""
    for passage in knowledge.passages_of(plan.id):
        if passage.goal is None:
            lead = passage.lead_in.text if passage.lead_in else ""
            yield from ((quote, lead) for quote in passage.quotes)


def _spans(found: re.Match[str], quote: Quote, plan: Document) -> Iterator[tuple[dt.date, dt.date, Precision]]:
    for year in _years(found, quote, plan):
        if number := found["rank"] or found["quarter"] or found["of"]:
            counts_as_plan = found["year"] is None or found["split"] is not None
            quarter = QuarterOfYear(year, int(number), year_start(plan) if counts_as_plan else 1)
            yield quarter.first, quarter.last, Precision.QUARTER
            continue
        word = found["word"].lower()
        if word in _MONTHS:
            first, last = _MONTHS[word], _MONTHS[word]
        else:
            first, last = _SEASONS[word]
        end = year + (last < first)
        last_day = dt.date(end, last, calendar.monthrange(end, last)[1])
        yield dt.date(year, first, 1), last_day, Precision.MONTH if word in _MONTHS else Precision.SEASON


def _years(found: re.Match[str], quote: Quote, plan: Document) -> Sequence[int]:
    """The year printed; else that of a plan for twelve months; else every year of the plan, where it says so."""
    if found["year"]:
        return (int(found["year"]),)
    if plan.period_from is None or plan.period_to is None:
        return ()
    if year_start(plan) != 1:
        return (_year_within(found, plan.period_from),)
    years = range(plan.period_from.year, plan.period_to.year + 1)
    return years if len(years) == 1 or _EVERY.search(quote.text) else ()


def _year_within(found: re.Match[str], first: dt.date) -> int:
    """The calendar year in which a month or season begins in the twelve months from `first`; of a quarter, theirs."""
    word = (found["word"] or "").lower()
    begins = _MONTHS.get(word) or _SEASONS.get(word, (first.month, 0))[0]
    return first.year + (begins < first.month)


def _round(text: str, at: int, first: dt.date, plan: Document) -> Round:
    """Annual after the plan's period, or where the annual report is named just before in the sentence; else interim."""
    if plan.period_to is not None and first > plan.period_to:
        return Round.ANNUAL
    before = _CLAUSE_ENDS.split(text[:at])[-1]
    return Round.ANNUAL if _ANNUAL.search(before) else Round.INTERIM


def _entry(
    plan: Document, round_: Round, printed: str, span: tuple[dt.date, dt.date, Precision], source: Quote
) -> WheelEntry:
    day = plan.interim_on if round_ is Round.INTERIM else plan.annual_on
    first, last, precision = (day, day, Precision.DAY) if day else span
    return WheelEntry(
        id=_id(plan, round_.value, str(span[0])),
        plan=plan,
        round=round_,
        first=first,
        last=last,
        precision=precision,
        printed=printed,
        source=source,
    )


def _quarter_ends(knowledge: Knowledge, plan: Document) -> Iterator[WheelEntry]:
    """The last day of every quarter in which the planned time of some milestone ends."""
    ending: dict[QuarterOfYear, list[str]] = {}
    for goal in _goals(knowledge, plan):
        for milestone in goal.milestones:
            if milestone.quarters:
                ending.setdefault(QuarterOfYear.of(milestone.quarters.last, year_start(plan)), []).append(milestone.id)
    for quarter, milestones in ending.items():
        yield WheelEntry(
            id=_id(plan, "quarter", str(quarter.last)),
            plan=plan,
            round=None,
            first=quarter.last,
            last=quarter.last,
            precision=Precision.DAY,
            printed=quarter.label,
            source=None,
            milestones=tuple(milestones),
        )


def _goals(knowledge: Knowledge, plan: Document) -> Iterator[Goal]:
    yield from knowledge.goals_by_document.get(plan.id, ())


def _id(plan: Document, kind: str, span: str) -> str:
    return hashlib.sha256(f"{plan.id}|{kind}|{span}".encode()).hexdigest()[:20]
