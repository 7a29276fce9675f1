"""
The row of a table that has the most or the least money: "which focus area gets the most?".

Owns hearing that, reading sums of one column and picking among them; leaves single cells to
`assistant.answering.labels.cells`, and what weighs most to `assistant.answering.plans.weights`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.grids import Row
from assistant.answering.judging.accounting import accounts
from assistant.answering.judging.framing import OF_CELLS
from assistant.answering.labels.cells import documents_with_tables, rows_by_table
from assistant.understanding.column_kinds import ColumnKind, asked_kinds, kinds_of, names_kind, years_in
from assistant.understanding.concepts import Concept
from ingest.lexical import fold
from ingest.records import Language, Quote

__all__ = ["answer_extreme", "sum_in"]

_MOST = re.compile(r"\b(?:flest|mest|storst\w*|hojest\w*|most|highest|largest|biggest|dyrest\w*)\b")
_LEAST = re.compile(r"\b(?:faerrest|mindst\w*|lavest\w*|least|lowest|smallest|fewest|billigst\w*|cheapest)\b")
_WHOLE = re.compile(r"\b(?:i alt|total\w*|sum|samlet|in all|all together)\b")
"""Names a row that adds up the others (folded)."""
_SUM = re.compile(
    r"(?P<digits>\d+(?:[.,\s]\d+)*)\s*"
    r"(?P<scale>mio|mill|million\w*|m\b|mia|billion\w*|bn\b|t\.?kr|tusind|k\b)?"
)
_SCALES = (("mia", 10**9), ("b", 10**9), ("m", 10**6), ("t", 10**3), ("k", 10**3))
"""How the word for a size begins, and the size."""
_THOUSANDS = {Language.DANISH: ".", Language.ENGLISH: ","}
_GROUP = 3
"""Digits behind a mark that parts thousands."""
MIN_ROWS, MOST_TIED = 2, 3
"""Rows among which one may have the most, and that may share it."""


def answer_extreme(context: Context) -> Draft | None:
    """The rows with the most or the least money of the table in question; None where none is asked for or fits."""
    inquiry = context.inquiry
    is_most, is_least = (pattern.search(inquiry.folded) is not None for pattern in (_MOST, _LEAST))
    if is_most == is_least or ColumnKind.MONEY not in asked_kinds(inquiry.folded) or inquiry.has("why", "define"):
        return None
    topic = [each for each in inquiry.solid(*OF_CELLS) if not _is_of_asking(each)]
    for document in documents_with_tables(context):
        for rows in rows_by_table(context, document):
            sums = list(_sums(context, rows))
            if len(sums) >= MIN_ROWS and _is_about(context, rows, topic):
                wanted = (max if is_most else min)(amount for amount, *_ in sums)
                return _told([each for each in sums if each[0] == wanted])
    return None


def _is_of_asking(concept: Concept) -> bool:
    is_extreme = _MOST.search(concept.words) or _LEAST.search(concept.words)
    return bool(is_extreme) or names_kind(concept.words, (ColumnKind.MONEY,)) or bool(years_in(concept.words))


def _sums(context: Context, rows: Sequence[Row]) -> Iterator[tuple[float, Row, int, Quote]]:
    """The sum that each row has in the first column of money for the year asked about; none where one has none."""
    heads = rows[0].heads
    years = context.inquiry.times.years
    columns = [place for place, head in enumerate(heads) if ColumnKind.MONEY in kinds_of(head)]
    timely = [place for place in columns if any(each.first in years for each in years_in(heads[place]))]
    for place in (timely or columns)[:1]:
        for row in rows:
            cell = row.cells[place] if place < len(row.cells) else None
            amount = sum_in(cell.text, row.document.language) if cell else None
            if cell and amount is not None and not _WHOLE.search(fold(row.name)):
                yield amount, row, place, cell


def _is_about(context: Context, rows: Sequence[Row], topic: Sequence[Concept]) -> bool:
    """Whether a table is of what is asked for: by its headings, or as its rows are called as the plan's goals are."""
    first = rows[0]
    around = "\n".join((*first.heads, *first.path, first.document.title))
    bag = context.bridge.bag(around, first.document.language)
    goals = context.knowledge.goals_by_document.get(first.document.id, ())
    titles = [fold(goal.title.text) for goal in goals if goal.title]
    is_of_goals = context.inquiry.has("goal") and any(title in fold(first.name) for title in titles)
    called = context.inquiry.cue_words.get("goal", frozenset()) if is_of_goals else frozenset[str]()
    rest = [each for each in topic if not called or not called.issuperset(each.words.split())]
    return (bool(topic) or is_of_goals) and accounts(bag, rest)


def sum_in(text: str, language: Language) -> float | None:
    """The one sum that a cell holds, in units: "1,6 mio. kr." is 1600000; None where it holds none, or several."""
    found = [*_SUM.finditer(fold(text))]
    if len(found) != 1:
        return None
    mark = _THOUSANDS[language]
    first, *groups = "".join(found[0]["digits"].split()).split(mark)
    is_grouped = all(len(re.split("[.,]", group)[0]) == _GROUP for group in groups)
    plain = ("" if is_grouped else ".").join((first, *groups)).replace(",", ".")
    scale = found[0]["scale"] or ""
    size = next((size for name, size in _SCALES if scale.startswith(name)), 1)
    return float(plain) * size if plain.count(".") <= 1 else None


def _told(rows: Sequence[tuple[float, Row, int, Quote]]) -> Draft | None:
    if len(rows) > MOST_TIED:
        return None
    sheet = Sheet(kind=Kind.FACT)
    for _, row, place, cell in rows:
        names = (sheet.quoted(row.document, quote) for at in row.named if (quote := row.cells[at]))
        sheet.write(f"- {' – '.join(names)} – {row.heads[place]}: {sheet.quoted(row.document, cell)}")
    return sheet.answered()
