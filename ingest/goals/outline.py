"""
Goals out of headings, lines and lists.

Owns which sections announce goals and which only gather them, and reading "Mål 1: …" lines, labels and bullets;
leaves tables to `tables` and cutting measures into milestones to `milestones`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.dates import find_times
from ingest.goals.drafts import GoalDraft, Place, Workshop, cut, is_blank, normal, quotes_in
from ingest.goals.milestones import has_time, milestones_in
from ingest.goals.roles import (
    PRECISE_MEASURES,
    GoalHeading,
    Role,
    is_series_heading,
    label_role,
    read_goal_heading,
    roles_of,
)
from ingest.goals.tables import fill, read_table
from ingest.records import Block, BlockKind, Quarters, Quote, Section, Span

__all__ = ["read_outline"]

_LABELLED = re.compile(r"(?P<label>[^:\n]{2,40}?)\s*:(?:\s+(?P<value>\S.*))?\Z", re.DOTALL)
_SEPARATED = re.compile(r"[^:–—-]{1,40}?\b(?:\d{1,2}(?:\.\d{1,2})*|[A-Z]|[IVX]{1,4})\s*(?:[:–—]|\s-|\.\s|\Z)")


def read_outline(shop: Workshop) -> list[GoalDraft]:
    """Every goal of the document, in document order."""
    document = shop.document
    reader = _Reader(shop)
    top = Place(series=document.title, series_number=None, path=())
    reader.gathering(document.root, top)
    return sorted(reader.goals, key=lambda goal: goal.span)


class _Reader:
    """Walks the sections; knows the goal that lines and lists belong to for the time being."""

    def __init__(self, shop: Workshop) -> None:
        self.shop = shop
        self.goals: list[GoalDraft] = []

    def section(self, section: Section, above: Place) -> None:
        """A section with a heading: a goal, or something that may hold goals."""
        heading = section.heading
        path = (*above.path, section.printed_heading)
        words = heading.text if heading else ""
        announced = read_goal_heading(words)
        if heading and announced and (announced.is_plain or _has_measures(self.shop, section)):
            self._announced(section, replace(above, path=path), heading, announced)
        elif heading and self._holds_one_goal(section, above):
            place = replace(above, path=path, number=section.number, title=heading, span=section.span)
            self._goal_section(section, place)
        else:
            self.gathering(section, Place(series=words, series_number=section.number, path=path))

    def _announced(self, section: Section, above: Place, heading: Quote, announced: GoalHeading) -> None:
        at = announced.title_at
        title = cut(heading, at, len(heading.text)) if at is not None else None
        self._goal_section(section, replace(above, number=announced.number, title=title, span=section.span))

    def _holds_one_goal(self, section: Section, above: Place) -> bool:
        """Whether a heading without "Mål 1" is a goal all the same: by its named measures, or as one of a series."""
        if label_role(section.heading.text if section.heading else "") or is_series_heading(section.printed_heading):
            return False
        if _has_measure_label(section):
            return True
        return is_series_heading(above.series) and _has_measures(self.shop, section)

    def _goal_section(self, section: Section, place: Place) -> None:
        goal = GoalDraft(place=place, span=section.span, number=place.number, title=place.title)
        scope = _Scope(self.shop, goal)
        scope.blocks(section.blocks)
        inner: list[Section] = []
        for child in section.children:
            words = child.heading.text if child.heading else ""
            if role := label_role(words):
                scope.blocks(child.blocks, role=role)
            elif read_goal_heading(words):
                inner.append(child)
            else:
                scope.blocks(child.blocks, is_aside=True)
        self.goals.extend(scope.finished())
        for child in inner:
            self.section(child, Place(series=section.printed_heading, series_number=None, path=place.path))

    def gathering(self, section: Section, place: Place) -> None:
        """A section that is no goal: goals in its tables, lists and lines, then its subsections."""
        scope = self._scan(section, place, None)
        for child in section.children:
            if scope and _continues(child):
                scope = self._scan(child, place, scope)
                continue
            self._finish(scope)
            scope = None
            self.section(child, place)
        self._finish(scope)

    def _scan(self, section: Section, place: Place, scope: _Scope | None) -> _Scope | None:
        """Read a section's own blocks; gives back the goal that is still open at their end."""
        for block in section.blocks:
            for event in _events(block):
                if started := self._started(event, place):
                    self._finish(scope)
                    scope = _Scope(self.shop, started)
                elif scope and not (isinstance(event, Block) and event.kind is BlockKind.TABLE):
                    scope.event(event)
                elif isinstance(event, Block):
                    self.goals.extend(self._in_block(event, place))
        return scope

    def _finish(self, scope: _Scope | None) -> None:
        if scope:
            self.goals.extend(scope.finished())

    def _started(self, event: Quote | Block, place: Place) -> GoalDraft | None:
        """A goal that a line by itself announces ("Goal A: …")."""
        if not isinstance(event, Quote) or not _SEPARATED.match(event.text):
            return None
        announced = read_goal_heading(event.text)
        if announced is None or not announced.is_plain:
            return None
        return _from_line(event, announced, place)

    def _in_block(self, block: Block, place: Place) -> list[GoalDraft]:
        if block.kind is BlockKind.TABLE:
            return read_table(self.shop, block, place)
        if block.kind is BlockKind.LIST:
            return _listed(self.shop, block, place)
        return []


class _Scope:
    """What stands under one goal: its wording, labelled lines, lists and tables."""

    def __init__(self, shop: Workshop, goal: GoalDraft) -> None:
        self.shop = shop
        self.goal = goal
        self.pending: Role | None = None
        self.others: list[GoalDraft] = []

    def blocks(self, blocks: tuple[Block, ...], *, role: Role | None = None, is_aside: bool = False) -> None:
        """Read blocks; under a subheading that names a role they all have it, under any other only measures count."""
        self.pending = role
        for block in blocks:
            for event in _events(block):
                if not is_aside or isinstance(event, Block):
                    self.event(event, is_aside=is_aside)
                self.pending = self.pending or role
        self.pending = None

    def event(self, event: Quote | Block, *, is_aside: bool = False) -> None:
        """One line, list or table."""
        if isinstance(event, Quote):
            self._line(event)
        elif event.kind is BlockKind.TABLE:
            self._table(event)
        else:
            self._list(event, is_aside=is_aside)
        self.goal.span = Span(self.goal.span.start, max(self.goal.span.end, event.span.end))

    def _line(self, line: Quote) -> None:
        labelled = _LABELLED.match(line.text)
        role = next(iter(roles_of(labelled["label"])), None) if labelled and label_role(labelled["label"]) else None
        if labelled and role:
            self.pending = role
            if labelled["value"]:
                self._fill(role, cut(line, labelled.start("value"), len(line.text)))
        elif self.pending:
            self._fill(self.pending, line)
        elif self.goal.wording is None and not self.goal.milestones and not labelled:
            self.goal.wording = line

    def _fill(self, role: Role, words: Quote) -> None:
        block = Block(kind=BlockKind.PARAGRAPH, span=words.span, quote=words)
        if not is_blank(words.text):
            fill(self.shop, self.goal, role, block, words)
        self.pending = None

    def _list(self, block: Block, *, is_aside: bool) -> None:
        lead = block.lead_in
        if lead:
            lead = self._lead(lead)
        role, self.pending = self.pending, None
        named = label_role(lead.text) if lead else None
        role = named or role
        rest = tuple(item for item in block.children if not self._labelled_item(item))
        if not rest:
            return
        bare = replace(block, children=rest, lead_in=lead)
        has_times = any(has_time(self.shop, quote.text) for item in rest for quote in quotes_in(item))
        is_measure = role is Role.MEASURE or has_times or (role is None and lead is None and not self.goal.milestones)
        if role is Role.MEASURE or (role is None and is_measure and not (is_aside and not has_times)):
            self.goal.milestones.extend(milestones_in(self.shop, bare))
        elif role is None and not is_aside:
            self.shop.report(
                "list_not_understood",
                f"A list under goal {self.goal.name!r} is not marked as milestones; give it a line like 'Milepæle:'.",
                block.span,
            )

    def _lead(self, lead: Quote) -> Quote | None:
        """The lead-in without the labelled lines ("Owner: …") that stand above it; None when nothing else is left."""
        *above, last = _lines(lead)
        for line in above:
            self._line(line)
        labelled = _LABELLED.match(last.text)
        if labelled and labelled["value"]:
            self._line(last)
            self.pending = None
            return None
        return last

    def _labelled_item(self, item: Block) -> bool:
        """Whether a bullet is a labelled line ("- Ansvarlig: HR") or holds the list of measures ("- Milepæle: …")."""
        words = item.quote
        if words is None:
            return False
        labelled = _LABELLED.match(words.text)
        name, value = (labelled["label"], labelled["value"]) if labelled else (words.text, None)
        role = label_role(name)
        if role is None or (role is Role.MEASURE and value):
            return False
        if labelled and value:
            self._fill(role, cut(words, labelled.start("value"), len(words.text)))
            return True
        for child in item.children:
            self.pending = role
            if child.kind is BlockKind.LIST:
                self._list(replace(child, lead_in=child.lead_in or words), is_aside=False)
            elif child.quote:
                self._fill(role, child.quote)
        return bool(item.children)

    def _table(self, table: Block) -> None:
        found = read_table(self.shop, table, self.goal.place)
        if len(found) == 1:
            _merge(self.goal, found[0])
        else:
            place = Place(series=self.goal.place.path[-1], series_number=None, path=self.goal.place.path)
            self.others.extend(replace(each, place=place) for each in found)

    def finished(self) -> list[GoalDraft]:
        """The goal, or those of a table beneath it when it has nothing of its own."""
        goal = self.goal
        if goal.title is None and goal.wording is None and not goal.milestones:
            if not self.others:
                self.shop.report("goal_without_content", f"Nothing is said under {goal.name!r}.", goal.span)
            return self.others
        if not goal.milestones and not self.others:
            self.shop.report(
                "goal_without_milestones", f"Goal {goal.name!r} has no milestones that were found.", goal.span
            )
        return [goal, *self.others]


def _continues(section: Section) -> bool:
    """Whether what was read as a heading is a labelled line of the goal above it ("Budget: 3 mio. kr.")."""
    labelled = _LABELLED.match(section.heading.text) if section.heading and not section.number else None
    return bool(labelled and labelled["value"]) and not (section.heading and read_goal_heading(section.heading.text))


def _merge(goal: GoalDraft, found: GoalDraft) -> None:
    """Take over what a table under the goal's heading says of it."""
    goal.number = goal.number or found.number
    if found.title and goal.title and normal(found.title.text) != normal(goal.title.text) and not found.wording:
        goal.wording = goal.wording or found.title
    goal.title = goal.title or found.title
    goal.wording = found.wording or goal.wording
    goal.milestones.extend(found.milestones)
    goal.remarks = goal.remarks or found.remarks
    goal.deadline = goal.deadline or found.deadline
    goal.owner = goal.owner or found.owner
    goal.weight = goal.weight or found.weight
    goal.result = goal.result or found.result


def _from_line(line: Quote, announced: GoalHeading, place: Place) -> GoalDraft:
    at = announced.title_at
    inner = replace(place, path=(*place.path, line.text))
    title = cut(line, at, len(line.text)) if at is not None else None
    return GoalDraft(place=replace(inner, span=line.span), span=line.span, number=announced.number, title=title)


def _listed(shop: Workshop, block: Block, place: Place) -> list[GoalDraft]:
    """Goals that are items of a list: announced ("Mål 1: …"), or with measures beneath them in a section of goals."""
    found: list[GoalDraft] = []
    for item in block.children:
        words = item.quote
        announced = read_goal_heading(words.text) if words and _SEPARATED.match(words.text) else None
        is_gathered = is_series_heading(place.series) and _item_has_measures(shop, item)
        if words is None or not ((announced and announced.is_plain) or is_gathered):
            continue
        number = (item.marker or "").strip(".() ") or None
        goal = (
            _from_line(words, announced, place)
            if announced
            else GoalDraft(
                place=place, span=item.span, number=number if number and number.isalnum() else None, title=words
            )
        )
        goal.span = item.span
        scope = _Scope(shop, goal)
        scope.blocks(item.children)
        goal.deadline = goal.deadline or _own_time(shop, words)
        found.extend(scope.finished())
    return found


def _own_time(shop: Workshop, words: Quote) -> Quarters | None:
    found = [each.quarters for each in find_times(words.text, period=shop.period) if each.quarters]
    return found[0] if len(found) == 1 else None


def _events(block: Block) -> Iterator[Quote | Block]:
    """A block as the lines, lists and tables it is to a reader."""
    if block.kind in (BlockKind.LIST, BlockKind.TABLE):
        yield block
    elif block.kind is BlockKind.PARAGRAPH:
        if block.lead_in:
            yield from _lines(block.lead_in)
        if block.quote:
            yield from _lines(block.quote)
        else:
            yield from (child.quote for child in block.children if child.quote)


def _lines(quote: Quote) -> list[Quote]:
    """The lines of a stretch, where each says something by itself; a wrapped sentence stays whole."""
    lines = [match for match in re.finditer(r"[^\n]+", quote.text) if match[0].strip()]
    is_listed = sum(bool(_LABELLED.match(line[0].strip())) or bool(_SEPARATED.match(line[0])) for line in lines)
    if len(lines) < 2 or not is_listed:  # noqa: PLR2004 (one line)
        return [quote]
    return [cut(quote, line.start(), line.end()) for line in lines]


def _has_measures(shop: Workshop, section: Section) -> bool:
    """Whether a section holds measures: named as such, bullets with times, or a table of them."""
    if _has_measure_label(section):
        return True
    for block in section.blocks:
        if block.kind is BlockKind.LIST and any(_item_is_timed(shop, item) for item in block.children):
            return True
        if block.kind is BlockKind.TABLE and block.children:
            cells = [quote.text for quote in quotes_in(block.children[0])]
            if any(Role.MEASURE in roles_of(cell) for cell in cells):
                return True
    return False


def _item_is_timed(shop: Workshop, item: Block) -> bool:
    return any(has_time(shop, quote.text) for quote in quotes_in(item))


def _item_has_measures(shop: Workshop, item: Block) -> bool:
    lists = [child for child in item.children if child.kind is BlockKind.LIST]
    return any(_item_is_timed(shop, inner) for each in lists for inner in each.children) or any(
        _is_precise(each.lead_in) for each in lists
    )


def _has_measure_label(section: Section) -> bool:
    """Whether a list, line or subheading says "Milepæle:" or the like."""
    if any(_is_precise(block.lead_in) for block in section.blocks):
        return True
    return any(child.heading is not None and _is_precise(child.heading) for child in section.children)


def _is_precise(label: Quote | None) -> bool:
    return label is not None and normal(_lines(label)[-1].text) in PRECISE_MEASURES
