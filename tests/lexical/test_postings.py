"""Postings made by sorting numbers are those that counting the words of one text after another makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.lexical import Postings, analyse, build_postings, grams, join_postings
from ingest.lexical import postings as module
from ingest.records import Language

Text = tuple[str, Language]
PIECES = (
    "Målene", "målet", "målet,", "og", "the", "(SSI's)", "bl.a.", "17/12", "COVID-19", "Q2/Q3", "data-", "-data", "–",
    "e\u0301n", "visioner", "don't", "U.S.", "5,0", "12-2024", "~data", " ", "\n", "\u00a0", "\u2028", "\x1f",
    "\t", ".",
)  # fmt: skip
texts = st.tuples(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.sampled_from(Language))


def counted(given_texts: Sequence[Text]) -> Postings:
    """The postings by the definition: a counter for each text."""
    found: dict[str, list[tuple[int, int]]] = {}
    lengths = []
    for row, (text, language) in enumerate(given_texts):
        stems = [term.stem for term in analyse(text, language)]
        lengths.append(len(stems))
        for key, count in Counter([*stems, *(gram for each in stems for gram in grams(each))]).items():
            found.setdefault(key, []).append((row, count))
    terms = tuple(sorted(found))
    entries = [entry for term in terms for entry in found[term]]
    return Postings(
        terms=terms,
        starts=np.cumsum([0, *(len(found[term]) for term in terms)]),
        rows=np.array([row for row, _ in entries], dtype=np.int32),
        counts=np.array([count for _, count in entries], dtype=np.int32),
        lengths=np.array(lengths, dtype=np.int32),
    )


def as_values(postings: Postings) -> list[object]:
    """Everything it holds, for comparing, with the types of its arrays."""
    arrays = (postings.starts, postings.rows, postings.counts, postings.lengths)
    return [postings.terms, *((each.dtype, each.tolist()) for each in arrays)]


@given(held=st.lists(texts, max_size=8), at_once=st.sampled_from((1, 5, 1000)))
def test_they_are_those_of_counting(held: list[Text], at_once: int) -> None:
    """Any signs, any kind of space, both languages, and wherever a block ends."""
    with mock.patch.object(module, "PIECES_AT_ONCE", at_once):
        assert as_values(build_postings(held)) == as_values(counted(held))


@given(before=st.lists(texts, max_size=8), now=st.lists(st.one_of(texts, st.integers(0, 7)), max_size=8))
def test_joined_ones_are_those_of_building_anew(before: list[Text], now: list[Text | int]) -> None:
    """Whatever was kept, changed, taken out or put in between: a number stands for a text of before, in order."""
    ascending = sorted({each for each in now if isinstance(each, int) and each < len(before)})
    kept = iter(ascending)
    places = [each if not isinstance(each, int) else next(kept, None) for each in now]
    wanted = [before[each] if isinstance(each, int) else each for each in places if each is not None]
    held_at = np.full(len(before), -1, dtype=np.int64)
    made_at = []
    for row, each in enumerate(place for place in places if place is not None):
        if isinstance(each, int):
            held_at[each] = row
        else:
            made_at.append(row)
    made = build_postings(wanted[row] for row in made_at)

    joined = join_postings(build_postings(before), held_at, made, np.array(made_at, dtype=np.int64), count=len(wanted))

    assert as_values(joined) == as_values(build_postings(wanted))


def test_a_word_met_before_is_not_analysed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two million words of a corpus are a few thousand different ones: analysing each was a third of an ingestion."""
    met: list[str] = []

    def count(text: str, language: Language) -> Sequence[object]:
        met.append(text)
        return analyse(text, language)

    monkeypatch.setattr(module, "analyse", count)

    build_postings([("vi når målet", Language.DANISH)] * 50)

    assert met == ["vi", "når", "målet"]
