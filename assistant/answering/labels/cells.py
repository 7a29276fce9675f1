"""
A cell of a table, asked for by its row and its column: "the target for berth occupancy", "who owns the risk that …".

Owns finding row and column in a question and setting the cells down; leaves the kinds of columns to
`assistant.understanding.column_kinds`, goals and milestones with numbers and times to their records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.grids import Row, rows_of
from assistant.answering.judging.evidence import is_verbal
from assistant.answering.judging.framing import OF_CELLS
from assistant.understanding.column_kinds import ColumnKind, Years, asked_kinds, kinds_of, names_kind, years_in
from assistant.understanding.concepts import Bag, Concept, accounted
from ingest.lexical import analyse, fold
from ingest.parsers.words import ROLE, is_name
from ingest.records import Document, Goal, Quote, Span

__all__ = ["answer_cell", "documents_with_tables", "rows_by_table"]

MOST_OF_TABLE, MOST_ROWS = 2, 4
"""Rows that one table, and all of them, may give: of more, the question does not say which is meant."""
MOST_SAID = 0.5
"""Share of a row's name from which a question says it wholly enough to mean no other row."""
_WORD = re.compile(r"[^\W\d_]{2}")
_SAYS_VALUE = re.compile(
    r"(?:figures?|numbers?|values?|tal(?:let|lene)?|vaerdi(?:en|er)?|kpi(?:er|s|en)?|indikator(?:en|er|erne)?|indicators?)"
)
"""Folded words for whatever stands in a cell or a row, which say nothing of which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What a question says of row and column."""

    concepts: tuple[Concept, ...]
    """Without those that only name a kind of column."""
    kinds: tuple[ColumnKind, ...]
    years: tuple[Years, ...]
    is_for_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A row that is meant, and its columns."""

    row: Row
    columns: tuple[int, ...]
    share: float
    """Of the row's name, how much the question says, 0..1."""


def answer_cell(context: Context) -> Draft | None:
    """The cells where the rows and columns meet that a question names; None where it names none, or too many."""
    inquiry = context.inquiry
    if (
        inquiry.has("define", "action", "status", "list", "why", "done", "open", "overdue", "conditional")
        or inquiry.times.has_span
    ):
        return None
    asked = _asked(context)
    is_of_goal = bool(inquiry.goal_numbers) and ColumnKind.MONEY in asked.kinds
    if not (asked.concepts or is_of_goal) or not (asked.kinds or asked.years or asked.is_for_person):
        return None
    found = [each for document in documents_with_tables(context) for each in _in_document(context, document, asked)]
    return _told(found) if 0 < len(found) <= MOST_ROWS else None


def _asked(context: Context) -> _Asked:
    inquiry = context.inquiry
    said = inquiry.folded if not inquiry.is_followup else f"{fold(inquiry.search_text)} {inquiry.folded}"
    kinds = asked_kinds(said)
    years = years_in(inquiry.folded)
    if not years and inquiry.times.years:  # those of the question before, or written short
        years = tuple(Years(year, year) for year in inquiry.times.years)
    concepts = tuple(
        each
        for each in inquiry.solid(*OF_CELLS)
        if not names_kind(each.words, kinds)
        and not years_in(each.words)
        and _WORD.search(each.words)
        and not _SAYS_VALUE.fullmatch(each.words)
    )
    return _Asked(concepts=concepts, kinds=kinds, years=years, is_for_person=inquiry.has("who"))


def documents_with_tables(context: Context) -> Sequence[Document]:
    """Documents in question that have tables; of very many, those that search brings up."""
    documents = context.documents
    if context.knowledge.has_many:
        # In corpus order, as their rows are.
        near = dict.fromkeys(each.passage.document for each in sorted(context.candidates(), key=lambda one: one.row))
        documents = tuple(context.knowledge.documents[each] for each in near if each in context.document_ids)
    return [each for each in documents if rows_of(context.knowledge, each)]


def rows_by_table(context: Context, document: Document) -> Sequence[Sequence[Row]]:
    """The rows of each table of a document."""
    by_table: dict[Span, list[Row]] = {}
    for row in rows_of(context.knowledge, document):
        by_table.setdefault(row.table, []).append(row)
    return tuple(by_table.values())


def _in_document(context: Context, document: Document, asked: _Asked) -> Iterator[_Found]:
    """The rows of each table that fit; of more than two, none but those whose names are asked for most wholly."""
    by_table: dict[Span, list[_Found]] = {}
    for row in rows_of(context.knowledge, document):
        if fitting := _fitting(context, row, asked):
            by_table.setdefault(row.table, []).append(fitting)
    for found in by_table.values():
        best = max(each.share for each in found)
        most = max(MOST_OF_TABLE, len(context.inquiry.goal_numbers))
        meant = found if len(found) <= most else [each for each in found if each.share == best >= MOST_SAID]
        if len(meant) <= most:
            yield from meant


def _fitting(context: Context, row: Row, asked: _Asked) -> _Found | None:
    """The row with the columns asked for, where row, columns and what stands above account for the question."""
    language = row.document.language
    name = context.bridge.bag(row.name, language)
    is_of_goal = ColumnKind.MONEY in asked.kinds and _is_of_goal_asked(context, row)
    of_row = [each for each in asked.concepts if accounted(each, name)]
    if not (of_row or is_of_goal):
        return None
    rest = [each for each in asked.concepts if each not in of_row]
    columns = _columns(context, row, asked, rest)
    if not columns or not any(row.cells[place] for place in columns):
        return None
    heads = "\n".join(row.heads[place] for place in columns)
    around = context.bridge.bag("\n".join((heads, *row.path, row.document.title)), language)
    missing = [each for each in rest if not accounted(each, around)]
    if len(missing) > 1 or any(each.is_name or not is_verbal(each.words) for each in missing):
        return None
    if missing and len(of_row) + is_of_goal == 1:
        return None
    if asked.is_for_person and not any(_is_somebody(row.cells[place]) for place in columns):
        return None
    if _is_of_record(context, row) and not all(_is_told_of_rows(row.heads[place]) for place in columns):
        return None
    return _Found(row=row, columns=columns, share=_share(row, asked.concepts))


def _is_of_goal_asked(context: Context, row: Row) -> bool:
    """Whether a row is called as a goal is that the question names by its number."""
    numbers = context.inquiry.goal_numbers
    goals = context.knowledge.goals_by_document.get(row.document.id, ()) if numbers else ()
    name = fold(row.name)
    return any(goal.number in numbers and goal.title and fold(goal.title.text) in name for goal in goals)


def _columns(context: Context, row: Row, asked: _Asked, rest: Sequence[Concept]) -> tuple[int, ...]:
    """Places of the columns asked for, in the order of the table; none where a year asked for has none."""
    places = [place for place in range(len(row.cells)) if place not in row.named]
    years = {place: years_in(row.heads[place]) for place in places}
    chosen: set[int] = set()
    for kind in asked.kinds:
        of_kind = [place for place in places if kind in kinds_of(row.heads[place])]
        timely = [place for place in of_kind if any(_meets(years[place], each) for each in asked.years)]
        is_other_year = asked.years and len(of_kind) > 1 and any(years[place] for place in of_kind)
        chosen.update(timely or (() if is_other_year else of_kind))
    for year in asked.years:
        if any(_meets(years[place], year) for place in chosen):
            continue
        of_year = [place for place in places if _meets(years[place], year)]
        if not of_year and (any(years.values()) or not _is_for(row, year)):
            return ()
        chosen.update(of_year)
    for concept in rest:
        bags = {place: context.bridge.bag(row.heads[place], row.document.language) for place in places}
        named = [place for place in places if _names(bags[place], concept)]
        chosen.update(named if not asked.years or not any(years[each] for each in named) else ())
    return tuple(sorted(chosen))


def _names(head: Bag, concept: Concept) -> bool:
    return accounted(concept, head)


def _meets(printed: Sequence[Years], asked: Years) -> bool:
    return any(each.meets(asked) for each in printed)


def _is_for(row: Row, year: Years) -> bool:
    """Whether what stands above a table, or its document's period, is of a year."""
    above = years_in("\n".join((*row.path, row.document.title)))
    first, last = row.document.period_from, row.document.period_to
    is_within = first is not None and last is not None and first.year <= year.first and year.last <= last.year
    return is_within or _meets(above, year)


def _is_somebody(cell: Quote | None) -> bool:
    return cell is not None and (is_name(cell.text) or ROLE.search(cell.text) is not None)


def _is_of_record(context: Context, row: Row) -> bool:
    """Whether the table holds goals with a number or title, or milestones with a time: those are told from records."""
    goals = context.knowledge.goals_by_document.get(row.document.id, ())
    return any(row.table.covers(quote.span) for goal in goals for quote in _recorded(goal))


def _is_told_of_rows(head: str) -> bool:
    """Whether what stands under a heading is in no record: a year's value, a sum of money."""
    return bool(years_in(head)) or ColumnKind.MONEY in kinds_of(head)


def _recorded(goal: Goal) -> Iterator[Quote]:
    if goal.number or goal.title:
        yield from (quote for quote in (goal.title, goal.wording) if quote)
        yield from (milestone.quote for milestone in goal.milestones)
    yield from (milestone.quote for milestone in goal.milestones if milestone.quarters)


def _share(row: Row, concepts: Sequence[Concept]) -> float:
    """Of the content of a row's name, how much some part of the question puts, 0..1."""
    stems = {term.stem for term in analyse(row.name, row.document.language)}
    asked = {stem for concept in concepts for alternative in concept.alternatives for stem in alternative}
    return len(stems & asked) / len(stems) if stems else 0.0


def _told(found: Sequence[_Found]) -> Draft:
    """Each row by its name, with each cell under the heading of its column."""
    sheet = Sheet(kind=Kind.FACT)
    for each in found:
        row = each.row
        names = [cell for place in row.named if (cell := row.cells[place])]
        name = " – ".join(sheet.quoted(row.document, quote) for quote in names)
        cells = (
            f"{row.heads[place]}: {sheet.quoted(row.document, cell) if (cell := row.cells[place]) else '–'}"
            for place in each.columns
        )
        sheet.write(f"- {name} – {', '.join(cells)}")
    return sheet.answered()
