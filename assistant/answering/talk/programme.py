"""
Questions about the onboarding itself: how long it is, what comes on a day, how to rest, who sees what, who made it.

Owns these answers, which come from journeys, lessons and settings; leaves journeys and lessons as such to `learning`.
What the documents say beside it stands under their own label; what neither says is said to be missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.answer import AnswerStatus, Kind, Reason
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.onboarding.journeys import Journey, JourneyRole, Step
from assistant.onboarding.lessons import Module, Offer
from assistant.onboarding.order_words import read_order
from assistant.onboarding.references import ONBOARDING_WORDS, Find, Quoted, Reference, begins_word, resolve
from assistant.understanding.cues.learning import LEARNING
from ingest.lexical import fold, stem

__all__ = [
    "answer_privacy",
    "answer_programme",
    "by_day",
    "journey_asked_for",
    "label",
    "offered",
    "offered_courses",
    "says",
    "start_order",
    "with_pointer",
    "write_plan",
]

_LEADING = re.compile(
    r"\b(?:\w*leder(?:en|e|ne|s)?|chef\w*|\w*chef(?:en|er)?|leaders?|managers?|leading|team ?leads?|head of"
    r"|promoted|forfremmet|report(?:s|ing)? to me)\b"
)
_BUDDY = re.compile(r"\b(?:makker\w*|budd(?:y|ies)|fadder\w*)\b")
_OF_NEWCOMER = re.compile(
    r"\b(?:leder\w*|chef\w*|managers?|leaders?)\b.*\b(?:(?:ny\w*|new) (?:medarbejder\w*|kolleg\w*|ansat\w*|employees?"
    r"|colleagues?|hires?|starters?|one)|newcomers?|nyansat\w*|somebody new|someone new)\b"
    r"|\b(?:en ny|a new|somebody new|someone new)\b[^.?!]*"
    r"\b(?:my|our|mit|min|vores) (?:team|unit|department|section|group|afdeling|enhed|gruppe|sektion|kontor)\b"
)
_DAY = re.compile(
    r"\b(?:dag|day)(?: nr\.?| nummer| number)? ?(\d{1,3})\b"
    r"|\b(\d{1,3})(?:\.|st|nd|rd|th) (?:arbejds|working )?(?:dag|day)\b"
    r"|\b(?P<first>(?:day|dag) (?:one|et))\b"
)
_FOR_WHOM = re.compile(r"\b(?:kun|only|just) (?:for|til)\b|\bhvem er\b.*\b(?:for|til)\b|\bwho(?: is|'s)\b.*\bfor\b")
_MANDATORY = ("obligatorisk", "mandatory", "compulsory", "pligt", "påkræv", "required")
"""How documents say that something must be done."""


def with_pointer(context: Context, draft: Draft) -> Draft:
    """An abstention with where to look, where the question speaks of one's onboarding; any other draft as it is."""
    is_absent = draft.status is AnswerStatus.ABSTAINED and draft.reason is Reason.NOT_IN_DOCUMENTS
    is_own = says(context, "journey", "lesson") or (
        says(context, "journey_word", "step_word") and says(context, "mine")
    )
    if not is_absent or not is_own or draft.kind is Kind.ONBOARDING or says(context, "of_plan"):
        return draft
    asks = (context.say("onboarding.ask_steps"), *offered_courses(context))
    return replace(draft, lines=(*draft.lines, context.say("onboarding.pointer")), suggestions=asks)


def answer_programme(context: Context) -> Draft | None:
    """What is asked about the onboarding itself; None for any other question."""
    return next((draft for draft in (answerer(context) for answerer in _ANSWERERS) if draft is not None), None)


def offered(context: Context, module: Module, *offers: Offer) -> tuple[str, ...]:
    """The questions of these kinds that a module offers."""
    return tuple(module.offers[offer][context.inquiry.language] for offer in offers if offer in module.offers)


def offered_courses(context: Context) -> tuple[str, ...]:
    """The question for the first course there is; empty where there is none."""
    first = next(iter(context.training.library.modules.values()), None)
    return offered(context, first, Offer.COURSE) if first else ()


def says(context: Context, *names: str) -> bool:
    """Whether the question has any of these cues of learning."""
    return any(LEARNING[name].search(context.inquiry.folded) for name in names)


def _day(context: Context) -> Draft | None:
    """The steps of one day, with what they say."""
    found = _DAY.search(context.inquiry.folded)
    if found is None:
        return None
    is_of_journey = says(context, "journey", "journey_word", "what_next") or context.inquiry.has("newcomer")
    if not is_of_journey and not _says_nothing_else(context, found[0]):
        return None
    journey, wanted = journey_asked_for(context), 1 if found["first"] else int(found[1] or found[2])
    language = context.inquiry.language
    days = dict(by_day(journey))
    near = min(days, key=lambda day: (abs(day - wanted), day))
    sheet = Sheet(kind=Kind.ONBOARDING)
    key = "onboarding.on_day" if near == wanted else "onboarding.not_on_day"
    sheet.write(context.say(key, day=wanted, near=near, title=journey.title[language]))
    for step in days[near]:
        title = step.title[language]
        shown = context.say("onboarding.with_lessons", title=title) if step.lessons else title
        sheet.write(context.say("onboarding.day_step", title=shown, text=step.text[language]))
    return sheet.answered()


def _says_nothing_else(context: Context, day: str) -> bool:
    """Whether nothing but a day is asked about."""
    rest = (concept.words for concept in context.inquiry.solid("list", "help", "attribute", "all"))
    return all(fold(word) in day for words in rest for word in words.split())


def _which_day(context: Context) -> Draft | None:
    """On which days something comes that the question names: a lesson, or what a step is about."""
    if not (says(context, "which_day") and says(context, "mine") and not says(context, "lasts")):
        return None
    if not says(context, "journey", "journey_word", "lesson", "step_word", "learn"):
        return None
    journey, language = journey_asked_for(context), context.inquiry.language
    named = [fold(words) for concept in context.inquiry.solid("when") for words in concept.words.split()]
    found = [step for step in journey.steps if _is_about(context, step, named)]
    if not found:
        return None
    sheet = Sheet(kind=Kind.ONBOARDING)
    sheet.write(context.say("onboarding.comes_on", title=journey.title[language]))
    for step in found:
        title = step.title[language]
        shown = context.say("onboarding.with_lessons", title=title) if step.lessons else title
        sheet.write(context.say("onboarding.day", day=step.day, titles=shown))
    return sheet.answered()


def _is_about(context: Context, step: Step, named: Sequence[str]) -> bool:
    """Whether a step's title, or the lessons that come with it, have a word that is asked about."""
    language, library = context.inquiry.language, context.training.library
    lessons = [library.lesson(each).texts[language] for each in step.lessons]
    terms = [term for text in lessons for term in (text.title, *text.asked_as)]
    own = {stem(word, language) for text in (step.title[language], *terms) for word in fold(text).split()}
    return any(stem(word, language) in own for word in named)


def _length(context: Context) -> Draft | None:
    if not (says(context, "lasts") and says(context, "journey", "journey_word")) or says(context, "lesson"):
        return None
    journey = journey_asked_for(context)
    sheet = Sheet(kind=Kind.ONBOARDING)
    title, days = journey.title[context.inquiry.language], max(step.day for step in journey.steps)
    sheet.write(context.say("onboarding.lasts", title=title, days=days, steps=len(journey.steps)))
    write_plan(context, sheet, (Reference(find=Find.STATEMENTS, words=ONBOARDING_WORDS),), "onboarding.plan")
    return sheet.answered()


def _steering(context: Context) -> Draft | None:
    """How to begin, rest, put off, end and choose the language."""
    order = read_order(context.inquiry.question.text)
    # Channels that can carry out an order did so; here it is said where that is done.
    is_order = order is not None and order.is_named
    return _said(context, "onboarding.steering") if is_order or (says(context, "steer") and _is_own(context)) else None


def answer_privacy(context: Context) -> Draft | None:
    """Who sees how far somebody is with their onboarding, and what is kept of it; None for any other question."""
    is_asked = (says(context, "sees_progress") and not says(context, "learn")) or (
        says(context, "kept") and says(context, "journey", "journey_word", "lesson", "own_answers")
    )
    if not is_asked:
        return None
    return _said(context, f"onboarding.private_{context.training.completion_seen_by}")


def _away(context: Context) -> Draft | None:
    """What becomes of steps whose day was missed."""
    is_own = says(context, "mine") and says(context, "journey", "journey_word", "step_word", "lesson")
    return _said(context, "onboarding.missed") if is_own and says(context, "away") else None


def _whom(context: Context) -> Draft | None:
    """Whom a newcomer asks."""
    is_asked = (
        says(context, "whom_to_ask") and says(context, "mine") and says(context, "journey", "journey_word", "lesson")
    )
    return _said(context, "onboarding.whom") if is_asked else None


def _buddy(context: Context) -> Draft | None:
    if not says(context, "who_buddy"):
        return None
    sheet = Sheet(kind=Kind.ONBOARDING)
    sheet.write(context.say("onboarding.who_buddy"))
    return sheet.abstained(Reason.NOT_IN_DOCUMENTS)


def _mandatory(context: Context) -> Draft | None:
    """Whether training must be taken: neither documents nor material say so, unless they do."""
    if not says(context, "mandatory") or not (_is_training(context) or says(context, "journey", "journey_word")):
        return None
    module = _module(context)
    references = (Reference(find=Find.STATEMENTS, words=ONBOARDING_WORDS), *(module.plan if module else ()))
    if any(begins_word(_MANDATORY, each.quote.text) for each in _quotes(context, references)):
        return None
    sheet = Sheet(kind=Kind.LEARNING if _is_training(context) else Kind.ONBOARDING)
    sheet.write(context.say("onboarding.not_mandatory"))
    if write_plan(context, sheet, references, "onboarding.plan"):
        sheet.write(context.say("onboarding.ask_manager"))
        return sheet.answered()
    sheet.write(context.say("onboarding.ask_manager"))
    return sheet.abstained(Reason.NOT_IN_DOCUMENTS)


def _size(context: Context) -> Draft | None:
    """How many lessons there are, and how long one takes."""
    is_asked = says(context, "how_many_lessons") or (says(context, "lasts") and says(context, "mine"))
    module = _module(context) if is_asked or (says(context, "lesson") and says(context, "lasts")) else None
    if module is None:
        return None
    minutes = [max(1, round(lesson.texts[context.inquiry.language].minutes)) for lesson in module.lessons]
    spread = f"{min(minutes)}–{max(minutes)}" if min(minutes) != max(minutes) else str(minutes[0])
    name = module.names[context.inquiry.language]
    words = context.say(
        "onboarding.size", module=name, lessons=len(module.lessons), minutes=spread, sheets=len(module.handouts)
    )
    return _under_label(context, module, words)


def _maker(context: Context) -> Draft | None:
    """Who wrote a module, and who stands behind it."""
    module = _module(context) if says(context, "made_by") and _is_training(context) else None
    if module is None:
        return None
    approval = context.training.approval(module.id)
    words = context.say("onboarding.made", module=module.names[context.inquiry.language])
    stands = (
        context.say("onboarding.stands", name=approval.approver)
        if approval
        else context.say("onboarding.stands_nobody")
    )
    return _under_label(context, module, f"{words} {stands}")


def _for_whom(context: Context) -> Draft | None:
    """Whom there are journeys for."""
    if not _FOR_WHOM.search(context.inquiry.folded) or not says(context, "journey"):
        return None
    titles = [each.title[context.inquiry.language] for each in context.training.library.journeys.values()]
    sheet = Sheet(kind=Kind.ONBOARDING)
    sheet.write(context.say("onboarding.for_whom", titles=context.joined(list(dict.fromkeys(titles)))))
    write_plan(context, sheet, (Reference(find=Find.STATEMENTS, words=ONBOARDING_WORDS),), "onboarding.plan")
    return sheet.answered()


_ANSWERERS: tuple[Callable[[Context], Draft | None], ...] = (
    _buddy, _whom, _size, _maker, _mandatory, _steering, _away, _for_whom, _day, _length, _which_day,
)  # fmt: skip


def _is_own(context: Context) -> bool:
    """Whether somebody speaks of an onboarding of their own, or of its steps and lessons."""
    return says(context, "journey", "journey_word") or (says(context, "step_word", "lesson") and says(context, "mine"))


def _is_training(context: Context) -> bool:
    """Whether a question speaks of the training on a module's topic: the bias course, the lessons."""
    return says(context, "course", "lesson") and _module(context) is not None


def _module(context: Context) -> Module | None:
    """The module that is named, or the only one where lessons are."""
    modules = list(context.training.library.modules.values())
    named = next((each for each in modules if begins_word(each.asked_as, context.inquiry.text)), None)
    return named or (modules[0] if len(modules) == 1 and says(context, "lesson") else None)


def _said(context: Context, key: str) -> Draft:
    sheet = Sheet(kind=Kind.ONBOARDING)
    sheet.write(context.say(key))
    return sheet.answered()


def _under_label(context: Context, module: Module, words: str) -> Draft:
    sheet = Sheet(kind=Kind.LEARNING)
    sheet.write(f"{label(context, module)} {words}")
    return sheet.answered()


def label(context: Context, module: Module) -> str:
    """The label that training material stands under: what it is, and that nobody approved it yet where nobody did."""
    return context.say("onboarding.label" if context.training.approval(module.id) else "onboarding.label_draft")


def journey_asked_for(context: Context) -> Journey:
    """The journey of the role that the question speaks of; a new employee's where it speaks of none."""
    folded = context.inquiry.folded
    role = JourneyRole.EMPLOYEE
    if _BUDDY.search(folded):
        role = JourneyRole.BUDDY
    elif _OF_NEWCOMER.search(folded):
        role = JourneyRole.MANAGER
    elif _LEADING.search(folded):
        role = JourneyRole.LEADER
    journeys = list(context.training.library.journeys.values())
    fitting = [each for each in journeys if each.role is role]
    # The bundled one of a role has its name; an organisation's own may stand before it in the alphabet.
    return next((each for each in fitting if each.id == role.value), (fitting or journeys)[0])


def start_order(context: Context, journey: Journey) -> str:
    """What somebody writes to begin this journey."""
    key = "onboarding.start_leader" if journey.role is JourneyRole.LEADER else "onboarding.start"
    return context.say(key)


def by_day(journey: Journey) -> Iterator[tuple[int, list[Step]]]:
    """The steps of each day that has some."""
    days = sorted({step.day for step in journey.steps})
    return ((day, [step for step in journey.steps if step.day == day]) for day in days)


def write_plan(context: Context, sheet: Sheet, references: Sequence[Reference], key: str, *, most: int = 1) -> bool:
    """Quote what the documents say, under their own label; whether they say anything."""
    chosen = sorted(_quotes(context, references), key=lambda each: -_closeness(context, each))[:most]
    if chosen:
        sheet.write(context.say(key))
        for each in chosen:
            sheet.write(sheet.quoted(each.document, each.quote))
    return bool(chosen)


def _quotes(context: Context, references: Sequence[Reference]) -> list[Quoted]:
    return [
        quoted
        for reference in references
        if reference.find is Find.STATEMENTS
        for quoted in resolve(reference, context.knowledge, today=context.inquiry.today)
    ]


def _closeness(context: Context, quoted: Quoted) -> int:
    """How many of the question's own groups of words a quotation holds: leaders, newcomers."""
    folded, asked = fold(quoted.quote.text), context.inquiry.folded
    groups = (
        _LEADING,
        re.compile(r"\b(?:onboarding|ny\w*|new\w*)\b"),
        re.compile(r"\b(?:undervis\w*|training|kurs\w*|course\w*)\b"),
    )
    return sum(bool(group.search(asked)) and bool(group.search(folded)) for group in groups)
