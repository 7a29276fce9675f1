"""Many patterns as one, which finds what each of them would."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.patterns import come_in_order, joined

PATTERNS = (
    r"\bhow many\b",
    r"\bhow\b",
    r"^(?:is|are)\b",
    r"\b(?:a|b) c|\bd\b",
    r"e\|f|[|(]g",
    r"(?<!no )\bh",
)
WORDS = ("how", "many", "is", "are", "a c", "b c", "d", "e|f", "|g", "(g", "no h", "h", "xh", "hows")


def test_neighbours_that_begin_at_a_word_share_that_condition() -> None:
    """It is what makes a long alternation quick: between the beginnings of words nothing is tried."""
    assert joined([r"\ba", r"\bb|\bc", "d|e", r"\bf"]) == r"\b(?:a|b|c)|d|e|\b(?:f)"


@pytest.mark.parametrize("pattern", [r"\b(?:a|b)", r"\b[|(]", r"\b[]|]", r"\b[^]|]", r"\ba\|b"])
def test_what_stands_in_a_group_a_set_or_behind_a_backslash_is_no_branch(pattern: str) -> None:
    """A pattern cut in two there would be another one, or none at all."""
    assert joined([pattern]) == rf"\b(?:{pattern[2:]})"


@given(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join))
def test_it_finds_the_same_stretches_as_the_patterns_side_by_side(text: str) -> None:
    """Of two that fit at one place the first one counts, as in any alternation."""
    plain = re.compile("|".join(f"(?:{each})" for each in PATTERNS))

    found = [each.span() for each in re.finditer(joined(PATTERNS), text)]

    assert found == [each.span() for each in plain.finditer(text)]


ORDERED = st.lists(st.sampled_from(["who", "work", "with", "works", "of", "without"]), max_size=8).map(" ".join)


@given(ORDERED)
def test_patterns_in_order_are_those_that_one_pattern_would_find(text: str) -> None:
    """Looked for one by one they take a single look at the text each."""
    first, between, last = (re.compile(pattern) for pattern in (r"\bwho\b", "work", r"\bwith\b"))

    found = come_in_order(text, first, between, last)

    assert found is bool(re.search(rf"{first.pattern}.*{between.pattern}.*{last.pattern}", text))
