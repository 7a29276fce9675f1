"""
The goals and milestones: a catalogue, a page for each goal, and every milestone on a board or in a table.

Owns the routes and how milestones are laid out by quarter; leaves the filters' meaning to `assistant.register.filters`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter
from starlette.datastructures import QueryParams
from starlette.responses import HTMLResponse

from assistant.answer import GoalView, MilestoneView
from assistant.channels.requests import checked_status, goal_with_id, organisation_id
from assistant.channels.service import AskerHere
from assistant.channels.web.layout import Page, PageHere
from assistant.errors import RequestInvalid
from assistant.question import Asker
from assistant.register.filters import AskedQuarter, AskedYear, MilestoneFilter, select
from assistant.register.views import goal_view
from assistant.register.years import PlanYear, QuarterOfYear, year_start
from assistant.status import ReportedStatus
from ingest.knowledge import Knowledge
from ingest.parsers.inline import without_signs
from ingest.records import Document, Goal, Language, Organisation
from ingest.renderings import Renderings

__all__ = ["MilestoneCard", "milestone_cards", "router", "years_of"]

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

FILTERS = ("organisation", "year", "quarter", "status", "overdue")
"""What the address of the milestones may ask for, beside how they are shown."""
_STATUSES = ("open", "not_reported", *ReportedStatus)


@dataclass(frozen=True, slots=True, kw_only=True)
class _GoalCard:
    goal: Goal
    view: GoalView
    document: Document
    renderings: Mapping[str, str]
    """What the parallel edition says for what is shown, where the page speaks its language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Series:
    name: str
    document: Document
    goals: tuple[_GoalCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chapter:
    """One organisation's series."""

    organisation: Organisation
    series: tuple[_Series, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneCard:
    """One milestone, with the columns of the board it reaches over."""

    view: MilestoneView
    goal: Goal
    document: Document
    year: PlanYear | None
    """The year it begins in, as its plan counts years; None without a time."""
    first: int | None
    """The quarter of that year it begins in, 1 to 4."""
    last: int | None
    """The last quarter it reaches in that year."""
    rendering: str | None
    """What the parallel edition says, where the page speaks its language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Board:
    """The milestones of one plan that begin in one year, and those without a time."""

    document: Document
    year: PlanYear | None
    cards: tuple[MilestoneCard, ...]


@router.get("/goals")
def goals(page: PageHere, asker: AskerHere) -> HTMLResponse:
    """Every goal by organisation and series."""
    knowledge = page.service.knowledge(asker)
    return page.show("goals.html", here="goals", chapters=_chapters(knowledge, page, asker), count=len(knowledge.goals))


@router.get("/goals/{id:path}")
def goal(page: PageHere, id: str, asker: AskerHere) -> HTMLResponse:
    """One goal with its milestones, at an address that stays."""
    knowledge = page.service.knowledge(asker)
    found = goal_with_id(knowledge, id)
    place, statuses = found.wording or found.title, page.service.answers.statuses(asker)
    subjects = [found.id, *(milestone.id for milestone in found.milestones)]
    return page.show(
        "goal.html",
        here="goals",
        card=_goal_card(found, knowledge, page, asker, Renderings(knowledge)),
        names={each.id: each.name for each in knowledge.organisations},
        place=place.span if place else found.span,
        neighbours=[each for each in knowledge.goals if (each.document, each.series) == (found.document, found.series)],
        today=page.service.today(),
        histories={subject: list(reversed(statuses.history(subject))) for subject in subjects},
        may_report=asker.identity is not None and asker.identity.may_report(found.id),
        is_reported=page.request.query_params.get("reported") == "yes",
    )


@router.get("/milestones")
def milestones(page: PageHere, asker: AskerHere) -> HTMLResponse:
    """Every milestone that the filters in the address let through, on a board by quarter or in a table."""
    knowledge, query = page.service.knowledge(asker), page.request.query_params
    chosen = {name: query.get(name) or None for name in FILTERS}
    is_table = query.get("view") == "table"
    cards = milestone_cards(page, asker, _wanted(query, knowledge))
    return page.show(
        "milestones.html",
        here="milestones",
        is_table=is_table,
        chosen=chosen,
        is_filtered=any(chosen.values()),
        boards=_boards(cards),
        cards=cards,
        count=len(knowledge.milestones),
        organisations=_organisations(knowledge),
        years=years_of(knowledge),
        statuses=_STATUSES,
        names={each.id: each.name for each in knowledge.organisations},
        today=page.service.today(),
    )


def _chapters(knowledge: Knowledge, page: Page, asker: Asker) -> list[_Chapter]:
    """The organisations with goals, the home one first; in each, the series in document order."""
    renderings = Renderings(knowledge)
    cards = [_goal_card(goal, knowledge, page, asker, renderings) for goal in knowledge.goals]
    chapters = [
        _Chapter(
            organisation=organisation,
            series=_series([card for card in cards if card.document.organisation == organisation.id]),
        )
        for organisation in sorted(knowledge.organisations, key=lambda each: not each.is_home)
    ]
    return [chapter for chapter in chapters if chapter.series]


def _series(cards: Sequence[_GoalCard]) -> tuple[_Series, ...]:
    groups = groupby(cards, key=lambda each: (each.goal.document, each.goal.series))
    listed = [(name, tuple(group)) for (_, name), group in groups]
    return tuple(_Series(name=name, document=group[0].document, goals=group) for name, group in listed)


def _goal_card(goal: Goal, knowledge: Knowledge, page: Page, asker: Asker, renderings: Renderings) -> _GoalCard:
    service = page.service
    view = goal_view(goal, service.answers.statuses(asker), today=service.today())
    document = knowledge.documents[goal.document]
    quotes = (goal.title, goal.wording, goal.remarks, *(each.quote for each in goal.milestones))
    found = {without_signs(quote.text): renderings.of(document, quote.span, page.language) for quote in quotes if quote}
    shown = {text: without_signs(rendering.quote.text) for text, rendering in found.items() if rendering}
    return _GoalCard(goal=goal, view=view, document=document, renderings=shown)


def _wanted(query: QueryParams, knowledge: Knowledge) -> MilestoneFilter:
    """
    The filters in the address.

    Raises:
        RequestInvalid: If one is none there is: a slip must not pass for "nothing found".
        NotFound: If the asker can see no such organisation.
    """
    year, overdue = query.get("year"), query.get("overdue")
    if overdue not in (None, "", "true", "false"):
        msg = f"{overdue!r} is no choice for overdue; write true or false."
        raise RequestInvalid(msg, field="overdue")
    return MilestoneFilter(
        quarter=AskedQuarter.read(query["quarter"]) if query.get("quarter") else None,
        year=AskedYear.read(year) if year else None,
        status=checked_status(query.get("status") or None),
        overdue=overdue == "true" if overdue else None,
        organisation=organisation_id(knowledge, query["organisation"]) if query.get("organisation") else None,
    )


def milestone_cards(page: Page, asker: Asker, wanted: MilestoneFilter) -> list[MilestoneCard]:
    """The milestones wanted, in document order."""
    service = page.service
    knowledge = service.knowledge(asker)
    views = select(knowledge, service.answers.statuses(asker), wanted, today=service.today())
    renderings = Renderings(knowledge)
    return [_card(view, knowledge, renderings, page.language) for view in views]


def _card(view: MilestoneView, knowledge: Knowledge, renderings: Renderings, language: Language) -> MilestoneCard:
    goal = knowledge.goals_by_id[view.goal]
    document = knowledge.documents[goal.document]
    milestone = next(each for each in goal.milestones if each.id == view.id)
    rendering = renderings.of(document, milestone.quote.span, language)
    start = year_start(document)
    first = QuarterOfYear.of(view.from_, start) if view.from_ else None
    last = QuarterOfYear.of(view.to, start) if view.to else None
    return MilestoneCard(
        view=view,
        goal=goal,
        document=document,
        year=PlanYear(first.year, start) if first else None,
        first=first.number if first else None,
        last=(last.number if last.year == first.year else 4) if first and last else None,
        rendering=without_signs(rendering.quote.text) if rendering else None,
    )


def _boards(cards: Sequence[MilestoneCard]) -> list[_Board]:
    """One board for each plan and year, then one for what has no time; longer reaches first within a quarter."""
    keys = dict.fromkeys((card.document.id, card.year) for card in cards)
    boards = []
    for key in sorted(keys, key=lambda each: each[1] is None):
        of_key = [card for card in cards if (card.document.id, card.year) == key]
        ordered = sorted(of_key, key=lambda each: (each.first or 0, -(each.last or 0)))
        boards.append(_Board(document=of_key[0].document, year=key[1], cards=tuple(ordered)))
    return boards


def _organisations(knowledge: Knowledge) -> list[Organisation]:
    with_goals = {knowledge.documents[goal.document].organisation for goal in knowledge.goals}
    return [each for each in knowledge.organisations if each.id in with_goals]


def years_of(knowledge: Knowledge) -> list[PlanYear]:
    """The years that milestones are planned for, as their plans count them, ascending."""
    return sorted(
        {
            PlanYear.of(day, year_start(knowledge.documents[goal.document]))
            for goal in knowledge.goals
            for each in goal.milestones
            if each.quarters
            for day in (each.quarters.first, each.quarters.last)
        }
    )
