"""
Several things asked for at once ("our mission and vision"), each of which a label of its own names.

Owns finding one labelled passage for each part of such a question; a single label that names them all
in passing ("Mission, vision og strategi") is no answer to any of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.judging.framing import OF_PASSAGES
from assistant.answering.labels.labelled import Labelled, find_labelled, write_labelled
from assistant.understanding.concepts import Concept

__all__ = ["answer_several", "labelled_each", "write_each"]

SEVERAL = 2
"""Several things are two at least."""
OWN_LABEL = 0.5
"""Share of a label that one part must name for the label to be its own."""


def answer_several(context: Context) -> Draft | None:
    """Each of the things asked for, quoted under its label; None unless every part of the question is such a thing."""
    inquiry = context.inquiry
    if inquiry.has("define", "who", "when", "how_much", "how_many", "where", "why", "compare", "milestone", "goal"):
        return None
    aside = ("list", "all", "exact", *OF_PASSAGES)
    with_purpose = inquiry.solid(*(cue for cue in aside if cue != "purpose"))  # beside a vision it is a statement too
    without = inquiry.solid(*aside)
    found = labelled_each(context, with_purpose)
    if not found and without != with_purpose:
        found = labelled_each(context, without)
    if not found:
        return None
    sheet = Sheet(kind=Kind.LIST if any(each.is_list for each in found) else Kind.WORDING)
    write_each(context, sheet, found)
    return sheet.answered()


def labelled_each(context: Context, concepts: Sequence[Concept]) -> tuple[Labelled, ...]:
    """For each concept the passage whose own label names it, in the order asked; empty unless each has another one."""
    if len(concepts) < SEVERAL:
        return ()
    best: list[Labelled] = []
    if not all(map(context.bridge.labels.name, concepts)):
        return ()
    for concept in concepts:
        found = find_labelled(context, (concept,), text=concept.printed or concept.words, least_exact=OWN_LABEL)
        if not found:
            return ()
        home = [each for each in found if not best or each.document.organisation == best[0].document.organisation]
        best.append((home or found)[0])
    passages = {each.passage.id for each in best}
    return tuple(best) if len(passages) == len(best) else ()


def write_each(context: Context, sheet: Sheet, found: Sequence[Labelled]) -> None:
    """Set down each labelled passage under the words that lead in to it."""
    for each in found:
        if not each.is_list and each.passage.lead_in:
            sheet.write(sheet.quoted(each.document, each.passage.lead_in))
        write_labelled(context, sheet, each)
