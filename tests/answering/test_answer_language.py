"""An explicit language first, then the question's, then the conversation's, then the organisation's."""

from __future__ import annotations

import pytest
from answer_scenes import asks, quoted

from assistant.assistant import Assistant
from assistant.question import ANYBODY
from ingest.records import Language

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH
NOTES = {DANISH: "Jeg svarer på dansk.", ENGLISH: "I answer in English."}
NEIGHBOURS = {
    "no, values": "Hva er våre fem verdier?",
    "no, vision": "Hva er visjonen til SSI?",
    "no, goals": "Hva er målene våre?",
    "sv, qualities": "Vilka är våra fem egenskaper?",
    "sv, vision": "Vad är visionen för SSI?",
}
FOREIGN = {
    "de, vision": "Was ist die Vision von SSI?",
    "de, signatures": "Wer hat den Plan unterschrieben?",
    "fr, vision": "Quelle est la vision de SSI ?",
}
SAME = [
    ("Hvad er vores fem egenskaber?", "What are our five qualities?"),
    ("Hvem har underskrevet planen?", "Who signed the plan?"),
    ("Hvilke milepæle er der i Q2?", "Which milestones are there in Q2?"),
    ("Hvad er koncernfælles mål 2?", "What is koncernfælles goal 2?"),
    ("Hvad er Socialstyrelsens vision?", "What is Socialstyrelsen's vision?"),
    ("Hvilke målepunkter har intet kvartal?", "Which milestones have no quarter?"),
]


@pytest.mark.parametrize("text", NEIGHBOURS.values(), ids=list(NEIGHBOURS))
def test_neighbours_are_answered_in_danish_with_a_note(real: Assistant, text: str) -> None:
    """Norwegians and Swedes read Danish, and are told once that this is what they get."""
    answer = real.ask(asks(text), ANYBODY)

    assert answer.language is DANISH
    assert answer.citations
    assert answer.text.startswith(NOTES[DANISH])
    assert answer.text.count(NOTES[DANISH]) == 1


@pytest.mark.parametrize("text", FOREIGN.values(), ids=list(FOREIGN))
def test_others_are_answered_in_english_with_a_note(real: Assistant, text: str) -> None:
    """The frame is English, the quotation stays as it stands."""
    answer = real.ask(asks(text), ANYBODY)

    assert answer.language is ENGLISH
    assert answer.citations
    assert answer.text.startswith(NOTES[ENGLISH])


@pytest.mark.parametrize(("danish", "english"), SAME)
def test_both_languages_get_the_same_quotations(real: Assistant, danish: str, english: str) -> None:
    """Danish first, English equal: only the frame differs, and neither has a note."""
    one, other = real.ask(asks(danish), ANYBODY), real.ask(asks(english), ANYBODY)

    assert (one.language, other.language) == (DANISH, ENGLISH)
    assert quoted(one) == quoted(other)
    assert one.citations
    assert not any(note in answer.text for answer in (one, other) for note in NOTES.values())


@pytest.mark.parametrize("wanted", [DANISH, ENGLISH])
@pytest.mark.parametrize(
    "text", ["What is our vision?", "Hvad er vores vision?", "Was ist die Vision von SSI?", "Hva er visjonen til SSI?"]
)
def test_the_parameter_wins(real: Assistant, text: str, wanted: Language) -> None:
    """Somebody chose it, so that there is nothing to explain either."""
    answer = real.ask(asks(text, language=wanted), ANYBODY)

    assert answer.language is wanted
    assert quoted(answer)
    assert not any(note in answer.text for note in NOTES.values())


@pytest.mark.parametrize(
    ("history", "expected"),
    [(["Which milestones are there in Q2?"], ENGLISH), (["Hvilke milepæle er der i Q2?"], DANISH), ([], DANISH)],
    ids=["english before", "danish before", "the organisation's"],
)
def test_a_question_that_does_not_tell_takes_it_from_around(
    real: Assistant, history: list[str], expected: Language
) -> None:
    """A bare "Q4?" is neither Danish nor English; the conversation is, and else the organisation."""
    assert real.ask(asks("Q4?", history=history), ANYBODY).language is expected


def test_an_english_organisation_is_english_by_itself(north_sea: Assistant) -> None:
    """The default is the home organisation's, not Danish."""
    assert north_sea.ask(asks("Q3?"), ANYBODY).language is ENGLISH


def test_a_danish_question_over_english_documents_is_answered_in_danish(north_sea: Assistant) -> None:
    """The frame is the asker's, the wording the document's."""
    answer = north_sea.ask(asks("Hvad er vores vision?"), ANYBODY)

    assert answer.language is DANISH
    assert quoted(answer) == ["A sea that is understood by all and harmed by none."]
    assert "Kilde:" in answer.text


def test_the_history_does_not_overrule_the_question(real: Assistant) -> None:
    """Whoever changes language wants it changed."""
    answer = real.ask(asks("And what is our mission?", history=["Hvad er vores vision?"]), ANYBODY)

    assert answer.language is ENGLISH
