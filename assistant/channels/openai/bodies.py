"""
What OpenAI's clients send, as far as it can change an answer.

Owns reading messages in all their forms; what is not known is ignored, as the protocol has it.
A system or developer message is not obeyed: what may be said is the documents' to decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.errors import RequestInvalid
from assistant.question import Turn

__all__ = ["ChatBody", "MessageIn", "ResponsesBody", "StreamOptions", "turns_of"]

_OPEN = ConfigDict(extra="ignore", use_attribute_docstrings=True)
_MAX_MESSAGES = 1_000
_TEXT_PARTS = frozenset({"text", "input_text", "output_text"})


class MessageIn(BaseModel):
    """One message of a conversation."""

    model_config = _OPEN
    role: str = "user"
    """"user" or "assistant"; messages of other roles are not taken in."""
    content: str | list[dict[str, Any]] | None = None
    """Text, or parts of which those of a text type count."""


class StreamOptions(BaseModel):
    """How a stream ends."""

    model_config = _OPEN
    include_usage: bool | None = None
    """Whether a last piece tells of tokens: none were used."""


class ChatBody(BaseModel):
    """A chat to be gone on with."""

    model_config = ConfigDict(
        **_OPEN,
        json_schema_extra={
            "example": {"model": "rettesnor", "messages": [{"role": "user", "content": "Hvad er SSI's mission?"}]}
        },
    )
    messages: list[MessageIn] = Field(min_length=1, max_length=_MAX_MESSAGES)
    """The conversation, oldest first; the last message of the user is the question."""
    model: str | None = None
    """Whatever is named, Rettesnor answers."""
    stream: bool | None = None
    """Whether the answer comes as server-sent events."""
    stream_options: StreamOptions | None = None


class ResponsesBody(BaseModel):
    """A question in the newer form."""

    model_config = ConfigDict(
        **_OPEN, json_schema_extra={"example": {"model": "rettesnor", "input": "Hvad er SSI's mission?"}}
    )
    input: str | list[MessageIn] = Field(max_length=200_000)
    """The question, or a conversation, oldest first."""
    model: str | None = None
    """Whatever is named, Rettesnor answers."""
    stream: bool | None = None
    """Whether the answer comes as server-sent events."""
    previous_response_id: str | None = None
    """Refused: nothing is kept on the server, so send the conversation."""


def turns_of(messages: Sequence[MessageIn]) -> tuple[tuple[Turn, ...], str]:
    """
    The conversation before the question, and the question: the last message of the user.

    Raises:
        RequestInvalid: If there is no message of the user.
    """
    turns = [Turn(role=each.role, content=_text(each)) for each in messages if each.role in ("user", "assistant")]
    while turns and turns[-1].role != "user":
        turns.pop()
    if not turns:
        msg = 'There is no message of the user; send at least one with "role": "user".'
        raise RequestInvalid(msg, field="messages")
    return tuple(turns[:-1]), turns[-1].content


def _text(message: MessageIn) -> str:
    if message.content is None or isinstance(message.content, str):
        return message.content or ""
    parts = [part.get("text") for part in message.content if part.get("type") in _TEXT_PARTS]
    return "\n".join(part for part in parts if isinstance(part, str))
