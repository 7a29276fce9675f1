"""How well a text covers the concepts of a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.concepts import Bag, Concept, accounted, coverage

STEMS = ["vision", "fokus", "omrad", "√vurd", "resistens", "haiba"]
worths = st.floats(0, 1)
bags = st.builds(Bag, st.dictionaries(st.sampled_from(STEMS), worths, max_size=5))
concepts = st.builds(
    Concept,
    words=st.just("fokusområder"),
    alternatives=st.dictionaries(
        st.lists(st.sampled_from(STEMS), min_size=1, max_size=3).map(tuple), worths, max_size=4
    ),
    weight=worths,
)


def _concept(alternatives: dict[tuple[str, ...], float], *, weight: float = 1.0) -> Concept:
    return Concept(words="x", alternatives=alternatives, weight=weight)


@pytest.mark.parametrize(
    ("alternatives", "stems", "cover"),
    [
        pytest.param({("vision",): 1.0}, {"vision": 1.0}, 1.0, id="the-word-itself"),
        pytest.param({("vision",): 1.0}, {"mission": 1.0}, 0.0, id="another-word"),
        pytest.param({("fokus", "omrad"): 1.0}, {"fokus": 1.0}, 0.0, id="half-a-phrase"),
        pytest.param({("fokus", "omrad"): 1.0}, {"fokus": 1.0, "omrad": 0.7}, 0.7, id="weakest-part"),
        pytest.param({("a",): 0.5, ("b",): 0.9}, {"a": 1.0, "b": 1.0}, 0.9, id="best-way"),
        pytest.param({("a",): 0.9, ("b",): 0.6}, {"a": 0.5, "b": 1.0}, 0.6, id="best-of-worth-times-share"),
        pytest.param({}, {"a": 1.0}, 0.0, id="no-way"),
        pytest.param({("a",): 1.0}, {}, 0.0, id="empty-text"),
        pytest.param({(): 1.0}, {"a": 1.0}, 0.0, id="a-way-of-no-words"),
    ],
)
def test_a_text_covers_a_concept_as_its_best_way(
    alternatives: dict[tuple[str, ...], float], stems: dict[str, float], cover: float
) -> None:
    """One good way is enough, but all words of that way must stand there."""
    assert Bag(stems).cover(_concept(alternatives)) == pytest.approx(cover)


@pytest.mark.parametrize(
    ("alternatives", "stems", "cover"),
    [
        pytest.param({("vision",): 1.0}, {"vision": 1.0}, 1.0, id="whole-word"),
        pytest.param({("vision",): 0.9}, {"vision": 1.0}, 0.9, id="synonym"),
        pytest.param({("vision",): 1.0}, {"vision": 0.85}, 0.0, id="part-of-a-compound"),
        pytest.param({("vision",): 0.6}, {"vision": 1.0}, 0.0, id="likeness"),
        pytest.param({("√vurd",): 0.85}, {"√vurd": 1.0}, 0.0, id="word-family"),
    ],
)
def test_strict_cover_takes_whole_words_of_the_same_meaning_only(
    alternatives: dict[tuple[str, ...], float], stems: dict[str, float], cover: float
) -> None:
    """A compound's part, a family and a likeness are evidence of the topic, none that just this is meant."""
    assert Bag(stems).cover_strictly(_concept(alternatives)) == pytest.approx(cover)


@given(bag=bags, concept=concepts)
def test_cover_lies_between_nothing_and_all(bag: Bag, concept: Concept) -> None:
    """Cover is a share, and to be strict never finds more."""
    assert 0.0 <= bag.cover_strictly(concept) <= bag.cover(concept) <= 1.0


def test_weight_says_how_much_a_concept_counts() -> None:
    """Missing a frame word costs little, missing the thing itself nearly all."""
    thing, frame = _concept({("haiba",): 1.0}), _concept({("plan",): 1.0}, weight=0.25)

    assert coverage([thing, frame], Bag({"haiba": 1.0})) == pytest.approx(0.8)
    assert coverage([thing, frame], Bag({"plan": 1.0})) == pytest.approx(0.2)


@pytest.mark.parametrize(("worth", "is_enough"), [(1.0, True), (0.5, True), (0.4, False), (0.0, False)])
def test_a_faint_likeness_accounts_for_nothing(worth: float, is_enough: bool) -> None:
    """What is only near must not be answered from."""
    assert accounted(_concept({("a",): worth}), Bag({"a": 1.0})) is is_enough
