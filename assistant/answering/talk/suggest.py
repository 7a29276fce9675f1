"""
Questions worth asking next, each of which has an answer in what the asker may read.

Owns choosing them from the records at hand; the wording is `prompts/`'.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from assistant.answering.context import Context
from assistant.answering.finding.once import once
from assistant.answering.finding.records import plans
from assistant.answering.labels.sections import bare_heading
from ingest.knowledge import Knowledge
from ingest.records import Document, PassageKind

__all__ = ["starters"]

MOST = 4
"""First questions offered."""
MOST_TOPICS = 2
"""Of them, those about a list in the documents."""


def starters(context: Context) -> tuple[str, ...]:
    """A few first questions that these documents answer."""
    topics = _first_lists(context.knowledge).get(context.home.id, ()) if context.home else ()
    found = [context.say("suggest.about", topic=topic) for topic in topics]
    if plans(context):
        found += [context.say("suggest.quarter"), context.say("suggest.goals")]
    return tuple(dict.fromkeys(found))[:MOST]


@once
def _first_lists(knowledge: Knowledge) -> Mapping[str, Sequence[str]]:
    """Of each organisation, the headings of the first lists in its documents."""
    return {
        organisation: tuple(itertools.islice(_lists(knowledge, documents), MOST_TOPICS))
        for organisation, documents in knowledge.documents_by_organisation.items()
    }


def _lists(knowledge: Knowledge, documents: Sequence[Document]) -> Iterator[str]:
    return (
        bare_heading(passage.path[-1])
        for document in documents
        for passage in knowledge.passages_of(document.id)
        if passage.kind is PassageKind.LIST and passage.lead_in and passage.path and passage.path[-1] != document.title
    )
