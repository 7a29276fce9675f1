"""
A chat model over any LlamaIndex `LLM`; by default `OpenAILike`, which speaks to every OpenAI-compatible endpoint.

Owns making the client from settings and translating its errors;
leaves deadlines, retries and caps to `assistant.generation.limits`.
"""

from __future__ import annotations

import importlib
from collections.abc import Generator, Sequence
from typing import Any

from assistant.errors import ModelFailed
from assistant.generation.chat import Message
from assistant.generation.notice import place_of
from ingest.errors import SettingInvalid
from ingest.settings import Settings

__all__ = ["LlamaModel", "load_model"]

OPENAI_LIKE = "llama_index.llms.openai_like:OpenAILike"
"""Azure OpenAI (its /openai/v1 address), Ollama, vLLM, Mistral: whatever has /chat/completions."""
_OF_FIRST_REQUEST = "openai.resources.chat.completions"
"""What its client else imports when it is first used: half a second that somebody's question would wait."""
TEMPERATURE = 0.0
MOST_TOKENS = 800
"""Of a reply: some sentences and glosses, never a page."""


class LlamaModel:
    """A LlamaIndex `LLM` as a `ChatModel`."""

    def __init__(self, llm: Any, *, name: str, place: str) -> None:
        self._llm = llm
        self.name = name
        self.place = place

    def reply(self, messages: Sequence[Message]) -> Generator[str]:
        """
        The reply in pieces, as they come.

        Raises:
            ModelFailed: If the client raises anything.
        """
        from llama_index.core.llms import ChatMessage  # heavy; only a configured model needs it

        asked = [ChatMessage(role=each.role, content=each.content) for each in messages]
        try:
            for piece in self._llm.stream_chat(asked):
                yield piece.delta or ""
        except Exception as error:  # (any LLM of LlamaIndex, and whatever its client raises)
            headers = getattr(getattr(error, "response", None), "headers", None) or {}
            msg = f"{self.name} gave no reply ({type(error).__name__})"
            raise ModelFailed(msg, retry_after_s=_seconds(headers.get("retry-after"))) from error


def load_model(settings: Settings) -> LlamaModel:
    """
    The model that `settings` name.

    Raises:
        SettingInvalid: If nothing says where it runs, or its class cannot be imported or does not take what the
            settings give.
    """
    if not settings.llm_class and not settings.llm_url:
        # LlamaIndex's client would send everything to OpenAI.
        msg = (
            f"RETTESNOR_LLM_MODEL is {settings.llm_model!r}, but nothing says where it runs; set RETTESNOR_LLM_URL to "
            "the address of its endpoint, such as http://127.0.0.1:11434/v1, or RETTESNOR_LLM_CLASS."
        )
        raise SettingInvalid(msg)
    module, _, name = (settings.llm_class or OPENAI_LIKE).partition(":")
    options: dict[str, Any] = {"model": settings.llm_model, "temperature": TEMPERATURE, "max_tokens": MOST_TOKENS}
    if not settings.llm_class:
        options |= {"is_chat_model": True, "max_retries": 0, "timeout": float(settings.llm_timeout_s)}
    if settings.llm_url:
        options["api_base"] = settings.llm_url
    if settings.llm_key or not settings.llm_class:
        options["api_key"] = settings.llm_key or "none"
    try:
        if not settings.llm_class:
            importlib.import_module(_OF_FIRST_REQUEST)
        llm = getattr(importlib.import_module(module), name)(**options)
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        msg = (
            f"RETTESNOR_LLM_CLASS is {settings.llm_class or OPENAI_LIKE!r}, which gives no model ({error}); "
            "write module:Class of an installed LlamaIndex LLM, or remove it for any OpenAI-compatible endpoint."
        )
        raise SettingInvalid(msg) from error
    return LlamaModel(llm, name=settings.llm_model, place=place_of(settings))


def _seconds(value: str | None) -> float | None:
    """A Retry-After in seconds; None for a date or nothing."""
    return float(value) if value and value.isdecimal() else None
