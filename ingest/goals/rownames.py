"""
What a row of a plan calls the one milestone in it: its short name ("Ny risikomodel") and its code ("3.1", "W2").

Owns finding both in the cells before the milestone's own, and the codes of list items;
leaves the milestone's words and time to `milestones`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.goals.drafts import normal, quotes_in, single_quote
from ingest.goals.fields import named
from ingest.goals.roles import Role, column_roles, label_role
from ingest.records import Block, BlockKind, Document, Goal, Milestone, Quote

__all__ = ["RowName", "milestone_columns", "row_names"]

_CODE = re.compile(r"(?=.*\d)[A-ZÆØÅ]{0,3}[-. ]?\d{0,3}(?:\.\d{1,2})*[a-z]?\.?")
_ITEM_CODE = re.compile(r"(?:[A-ZÆØÅ]{1,3}-?\d{1,3}(?:\.\d{1,2})*|\d{1,2}(?:\.\d{1,2})+)(?![\w%]|[.,]\d)")
"""The code of a milestone that is a list item: "1.2", "M3"."""
_YEAR = re.compile(r"\b20\d\d\b")
"""In a heading such as "Target 2029", whose cells are values of that year."""
_ASIDE = {Role.OWNER, Role.DEADLINE, Role.WEIGHT, Role.REMARKS, Role.RESULT, Role.WHEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowName:
    """What stands before a milestone in its row."""

    code: str | None
    """As printed, without a full stop behind it."""
    name: Quote | None
    """None where the row has no words of its own for it."""
    cells: tuple[tuple[Quote, Quote], ...] = ()
    """Each other cell with the heading of its column."""


def row_names(document: Document, goals: Iterable[Goal]) -> dict[str, RowName]:
    """By milestone's id: the name and code of its row, and the row's other cells where it has the row to itself."""
    own = [(goal, milestone) for goal in goals if goal.document == document.id for milestone in goal.milestones]
    found: dict[str, RowName] = {}
    for row, roles, header in _rows(document) if own else ():
        held = [(goal, each) for goal, each in own if row.span.covers(each.quote.span)]
        for goal, milestone in held:
            called = _called(row, roles, goal, milestone)
            if len(held) == 1:
                called = replace(called, cells=_cells(row, header, milestone))
            if called.code or called.name or called.cells:
                found[milestone.id] = called
    coded = {item.span: code for item in _items(document) if (code := _code_of(item))} if own else {}
    for _, milestone in own:
        code = next((code for span, code in coded.items() if span.covers(milestone.quote.span)), None)
        if code and milestone.id not in found:
            found[milestone.id] = RowName(code=code, name=None)
    return found


def milestone_columns(document: Document, goals: Iterable[Goal]) -> frozenset[str]:
    """The headings of the columns in which a plan's milestones stand."""
    spans = [milestone.quote.span for goal in goals for milestone in goal.milestones]
    found: set[str] = set()
    for row, _, header in _rows(document):
        for head, cell in zip(header.children, row.children, strict=False):
            if head.quote and head.quote.text not in found and any(cell.span.covers(span) for span in spans):
                found.add(head.quote.text)
    return frozenset(found)


def _items(document: Document) -> Iterator[Block]:
    """The items of every list, the innermost first."""
    for _, section in document.root.walk():
        for block in section.blocks:
            yield from _items_of(block)


def _items_of(block: Block) -> Iterator[Block]:
    for child in block.children:
        yield from _items_of(child)
    if block.kind is BlockKind.ITEM:
        yield block


def _code_of(item: Block) -> str | None:
    """The code of a list item: its marker, or what its words begin with; a plain count is none."""
    marker = (item.marker or "").strip("() .:")
    if _ITEM_CODE.fullmatch(marker):
        return marker
    opening = _ITEM_CODE.match(item.quote.text) if item.quote else None
    return opening[0] if opening else None


def _cells(row: Block, header: Block, milestone: Milestone) -> tuple[tuple[Quote, Quote], ...]:
    """The cells under columns that fill no field of goal or milestone; weights, results and criteria are kept."""
    heads = [single_quote(each) for each in header.children]
    cells = [single_quote(each) for each in row.children]
    return tuple(
        (head, cell)
        for head, cell in zip(heads, cells, strict=False)
        if head
        and cell
        and (label_role(head.text) in (None, Role.MEASURE, Role.WEIGHT, Role.RESULT) or _YEAR.search(head.text))
        and not milestone.quote.span.covers(cell.span)
        and not cell.span.covers(milestone.quote.span)
    )


def _rows(document: Document) -> Iterator[tuple[Block, tuple[tuple[Role, ...], ...], Block]]:
    for _, section in document.root.walk():
        for block in section.blocks:
            if block.kind is BlockKind.TABLE and len(block.children) > 1:
                header = [each.quote.text if each.quote else "" for each in block.children[0].children]
                roles = column_roles(header)
                yield from ((row, roles, block.children[0]) for row in block.children[1:])


def _called(row: Block, roles: tuple[tuple[Role, ...], ...], goal: Goal, milestone: Milestone) -> RowName:
    known = {normal(quote.text) for quote in (goal.title, goal.wording) if quote}
    code: str | None = None
    name: Quote | None = None
    for place, cell in enumerate(row.children):
        quote = single_quote(cell)
        if cell.span.covers(milestone.quote.span):
            break
        is_goal = bool(known & {normal(each.text) for each in quotes_in(cell)})
        if quote is None or is_goal or (place < len(roles) and set(roles[place]) & _ASIDE):
            continue
        if _CODE.fullmatch(quote.text.strip()):
            code = code or quote.text.strip().rstrip(".")
        elif name is None:
            inner, name = named(quote)
            code = code or inner
    return RowName(code=code, name=name)
