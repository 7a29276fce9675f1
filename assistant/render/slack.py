"""
An answer as Slack blocks, and as the plain text that notifications and screen readers get.

Owns the form of the message and Slack's limits on it; leaves posting it to `assistant.channels.slack`.
The wording stands in rich text and plain text, which Slack shows as they are: no word of a document can become a
mention, a link or a mark. Only the top-level text is parsed by Slack, and only that is escaped.
"""

from __future__ import annotations

import calendar
import datetime as dt
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlencode

from assistant.answer import Answer, Citation
from assistant.render.markdown import answer_plain, safe_markdown
from assistant.render.slack_text import Piece, pieces, rich_text_blocks
from assistant.texts import Texts
from ingest.records import Language

__all__ = ["ASK_ACTION", "MAX_CHARS", "blocks", "escaped", "fallback_text", "plain_context"]

Block = dict[str, Any]

ASK_ACTION = "ask"
"""`action_id` of a button that asks its value begins with this."""
MAX_CHARS = 10_900
"""
Characters of a whole message, as JSON. Slack refuses at some 13 000 and does not say where
(https://github.com/slackapi/bolt-js/issues/2509).
"""
_MAX_TEXT = 1500
_MAX_BUTTON = 75
_MAX_VALUE = 2000
_MAX_URL = 3000
_MAX_CONTEXT = 1900
_MOST_BODY_BLOCKS = 40
"""Of the 50 that a message may have; the rest is for buttons and small print."""
_MOST_BUTTONS = 5
_MOST_QUOTATIONS = 3
"""With more of them a button for each would bury the answer."""
_MOST_OPTIONS = 10
_MOST_SUGGESTIONS = 3
_MOST_DOCUMENTS = 3


def blocks(
    answer: Answer, texts: Texts, public_url: str = "", *, chosen: str | None = None, introduce: bool = False
) -> list[Block]:
    """
    The answer as blocks: wording, options, sources, next questions, footer; long ones trimmed with "n more".

    Args:
        answer: Any answer.
        texts: The assistant's own words.
        public_url: Where people reach the documents; "" gives no source buttons.
        chosen: Label of the button that asked, shown first, so that a channel sees what is answered.
        introduce: Whether to say that this is an AI assistant, and what is stored.
    """
    head = [plain_context(texts.say(answer.language, "slack.chosen", choice=chosen))] if chosen else []
    tail = [
        *_option_blocks(answer),
        *_source_blocks(answer, texts, public_url),
        *_suggestion_blocks(answer),
        plain_context(_footer(answer, texts)),
    ]
    if introduce:
        tail.append(plain_context(texts.say(answer.language, "slack.introduction")))
    room = MAX_CHARS - _MAX_TEXT - _size([*head, *tail])
    body = pieces(safe_markdown(answer))
    if any(len(option.label) > _MAX_BUTTON for option in answer.options):
        body += [Piece.item(option.label) for option in answer.options]
    return [*head, *_fitted(body, answer.language, texts, room=room), *tail]


def fallback_text(answer: Answer) -> str:
    """The answer in plain words for notifications, screen readers and search; escaped, at most 1500 characters."""
    return escaped(answer_plain(answer), most=_MAX_TEXT)


def escaped(words: str, *, most: int = _MAX_TEXT) -> str:
    """`words` with the three characters escaped that Slack reads as control characters, cut at `most`."""
    text = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    start = cut.rfind("&")
    # A cut inside "&lt;" would leave a stray piece of it.
    if start != -1 and ";" not in cut[start:]:
        cut = cut[:start]
    return cut + "…"


def plain_context(words: str) -> Block:
    """Small print that Slack shows as it stands."""
    return {"type": "context", "elements": [_plain(_cut(words, _MAX_CONTEXT))]}


def _size(value: Sequence[Block]) -> int:
    return len(json.dumps(value, ensure_ascii=False))


def _fitted(body: Sequence[Piece], language: Language, texts: Texts, *, room: int) -> list[Block]:
    """As many pieces from the start as fit in `room`, then how many were left out."""
    found = rich_text_blocks(body)
    if _size(found) <= room and len(found) <= _MOST_BODY_BLOCKS:
        return found
    low, high = 0, len(body)
    while low < high:
        middle = (low + high + 1) // 2
        trial = [*rich_text_blocks(body[:middle]), _more(len(body) - middle, language, texts)]
        fits = _size(trial) <= room and len(trial) <= _MOST_BODY_BLOCKS
        low, high = (middle, high) if fits else (low, middle - 1)
    return [*rich_text_blocks(body[:low]), _more(len(body) - low, language, texts)]


def _more(count: int, language: Language, texts: Texts) -> Block:
    return plain_context(texts.say(language, "slack.more", count=count))


def _plain(words: str) -> Block:
    return {"type": "plain_text", "text": words, "emoji": False}


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"


def _option_blocks(answer: Answer) -> list[Block]:
    asks = [(option.label, option.question) for option in answer.options[:_MOST_OPTIONS]]
    return _ask_blocks(asks, name="option")


def _suggestion_blocks(answer: Answer) -> list[Block]:
    return _ask_blocks([(each, each) for each in answer.suggestions[:_MOST_SUGGESTIONS]], name="next")


def _ask_blocks(asks: Sequence[tuple[str, str]], *, name: str) -> list[Block]:
    buttons = [
        {
            "type": "button",
            "action_id": f"{ASK_ACTION}_{name}_{n}",
            "text": _plain(_cut(label, _MAX_BUTTON)),
            "value": question,
        }
        for n, (label, question) in enumerate(asks, start=1)
        if label.strip() and question.strip() and len(question) <= _MAX_VALUE
    ]
    return [{"type": "actions", "block_id": f"{ASK_ACTION}_{name}", "elements": buttons}] if buttons else []


def _source_blocks(answer: Answer, texts: Texts, public_url: str) -> list[Block]:
    """Buttons that open a document at the words quoted: one for each quotation, or for each document when many."""
    if not public_url.startswith(("http://", "https://")):
        return []
    many = len(answer.citations) > _MOST_QUOTATIONS
    groups: dict[object, list[Citation]] = {}
    for citation in answer.citations:
        groups.setdefault(citation.document if many else citation.n, []).append(citation)
    buttons = []
    for group in list(groups.values())[:_MOST_BUTTONS]:
        url = _address(group[0], public_url, answer.language)
        marks = _marks([citation.n for citation in group])
        label = _cut(texts.say(answer.language, "slack.source", n=marks, title=group[0].title), _MAX_BUTTON)
        if len(url) <= _MAX_URL:
            buttons.append({"type": "button", "action_id": f"source_{group[0].n}", "text": _plain(label), "url": url})
    return [{"type": "actions", "block_id": "sources", "elements": buttons}] if buttons else []


def _marks(numbers: Sequence[int]) -> str:
    """A range where they follow each other, as in 1–4, otherwise a list, as in 1, 3."""
    if len(numbers) > 1 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(str(number) for number in numbers)


def _address(citation: Citation, public_url: str, language: Language) -> str:
    query = urlencode({"start": citation.start, "end": citation.end, "lang": language.value})
    return f"{public_url.rstrip('/')}/documents/{quote(citation.document)}?{query}#quote"


def _footer(answer: Answer, texts: Texts) -> str:
    """As of which day, and which version of which document."""
    day = _day(answer.asked_at.date(), answer.language)
    versions = list(dict.fromkeys(_version(citation, answer.language, texts) for citation in answer.citations))
    if not versions:
        return texts.say(answer.language, "slack.as_of", day=day)
    shown = versions[:_MOST_DOCUMENTS]
    if len(versions) > len(shown):
        shown.append(texts.say(answer.language, "slack.more_documents", count=len(versions) - len(shown)))
    return " · ".join([texts.say(answer.language, "slack.as_of", day=day), *shown])


def _version(citation: Citation, language: Language, texts: Texts) -> str:
    if citation.published is None:
        return texts.say(language, "slack.undated", title=citation.title)
    return texts.say(language, "slack.version", title=citation.title, day=_day(citation.published, language))


def _day(date: dt.date, language: Language) -> str:
    if language is Language.DANISH:
        return date.strftime("%d-%m-%Y")
    return f"{date.day} {calendar.month_name[date.month]} {date.year}"
