"""
Cues whose own words are never what a question is about, for each kind of answer.

Owns those tables: "when is the deadline for sequencing?" is about sequencing. Leaves the cues to
`assistant.understanding.cues`, and what is left of a question without their words to `Inquiry.topic`.
"""

from __future__ import annotations

__all__ = ["OF_CELLS", "OF_DATES", "OF_LABELS", "OF_PASSAGES", "OF_PEOPLE", "OF_RECORDS", "OF_TERMS"]

_SPEECH = ("claim", "exact", "list")
"""How it is asked."""
_TALK = (*_SPEECH, "all", "greeting", "newcomer", "overview", "thanks")
"""How it is asked, and by whom."""
_ORDER = ("last", "next", "this")
"""Which one of several."""

OF_RECORDS = (
    *_TALK, *_ORDER, "action", "changed", "colour", "criteria", "deadline", "done", "ends", "fall_in", "goal",
    "happens", "history", "how_many", "milestone", "open", "outside_time", "overdue",
    "owner", "remark", "spanning", "status",
    "unreported", "weight", "when", "who", "whole_year", "without_time", "yes_no",
)  # fmt: skip
"""Of questions for goals and milestones."""
OF_PASSAGES = (
    *_TALK, *_ORDER, "attribute", "contact", "content_of", "criteria", "deadline", "define", "email", "happens", "help",
    "how",
    "how_many", "how_much", "injection", "phone", "purpose", "updated", "weight", "when", "where", "which_day",
    "which_month", "who", "why",
)  # fmt: skip
"""Of questions for whatever the documents say."""
OF_LABELS = (
    *_TALK, *_ORDER, "attribute", "content_of", "goal", "help", "how", "how_many", "injection", "purpose", "remark",
    "status", "when", "where", "yes_no",
)  # fmt: skip
"""Of questions for a list or a statement that has a name."""
OF_TERMS = (*_TALK, "define", "help", "how", "yes_no")
"""Of questions for what a word means."""
OF_CELLS = (
    *_TALK, "compare", "goal", "how_many", "how_much", "owner", "pronoun", "when", "where", "who", "yes_no",
)  # fmt: skip
"""Of questions for cells of tables."""
OF_PEOPLE = (
    *_SPEECH, "contact", "define", "email", "how_many", "phone", "pronoun", "role", "signed", "when", "which_day",
    "who", "yes_no",
)  # fmt: skip
"""Of questions for people."""
OF_DATES = (
    *_SPEECH, "in_force", "in_force_words", "published", "signed", "updated", "when", "where", "which_day", "yes_no",
)  # fmt: skip
"""Of questions for the date of a document."""
