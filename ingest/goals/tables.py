"""
Goals out of tables, whichever way they are laid out.

Owns goal per table, goal per row, milestone per row, and columns headed by quarters; leaves roles down the
first column to `transposed`, heading words to `roles`, and cutting measures into milestones to `milestones`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.dates import find_times
from ingest.goals.drafts import (
    GoalDraft,
    MilestoneDraft,
    Place,
    Workshop,
    is_blank,
    normal,
    quotes_in,
    single_quote,
)
from ingest.goals.fields import named, number_in, words_of
from ingest.goals.milestones import has_own_time, milestones_in, read_deadline
from ingest.goals.roles import ACTIVITIES, CRITERIA, PRECISE_MEASURES, Role, column_roles
from ingest.goals.transposed import column_goal, goal_columns
from ingest.records import Block, BlockKind, Quarters, Quote, Span

__all__ = ["read_table"]

_TICKS = {"x", "✓", "✔", "●", "•", "■", "*", "ja", "yes"}
_WORD = re.compile(r"[^\W\d_]{3,}")
_VALUE = re.compile(r"\W{0,3}\d[\d.,]*(?:\s*[%a-zæøå][\w./%]{0,9}(?:\s[a-z]{2,3}\.?)?)?")
"""A number with its unit: "3.4 mio. kr.", "£44.0m"."""
_CODE = re.compile(r"[A-ZÆØÅ]{1,4}[.-]?\d{1,2}(?:\.\d{1,2})?")
"""What a goal is called by beside its title, or in an overview: "II.3", "A1", "SO1"."""
_HEADLINE_CHARS = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """A table with the roles of its columns."""

    rows: tuple[Block, ...]
    """Without the header."""
    roles: tuple[tuple[Role, ...], ...]
    headings: tuple[str, ...]

    def column(self, role: Role) -> int | None:
        """The first column with this role; of deadlines one that says more than a quarter, where there is one."""
        columns = [place for place, roles in enumerate(self.roles) if role in roles]
        if role is Role.DEADLINE:
            columns.sort(key=lambda place: _is_of_quarters(self.headings[place]))
        return columns[0] if columns else None

    @property
    def counts_quarters(self) -> bool:
        """Whether the deadline column is headed "Kvartal"."""
        column = self.column(Role.DEADLINE)
        return column is not None and _is_of_quarters(self.headings[column])

    @property
    def _names_recur(self) -> bool:
        """Whether a goal has several rows, each with what is done in it; with one row each, that is its description."""
        columns = [place for place in (self.column(Role.TITLE), self.column(Role.GOAL)) if place is not None]
        named = [
            words_of(row.children[place]) for row in self.rows for place in columns[:1] if place < len(row.children)
        ]
        return len({normal(words) for words in named if words}) < len(self.rows)

    @property
    def measure(self) -> int | None:
        """The column of milestones: what is done, not what tells so; else the one whose heading means just that."""
        columns = [place for place, roles in enumerate(self.roles) if Role.MEASURE in roles]
        done = [place for place in columns if normal(self.headings[place]) in ACTIVITIES]
        if done and any(normal(self.headings[place]) in CRITERIA for place in columns) and self._names_recur:
            return done[0]
        return min(columns, key=lambda place: (_precision(self.headings[place]), place), default=None)


def read_table(shop: Workshop, table: Block, place: Place) -> list[GoalDraft]:
    """The goals a table holds; empty when it is a table of something else."""
    rows = [row for row in table.children if row.kind is BlockKind.ROW]
    if transposed := goal_columns(rows):
        return [column_goal(shop, rows, place, column) for column in transposed]
    grid = _grid(rows)
    if grid is None or not _is_plan(grid, place):
        return []
    _report_columns(shop, grid, rows[0])
    return _Rows(shop, grid, place).read()


def _grid(rows: Sequence[Block]) -> _Grid | None:
    if len(rows) < 2:  # a header and a row
        return None
    headings = tuple(words_of(cell) for cell in rows[0].children)
    roles = column_roles(headings)
    if not rows[0].is_header and sum(map(bool, roles)) < 2:  # one word may be chance
        return None
    named = tuple(_worded(rows[1:], place, found) for place, found in enumerate(roles))
    return _Grid(rows=tuple(rows[1:]), roles=named, headings=headings)


def _worded(rows: Sequence[Block], place: int, roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """
    A column's roles without those of a goal or a time where its cells are values, not codes.

    "Target 2025" and "2024" over "4.1" and "12%" are of an indicator; "Mål" over "1", "2", "3" is their number.
    """
    roles = _untimed(rows, place, roles)
    quotes = (_coded(row.children[place])[1] for row in rows if place < len(row.children))
    cells = [quote.text.strip() for quote in quotes if quote]
    if Role.GOAL in roles and [cell.rstrip(".") for cell in cells] == [str(number + 1) for number in range(len(cells))]:
        return (Role.NUMBER,)
    is_worded = sum(bool(_WORD.search(cell)) and not _VALUE.fullmatch(cell) for cell in cells) * 2 > len(cells)
    is_worded = is_worded or (bool(cells) and all(_CODE.fullmatch(cell) for cell in cells))
    return roles if is_worded else tuple(role for role in roles if role not in (Role.GOAL, Role.TITLE))


def _untimed(rows: Sequence[Block], place: int, roles: tuple[Role, ...]) -> tuple[Role, ...]:
    cells = [words_of(row.children[place]) for row in rows if place < len(row.children)]
    filled = [cell for cell in cells if cell]
    is_valued = bool(filled) and all(_VALUE.fullmatch(cell) for cell in filled)
    return tuple(role for role in roles if role is not Role.WHEN) if is_valued else roles


def _is_plan(grid: _Grid, place: Place) -> bool:
    """Whether the columns are a plan's: a goal with measures or a time, or measures beneath a goal's heading."""
    held = {role for roles in grid.roles for role in roles}
    has_goal, has_measure = Role.GOAL in held, Role.MEASURE in held
    if has_measure and (has_goal or place.is_goal):
        return True
    if has_goal:
        return bool(held & {Role.DEADLINE, Role.WHEN, Role.WEIGHT, Role.NUMBER, Role.TITLE, Role.RESULT})
    if has_measure and {Role.TITLE, Role.DEADLINE, Role.OWNER} <= held:
        return True
    if {Role.NUMBER, Role.TITLE, Role.WEIGHT} <= held:  # an overview
        return True
    is_precise = grid.measure is not None and _precision(grid.headings[grid.measure]) < len(PRECISE_MEASURES)
    return is_precise and bool(held & {Role.TITLE, Role.DEADLINE, Role.WHEN, Role.OWNER})


def _report_columns(shop: Workshop, grid: _Grid, header: Block) -> None:
    for cell, roles, heading in zip(header.children, grid.roles, grid.headings, strict=True):
        if not roles and heading:
            shop.report(
                "unknown_column",
                f"Column {heading!r} of a table of goals is not known; its cells can be searched, but fill no field.",
                cell.span,
                column=heading,
            )


class _Rows:
    """Reads row after row; a row that names no new goal continues the one above."""

    def __init__(self, shop: Workshop, grid: _Grid, place: Place) -> None:
        self.shop = shop
        self.grid = grid
        self.place = place
        self.goals: list[GoalDraft] = []

    def read(self) -> list[GoalDraft]:
        for number, row in enumerate(self.grid.rows):
            if self._divides(row, number):
                self._divide(row)
                continue
            if self._names_a_goal(row) or not self.goals:
                self.goals.append(self._goal(row))
            elif self._has_another_activity(self.goals[-1], row):
                self.goals[-1].wording = None
            self._add(self.goals[-1], row)
        return [goal for goal in self.goals if goal.title or goal.wording or goal.milestones]

    def _cell(self, row: Block, role: Role) -> Block | None:
        column = self.grid.measure if role is Role.MEASURE else self.grid.column(role)
        return row.children[column] if column is not None and column < len(row.children) else None

    def _words(self, row: Block, role: Role) -> Quote | None:
        cell = self._cell(row, role)
        return _coded(cell)[1] if cell else None

    def _code(self, row: Block) -> Quote | None:
        """The code set apart before the goal's words in its cell ("**SO1** Protect the shoreline")."""
        cells = (self._cell(row, role) for role in (Role.TITLE, Role.GOAL))
        return next((code for cell in cells if cell and (code := _coded(cell)[0])), None)

    def _divides(self, row: Block, number: int) -> bool:
        """Whether a row is a line across the table that names the series or goal of the rows beneath."""
        filled = [place for place, cell in enumerate(row.children) if single_quote(cell)]
        if filled != [0] or len(self.grid.roles) < 3 or self.grid.measure == 0:  # narrow tables have none
            return False
        following = self.grid.rows[number + 1] if number + 1 < len(self.grid.rows) else None
        return following is not None and bool(following.children) and single_quote(following.children[0]) is not None

    def _divide(self, row: Block) -> None:
        words = single_quote(row.children[0])
        if words:
            self.place = replace(self.place, series=words.text, series_number=None)

    def _names_a_goal(self, row: Block) -> bool:
        """Whether title or goal differ from those of the goal being read; a number alone may be the milestone's."""
        if not self.goals:
            return True
        goal = self.goals[-1]
        title, wording = (self._words(row, role) for role in (Role.TITLE, Role.GOAL))
        known = {normal(quote.text) for quote in (goal.title, goal.wording) if quote}
        names = [normal(named(quote)[1].text) for quote in (title, wording) if quote]
        return any(name not in known for name in names)

    def _goal(self, row: Block) -> GoalDraft:
        place = self.place
        number, title, wording = (self._words(row, role) for role in (Role.NUMBER, Role.TITLE, Role.GOAL))
        printed = number_in(number) or number_in(self._code(row))
        if title:
            inner, title = named(title)
            printed = printed or inner
        if wording:
            inner, wording = named(wording)
            printed = printed or inner
        if wording and not title and _is_headline(wording):
            title, wording = wording, self._sentence_below(row, wording) or self._described(row)
        wording = wording or (self._activity(row) if title else None)
        return GoalDraft(place=place, span=row.span, number=printed, title=title, wording=wording)

    def _activity(self, row: Block) -> Quote | None:
        """What is said of a goal in a column of activities, where its milestones stand in another one."""
        for place, roles in enumerate(self.grid.roles):
            is_other = Role.MEASURE in roles and place != self.grid.measure and place < len(row.children)
            if not is_other or _precision(self.grid.headings[place]) < len(PRECISE_MEASURES):
                continue
            words = single_quote(row.children[place])
            if words and len(list(quotes_in(row.children[place]))) == 1:
                return words
        return None

    def _has_another_activity(self, goal: GoalDraft, row: Block) -> bool:
        """Whether what was taken for a goal's wording is only the first of several activities, each in its row."""
        activity = self._activity(row)
        is_activity = goal.wording is not None and not self._words(row, Role.TITLE) and self._cell(row, Role.GOAL)
        return bool(is_activity and activity and goal.wording and normal(activity.text) != normal(goal.wording.text))

    def _sentence_below(self, row: Block, title: Quote) -> Quote | None:
        """What stands under a title in the same cell ("Mål 1: Bedre data", then a sentence)."""
        cell = self._cell(row, Role.GOAL)
        below = [quote for quote in quotes_in(cell) if quote.span.start >= title.span.end] if cell else []
        return next((quote for quote in below if not is_blank(quote.text)), None)

    def _described(self, row: Block) -> Quote | None:
        """What a second column says of the goals that the first one names ("Mål", "Beskrivelse")."""
        places = [place for place, roles in enumerate(self.grid.roles) if Role.GOAL in roles]
        return single_quote(row.children[places[1]]) if len(places) > 1 and places[1] < len(row.children) else None

    def _add(self, goal: GoalDraft, row: Block) -> None:
        goal.span = Span(goal.span.start, row.span.end)
        goal.number = _shared(goal.number, number_in(self._words(row, Role.NUMBER)))
        owner, weight = self._words(row, Role.OWNER), self._words(row, Role.WEIGHT)
        deadline = read_deadline(self.shop, self._deadline_words(row), is_quarter=self.grid.counts_quarters)
        milestones = self._milestones(row, deadline)
        for milestone in milestones:
            milestone.owner = milestone.owner or (owner.text if owner else None)
        goal.milestones.extend(milestones)
        goal.remarks = goal.remarks or self._words(row, Role.REMARKS)
        goal.result = goal.result or self._words(row, Role.RESULT)
        goal.add_owner(owner.text if owner else None)
        goal.add_weight(weight.text if weight else None)
        is_first = len(goal.milestones) == len(milestones)
        goal.deadline = deadline if is_first and len(milestones) != 1 else goal.deadline

    def _deadline_words(self, row: Block) -> Quote | None:
        """The deadline cell's words; none where it lists one time for each milestone."""
        cell = self._cell(row, Role.DEADLINE)
        if cell is None or cell is self._cell(row, Role.MEASURE):
            return None
        return single_quote(cell) if len(list(quotes_in(cell))) <= 1 else None

    def _milestones(self, row: Block, deadline: Quarters | None) -> list[MilestoneDraft]:
        cell = self._cell(row, Role.MEASURE)
        found = milestones_in(self.shop, cell) if cell else []
        times = self._times_one_by_one(row, len(found)) or [deadline] * len(found)
        for milestone, time in zip(found, times, strict=True):
            is_own = has_own_time(self.shop, milestone, is_alone=len(found) == 1)
            milestone.quarters = milestone.quarters if is_own else time or milestone.quarters
        return [*self._ticked(row, found), *self._under_times(row)]

    def _times_one_by_one(self, row: Block, count: int) -> list[Quarters | None]:
        cell = self._cell(row, Role.DEADLINE)
        if cell is None or cell is self._cell(row, Role.MEASURE):
            return []
        quotes = [quote for quote in quotes_in(cell) if not is_blank(quote.text)]
        if len(quotes) != count or count == 1:
            if len(quotes) > 1:
                self.shop.report(
                    "times_unmatched", f"{len(quotes)} deadlines for {count} milestones in one row.", cell.span
                )
            return []
        return [read_deadline(self.shop, quote, is_quarter=self.grid.counts_quarters) for quote in quotes]

    def _ticked(self, row: Block, found: list[MilestoneDraft]) -> list[MilestoneDraft]:
        """Milestones with the time of the ticked columns ("Q1 | Q2 | Q3 | Q4" with an x)."""
        ticked = [place for place in self._time_columns(row) if words_of(row.children[place]).lower() in _TICKS]
        times = [time for place in ticked if (time := self._heading_time(place))]
        if times:
            printed = "/".join(time.printed for time in times)
            hull = Quarters(printed=printed, first=min(t.first for t in times), last=max(t.last for t in times))
            for milestone in found:
                milestone.quarters = milestone.quarters or hull
        return found

    def _under_times(self, row: Block) -> list[MilestoneDraft]:
        """Milestones written under the time they are planned for."""
        found: list[MilestoneDraft] = []
        for place in self._time_columns(row):
            cell = row.children[place]
            if words_of(cell).lower() in _TICKS or single_quote(cell) is None:
                continue
            for milestone in milestones_in(self.shop, cell):
                milestone.quarters = milestone.quarters or self._heading_time(place)
                found.append(milestone)
        return found

    def _time_columns(self, row: Block) -> list[int]:
        return [
            place for place, roles in enumerate(self.grid.roles) if Role.WHEN in roles and place < len(row.children)
        ]

    def _heading_time(self, place: int) -> Quarters | None:
        found = find_times(self.grid.headings[place], period=self.shop.period)
        return found[0].quarters if found else None


def _coded(cell: Block) -> tuple[Quote | None, Quote | None]:
    """A cell's words, and before them the code that is set apart there; one quotation alone is the words."""
    quotes = list(quotes_in(cell))
    if len(quotes) > 1 and _CODE.fullmatch(quotes[0].text.strip()):
        return quotes[0], quotes[1]
    return None, single_quote(cell)


def _shared(number: str | None, another: str | None) -> str | None:
    """The goal's number when its rows are numbered one by one ("1.1", "1.2": 1)."""
    if another is None or number in (None, another):
        return number or another
    first, second = number.split(".")[0], another.split(".")[0]
    return first if first == second else None


def _is_headline(quote: Quote) -> bool:
    return len(quote.text) <= _HEADLINE_CHARS and not quote.text.rstrip().endswith((".", ";"))


def _is_of_quarters(heading: str) -> bool:
    return any(word in heading.lower() for word in ("kvartal", "quarter"))


def _precision(heading: str) -> int:
    words = set(normal(heading).split())
    return next((rank for rank, word in enumerate(PRECISE_MEASURES) if word in words), len(PRECISE_MEASURES))
