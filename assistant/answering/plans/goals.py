"""
Goals: by number, series, topic, or all of them, with their official wording.

Owns what is said about a goal; milestones of a goal are `assistant.answering.plans.milestones`'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Kind, Option, Reason
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.absence import nothing_found, outside_plans
from assistant.answering.finding.records import (
    Chosen,
    all_plans,
    choose_goals,
    is_same_goal,
    match_goals,
    match_milestones,
    names_both_series,
    own_milestones,
    plans,
    topic,
)
from assistant.answering.finding.rows import cell, goal_name, quoted_title, show_goals, title_and_wording, write_rows
from assistant.answering.finding.windows import relative_outside
from assistant.answering.judging.accounting import said_back
from assistant.answering.judging.demands import gives_what_is_asked
from assistant.answering.judging.evidence import find_evidence, is_verbal
from assistant.answering.labels.labelled import find_labelled
from assistant.answering.plans.reached import tell_rules
from assistant.answering.plans.stated import write_stated
from assistant.answering.plans.weights import asks_weight, each_weighed, tell_weights, without_extremes
from assistant.understanding.concepts import Concept, coverage
from assistant.understanding.cues import CUES
from ingest.records import Document, Goal, Milestone, PassageKind, Quote

__all__ = ["answer_goals", "asks_owner_of_goal", "tell_goals", "write_titles"]

ENOUGH_OF_PLAN = 0.3
"""Share of what is beside the word for responsibility, 0..1, that a sentence on the whole plan must say."""
MOST_OWNED = 4
"""Milestones whose owners are told one by one; of more, the goals'."""
MOST_BENEATH = 1200
"""Characters of what stands under a goal without milestones."""
MOST_WHOLE = 3
"""Up to so many goals are shown with their wording; more are listed by title."""


_IS_ABOUT = re.compile(
    r"\b(?:(?:is|are) (?:all )?about|deals? with|concerns?|handler om|drejer sig om|vedrorer|gar ud pa)"
    r" (?P<what>[^?.!]+)"
)
"""Asks for the one that is about something (folded)."""
_PLAN = re.compile(r"\b\w*plan(?:en|ens)?\b")
"""A plan is named (folded)."""


def answer_goals(context: Context) -> Draft | None:
    """The goals that a question names by number, series or topic; all of them when it asks for goals as such."""
    if context.inquiry.has("owner") and context.inquiry.has("who") and (of_plan := _whose_plan(context)):
        return of_plan
    if not _is_asked(context):
        return None
    if stranger := _stranger(context):
        return nothing_found(context, Kind.GOAL, missing=said_back((stranger,)))
    documents = plans(context)
    if not documents:
        return _no_plan(context)
    if outside := relative_outside(context, documents, Kind.GOAL, suggest="goals.suggest_all"):
        return outside
    chosen = choose_goals(context, documents)
    if context.inquiry.has("weight"):
        chosen = without_extremes(chosen)
    if _lists_so_many(context, chosen) or _is_condition(context, chosen):
        return None
    if chosen.missing_numbers and not chosen.goals:
        return _which_of_number(context, documents, chosen) or _no_such_number(context, documents, chosen)
    if _is_ambiguous(context, chosen):
        return _which(context, chosen.goals)
    goals = _meant(context, chosen) or each_weighed(context, chosen)
    return _say(context, documents, chosen, goals) if goals else None


def _is_condition(context: Context, chosen: Chosen) -> bool:
    """Whether it asks what follows if something happens, of no goal in particular."""
    return context.inquiry.has("conditional") and not context.inquiry.goal_numbers and not chosen.topic


def _lists_so_many(context: Context, chosen: Chosen) -> bool:
    """Whether a list that is called so has just as many members as the question counts, and the plan has not."""
    inquiry = context.inquiry
    if not inquiry.count or inquiry.goal_numbers or len(chosen.goals) == inquiry.count:
        return False
    called = inquiry.cue_words.get("goal", frozenset())
    named = [each for each in inquiry.concepts if called.issuperset(each.words.split())]
    found = find_labelled(context, named)
    return any(each.is_list and len(each.passage.quotes) == inquiry.count for each in found)


def _is_asked(context: Context) -> bool:
    """Whether the question is one for goals, by that word, a number, or who is responsible."""
    inquiry = context.inquiry
    is_of_goals = inquiry.has("goal") or bool(inquiry.goal_numbers) or _asks_overview(context)
    return is_of_goals or _asks_whose(context) or asks_owner_of_goal(context) or asks_weight(context)


def _stranger(context: Context) -> Concept | None:
    """A name whose goals are asked for, of somebody that no document is of ("what are the Court's goals?")."""
    for concept in context.inquiry.concepts:
        owner = re.escape(concept.words.removesuffix("s"))
        if concept.is_name and re.search(
            rf"\b{owner}['’]?s (?:\w+ ){{0,2}}(?:goals?|targets?|mal(?:ene|et)?)\b", context.inquiry.folded
        ):
            return concept
    return None


def _asks_overview(context: Context) -> bool:
    """Whether it asks for a plan in short: that is its goals."""
    inquiry = context.inquiry
    return inquiry.has("overview") and not topic(context) and bool(_PLAN.search(inquiry.folded))


def _asks_whose(context: Context) -> bool:
    """Whether it asks who is responsible, of nothing in particular."""
    inquiry = context.inquiry
    is_other = inquiry.has("define", "rounds")
    return inquiry.has("owner") and not is_other and not topic(context) and not inquiry.named


def asks_owner_of_goal(context: Context) -> bool:
    """Whether it asks who is responsible for what a goal with an owner is about."""
    if not context.inquiry.has("owner") or context.inquiry.has("how_many", "how_much"):
        return False
    chosen = choose_goals(context, plans(context))
    is_narrowed = chosen.topic or context.inquiry.goal_numbers
    fitting = match_goals(context, chosen.goals, chosen.topic) if is_narrowed else ()
    return any(goal.owner for goal in fitting)


def _whose_plan(context: Context) -> Draft | None:
    """What the text beside the goals says of who is responsible; None where it says nothing, or one goal is meant."""
    inquiry = context.inquiry
    asked = [concept for concept in inquiry.concepts if CUES["owner"].search(concept.words)]
    is_part = any(concept.is_name for concept in inquiry.concepts)  # a part of the organisation, or somebody
    if inquiry.has("singular", "milestone", "pronoun") or inquiry.goal_numbers or is_part or not asked:
        return None
    findings, _ = find_evidence(context, asked, documents=plans(context))
    others = [concept for concept in inquiry.concepts if concept not in asked]
    more = [concept for concept in others if not is_verbal(concept.words)]
    beside = [
        each
        for each in findings
        if not each.candidate.passage.goal
        and gives_what_is_asked(context, each, asked)
        and coverage(more, context.bridge.bag(each.text, each.document.language)) >= ENOUGH_OF_PLAN
    ]
    if not beside or not more:
        return None
    sheet = Sheet(kind=Kind.FACT)
    sheet.write(sheet.quoted(beside[0].document, beside[0].quote))
    return sheet.answered()


def _is_ambiguous(context: Context, chosen: Chosen) -> bool:
    """Whether it speaks of one goal and says in no way which."""
    inquiry = context.inquiry
    is_narrowed = (
        inquiry.goal_numbers or chosen.topic or chosen.by_series or inquiry.is_followup or inquiry.times.has_span
    )
    return (inquiry.has("singular") or _asks_whose(context)) and not is_narrowed and len(chosen.goals) > 1


def _meant(context: Context, chosen: Chosen) -> tuple[Goal, ...]:
    """The goals of the question's numbers, where what it says beside them fits; else those of its topic."""
    if not context.inquiry.goal_numbers:
        goals = match_goals(context, chosen.goals, chosen.topic)
        return goals if chosen.topic else _about(context, chosen.goals) or _counted(goals)
    fits = (
        not chosen.topic
        or match_goals(context, chosen.goals, chosen.topic)
        or match_milestones(context, chosen.goals, chosen.topic)
    )
    return chosen.goals if fits else ()


def _about(context: Context, goals: Sequence[Goal]) -> tuple[Goal, ...]:
    """The goals that are about words which count for little elsewhere ("… is about being a good place to work?")."""
    found = _IS_ABOUT.search(context.inquiry.folded)
    named = [each for each in context.inquiry.concepts if found and each.words in found["what"]]
    phrases = [each for each in named if " " in each.words]
    for told in (named, phrases):
        meant = match_goals(context, goals, told) if told else ()
        if 0 < len(meant) < len(goals):
            return meant
    return ()


def _counted(goals: Sequence[Goal]) -> tuple[Goal, ...]:
    """Without a list of actions that stands beside a plan's numbered goals: it is read as a goal, and is none."""
    numbered = {goal.document for goal in goals if goal.number}
    return tuple(goal for goal in goals if goal.number or goal.document not in numbered or goal.wording)


def _say(context: Context, documents: Sequence[Document], chosen: Chosen, goals: Sequence[Goal]) -> Draft:
    """What is asked about these goals: an owner, weights, how many, remarks, criteria, or what they are."""
    inquiry = context.inquiry
    if inquiry.has("owner") and not inquiry.has("how_many"):
        return _owner_of_milestones(context, chosen, goals) or _owner(context, goals)
    if inquiry.has("weight"):
        return tell_weights(context, chosen, goals)
    if inquiry.has("how_many"):
        return _count(context, documents, goals)
    if inquiry.has("remark"):
        return _remarks(context, goals)
    is_general = not inquiry.goal_numbers and not chosen.topic
    if inquiry.has("criteria"):
        return (tell_rules(context, documents) if is_general else None) or _criteria(context, goals)
    if len(goals) > MOST_WHOLE or (len(goals) > 1 and is_general):
        return _catalogue(context, documents, goals)
    return tell_goals(context, goals)


def _no_plan(context: Context) -> Draft | None:
    """There is no plan; where a year is named, the plans of other years are."""
    inquiry = context.inquiry
    known = all_plans(context)
    if inquiry.times.years and known:
        years = context.joined(inquiry.times.years)
        return outside_plans(
            context, Kind.GOAL, "milestones.no_plan_for_year", known=known, suggest="goals.suggest_all", years=years
        )
    if inquiry.solid("goal", "list", "all") and not inquiry.goal_numbers:
        return None
    return nothing_found(context, Kind.GOAL, missing=context.say("goals.noun"))


def _which_of_number(context: Context, documents: Sequence[Document], chosen: Chosen) -> Draft | None:
    """Which of the goals is meant whose numbers end in the one asked for ("goal 1" of "I.1" and "II.1", or "A1")."""
    ids = {document.id for document in documents}
    ends = re.compile(rf"(?:.*\.|[A-ZÆØÅ]{{1,3}}[-.]?)(?:{'|'.join(map(re.escape, chosen.missing_numbers))})")
    goals = [each for each in context.knowledge.goals if each.document in ids and ends.fullmatch(each.number or "")]
    if len(goals) == 1:
        return tell_goals(context, goals)
    return _which(context, goals) if goals else None


def _no_such_number(context: Context, documents: Sequence[Document], chosen: Chosen) -> Draft:
    """The number is none of the plan's; those it has are listed by series."""
    ids = {document.id for document in documents}
    numbers: dict[str, list[str]] = {}
    for goal in context.knowledge.goals:
        if goal.document in ids and (not chosen.by_series or goal.series in chosen.by_series):
            numbers.setdefault(context.called(context.document_of(goal), goal.series), []).append(goal.number or "–")
    listed = "; ".join(f"{series}: {', '.join(each)}" for series, each in numbers.items())
    sheet = Sheet(kind=Kind.GOAL)
    sheet.write(context.say("goals.no_such_number", number=", ".join(chosen.missing_numbers), listed=listed))
    return sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=tuple(documents))


def _which(context: Context, goals: Sequence[Goal]) -> Draft:
    """Which goal is meant, where "the goal" fits several."""
    sheet = Sheet(kind=Kind.GOAL)
    sheet.write(context.say("goals.which"), *(f"- {goal_name(context, goal)}" for goal in goals))
    sheet.options.extend(_options(context, goals))
    return sheet.asked_back()


def _options(context: Context, goals: Sequence[Goal]) -> list[Option]:
    names = [goal_name(context, goal) for goal in goals]
    return [Option(label=name, question=name) for name in names]


def _owner(context: Context, goals: Sequence[Goal]) -> Draft:
    owned = [goal for goal in goals if goal.owner]
    if not owned:
        return nothing_found(context, Kind.FACT, because=context.say("goals.no_owner"))
    sheet = Sheet(kind=Kind.FACT)
    for goal in owned:
        title = quoted_title(context, sheet, goal) or goal_name(context, goal)
        sheet.write(f"- {title}: {cell(context, sheet, goal, goal.owner)}")
    return sheet.answered()


def _owner_of_milestones(context: Context, chosen: Chosen, goals: Sequence[Goal]) -> Draft | None:
    """Who answers for the milestones asked about, where their goal's milestones have several owners."""
    shared = {goal.id for goal in goals if len({each.owner for each in goal.milestones}) > 1}
    fitting = own_milestones(context, [goal for goal in goals if goal.id in shared], chosen.topic)
    fitting = fitting or _said_outright(context, chosen, goals)
    owned = [each for each in fitting if each.owner]
    if not owned or len(owned) > MOST_OWNED:
        return None
    sheet = Sheet(kind=Kind.FACT)
    for each in owned:
        goal = context.goal_of(each)
        quoted = sheet.quoted(context.document_of(goal), each.quote)
        sheet.write(f"- {quoted}: {cell(context, sheet, goal, each.owner, near=each.quote)}")
    return sheet.answered()


def _said_outright(context: Context, chosen: Chosen, goals: Sequence[Goal]) -> tuple[Milestone, ...]:
    """Milestones of other goals that say every word asked for, where these goals have parts of compounds alone."""

    def says(words: str, goal: Goal) -> bool:
        bag = context.bridge.bag(words, context.document_of(goal).language)
        return bool(chosen.topic) and all(bag.cover_strictly(each) > 0 for each in chosen.topic)

    if any(says("\n".join(each.text for each in (goal.title, goal.wording) if each), goal) for goal in goals):
        return ()
    others = own_milestones(context, [each for each in chosen.goals if each not in goals], chosen.topic)
    return tuple(each for each in others if says(each.quote.text, context.goal_of(each)))


def _count(context: Context, documents: Sequence[Document], goals: Sequence[Goal]) -> Draft:
    sheet = Sheet(kind=Kind.COUNT)
    milestones = sum(len(goal.milestones) for goal in goals)
    plan = ", ".join(document.title for document in documents)
    key = "goals.count" if milestones else "goals.count_without"
    sheet.write(context.say(key, number=len(goals), milestones=milestones, plan=plan))
    if names_both_series(context):
        series = [context.called(context.document_of(goal), goal.series) for goal in goals]
        sheet.write(*(f"- {name}: {series.count(name)}" for name in dict.fromkeys(series)))
    write_stated(context, sheet, documents, len(goals))
    write_titles(context, sheet, goals)
    return sheet.answered()


def _remarks(context: Context, goals: Sequence[Goal]) -> Draft:
    sheet = Sheet(kind=Kind.GOAL)
    if not any(goal.remarks for goal in goals):
        sheet.write(context.say("goals.no_remarks", goals="; ".join(goal_name(context, goal) for goal in goals)))
    for goal in goals:
        if goal.remarks:
            quoted = sheet.quoted(context.document_of(goal), goal.remarks)
            sheet.write(f"*{goal_name(context, goal)}:* {quoted}")
    show_goals(context, sheet, goals)
    return sheet.answered()


def _criteria(context: Context, goals: Sequence[Goal]) -> Draft:
    """What must be reached for a goal to count as achieved: its milestones under their lead-in."""
    sheet = Sheet(kind=Kind.GOAL)
    for goal in goals:
        lead_in = next((each.lead_in for each in goal.milestones if each.lead_in), None)
        quoted = f" – {sheet.quoted(context.document_of(goal), lead_in)}" if lead_in else ""
        sheet.write(f"*{goal_name(context, goal)}*{quoted}")
        write_rows(context, sheet, goal.milestones)
    show_goals(context, sheet, goals)
    return sheet.answered()


def _catalogue(context: Context, documents: Sequence[Document], goals: Sequence[Goal]) -> Draft:
    sheet = Sheet(kind=Kind.GOAL)
    if context.inquiry.goal_numbers:
        sheet.options.extend(_options(context, goals))
    plan = ", ".join(document.title for document in documents)
    sheet.write(context.say("goals.all", number=len(goals), plan=plan))
    write_titles(context, sheet, goals)
    return sheet.answered()


def write_titles(context: Context, sheet: Sheet, goals: Sequence[Goal]) -> None:
    """Set down what goals are called, those of one series together."""
    called = {goal.id: context.called(context.document_of(goal), goal.series) for goal in goals}
    for series in dict.fromkeys(called.values()):
        sheet.write(f"*{series}*")
        for goal in goals:
            if called[goal.id] == series:
                number = f"{goal.number}. " if goal.number else "- "
                sheet.write(f"{number}{quoted_title(context, sheet, goal) or goal_name(context, goal)}")
    show_goals(context, sheet, goals)


def tell_goals(context: Context, goals: Sequence[Goal]) -> Draft:
    """Goals with their wording; of a single one its milestones and remarks too."""
    sheet = Sheet(kind=Kind.GOAL)
    if len(goals) > 1:
        sheet.write(context.say("goals.several", number=len(goals)))
    for goal in goals:
        name = goal_name(context, goal, with_title=False)
        sheet.write(f"*{name}:* {title_and_wording(context, sheet, goal)}")
    if len(goals) == 1 or all(is_same_goal(each, goals[0]) for each in goals):  # a plan for the year takes it up
        for goal in goals:
            _write_rest(context, sheet, goal)
    show_goals(context, sheet, goals)
    return sheet.answered()


def _beneath(context: Context, goal: Goal) -> Sequence[Quote]:
    """What stands under a goal beside its fields, in order, where it is no longer than a reader wants."""
    passages = context.knowledge.passages_of(goal.document)
    own = next((each for each in passages if each.goal == goal.id), None)
    if own is None:
        return ()
    beside = [
        each
        for each in passages
        if each.path == own.path
        and each.path
        and each.kind in (PassageKind.PARAGRAPH, PassageKind.LIST)
        and each.goal is None
        and own.path[-1] != goal.series
    ]
    fields = {goal.title, goal.wording, goal.remarks, goal.owner, goal.weight}
    quotes = {quote.span: quote for each in (own, *beside) for quote in each.quotes if quote not in fields}
    kept = [quotes[span] for span in sorted(quotes)]
    return kept if sum(len(quote.text) for quote in kept) <= MOST_BENEATH else ()


def _write_rest(context: Context, sheet: Sheet, goal: Goal) -> None:
    """For a single goal: its milestones in short, its remarks; what else stands under one that has none."""
    if goal.milestones:
        sheet.write(context.say("goals.milestones", number=len(goal.milestones)))
        write_rows(context, sheet, goal.milestones)
    else:
        document = context.document_of(goal)
        told = {each.quote for each in sheet.evidence}
        sheet.write(*(sheet.quoted(document, quote) for quote in _beneath(context, goal) if quote not in told))
    if goal.remarks:
        sheet.write(context.say("goals.remarks", remarks=sheet.quoted(context.document_of(goal), goal.remarks)))
