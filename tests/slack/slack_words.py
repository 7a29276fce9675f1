"""What a person reads in a message of Slack's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["words_of"]


def words_of(message: Mapping[str, Any]) -> str:
    """Everything a person reads in the message's blocks."""
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("text"), str):
                found.append(value["text"])
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)

    walk(message["blocks"])
    return "\n".join(found)
