"""Compounds and misspellings are led back to words that the documents hold."""

from __future__ import annotations

import pytest

from ingest.lexical import compound_parts, fold, joined, near, stem
from ingest.records import Language

WORDS = (
    "onboarding proces processen resultat plan mål punkt sygdom overvågning sundhed beredskab infektion barn have "
    "strategi egenskab direktør vision mission milepæl kvartal retningslinje bemærkning 2025 q2 amr"
)
VOCABULARY = frozenset(stem(word, Language.DANISH) for word in WORDS.split())


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        pytest.param("onboardingprocessen", ("onboarding", "proc"), id="definite"),
        pytest.param("resultatplan", ("resultat", "plan"), id="bare"),
        pytest.param("målepunkter", ("mal", "punk"), id="linking e"),
        pytest.param("sygdomsovervågning", ("sygdom", "overvagning"), id="linking s"),
        pytest.param("sygdomsovervaagningen", ("sygdom", "overvagning"), id="without Danish letters"),
        pytest.param("infektionsberedskabsplanen", ("infektion", "beredskab", "plan"), id="three parts"),
        pytest.param("strategi", (), id="no compound"),
        pytest.param("biblioteksplan", (), id="unknown first part"),
        pytest.param("planbibliotek", (), id="unknown last part"),
        pytest.param("2025-plan", (), id="not a word"),
    ],
)
def test_compounds_are_split_into_known_parts(word: str, parts: tuple[str, ...]) -> None:
    """Danish writes as one word what another asker writes as two."""
    assert compound_parts(word, VOCABULARY) == parts


def test_a_long_hostile_word_is_left_alone() -> None:
    """Splitting grows with length, and a question may hold a word of any length."""
    assert compound_parts("plan" * 400, VOCABULARY) == ()


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("resultat", "plan", "resultatplan"), ("sygdom", "overvågningen", "sygdomsovervagning"), ("ny", "plan", None)],
)
def test_neighbours_join_to_a_known_compound(first: str, second: str, expected: str | None) -> None:
    """One asks for a "resultat plan" where the document says "resultatplan"."""
    assert joined(first, second, frozenset({"resultatplan", "sygdomsovervagning"})) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("stratgi", ("strategi", 1), id="a letter lost"),
        pytest.param("egneskab", ("egenskab", 1), id="two letters swapped"),
        pytest.param("overvagnnig", ("overvagning", 1), id="swap in a long word"),
        pytest.param("bemerkninng", ("bemaerkning", 2), id="two faults in a long word"),
        pytest.param("misson", ("mission", 1), id="six letters"),
        pytest.param("vsioin", None, id="two faults in a short word"),
        pytest.param("amt", None, id="an acronym"),
        pytest.param("2026", None, id="a year is never another year"),
        pytest.param("q3", None, id="a quarter is never another quarter"),
    ],
)
def test_misspellings_are_led_to_the_nearest_word(word: str, expected: tuple[str, int] | None) -> None:
    """A typing fault costs nobody the answer, and a number is never corrected."""
    assert near(fold(word), VOCABULARY) == ((expected,) if expected else ())


@pytest.mark.parametrize("word", ["reviderede", "evaluering", "evalueringen", "gældende", "engagement", "direktøren"])
def test_an_ending_is_no_part(word: str) -> None:
    """Nobody who asks about red, a ring or a ton means what was revised, evaluated or directed."""
    endings = {"red", "ring", "end", "ment", "tor"}
    heads = {"revid", "evalu", "gaeld", "engag", "direk"}

    assert compound_parts(word, endings | heads) == ()
