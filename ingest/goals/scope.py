"""
What stands under one goal: its wording, labelled lines, lists and tables.

Owns filling a goal's fields from what follows its heading or line; leaves finding goals to `outline`,
tables to `tables` and cutting measures into milestones to `milestones`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.goals.drafts import GoalDraft, MilestoneDraft, Place, Workshop, cut, is_blank, normal, quotes_in
from ingest.goals.fields import fill, weight_in
from ingest.goals.milestones import has_time, milestones_in, read_deadline
from ingest.goals.roles import Role, label_role, roles_of
from ingest.goals.signs import (
    LABELLED,
    DatedStatement,
    dated_statements,
    events_of,
    label_time,
    labelled_role,
    lines_of,
)
from ingest.goals.tables import read_table
from ingest.records import Block, BlockKind, Quarters, Quote, Span

__all__ = ["GoalScope"]

_PROMISE = re.compile(r"\b(?:vil|skal) vi\b|\bvi (?:vil|skal)\b|\bwe (?:will|shall|are going to)\b", re.IGNORECASE)
"""Leads in what is going to be done: the measures of a goal that names none, with or without times."""


class GoalScope:
    """Reads what stands under a goal, piece by piece."""

    def __init__(self, shop: Workshop, goal: GoalDraft) -> None:
        self.shop = shop
        self.goal = goal
        self._pending: Role | None = None
        self._time: Quarters | None = None
        self._others: list[GoalDraft] = []
        self._promised: Block | None = None

    def blocks(self, blocks: tuple[Block, ...]) -> None:
        """Read what stands directly under the goal."""
        dated = {each.words.span: each for each in dated_statements(self.shop, blocks)}
        for block in blocks:
            for event in events_of(block):
                if event.span in dated:
                    self._statement(dated[event.span])
                elif not any(each.holds(event) for each in dated.values()):
                    self.event(event)

    def part(self, heading: Quote, blocks: tuple[Block, ...]) -> None:
        """
        Read a subsection: its heading names a role or a time; under any other only measures with times count.

        A heading may be a labelled line itself ("Ansvarlig: HR"), and where measures were found before, one that
        names their fulfilment as well as measures tells when they count as met.
        """
        if (labelled := labelled_role(heading)) and labelled[1]:
            self._line(heading)
            self.blocks(blocks)
            return
        role, self._time = label_role(heading.text), label_time(self.shop, heading)
        if role is Role.MEASURE and self.goal.milestones and Role.RESULT in roles_of(heading.text):
            return
        is_aside = role is None and self._time is None
        for block in blocks:
            for event in events_of(block):
                self._pending = role
                if not is_aside or isinstance(event, Block):
                    self.event(event, is_aside=is_aside)
        self._pending = self._time = None

    def event(self, event: Quote | Block, *, is_aside: bool = False) -> None:
        """One line, list or table."""
        if isinstance(event, Quote):
            self._line(event)
        elif event.kind is BlockKind.TABLE:
            self._table(event)
        else:
            self._list(event, is_aside=is_aside)
        self.goal.span = Span(self.goal.span.start, max(self.goal.span.end, event.span.end))

    def finished(self) -> list[GoalDraft]:
        """The goal, or those of a table beneath it when it has nothing of its own."""
        goal = self.goal
        if self._promised and not goal.milestones and not self._others:
            goal.milestones.extend(milestones_in(self.shop, self._promised))
        if goal.title is None and goal.wording is None and not goal.milestones:
            if not self._others:
                self.shop.report("goal_without_content", f"Nothing is said under {goal.name!r}.", goal.span)
            return self._others
        if not goal.milestones and not self._others:
            message = f"Goal {goal.name!r} has no milestones that were found."
            self.shop.report("goal_without_milestones", message, goal.span)
        return [goal, *self._others]

    def _statement(self, dated: DatedStatement) -> None:
        self._pending = None
        quarters = read_deadline(self.shop, dated.deadline)
        owner = dated.owner.text if dated.owner else None
        self.goal.milestones.append(MilestoneDraft(quote=dated.words, quarters=quarters, owner=owner))
        self.goal.add_owner(owner)
        self.goal.span = Span(self.goal.span.start, max(self.goal.span.end, dated.deadline.span.end))

    def _line(self, line: Quote) -> None:
        if weight := weight_in(line):
            self._fill(Role.WEIGHT, weight)
        elif labelled := labelled_role(line):
            self._pending, value = labelled
            if value:
                self._fill(self._pending, value)
        elif self._pending:
            self._fill(self._pending, line)
        elif self.goal.wording is None and not self.goal.milestones and not LABELLED.match(line.text):
            self.goal.wording = line

    def _fill(self, role: Role, words: Quote) -> None:
        block = Block(kind=BlockKind.PARAGRAPH, span=words.span, quote=words)
        if not is_blank(words.text):
            fill(self.shop, self.goal, role, block, words)
        self._pending = None

    def _list(self, block: Block, *, is_aside: bool) -> None:
        lead = self._lead(block.lead_in) if block.lead_in else None
        role, self._pending = self._pending, None
        role = (label_role(lead.text) if lead else None) or role
        time = self._time or label_time(self.shop, lead)
        rest = [self._bare(item) for item in block.children if not self._labelled_item(item)]
        if not rest:
            return
        is_timed = time is not None or any(
            has_time(self.shop, quote.text) for item in rest for quote in quotes_in(item)
        )
        is_plain = role is None and lead is None and not is_aside and not self.goal.milestones
        if role is Role.MEASURE or (role in (None, Role.DEADLINE) and is_timed) or is_plain:
            found = milestones_in(self.shop, replace(block, children=tuple(rest), lead_in=lead))
            for milestone in found:
                milestone.quarters = milestone.quarters or time
            self.goal.milestones.extend(found)
        elif role is None and not is_aside and lead and _PROMISE.search(lead.text):
            self._promised = self._promised or replace(block, children=tuple(rest), lead_in=lead)
        elif role is None and not is_aside:
            message = (
                f"A list under goal {self.goal.name!r} is not marked as milestones; a line like 'Milepæle:' would."
            )
            self.shop.report("list_not_understood", message, block.span)

    def _lead(self, lead: Quote) -> Quote | None:
        """The lead-in without the labelled lines ("Owner: …") that stand above it; None when nothing else is left."""
        *above, last = lines_of(lead)
        for line in above:
            self._line(line)
        labelled = LABELLED.match(last.text)
        if labelled and labelled["value"]:
            self._line(last)
            self._pending = None
            return None
        return last

    def _bare(self, item: Block) -> Block:
        """An item without the labelled lines ("Vægt: 40 %") that were printed tight under it."""
        if item.quote is None or "\n" not in item.quote.text:
            return item
        text = item.quote.text
        end = len(text)
        while (start := text.rfind("\n", 0, end)) > 0:
            line = cut(item.quote, start, end)
            if labelled_role(line) is None:
                break
            self._line(line)
            end = start
        return replace(item, quote=cut(item.quote, 0, end)) if end < len(text) else item

    def _labelled_item(self, item: Block) -> bool:
        """Whether a bullet is a labelled line ("- Ansvarlig: HR") or holds the list of measures ("- Milepæle: …")."""
        words = item.quote
        if words is None:
            return False
        role, value = labelled_role(words) or (label_role(words.text), None)
        if role is None or (role is Role.MEASURE and value):
            return False
        if value:
            self._fill(role, value)
            return True
        for child in item.children:
            self._pending = role
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
            above = self.goal.place
            place = Place(series=above.path[-1] if above.path else above.series, series_number=None, path=above.path)
            self._others.extend(replace(each, place=place) for each in found)


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
