"""
What one setting is, and how the values of settings are read.

Owns `Setting` and the readers of settings that serve; leaves which settings there are to `ingest.settings`.
Every reader raises ValueError, or KeyError, at what it cannot read.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["Network", "Setting", "count", "flag", "listed", "networks", "one_of", "positive", "text"]

PREFIX = "RETTESNOR_"
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
"""Addresses that begin alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting: how it is named, read and explained."""

    name: str
    """Lower-case; `RETTESNOR_` + upper-case in the environment, as it is in rettesnor.toml."""
    default: str
    """As it would be written in the environment; "" means not set."""
    read: Callable[[str], Any]
    wanted: str
    """What a good value looks like, for the error message."""
    help: str
    secret: bool = False

    @property
    def variable(self) -> str:
        """Its environment variable."""
        return PREFIX + self.name.upper()


def text(value: str) -> str:
    """As written."""
    return value


def flag(value: str) -> bool:
    """Whether it is on."""
    known = {"on": True, "true": True, "1": True, "yes": True, "off": False, "false": False, "0": False, "no": False}
    return known[value.strip().lower()]


def positive(value: str) -> int:
    """A whole number above 0."""
    number = int(value)
    if number < 1:
        raise ValueError(value)
    return number


def count(value: str) -> int:
    """A whole number, 0 or more."""
    number = int(value)
    if number < 0:
        raise ValueError(value)
    return number


def one_of(*words: str) -> Callable[[str], str]:
    """A reader of one of these words."""

    def read(value: str) -> str:
        if value not in words:
            raise ValueError(value)
        return value

    return read


def listed(value: str) -> tuple[str, ...]:
    """What stands between the commas, without the empty ones."""
    return tuple(word for part in value.split(",") if (word := part.strip()))


def networks(value: str) -> tuple[Network, ...]:
    """Addresses and networks between the commas."""
    return tuple(ipaddress.ip_network(word) for word in listed(value))
