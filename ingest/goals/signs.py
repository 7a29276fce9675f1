"""
Signs by which a section, list or line shows that it holds measures of a goal.

Owns telling "Milepæle:" from any other lead-in, bullets with times from bullets without, and a line "Goal A: …"
from a sentence; leaves what is made of them to `outline` and `scope`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.dates import find_times
from ingest.goals.drafts import Workshop, cut, normal, quotes_in
from ingest.goals.milestones import has_time, is_time
from ingest.goals.roles import (
    PRECISE_MEASURES,
    GoalHeading,
    Role,
    column_roles,
    label_role,
    read_goal_heading,
)
from ingest.records import Block, BlockKind, Quarters, Quote, Section

__all__ = [
    "LABELLED",
    "DatedStatement",
    "announced_goal",
    "dated_statements",
    "events_of",
    "has_bare_measures",
    "has_goal_table",
    "has_measure_label",
    "has_measures",
    "has_owned_list",
    "has_timed_list",
    "item_has_measures",
    "label_time",
    "labelled_role",
    "lines_of",
]

LABELLED = re.compile(r"(?P<label>[^:\n]{2,40}?)\s*:(?:\s+(?P<value>\S.*))?\Z", re.DOTALL)
"""A line that names what it says: "Ansvarlig: HR"."""
_SEPARATED = re.compile(r"[^:–—-]{1,40}?\b(?:\d{1,2}(?:\.\d{1,2})*|[A-Z]|[IVX]{1,4})\s*(?:[:–—]|\s-|\.\s|\Z)")
_MIN_ITEMS = 2
_PLAN = re.compile(r"plan|mål|goal|objective|okr", re.IGNORECASE)


def announced_goal(line: Quote) -> GoalHeading | None:
    """The goal that a line by itself announces ("Goal A: …"); a sentence about one ("Mål 1 er nået …") does not."""
    announced = read_goal_heading(line.text) if _SEPARATED.match(line.text) else None
    return announced if announced and announced.is_plain else None


def labelled_role(line: Quote) -> tuple[Role, Quote | None] | None:
    """The role that a line's label names, and its value; None for a line without such a label."""
    labelled = LABELLED.match(line.text)
    role = label_role(labelled["label"]) if labelled else None
    if labelled is None or role is None:
        return None
    return role, cut(line, labelled.start("value"), len(line.text)) if labelled["value"] else None


def label_time(shop: Workshop, label: Quote | None) -> Quarters | None:
    """The time that a lead-in or subheading consists of ("I 2. kvartal:", "Q3")."""
    if label is None or not is_time(shop, label):
        return None
    return find_times(label.text, period=shop.period)[0].quarters


def events_of(block: Block) -> Iterator[Quote | Block]:
    """A block as the lines, lists and tables it is to a reader."""
    if block.kind in (BlockKind.LIST, BlockKind.TABLE):
        yield block
    elif block.kind is BlockKind.PARAGRAPH:
        if block.lead_in:
            yield from lines_of(block.lead_in)
        if block.quote:
            yield from lines_of(block.quote)
        else:
            yield from (child.quote for child in block.children if child.quote)


def lines_of(quote: Quote) -> list[Quote]:
    """The lines of a stretch, where each says something by itself; a wrapped sentence stays whole."""
    lines = [match for match in re.finditer(r"[^\n]+", quote.text) if match[0].strip()]
    is_listed = any(LABELLED.match(line[0].strip()) or _SEPARATED.match(line[0]) for line in lines)
    if len(lines) < 2 or not is_listed:  # one line
        return [quote]
    return [cut(quote, line.start(), line.end()) for line in lines]


def has_measures(shop: Workshop, section: Section) -> bool:
    """Whether a section holds measures: named as such, bullets with times, or a table of them."""
    if has_measure_label(section):
        return True
    for block in section.blocks:
        if block.kind is BlockKind.LIST and any(_is_timed(shop, item) for item in block.children):
            return True
        if block.kind is BlockKind.TABLE and Role.MEASURE in _columns(block):
            return True
    return False


def has_goal_table(section: Section) -> bool:
    """Whether a table names goals in a column of its own, so that the heading above it only gathers them."""
    tables = [block for block in section.blocks if block.kind is BlockKind.TABLE]
    return any(_columns(table) & {Role.GOAL, Role.TITLE} for table in tables)


def has_measure_label(section: Section) -> bool:
    """Whether a list, line or subheading says "Milepæle:" or the like."""
    if any(_is_precise(block.lead_in) for block in section.blocks):
        return True
    return any(child.heading is not None and _is_precise(child.heading) for child in section.children)


def has_timed_list(shop: Workshop, section: Section) -> bool:
    """Whether a section without subsections and "Goal A: …" lines is a list of things to be done by a time."""
    lists = [block for block in section.blocks if block.kind is BlockKind.LIST]
    items = [item for each in lists for item in each.children]
    is_nested = any(child.kind is BlockKind.LIST for item in items for child in item.children)
    if section.children or is_nested or len(items) < _MIN_ITEMS or _announces_goals(section):
        return False
    return sum(_is_timed(shop, item) for item in items) * 2 >= len(items)


def _announces_goals(section: Section) -> bool:
    for block in section.blocks:
        lines = [line for event in events_of(block) for line in ([event] if isinstance(event, Quote) else [])]
        leads = lines_of(block.lead_in) if block.lead_in else []
        items = [item.quote for item in block.children if item.quote] if block.kind is BlockKind.LIST else []
        if any(announced_goal(line) for line in (*lines, *leads, *items)):
            return True
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedStatement:
    """A statement with labelled lines right beneath it that say by when, and perhaps who."""

    words: Quote
    deadline: Quote
    owner: Quote | None

    def holds(self, event: Quote | Block) -> bool:
        """Whether a line is the labelled one of its deadline or owner."""
        return any(value and event.span.covers(value.span) for value in (self.deadline, self.owner))


_BESIDE = frozenset({Role.OWNER, Role.DEADLINE, Role.WEIGHT, Role.REMARKS})


def dated_statements(shop: Workshop, blocks: Sequence[Block]) -> list[DatedStatement]:
    """
    Measures written as a statement over lines like "Ansvarlig: …" and "Senest: juli 2026".

    Two make a run; of a single one the statement is rather the goal's own wording, unless a text stands before it.
    Where there are lists or tables, the measures are there.
    """
    events = [event for block in blocks for event in events_of(block)]
    if any(isinstance(event, Block) for event in events):
        return []
    found: list[DatedStatement] = []
    plain = 0
    for place, line in enumerate(events):
        if not isinstance(line, Quote) or LABELLED.match(line.text):
            continue
        plain += 1
        beside = dict(_labels_after(events[place + 1 :]))
        deadline = beside.get(Role.DEADLINE)
        if deadline and has_time(shop, deadline.text):
            found.append(DatedStatement(words=line, deadline=deadline, owner=beside.get(Role.OWNER)))
    return found if plain > 1 else []


def _labels_after(events: Sequence[Quote | Block]) -> Iterator[tuple[Role, Quote]]:
    for line in events:
        labelled = labelled_role(line) if isinstance(line, Quote) else None
        if labelled is None or labelled[0] not in _BESIDE:
            return
        if labelled[1]:
            yield labelled[0], labelled[1]


def has_owned_list(shop: Workshop, section: Section) -> bool:
    """Whether a plan says here who owns the matter, over a list of what is to be done by when."""
    events = [event for block in section.blocks for event in events_of(block)]
    leads = [line for event in events if isinstance(event, Block) and event.lead_in for line in lines_of(event.lead_in)]
    lines = [*(event for event in events if isinstance(event, Quote)), *leads]
    is_owned = any((labelled := labelled_role(line)) and labelled[0] is Role.OWNER for line in lines)
    lists = [event for event in events if isinstance(event, Block) and event.kind is BlockKind.LIST]
    return is_owned and _is_plan(shop) and any(_is_timed(shop, item) for each in lists for item in each.children)


def _is_plan(shop: Workshop) -> bool:
    return "plan" in shop.document.kind.lower() or bool(_PLAN.search(shop.document.title))


def has_bare_measures(shop: Workshop, section: Section) -> bool:
    """Whether a plan has a table here of measures, owners and times that names no goals: the heading is the goal."""
    for block in section.blocks:
        if _is_plan(shop) and block.kind is BlockKind.TABLE:
            held = _columns(block)
            is_owned = Role.OWNER in held and Role.DEADLINE in held
            if Role.MEASURE in held and (is_owned or Role.WHEN in held) and not held & {Role.GOAL, Role.TITLE}:
                return True
    return False


def item_has_measures(shop: Workshop, item: Block) -> bool:
    """Whether beneath a list item there is a list of measures."""
    lists = [child for child in item.children if child.kind is BlockKind.LIST]
    is_timed = any(_is_timed(shop, inner) for each in lists for inner in each.children)
    return is_timed or any(_is_precise(each.lead_in) for each in lists)


def _is_timed(shop: Workshop, item: Block) -> bool:
    return any(has_time(shop, quote.text) for quote in quotes_in(item))


def _is_precise(label: Quote | None) -> bool:
    return label is not None and normal(lines_of(label)[-1].text) in PRECISE_MEASURES


def _columns(table: Block) -> set[Role]:
    """The roles of a table's columns, by its first row."""
    cells = table.children[0].children if table.children else ()
    texts = [cell.quote.text if cell.quote else "" for cell in cells]
    return {role for roles in column_roles(texts) for role in roles}
