"""
The routes of /v1 and the two health checks.

Owns translating a request into one call and its result into JSON;
leaves checks to `assistant.channels.requests` and errors to `assistant.channels.http.problems`.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from assistant.answer import Answer, Sentence
from assistant.channels.http.bodies import AskBody, GoalQuery, ListQuery, MilestoneQuery, SearchBody
from assistant.channels.http.events import Event, event_stream
from assistant.channels.http.freshness import tagged
from assistant.channels.http.paging import paged
from assistant.channels.http.problems import problem
from assistant.channels.http.schema import (
    ANSWER,
    DOCUMENT,
    DOCUMENTS,
    GOAL,
    GOALS,
    HITS,
    MILESTONES,
    documented,
)
from assistant.channels.requests import (
    checked_status,
    checked_text,
    document_with_id,
    goal_with_id,
    make_question,
    organisation_id,
)
from assistant.channels.service import AskerHere, ServiceHere, asker_at, service_at
from assistant.channels.shown import Added, Replaced, shown
from assistant.question import ANYBODY, Turn
from assistant.register.filters import AskedQuarter, AskedYear, MilestoneFilter, select
from assistant.register.views import goal_view
from assistant.render.json import (
    answer_json,
    document_json,
    dump,
    goal_of_document_json,
    hit_json,
    milestone_json,
    outline_json,
)
from ingest.knowledge import Knowledge
from ingest.records import Goal

__all__ = ["health", "v1"]

v1 = APIRouter(prefix="/v1")
health = APIRouter(tags=["health"])


def _respond(value: object) -> Response:
    return Response(dump(value), media_type="application/json")


@v1.post(
    "/ask",
    summary="The answer to a question",
    **documented(ANSWER, tags=["answers"], refusals=(400, 404, 413, 415, 422, 503), streams=True),
)
def ask(body: AskBody, request: Request) -> Response:
    """
    Answer a question, with the official wording cited to the character.

    With `Accept: text/event-stream` the answer comes as events: its text as it comes (`text`), all of it where what
    was sent before no longer stands (`replace`), and last the whole answer (`answer`). A question that cannot be
    answered is refused with a problem, never in the middle of a stream.
    """
    service, asker = service_at(request), asker_at(request)
    question = make_question(
        body.question,
        settings=service.settings,
        clock=service.clock,
        knowledge=lambda: service.knowledge(asker),
        asked_at=body.asked_at,
        history=[Turn(role=turn.role, content=turn.content) for turn in body.history],
        organisation=body.organisation,
        language=body.language,
    )
    if "text/event-stream" not in request.headers.get("accept", ""):
        return _respond(answer_json(service.answers.ask(question, asker)))

    def failed(detail: str) -> Event:
        return "error", dump(problem(500, detail))

    return event_stream(_events(service.answers.stream(question, asker)), request, failed=failed)


def _events(events: Iterator[Sentence | Answer]) -> Generator[Event]:
    for event in shown(events):
        match event:
            case Added(text):
                yield "text", dump({"delta": text})
            case Replaced(text):
                yield "replace", dump({"text": text})
            case answer:
                yield "answer", dump(answer_json(answer))


@v1.post(
    "/search",
    summary="Passages that fit some words",
    **documented(HITS, tags=["answers"], refusals=(400, 404, 413, 415, 422, 503)),
)
def search(body: SearchBody, service: ServiceHere, asker: AskerHere) -> Response:
    """Find passages, best first, each with the stretch that fits best."""
    knowledge = service.knowledge(asker)
    hits = service.answers.search(
        checked_text(body.query, max_chars=service.settings.max_question_chars, what="query"),
        asker,
        limit=body.limit,
        organisation=_organisation(knowledge, body.organisation),
        document=document_with_id(knowledge, body.document).id if body.document is not None else None,
    )
    return _respond({"hits": [hit_json(hit, knowledge) for hit in hits]})


@v1.get(
    "/documents",
    summary="The official documents",
    **documented(DOCUMENTS, tags=["documents"], refusals=(404, 422, 503), is_tagged=True),
)
def documents(
    query: Annotated[ListQuery, Query()], service: ServiceHere, asker: AskerHere, request: Request
) -> Response:
    """List the official documents; each names its editions in the other language."""
    knowledge = service.knowledge(asker)
    organisation = _organisation(knowledge, query.organisation)
    found = [each for each in knowledge.documents.values() if organisation in (None, each.organisation)]
    return tagged(
        request,
        service,
        asker,
        lambda: paged("documents", found, query, request, shown=lambda each: document_json(each, knowledge)),
    )


@v1.get(
    "/documents/{id:path}",
    summary="One document with its text",
    **documented(DOCUMENT, tags=["documents"], refusals=(404, 422, 503), is_tagged=True),
)
def document(
    id: str,
    service: ServiceHere,
    asker: AskerHere,
    request: Request,
) -> Response:
    """Give one document: what is known about it, its headings and its whole text, which citations point into."""
    knowledge = service.knowledge(asker)
    found = document_with_id(knowledge, id)
    return tagged(
        request,
        service,
        asker,
        lambda: {**document_json(found, knowledge), "outline": outline_json(found), "text": found.text},
    )


@v1.get(
    "/goals",
    summary="Every goal with its milestones",
    **documented(GOALS, tags=["goals"], refusals=(404, 422, 503), is_tagged=True),
)
def goals(query: Annotated[GoalQuery, Query()], service: ServiceHere, asker: AskerHere, request: Request) -> Response:
    """List every goal with its milestones, in document order."""
    knowledge = service.knowledge(asker)
    organisation = _organisation(knowledge, query.organisation)
    wanted = document_with_id(knowledge, query.document).id if query.document is not None else None
    today = service.today(query.asked_at)
    statuses = service.answers.statuses(asker)
    found = [
        goal
        for goal in knowledge.goals
        if wanted in (None, goal.document) and organisation in (None, knowledge.documents[goal.document].organisation)
    ]

    def shown(goal: Goal) -> object:
        return goal_of_document_json(goal_view(goal, statuses, today=today), goal)

    return tagged(request, service, asker, lambda: paged("goals", found, query, request, shown=shown), day=today)


@v1.get(
    "/goals/{id:path}", summary="One goal", **documented(GOAL, tags=["goals"], refusals=(404, 422, 503), is_tagged=True)
)
def goal(
    id: str,
    service: ServiceHere,
    asker: AskerHere,
    request: Request,
) -> Response:
    """Give one goal with its milestones."""
    found = goal_with_id(service.knowledge(asker), id)
    today = service.today()

    def shown() -> object:
        return goal_of_document_json(goal_view(found, service.answers.statuses(asker), today=today), found)

    return tagged(request, service, asker, shown, day=today)


@v1.get(
    "/milestones",
    summary="Every milestone that meets the conditions",
    **documented(MILESTONES, tags=["goals"], refusals=(404, 422, 503), is_tagged=True),
)
def milestones(
    query: Annotated[MilestoneQuery, Query()], service: ServiceHere, asker: AskerHere, request: Request
) -> Response:
    """List every milestone that meets the conditions, in document order: a filter over records, not a search."""
    knowledge = service.knowledge(asker)
    wanted = MilestoneFilter(
        quarter=AskedQuarter.read(query.quarter) if query.quarter is not None else None,
        due=AskedQuarter.read(query.due) if query.due is not None else None,
        year=AskedYear(query.year) if query.year is not None else None,
        status=checked_status(query.status),
        overdue=query.overdue,
        organisation=_organisation(knowledge, query.organisation),
        document=document_with_id(knowledge, query.document).id if query.document is not None else None,
        goal=goal_with_id(knowledge, query.goal).id if query.goal is not None else None,
    )
    today = service.today(query.asked_at)

    def shown() -> object:
        found = select(knowledge, service.answers.statuses(asker), wanted, today=today)
        return paged("milestones", found, query, request, shown=milestone_json)

    return tagged(request, service, asker, shown, day=today)


def _organisation(knowledge: Knowledge, name: str | None) -> str | None:
    return None if name is None else organisation_id(knowledge, name)


@health.head("/healthz", include_in_schema=False)
@health.get("/healthz", summary="Whether the server runs")
async def healthz() -> dict[str, Any]:
    """Say that the process is alive; touches nothing else."""
    return {"status": "alive"}


@health.head("/readyz", include_in_schema=False)
@health.get("/readyz", summary="Whether it can answer")
def readyz(service: ServiceHere) -> dict[str, Any]:
    """Say which index generation answers come from; 503 with what to do when there is none."""
    return {"status": "ready", "snapshot": service.knowledge(ANYBODY).snapshot}
