"""Which language a question is written in, and which it is answered in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.language import Tongue, detect, function_words
from ingest.records import Language

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH
VOCABULARY = {DANISH: {"beredskabsøvelse", "bemanding", "strategi"}, ENGLISH: {"staffing", "emergency", "strategi"}}


def _knows(word: str, language: Language) -> bool:
    return word in VOCABULARY[language]


def _knows_nothing(word: str, language: Language) -> bool:
    return False


@pytest.mark.parametrize(
    ("question", "code"),
    [
        pytest.param("Hvad er vores vision?", "da", id="danish"),
        pytest.param("What is our vision?", "en", id="english"),
        pytest.param("hvornaar skal planen vaere klar", "da", id="danish-without-letters"),
        pytest.param("HVEM HAR UNDERSKREVET?", "da", id="danish-in-capitals"),
        pytest.param("what does beredskabsøvelse mean", "en", id="english-about-a-danish-word"),
        pytest.param(
            'What is meant by "hvad er det vi gør, og hvem er vi"?', "en", id="english-with-a-danish-quotation"
        ),
        pytest.param("Hvad betyder »what we are and who we are«?", "da", id="danish-with-an-english-quotation"),
        pytest.param("hvilke deadlines og milestones har vi", "da", id="danish-with-english-nouns"),
        pytest.param("Hvilke mål er der for arbejdsmiljø?", "da", id="danish-no-telling-word"),
        pytest.param("Hva er visjonen vår?", "no", id="norwegian"),
        pytest.param("Hvilke mål har dere for våre eldre, og når skjer det?", "no", id="norwegian-long"),
        pytest.param("Vad är våra mål?", "sv", id="swedish"),
        pytest.param("Vilka milstolpar finns och när ska något vara klart?", "sv", id="swedish-long"),
        pytest.param("Was sind unsere Ziele und wann ist der Termin?", "de", id="german"),
        pytest.param("Quels sont nos objectifs et qui est la directrice?", "fr", id="french"),
        pytest.param("¿Cuáles son nuestros objetivos y quién es la directora?", "es", id="spanish"),
        pytest.param("Wat zijn onze doelen en wie is de directeur van het instituut?", "nl", id="dutch"),
    ],
)
def test_function_words_tell_the_language(question: str, code: str) -> None:
    """Small words are a language's own, while nouns travel, so they decide."""
    assert detect(question, knows=_knows_nothing).code == code


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        pytest.param("Hva er visjonen vår?", DANISH, id="norwegian"),
        pytest.param("Vad är våra mål?", DANISH, id="swedish"),
        pytest.param("Was sind unsere Ziele und wann ist der Termin?", ENGLISH, id="german"),
        pytest.param("Quels sont nos objectifs et qui est la directrice?", ENGLISH, id="french"),
        pytest.param("¿Cuáles son nuestros objetivos?", ENGLISH, id="spanish"),
        pytest.param("Wat zijn onze doelen?", ENGLISH, id="dutch"),
    ],
)
def test_neighbours_get_danish_and_others_english(question: str, answer: Language) -> None:
    """Norwegians and Swedes read Danish; everybody else is likelier to read English."""
    tongue = detect(question, knows=_knows_nothing)

    assert tongue.answer is answer
    assert not tongue.is_served


@pytest.mark.parametrize(
    ("question", "language"), [("Hvad er vores vision?", DANISH), ("What is our vision?", ENGLISH)], ids=["da", "en"]
)
def test_a_served_language_is_answered_in_itself(question: str, language: Language) -> None:
    """No note about languages is due where asker and answer share one."""
    tongue = detect(question, knows=_knows_nothing)

    assert tongue.answer is language
    assert tongue.is_served


@pytest.mark.parametrize(
    ("question", "code"),
    [
        pytest.param("bemanding", "da", id="danish-word"),
        pytest.param("staffing?", "en", id="english-word"),
        pytest.param("emergency staffing bemanding", "en", id="majority"),
        pytest.param("strategi", None, id="word-of-both"),
        pytest.param("HAIBA", None, id="acronym"),
        pytest.param("Q2 2025", None, id="no-word"),
        pytest.param("???", None, id="marks"),
        pytest.param("", None, id="empty"),
    ],
)
def test_vocabulary_decides_where_small_words_are_silent(question: str, code: str | None) -> None:
    """A keyword query has no function words; a word of both languages must not be guessed into one."""
    assert detect(question, knows=_knows).code == code


def test_a_danish_letter_tells_danish() -> None:
    """No English word is written with æ, ø or å."""
    assert detect("øvelse", knows=_knows_nothing).code == "da"


def test_a_quotation_alone_is_still_read() -> None:
    """A question that is nothing but quoted words has no other words to be told by."""
    assert detect("»Hvad er vores vision?«", knows=_knows_nothing).code == "da"


@pytest.mark.parametrize("code", ["da", "en", "no", "sv", "de", "fr", "es", "nl"])
def test_known_languages_have_function_words(code: str) -> None:
    """A language that can be detected has words to leave out of its questions' content."""
    assert function_words(code)


@pytest.mark.parametrize("code", [None, "", "xx"], ids=["none", "empty", "unknown"])
def test_unknown_languages_have_no_function_words(code: str | None) -> None:
    """Nothing may be left out of a question on a guess."""
    assert function_words(code) == frozenset()


@given(st.text(max_size=200))
def test_any_text_has_a_tongue(text: str) -> None:
    """Code and answer are known together or not at all, and the answer is one of the two languages."""
    tongue = detect(text, knows=_knows)

    assert (tongue.code is None) == (tongue.answer is None)
    assert tongue.answer in (None, *Language)


@given(st.sampled_from(["Hvad er vores vision?", "What is our vision?", "bemanding", "staffing"]), st.booleans())
def test_case_and_space_do_not_change_the_language(question: str, is_upper: bool) -> None:
    """People shout, and paste with odd spaces; the words are the same."""
    changed = f"  {question.upper() if is_upper else question}\n"

    assert _tongue(changed, _knows) == _tongue(question, _knows)


def _tongue(question: str, knows: Callable[[str, Language], bool]) -> Tongue:
    return detect(question, knows=knows)
