"""
Front matter: what a Markdown file says about itself above its text, for Hugo, MkDocs, Jekyll or GitBook.

Owns finding and reading that block, YAML between `---` or TOML between `+++`;
leaves which lines it covers in the tree to `ingest.parsers.pieces`.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["FrontMatter", "read_front"]

MAX_CHARS = 10_000
_BLOCK = re.compile(
    r"\s*(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)\r?\n(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What it says; None where it says nothing."""

    title: str | None = None
    language: str | None = None
    """Two letters."""
    published: dt.date | None = None
    is_draft: bool = False


def read_front(text: str) -> FrontMatter:
    """The front matter of a document; empty where it has none or it cannot be read."""
    found = _BLOCK.match(text[:MAX_CHARS])
    said = _said(found["fence"], found["body"]) if found else {}
    title, language = said.get("title"), said.get("lang", said.get("language", said.get("locale")))
    day = said.get("date", said.get("published"))
    return FrontMatter(
        title=title.strip() or None if isinstance(title, str) else None,
        language=language[:2].lower() if isinstance(language, str) else None,
        published=day.date() if isinstance(day, dt.datetime) else day if isinstance(day, dt.date) else None,
        is_draft=said.get("draft") is True
        or said.get("published") is False
        or said.get("status") in {"draft", "kladde"},
    )


def _said(fence: str, body: str) -> Mapping[str, Any]:
    if fence == "+++":
        try:
            return tomllib.loads(body)
        except tomllib.TOMLDecodeError:
            return {}
    from ingest.yaml_text import parse_yaml  # most documents have no front matter

    try:
        said = parse_yaml(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
