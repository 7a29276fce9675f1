"""
An answer as a message of OpenAI's protocol: Markdown with numbered sources, and the same sources as annotations.

Owns the message's words and where its marks stand; leaves the envelopes to `assistant.channels.openai`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from assistant.answer import Answer, Citation
from assistant.render.markdown import safe_markdown

__all__ = ["Message", "UrlCitation", "answer_message", "following"]

_MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlCitation:
    """One place in the message that a source stands behind."""

    start: int
    """First code point of the mark in the message."""
    end: int
    """One past its last."""
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What the assistant says."""

    text: str
    """Markdown."""
    citations: tuple[UrlCitation, ...] = ()
    """In the order of their marks."""


def answer_message(answer: Answer, *, base_url: str) -> Message:
    """
    The answer with what a chat program has no fields for: what to ask to choose an option, and its sources' addresses.

    The addresses are Markdown link definitions, so that [1] can be followed where Markdown is shown.
    """
    text = safe_markdown(answer)
    if answer.options:
        text += "\n\n" + "\n".join(f"- {option.question}" for option in answer.options)
    places = {citation.n: citation for citation in answer.citations}
    marks = [found for found in _MARK.finditer(text) if int(found[1]) in places]
    citations = tuple(_url_citation(found, places[int(found[1])], base_url) for found in marks)
    definitions = [f"[{citation.n}]: {_source_url(citation, base_url=base_url)}" for citation in answer.citations]
    return Message(text="\n\n".join(filter(None, (text, "\n".join(definitions)))), citations=citations)


def following(before: str, message: Message) -> Message:
    """`message` after words that were sent before it, as one."""
    gap = f"{before}\n\n"
    moved = (replace(each, start=each.start + len(gap), end=each.end + len(gap)) for each in message.citations)
    return Message(text=gap + message.text, citations=tuple(moved))


def _source_url(citation: Citation, *, base_url: str) -> str:
    """Where the quotation can be seen in its document, on the server at `base_url`."""
    query = urlencode({"start": citation.start, "end": citation.end})
    return f"{base_url.rstrip('/')}/documents/{quote(citation.document)}?{query}#quote"


def _url_citation(found: re.Match[str], citation: Citation, base_url: str) -> UrlCitation:
    title = " › ".join((citation.title, *citation.section))
    return UrlCitation(start=found.start(), end=found.end(), title=title, url=_source_url(citation, base_url=base_url))
