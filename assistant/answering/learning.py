"""
Questions for onboarding and training material: which journey, what a lesson says, a checklist for a decision.

Owns telling them from questions for the documents, and keeping the two apart: what the documents say is quoted and
cited under *the plan's* label, what a lesson says stands under the label of training material and is never cited.
A question that names a plan, a goal or a milestone is left to the answerers of the documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer import AnswerStatus, Kind, Option
from assistant.answering.context import Context
from assistant.answering.definitions import answer_definition
from assistant.answering.draft import Draft, Sheet
from assistant.onboarding.journeys import Journey, Step
from assistant.onboarding.lessons import Lesson, Module, Moment
from assistant.onboarding.references import ONBOARDING_WORDS, Find, Quoted, Reference, resolve
from assistant.understanding.cues.learning import LEARNING
from ingest.lexical import fold

__all__ = ["answer_learning"]

SHORTEST_FREE = 4
"""Letters from which a word of a lesson may have an ending."""
MOST_POINTS = 8
"""Points shown of one checklist."""
_OF_RECORDS = ("milestone", "goal", "status", "signed", "documents", "action")
"""Cues of questions for the documents' own records."""
_OF_FACTS = ("done", "when", "who", "how_many", "open")
"""Cues of such questions too, unless it is asked how to do something ("how do I … when …?")."""
_MOMENTS = {
    "hiring": Moment.HIRING,
    "appraisal": Moment.APPRAISAL,
    "sharing_tasks": Moment.TASKS,
    "running_meeting": Moment.MEETING,
}
_LEADING = re.compile(r"\b(?:leder\w*|chef\w*|leaders?|managers?|leading)\b")
_BUDDY = re.compile(r"\b(?:makker\w*|budd(?:y|ies)|mentor\w*)\b")


def answer_learning(context: Context) -> Draft | None:
    """A journey, a lesson or a checklist, labelled as training material; None for any other question."""
    inquiry = context.inquiry
    if inquiry.has(*_OF_RECORDS) or _has(context, "of_plan") or inquiry.goal_numbers or not inquiry.times.is_empty:
        return None
    if inquiry.named and not inquiry.is_ours:
        return None
    if inquiry.has(*_OF_FACTS) and not _has(context, "how_to"):
        return None
    named = _named_lesson(context)
    if _has(context, "journey") and (named is None or _has(context, "own_journey")) and _is_own_journey(context):
        return _journey(context)
    moment = next((moment for cue, moment in _MOMENTS.items() if _has(context, cue)), None)
    if moment and (_has(context, "checklist") or (named and _has(context, "how_to"))):
        return _checklist(context, moment)
    if named is None:
        return None
    module, lesson, term = named
    if inquiry.has("newcomer") or (inquiry.is_ours and not inquiry.has("define", "attribute")):
        return _both(context, module)
    if not _asks_to_learn(context, term) or _is_explained(context):
        return None
    return _lesson(context, module, lesson, term)


def _has(context: Context, *names: str) -> bool:
    """Whether any of these cues of learning is there."""
    return any(LEARNING[name].search(context.inquiry.folded) for name in names)


def _is_own_journey(context: Context) -> bool:
    return _has(context, "own_journey") or context.inquiry.has("newcomer")


def _asks_to_learn(context: Context, term: str) -> bool:
    """Whether it is asked what something is or how to do it; a term nobody else uses asks by itself."""
    if _has(context, "learn", "how_to", "lesson", "checklist") or context.inquiry.has("define"):
        return True
    topic = context.inquiry.solid("define", "attribute", "list", "help", "yes_no", "greeting", "thanks")
    rest = [concept for concept in topic if concept.words not in fold(term)]
    return not rest and not context.inquiry.has("yes_no")


def _is_explained(context: Context) -> bool:
    """Whether the documents explain the word themselves: their explanation comes before anybody else's."""
    found = answer_definition(context)
    return found is not None and found.status is AnswerStatus.ANSWERED


def _named_lesson(context: Context) -> tuple[Module, Lesson, str] | None:
    """The lesson whose longest word for itself stands in the question; of several as long, the first."""
    best: tuple[int, Module, Lesson, str] | None = None
    for module in context.training.library.modules.values():
        is_named = any(_stands(term, context.inquiry.folded) for term in module.asked_as) or _has(context, "lesson")
        for lesson in module.all_lessons:
            for term in _terms(lesson, with_everyday=is_named):
                if (best is None or len(term) > best[0]) and _stands(term, context.inquiry.folded):
                    best = (len(term), module, lesson, term)
    return best[1:] if best else None


def _terms(lesson: Lesson, *, with_everyday: bool) -> Iterator[str]:
    for text in lesson.texts.values():
        yield from text.asked_as
        if with_everyday:
            yield from text.asked_within


def _stands(term: str, folded: str) -> bool:
    ending = r"\w{0,3}" if len(term) > SHORTEST_FREE else ""
    return bool(re.search(rf"(?<!\w){re.escape(fold(term))}{ending}(?!\w)", folded))


def _journey(context: Context) -> Draft:
    """The steps of the journey that the question is for, by day, and what the documents say of onboarding."""
    language = context.inquiry.language
    journey = context.training.library.journeys.get(_journey_id(context))
    if journey is None:
        journey = next(iter(context.training.library.journeys.values()))
    sheet = Sheet(kind=Kind.ONBOARDING)
    last = max(step.day for step in journey.steps)
    title = journey.title[language]
    sheet.write(context.say("onboarding.journey", title=title, steps=len(journey.steps), days=last))
    for day, steps in _by_day(journey):
        titles = " · ".join(_step_title(context, step) for step in steps)
        sheet.write(context.say("onboarding.day", day=day, titles=titles))
    _write_plan(context, sheet, (Reference(find=Find.STATEMENTS, words=ONBOARDING_WORDS),), "onboarding.plan")
    sheet.suggestions.append(context.say("onboarding.ask_bias"))
    return sheet.answered()


def _journey_id(context: Context) -> str:
    folded = context.inquiry.folded
    if _BUDDY.search(folded):
        return "buddy"
    return "leader" if _LEADING.search(folded) else "employee"


def _by_day(journey: Journey) -> Iterator[tuple[int, list[Step]]]:
    days = sorted({step.day for step in journey.steps})
    return ((day, [step for step in journey.steps if step.day == day]) for day in days)


def _step_title(context: Context, step: Step) -> str:
    title = step.title[context.inquiry.language]
    return context.say("onboarding.with_lessons", title=title) if step.lessons else title


def _both(context: Context, module: Module) -> Draft:
    """What the documents say on the topic, and which training there is, each under its own label."""
    sheet = Sheet(kind=Kind.LEARNING)
    has_plan = _write_plan(context, sheet, module.plan, "onboarding.plan", most=2)
    if has_plan:
        sheet.write(context.say("onboarding.not_described"))
    is_leader = bool(_LEADING.search(context.inquiry.folded)) and bool(module.leader)
    lessons = module.leader if is_leader else module.lessons
    language = context.inquiry.language
    key = "onboarding.leader_course" if is_leader else "onboarding.course"
    name = module.names[language].lower()
    words = context.say(key, name=name, lessons=len(lessons), lesson=lessons[0].texts[language].title)
    sheet.write(f"{_label(context, module)} {words}")
    sheet.options.extend(_options(context, *(["ask_leader", "ask_interview"] if is_leader else ["ask_bias"])))
    return sheet.answered()


def _lesson(context: Context, module: Module, lesson: Lesson, term: str) -> Draft:
    """What a lesson says in short; that the documents use the word too, where they do."""
    sheet = Sheet(kind=Kind.LEARNING)
    text = lesson.texts[context.inquiry.language]
    sheet.write(f"{_label(context, module)} {text.in_short}")
    minutes = max(1, round(text.minutes))
    name = module.names[context.inquiry.language]
    sheet.write(context.say("onboarding.lesson", title=text.title, module=name, minutes=minutes))
    # A word this long is a term; a shorter or commoner one would quote what has nothing to do with it.
    if fold(term).startswith("bias"):
        _write_plan(context, sheet, module.plan, "onboarding.plan_mentions", most=1)
    sheet.suggestions.extend(context.say(f"onboarding.{key}") for key in ("ask_plan", "ask_interview"))
    return sheet.answered()


def _checklist(context: Context, moment: Moment) -> Draft | None:
    """The points of every lesson for one moment of decision."""
    language = context.inquiry.language
    for module in context.training.library.modules.values():
        of_moment = [lesson.texts[language].checklist for lesson in module.lessons]
        points = [point for checklist in of_moment if checklist.moment is moment for point in checklist.points]
        if points:
            sheet = Sheet(kind=Kind.LEARNING)
            sheet.write(f"{_label(context, module)} {context.say(f'onboarding.checklist_{moment.value}')}")
            for point in points[:MOST_POINTS]:
                sheet.write(f"- {point}")
            _write_handout(context, sheet, module, moment)
            return sheet.answered()
    return None


def _write_handout(context: Context, sheet: Sheet, module: Module, moment: Moment) -> None:
    name = {Moment.HIRING: "interview", Moment.MEETING: "meeting"}.get(moment)
    found = next((each for each in module.handouts if name and each.id.endswith(f"/{name}")), None)
    if found:
        sheet.write(context.say("onboarding.handout", title=found.texts[context.inquiry.language].title))


def _label(context: Context, module: Module) -> str:
    """The label that training material stands under: what it is, and that nobody approved it yet where nobody did."""
    return context.say("onboarding.label" if context.training.approval(module.id) else "onboarding.label_draft")


def _write_plan(context: Context, sheet: Sheet, references: Sequence[Reference], key: str, *, most: int = 1) -> bool:
    """Quote what the documents say, under their own label; whether they say anything."""
    found = [
        quoted
        for reference in references
        if reference.find is Find.STATEMENTS
        for quoted in resolve(reference, context.knowledge, today=context.inquiry.today)
    ]
    chosen = sorted(found, key=lambda each: -_closeness(context, each))[:most]
    if chosen:
        sheet.write(context.say(key))
        for each in chosen:
            sheet.write(sheet.quoted(each.document, each.quote))
    return bool(chosen)


def _closeness(context: Context, quoted: Quoted) -> int:
    """How many of the question's own groups of words a quotation holds: leaders, newcomers."""
    folded = fold(quoted.quote.text)
    asked = context.inquiry.folded
    groups = (_LEADING, re.compile(r"\b(?:onboarding|ny\w*|new\w*)\b"))
    return sum(bool(group.search(asked)) and bool(group.search(folded)) for group in groups)


def _options(context: Context, *keys: str) -> Iterator[Option]:
    for key in keys:
        words = context.say(f"onboarding.{key}")
        yield Option(label=words, question=words)
