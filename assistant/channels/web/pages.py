"""
The pages: ask, documents, one document, errors.

Owns the routes and which language a page is in; leaves answers to `Answers`, words to `prompts/`, looks to templates.
"""

from __future__ import annotations

from itertools import groupby
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from assistant.answer import Answer, Citation
from assistant.channels.requests import document_with_id, make_question
from assistant.channels.service import AskerHere, Service, ServiceHere
from assistant.channels.web.document_view import document_html
from assistant.channels.web.form import Form, is_from_here, language_named, read_form, with_answer, written_history
from assistant.channels.web.view import ICON, STYLE, rendered, suggestions
from assistant.errors import RequestInvalid
from assistant.question import Asker, Turn
from assistant.render.html import answer_html
from ingest.records import Language, Span

__all__ = ["error_page", "pages"]

pages = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_FOR_LONG = {"cache-control": "public, max-age=31536000, immutable"}
_EXPLAINED = frozenset({404, 405, 413, 421, 503})


async def _form(request: Request) -> Form:
    return read_form(await request.body())


def _language_of(request: Request) -> Language:
    """The page's language: the one chosen, the browser's where it prefers English to Danish, otherwise Danish."""
    chosen = language_named(request.query_params.get("lang"))
    if chosen is not None:
        return chosen
    preferred = [
        each.partition(";")[0].strip()[:2].lower() for each in request.headers.get("accept-language", "").split(",")
    ]
    known = [language for name in preferred if (language := language_named(name)) is not None]
    return known[0] if known else Language.DANISH


@pages.get("/")
def front(request: Request, service: ServiceHere, asker: AskerHere) -> HTMLResponse:
    """The form, with questions to begin with."""
    return _ask_page(request, service, asker, language=_language_of(request))


@pages.post("/")
def ask(
    request: Request, form: Annotated[Form, Depends(_form)], service: ServiceHere, asker: AskerHere
) -> HTMLResponse:
    """The answer to the form's question, with the conversation so far."""
    language = form.language or _language_of(request)
    history = form.history if is_from_here(request, service.settings) else ()
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
        return _ask_page(request, service, asker, language=language, history=history, asked=form.question, error=error)
    answer = service.answers.ask(question, asker)
    return _ask_page(request, service, asker, language=language, history=history, asked=question.text, answer=answer)


def _ask_page(
    request: Request,
    service: Service,
    asker: Asker,
    *,
    language: Language,
    history: tuple[Turn, ...] = (),
    asked: str = "",
    answer: Answer | None = None,
    error: RequestInvalid | None = None,
) -> HTMLResponse:
    knowledge, texts = service.knowledge(asker), service.answers.texts
    after = with_answer(history, asked, answer) if answer else history
    page = rendered(
        "ask.html",
        texts=texts,
        language=language,
        switch_address=_address_in_other(request, language),
        home=knowledge.home.name if knowledge.home else None,
        max_chars=service.settings.max_question_chars,
        asked="" if _holds_half_characters(asked) else asked,
        error=_said(error, asked, service),
        answer=answer,
        answer_html=Markup(answer_html(answer)) if answer else None,  # noqa: S704 (made safe there)
        sources=_by_place(answer),
        earlier=history,
        history_before=written_history(history),
        history=written_history(after),
        option_pairs=[(option.label, option.question) for option in answer.options] if answer else [],
        suggestion_pairs=[
            (each, each) for each in (answer.suggestions if answer else suggestions(knowledge, texts, language))
        ],
        notices=tuple(dict.fromkeys(c.notice for c in answer.citations if c.notice)) if answer else (),
    )
    return HTMLResponse(page, status_code=422 if error else 200)


def _by_place(answer: Answer | None) -> list[list[Citation]]:
    """The citations, those that follow each other from one section together."""
    listed = answer.citations if answer else ()
    return [list(group) for _, group in groupby(listed, key=lambda each: (each.document, each.section))]


def _holds_half_characters(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def _said(error: RequestInvalid | None, asked: str, service: Service) -> str | None:
    """The key of the sentence that says what is wrong with the question."""
    if error is None:
        return None
    if len(asked.strip()) > service.settings.max_question_chars:
        return "question_long"
    return "question_unreadable" if _holds_half_characters(asked) else "question_empty"


@pages.get("/documents")
def documents(request: Request, service: ServiceHere, asker: AskerHere) -> HTMLResponse:
    """Every official document, with its editions."""
    knowledge, language = service.knowledge(asker), _language_of(request)
    names = {organisation.id: organisation.name for organisation in knowledge.organisations}
    page = rendered(
        "documents.html",
        texts=service.answers.texts,
        language=language,
        switch_address=_address_in_other(request, language),
        documents=[document for document in knowledge.documents.values() if document.edition_of is None],
        names=names,
    )
    return HTMLResponse(page)


@pages.get("/documents/{id:path}")
def document(request: Request, id: str, service: ServiceHere, asker: AskerHere) -> HTMLResponse:  # noqa: A002
    """One document's text, with the stretch `start`..`end` marked."""
    knowledge, language = service.knowledge(asker), _language_of(request)
    found = document_with_id(knowledge, id)
    marked = _marked(request, len(found.text))
    names = {organisation.id: organisation.name for organisation in knowledge.organisations}
    page = rendered(
        "document.html",
        texts=service.answers.texts,
        language=language,
        switch_address=_address_in_other(request, language),
        document=found,
        names=names,
        marked=marked,
        body=document_html(found, marked),
    )
    return HTMLResponse(page)


def _marked(request: Request, length: int) -> Span | None:
    """The stretch in the address, where it is one of the document's."""
    start, end = (request.query_params.get(name, "") for name in ("start", "end"))
    if not all(each.isascii() and each.isdigit() and len(each) < 10 for each in (start, end)):  # noqa: PLR2004 (an offset)
        return None
    return Span(int(start), int(end)) if int(start) < int(end) <= length else None


@pages.get("/static/style.css")
async def style() -> Response:
    """The style sheet; its address changes with its content."""
    return Response(STYLE, media_type="text/css", headers=_FOR_LONG)


@pages.get("/static/icon.svg")
async def icon() -> Response:
    """The page's icon."""
    return Response(ICON, media_type="image/svg+xml", headers=_FOR_LONG)


def error_page(request: Request, status: int, _detail: str) -> Response:
    """What a browser sees when something went wrong: what to do, and nothing of the inside."""
    service: Service = request.app.state.service
    language = _language_of(request)
    page = rendered(
        "error.html",
        texts=service.answers.texts,
        language=language,
        switch_address=_address_in_other(request, language),
        message=f"error_{status}" if status in _EXPLAINED else "error_other",
    )
    return HTMLResponse(page, status_code=status)


def _address_in_other(request: Request, language: Language) -> str:
    """This page in the other language; after a POST, the front page."""
    other = Language.ENGLISH if language is Language.DANISH else Language.DANISH
    kept = {name: value for name, value in request.query_params.items() if name in ("start", "end")}
    return f"?{urlencode({**kept, 'lang': other.value})}"
