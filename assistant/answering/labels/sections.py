"""
A section asked for by its heading between quotation marks: what does it say under “What guides us”?

Owns finding the heading and giving back what stands under it. A heading need not hold one word
that means anything to a search, so it is compared as a whole, its number and capitals aside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.once import once
from assistant.answering.labels.labelled import Labelled, write_labelled
from ingest.knowledge import Knowledge
from ingest.lexical import fold
from ingest.records import Passage, PassageKind

__all__ = ["answer_section", "bare_heading"]

MOST_PASSAGES = 4
"""Paragraphs and lists given of one section."""
_QUOTED = re.compile(r"[\"“„»]([^\"“”„«»]{2,})[\"”“«]")
_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.)]?\s+")


def bare_heading(heading: str) -> str:
    """A heading without the number before it: "3. What guides us" is "What guides us"."""
    return _NUMBER.sub("", heading)


def answer_section(context: Context) -> Draft | None:
    """What stands under the heading that the question quotes; None when it quotes no heading."""
    wanted = {_key(found) for found in _QUOTED.findall(context.inquiry.question.text)}
    if not wanted:
        return None
    headings = _rows_under(context.knowledge)
    rows = sorted(row for key in wanted for row in headings.get(key, ()))
    under = [context.knowledge.passages[row] for row in rows]
    if not under:
        return None
    under = [passage for passage in under if passage.path == under[0].path and passage.document == under[0].document]
    sheet = Sheet(kind=Kind.LIST if under[0].kind is PassageKind.LIST else Kind.WORDING)
    for passage in under[:MOST_PASSAGES]:
        write_labelled(context, sheet, Labelled(passage=passage, document=context.document_of(passage), score=1.0))
    return sheet.answered()


@once
def _rows_under(knowledge: Knowledge) -> Mapping[str, Sequence[int]]:
    """Of each heading, by its key, the rows of the paragraphs and lists that stand under it."""
    keys: dict[str, str] = {}
    found: dict[str, list[int]] = {}
    for row, passage in zip(knowledge.rows.tolist(), knowledge.visible, strict=True):
        if _is_text(passage):
            heading = passage.path[-1]
            key = keys.get(heading) or keys.setdefault(heading, _key(heading))
            found.setdefault(key, []).append(row)
    return found


def _is_text(passage: Passage) -> bool:
    return bool(passage.path) and passage.kind in (PassageKind.LIST, PassageKind.PARAGRAPH)


def _key(heading: str) -> str:
    return fold(bare_heading(heading.strip())).strip(" .:?!")
