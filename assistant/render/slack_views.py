"""
Dialogs about an answer: a passage, the official wording to copy, what was wrong with it, a question to a person.

Owns what stands in them and Slack's limits on them; leaves opening them to `assistant.channels.slack.clicks`.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.feedback.verdicts import Reason
from assistant.render.slack import day_words
from assistant.render.slack_parts import Block, Place, cut, plain, plain_context, plain_input, plain_section
from assistant.texts import Texts
from ingest.parsers.inline import without_signs
from ingest.records import Document, Language, Span

__all__ = [
    "COMMENT_INPUT",
    "OWNER_INPUT",
    "PERSON_VIEW",
    "QUESTION_INPUT",
    "REASON_INPUT",
    "REASON_VIEW",
    "SOURCE_INPUT",
    "modal",
    "note_view",
    "passage_view",
    "person_view",
    "reason_view",
    "wording_view",
]

REASON_VIEW, PERSON_VIEW = "feedback_reason", "ask_person"
REASON_INPUT, SOURCE_INPUT, COMMENT_INPUT = "reason", "source", "comment"
OWNER_INPUT, QUESTION_INPUT = "owner", "question"
_MAX_TITLE = 24
_MAX_OPTION = 75
_MOST_PLACES = 20
_AROUND = 400
"""Characters shown before and after the words quoted."""
_MAX_WORDS = 2800
_MAX_COMMENT = 1000


def modal(title: str, shown: Sequence[Block], *, close: str, submit: str | None = None, **more: str) -> Block:
    """A dialog; `more` gives callback_id and private_metadata."""
    view: Block = {"type": "modal", "title": plain(title, most=_MAX_TITLE), "close": plain(close, most=_MAX_TITLE)}
    if submit:
        view["submit"] = plain(submit, most=_MAX_TITLE)
    return {**view, **more, "blocks": list(shown)}


def note_view(texts: Texts, language: Language, key: str, **variables: object) -> Block:
    """A dialog that says one thing."""
    words = plain_section(texts.say(language, key, **variables))
    return modal(texts.say(language, "slack.name"), [words], close=texts.say(language, "slack.close"))


def passage_view(shown: Sequence[tuple[Document, Place]], texts: Texts, language: Language) -> Block:
    """Each place with the words around it, those quoted in bold."""
    found: list[Block] = []
    for document, place in shown[:_MOST_PLACES]:
        found += [_origin(document, place, texts, language), _in_context(document, place)]
    title, close = texts.say(language, "slack.source_title"), texts.say(language, "slack.close")
    return modal(title, found, close=close)


def wording_view(shown: Sequence[tuple[Document, Place]], texts: Texts, language: Language) -> Block:
    """Each quotation as it stands in its document, to be copied."""
    found = [plain_section(texts.say(language, "slack.wording_lead"))]
    for document, place in shown[:_MOST_PLACES]:
        words = cut(without_signs(document.text[place.start : place.end]), _MAX_WORDS)
        run = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": words}]}
        found += [{"type": "rich_text", "elements": [run]}, _origin(document, place, texts, language)]
    title, close = texts.say(language, "slack.wording_title"), texts.say(language, "slack.close")
    return modal(title, found, close=close)


def _origin(document: Document, place: Place, texts: Texts, language: Language) -> Block:
    """Where the words stand: document, section, version, and an editor's notice."""
    path = document.section_path(Span(place.start, place.end))
    dated = texts.say(language, "slack.undated", title=document.title)
    if document.published is not None:
        day = day_words(document.published, language)
        dated = texts.say(language, "slack.version", title=document.title, day=day)
    parts = [" › ".join((dated, *path)), *([document.notice] if document.notice else [])]
    return plain_context(" · ".join(parts))


def _in_context(document: Document, place: Place) -> Block:
    text = document.text
    first = text.rfind("\n\n", max(0, place.start - _AROUND), place.start)
    start = first + 2 if first != -1 else max(0, place.start - _AROUND)
    last = text.find("\n\n", place.end, place.end + _AROUND)
    end = last if last != -1 else min(len(text), place.end + _AROUND)
    runs: list[Block] = [
        {"type": "text", "text": without_signs(text[start : place.start])},
        {
            "type": "text",
            "text": cut(without_signs(text[place.start : place.end]), _MAX_WORDS),
            "style": {"bold": True},
        },
        {"type": "text", "text": without_signs(text[place.end : end])},
    ]
    kept = [run for run in runs if run["text"]]
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": kept}]}


def reason_view(shown: Sequence[tuple[Document, Place]], texts: Texts, language: Language, *, carried: str) -> Block:
    """What was wrong: a reason, the source it is about, a comment. `carried` comes back with it."""
    reasons = [_option(texts.say(language, f"slack.reason_{name}"), name) for name in Reason]
    radio = {"type": "radio_buttons", "action_id": REASON_INPUT, "options": reasons}
    inputs = [plain_input(texts.say(language, "slack.reason"), radio, REASON_INPUT)]
    if shown:
        labels = [cut(" › ".join((f"{n} {d.title}", *d.section_path(Span(p.start, p.end))[-1:])), _MAX_OPTION)
                  for n, (d, p) in enumerate(shown, start=1)]  # fmt: skip
        sources = [_option(label, str(number)) for number, label in enumerate(labels)]
        select = {"type": "static_select", "action_id": SOURCE_INPUT, "options": sources}
        inputs.append(plain_input(texts.say(language, "slack.which_source"), select, SOURCE_INPUT, optional=True))
    field = {"type": "plain_text_input", "action_id": COMMENT_INPUT, "multiline": True, "max_length": _MAX_COMMENT}
    hint = texts.say(language, "slack.comment_hint")
    inputs.append(plain_input(texts.say(language, "slack.comment"), field, COMMENT_INPUT, optional=True, hint=hint))
    return modal(
        texts.say(language, "slack.feedback_title"),
        inputs,
        close=texts.say(language, "slack.cancel"),
        submit=texts.say(language, "slack.send"),
        callback_id=REASON_VIEW,
        private_metadata=carried,
    )


def person_view(
    owners: Sequence[tuple[str, str]], question: str, texts: Texts, language: Language, *, lead: str, carried: str
) -> Block:
    """
    A question to whoever is responsible for a document.

    Args:
        owners: Value and name of each person that can be asked.
        question: What was asked; can be reworded.
        texts: The assistant's own words.
        language: The asker's.
        lead: Says who will read it, and where.
        carried: Comes back with it.
    """
    options = [_option(cut(name, _MAX_OPTION), value) for value, name in owners]
    select = {"type": "static_select", "action_id": OWNER_INPUT, "options": options, "initial_option": options[0]}
    field = {"type": "plain_text_input", "action_id": QUESTION_INPUT, "multiline": True, "max_length": _MAX_COMMENT}
    field |= {"initial_value": cut(question, _MAX_COMMENT)} if question else {}
    inputs = [
        plain_section(lead),
        plain_input(texts.say(language, "slack.whom"), select, OWNER_INPUT),
        plain_input(texts.say(language, "slack.your_question"), field, QUESTION_INPUT),
    ]
    return modal(
        texts.say(language, "slack.person_title"),
        inputs,
        close=texts.say(language, "slack.cancel"),
        submit=texts.say(language, "slack.send"),
        callback_id=PERSON_VIEW,
        private_metadata=carried,
    )


def _option(label: str, value: str) -> Block:
    return {"text": plain(label, most=_MAX_OPTION), "value": value}
