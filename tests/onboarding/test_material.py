"""The bundled lessons: plain, short, honest about their sources, the same in both languages."""

from __future__ import annotations

import re

import pytest

from assistant.onboarding.lessons import Lesson, Moment
from assistant.onboarding.library import Library, load_library
from evals.reading_level import flesch, levels, lix
from ingest.records import Language

LESSONS = [lesson for module in load_library().modules.values() for lesson in module.all_lessons]
LEVELS = list(levels())
CITED = re.compile(r"\(([^()]*\b(?:1[89]|20)\d\d)\)")
"""How a text cites: "(Ross, 1977)"."""


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: f"{level.lesson}-{level.language.value}")
def test_lesson_is_plain_and_short(level) -> None:  # noqa: ANN001 (a row of the table above)
    """Whoever has five minutes between two meetings must be able to read one, whatever they are used to reading."""
    is_plain = level.score < 35 if level.language is Language.DANISH else level.score >= 60

    assert is_plain
    assert level.minutes <= 5


def test_measures_tell_plain_from_heavy() -> None:
    """A measure that calls everything plain would prove nothing."""
    heavy = "Implementeringen af budgetanalysens forudsætninger nødvendiggør organisatoriske omprioriteringer."
    tangled = "Organisational implementation necessitates considerable administrative reprioritisation."

    assert lix("Vi ser på sagen. Så siger vi ja.") < 25
    assert lix(heavy) > 55
    assert flesch("We look at it. Then we say yes.") > 90
    assert flesch(tangled) < 10


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
@pytest.mark.parametrize("language", list(Language))
def test_every_source_is_cited_and_every_citation_has_a_source(lesson: Lesson, language: Language) -> None:
    """A name in brackets that the list does not hold cannot be checked by anybody."""
    cited = set(CITED.findall(lesson.texts[language].text))

    assert cited == {source.cited(language) for source in lesson.sources}


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_both_languages_say_the_same(lesson: Lesson) -> None:
    """A question right in one language and wrong in the other would be two lessons."""
    danish, english = (lesson.texts[language] for language in Language)

    assert [each.right for each in danish.exercises] == [each.right for each in english.exercises]
    assert [len(each.choices) for each in danish.exercises] == [len(each.choices) for each in english.exercises]
    assert danish.checklist.moment is english.checklist.moment
    assert len(danish.checklist.points) == len(english.checklist.points)
    assert len(danish.paragraphs) == len(english.paragraphs)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
@pytest.mark.parametrize("language", list(Language))
def test_lesson_has_all_its_parts(lesson: Lesson, language: Language) -> None:
    """Each lesson ends in something to try and something to do, two questions included."""
    text = lesson.texts[language]

    assert len(text.exercises) == 2
    assert text.scenario
    assert text.reflection.endswith("?")
    assert len(text.checklist.points) >= 3


def test_every_moment_of_decision_has_a_checklist(library: Library) -> None:
    """Hiring, appraisal, giving tasks and running a meeting are where bias costs."""
    moments = {lesson.texts[Language.DANISH].checklist.moment for lesson in library.modules["bias"].lessons}

    assert moments == set(Moment)
    assert 6 <= len(library.modules["bias"].lessons) <= 8


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_training_material_never_looks_like_a_quotation(lesson: Lesson) -> None:
    """Guillemets and citation marks belong to the documents; here they would mix the two."""
    found = [text.everything for text in lesson.texts.values() if re.search(r"[»«]|\[\d+\]", text.everything)]

    assert found == []
