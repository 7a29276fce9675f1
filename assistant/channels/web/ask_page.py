"""
The page to ask on: the question, its answer with the sources beside it, and the conversation so far.

Owns the route and what the template shows of an answer; leaves answers to `Answers` and the form to `form`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from assistant.answer import Answer, Citation, Sentence
from assistant.channels.http.events import Event, event_stream
from assistant.channels.requests import make_question
from assistant.channels.service import AskerHere
from assistant.channels.web import feedback_page
from assistant.channels.web.feedback_page import REASONS
from assistant.channels.web.form import Form, is_from_here, read_form, with_answer, written_history
from assistant.channels.web.layout import Page, PageHere
from assistant.errors import RequestInvalid
from assistant.question import Asker, Turn
from assistant.render.html import answer_html
from assistant.render.json import dump
from assistant.render.markdown import plain_text
from ingest.knowledge import Knowledge
from ingest.records import Document

__all__ = ["router"]

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
router.include_router(feedback_page.router)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A citation as the page shows it."""

    citation: Citation
    address: str
    """Where it can be seen in its document."""
    wording: str
    """The quotation with its reference, for copying."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cited:
    """A document with what was quoted from it."""

    first: Citation
    places: list[list[_Source]]
    """The sources by section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Exchange:
    """An earlier question with its answer."""

    question: str
    answer: str
    """Markdown; "" where none came."""


async def _form(request: Request) -> Form:
    return read_form(await request.body())


@router.get("/")
def front(page: PageHere, asker: AskerHere) -> HTMLResponse:
    """The form, with questions to begin with."""
    return _front(page, asker)


@router.post("/")
def ask(page: PageHere, form: Annotated[Form, Depends(_form)], asker: AskerHere) -> Response:
    """
    The answer to the form's question, with the conversation so far.

    Where a model words answers and our script asks, its sentences come first as events, the page last.
    """
    page, service = page.speaking(form.language), page.service
    history = form.history if is_from_here(page.request, service.settings) else ()
    try:
        question = make_question(
            form.question,
            settings=service.settings,
            clock=service.clock,
            knowledge=lambda: service.knowledge(asker),
            history=history,
            language=form.answer_in,
        )
    except RequestInvalid as error:
        return _front(page, asker, history=history, asked=form.question, error=error)

    def answered(answer: Answer) -> HTMLResponse:
        return _answered(page, asker, answer, asked=question.text, history=history)

    if not service.settings.llm_model or "text/event-stream" not in page.request.headers.get("accept", ""):
        return answered(service.answers.ask(question, asker))
    events = _events(service.answers.stream(question, asker), answered)
    return event_stream(events, page.request, failed=lambda detail: ("error", dump({"detail": detail})))


def _events(events: Iterator[Sentence | Answer], answered: Callable[[Answer], HTMLResponse]) -> Generator[Event]:
    for event in events:
        if isinstance(event, Sentence):
            yield "sentence", dump({"text": event.text})
        else:
            yield "page", dump({"html": bytes(answered(event).body).decode()})


def _front(
    page: Page,
    asker: Asker,
    *,
    history: tuple[Turn, ...] = (),
    asked: str = "",
    error: RequestInvalid | None = None,
) -> HTMLResponse:
    knowledge = page.service.knowledge(asker)
    return page.show(
        "ask.html",
        here="ask",
        status=422 if error else 200,
        home=knowledge.home.name if knowledge.home else None,
        max_chars=page.service.settings.max_question_chars,
        asked="" if _holds_half_characters(asked) else asked,
        error=_said(error, asked, page),
        earlier=_exchanges(history),
        history=written_history(history),
        suggestions=_first_questions(knowledge, page),
        documents=_documents(knowledge),
        names={organisation.id: organisation.name for organisation in knowledge.organisations},
    )


def _answered(page: Page, asker: Asker, answer: Answer, *, asked: str, history: tuple[Turn, ...]) -> HTMLResponse:
    told, from_where = _parted(_without_options(answer), page)
    return page.show(
        "answer.html",
        here="ask",
        max_chars=page.service.settings.max_question_chars,
        asked=asked,
        error=None,
        answer=answer,
        answer_html=Markup(answer_html(told)),  # noqa: S704 (made safe there)
        from_where=from_where,
        looked_in=() if answer.citations else _looked_in(from_where, page, asker),
        sources=_by_document(answer, page),
        earlier=_exchanges(history),
        history_before=written_history(history),
        history=written_history(with_answer(history, asked, answer)),
        reasons=REASONS,
        notices=tuple(dict.fromkeys(each.notice for each in answer.citations if each.notice)),
    )


def _looked_in(from_where: str, page: Page, asker: Asker) -> list[Document]:
    """The documents that the last line of an answer without quotations names, in its order."""
    places: dict[str, int] = {}
    documents = page.service.knowledge(asker).documents
    for document in sorted(documents.values(), key=lambda each: -len(each.title)):
        place = from_where.find(f", {document.title}")
        if place >= 0:
            places[document.id] = place
            # Of "Strategy 2030" and "Strategy", a title within another one is not named by it.
            end = place + len(document.title) + 2
            from_where = from_where[:place] + " " * (end - place) + from_where[end:]
    return [documents[each] for each in sorted(places, key=places.__getitem__)]


def _without_options(answer: Answer) -> Answer:
    """The answer without the lines of its text that only list the options, which the page has as buttons."""
    labels = {option.label for option in answer.options}
    kept = [line for line in answer.text.split("\n") if plain_text(line).lstrip("-* ").strip() not in labels]
    return dataclasses.replace(answer, text="\n".join(kept)) if labels else answer


def _parted(answer: Answer, page: Page) -> tuple[Answer, str]:
    """The answer without its last line, where that says what it is from, and that line: the sources stand beside it."""
    text, _, last = answer.text.rpartition("\n")
    openings = [page.texts.words[answer.language, f"frame.{key}"].partition("{")[0] for key in ("source", "searched")]
    if text.strip() and last.startswith(tuple(openings)):
        return dataclasses.replace(answer, text=text.rstrip()), plain_text(last)
    return answer, ""


def _by_document(answer: Answer, page: Page) -> list[_Cited]:
    """The citations by document, and in each those that follow each other from one section together."""
    documents: dict[str, list[_Source]] = {}
    for citation in answer.citations:
        documents.setdefault(citation.document, []).append(_source(citation, page))
    return [
        _Cited(
            first=sources[0].citation,
            places=[list(group) for _, group in groupby(sources, key=lambda each: each.citation.section)],
        )
        for sources in documents.values()
    ]


def _source(citation: Citation, page: Page) -> _Source:
    date = page.day(citation.published) if citation.published else page.say("undated")
    place = " › ".join(heading for heading in citation.section if heading != citation.title)
    reference = f"{citation.organisation}: {citation.title} ({date})" + (f", {place}" if place else "")
    where: dict[str, object] = {"start": citation.start, "end": citation.end}
    if rendering := citation.translation:
        where |= {"beside": "yes", "beside_start": rendering.start, "beside_end": rendering.end}
    address = page.link(f"/documents/{citation.document}", fragment="quote", **where)
    return _Source(citation=citation, address=address, wording=f"»{citation.shown}«\n{reference}")


def _exchanges(history: tuple[Turn, ...]) -> list[_Exchange]:
    """The conversation so far as questions with their answers."""
    exchanges: list[_Exchange] = []
    for turn in history:
        if turn.role == "user" or not exchanges:
            exchanges.append(_Exchange(question=turn.content if turn.role == "user" else "", answer=""))
        if turn.role == "assistant":
            exchanges[-1] = _Exchange(question=exchanges[-1].question, answer=turn.content)
    return exchanges


def _first_questions(knowledge: Knowledge, page: Page) -> list[str]:
    """First questions that have an answer in what the asker may read."""
    has = {
        "mission": any(document.kind != "results_plan" for document in knowledge.documents.values()),
        "milestones": any(milestone.quarters for milestone in knowledge.milestones),
        "goals": bool(knowledge.goals),
        "people": any(person.signed_on or person.signed_at for person in knowledge.people),
    }
    return [page.say(f"suggestion_{key}") for key, is_there in has.items() if is_there]


def _documents(knowledge: Knowledge) -> list[Document]:
    """The official documents, the home organisation's first."""
    home = knowledge.home.id if knowledge.home else None
    return sorted(knowledge.documents.values(), key=lambda each: each.organisation != home)


def _holds_half_characters(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def _said(error: RequestInvalid | None, asked: str, page: Page) -> str | None:
    """The key of the sentence that says what is wrong with the question."""
    if error is None:
        return None
    if len(asked.strip()) > page.service.settings.max_question_chars:
        return "question_long"
    return "question_unreadable" if _holds_half_characters(asked) else "question_empty"
