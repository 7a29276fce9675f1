"""
Draft to Answer: citations numbered, sources named, the language note, the last check that every quotation holds.

Owns the form that all answers share; leaves what they say to the answerers.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from assistant.answer import Answer, AnswerStatus, Citation, Kind, Mode, Option, Translation
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Evidence
from assistant.answering.editions import asked_exactly, in_askers_words, translations
from assistant.errors import UngroundedAnswer
from assistant.understanding.language import NEIGHBOURS
from ingest.parsers.inline import without_signs
from ingest.records import Document

__all__ = ["compose"]

MOST_SECTIONS = 3
"""Sections named of one document; of more, the chapters they stand in."""
_OF_TRAINING = frozenset({Kind.LEARNING, Kind.ONBOARDING})
"""Kinds of answer that depend on the training material as well."""
_ROW = re.compile(r"(?:- |\d+\. )")
"""How a row of a list begins."""
_QUOTED = re.compile(r"»([^«]*)«")
"""Words given as a quotation."""


def compose(context: Context, draft: Draft) -> Answer:
    """
    The answer that `draft` makes.

    Raises:
        UngroundedAnswer: If a quotation is not found in its document to the letter; never in a sound program.
    """
    rendered = translations(context, draft.evidence)
    citations = tuple(
        _citation(context, number, each, translation)
        for number, (each, translation) in enumerate(zip(draft.evidence, rendered, strict=True), start=1)
    )
    _check(draft, citations)
    inquiry = context.inquiry
    lines = in_askers_words(context, draft)
    told, notices = [_as_read(line, citations) for line in lines], _notices(context, draft)
    text = "\n\n".join(_joined_rows([*_notes(context), *told, *notices, *_sources(context, draft, citations)]))
    return Answer(
        id=_identity(context, draft),
        status=draft.status,
        reason=draft.reason,
        kind=draft.kind,
        language=inquiry.language,
        text=text,
        citations=citations,
        goals=draft.goals,
        milestones=draft.milestones,
        options=tuple(_option(each) for each in draft.options),
        suggestions=tuple(map(without_signs, (*draft.suggestions, *asked_exactly(context, draft, lines)))),
        snapshot=context.knowledge.snapshot,
        asked_at=inquiry.question.asked_at,
        mode=Mode.GENERATED if draft.model else Mode.EXTRACTIVE,
        model=draft.model,
    )


def _option(option: Option) -> Option:
    """A way to read the question as it is offered: no quotation, so free of markup."""
    return Option(label=without_signs(option.label), question=without_signs(option.question))


def _citation(context: Context, number: int, evidence: Evidence, translation: Translation | None) -> Citation:
    document, quote = evidence.document, evidence.quote
    return Citation(
        n=number,
        document=document.id,
        path=document.path,
        title=document.title,
        organisation=context.organisation_name(document, short=False),
        section=document.section_path(quote.span),
        quote=quote.text,
        start=quote.span.start,
        end=quote.span.end,
        language=document.language,
        official=document.is_official,
        published=document.published or document.updated,
        notice=_notice(context, document),
        page=document.page_of(quote.span),
        url=document.url,
        translation=translation,
    )


def _check(draft: Draft, citations: Sequence[Citation]) -> None:
    """See that every quotation stands in its document, and that a citation holds all that is set in guillemets."""
    for evidence, citation in zip(draft.evidence, citations, strict=True):
        if evidence.document.text[citation.start : citation.end] != citation.quote:
            place = f"{citation.start}..{citation.end}"
            msg = f"{citation.document} does not hold the quotation at {place}; ingest it again."
            raise UngroundedAnswer(msg)
    quotes = sorted({citation.quote for citation in citations}, key=len, reverse=True)
    for line in draft.lines:
        if any(not any(found in quote for quote in quotes) for found in _QUOTED.findall(_without(line, quotes))):
            msg = "An answer set words between guillemets that no citation holds."
            raise UngroundedAnswer(msg)


def _as_read(line: str, citations: Sequence[Citation]) -> str:
    """`line` with its quotations as a reader sees them: signs of markup stay in the citations alone."""
    held = {each.quote: each.shown for each in citations}
    held |= {each.translation.text: each.translation.shown for each in citations if each.translation}
    for words in sorted(held, key=len, reverse=True):
        line = line.replace(words, held[words])
    return line


def _without(line: str, quotes: Sequence[str]) -> str:
    """`line` without its whole quotations, longest first: a quotation may hold guillemets of its own."""
    for quote in quotes:
        line = line.replace(f"»{quote}«", "")
    return line


def _joined_rows(lines: Sequence[str]) -> list[str]:
    """Paragraphs, with neighbouring list rows kept together as one list."""
    joined: list[str] = []
    for line in lines:
        if joined and _is_row(line) and _is_row(joined[-1].rsplit("\n", 1)[-1]):
            joined[-1] += f"\n{line}"
        else:
            joined.append(line)
    return joined


def _is_row(line: str) -> bool:
    return bool(_ROW.match(line))


def _notes(context: Context) -> list[str]:
    """That the question was in a language which is answered in another."""
    tongue = context.inquiry.tongue
    if context.inquiry.question.language or tongue.code is None or tongue.is_served:
        return []
    key = "frame.neighbour" if tongue.code in NEIGHBOURS else "frame.foreign"
    return [context.say(key)]


def _notices(context: Context, draft: Draft) -> list[str]:
    """What goes with every answer from a document, once each."""
    found = (_notice(context, each.document) for each in draft.evidence)
    return list(dict.fromkeys(notice for notice in found if notice))


def _notice(context: Context, document: Document) -> str | None:
    """An editor's words about a document, and that its file cannot be read any more."""
    stale = context.say("frame.stale", title=document.title) if document.is_stale else ""
    return " ".join(filter(None, (document.notice, stale))) or None


def _sources(context: Context, draft: Draft, citations: Sequence[Citation]) -> list[str]:
    """Where the quotations come from; of an abstention without any, where was looked."""
    documents = list(dict.fromkeys(each.document for each in citations))
    if documents:
        named = "; ".join(_source(context, citations, context.knowledge.documents[each]) for each in documents)
        return [context.say("frame.source", sources=named)]
    if draft.status is AnswerStatus.ABSTAINED and draft.searched:
        named = "; ".join(_titled(context, document) for document in draft.searched)
        return [context.say("frame.searched", sources=named)]
    return []


def _source(context: Context, citations: Sequence[Citation], document: Document) -> str:
    """A document with the sections quoted: "SSI, Mål- og resultatplan 2025 › 2. Koncernfælles mål › Mål 3"."""
    paths = [each.section for each in citations if each.document == document.id]
    sections = list(
        dict.fromkeys(" › ".join(part for part in path if not part.startswith(document.title)) for path in paths)
    )
    shown = [section for section in sections if section]
    if len(shown) > MOST_SECTIONS:
        shown = list(dict.fromkeys(section.split(" › ")[0] for section in shown))[:MOST_SECTIONS]
    places = f" › {' · '.join(shown)}" if shown else ""
    return f"{_titled(context, document)}{places}"


def _titled(context: Context, document: Document) -> str:
    """The document with its organisation and how old it is."""
    return f"{context.organisation_name(document)}, {document.title}{_age(context, document)}"


def _age(context: Context, document: Document) -> str:
    """How old a document is; empty for a plan whose period has not ended."""
    if document.period_to is not None:
        return f" ({context.say('frame.ended')})" if document.period_to < context.inquiry.today else ""
    if document.updated:
        return f" ({context.say('frame.updated', day=f'{document.updated:%d-%m-%Y}')})"
    if document.published:
        return f" ({context.say('frame.published', day=f'{document.published:%d-%m-%Y}')})"
    return f" ({context.say('frame.undated')})"


def _identity(context: Context, draft: Draft) -> str:
    """Hash of everything the answer depends on."""
    question = context.inquiry.question
    parts = [
        question.text,
        *(f"{turn.role}:{turn.content}" for turn in question.history),
        question.organisation or "",
        str(question.language or ""),
        context.inquiry.today.isoformat(),
        ",".join(sorted(context.asker.groups)),
        str(context.asker.can_report),
        context.knowledge.snapshot,
        context.statuses.head,
        f"{Mode.GENERATED} by {draft.model}" if draft.model else Mode.EXTRACTIVE,
        context.texts.version,
        ",".join(context.knowledge.editions),
        *([context.training.head] if draft.kind in _OF_TRAINING else []),
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]
