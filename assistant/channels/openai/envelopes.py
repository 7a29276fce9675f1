"""
The envelopes that a message travels in: a chat completion, a response, and the events of both as streams.

Owns their fields; leaves the message to `assistant.render.openai`. No model is used, so no tokens are.

Source: the types of the official Python client, https://github.com/openai/openai-python.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.render.openai import Message, UrlCitation

__all__ = [
    "MODEL",
    "Ending",
    "Envelope",
    "chat_chunks",
    "chat_completion",
    "model_card",
    "response_events",
    "response_object",
    "whole",
]

MODEL = "rettesnor"
_CHAT_USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
_USAGE = {
    "input_tokens": 0,
    "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
    "output_tokens": 0,
    "output_tokens_details": {"reasoning_tokens": 0},
    "total_tokens": 0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What stands around one message."""

    id: str
    """Twenty-four hexadecimal digits, another for each message."""
    created: int
    """Seconds since 1970."""
    model: str
    """As the client named it."""
    answer: str | None
    """The answer's id, for feedback on it; None where the message is no answer, or none yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The end of a message that came in pieces."""

    message: Message
    """All of it."""
    answer: str | None
    """The answer's id."""


def model_card(created: int) -> dict[str, Any]:
    """The one model there is."""
    return {"id": MODEL, "object": "model", "created": created, "owned_by": MODEL}


def chat_completion(message: Message, envelope: Envelope) -> dict[str, Any]:
    """The whole message as a chat completion."""
    said = {
        "role": "assistant",
        "content": message.text,
        "refusal": None,
        "annotations": _chat_annotations(message),
    }
    return {
        **_chat_head(envelope, "chat.completion"),
        "choices": [{"index": 0, "message": said, "logprobs": None, "finish_reason": "stop"}],
        "usage": _CHAT_USAGE,
    }


def whole(message: Message, answer: str | None) -> Iterator[str | Ending]:
    """A message that is there already, as a stream would bring it: line by line."""
    yield from message.text.splitlines(keepends=True)
    yield Ending(message=message, answer=answer)


def chat_chunks(said: Iterable[str | Ending], envelope: Envelope, *, with_usage: bool) -> Iterator[dict[str, Any]]:
    """A message as the chunks of a stream, as its words come; the sources come with its end."""
    head = _chat_head(envelope, "chat.completion.chunk")

    def chunk(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        return {**head, "choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}]}

    yield chunk({"role": "assistant", "content": ""})
    for piece in said:
        if isinstance(piece, str):
            yield chunk({"content": piece})
            continue
        head = _chat_head(replace(envelope, answer=piece.answer), "chat.completion.chunk")
        if piece.message.citations:
            yield chunk({"annotations": _chat_annotations(piece.message)})
    yield chunk({}, "stop")
    if with_usage:
        yield {**head, "choices": [], "usage": _CHAT_USAGE}


def response_object(message: Message | None, envelope: Envelope) -> dict[str, Any]:
    """The message as a response; without one, the response before it is written."""
    return {
        "id": f"resp_{envelope.id}",
        "object": "response",
        "created_at": envelope.created,
        "status": "completed" if message else "in_progress",
        "model": envelope.model,
        "output": [_item(message, envelope)] if message else [],
        "error": None,
        "incomplete_details": None,
        "instructions": None,
        "metadata": {},
        "parallel_tool_calls": False,
        "temperature": None,
        "tool_choice": "none",
        "tools": [],
        "top_p": None,
        "usage": _USAGE if message else None,
        "rettesnor": {"answer": envelope.answer},
    }


def response_events(said: Iterable[str | Ending], envelope: Envelope) -> Iterator[dict[str, Any]]:
    """A response as the events of a stream, numbered, as its words come."""
    for number, event in enumerate(_events(said, envelope)):
        yield {**event, "sequence_number": number}


def _events(said: Iterable[str | Ending], envelope: Envelope) -> Iterator[dict[str, Any]]:
    empty = {**_item(Message(text=""), envelope), "status": "in_progress", "content": []}
    place = {"item_id": empty["id"], "output_index": 0, "content_index": 0}
    begun = response_object(None, envelope)
    yield {"type": "response.created", "response": begun}
    yield {"type": "response.in_progress", "response": begun}
    yield {"type": "response.output_item.added", "output_index": 0, "item": empty}
    yield {"type": "response.content_part.added", **place, "part": _part(Message(text=""))}
    for piece in said:
        if isinstance(piece, str):
            yield {"type": "response.output_text.delta", **place, "delta": piece, "logprobs": []}
        else:
            yield from _ended(piece.message, replace(envelope, answer=piece.answer), place)


def _ended(message: Message, envelope: Envelope, place: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    item, part = _item(message, envelope), _part(message)
    for number, annotation in enumerate(part["annotations"]):
        added = {"annotation_index": number, "annotation": annotation}
        yield {"type": "response.output_text.annotation.added", **place, **added}
    yield {"type": "response.output_text.done", **place, "text": message.text, "logprobs": []}
    yield {"type": "response.content_part.done", **place, "part": part}
    yield {"type": "response.output_item.done", "output_index": 0, "item": item}
    yield {"type": "response.completed", "response": response_object(message, envelope)}


def _chat_head(envelope: Envelope, kind: str) -> dict[str, Any]:
    return {
        "id": f"chatcmpl-{envelope.id}",
        "object": kind,
        "created": envelope.created,
        "model": envelope.model,
        "rettesnor": {"answer": envelope.answer},
    }


def _chat_annotations(message: Message) -> list[dict[str, Any]]:
    return [{"type": "url_citation", "url_citation": _fields(each)} for each in message.citations]


def _item(message: Message, envelope: Envelope) -> dict[str, Any]:
    return {
        "id": f"msg_{envelope.id}",
        "type": "message",
        "role": "assistant",
        "status": "completed",
        "content": [_part(message)],
    }


def _part(message: Message) -> dict[str, Any]:
    annotations = [{"type": "url_citation", **_fields(each)} for each in message.citations]
    return {"type": "output_text", "text": message.text, "annotations": annotations, "logprobs": []}


def _fields(citation: UrlCitation) -> dict[str, Any]:
    return {
        "start_index": citation.start,
        "end_index": citation.end,
        "title": citation.title,
        "url": citation.url,
    }
