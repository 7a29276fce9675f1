"""An index of bags says of each what the bag says itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.concepts import ROOT_MARK, Bag, Concept
from assistant.understanding.inverted import Inverted

STEMS = st.sampled_from(["vand", "skov", "plan", "maal", f"{ROOT_MARK}vurder"])
WORTHS = st.sampled_from([0.3, 0.5, 0.7, 0.85, 1.0])
BAGS = st.lists(st.dictionaries(STEMS, WORTHS, max_size=4).map(Bag), max_size=6)
CONCEPTS = st.dictionaries(st.lists(STEMS, min_size=1, max_size=3).map(tuple), WORTHS, max_size=5).map(
    lambda ways: Concept(words="x", alternatives=ways)
)


@given(BAGS, CONCEPTS)
def test_each_bag_is_covered_as_it_says_itself(bags: list[Bag], concept: Concept) -> None:
    """Answers must not depend on whether thousands of titles are looked at one by one."""
    index = Inverted(bags)

    assert index.covers(concept).tolist() == [bag.cover(concept) for bag in bags]
    assert index.covers_strictly(concept).tolist() == [bag.cover_strictly(concept) for bag in bags]
