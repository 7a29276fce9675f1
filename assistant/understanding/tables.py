"""
The word tables beside these modules, read once.

Owns their three forms, words, phrases and "key: words", with lines of "#" for the reader;
leaves what a table means to the module that asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

__all__ = ["keyed_words", "phrases", "words"]


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of the table `name`, in the order of the file."""
    return tuple(word for line in _lines(name) for word in line.split())


@cache
def phrases(name: str) -> tuple[str, ...]:
    """The phrases of the table `name`, one of each line, in the order of the file."""
    return _lines(name)


@cache
def keyed_words(name: str) -> Mapping[str, tuple[str, ...]]:
    """The words of each key of the table `name`; the lines of one key stand together."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _lines(name):
        key, _, rest = line.partition(": ")
        found[key] = (*found.get(key, ()), *rest.split())
    return MappingProxyType(found)


def _lines(name: str) -> tuple[str, ...]:
    lines = Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
