"""
How words of a case and words of an answer are compared, and what an answer shows as verbatim.

Owns what comparison ignores (case, white space, Markdown marks, never words), and where a form may begin and end;
leaves what is compared with what to `evals.metrics`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["alternatives", "end_of", "normalised", "quotations", "says", "shown_forms", "without_quotations"]

_MARKS = re.compile(r"(?<!\\)(\*\*?|`|(?<!\w)_(?=\S)|(?<=\S)_(?!\w))")
_CITATION_MARKS = re.compile(r"(?:[ \t]?\[\d+\](?!\())+")
_ESCAPES = re.compile(r"\\([\\`*_{}\[\]<>()#+\-.!|~&\"'])")
_LINE_MARKER = re.compile(r"^(?:[-•*+]|\d+[.)]?)[ \t]+")
_GUILLEMETS = re.compile(r"»([^«»]*)«")


def normalised(text: str) -> str:
    """`text` as it is compared: lower case, single spaces, dashes alike, without Markdown and citation marks."""
    text = _CITATION_MARKS.sub("", unicodedata.normalize("NFC", text))
    text = _ESCAPES.sub(r"\1", _MARKS.sub("", text))
    text = re.sub("[‐-―]", "-", text)
    return " ".join(text.split()).casefold()


def alternatives(words: str) -> tuple[str, ...]:
    """The forms of `words`, normalised: those between its bars, any of which will do."""
    return tuple(normalised(form) for form in words.split("|"))


def says(words: str, text: str) -> bool:
    """Whether the normalised `text` holds one of the forms of `words`."""
    return any(end_of(form, text) is not None for form in alternatives(words))


def end_of(form: str, text: str, start: int = 0) -> int | None:
    """Where the first `form` in `text` from `start` on ends; both normalised. A number must be a whole one."""
    found = _pattern(form).search(text, start)
    return found.end() if found else None


@lru_cache(maxsize=8192)
def _pattern(form: str) -> re.Pattern[str]:
    # "5" is no part of "2025"; a word may stand within another, because Danish writes compounds as one.
    before = r"(?<!\d)" if form[:1].isdigit() else ""
    after = r"(?!\d)" if form[-1:].isdigit() else ""
    return re.compile(before + re.escape(form) + after)


def quotations(text: str) -> tuple[str, ...]:
    """What a Markdown text shows as verbatim: »…« and each line of a block quotation, white space made single."""
    shown = [match[1] for match in _GUILLEMETS.finditer(text)]
    for line in text.splitlines():
        if line.lstrip().startswith(">"):
            inner = _LINE_MARKER.sub("", _CITATION_MARKS.sub("", line).strip(" \t>"))
            shown += [] if "»" in inner else [inner]
    return tuple(" ".join(each.split()) for each in shown if each.strip())


def without_quotations(text: str) -> str:
    """`text` without what it shows as verbatim."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith(">"))
    return _GUILLEMETS.sub(" ", "\n".join(lines))


def shown_forms(shown: str) -> tuple[str, str, str]:
    """How a quotation in Markdown may stand in the document: as it is, unescaped, without emphasis."""
    plain = _ESCAPES.sub(r"\1", shown)
    return shown, plain, _MARKS.sub("", shown)
