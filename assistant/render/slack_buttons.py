"""
The rows of buttons under an answer: options, sources, next questions, what can be done with the answer.

Owns their order, labels and values; leaves what a click does to `assistant.channels.slack.clicks`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from assistant.answer import Answer, Citation
from assistant.render.slack_parts import MAX_BUTTON, MAX_VALUE, Block, Place, button, cut, places_of, plain, value_of
from assistant.texts import Texts
from ingest.records import Language

__all__ = [
    "ASK_ACTION",
    "FEEDBACK_ACTION",
    "MOST_OPTIONS",
    "PERSON_ACTION",
    "SHARE_ACTION",
    "SOURCE_ACTION",
    "WORDING_ACTION",
    "Extras",
    "buttons",
    "has_address",
]

ASK_ACTION = "ask"
"""`action_id` of a button that asks its value begins with this."""
SOURCE_ACTION = "source"
WORDING_ACTION = "wording"
SHARE_ACTION = "share"
PERSON_ACTION = "person"
FEEDBACK_ACTION = "feedback"
_MAX_URL = 3000
_MAX_QUESTION = 400
"""Longest question that fits into a button beside what else it carries."""
_MOST_BUTTONS = 5
_MOST_QUOTATIONS = 3
"""With more of them a button for each would bury the answer."""
MOST_OPTIONS = 10
_MOST_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What stands around an answer's wording."""

    public_url: str = ""
    """Where people reach the documents; "" shows a source in a dialog."""
    chosen: str | None = None
    """What was asked by a click, shown first, so that a channel sees what is answered."""
    introduce: bool = False
    """Say that this is an AI assistant, and what is stored."""
    question: str = ""
    """What was asked, for buttons that need it."""
    can_share: bool = False
    """Offer to show it to the channel."""
    asks_for_feedback: bool = False
    """Offer to say whether it helped."""
    people_of: tuple[Place, ...] = ()
    """A place in each document that has an owner who can be asked; none offers nobody."""


def buttons(answer: Answer, texts: Texts, extras: Extras) -> list[Block]:
    """Every row of buttons that the answer has."""
    asks = [(option.label, option.question) for option in answer.options[:MOST_OPTIONS]]
    return [
        *_asks(asks, name="option"),
        *_sources(answer, texts, extras),
        *_asks([(each, each) for each in answer.suggestions[:_MOST_SUGGESTIONS]], name="next"),
        *_doings(answer, texts, extras),
        *_feedback(answer, texts, extras),
    ]


def has_address(public_url: str) -> bool:
    """Whether documents can be opened in a browser."""
    return public_url.startswith(("http://", "https://"))


def _source_address(place: Place, public_url: str, language: Language) -> str:
    """Where a browser opens the document at the place."""
    query = urlencode({"start": place.start, "end": place.end, "lang": language.value})
    return f"{public_url.rstrip('/')}/documents/{quote(place.document)}?{query}#quote"


def _asks(asks: Sequence[tuple[str, str]], *, name: str) -> list[Block]:
    row = [
        button(label, action=f"{ASK_ACTION}_{name}_{number}", value=question)
        for number, (label, question) in enumerate(asks, start=1)
        if label.strip() and question.strip() and len(question) <= MAX_VALUE
    ]
    return [{"type": "actions", "block_id": f"{ASK_ACTION}_{name}", "elements": row}] if row else []


def _sources(answer: Answer, texts: Texts, extras: Extras) -> list[Block]:
    """One button for each quotation, or for each document when there are many."""
    many = len(answer.citations) > _MOST_QUOTATIONS
    groups: dict[object, list[Citation]] = {}
    for citation in answer.citations:
        groups.setdefault(citation.document if many else citation.n, []).append(citation)
    row = [_source(group, answer.language, texts, extras) for group in list(groups.values())[:_MOST_BUTTONS]]
    return [{"type": "actions", "block_id": "sources", "elements": row}] if row else []


def _source(group: Sequence[Citation], language: Language, texts: Texts, extras: Extras) -> Block:
    marks = _marks([citation.n for citation in group])
    label = cut(texts.say(language, "slack.source", n=marks, title=group[0].title), MAX_BUTTON)
    action, places = f"{SOURCE_ACTION}_{group[0].n}", places_of(group)
    if has_address(extras.public_url):
        url = _source_address(places[0], extras.public_url, language)
        if len(url) <= _MAX_URL:
            return {"type": "button", "action_id": action, "text": plain(label), "url": url}
    return button(label, action=action, value=value_of(places, l=language.value))


def _marks(numbers: Sequence[int]) -> str:
    """A range where they follow each other, as in 1–4, otherwise a list, as in 1, 3."""
    if len(numbers) > 1 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(str(number) for number in numbers)


def _doings(answer: Answer, texts: Texts, extras: Extras) -> list[Block]:
    """Copy the wording, share the answer, ask a person: as far as each is possible."""
    language, places = answer.language, places_of(answer.citations)
    fits = bool(extras.question) and len(extras.question) <= _MAX_QUESTION
    row = []
    if places:
        label = texts.say(language, "slack.copy_wording")
        row.append(button(label, action=WORDING_ACTION, value=value_of(places, l=language.value)))
    if extras.can_share and fits:
        label = texts.say(language, "slack.share")
        row.append(button(label, action=SHARE_ACTION, value=value_of(q=extras.question, l=language.value)))
    if extras.people_of and fits:
        value = value_of(extras.people_of[:3], q=extras.question, l=language.value)
        row.append(button(texts.say(language, "slack.ask_person"), action=PERSON_ACTION, value=value))
    return [{"type": "actions", "block_id": "doings", "elements": row}] if row else []


def _feedback(answer: Answer, texts: Texts, extras: Extras) -> list[Block]:
    if not extras.asks_for_feedback:
        return []
    language, question = answer.language, extras.question[:_MAX_QUESTION]
    places, code = places_of(answer.citations)[:5], language.value
    faces = {
        "positive_button": ("helpful", value_of(a=answer.id, l=code, v="1")),
        "negative_button": ("not_helpful", value_of(places, a=answer.id, l=code, q=question, v="0")),
    }
    element: Block = {"type": "feedback_buttons", "action_id": FEEDBACK_ACTION}
    for name, (key, value) in faces.items():
        words = texts.say(language, f"slack.{key}")
        element[name] = {
            "text": plain(words, most=MAX_BUTTON),
            "accessibility_label": words[:MAX_BUTTON],
            "value": value,
        }
    return [{"type": "context_actions", "block_id": "feedback", "elements": [element]}]
