"""
Questions for onboarding and training material: which journey, what a lesson says, a checklist for a decision.

Owns telling them from questions for the documents, and keeping the two apart: what the documents say is quoted and
cited under *the plan's* label, what a lesson says stands under the label of training material and is never cited.
A question that names a plan, a goal or a milestone is left to the answerers of the documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.answer import AnswerStatus, Kind, Option, Reason
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.prose.definitions import answer_definition
from assistant.answering.talk.programme import (
    answer_programme,
    by_day,
    journey_asked_for,
    label,
    offered,
    offered_courses,
    says,
    start_order,
    write_plan,
)
from assistant.onboarding.journeys import Journey, JourneyRole, Step
from assistant.onboarding.lessons import Lesson, Module, Moment, Offer
from assistant.onboarding.references import ONBOARDING_WORDS, Find, Reference, begins_word
from assistant.understanding.cues.learning import LEARNING
from ingest.lexical import fold

__all__ = ["answer_learning", "or_learning"]

SHORTEST_FREE = 4
"""Letters from which a word of a lesson may have an ending."""
MOST_BESIDE = 1
"""Things that a question for a journey may speak of besides."""
MOST_TERMS = 5_000
"""Terms of lessons of which it is kept how they are found."""
MOST_POINTS = 8
"""Points shown of one checklist."""
_OF_RECORDS = ("milestone", "goal", "status", "signed", "documents", "action")
"""Cues of questions for the documents' own records."""
_OF_FACTS = ("done", "when", "who", "how_many", "open")
"""Cues of such questions too, unless it is asked how to do something ("how do I … when …?")."""
_MOMENTS = {
    # A talk once a year is called a talk too.
    "appraisal": Moment.APPRAISAL,
    "hiring": Moment.HIRING,
    "sharing_tasks": Moment.TASKS,
    "running_meeting": Moment.MEETING,
}
_OF_JOURNEY = (
    "journey", "journey_word", "own_journey", "step_word", "beside_newcomer", "duties", "lesson", "course", "arrival",
    "what_next", "first_time",
)  # fmt: skip
_PREPOSITION = re.compile(r"\b(?:of|for|to|in|on|af|til|i|pa|om|med|with) (?:(?:the|a|an|our|vores|den|det) )?\Z")
"""Ends what stands before the thing that something else is asked of (folded)."""
_JOURNEY_WORD = re.compile(
    r"(?:\w*leder|chef|leader|manager|makker|budd|fadder|medarbejder|employee|kolleg|colleague|ny|new|start|begynd|begin"
    r"|team|lead|uge|week|monday|mandag|join|yesterday|tomorrow|lost|forvirret|help|hjælp|training|kurs|first|første)"
)
_LEADER = re.compile(r"\b(?:leder\w*|chef\w*|leaders?|managers?|leading)\b")


def answer_learning(context: Context) -> Draft | None:
    """A journey, a lesson or a checklist, labelled as training material; None for any other question."""
    module = _module_in_question(context)
    if module is not None:
        return _both(context, module)
    if _arrives(context):
        return _journey(context)
    is_of_own_day = says(context, "which_day") and says(context, "learn") and says(context, "mine")
    if _is_for_documents(context) and not is_of_own_day:
        return None
    programme = answer_programme(context)
    if programme is not None:
        return programme
    if context.inquiry.has(*_OF_FACTS) and not says(context, "how_to"):
        return None
    named = _named_lesson(context)
    if _asks_for_journey(context) and (named is None or says(context, "own_journey")):
        return _journey(context)
    moment = next((moment for cue, moment in _MOMENTS.items() if says(context, cue)), None)
    if moment and (says(context, "checklist") or (says(context, "how_to") and (named or says(context, "fairly")))):
        return _checklist(context, moment)
    return None if named is None else _named(context, *named)


def or_learning(context: Context, draft: Draft) -> Draft:
    """
    A draft as it is, unless it found nothing for a question whose own words are those of onboarding.

    A newcomer asks in many ways; where every word is of beginning somewhere, of training or of a decision that a
    checklist is for, nothing was asked of the documents. Who, where and how much stay unanswered, and so does whatever
    else is named: a laptop is no part of a journey.
    """
    is_absent = draft.status is AnswerStatus.ABSTAINED and draft.reason is Reason.NOT_IN_DOCUMENTS
    if not is_absent or _names_records(context) or context.inquiry.has("who", "how_many", "signed", "contact"):
        return draft
    modules = context.training.library.modules.values()
    module = next((each for each in modules if begins_word(each.asked_as, context.inquiry.text)), None)
    is_sought = says(context, "course", "lesson") and says(context, "to_be_had")
    if module is not None and is_sought and len(_beside(context)) <= MOST_BESIDE + 1:
        return _both(context, module)
    moment = next(((cue, moment) for cue, moment in _MOMENTS.items() if says(context, cue)), None)
    if moment and says(context, "first_time", "how_to") and not _beside(context, moment[0]):
        return _checklist(context, moment[1]) or draft
    if context.inquiry.has("where") or _beside(context):
        return draft
    is_of_onboarding = context.inquiry.has("newcomer") or says(context, "arrival", "beside_newcomer", "journey_of_role")
    return _journey(context) if is_of_onboarding else draft


def _module_in_question(context: Context) -> Module | None:
    """The module of which it is asked whether it is part of the plan: what is, and what is not, is shown apart."""
    if not (says(context, "part_of") and says(context, "of_plan") and says(context, "lesson", "of_course")):
        return None
    modules = context.training.library.modules.values()
    return next((each for each in modules if begins_word(each.asked_as, context.inquiry.text)), None)


def _arrives(context: Context) -> bool:
    """Whether a newcomer, or somebody beside one, asks what is ahead of them, in words that name no journey."""
    if says(context, "beside_newcomer"):
        is_ahead = says(context, "duties", "what_next")
    else:
        is_ahead = (says(context, "arrival") or context.inquiry.has("newcomer")) and says(context, "what_next")
    if not is_ahead or context.inquiry.has(*_OF_RECORDS):
        return False
    return len(_beside(context)) <= MOST_BESIDE and not _named_lesson(context)


def _is_for_documents(context: Context) -> bool:
    """Whether a question is one for the documents, whatever else it says."""
    return _names_records(context) or not context.inquiry.times.is_empty


def _names_records(context: Context) -> bool:
    """Whether it names a plan, what is in one, or another organisation."""
    inquiry = context.inquiry
    is_of_records = inquiry.has(*_OF_RECORDS) or says(context, "of_plan") or bool(inquiry.goal_numbers)
    return is_of_records or (bool(inquiry.named) and not inquiry.is_ours)


def _named(context: Context, module: Module, lesson: Lesson, term: str) -> Draft | None:
    """What is said of the lesson that a question names, or of several."""
    several = _named_lessons(context, module) if says(context, "difference") else []
    if len(several) > 1:
        return _lessons(context, module, several)
    inquiry = context.inquiry
    if inquiry.has("newcomer") or (inquiry.is_ours and not inquiry.has("define", "attribute")):
        return _both(context, module)
    if _asks_of(context, term) or not _asks_to_learn(context, term) or _is_explained(context):
        return None
    return _lesson(context, module, lesson, term)


def _asks_for_journey(context: Context) -> bool:
    """Whether somebody asks which way to go as a newcomer, or beside one."""
    is_newcomer = context.inquiry.has("newcomer")
    if len(_beside(context)) > MOST_BESIDE:
        return False
    if says(context, "beside_newcomer") and says(context, "duties", "how_to", "journey"):
        return True
    if says(context, "journey"):
        return says(context, "own_journey") or is_newcomer
    return says(context, "journey_word") and is_newcomer


def _beside(context: Context, *cues: str) -> list[str]:
    """What a question for a journey speaks of besides: lunch and the canteen are no part of one."""
    concepts = context.inquiry.solid("newcomer", "list", "help", "yes_no", "attribute", "greeting", "thanks")
    return [each.words for each in concepts if not any(_is_of_journey(word, *cues) for word in each.words.split())]


def _is_of_journey(word: str, *cues: str) -> bool:
    """Whether a word is one of beginning somewhere, or of what these cues of learning are about."""
    return any(LEARNING[name].touches(word) for name in (*_OF_JOURNEY, *cues)) or bool(_JOURNEY_WORD.match(word))


def _asks_to_learn(context: Context, term: str) -> bool:
    """Whether it is asked what something is or how to do it; a term nobody else uses asks by itself."""
    if says(context, "learn", "how_to", "lesson", "checklist") or context.inquiry.has("define"):
        return True
    topic = context.inquiry.solid("define", "attribute", "list", "help", "yes_no", "greeting", "thanks")
    rest = [concept for concept in topic if concept.words not in fold(term)]
    return not rest and not context.inquiry.has("yes_no")


def _asks_of(context: Context, term: str) -> bool:
    """Whether it asks for something of what a lesson is about that no lesson is ("the budget for bias training")."""
    place = _place(term, context.inquiry.folded)
    before = context.inquiry.folded[:place]
    if not (context.inquiry.has("attribute") and _PREPOSITION.search(before)):
        return False
    asked = [each.words for each in context.inquiry.solid("define", "list", "help") if each.words in before]
    return not all(any(cue.touches(word) for cue in LEARNING.values()) for words in asked for word in words.split())


def _is_explained(context: Context) -> bool:
    """Whether the documents explain the word themselves: their explanation comes before anybody else's."""
    found = answer_definition(context)
    return found is not None and found.status is AnswerStatus.ANSWERED


def _named_lesson(context: Context) -> tuple[Module, Lesson, str] | None:
    """The lesson whose longest word for itself stands in the question; of several as long, the first."""
    best: tuple[int, Module, Lesson, str] | None = None
    for module in context.training.library.modules.values():
        is_named = any(_stands(term, context.inquiry.folded) for term in module.asked_as) or says(context, "lesson")
        for lesson in module.all_lessons:
            for term in _terms(lesson, with_everyday=is_named):
                if (best is None or len(term) > best[0]) and _stands(term, context.inquiry.folded):
                    best = (len(term), module, lesson, term)
    return best[1:] if best else None


def _named_lessons(context: Context, module: Module) -> list[Lesson]:
    """The lessons that are named by a term of their own, in the question's order."""
    places = {
        lesson.id: min(
            (
                place
                for term in _terms(lesson, with_everyday=False)
                if (place := _place(term, context.inquiry.folded)) >= 0
            ),
            default=-1,
        )
        for lesson in module.lessons[1:]
    }
    found = [lesson for lesson in module.lessons[1:] if places[lesson.id] >= 0]
    return sorted(found, key=lambda lesson: places[lesson.id])


def _lessons(context: Context, module: Module, lessons: Sequence[Lesson]) -> Draft:
    """What several lessons say in short, one below the other."""
    sheet = Sheet(kind=Kind.LEARNING)
    sheet.write(label(context, module))
    for lesson in lessons:
        sheet.write(f"- {lesson.texts[context.inquiry.language].in_short}")
    return sheet.answered()


def _terms(lesson: Lesson, *, with_everyday: bool) -> Iterator[str]:
    for text in lesson.texts.values():
        yield from text.asked_as
        if with_everyday:
            yield from text.asked_within


def _stands(term: str, folded: str) -> bool:
    return _place(term, folded) >= 0


def _place(term: str, folded: str) -> int:
    """Where a term stands, one word more allowed between its own ("does training really work"); -1 for nowhere."""
    words = _folded_words(term)
    # Most questions do not even have its first word, and making a pattern takes long.
    found = _finder(term).search(folded) if words[0] in folded else None
    return found.start() if found else -1


@lru_cache(maxsize=MOST_TERMS)
def _folded_words(term: str) -> tuple[str, ...]:
    return tuple(fold(term).split())


@lru_cache(maxsize=MOST_TERMS)
def _finder(term: str) -> re.Pattern[str]:
    """What finds a term in a folded question."""
    ending = r"\w{0,3}" if len(term) > SHORTEST_FREE else ""
    spaced = r"(?: \w+)? ".join(map(re.escape, _folded_words(term)))
    return re.compile(rf"(?<!\w){spaced}{ending}(?!\w)")


def _journey(context: Context) -> Draft:
    """The steps of the journey that the question is for, by day, and what the documents say of onboarding."""
    language, journey = context.inquiry.language, journey_asked_for(context)
    sheet = Sheet(kind=Kind.ONBOARDING)
    last = max(step.day for step in journey.steps)
    title = journey.title[language]
    sheet.write(context.say("onboarding.journey", title=title, steps=len(journey.steps), days=last))
    for day, steps in by_day(journey):
        titles = " · ".join(_step_title(context, step, journey) for step in steps)
        sheet.write(context.say("onboarding.day", day=day, titles=titles))
    write_plan(context, sheet, (Reference(find=Find.STATEMENTS, words=ONBOARDING_WORDS),), "onboarding.plan")
    sheet.suggestions.extend([start_order(context, journey), *offered_courses(context)])
    return sheet.answered()


def _step_title(context: Context, step: Step, journey: Journey) -> str:
    """What a step is called; of somebody's beside a newcomer, what they do."""
    title = step.title[context.inquiry.language]
    if journey.role in (JourneyRole.BUDDY, JourneyRole.MANAGER) and step.do:
        return f"{title}. {step.do[context.inquiry.language]}"
    return context.say("onboarding.with_lessons", title=title) if step.lessons else title


def _both(context: Context, module: Module) -> Draft:
    """What the documents say on the topic, and which training there is, each under its own label."""
    sheet = Sheet(kind=Kind.LEARNING)
    has_plan = write_plan(context, sheet, module.plan, "onboarding.plan", most=2)
    if has_plan:
        sheet.write(context.say("onboarding.not_described"))
    is_leader = bool(_LEADER.search(context.inquiry.folded)) and bool(module.leader)
    lessons = module.leader if is_leader else module.lessons
    language = context.inquiry.language
    key = "onboarding.leader_course" if is_leader else "onboarding.course"
    name = module.names[language].lower()
    words = context.say(key, name=name, lessons=len(lessons), lesson=lessons[0].texts[language].title)
    sheet.write(f"{label(context, module)} {words}")
    asked = offered(context, module, *((Offer.LEADER, Offer.CHECKLIST) if is_leader else (Offer.COURSE,)))
    sheet.options.extend(Option(label=words, question=words) for words in asked)
    return sheet.answered()


def _lesson(context: Context, module: Module, lesson: Lesson, term: str) -> Draft:
    """What a lesson says in short; that the documents use the word too, where they do."""
    sheet = Sheet(kind=Kind.LEARNING)
    text = lesson.texts[context.inquiry.language]
    sheet.write(f"{label(context, module)} {text.in_short}")
    minutes = max(1, round(text.minutes))
    name = module.names[context.inquiry.language]
    sheet.write(context.say("onboarding.lesson", title=text.title, module=name, minutes=minutes))
    # The module's own word is a term; a commoner one would quote what has nothing to do with it.
    if fold(term).startswith(tuple(map(fold, module.asked_as))):
        write_plan(context, sheet, module.plan, "onboarding.plan_mentions", most=1)
    sheet.suggestions.extend(offered(context, module, Offer.PLAN, Offer.CHECKLIST))
    return sheet.answered()


def _checklist(context: Context, moment: Moment) -> Draft | None:
    """The points of every lesson for one moment of decision."""
    language = context.inquiry.language
    for module in context.training.library.modules.values():
        of_moment = [lesson.texts[language].checklist for lesson in module.lessons]
        points = [point for checklist in of_moment if checklist.moment is moment for point in checklist.points]
        if points:
            sheet = Sheet(kind=Kind.LEARNING)
            sheet.write(f"{label(context, module)} {context.say(f'onboarding.checklist_{moment.value}')}")
            for point in points[:MOST_POINTS]:
                sheet.write(f"- {point}")
            _write_handout(context, sheet, module, moment)
            return sheet.answered()
    return None


def _write_handout(context: Context, sheet: Sheet, module: Module, moment: Moment) -> None:
    found = next((each for each in module.handouts if each.moment is moment), None)
    if found:
        sheet.write(context.say("onboarding.handout", title=found.texts[context.inquiry.language].title))
