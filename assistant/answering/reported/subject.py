"""
What a question about reports is about: which plan, which goals and milestones, whose, in which time.

Owns that choice, made of the same parts as any question for records; leaves how they stand to the modules beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.context import Context
from assistant.answering.finding.initials import stand_for
from assistant.answering.finding.records import all_plans, choose_goals, match_goals, match_milestones, period, plans
from assistant.answering.finding.windows import Window, asked_windows, have_ended, meets, spans
from assistant.understanding.concepts import STRICT, Concept
from assistant.understanding.frame import SOFT, light_words
from ingest.lexical import analyse, fold
from ingest.parsers.words import ROLE, is_name
from ingest.records import Document, Goal, Language, Milestone

__all__ = ["Subject", "ended_note", "find_subject", "has_reports", "is_shared", "owners_named"]

_STATE = (
    "done", "status", "action", "claim", "yes_no", "overdue", "open", "whether_done", "colour", "unreported",
    "changed", "history", "why", "how_many", "list", "all", "how",
)  # fmt: skip
"""Cues whose words say how something stands, not what it is."""
_ABOUT_TIME = frozenset(
    fold(
        "siden sidst seneste nyt ny sket ændret ændring ændringer skiftet uge uger dag dage måned måneder går nu endnu "
        "since last latest new news changed change changes happened week weeks day days month months yesterday now yet "
        "status statusser statuses indberetninger indberetning reports report register registret historik history "
        "grund grunde grunden årsag årsager begrundelse begrundelser reason reasons "
        "two three four to tre fire par couple few "
        "åben åbent åbne open closed lukket mangler missing "
        "indberettet indberette indmeldt meldt melde rapporteret rapportere afrapporteret reported reporting"
    ).split()
)
"""Folded words that only say when, or that reports are meant."""
_GENITIVES = ("", "s", "'s", "’s")
_CAPITALISED = re.compile(r"(?<!^)(?<![.?!:] )\b[A-ZÆØÅ][\w-]+")
"""A word with a capital that begins no sentence."""
_HALF_WORD = re.compile(r"\w+-(?=\s|$)")
"""The first half of a compound whose second is said once ("klima- og naturstrategien"): no name."""
_AND = r"(?: ?[,/&+;] ?| (?:og|and|i samarbejde med|sammen med|together with) )"
"""What stands between owners of one thing."""
_SHORTEST_PART = 3
"""Letters of a part of a name that names by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The part of the plans that a question about reports is about."""

    documents: tuple[Document, ...]
    """The plans."""
    goals: tuple[Goal, ...]
    """Those asked about as wholes."""
    milestones: tuple[Milestone, ...]
    """Those that fit every condition but their status."""
    windows: tuple[Window, ...]
    """The stretches of time asked about; empty: any."""
    is_narrowed: bool
    """Whether a topic, a goal's number or an owner singles something out."""


def find_subject(context: Context, *, spoken: frozenset[str] = frozenset()) -> Subject | None:
    """
    What the question is about; None where there is no plan, or nothing in it is what the question names.

    Args:
        context: The question.
        spoken: Folded words of it that say how something stands, and name nothing.
    """
    documents = plans(context)
    if not documents:
        return None
    chosen = choose_goals(context, documents)
    if chosen.missing_numbers and not chosen.goals:
        return None
    owners, names = owners_named(context, chosen.goals)
    left = _left(context, chosen.topic, spoken=spoken | names | _ABOUT_TIME)
    windows = asked_windows(context, documents) if not context.inquiry.has("changed", "history") else ()
    milestones = tuple(
        each
        for each in match_milestones(context, chosen.goals, left)
        if _is_of_time(context, each, windows) and _is_owned(context, each, owners)
    )
    goals = tuple(each for each in match_goals(context, chosen.goals, left) if not owners or each.owner in owners)
    if not milestones and not goals and (left or owners):
        return None
    return Subject(
        documents=documents,
        goals=goals,
        milestones=milestones,
        windows=windows,
        is_narrowed=bool(left or owners or context.inquiry.goal_numbers),
    )


def _left(context: Context, concepts: Sequence[Concept], *, spoken: frozenset[str]) -> tuple[Concept, ...]:
    """The concepts that name a thing, not its state and not its owner."""
    kept = {concept.words for concept in context.inquiry.solid(*_STATE)}
    return tuple(
        each
        for each in concepts
        if each.words in kept and any(word not in spoken and not word.isdigit() for word in fold(each.words).split())
    )


def owners_named(context: Context, goals: Sequence[Goal]) -> tuple[frozenset[str], frozenset[str]]:
    """
    The owners that the question names, and the folded words that name them.

    One is named by the whole name, else by a part of it that can be nothing but a name: "Ida", "Skovs".
    """
    known = _called(context, goals)
    asked = context.inquiry.folded
    whole = {owner: name for owner, names in known.items() for name in names if _stands_in(fold(name), asked)}
    parts = {owner: frozenset(fold(name).split()) for owner, name in whole.items()} or {
        owner: named
        for owner, names in known.items()
        for name in names
        if (named := _parts_named(context, name, goals))
    }
    most = max(map(len, parts.values()), default=0)  # of "Palle Overby" one who is called so, not all called Palle
    parts = {owner: named for owner, named in parts.items() if len(named) == most or whole}
    words = (word for named in parts.values() for word in named)
    joint = {owner for owner in known if any(is_shared(owner, with_=each) for each in whole)}
    return frozenset(parts) | joint, frozenset(f"{word}{ending}" for word in words for ending in _GENITIVES)


def _called(context: Context, goals: Sequence[Goal]) -> Mapping[str, tuple[str, ...]]:
    """Each owner as printed, with every name for it: the printed one, and those that its initials stand for."""
    found: dict[str, tuple[str, ...]] = {}
    for goal in goals:
        document = context.document_of(goal)
        for owner in filter(None, (goal.owner, *(one.owner for one in goal.milestones))):
            if owner not in found:
                people = stand_for(context.knowledge, document, owner)
                found[owner] = (owner, *(each.name.text for each in people))
    return found


def is_shared(owner: str, *, with_: str) -> bool:
    """Whether an owner is several, one of whom is this one: "Tilsyn og Data og IT" is "Data og IT" and another."""
    return re.search(rf"(?:^|{_AND}){re.escape(with_)}(?:{_AND}|$)", owner) is not None


def _stands_in(name: str, folded: str) -> bool:
    """Whether a folded name, or its genitive, stands in a folded text."""
    return re.search(rf"(?<!\w){re.escape(name)}(?:['’]?s)?(?!\w)", folded) is not None


def _stands_as_title(title: str, folded: str) -> bool:
    """Whether a folded title stands in a folded text, definite or not, with a hyphen or a space in it."""
    words = r"[- ]".join(map(re.escape, title.split("-")))
    return re.search(rf"(?<!\w){words}(?:en|n|et)?s?(?!\w)", folded) is not None


def _title_named(context: Context, owner: str) -> frozenset[str]:
    """The folded words of the title before an owner's name, where what it answers for is asked ("it-chefen")."""
    printed, _, name = owner.partition(" ")
    title = fold(printed)
    if not context.inquiry.has("owner") or not ROLE.fullmatch(title) or not is_name(name):
        return frozenset()
    meaning = tuple(term.stem for term in analyse(title, Language.DANISH, keep_stop_words=True))
    if put := next((each for each in context.inquiry.concepts if each.alternatives.get(meaning, 0) >= STRICT), None):
        return frozenset({*put.words.split(), title})
    if not _stands_as_title(title, context.inquiry.folded):
        return frozenset()
    asked = [word.strip("?.,!") for word in context.inquiry.folded.replace("-", " ").split()]
    parts = title.split("-")
    return frozenset(word for word in asked if any(word.startswith(part) for part in parts)) | {title}


def _parts_named(context: Context, owner: str, goals: Sequence[Goal]) -> frozenset[str]:
    """The folded parts of a name that stand in the question as names: capitalised inside it, or in no goal as words."""
    asked = _HALF_WORD.sub(" ", context.inquiry.folded)
    if titled := _title_named(context, owner):
        return titled
    office, _, _ = owner.partition(",")  # "Campuschef, Struer" is named by the office, and not by the place alone
    words = {word.strip(",.()") for word in fold(office if ROLE.search(office) else owner).split()}
    parts = {part for part in words if len(part) >= _SHORTEST_PART and _stands_in(part, asked)}
    parts = {part for part in parts if not context.bridge.is_frame(part) and part not in SOFT | light_words()}
    inside = {fold(word) for word in _CAPITALISED.findall(context.inquiry.text)}
    named = {part for part in parts if any(_stands_in(part, word) for word in inside)}
    left = parts - named
    return frozenset(named | {part for part in left if not any(_stands_in(part, text) for text in _texts(goals))})


def _texts(goals: Sequence[Goal]) -> Iterator[str]:
    """The folded words of goals and their milestones."""
    for goal in goals:
        quotes = (goal.title, goal.wording, goal.remarks, *(each.quote for each in goal.milestones))
        yield from (fold(quote.text) for quote in quotes if quote)


def _is_owned(context: Context, milestone: Milestone, owners: frozenset[str]) -> bool:
    return not owners or (milestone.owner or context.goal_of(milestone).owner) in owners


def _is_of_time(context: Context, milestone: Milestone, windows: Sequence[Window]) -> bool:
    if not windows:
        return _is_so_long(context, milestone)
    ends, time = context.inquiry.has("ends"), milestone.quarters
    return time is not None and any(meets(time, window, ends=ends) for window in windows)


def _is_so_long(context: Context, milestone: Milestone) -> bool:
    """Whether its planned time is as long as asked: over several quarters, a whole year, or none at all."""
    inquiry, time = context.inquiry, milestone.quarters
    if inquiry.has("without_time"):
        return time is None
    if not inquiry.has("spanning", "whole_year"):
        return True
    plan = context.document_of(context.goal_of(milestone))
    return time is not None and spans(time, plan, whole_year=inquiry.has("whole_year"))


def has_reports(context: Context, documents: Sequence[Document]) -> bool:
    """Whether anything is reported about a goal or milestone of these plans."""
    return any(context.statuses.latest(each) for each in _ids(context, documents))


def _ids(context: Context, documents: Sequence[Document]) -> Iterator[str]:
    ids = {document.id for document in documents}
    for goal in context.knowledge.goals:
        if goal.document in ids:
            yield goal.id
            yield from (milestone.id for milestone in goal.milestones)


def ended_note(context: Context, documents: Sequence[Document]) -> str:
    """That the plan's period is over and nothing newer is here; empty while it runs, or where a newer plan is."""
    if not have_ended(documents, today=context.inquiry.today):
        return ""
    last = max(each.period_to for each in documents if each.period_to)
    is_newest = all(each.period_to is None or each.period_to <= last for each in all_plans(context))
    return context.say("reported.ended" if is_newest else "reported.ended_earlier", have=period(documents[-1]))
