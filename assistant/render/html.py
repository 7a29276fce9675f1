"""
An answer's Markdown as safe HTML.

Owns what of Markdown is allowed, the links from citation marks to sources, and the language of quotations;
leaves the page around it to `assistant.channels.web`.
HTML in the Markdown is shown as text; links go to http(s) or relative addresses only; images are not loaded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from assistant.answer import Answer
from assistant.render.markdown import safe_markdown

__all__ = ["answer_html", "is_safe_link", "markdown_html"]

_MARK = re.compile(r"\[(\d{1,3})\]")
_WEB = re.compile(r"https?://[^/?#\[\]]", re.IGNORECASE)


def answer_html(answer: Answer) -> str:
    """The answer's text as HTML: [n] links to `#source-n`, quotations carry their language."""
    quotes = {citation.shown: citation.language.value for citation in answer.citations}
    # A rendering is always in the answer's own language.
    quotes |= {each.translation.shown: answer.language.value for each in answer.citations if each.translation}
    return markdown_html(safe_markdown(answer), sources=len(answer.citations), quotes=quotes)


def markdown_html(markdown: str, *, sources: int = 0, quotes: Mapping[str, str] | None = None) -> str:
    """
    Markdown as HTML that is safe to put in a page.

    `sources` is how many citations there are: only marks [1] to [sources] become links.
    `quotes` gives the language of verbatim words: where they stand as whole words, they are marked with it.
    """
    environment = {"sources": sources, "quotes": _pattern(quotes or {}), "languages": dict(quotes or {})}
    return str(_parser().render(markdown, environment))


def is_safe_link(url: str) -> bool:
    """Whether a link may be followed from a page: http, https, or relative to the page."""
    if any(ord(char) <= ord(" ") or char == "\\" for char in url):
        return False
    before_path = re.split(r"[/?#]", url, maxsplit=1)[0]
    if ":" in before_path:
        return _WEB.match(url) is not None
    return not url.startswith("//")


def _pattern(quotes: Mapping[str, str]) -> re.Pattern[str] | None:
    words = sorted((quote for quote in quotes if quote.strip()), key=len, reverse=True)
    if not words:
        return None
    return re.compile(r"(?<!\w)(" + "|".join(re.escape(quote) for quote in words) + r")(?!\w)")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})
    parser.disable(["image", "reference", "html_block", "html_inline", "code", "lheading"])
    parser.enable("table")
    parser.validateLink = is_safe_link  # type: ignore[method-assign]  # the library's own way to set the rule
    parser.core.ruler.push("sources_and_quotes", _mark_up)
    return parser


def _mark_up(state: StateCore) -> None:
    """Replace citation marks and known quotations in the text tokens; runs last, when text is joined."""
    for token in state.tokens:
        if token.type != "inline" or not token.children:
            continue
        inside_link = 0
        children: list[Token] = []
        for child in token.children:
            inside_link += {"link_open": 1, "link_close": -1}.get(child.type, 0)
            marked = child.type == "text" and not inside_link
            children += _marked(child.content, state.env) if marked else [child]
        token.children = children


def _marked(text: str, environment: Mapping[str, Any]) -> list[Token]:
    pattern: re.Pattern[str] | None = environment["quotes"]
    if pattern is None:
        return _with_sources(text, environment["sources"])
    tokens: list[Token] = []
    for index, part in enumerate(pattern.split(text)):
        if index % 2:
            quoted = Token("quote_open", "span", 1, attrs={"lang": environment["languages"][part], "class": "quote"})
            tokens += [quoted, _text(part), Token("quote_close", "span", -1)]
        else:
            tokens += _with_sources(part, environment["sources"])
    return tokens


def _with_sources(text: str, sources: int) -> list[Token]:
    tokens: list[Token] = []
    done = 0
    for mark in _MARK.finditer(text):
        if not 1 <= int(mark[1]) <= sources:
            continue
        link = Token("link_open", "a", 1, attrs={"href": f"#source-{int(mark[1])}", "class": "cite"})
        tokens += [_text(text[done : mark.start()]), link, _text(mark[0]), Token("link_close", "a", -1)]
        done = mark.end()
    return [*tokens, _text(text[done:])]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
