"""
The routes of OpenAI's protocol: models, chat completions, responses.

Owns translating a conversation into one question and its answer into a message; leaves the forms to its neighbours.
"""

from __future__ import annotations

import secrets
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from assistant.answer import Answer, Sentence
from assistant.channels.http.events import Event, event_stream
from assistant.channels.http.schema import documented_openai
from assistant.channels.openai.bodies import ChatBody, MessageIn, ResponsesBody, turns_of
from assistant.channels.openai.envelopes import (
    MODEL,
    Ending,
    Envelope,
    chat_chunks,
    chat_completion,
    model_card,
    response_events,
    response_object,
    whole,
)
from assistant.channels.openai.errors import openai_error
from assistant.channels.openai.housekeeping import housekeeping_reply
from assistant.channels.requests import make_question
from assistant.channels.service import AskerHere, Service, ServiceHere
from assistant.channels.shown import Added, Replaced, shown
from assistant.errors import NotFound, RequestInvalid
from assistant.question import Asker
from assistant.render.json import dump
from assistant.render.openai import Message, answer_message, following

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
def model(id: str, service: ServiceHere, _asker: AskerHere) -> Response:
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
def chat_completions(
    body: ChatBody, service: ServiceHere, asker: AskerHere, base_url: BaseUrlHere, request: Request
) -> Response:
    """Answer the last message of the user in OpenAI's form, the sources numbered in the text and as annotations."""
    envelope, said = _envelope(service, body.model), _said(body.messages, service, asker, base_url=base_url)
    if not body.stream:
        message, envelope = _whole(said, envelope)
        return _respond(chat_completion(message, envelope))
    with_usage = bool(body.stream_options and body.stream_options.include_usage)
    return event_stream(_chat_events(said, envelope, with_usage=with_usage), request, failed=_failed)


def _chat_events(said: Iterator[str | Ending], envelope: Envelope, *, with_usage: bool) -> Generator[Event]:
    for chunk in chat_chunks(said, envelope, with_usage=with_usage):
        yield None, dump(chunk)
    yield None, "[DONE]"


@openai.post(
    "/responses",
    summary="The answer, as a response",
    **documented_openai("response", refusals=(400, 415, 503), streams=True),
)
def responses(
    body: ResponsesBody, service: ServiceHere, asker: AskerHere, base_url: BaseUrlHere, request: Request
) -> Response:
    """Answer in the newer of OpenAI's forms, the sources numbered in the text and as annotations."""
    if body.previous_response_id is not None:
        msg = "Nothing is kept on the server, so there is no previous response; send the conversation as input."
        raise RequestInvalid(msg, field="previous_response_id")
    messages = [MessageIn(content=body.input)] if isinstance(body.input, str) else body.input
    envelope, said = _envelope(service, body.model), _said(messages, service, asker, base_url=base_url)
    if not body.stream:
        message, envelope = _whole(said, envelope)
        return _respond(response_object(message, envelope))
    events = ((event["type"], dump(event)) for event in response_events(said, envelope))
    return event_stream(events, request, failed=_failed)


def _failed(detail: str) -> Event:
    return None, dump(openai_error(500, detail))


def _said(messages: Sequence[MessageIn], service: Service, asker: Asker, *, base_url: str) -> Iterator[str | Ending]:
    """What is said to the last message: its words as they come, at last all of them."""
    history, text = turns_of(messages)
    chore = housekeeping_reply(history, text)
    if chore is not None:
        return whole(Message(text=chore), None)
    question = make_question(
        text,
        settings=service.settings,
        clock=service.clock,
        knowledge=lambda: service.knowledge(asker),
        history=history,
    )
    return _in_pieces(service.answers.stream(question, asker), base_url)


def _in_pieces(events: Iterator[Sentence | Answer], base_url: str) -> Iterator[str | Ending]:
    """An answer's words as they come. The protocol cannot take words back: what must be replaced is followed."""
    sent, is_followed = "", False
    for event in shown(events, text_of=lambda answer: answer_message(answer, base_url=base_url).text):
        match event:
            case Added(text):
                sent += text
                yield text
            case Replaced(text):
                is_followed = True
                yield f"\n\n{text}"
            case answer:
                message = answer_message(answer, base_url=base_url)
                yield Ending(message=following(sent, message) if is_followed else message, answer=answer.id)


def _whole(said: Iterator[str | Ending], envelope: Envelope) -> tuple[Message, Envelope]:
    end = next(piece for piece in said if isinstance(piece, Ending))
    return end.message, replace(envelope, answer=end.answer)


def _envelope(service: Service, model: str | None) -> Envelope:
    return Envelope(id=secrets.token_hex(12), created=_now(service), model=model or MODEL, answer=None)


def _now(service: Service) -> int:
    return int(service.clock().timestamp())


def _respond(value: dict[str, Any] | Iterable[object]) -> Response:
    return Response(dump(value), media_type="application/json")
