"""
The routes of OpenAI's protocol: models, chat completions, responses.

Owns translating a conversation into one question and its answer into a message; leaves the forms to its neighbours.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from assistant.channels.http.events import event_stream
from assistant.channels.http.schema import documented_openai
from assistant.channels.openai.bodies import ChatBody, MessageIn, ResponsesBody, turns_of
from assistant.channels.openai.envelopes import (
    MODEL,
    Envelope,
    chat_chunks,
    chat_completion,
    model_card,
    response_events,
    response_object,
)
from assistant.channels.openai.housekeeping import housekeeping_reply
from assistant.channels.requests import make_question
from assistant.channels.service import AskerHere, Service, ServiceHere
from assistant.errors import NotFound, RequestInvalid
from assistant.question import Asker
from assistant.render.json import dump
from assistant.render.openai import Message, answer_message

__all__ = ["openai"]

openai = APIRouter(prefix="/v1", tags=["openai"])


async def _base_url(request: Request, service: ServiceHere) -> str:
    """Where people reach this server: as set, else as this request did (its Host has been checked)."""
    return service.settings.public_url or str(request.base_url)


BaseUrlHere = Annotated[str, Depends(_base_url)]


@openai.get("/models", summary="The models: one", **documented_openai("model list", refusals=()))
def models(service: ServiceHere, _asker: AskerHere) -> Response:
    """List the one model there is, in OpenAI's form."""
    return _respond({"object": "list", "data": [model_card(_now(service))]})


@openai.get("/models/{id}", summary="One model", **documented_openai("model", refusals=(404,)))
def model(id: str, service: ServiceHere, _asker: AskerHere) -> Response:  # noqa: A002 (the protocol's name)
    """Give the model, in OpenAI's form."""
    if id != MODEL:
        msg = f"There is no such model; the one there is is called {MODEL!r}."
        raise NotFound(msg, field="model")
    return _respond(model_card(_now(service)))


@openai.post(
    "/chat/completions",
    summary="The answer, as a chat completion",
    **documented_openai("chat.completion", refusals=(400, 415, 503), streams=True),
)
def chat_completions(body: ChatBody, service: ServiceHere, asker: AskerHere, base_url: BaseUrlHere) -> Response:
    """Answer the last message of the user in OpenAI's form, the sources numbered in the text and as annotations."""
    message, envelope = _said(body.messages, service, asker, base_url=base_url, model=body.model)
    if not body.stream:
        return _respond(chat_completion(message, envelope))
    with_usage = bool(body.stream_options and body.stream_options.include_usage)
    chunks = [dump(chunk) for chunk in chat_chunks(message, envelope, with_usage=with_usage)]
    return event_stream([*((None, chunk) for chunk in chunks), (None, "[DONE]")])


@openai.post(
    "/responses",
    summary="The answer, as a response",
    **documented_openai("response", refusals=(400, 415, 503), streams=True),
)
def responses(body: ResponsesBody, service: ServiceHere, asker: AskerHere, base_url: BaseUrlHere) -> Response:
    """Answer in the newer of OpenAI's forms, the sources numbered in the text and as annotations."""
    if body.previous_response_id is not None:
        msg = "Nothing is kept on the server, so there is no previous response; send the conversation as input."
        raise RequestInvalid(msg, field="previous_response_id")
    messages = [MessageIn(content=body.input)] if isinstance(body.input, str) else body.input
    message, envelope = _said(messages, service, asker, base_url=base_url, model=body.model)
    if not body.stream:
        return _respond(response_object(message, envelope))
    return event_stream([(event["type"], dump(event)) for event in response_events(message, envelope)])


def _said(
    messages: Sequence[MessageIn], service: Service, asker: Asker, *, base_url: str, model: str | None
) -> tuple[Message, Envelope]:
    history, text = turns_of(messages)
    chore = housekeeping_reply(history, text)
    if chore is not None:
        return Message(text=chore), _envelope(service, model, answer=None)
    question = make_question(
        text,
        settings=service.settings,
        clock=service.clock,
        knowledge=lambda: service.knowledge(asker),
        history=history,
    )
    answer = service.answers.ask(question, asker)
    return answer_message(answer, base_url=base_url), _envelope(service, model, answer=answer.id)


def _envelope(service: Service, model: str | None, *, answer: str | None) -> Envelope:
    return Envelope(id=secrets.token_hex(12), created=_now(service), model=model or MODEL, answer=answer)


def _now(service: Service) -> int:
    return int(service.clock().timestamp())


def _respond(value: dict[str, Any] | Iterable[object]) -> Response:
    return Response(dump(value), media_type="application/json")
