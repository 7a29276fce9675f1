"""
What changed between two versions of a plan: the difference in wording, both sides quoted.

Owns finding the two versions and pairing their goals and milestones; says nothing about why something changed.
Also owns whether a question asks for a superseded version at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Kind, Reason
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.records import period
from assistant.understanding.inquiry import Inquiry
from ingest.knowledge import Knowledge
from ingest.records import Document, Goal, Quote

__all__ = ["answer_changes", "asks_for_past"]

_CHANGED = re.compile(r"\b(?:changed?|changes|differs?|different|difference|aendre?\w*|aendring\w*|forskel\w*)\b")
"""Asks for a difference (folded)."""
_APART = re.compile(r"\b(?:differs?|different|difference|(?:ad)?skiller|forskel\w*)\b(?: \w+){0,4}? (?:from|fra)\b")
"""How one thing differs from another, not from its earlier self (folded)."""
_SINCE = re.compile(
    r"\b(?:since|siden|sidste|forrige|last|previous|tidligere|earlier|before|i forhold til|compared"
    r"|sammenlignet|year'?s?|version\w*|udgave\w*|from|fra)\b|\b20\d\d\b"
)
"""Says from when (folded)."""
MOST_GOALS = 8
"""Of more goals that differ, only their names are told."""


def asks_for_past(inquiry: Inquiry, knowledge: Knowledge) -> bool:
    """Whether a question is about versions that others have superseded: it names their year, or asks what changed."""
    if _asks_what_changed(inquiry):
        return True
    if not knowledge.has_past:
        return False
    past = [each for each in knowledge.documents.values() if each.superseded_by in knowledge.documents]
    return any(_is_named(inquiry, each) for each in past)


def _asks_what_changed(inquiry: Inquiry) -> bool:
    if len(inquiry.named) > 1:  # "how does our vision differ from that of the Board?" has two sides, not two versions
        return False
    return bool(_CHANGED.search(inquiry.folded) and _SINCE.search(_APART.sub("", inquiry.folded)))


def _is_named(inquiry: Inquiry, document: Document) -> bool:
    """Whether the question names a time that the document is for."""
    first, last = document.period_from, document.period_to
    if first is None or last is None:
        return False
    relative = inquiry.times.relative
    is_relative = relative is not None and first <= relative[1] and relative[0] <= last
    return is_relative or any(first.year <= year <= last.year for year in inquiry.times.years)


def answer_changes(context: Context) -> Draft | None:
    """How the wording of goals differs from the version before; None when that is not asked or there is no plan."""
    if not _asks_what_changed(context.inquiry):
        return None
    newer = _newest(context)
    if newer is None:
        return None
    sheet = Sheet(kind=Kind.COMPARISON)
    older = _before(context, newer)
    if older is None and len(context.inquiry.times.years) > 1:
        return None  # two years of one plan: its own figures for each
    if older is None:
        sheet.write(context.say("changes.no_earlier", title=newer.title))
        return sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=(newer,))
    pairs = _pairs(context, older, newer)
    if not pairs:
        return None
    sheet.write(context.say("changes.head", older=period(older), newer=period(newer)))
    told = 0
    for before, after in pairs:
        lines = _difference(context, sheet, before, after, is_short=told >= MOST_GOALS)
        told += bool(lines)
        sheet.write(*lines)
    if not told:
        sheet.write(context.say("changes.none"))
        for _, after in pairs[:1]:
            if after and (words := after.wording or after.title):
                sheet.write(sheet.quoted(newer, words))
    return sheet.answered()


def _newest(context: Context) -> Document | None:
    """The plan in force of those asked about that has an older version, else the newest plan."""
    with_goals = {goal.document for goal in context.knowledge.goals}
    plans = [each for each in context.documents if each.id in with_goals and _follows_home(context, each)]
    current = [each for each in plans if each.superseded_by not in context.knowledge.documents]
    superseded = {each.superseded_by for each in context.knowledge.documents.values()}
    ranked = sorted(current, key=lambda each: (each.id in superseded, each.period_to is not None, str(each.period_to)))
    return ranked[-1] if ranked else None


def _follows_home(context: Context, document: Document) -> bool:
    return bool(context.organisations) or context.home is None or document.organisation == context.home.id


def _before(context: Context, newer: Document) -> Document | None:
    """The version that `newer` superseded, or an older one whose year the question names."""
    chain: list[Document] = []
    at = newer
    while found := next((e for e in context.knowledge.documents.values() if e.superseded_by == at.id), None):
        if found in chain:
            break
        chain.append(found)
        at = found
    named = next((each for each in chain if _is_named(context.inquiry, each)), None)
    return named or (chain[0] if chain else None)


def _pairs(context: Context, older: Document, newer: Document) -> list[tuple[Goal | None, Goal | None]]:
    """Goals of both versions side by side, those of the numbers asked about where it names some."""
    before = [goal for goal in context.knowledge.goals if goal.document == older.id]
    after = [goal for goal in context.knowledge.goals if goal.document == newer.id]
    pairs: list[tuple[Goal | None, Goal | None]] = []
    for goal in after:
        twin = next((each for each in before if _is_same(each, goal)), None)
        before = [each for each in before if each is not twin]
        pairs.append((twin, goal))
    pairs.extend((goal, None) for goal in before)
    wanted = context.inquiry.goal_numbers
    return [pair for pair in pairs if not wanted or any(goal is not None and goal.number in wanted for goal in pair)]


def _is_same(before: Goal, after: Goal) -> bool:
    """Whether two goals are one in two versions: the same title, or the same number in the same series."""
    if before.title and after.title and _plain(before.title) == _plain(after.title):
        return True
    return before.number is not None and (before.series.casefold(), before.number) == (
        after.series.casefold(),
        after.number,
    )


def _difference(
    context: Context, sheet: Sheet, before: Goal | None, after: Goal | None, *, is_short: bool
) -> list[str]:
    """What differs in one goal, as lines; none when it is the same to the letter."""
    name = after or before
    if name is None:
        return []
    if before is None or after is None:
        words = _named(name)
        head = context.say("changes.added" if before is None else "changes.removed", goal=_called(context, name))
        quoted = sheet.quoted(context.document_of(name), words) if words else ""
        return [f"{head} {quoted}".strip()]
    rows = _rows(context, sheet, before, after)
    if not rows:
        return []
    head = f"*{_called(context, after)}*"
    return [head] if is_short else [head, *rows]


def _rows(context: Context, sheet: Sheet, before: Goal, after: Goal) -> list[str]:
    rows: list[str] = []
    for old, new in ((before.title, after.title), (before.wording, after.wording)):
        if (old and _plain(old)) != (new and _plain(new)):
            rows.extend(_row(context, sheet, [(before, old)] if old else [], [(after, new)] if new else []))
    old_steps, new_steps = ([each.quote for each in goal.milestones] for goal in (before, after))
    gone = [quote for quote in old_steps if _plain(quote) not in {_plain(each) for each in new_steps}]
    come = [quote for quote in new_steps if _plain(quote) not in {_plain(each) for each in old_steps}]
    rows.extend(_row(context, sheet, [(before, each) for each in gone], [(after, each) for each in come]))
    return rows


def _row(
    context: Context, sheet: Sheet, old: Sequence[tuple[Goal, Quote]], new: Sequence[tuple[Goal, Quote]]
) -> list[str]:
    was = [f"- {context.say('changes.was')} {sheet.quoted(context.document_of(goal), quote)}" for goal, quote in old]
    now = [f"- {context.say('changes.now')} {sheet.quoted(context.document_of(goal), quote)}" for goal, quote in new]
    return [*was, *now]


def _named(goal: Goal) -> Quote | None:
    return goal.title or goal.wording


def _called(context: Context, goal: Goal) -> str:
    number = context.say("cli.goal", n=goal.number) if goal.number else ""
    return ", ".join(filter(None, (goal.series, number)))


def _plain(quote: Quote) -> str:
    return " ".join(quote.text.split()).casefold()
