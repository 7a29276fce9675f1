"""
Reading the files of journeys and lessons: YAML with a checked shape.

Owns `Entry`, which gives a mapping's values by kind and says where a wrong one stands;
leaves what the values mean to `lessons`, `journeys` and `references`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources.abc import Traversable
from typing import Any, NoReturn, TypeVar

from assistant.errors import OnboardingInvalid
from ingest.records import Language
from ingest.yaml_text import parse_yaml

__all__ = ["Entry", "read_entry"]

_Choice = TypeVar("_Choice", bound=StrEnum)


def read_entry(file: Traversable, *, name: str) -> Entry:
    """
    The mapping in a YAML file.

    Args:
        file: Where it is.
        name: How messages call it: its path below the folder of the material.

    Raises:
        OnboardingInvalid: If the file is no YAML, or holds no mapping.
    """
    try:
        found = parse_yaml(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        msg = f"{name} is missing; write it, or take it off the list that names it."
        raise OnboardingInvalid(msg) from error
    except (OSError, ValueError) as error:
        msg = f"{name} cannot be read as YAML ({error}); mend the line it names."
        raise OnboardingInvalid(msg) from error
    if not isinstance(found, dict):
        msg = f"{name} holds no mapping at its top; begin it with lines like 'id: employee'."
        raise OnboardingInvalid(msg)
    return Entry(values=found, place=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A mapping read from a file, with its place for messages."""

    values: Mapping[str, Any]
    place: str
    """Where it stands: "journeys/leader.yaml, step 'leader-bias'"."""

    def allow(self, *keys: str) -> Entry:
        """
        This entry, seen to have no other keys.

        Raises:
            OnboardingInvalid: If it has one; a misspelt key would silently say nothing.
        """
        unknown = sorted(str(key) for key in self.values if key not in keys)
        if unknown:
            self.refuse(f"{unknown[0]!r} is no key here; known are {', '.join(keys)}.")
        return self

    def refuse(self, what: str) -> NoReturn:
        """
        Say that something is wrong at this place.

        Raises:
            OnboardingInvalid: Always.
        """
        msg = f"{self.place}: {what}"
        raise OnboardingInvalid(msg)

    def has(self, key: str) -> bool:
        """Whether there is anything under `key`."""
        return self.values.get(key) is not None

    def text(self, key: str) -> str:
        """Words under `key`, trimmed."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            self.refuse(f"{key!r} is {value!r}, but must be text that is not empty.")
        return value.strip()

    def number(self, key: str, *, most: int = 10_000) -> int:
        """A whole number from 1 to `most` under `key`."""
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            self.refuse(f"{key!r} is {value!r}, but must be a whole number from 1 to {most}.")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false under `key`."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.refuse(f"{key!r} is {value!r}, but must be true or false.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words under `key`; empty where there is none."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            self.refuse(f"{key!r} is {value!r}, but must be a list of texts.")
        return tuple(each.strip() for each in value)

    def numbers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers under `key`; empty where there is none."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, int) for each in value):
            self.refuse(f"{key!r} is {value!r}, but must be a list of whole numbers.")
        return tuple(value)

    def choice(self, key: str, choices: type[_Choice]) -> _Choice:
        """One of the words of `choices` under `key`."""
        value = self.values.get(key)
        if value not in list(choices):
            self.refuse(f"{key!r} is {value!r}, but must be one of {', '.join(choices)}.")
        return choices(value)

    def said(self, key: str) -> Mapping[Language, str]:
        """Words in every language under `key`."""
        entry = self.entry(key).allow(*Language)
        return {language: entry.text(language.value) for language in Language}

    def said_if_any(self, key: str) -> Mapping[Language, str] | None:
        """As `said`; None where there is nothing."""
        return self.said(key) if self.has(key) else None

    def entry(self, key: str) -> Entry:
        """The mapping under `key`."""
        value = self.values.get(key)
        if not isinstance(value, dict):
            self.refuse(f"{key!r} is {value!r}, but must be a mapping.")
        return Entry(values=value, place=f"{self.place}, {key}")

    def entries(self, key: str) -> Iterator[Entry]:
        """The mappings listed under `key`, each called by its id or its number."""
        value = self.values.get(key, [])
        if not isinstance(value, Sequence) or not all(isinstance(each, dict) for each in value):
            self.refuse(f"{key!r} must be a list of mappings.")
        for number, each in enumerate(value, start=1):
            yield Entry(values=each, place=f"{self.place}, {key} {each.get('id', number)!r}")
