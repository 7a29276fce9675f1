"""
Questions worth asking next, each of which has an answer in what the asker may read.

Owns choosing them from the records at hand; the wording is `prompts/`'.
"""

from __future__ import annotations

from assistant.answering.context import Context
from assistant.answering.records import plans
from ingest.records import PassageKind

__all__ = ["starters"]

MOST = 4


def starters(context: Context) -> tuple[str, ...]:
    """A few first questions that these documents answer."""
    found: list[str] = []
    home = context.home.id if context.home else None
    for row in context.knowledge.rows:
        passage = context.knowledge.passages[row]
        document = context.knowledge.documents[passage.document]
        if document.organisation != home or len(found) >= MOST - 2:
            continue
        if passage.kind is PassageKind.LIST and passage.lead_in and passage.path:
            found.append(context.say("suggest.about", topic=passage.path[-1]))
    documents = plans(context)
    if documents:
        found.append(context.say("suggest.quarter"))
        found.append(context.say("suggest.goals"))
    return tuple(dict.fromkeys(found))[:MOST]
