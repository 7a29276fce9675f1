"""
A linter for plans: what a person should mend in a corpus before others ask about it.

Owns what single documents lack and what several say of the same thing;
leaves what was not understood while reading to the modules that read. Pure: documents in, findings out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ingest.dates import find_times
from ingest.goals.drafts import normal
from ingest.goals.find import plan_period
from ingest.parsers.inline import without_signs
from ingest.recognise import Understood
from ingest.records import Document, Finding, Goal, Milestone, Span

__all__ = ["lint"]

MOST_NAMED = 3
"""So many milestones are named; of the others the count is enough."""
MOST_CHARS = 60
MIN_TWIN_CHARS = 60
"""Shorter texts are alike by chance."""
MIN_SHARED = 0.8
MIN_WORDS = 4
"""A milestone of fewer words may be two things of one name."""
_DRAFT = re.compile(r"\b(?:udkast|kladde|draft|work in progress|høringsversion|til høring|foreløbig)\b", re.IGNORECASE)
HEAD_CHARS = 400
"""A document says that it is a draft near its top."""


def lint(understood: Sequence[Understood], *, today: dt.date) -> tuple[Finding, ...]:
    """
    What to mend in a corpus.

    Args:
        understood: Every document with what was recognised in it.
        today: The day that periods are compared with.

    Returns:
        Findings by document in corpus order, then those about several documents.
    """
    originals = [each for each in understood if each.document.edition_of is None]
    single = [finding for one in originals for finding in _alone(one, today)]
    return (*single, *_duplicates(originals), *_disagreeing(originals))


def _alone(one: Understood, today: dt.date) -> Iterator[Finding]:
    document = one.document
    told = {finding.code for finding in one.findings}
    if "draft" not in told and (
        found := _DRAFT.search(f"{document.path} {document.title}\n{document.text[:HEAD_CHARS]}")
    ):
        message = (
            f"{document.path} looks like a draft ({found[0]!r}); publish it, leave it out, or set official = false."
        )
        yield _finding(document, "looks_like_draft", message)
    if document.period_to is not None and document.period_to < today and document.superseded_by is None:
        message = f"{document.path} ended on {document.period_to} and nothing follows it; add the next one."
        yield _finding(document, "period_ended", message)
    if not one.goals:
        return
    if plan_period(document) is None:
        message = f'{document.path} has goals but no period, so "Q2" has no year; write period = "2026" in corpus.toml.'
        yield _finding(document, "plan_without_period", message)
    else:
        yield from _without_time(one)
    yield from _without_owner(one)


def _without_time(one: Understood) -> Iterator[Finding]:
    """Milestones without a time; those whose printed time was not understood are told of already."""
    known = [finding.span for finding in one.findings if finding.code == "time_not_understood" and finding.span]
    for goal, milestone in _milestones(one):
        if milestone.quarters is None and goal.deadline is None and not _is_told(milestone, known):
            message = (
                f"{without_signs(milestone.quote.text)[:MOST_CHARS]!r} has no time; write a quarter, month or date."
            )
            yield _finding(one.document, "milestone_without_time", message, milestone.quote.span)


def _is_told(milestone: Milestone, spans: Sequence[Span]) -> bool:
    return any(span.start < milestone.quote.span.end and milestone.quote.span.start < span.end for span in spans)


def _without_owner(one: Understood) -> Iterator[Finding]:
    """One finding for a plan: many plans name no owners at all."""
    lacking = [milestone for goal, milestone in _milestones(one) if not (milestone.owner or goal.owner)]
    if not lacking:
        return
    total = sum(1 for _ in _milestones(one))
    named = "; ".join(repr(without_signs(each.quote.text)[:MOST_CHARS]) for each in lacking[:MOST_NAMED])
    more = f" and {len(lacking) - MOST_NAMED} more" if len(lacking) > MOST_NAMED else ""
    message = (
        f"{len(lacking)} of {total} milestones name no owner: {named}{more}; name one, or add [[goal]] in corpus.toml."
    )
    yield _finding(one.document, "milestone_without_owner", message, lacking[0].quote.span)


def _milestones(one: Understood) -> Iterator[tuple[Goal, Milestone]]:
    return ((goal, milestone) for goal in one.goals for milestone in goal.milestones)


def _duplicates(understood: Sequence[Understood]) -> Iterator[Finding]:
    """Documents with the same words, or most of their lines the same, under another name."""
    holders: dict[str, list[Document]] = defaultdict(list)
    for one in understood:
        if len(one.document.text) >= MIN_TWIN_CHARS:
            holders[normal(one.document.text)].append(one.document)
    for same in holders.values():
        for twin in same[1:]:
            message = f"{twin.path} says the same as {same[0].path}; remove one, or every answer has two sources."
            yield _finding(twin, "duplicate", message)
    whole = {each.id for same in holders.values() if len(same) > 1 for each in same}
    yield from _near_duplicates([one for one in understood if one.document.id not in whole])


def _near_duplicates(understood: Sequence[Understood]) -> Iterator[Finding]:
    sharing: dict[tuple[int, int], int] = defaultdict(int)
    holders: dict[str, list[int]] = defaultdict(list)
    words = [_lines(one.document.text) for one in understood]
    for place, own in enumerate(words):
        for body in own:
            for other in holders[body][-MOST_NAMED:]:
                sharing[other, place] += 1
            holders[body].append(place)
    for (first, second), count in sorted(sharing.items()):
        least = min(len(words[first]), len(words[second]))
        older, later = understood[first].document, understood[second].document
        is_version = older.superseded_by == later.id or later.superseded_by == older.id
        if least > MOST_NAMED and count >= MIN_SHARED * least and not is_version:
            message = (
                f"{later.path} and {older.path} share {count} of {least} lines; if one is a version of the other, "
                "write supersedes in corpus.toml."
            )
            yield _finding(later, "near_duplicate", message)


def _lines(text: str) -> frozenset[str]:
    """A document's lines and cells of several words: the same for a Word file and the PDF made of it."""
    return frozenset(normal(each) for each in re.split(r"[\n\t]+", text) if len(each.split()) >= MIN_WORDS)


def _disagreeing(understood: Sequence[Understood]) -> Iterator[Finding]:
    """Milestones of the same words that documents of the same organisation plan for different times."""
    planned: dict[tuple[str, str], tuple[Document, Milestone]] = {}
    for one in understood:
        if one.document.superseded_by is not None:
            continue
        for _, milestone in _milestones(one):
            words = _without_times(milestone.quote.text)
            key = (one.document.organisation, words)
            if milestone.quarters is None or len(words.split()) < MIN_WORDS:
                continue
            document, other = planned.setdefault(key, (one.document, milestone))
            if document.id != one.document.id and other.quarters and _differ(milestone, other):
                shown = without_signs(milestone.quote.text)[:MOST_CHARS]
                message = (
                    f"{shown!r} is planned for {milestone.quarters.printed} here and for "
                    f"{other.quarters.printed} in {document.path}; correct one."
                )
                yield _finding(one.document, "dates_disagree", message, milestone.quote.span)


def _differ(milestone: Milestone, other: Milestone) -> bool:
    mine, its = milestone.quarters, other.quarters
    return mine is not None and its is not None and (mine.first, mine.last) != (its.first, its.last)


def _without_times(text: str) -> str:
    """A milestone's words without the times in them, for comparing."""
    spans: Iterable[Span] = (found.span for found in find_times(text, period=None))
    for span in sorted(spans, reverse=True):
        text = text[: span.start] + " " + text[span.end :]
    return normal(text)


def _finding(document: Document, code: str, message: str, span: Span | None = None) -> Finding:
    return Finding(document=document.id, code=code, message=message, span=span)
