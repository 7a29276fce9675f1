"""
The steps of training, each on material small enough to know the right result.

Owns alignment, rows, quantising, the loop and the measures; leaves the finished weights to test_static.py.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from ingest.encoder.glossary import GlossaryEntry
from ingest.encoder.lexicon import Lexicon
from ingest.encoder.static import StaticEncoder
from ingest.encoder.training.alignment import align
from ingest.encoder.training.bundle import learn_lexicon, quantise, write_bundle
from ingest.encoder.training.data import HeadingBody, Pair, glossary_pairs, retrieval
from ingest.encoder.training.evaluate import bitext_accuracy, retrieval_hits
from ingest.encoder.training.optimise import Bags, Plan, Texts, optimise
from ingest.encoder.training.vocabulary import train_tokenizer
from ingest.records import Language

WORDS = {"hund": "dog", "kat": "cat", "hus": "house", "bil": "car", "mål": "goal", "plan": "scheme"}
PAIRS = tuple(
    Pair(source="toy", danish=f"{a} {b}", english=f"{WORDS[a]} {WORDS[b]}") for a in WORDS for b in WORDS if a != b
)


def test_alignment_finds_which_word_goes_with_which() -> None:
    """Words that come and go together are each other's translations, whatever stands beside them."""
    table = align([[0, 1], [0, 2], [1, 2]], [[10, 11], [10, 12], [11, 12]])
    best = {int(a): int(b) for a, b in reversed(list(zip(table.source, table.target, strict=True)))}

    assert best == {0: 10, 1: 11, 2: 12}
    assert np.allclose(np.bincount(table.source, table.probability), 1.0)


def test_the_learned_lexicon_goes_both_ways() -> None:
    """Danish questions over English documents need it as much as the reverse."""
    learned = learn_lexicon(PAIRS)

    assert {word: found[0][0] for word, found in learned[Language.DANISH]} == WORDS
    assert {word: found[0][0] for word, found in learned[Language.ENGLISH]} == {b: a for a, b in WORDS.items()}


@given(
    arrays.arrays(np.float32, (6, 8), elements=st.floats(-100, 100, width=32)),
)
def test_quantised_rows_are_within_half_a_step(rows: np.ndarray) -> None:
    """The rows' largest number fills the range of int8, so none is off by more than half a step of its row."""
    whole, scales = quantise(rows)

    assert not whole[0].any()
    assert (np.abs(whole[1:] * scales[1:, None] - rows[1:]) <= scales[1:, None] * 0.501 + 1e-30).all()


def _texts(tokenizer: object) -> Texts:
    danish = Bags(tokenizer, [pair.danish for pair in PAIRS])
    english = Bags(tokenizer, [pair.english for pair in PAIRS])
    return Texts(
        danish=danish,
        english=english,
        sources=np.zeros(len(PAIRS), dtype=np.int64),
        teacher=np.zeros((len(PAIRS), 8), dtype=np.float32),
        queries=english,
        passages=danish,
    )


def test_training_brings_translations_together_and_repeats_itself() -> None:
    """The same seed gives the same rows, and those find the other language's text."""
    tokenizer = train_tokenizer({word: 100 for pair in WORDS.items() for word in pair}, size=60)
    rows = np.random.default_rng(0).normal(size=(tokenizer.get_vocab_size(), 8)).astype(np.float32)
    texts, plan = _texts(tokenizer), Plan(batch=16, epochs=60, learning_rate=0.05, neighbours=1)
    trained = optimise(rows, texts, plan)
    light = StaticEncoder(name="toy", tokenizer=tokenizer, rows=quantise(trained)[0], scales=quantise(trained)[1])
    danish, english = list(WORDS), list(WORDS.values())

    assert bitext_accuracy(light.embed_questions(danish), light.embed_questions(english)) == (100.0, 100.0)
    np.testing.assert_array_equal(trained, optimise(rows, texts, plan))


def test_what_is_written_is_what_loads(tmp_path: Path) -> None:
    """The writer and the two readers agree on the form of the files."""
    tokenizer = train_tokenizer({word: 100 for pair in WORDS.items() for word in pair}, size=60)
    rows = np.random.default_rng(0).normal(size=(tokenizer.get_vocab_size(), 8)).astype(np.float32)
    write_bundle(tmp_path, rows=rows, tokenizer=tokenizer, lexicon=learn_lexicon(PAIRS), facts={"sources": {}})
    rows[0] = 0.0
    encoder = StaticEncoder.load(tmp_path)

    np.testing.assert_allclose(encoder.float_rows(), rows, atol=0.02)
    assert encoder.tokenizer.encode("hund bil").ids == tokenizer.encode("hund bil").ids
    assert Lexicon.load(tmp_path, glossaries=()).translations("hund", Language.DANISH)[0][0] == "dog"


def test_a_heading_is_paired_in_the_other_language_too() -> None:
    """An English question over a Danish passage is learned from headings whose translation is known."""
    headings = [HeadingBody(language=Language.DANISH, heading="Mål", body="Her står målene.")]
    pairs = [Pair(source="toy", danish="Mål", english="Goals")]

    assert retrieval(headings, pairs) == (("Mål", "Her står målene."), ("Goals", "Her står målene."))


def test_a_glossary_entry_pairs_every_term_with_every_other() -> None:
    """Synonyms come together through their common partners."""
    entry = GlossaryEntry(danish=("målepunkt", "milepæl"), english=("milestone",))

    assert [(pair.danish, pair.english) for pair in glossary_pairs([entry])] == [
        ("målepunkt", "milestone"),
        ("milepæl", "milestone"),
    ]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        pytest.param([[3, 1, 1, 1], [1, 3, 1, 1]], (100.0, 100.0), id="first"),
        pytest.param([[1, 3, 2, 0], [1, 3, 1, 1]], (50.0, 100.0), id="third"),
        pytest.param([[0, 3, 2, 1], [3, 0, 2, 1]], (0.0, 0.0), id="fourth"),
    ],
)
def test_hits_count_queries_whose_passage_comes_early(scores: list[list[int]], expected: tuple[float, float]) -> None:
    """The share of questions answered first, or among the first three, is what a person notices."""
    assert retrieval_hits(np.array(scores, dtype=np.float32), [0, 1]) == expected
