"""
The year: what is planned for when, as a wheel and in words.

Owns the route and which year is shown; leaves the geometry to `wheel`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from assistant.answer import MilestoneView
from assistant.channels.service import AskerHere
from assistant.channels.web import wheel
from assistant.channels.web.layout import Page, PageHere
from assistant.channels.web.mentions import Mention, mentions
from assistant.channels.web.record_pages import milestone_cards, year_named, years_of
from assistant.channels.web.wheel import Stretch
from assistant.question import Asker
from assistant.register.filters import MilestoneFilter, QuarterOfYear
from ingest.knowledge import Knowledge
from ingest.records import Document, Goal
from ingest.renderings import Renderings

__all__ = ["router"]

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planned:
    """One milestone with its days."""

    number: int
    """In the wheel and in the list, from 1."""
    view: MilestoneView
    goal: Goal
    document: Document
    first: dt.date
    last: dt.date
    """Inclusive."""
    rendering: str | None
    """What the parallel edition says, where the page speaks its language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Season:
    """A quarter with what begins in it."""

    number: int
    planned: tuple[_Planned, ...]


@router.get("/year")
def year(page: PageHere, asker: AskerHere) -> HTMLResponse:
    """The year in the address, or else this one where a plan is for it, or else the newest of a plan."""
    service, asked = page.service, page.request.query_params.get("year")
    knowledge, today = service.knowledge(asker), service.today()
    told = mentions(knowledge)
    years = sorted({*years_of(knowledge), *(day.year for each in told for day in (each.first, each.last) if day)})
    shown = year_named(asked) if asked else _present(years_of(knowledge), today)
    wanted = MilestoneFilter(year=shown)
    planned = _planned(page, asker, wanted)
    stretches = [Stretch(first=each.first, last=each.last, tone=each.view.status) for each in planned]
    return page.show(
        "year.html",
        here="year",
        year=shown,
        years=years,
        size=wheel.SIZE,
        arcs=wheel.arcs(stretches, shown),
        months=wheel.month_marks(shown),
        lines=wheel.quarter_lines(shown),
        now=wheel.mark_at(today) if today.year == shown else None,
        seasons=_seasons(planned, shown) if planned else [],
        told=_told(told, knowledge, shown),
        dots=[wheel.mark_at(day) for each in told if (day := each.middle) and day.year == shown],
        renderings=_in_words(told, knowledge, page),
        tones=list(dict.fromkeys(each.view.status for each in planned)),
    )


def _present(years: Sequence[int], today: dt.date) -> int:
    return today.year if today.year in years or not years else years[-1]


def _planned(page: Page, asker: Asker, wanted: MilestoneFilter) -> list[_Planned]:
    """The milestones wanted that have days, the earliest and longest first."""
    cards = [
        (card.view.from_, card.view.to, card)
        for card in milestone_cards(page, asker, wanted)
        if card.view.from_ and card.view.to
    ]
    return [
        _Planned(
            number=number,
            view=card.view,
            goal=card.goal,
            document=card.document,
            first=first,
            last=last,
            rendering=card.rendering,
        )
        for number, (first, last, card) in enumerate(
            sorted(cards, key=lambda each: (each[0], dt.date.max - each[1])), start=1
        )
    ]


def _told(told: Sequence[Mention], knowledge: Knowledge, year: int) -> list[Mention]:
    """What falls in the year, and what the plans for the year say of later times."""
    last = dt.date(year, 12, 31)
    of_year = {
        each.id
        for each in knowledge.documents.values()
        if each.period_from and each.period_to and each.period_from <= last and each.period_to.year >= year
    }
    return [each for each in told if each.falls_in(year) or each.document.id in of_year]


def _in_words(told: Sequence[Mention], knowledge: Knowledge, page: Page) -> dict[Mention, str]:
    """What the parallel edition says for each, where the page speaks its language."""
    renderings = Renderings(knowledge)
    found = {each: renderings.of(each.document, each.quote.span, page.language) for each in told}
    return {each: rendering.quote.text for each, rendering in found.items() if rendering}


def _seasons(planned: Sequence[_Planned], year: int) -> list[_Season]:
    """The quarters, each with what begins in it; what began in an earlier year stands in the first."""
    return [
        _Season(
            number=number,
            planned=tuple(each for each in planned if _begins_in(each, QuarterOfYear(year, number))),
        )
        for number in (1, 2, 3, 4)
    ]


def _begins_in(planned: _Planned, quarter: QuarterOfYear) -> bool:
    is_older = quarter.number == 1 and planned.first < quarter.first
    return is_older or quarter.first <= planned.first <= quarter.last
