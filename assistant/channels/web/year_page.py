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
from assistant.channels.web.record_pages import milestone_cards, years_of
from assistant.channels.web.wheel import DayRange
from assistant.errors import RequestInvalid
from assistant.question import Asker
from assistant.register.filters import AskedYear, MilestoneFilter
from assistant.register.years import PlanYear, QuarterOfYear, year_start
from ingest.knowledge import Knowledge
from ingest.parsers.inline import without_signs
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
    planned_for = years_of(knowledge)
    years = sorted({*planned_for, *(year for each in told for year in each.years)})
    shown = _named(AskedYear.read(asked), years) if asked else _present(planned_for, today)
    planned = _planned(page, asker, shown)
    stretches = [DayRange(first=each.first, last=each.last, tone=each.view.status) for each in planned]
    return page.show(
        "year.html",
        here="year",
        year=shown,
        years=years,
        size=wheel.SIZE,
        arcs=wheel.arcs(stretches, shown),
        months=wheel.month_marks(shown),
        lines=wheel.quarter_lines(shown),
        now=wheel.mark_at(today, shown) if shown.first <= today <= shown.last else None,
        seasons=_seasons(planned, shown) if planned else [],
        told=_told(told, knowledge, shown),
        dots=[
            wheel.mark_at(day, shown)
            for each in told
            if each.falls_in(shown) and (day := each.middle) and shown.first <= day <= shown.last
        ],
        renderings=_in_words(told, knowledge, page),
        tones=list(dict.fromkeys(each.view.status for each in planned)),
    )


def _named(asked: AskedYear, years: Sequence[PlanYear]) -> PlanYear:
    """
    The year asked for.

    Raises:
        RequestInvalid: If it is written as "2025-26" and no plan has such a year.
    """
    if not asked.is_split:
        return PlanYear(asked.year)
    found = next((each for each in years if each.year == asked.year and not each.is_calendar), None)
    if found is None:
        known = ", ".join(each.label for each in years) or "none"
        msg = f"No plan has a year {PlanYear(asked.year, 2).label}; those known: {known}."
        raise RequestInvalid(msg, field="year")
    return found


def _present(years: Sequence[PlanYear], today: dt.date) -> PlanYear:
    """The year of a plan that is now; else the newest of a plan; where there is none, the calendar's."""
    now = [each for each in years if each.first <= today <= each.last]
    return (now or list(years) or [PlanYear.of(today)])[-1]


def _planned(page: Page, asker: Asker, year: PlanYear) -> list[_Planned]:
    """The milestones with days in the year, of plans that count years as it does, the earliest and longest first."""
    wanted = MilestoneFilter(within=(year.first, year.last))
    cards = [
        (card.view.from_, card.view.to, card)
        for card in milestone_cards(page, asker, wanted)
        if card.view.from_ and card.view.to and year_start(card.document) == year.start
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


def _told(told: Sequence[Mention], knowledge: Knowledge, year: PlanYear) -> list[Mention]:
    """What falls in the year, and what the plans for the year say of later times."""
    of_year = {
        each.id
        for each in knowledge.documents.values()
        if each.period_from and each.period_to and year_start(each) == year.start
        if each.period_from <= year.last and each.period_to >= year.first
    }
    return [each for each in told if each.falls_in(year) or each.document.id in of_year]


def _in_words(told: Sequence[Mention], knowledge: Knowledge, page: Page) -> dict[Mention, str]:
    """What the parallel edition says for each, where the page speaks its language."""
    renderings = Renderings(knowledge)
    found = {each: renderings.of(each.document, each.quote.span, page.language) for each in told}
    return {each: without_signs(rendering.quote.text) for each, rendering in found.items() if rendering}


def _seasons(planned: Sequence[_Planned], year: PlanYear) -> list[_Season]:
    """The quarters, each with what begins in it; what began in an earlier year stands in the first."""
    return [
        _Season(
            number=number,
            planned=tuple(each for each in planned if _begins_in(each, QuarterOfYear(year.year, number, year.start))),
        )
        for number in (1, 2, 3, 4)
    ]


def _begins_in(planned: _Planned, quarter: QuarterOfYear) -> bool:
    is_older = quarter.number == 1 and planned.first < quarter.first
    return is_older or quarter.first <= planned.first <= quarter.last
