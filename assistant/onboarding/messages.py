"""
A step as a message: Markdown that every channel can show, and the buttons that belong to it.

Owns putting a step's content into words; pure. What the documents say is quoted with its source under each quotation,
training material stands under its own label.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.onboarding.content import Content
from assistant.onboarding.references import Quoted
from assistant.texts import Texts
from ingest.records import Language

__all__ = ["Button", "StepMessage", "step_message"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something to click under a message."""

    label: str
    question: str
    """What a click says, as if the person had written it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMessage:
    """A step, ready to be sent or shown."""

    title: str
    text: str
    """Markdown, the title included."""
    buttons: tuple[Button, ...]


def step_message(
    content: Content, texts: Texts, language: Language, *, today: dt.date, public_url: str = ""
) -> StepMessage:
    """
    The message of a step.

    Args:
        content: What it holds today.
        texts: The assistant's own words.
        language: To write in; quotations stay as the documents have them.
        today: Tells which plans have ended.
        public_url: Where people reach the pages; without it lessons are named but not linked.
    """
    step = content.step
    title = step.title[language]
    lines = [f"**{title}**", step.text[language], *_quotes(content, texts, language, today)]
    lines += _training(content, texts, language, public_url=public_url)
    for key, said in (("reflect", step.reflect), ("do", step.do)):
        if said is not None:
            lines.append(texts.say(language, f"onboarding_steps.{key}", said=said[language]))
    return StepMessage(title=title, text="\n\n".join(lines), buttons=tuple(_buttons(content, texts, language)))


def _quotes(content: Content, texts: Texts, language: Language, today: dt.date) -> Iterator[str]:
    """Quotations in rows, the source once below those of one document."""
    documents = dict.fromkeys(each.document.id for each in content.quotes)
    for id_ in documents:
        of_document = [each for each in content.quotes if each.document.id == id_]
        if len(of_document) == 1:
            yield f"»{of_document[0].quote.text}«"
        else:
            yield "\n".join(f"- »{each.quote.text}«" for each in of_document)
        document = of_document[0].document
        has_ended = document.period_to is not None and document.period_to < today
        ended = f" ({texts.say(language, 'frame.ended')})" if has_ended else ""
        yield texts.say(language, "onboarding_steps.source", place=_place(of_document, ended))


def _place(quoted: list[Quoted], ended: str) -> str:
    """The document with the sections that are quoted."""
    document = quoted[0].document
    paths = [document.section_path(each.quote.span) for each in quoted]
    sections = dict.fromkeys(path[0] for path in paths if path and path[0] != document.title)
    return " › ".join([f"{document.title}{ended}", *([" · ".join(sections)] if sections else [])])


def _training(content: Content, texts: Texts, language: Language, *, public_url: str) -> Iterator[str]:
    if not content.lessons and not content.handouts:
        return
    rows = [texts.say(language, "onboarding_steps.training")]
    for lesson in content.lessons:
        text = lesson.texts[language]
        named = _linked(text.title, f"onboarding/lessons/{lesson.id}", public_url, language)
        minutes = max(1, round(text.minutes))
        rows.append(f"- {texts.say(language, 'onboarding_steps.lesson', title=named, minutes=minutes)}")
        rows.append(f"  {text.in_short}")
    for handout in content.handouts:
        named = _linked(handout.texts[language].title, f"onboarding/handouts/{handout.id}", public_url, language)
        rows.append(f"- {texts.say(language, 'onboarding_steps.handout', title=named)}")
    yield "\n".join(rows)


def _linked(title: str, path: str, public_url: str, language: Language) -> str:
    return f"[{title}]({public_url.rstrip('/')}/{path}?lang={language.value})" if public_url else title


def _buttons(content: Content, texts: Texts, language: Language) -> Iterator[Button]:
    step = content.step
    yield Button(
        label=texts.say(language, "onboarding_steps.done_label"),
        question=texts.say(language, "onboarding_steps.done_order", step=step.id),
    )
    if step.ask is not None:
        yield Button(label=step.ask[language], question=step.ask[language])
    for name in ("postpone", "pause"):
        label, order = (texts.say(language, f"onboarding_orders.{name}_{kind}") for kind in ("label", "order"))
        yield Button(label=label, question=order)
