"""
Goals and milestones given the ids they have always had.

Owns carrying ids over from the identity map, minting new ones, and saying what was reworded, removed or not clear;
leaves the comparison of words to `ingest.identity.match`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.corpus.noted import Noted
from ingest.goals.drafts import normal
from ingest.goals.ids import milestone_ids
from ingest.identity.known import Identities, Known, goal_words, known_goal, known_milestone, plan_of
from ingest.identity.match import Candidate, Matches, match
from ingest.records import Document, Finding, Goal

__all__ = ["Identified", "keep_identities"]

AMBIGUOUS, REWORDED, REMOVED = "identity_ambiguous", "reworded", "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """Records with their lasting ids, and the map that remembers them."""

    goals: Mapping[str, tuple[Goal, ...]]
    """By document id."""
    renamed: Mapping[str, str]
    """Goal id as just minted to the id it keeps, for whatever points at it."""
    identities: Identities
    findings: tuple[Finding, ...]


def keep_identities(
    documents: Sequence[Document], goals: Mapping[str, Sequence[Goal]], known: Identities, *, noted: Sequence[Noted]
) -> Identified:
    """
    `goals` with the ids that the identity map knows them by.

    Args:
        documents: Every document of the corpus.
        goals: By document id, with ids made of today's words.
        known: The map so far.
        noted: What corpus.toml says of single goals and milestones; its `wording` settles which is which.
    """
    kept: dict[str, tuple[Goal, ...]] = {}
    renamed: dict[str, str] = {}
    findings: list[Finding] = []
    taken = set(known.records)
    known_of: dict[str, list[Known]] = {}
    for each in known.records.values():
        known_of.setdefault(each.document, []).append(each)
    for document in documents:
        earlier = _earlier_id(document, documents, known) if goals.get(document.id) else document.id
        if not goals.get(document.id) and earlier not in known_of:
            # Most documents of a large corpus are no plans.
            kept[document.id] = ()
            continue
        plan = _Plan(document, goals.get(document.id, ()), known_of.get(earlier, ()), noted=noted)
        kept[document.id] = plan.goals(taken)
        renamed |= plan.renamed
        findings += plan.findings()
    return Identified(
        goals=kept, renamed=renamed, identities=_remembered(documents, kept, known), findings=tuple(findings)
    )


class _Plan:
    """One document's records beside those known of it."""

    def __init__(
        self,
        document: Document,
        goals: Sequence[Goal],
        known: Sequence[Known],
        *,
        noted: Sequence[Noted],
    ) -> None:
        self._document = document
        self._goals = goals
        self._noted = noted
        self._known = known
        self._by_id = {each.id: each for each in self._known}
        self._of_goals = self._match_goals()
        self.renamed: dict[str, str] = {}
        self._of_milestones: Matches = Matches(pairs={}, ambiguous={})
        self._now: dict[str, str] = {}

    def goals(self, taken: set[str]) -> tuple[Goal, ...]:
        """The goals with lasting ids; every new id joins `taken`."""
        for goal in self._goals:
            self.renamed[goal.id] = self._of_goals.pairs.get(goal.id) or _minted(goal.id, taken)
        self._of_milestones = self._match_milestones()
        return tuple(self._kept(goal, taken) for goal in self._goals)

    def _match_goals(self) -> Matches:
        beneath = {
            each.id: [one.wording for one in self._known if one.goal == each.id and one.is_current]
            for each in self._known
        }
        known = [Candidate.known(each, more=beneath[each.id]) for each in self._known if each.goal is None]
        today = [_candidate(goal) for goal in self._goals]
        settled = self._settled([(goal.id, goal_words(goal)) for goal in self._goals], {each.key for each in known})
        return match(known, today, settled=settled)

    def _match_milestones(self) -> Matches:
        known = [Candidate.known(each) for each in self._known if each.goal is not None]
        pairs = [(goal, milestone) for goal in self._goals for milestone in goal.milestones]
        today = [
            Candidate(
                key=milestone.id,
                wordings=(milestone.quote.text,),
                place=self.renamed[goal.id],
                when=known_milestone(milestone, goal).planned,
            )
            for goal, milestone in pairs
        ]
        words = [(milestone.id, milestone.quote.text) for _, milestone in pairs]
        return match(known, today, settled=self._settled(words, {each.key for each in known}))

    def _settled(self, today: Sequence[tuple[str, str]], known: set[str]) -> dict[str, str]:
        """The pairs that corpus.toml names: a known id, and the words it has today."""
        settled: dict[str, str] = {}
        for each in self._noted:
            wanted = normal(each.wording or "")
            found = next((key for key, words in today if wanted and wanted in (normal(words), *_lines(words))), None)
            if found and each.id in known:
                settled[found] = each.id
        return settled

    def _kept(self, goal: Goal, taken: set[str]) -> Goal:
        name = self.renamed[goal.id]
        fresh = milestone_ids(name, [each.quote.text for each in goal.milestones])
        milestones = []
        for each, made in zip(goal.milestones, fresh, strict=True):
            key = self._of_milestones.pairs.get(each.id) or _minted(made, taken)
            self._now[key] = each.quote.text
            milestones.append(dataclasses.replace(each, id=key, goal=name))
        self._now[name] = goal_words(goal)
        return dataclasses.replace(goal, id=name, milestones=tuple(milestones))

    def findings(self) -> Iterator[Finding]:
        """What a person should know: reworded, removed, or not clear which is which."""
        doubts = {**self._of_goals.ambiguous, **self._of_milestones.ambiguous}
        for key, near in doubts.items():
            yield self._ambiguous(key, near)
        for each in self._known:
            words = self._now.get(each.id)
            if words is None and each.is_current:
                yield self._finding(REMOVED, f"{_short(each.wording)} is no longer there; its history stays.", each.id)
            elif words is not None and normal(words) != normal(each.wording):
                before, now = _differing(each.wording, words)
                message = f"{_short(before)} now reads {_short(now)}; it keeps its id and its history."
                yield self._finding(REWORDED, message, each.id)

    def _ambiguous(self, key: str, near: Sequence[str]) -> Finding:
        of_today = {milestone.id: milestone.quote.text for goal in self._goals for milestone in goal.milestones}
        of_today |= {goal.id: goal_words(goal) for goal in self._goals}
        rivals = " or ".join(f"{_short(self._by_id[each].wording)} (id {each})" for each in near)
        message = (
            f"{_short(of_today[key])} may be {rivals} reworded; it begins a history of its own unless corpus.toml has "
            "a [[milestone]] or [[goal]] with that id and this wording."
        )
        return self._finding(AMBIGUOUS, message, near[0])

    def _finding(self, code: str, message: str, record: str) -> Finding:
        return Finding(document=self._document.id, code=code, message=message, details={"id": record})


def _candidate(goal: Goal) -> Candidate:
    words = "\n".join((goal_words(goal), *(each.quote.text for each in goal.milestones)))
    return Candidate(key=goal.id, wordings=(words,), place=goal.series, when=goal.number)


def _earlier_id(document: Document, documents: Sequence[Document], known: Identities) -> str:
    """The id the map knows a plan by: its own, else that of the one plan like it that is gone from the corpus."""
    if document.id in known.plans:
        return document.id
    present = {each.id for each in documents}
    gone = [key for key, plan in known.plans.items() if key not in present and plan == plan_of(document)]
    new = [each for each in documents if each.id not in known.plans and plan_of(each) == plan_of(document)]
    return gone[0] if len(gone) == 1 and new == [document] else document.id


def _minted(wanted: str, taken: set[str]) -> str:
    """`wanted`, or with "~2" and so on where another record has that id for ever."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}~{number}"
    taken.add(name)
    return name


def _lines(words: str) -> tuple[str, ...]:
    return tuple(normal(line) for line in words.splitlines())


def _differing(before: str, now: str) -> tuple[str, str]:
    """The first lines that differ; of a goal whose title stayed, its wordings."""
    lines = zip(before.splitlines(), now.splitlines(), strict=False)
    return next(((one, other) for one, other in lines if normal(one) != normal(other)), (before, now))


def _short(words: str) -> str:
    line = words.splitlines()[0] if words else ""
    return f"“{line[:77]}…”" if len(line) > 80 else f"“{line}”"  # a line of a report


def _remembered(documents: Sequence[Document], goals: Mapping[str, Sequence[Goal]], known: Identities) -> Identities:
    """The map with today's records as current; what else their documents had is so no longer."""
    present = {each.id for each in documents}
    records = {
        key: dataclasses.replace(each, is_current=each.is_current and each.document not in present)
        for key, each in known.records.items()
    }
    for goal in (goal for held in goals.values() for goal in held):
        for each in (known_goal(goal), *(known_milestone(milestone, goal) for milestone in goal.milestones)):
            records[each.id] = _with_history(each, known.records.get(each.id))
    plans = {**known.plans, **{each.id: plan_of(each) for each in documents if goals.get(each.id)}}
    return Identities(records=records, plans=plans)


def _with_history(now: Known, before: Known | None) -> Known:
    if before is None:
        return now
    if before.wording == now.wording:
        return dataclasses.replace(now, wordings=before.wordings)
    return dataclasses.replace(now, wordings=(*before.wordings, now.wording))
