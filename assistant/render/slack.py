"""
An answer as Slack blocks, and as the plain text that notifications and screen readers get.

Owns what stands in the message in which order, and Slack's limits on it; leaves posting it to
`assistant.channels.slack`, its rows of buttons to `slack_buttons` and its table to `slack_table`.
The wording stands in rich text and plain text, which Slack shows as they are: no word of a document can become a
mention, a link or a mark. Only the top-level text is parsed by Slack, and only that is escaped.
"""

from __future__ import annotations

import calendar
import datetime as dt
import json
from collections.abc import Callable, Sequence

from assistant.answer import Answer, Citation
from assistant.render.markdown import answer_plain, safe_markdown
from assistant.render.slack_buttons import MOST_OPTIONS, Extras, buttons
from assistant.render.slack_parts import MAX_BUTTON, MAX_TEXT, Block, cut, escaped, plain_context, plain_section
from assistant.render.slack_table import MOST_ROWS, Rows, find_rows, table
from assistant.render.slack_text import Piece, pieces, rich_text_blocks
from assistant.texts import Texts
from ingest.records import Language

__all__ = ["MAX_CHARS", "blocks", "day_words", "fallback_text", "own_words_blocks"]

MAX_CHARS = 10_900
"""
Characters of a whole message, as JSON. Slack refuses at some 13 000 and does not say where
(https://github.com/slackapi/bolt-js/issues/2509).
"""
_MOST_BODY_BLOCKS = 38
"""Of the 50 that a message may have; the rest is for buttons and small print."""
_MOST_DOCUMENTS = 3
_MAX_CHOSEN = 300
_ROOM_FOR_WORD_OF_REST = 300


def blocks(answer: Answer, texts: Texts, extras: Extras | None = None) -> list[Block]:
    """
    The answer as blocks: wording, buttons, footer; long ones trimmed with "n more".

    Args:
        answer: Any answer.
        texts: The assistant's own words.
        extras: What stands around the wording; nothing when None.
    """
    extras = extras or Extras()
    chosen = cut(extras.chosen or "", _MAX_CHOSEN)
    head = [plain_context(texts.say(answer.language, "slack.chosen", choice=chosen))] if chosen else []
    tail = [*buttons(answer, texts, extras), plain_context(_footer(answer, texts))]
    if extras.introduce:
        tail.append(plain_context(texts.say(answer.language, "slack.introduction")))
    room = MAX_CHARS - MAX_TEXT - _size([*head, *tail])
    body = _with_options(pieces(safe_markdown(answer)), answer)
    return [*head, *_body(answer, body, texts, room=room), *tail]


def own_words_blocks(words: str, texts: Texts, language: Language, *, introduce: bool) -> list[Block]:
    """A sentence of our own, and below it who we are where the person has not been told."""
    shown = [plain_section(words)]
    return [*shown, plain_context(texts.say(language, "slack.introduction"))] if introduce else shown


def fallback_text(answer: Answer) -> str:
    """The answer in plain words for notifications, screen readers and search; escaped, at most 1500 characters."""
    return escaped(answer_plain(answer))


def day_words(date: dt.date, language: Language) -> str:
    """A date as people write it."""
    if language is Language.DANISH:
        return date.strftime("%d-%m-%Y")
    return f"{date.day} {calendar.month_name[date.month]} {date.year}"


def _with_options(body: Sequence[Piece], answer: Answer) -> list[Piece]:
    """The answer with its options once: on their buttons, or as a list where the buttons have no room for them."""
    labels = {option.label for option in answer.options}
    rest = [each for each in body if not (each.is_item and "".join(run["text"] for run in each.elements) in labels)]
    if len(answer.options) <= MOST_OPTIONS and all(len(label) <= MAX_BUTTON for label in labels):
        return rest
    return [*rest, *(Piece.item(option.label) for option in answer.options)]


def _size(value: Sequence[Block]) -> int:
    return len(json.dumps(value, ensure_ascii=False))


def _body(answer: Answer, body: Sequence[Piece], texts: Texts, *, room: int) -> list[Block]:
    rows = find_rows(answer, body)
    if rows is None:
        return _trimmed(len(body), lambda count: rich_text_blocks(body[:count]), answer, texts, room=room)
    return _with_table(answer, body, rows, texts, room=room)


def _with_table(answer: Answer, body: Sequence[Piece], rows: Rows, texts: Texts, *, room: int) -> list[Block]:
    """What stands before the list, the list as a table with as many rows as fit, what stands after it."""
    before = rich_text_blocks(body[: rows.first])
    after = rich_text_blocks(body[rows.last + 1 :])
    left = room - _size([*before, *after])
    if left < _size([table(rows.rows[:2], answer, texts)]) + _ROOM_FOR_WORD_OF_REST:
        return _trimmed(len(body), lambda count: rich_text_blocks(body[:count]), answer, texts, room=room)

    def shown(count: int) -> list[Block]:
        return [table(rows.rows[:count], answer, texts)] if count else []

    def counted(count: int) -> int:
        """Milestones among the rows left out: a line above a group is none."""
        return sum(milestone is not None for _, milestone in rows.rows[count:])

    most = min(len(rows.rows), MOST_ROWS)
    return [*before, *_trimmed(most, shown, answer, texts, room=left, rest=counted), *after]


def _trimmed(
    most: int,
    shown: Callable[[int], list[Block]],
    answer: Answer,
    texts: Texts,
    *,
    room: int,
    rest: Callable[[int], int] | None = None,
) -> list[Block]:
    """As many parts from the start as fit in `room`, then how many were left out."""
    left_out = rest or (lambda count: most - count)

    def trial(count: int) -> list[Block]:
        more = left_out(count)
        word = [plain_context(texts.say(answer.language, "slack.more", count=more))] if more else []
        return [*shown(count), *word]

    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        fits = _size(trial(middle)) <= room and len(trial(middle)) <= _MOST_BODY_BLOCKS
        low, high = (middle, high) if fits else (low, middle - 1)
    return trial(low)


def _footer(answer: Answer, texts: Texts) -> str:
    """As of which day, and which version of which document."""
    day = day_words(answer.asked_at.date(), answer.language)
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
    return texts.say(language, "slack.version", title=citation.title, day=day_words(citation.published, language))
