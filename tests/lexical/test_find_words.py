"""The distinct words of texts are the same however they are looked for."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ingest.words import find_words

SIGNS = st.sampled_from(
    ["a", "b", "Å", "é", "e\u0301", "ß", "İ", "1", "-", "'", ".", " ", "\n", "\u00a0", "\u2028", "_"]
)


@given(st.lists(st.lists(SIGNS, max_size=12).map("".join), max_size=4))
def test_every_text_searched_whole_gives_the_same(texts: list[str]) -> None:
    """The short way looks at each piece between spaces once; it may only be shorter."""
    whole = {word for text in texts for word in re.findall(r"[^\W\d_]{4,}", text.lower())}

    assert find_words(texts) == tuple(sorted(whole))
