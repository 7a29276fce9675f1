"""
The seam to a language model: messages in, pieces of a reply out.

Owns `ChatModel` and its messages; leaves the client to `assistant.generation.llama`,
time limits and limits of use to `assistant.generation.limits`.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

__all__ = ["ChatModel", "Message"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a conversation with a model."""

    role: Literal["system", "user"]
    content: str


class ChatModel(Protocol):
    """A language model. It is given no tools: text is all that comes back, and nothing it says is carried out."""

    @property
    def name(self) -> str:
        """The model's name, as the answer's record and the notice give it."""

    @property
    def place(self) -> str:
        """Where it runs: the host of its address, or the class that reaches it."""

    def reply(self, messages: Sequence[Message]) -> Generator[str]:
        """
        The reply in pieces, as they come.

        Raises:
            ModelFailed: If there is no reply, or it breaks off; pieces given before stay given.
        """
