"""
Statements of bodies that no document is of: their mission, strategy or goals are not told by ours.

Owns telling that a question asks for one; leaves people of other bodies to `assistant.answering.prose.people`.
"""

from __future__ import annotations

import re

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.finding.absence import nothing_found
from ingest.lexical import fold

__all__ = ["answer_of_strangers"]

_STATEMENT = (
    r"(?:mission|vision|strateg(?:i|y)|v(?:ae|a)rdi(?:er)?|values?|(?:resultat|handlings?)?plan|goals?|objectives?|targets?"
    r"|mal|formal|purpose|princip(?:per)?|principles?|kerneopgaver|core tasks|egenskaber|budget)"
)
"""What an organisation says of itself (folded)."""
_DANISH_BODY = (
    r"\w{4,}(?:styrelsen?|ministeriet|direktoratet|agenturet|instituttet|tilsynet|forvaltningen|universitet(?:et)?"
    r"|naevnet|(?<!om)radet)"
)
"""A body by a name of one word (folded); "styrelsen" alone is the one spoken of, and "skatteområdet" is no council."""
_KIND = r"(?:Agency|Authority|Ministry|University|Court|Council|Board|Commission|Institute|Department)"
_ENGLISH_BODY = (
    rf"(?:[A-ZÆØÅ][\w-]+\s){{1,4}}(?:{_KIND}|[Uu]niversitet)"
    rf"|{_KIND}\sof\s(?:the\s)?[A-ZÆØÅ]\w+(?:\s(?:and\s)?[A-ZÆØÅ]\w+)*"
)
"""A body by a name of several words, as printed."""
_ENDING = r"(?:en|et|erne|ene)?"
_OURS = r"(?<!vores )(?<!our )"
_OF = r"(?:i|hos|fra|for|of|at|in)\s(?:the\s)?"
_OF_DANISH = re.compile(
    rf"\b(?P<whose>{_DANISH_BODY})s? (?:\w+ ){{0,2}}?{_STATEMENT}{_ENDING}\b"
    rf"|{_OURS}\b{_STATEMENT}{_ENDING}\s{_OF}(?P<of>{_DANISH_BODY})\b"
)
_OF_ENGLISH = re.compile(
    rf"\b(?P<whose>{_ENGLISH_BODY})(?:['’]s|s['’]?)?\s(?:\w+\s){{0,2}}?(?i:{_STATEMENT}){_ENDING}\b"
    rf"|{_OURS}\b(?i:{_STATEMENT}){_ENDING}\s{_OF}(?P<of>{_ENGLISH_BODY})"
)


def answer_of_strangers(context: Context) -> Draft | None:
    """That a body whose statement is asked for has no document here; None for any other question."""
    inquiry = context.inquiry
    if inquiry.named or inquiry.has("define", "milestone"):
        return None
    text = inquiry.search_text  # without the organisations that documents are of
    found = _OF_DANISH.search(fold(text)) or _OF_ENGLISH.search(text)
    if found is None:
        return None
    body = (found["whose"] or found["of"]).strip()
    return nothing_found(context, Kind.PASSAGE, missing=f"“{_as_printed(body, text)}”")


def _as_printed(body: str, text: str) -> str:
    """A body as the question prints it, which folding has spelt otherwise, without the s of a genitive."""
    folded = fold(body)
    word = next((each for each in re.findall(r"[\w-]+", text) if fold(each).startswith(folded)), None)
    return word[: len(word) - len(fold(word)) + len(folded)] if word and " " not in body else body
