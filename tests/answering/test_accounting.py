"""Every part of a question is accounted for by what is quoted, and what is quoted gives what was asked for."""

from __future__ import annotations

import pytest
from answer_scenes import asks, assistant_over, quoted, write_corpus

from assistant.answer import AnswerStatus, Kind, Reason
from assistant.answering.judging import demands
from assistant.answering.judging.evidence import is_verbal
from assistant.answering.prose import definitions
from assistant.assistant import Assistant
from assistant.question import ANYBODY
from ingest.records import Language

TOML = """
[[organisation]]
id = "skov"
name = "Skovtilsynet"
home = true

[[organisation]]
id = "havn"
name = "Havnetilsynet"

[[document]]
path = "skov.txt"
organisation = "skov"
kind = "strategy"
title = "Strategi"
language = "da"
published = "undated"

[[document]]
path = "havn.txt"
organisation = "havn"
kind = "strategy"
title = "Strategi"
language = "da"
published = "undated"
"""
FOREST = """Strategi

Visionen er:

Skove, som alle kan lide at være i.

Skovtilsynet har 85 medarbejdere.

Budgettet er 42 mio. kr. om året.

Næste skovmøde holdes den 14. maj i Rold.

Naturskov er skov, der ikke er fældet i hundrede år.

Vi samarbejder med Træernes Verdensforbund (TVF) om frø.

Hovedkontor: Granvej 14, 9520 Skørping
"""
HARBOUR = """Strategi

Visionen er:

Havne uden affald.

Havnetilsynet har 40 medarbejdere.
"""
ANSWERED = [
    ("Hvor mange medarbejdere har vi?", "Skovtilsynet har 85 medarbejdere."),
    ("how many employees does Havnetilsynet have?", "Havnetilsynet har 40 medarbejdere."),
    ("Hvad er budgettet?", "Budgettet er 42 mio. kr. om året."),
    ("Hvornår holdes skovmødet?", "Næste skovmøde holdes den 14. maj i Rold."),
    ("Hvilken måned holdes skovmødet?", "Næste skovmøde holdes den 14. maj i Rold."),
    ("Hvor ligger hovedkontoret?", "Hovedkontor: Granvej 14, 9520 Skørping"),
    ("what is the address of the head office?", "Hovedkontor: Granvej 14, 9520 Skørping"),
    ("Hvad er naturskov?", "Naturskov er skov, der ikke er fældet i hundrede år."),
    ("Hvad betyder TVF?", "Træernes Verdensforbund (TVF)"),
    ("Hvem samarbejder vi med?", "Vi samarbejder med Træernes Verdensforbund (TVF) om frø."),
]
NOT_THERE = {
    "another organisation's budget": "Hvad er Havnetilsynets budget?",
    "another organisation's address": "Hvor ligger Havnetilsynets hovedkontor?",
    "a role nobody holds": "Hvem er direktør?",
    "a term that does not stand there": "Hvad er kulturskov?",
    "a name that does not stand there": "Samarbejder vi med WWF?",
    "an amount of what has none": "Hvad koster skovmødet?",
    "a place of what has none": "Planter vi skov i Norge?",
    "another year": "Hvor mange medarbejdere havde vi i 2019?",
    "a cook": "Hvad får vi til frokost?",
}


@pytest.fixture(scope="module")
def woods(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Two small organisations, of which one says much and the other little."""
    folder = tmp_path_factory.mktemp("woods")
    corpus = write_corpus(folder / "corpus", {"skov.txt": FOREST, "havn.txt": HARBOUR}, described=TOML)
    return assistant_over(corpus, folder / "data")


@pytest.mark.parametrize(("text", "words"), ANSWERED)
def test_what_accounts_for_the_question_is_quoted(woods: Assistant, text: str, words: str) -> None:
    """Over documents that nobody wrote a rule for."""
    answer = woods.ask(asks(text), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert any(words in quote for quote in quoted(answer)), answer.text


@pytest.mark.parametrize("text", NOT_THERE.values(), ids=list(NOT_THERE))
def test_one_part_unaccounted_for_is_an_abstention(woods: Assistant, text: str) -> None:
    """The rest of the question standing there is what makes a wrong answer likely."""
    answer = woods.ask(asks(text), ANYBODY)

    assert (answer.status, answer.reason) == (AnswerStatus.ABSTAINED, Reason.NOT_IN_DOCUMENTS)
    assert not answer.citations


def test_both_sides_of_a_comparison_are_quoted_in_the_order_named(woods: Assistant) -> None:
    """The home organisation has no right to the first place where the question gives another."""
    for first, second in (("Skovtilsynet", "Havnetilsynet"), ("Havnetilsynet", "Skovtilsynet")):
        answer = woods.ask(asks(f"Sammenlign visionerne for {first} og {second}"), ANYBODY)
        assert answer.kind is Kind.COMPARISON
        assert [citation.organisation for citation in answer.citations] == [first, second]


def test_a_comparison_names_the_side_that_says_nothing(woods: Assistant) -> None:
    """One budget is there, the other is not; neither is guessed."""
    answer = woods.ask(asks("Sammenlign budgettet i Skovtilsynet og Havnetilsynet"), ANYBODY)

    assert quoted(answer) == ["Budgettet er 42 mio. kr. om året."]
    assert woods.texts.say(Language.DANISH, "comparison.missing", organisation="Havnetilsynet") in answer.text


def test_a_comparison_with_nothing_on_either_side_is_an_abstention(woods: Assistant) -> None:
    """Nothing is compared with nothing."""
    assert (
        woods.ask(asks("Sammenlign kantinen i Skovtilsynet og Havnetilsynet"), ANYBODY).status is AnswerStatus.ABSTAINED
    )


@pytest.mark.parametrize(
    ("cue", "text", "holds"),
    [
        ("how_much", "højst 5 pct.", True),
        ("how_much", "+/- 5,0 mio. kr.", True),
        ("how_much", "EUR 3.4 million", True),
        ("how_much", "212 årsværk", True),
        ("how_much", "mange penge", False),
        ("how_much", "mål 3", False),
        ("how_many", "61 kystkommuner", True),
        ("how_many", "fem kerneopgaver", True),
        ("how_many", "flere kommuner", False),
        ("how_many", "femten", False),
        ("where", "Kajgade 14, 8000 Aarhus C", True),
        ("where", "Columbusstrasse 40, 27568 Bremerhaven", False),
        ("where", "i Europa", False),
        ("where", "1200 medarbejdere", False),
        ("which_month", "by end of March 2026", True),
        ("which_month", "15.09.2026", True),
        ("which_month", "Q2/Q3", False),
        ("which_month", "i efteråret 2025", False),
        ("which_day", "1. oktober 2026", True),
        ("which_day", "den 17/12 2024", True),
        ("which_day", "maj 2026", False),
        ("phone", "tlf. 72 10 44 18", True),
        ("phone", "32683187", True),
        ("phone", "i 2025", False),
        ("email", "olj@ssi.dk", True),
        ("email", "skriv til os", False),
    ],
)
def test_a_quotation_must_hold_what_was_asked_for(cue: str, text: str, holds: bool) -> None:
    """A question for a month is not answered by a quarter, nor one for an amount by a word."""
    assert (demands._WANTED[cue].search(text) is not None) is holds


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Statens Serum Institut (SSI) er", "SSI", "Statens Serum Institut (SSI)"),
        ("SSI (Statens Serum Institut)", "ssi", "SSI (Statens Serum Institut)"),
        ("rammen af Strategiske Sektorsamarbejder (SSC).", "SSC", "Strategiske Sektorsamarbejder (SSC)"),
        ("bekæmpelse af antimikrobiel resistens (AMR)", "AMR", "antimikrobiel resistens (AMR)"),
        ("The World Health Organization (WHO) says", "WHO", "World Health Organization (WHO)"),
        ("by human resources (HR)", "HR", "human resources (HR)"),
        ("mødet (Q2) om AMR", "AMR", None),
        ("organisationer (fx EU, WHO)", "WHO", None),
        ("for the first time (AMR)", "AMR", None),
        ("planen er klar (Q2)", "Q2", None),
        ("en meget lang forkortelse (ABCDEFGHIJKLMNOP)", "ABCDEFGHIJKLMNOP", None),
        ("a (b) c", "b", None),
    ],
)
def test_an_abbreviation_is_expanded_only_where_both_stand_together(text: str, short: str, long: str | None) -> None:
    """Words beside an abbreviation whose initials do not spell it are not its long form."""
    found = definitions._expansion(text, short)

    assert (text[found.start : found.end] if found else None) == long


@pytest.mark.parametrize(
    ("word", "verbal"),
    [
        ("afholdes", True),
        ("implemented", True),
        ("gennemføres", True),
        ("launching", True),
        ("budget", False),
        ("direktør", False),
    ],
)
def test_a_verb_is_told_by_its_ending(word: str, verbal: bool) -> None:
    """What is done to a thing may go unaccounted for, the thing itself may not."""
    assert is_verbal(word) is verbal
