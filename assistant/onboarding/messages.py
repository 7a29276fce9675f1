"""
A step as a message: Markdown that every channel can show, and the buttons that belong to it.

Owns putting a step's content into words; pure. What the documents say is quoted with its source under each quotation,
in the reader's language where a parallel edition has it; training material stands under its own label.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.onboarding.content import Content
from assistant.onboarding.references import Quoted
from assistant.texts import Texts
from ingest.parsers.inline import without_signs
from ingest.records import Language
from ingest.renderings import Rendering, Renderings

__all__ = ["Button", "StepMessage", "stands_beside", "step_message"]

SHORT = 40
"""Characters up to which an item of a list keeps its official words in brackets."""
MOST_BESIDE, MOST_BESIDE_CHARS = 2, 600
"""Quotations of one document, and their characters together, that keep the official words beside an edition's."""


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
    behind: tuple[Quoted, ...] = ()
    """Quotations that are shown in an edition's words alone; their official words belong one click away."""


def step_message(
    content: Content,
    texts: Texts,
    language: Language,
    *,
    today: dt.date,
    renderings: Renderings,
    public_url: str = "",
) -> StepMessage:
    """
    The message of a step.

    Args:
        content: What it holds today.
        texts: The assistant's own words.
        language: To write in.
        today: Tells which plans have ended.
        renderings: What the documents' editions say.
        public_url: Where people reach the pages; without it lessons are named but not linked.
    """
    step = content.step
    title = step.title[language]
    shown = [_Shown(quoted=each, rendering=_rendering(each, renderings, language)) for each in content.quotes]
    groups = [[each for each in shown if each.id == id_] for id_ in dict.fromkeys(each.id for each in shown)]
    lines = [f"**{title}**", step.text[language], *_quotes(groups, texts, language, today)]
    lines += _training(content, texts, language, public_url=public_url)
    for key, said in (("reflect", step.reflect), ("do", step.do)):
        if said is not None:
            lines.append(texts.say(language, f"onboarding_steps.{key}", said=said[language]))
    return StepMessage(
        title=title,
        text="\n\n".join(lines),
        buttons=tuple(_buttons(content, texts, language)),
        behind=tuple(each.quoted for group in groups for each in group if not _shows_official(each, group)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """A quotation, and what an edition in the reader's language says for it."""

    quoted: Quoted
    rendering: Rendering | None

    @property
    def id(self) -> str:
        """The id of its document."""
        return self.quoted.document.id


def _rendering(quoted: Quoted, renderings: Renderings, language: Language) -> Rendering | None:
    return renderings.of(quoted.document, quoted.quote.span, language)


def stands_beside(quotes: Sequence[Quoted]) -> bool:
    """Whether so much of one document is quoted only that the official words stand beside an edition's."""
    return len(quotes) <= MOST_BESIDE and sum(len(each.quote.text) for each in quotes) <= MOST_BESIDE_CHARS


def _is_beside(group: Sequence[_Shown]) -> bool:
    return stands_beside([each.quoted for each in group])


def _shows_official(shown: _Shown, group: Sequence[_Shown]) -> bool:
    return shown.rendering is None or _is_beside(group) or len(shown.quoted.quote.text) <= SHORT


def _quotes(groups: Sequence[Sequence[_Shown]], texts: Texts, language: Language, today: dt.date) -> Iterator[str]:
    """Quotations in rows, the source once below those of one document; what is unofficial is said once."""
    for group in groups:
        rows = [_row(each, group) for each in group]
        yield rows[0] if len(rows) == 1 else "\n".join("- " + row.replace("\n", " ") for row in rows)
        document = group[0].quoted.document
        has_ended = document.period_to is not None and document.period_to < today
        ended = f" ({texts.say(language, 'frame.ended')})" if has_ended else ""
        yield texts.say(language, "onboarding_steps.source", place=_place([each.quoted for each in group], ended))
    rendered = [group for group in groups if any(each.rendering for each in group)]
    if rendered:
        is_shown = all(_shows_official(each, group) for group in rendered for each in group)
        key = "unofficial" if is_shown else "unofficial_list"
        yield texts.say(language, f"onboarding_steps.{key}")


def _row(shown: _Shown, group: Sequence[_Shown]) -> str:
    """A quotation: the official words between guillemets, an edition's between double quotation marks."""
    official = f"»{without_signs(shown.quoted.quote.text)}«"
    if shown.rendering is None:
        return official
    words = f"“{without_signs(shown.rendering.quote.text)}”"
    if _is_beside(group):
        return f"{words}\n{official}"
    return f"{words} ({official})" if _shows_official(shown, group) else words


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
