"""Cutting a long quotation to what a reader needs never changes a character of it."""

from __future__ import annotations

import itertools
from functools import cache

import pytest
from answer_scenes import look
from fakes import document_of, tiny_knowledge
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.cutting.quoting import LONG, TIME, shorten, split_sentences
from assistant.understanding.bridge import Bridge
from ingest.records import Document, Language, Quote, Span

SENTENCES = st.lists(
    st.text(alphabet="abcæøåé »«.,;:!?()'\"\t\n-–0129🎉", min_size=1, max_size=60).map(lambda text: f"Ord {text}."),
    min_size=1,
    max_size=8,
)


@cache
def _bridge() -> Bridge:
    return look(tiny_knowledge()).bridge


def _document(*sentences: str) -> tuple[Document, Quote]:
    body = " ".join(sentences)
    document = document_of("d", f"# Side\n\n{body}\n", title="Side")
    start = document.text.index(body)
    return document, document.quote(Span(start, start + len(body)))


@given(sentences=SENTENCES, most=st.integers(5, 200), question=st.sampled_from(["ord", "abc 0129", "é"]))
def test_what_is_left_is_one_stretch_of_what_was_there(sentences: list[str], most: int, question: str) -> None:
    """Whole sentences that stand beside each other; nothing joined, nothing trimmed inside."""
    document, quote = _document(*sentences)
    parts = split_sentences(document, quote)
    concepts = _bridge().concepts(question, language=Language.DANISH)

    short = shorten(document, quote, concepts, _bridge(), most=most)

    assert short.text == document.text[short.span.start : short.span.end]
    assert quote.span.covers(short.span)
    assert short.text in quote.text
    assert short == quote if len(quote.text) <= most else True
    if short != quote:
        assert short.span.start in {part.span.start for part in parts}
        assert short.span.end in {part.span.end for part in parts}
        assert len(short.text) <= most or short in parts


@given(sentences=SENTENCES)
def test_sentences_are_cut_out_in_order_and_without_overlap(sentences: list[str]) -> None:
    """Each is a quotation of its own, and no word of the text is in none of them."""
    document, quote = _document(*sentences)

    parts = split_sentences(document, quote)

    assert all(part.text == part.span.of(document.text) for part in parts)
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(parts))
    assert "".join("".join(part.text for part in parts).split()) == "".join(quote.text.split())


def test_the_telling_sentence_is_kept() -> None:
    """Of a long paragraph, what the question is about."""
    filler = [f"Her er en sætning om noget andet, nemlig nummer {number} af dem." for number in range(12)]
    document, quote = _document(*filler[:6], "Bonus udbetales til pingviner.", *filler[6:])
    concepts = _bridge().concepts("pingviner", language=Language.DANISH)

    short = shorten(document, quote, concepts, _bridge(), most=120)

    assert "pingviner" in short.text
    assert len(short.text) <= 120 < LONG < len(quote.text)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("færdig i Q2", True), ("inden sommerferien", True), ("by 15.09.2026", True), ("i efteråret", True),
        ("in March", True), ("uge 12", True), ("2. kvartal", True), ("K3 2026", True), ("årligt", True),
        ("højst 90 dage", False), ("25 pct.", False), ("Q5", False), ("en ny plan", False), ("maskine", False),
    ],
)  # fmt: skip
def test_a_printed_time_is_told_from_a_number(text: str, holds: bool) -> None:
    """A question "when" is answered by a time and by nothing else."""
    assert (TIME.search(text) is not None) is holds
