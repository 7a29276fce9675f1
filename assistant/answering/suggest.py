"""
Questions worth asking next, each of which has an answer in what the asker may read.

Owns choosing them from the records at hand; the wording is `prompts/`'.
"""

from __future__ import annotations

import itertools

from assistant.answering.context import Context
from assistant.answering.records import plans
from assistant.answering.sections import bare_heading
from ingest.records import PassageKind

__all__ = ["starters"]

MOST = 4
"""First questions offered."""
MOST_TOPICS = 2
"""Of them, those about a list in the documents."""


def starters(context: Context) -> tuple[str, ...]:
    """A few first questions that these documents answer."""
    lists = (
        bare_heading(passage.path[-1])
        for passage in context.passages
        if passage.kind is PassageKind.LIST
        and passage.lead_in
        and passage.path
        and passage.path[-1] != context.document_of(passage).title
        and not context.is_foreign(context.document_of(passage))
    )
    found = [context.say("suggest.about", topic=topic) for topic in itertools.islice(lists, MOST_TOPICS)]
    if plans(context):
        found += [context.say("suggest.quarter"), context.say("suggest.goals")]
    return tuple(dict.fromkeys(found))[:MOST]
