"""
Goals out of headings, lines and lists.

Owns which sections announce goals and which only gather them, "Goal A: …" lines, and goals that are list items;
leaves what stands under a goal to `scope`, tables to `tables`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.dates import find_times
from ingest.goals.drafts import GoalDraft, Place, Workshop, cut, normal
from ingest.goals.fields import weighed
from ingest.goals.roles import GoalHeading, Role, is_series_heading, label_role, names_follow_up, read_goal_heading
from ingest.goals.scope import GoalScope
from ingest.goals.signs import (
    LABELLED,
    announced_goal,
    dated_statements,
    events_of,
    has_bare_measures,
    has_goal_table,
    has_measure_label,
    has_measures,
    has_owned_list,
    has_timed_list,
    item_has_measures,
)
from ingest.goals.tables import read_table
from ingest.records import Block, BlockKind, Quarters, Quote, Section

__all__ = ["read_outline"]

MIN_OF_KIND = 2
"""So many of a kind are goals by their own measures where the others are too."""


def read_outline(shop: Workshop) -> list[GoalDraft]:
    """Every goal of the document, in document order."""
    reader = _Reader(shop)
    reader.gathering(shop.document.root, Place(series=shop.document.title, series_number=None, path=()))
    return sorted(reader.goals, key=lambda goal: goal.span)


class _Reader:
    """Walks the sections and gathers the goals it meets."""

    def __init__(self, shop: Workshop) -> None:
        self.shop = shop
        self.goals: list[GoalDraft] = []

    def section(self, section: Section, above: Place, *, is_fellow: bool = False) -> None:
        """A section with a heading: a goal, also as the fellow of goals, or something that may hold goals."""
        heading = section.heading
        path = (*above.path, section.printed_heading)
        words = heading.text if heading else ""
        announced = read_goal_heading(words)
        if heading and announced and (announced.is_plain or is_fellow or has_measures(self.shop, section)):
            at = announced.title_at
            title = cut(heading, at, len(heading.text)) if at is not None else None
            place = replace(above, path=path, number=announced.number, title=title, span=section.span)
            self._goal_section(section, place)
        elif heading and (is_fellow or self._holds_one_goal(section, words, above)):
            place = replace(above, path=path, number=section.number, title=_bare(heading), span=section.span)
            self._goal_section(section, place)
        else:
            self.gathering(section, Place(series=words, series_number=section.number, path=path))

    def _holds_one_goal(self, section: Section, words: str, above: Place) -> bool:
        """Whether a heading without "Mål 1" is a goal all the same: by its named measures, or as one of a series."""
        if names_follow_up(words):
            return not names_follow_up(words, plans=False) and has_owned_list(self.shop, section)
        if is_series_heading(words) or label_role(words) is Role.MEASURE:
            return has_timed_list(self.shop, section)
        if label_role(words):
            return False
        if has_measure_label(section) or has_bare_measures(self.shop, section):
            return True
        if has_owned_list(self.shop, section) or dated_statements(self.shop, section.blocks):
            return True
        return is_series_heading(above.series) and has_measures(self.shop, section) and not has_goal_table(section)

    def _fellows(self, sections: Sequence[Section]) -> set[int]:
        """
        The `id()` of sections that are goals, with times or without, because two at least of their kind have them.

        Of a kind are "Spor 1: …" and "Spor 2: …", and sections whose lists are led in by the same words.
        """
        of_kind: dict[str, list[Section]] = {}
        for section in sections:
            if kind := _kind(section):
                of_kind.setdefault(kind, []).append(section)
        return {
            id(section)
            for alike in of_kind.values()
            if len(alike) >= MIN_OF_KIND and sum(has_measures(self.shop, section) for section in alike) >= MIN_OF_KIND
            for section in alike
            if section.blocks
        }

    def _goal_section(self, section: Section, place: Place) -> None:
        title, weight = weighed(place.title) if place.title else (None, None)
        place = replace(place, title=title)
        goal = GoalDraft(place=place, span=section.span, number=place.number, title=title, weight=weight)
        scope = GoalScope(self.shop, goal)
        scope.blocks(section.blocks)
        inner: list[Section] = []
        for child in section.children:
            if child.heading and read_goal_heading(child.heading.text):
                inner.append(child)
            elif child.heading:
                scope.part(child.heading, child.blocks)
        self.goals.extend(scope.finished() if goal.milestones or not inner else [])
        for child in inner:
            self.section(child, Place(series=section.printed_heading, series_number=None, path=place.path))

    def gathering(self, section: Section, place: Place) -> None:
        """A section that is no goal: goals in its tables, lists and lines, then its subsections."""
        scope = self._scan(section, place, None)
        fellows = self._fellows(section.children)
        for child in section.children:
            if scope and _continues(child):
                scope = self._scan(child, place, scope)
                continue
            self._finish(scope)
            scope = None
            self.section(child, place, is_fellow=id(child) in fellows)
        self._finish(scope)

    def _scan(self, section: Section, place: Place, scope: GoalScope | None) -> GoalScope | None:
        """Read a section's own blocks; gives back the goal that is still open at their end."""
        for event in (event for block in section.blocks for event in events_of(block)):
            announced = announced_goal(event) if isinstance(event, Quote) else None
            if announced and isinstance(event, Quote):
                self._finish(scope)
                scope = GoalScope(self.shop, _from_line(event, announced, place))
            elif scope:
                scope.event(event)
            elif isinstance(event, Block) and event.kind is BlockKind.TABLE:
                self.goals.extend(read_table(self.shop, event, place))
            elif isinstance(event, Block):
                self.goals.extend(_listed(self.shop, event, place))
        return scope

    def _finish(self, scope: GoalScope | None) -> None:
        if scope:
            self.goals.extend(scope.finished())


def _kind(section: Section) -> str | None:
    """What sections of one kind share: the word that is counted in their headings, or the words that lead in a list."""
    heading = section.heading.text if section.heading else ""
    if (announced := read_goal_heading(heading)) and not announced.is_plain:
        return heading[: heading.find(announced.number)].casefold()
    leads = [block.lead_in for block in section.blocks if block.kind is BlockKind.LIST and block.lead_in]
    return normal(leads[0].text) if leads and not names_follow_up(heading) and not label_role(heading) else None


def _bare(heading: Quote) -> Quote:
    """A heading without the word that only says what kind of thing it is ("Indsats: Trygge skoleveje")."""
    labelled = LABELLED.match(heading.text)
    is_kind = labelled and labelled["value"] and label_role(labelled["label"]) in (Role.TITLE, Role.GOAL, Role.MEASURE)
    return cut(heading, labelled.start("value"), len(heading.text)) if labelled and is_kind else heading


def _continues(section: Section) -> bool:
    """Whether what was read as a heading is a labelled line of the goal above it ("Budget: 3 mio. kr.")."""
    labelled = LABELLED.match(section.heading.text) if section.heading and not section.number else None
    return bool(labelled and labelled["value"]) and not (section.heading and announced_goal(section.heading))


def _from_line(line: Quote, announced: GoalHeading, place: Place) -> GoalDraft:
    at = announced.title_at
    title, weight = weighed(cut(line, at, len(line.text))) if at is not None else (None, None)
    inner = replace(place, path=(*place.path, line.text), span=line.span)
    return GoalDraft(place=inner, span=line.span, number=announced.number, title=title, weight=weight)


def _listed(shop: Workshop, block: Block, place: Place) -> list[GoalDraft]:
    """Goals that are items of a list: announced ("Mål 1: …"), or with measures beneath them in a section of goals."""
    found: list[GoalDraft] = []
    for item in block.children:
        words = item.quote
        announced = announced_goal(words) if words else None
        is_gathered = is_series_heading(place.series) and item_has_measures(shop, item)
        if words is None or not (announced or is_gathered):
            continue
        goal = _from_line(words, announced, place) if announced else _from_item(item, words, place)
        goal.span = item.span
        scope = GoalScope(shop, goal)
        scope.blocks(item.children)
        goal.deadline = goal.deadline or _own_time(shop, words)
        found.extend(scope.finished())
    return found


def _from_item(item: Block, words: Quote, place: Place) -> GoalDraft:
    marker = (item.marker or "").strip(".() ")
    return GoalDraft(place=place, span=item.span, number=marker if marker.isalnum() else None, title=words)


def _own_time(shop: Workshop, words: Quote) -> Quarters | None:
    found = [each.quarters for each in find_times(words.text, period=shop.period) if each.quarters]
    return found[0] if len(found) == 1 else None
