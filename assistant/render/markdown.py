"""
An answer as Markdown, and the same as plain text for a terminal.

Owns the two forms and the escaping of verbatim words inside Markdown;
leaves the words to the answerers, and HTML to `assistant.render.html`.
"""

from __future__ import annotations

import re
import textwrap

from assistant.answer import Answer, Citation

__all__ = ["answer_plain", "escape_markdown", "plain_text", "safe_markdown", "wrapped"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>~|])")
_LINE_START = re.compile(r"^(\s*)(\d*)([#+\-=]|(?<=\d)[.)])", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=\S)(.+?)(?<=[^\s\\])\1(?![\w*])")
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_HARD_BREAK = re.compile(r"(?:\\| {2,})$", re.MULTILINE)
_ITEM = re.compile(r"\s*(?:>\s?)*(?:(?:[-*+•]|\d+[.)])\s+)?")
_HELD = "\ue000"
"""Stands for an escaped character while marks are removed (private use: in no document's wording)."""


def answer_plain(answer: Answer, *, width: int | None = None) -> str:
    """The answer for reading in a terminal, options numbered, lines no longer than `width` where words allow it."""
    lines = [plain_text(safe_markdown(answer))]
    if answer.options:
        lines += ["", *(f"{n}) {option.label}" for n, option in enumerate(answer.options, start=1))]
    text = "\n".join(lines)
    return text if width is None else wrapped(text, width=width)


def escape_markdown(words: str) -> str:
    """Verbatim words as Markdown that reads back as exactly them; newlines stay newlines."""
    return _LINE_START.sub(r"\1\2\\\3", _SPECIAL.sub(r"\\\1", words)).replace("&", "&amp;")


def safe_markdown(answer: Answer) -> str:
    """The answer's Markdown with every quotation escaped that stands in it as shown, so that its marks are kept."""
    quotes = {words for citation in answer.citations for words in (citation.shown, _translated(citation))}
    text = answer.text
    for words in sorted(quotes, key=len, reverse=True):
        escaped = escape_markdown(words)
        if escaped != words and escaped not in text:
            text = text.replace(words, escaped)
    return text


def _translated(citation: Citation) -> str:
    return citation.translation.shown if citation.translation else ""


def plain_text(markdown: str) -> str:
    """Markdown without its marks: emphasis, headings, links (address in brackets), hard breaks, escapes."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[1])
        return _HELD

    text = _ESCAPED.sub(hold, _HARD_BREAK.sub("", markdown))
    text = _HEADING.sub("", _LINK.sub(r"\1 (\2)", text))
    text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))
    text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    return re.sub(_HELD, lambda _: held.pop(0), text) if held else text


def wrapped(text: str, *, width: int) -> str:
    """Each line broken at `width`; what continues an item or a quotation is set in like it."""
    lines = []
    for line in text.split("\n"):
        lead = _ITEM.match(line)
        marker = lead[0] if lead else ""
        indent = marker if ">" in marker else " " * len(marker)
        lines.append(
            textwrap.fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
            if line.strip()
            else ""
        )
    return "\n".join(lines)
