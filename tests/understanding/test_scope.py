"""Which organisations a question names, and whether "we" stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.scope import find_scope
from ingest.records import Organisation

COAST = Organisation(
    id="kyst",
    name="Kystdirektoratet",
    other_names=("KD", "Coastal Authority", "Danish Coastal Authority"),
    is_home=True,
)
SCHOOL = Organisation(id="skole", name="Ørsteds Skolehjem", other_names=("Skolehjemmet",))
BOARD = Organisation(id="raad", name="Det Åbne Råd", other_names=("Open Council",))
ALL = (COAST, SCHOOL, BOARD)
NAMES = {organisation.id: (organisation.name, *organisation.other_names) for organisation in ALL}


@pytest.mark.parametrize(
    ("question", "named", "rest"),
    [
        pytest.param("Hvad er Kystdirektoratets vision?", ("kyst",), "Hvad er vision?", id="genitive"),
        pytest.param("What is KD's vision?", ("kyst",), "What is vision?", id="genitive-en"),
        pytest.param("kystdirektoratet vision", ("kyst",), "vision", id="lower-case"),
        pytest.param("Who heads the Danish Coastal Authority?", ("kyst",), "Who heads the", id="longest-name-first"),
        pytest.param("Hvad laver Ørsteds Skolehjem?", ("skole",), "Hvad laver", id="two-words"),
        pytest.param("hvad laver Oersteds skolehjem", ("skole",), "hvad laver", id="spelt-without-oe"),
        pytest.param("hvad laver det aabne raad", ("raad",), "hvad laver", id="spelt-without-aa"),
        pytest.param("Skolehjemmet vs. Kystdirektoratet", ("kyst", "skole"), "vs.", id="two-organisations"),
        pytest.param("(Kystdirektoratet), »Skolehjemmet«?", ("kyst", "skole"), "", id="within-marks"),
        pytest.param("Hvem er direktør?", (), "Hvem er direktør?", id="nobody"),
        pytest.param("en KDE-graf", (), "en KDE-graf", id="part-of-a-word"),
        pytest.param("Hvad er Kystdirektortets mål?", ("kyst",), "Hvad er mål?", id="a-slip"),
        pytest.param("kd? KD!", ("kyst",), "", id="twice"),
        pytest.param("hvad er KD-planen?", ("kyst",), "hvad er planen?", id="joined"),
        pytest.param("(tal, KD-tal)", ("kyst",), "(tal, tal)", id="joined-in-brackets"),
        pytest.param("hvad med KD/Skolehjemmet", ("kyst", "skole"), "hvad med", id="slash"),
        pytest.param("vad är KD:s vision", ("kyst",), "vad är vision", id="swedish-genitive"),
    ],
)
def test_organisations_are_named_and_taken_out(question: str, named: tuple[str, ...], rest: str) -> None:
    """A name says whom the question is about, so it is no word to look for in that organisation's documents."""
    scope = find_scope(question, ALL)

    assert set(scope.named) == set(named)
    assert scope.rest == rest


@pytest.mark.parametrize(
    ("question", "named"),
    [
        pytest.param("Sammenlign Kystdirektoratet med Skolehjemmet", ("kyst", "skole"), id="first-kyst"),
        pytest.param("Sammenlign Skolehjemmet med Kystdirektoratet", ("skole", "kyst"), id="first-skole"),
        pytest.param("Open Council, KD and Skolehjemmet", ("raad", "kyst", "skole"), id="three"),
        pytest.param("Skolehjemmet, KD", ("skole", "kyst"), id="adjacent"),
        pytest.param("Open Council/Kystdirektortet", ("raad", "kyst"), id="the-second-with-a-slip"),
        pytest.param("Kystdirektortet, Open Council", ("kyst", "raad"), id="the-first-with-a-slip"),
    ],
)
def test_organisations_come_in_the_order_named(question: str, named: tuple[str, ...]) -> None:
    """A comparison is answered in the order it was asked for."""
    assert find_scope(question, ALL).named == named


@pytest.mark.parametrize(
    ("question", "is_ours"),
    [
        pytest.param("Hvad er vores vision?", True, id="vores"),
        pytest.param("What is our vision?", True, id="our"),
        pytest.param("hvad vil vi opnå", True, id="vi"),
        pytest.param("what do we want", True, id="we"),
        pytest.param("min arbejdsplads", True, id="min-arbejdsplads"),
        pytest.param("the vision of this agency", True, id="this-agency"),
        pytest.param("Hvad er Kystdirektoratets vision?", False, id="named"),
        pytest.param("what is the vision?", False, id="the"),
        pytest.param("virksomhedens viden", False, id="vi-within-words"),
        pytest.param("hour by hour", False, id="our-within-words"),
    ],
)
def test_we_and_our_mean_the_home_organisation(question: str, is_ours: bool) -> None:
    """A pronoun names nobody; whom it means is decided later, by the channel or the corpus."""
    assert find_scope(question, ALL).is_ours is is_ours


WORDS = ["hvad", "er", "vision", "(udkast)", "Q2/Q3", "mål", "2025", "»fire«", "bjørn", "strategi?", "a-b", "Naïve"]


@given(st.lists(st.sampled_from([*WORDS, "Kystdirektoratet", "KD", "Open Council"]), max_size=12))
def test_only_names_are_lost(words: list[str]) -> None:
    """A word that is no name stays in the rest, in its place, or its part of the question would go unanswered."""
    rest = find_scope(" ".join(words), ALL).rest

    assert rest.split() == [word for word in words if word in WORDS]


@given(st.text(max_size=200))
def test_a_question_that_names_nobody_is_left_alone(text: str) -> None:
    """Without a name there is nothing to take out but needless space."""
    scope = find_scope(text, ())

    assert scope.named == ()
    assert scope.rest == " ".join(text.split())


@given(
    before=st.lists(st.sampled_from(WORDS), max_size=5),
    after=st.lists(st.sampled_from(WORDS), max_size=5),
    of=st.sampled_from([(id_, name) for id_, names in NAMES.items() for name in names]),
    ending=st.sampled_from(["", "s", "'s", "’s", "?", ".", ","]),
)
def test_every_name_is_found_wherever_it_stands(
    before: list[str], after: list[str], of: tuple[str, str], ending: str
) -> None:
    """A full name, a short one or one in English is the same organisation, in the genitive too."""
    scope = find_scope(" ".join([*before, of[1] + ending, *after]), ALL)

    assert scope.named == (of[0],)
    assert scope.rest.split() == [*before, *after]


@given(st.text(max_size=200))
def test_any_text_has_a_scope(text: str) -> None:
    """Reading names never fails, and never names an organisation twice."""
    named = find_scope(text, ALL).named

    assert len(set(named)) == len(named)
    assert set(named) <= {"kyst", "skole", "raad"}


def test_the_agency_is_the_home_organisation_where_no_other_is_one() -> None:
    """An employee says "the agency" of the own one; where two are meant by the word it says nothing."""
    home = Organisation(id="dvs", name="Drikkevandsstyrelsen", is_home=True)
    other = Organisation(id="soc", name="Socialstyrelsen")

    alone = find_scope("What is the agency's vision?", [home])
    beside = find_scope("What is styrelsens vision?", [home, other])

    assert (alone.is_ours, alone.rest) == (True, "What is vision?")
    assert (beside.is_ours, beside.rest) == (False, "What is styrelsens vision?")
