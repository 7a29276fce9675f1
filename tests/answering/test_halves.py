"""Two questions in one sentence are both answered."""

from __future__ import annotations

from pathlib import Path

from answer_scenes import asks, assert_grounded, assistant_over, quoted, write_corpus

from assistant.answer import AnswerStatus
from assistant.assistant import Assistant
from assistant.question import ANYBODY

CORPUS = Path("corpus")
FOREST = """Strategi

Skovtilsynet har 85 medarbejdere.

Budgettet er 42 mio. kr. om året, se note [1] og bilag [2].
"""
TOML = """
[[organisation]]
id = "skov"
name = "Skovtilsynet"
home = true

[[document]]
path = "skov.txt"
organisation = "skov"
kind = "strategy"
title = "Strategi"
language = "da"
published = "undated"
"""


def test_both_halves_are_answered_each_by_its_own_words(real: Assistant) -> None:
    """Neither half accounts for the words of the other."""
    answer = real.ask(asks("what is our vision and who signed the plan?"), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    quotes = [citation.quote for citation in answer.citations]
    assert any("fremtidens beredskab" in quote for quote in quotes), answer.text
    assert any("Henrik Ullum" in quote for quote in quotes), answer.text


def test_of_a_half_without_an_answer_it_is_said_that_it_has_none(real: Assistant) -> None:
    """What is known is not kept back, and what is not known is not passed over."""
    answer = real.ask(asks("what is our mission and who is the canteen manager?"), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert any("sygdomskontrol og forskning" in citation.quote for citation in answer.citations)
    assert "*who is the canteen manager?*" in answer.text


def test_two_halves_without_an_answer_are_one_abstention(real: Assistant) -> None:
    """Nothing is gained by saying it twice."""
    answer = real.ask(asks("who cooks in the canteen and what does lunch cost?"), ANYBODY)

    assert answer.status is AnswerStatus.ABSTAINED
    assert not answer.citations


def test_marks_of_the_second_half_follow_those_of_the_first(real: Assistant) -> None:
    """Every mark leads to its own quotation."""
    answer = real.ask(asks("what is our mission and who is the canteen manager and how do I reach him?"), ANYBODY)
    both = real.ask(asks("what is our vision and who signed the plan?"), ANYBODY)

    for each in (answer, both):
        assert [citation.n for citation in each.citations] == list(range(1, len(each.citations) + 1))
        assert all(f"[{citation.n}]" in each.text for citation in each.citations)
    assert_grounded(both, CORPUS)


def test_a_state_and_a_thing_are_both_told(real: Assistant) -> None:
    """That nothing was reported is an answer to its half."""
    answer = real.ask(asks("is HAIBA finished, and when is it planned?"), ANYBODY)

    assert answer.milestones
    assert any("HAIBA" in citation.quote for citation in answer.citations)


def test_numbers_in_brackets_of_a_document_are_no_marks(tmp_path: Path) -> None:
    """The second half's marks are moved on; what it quotes stays to the letter."""
    corpus = write_corpus(tmp_path / "corpus", {"skov.txt": FOREST}, described=TOML)
    woods = assistant_over(corpus, tmp_path / "data")

    answer = woods.ask(asks("hvor mange medarbejdere har vi, og hvor stort er budgettet?"), ANYBODY)

    assert "Budgettet er 42 mio. kr. om året, se note [1] og bilag [2]." in quoted(answer), answer.text
    assert_grounded(answer, corpus)
