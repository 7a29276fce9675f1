"""Taking a part away takes away that part, and nothing else."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pytest
from made_outcomes import outcome
from numpy.typing import NDArray

from evals.ablations import ABLATIONS, AblationBar, ablation_table, drops, missed_bars
from evals.metrics import Failure, Verdict
from ingest.knowledge import Knowledge, Words
from ingest.records import (
    Block,
    BlockKind,
    Document,
    Goal,
    Language,
    Passage,
    PassageKind,
    Quote,
    Section,
    Span,
)

TEXT = "Mål\n• Beredt\n• Faglig\n\nEn sætning."
ALL = np.arange(4, dtype=np.int64)


class Vectors:
    """An exact index over the four unit vectors."""

    def search(
        self, vector: NDArray[np.float32], *, among: NDArray[np.int64], limit: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The nearest of `among`."""
        cosines = self.vectors(among) @ vector
        best = np.argsort(-cosines, kind="stable")[:limit]
        return among[best], cosines[best]

    def vectors(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The unit vectors."""
        return np.eye(4, dtype=np.float32)[rows]

    def cosines(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """By plain arithmetic."""
        return self.vectors(rows) @ vector

    def estimate(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosines."""
        return np.eye(4, dtype=np.float32) @ vector


class Lexical:
    """Finds everything asked among."""

    def coverages(
        self, terms: object, *, among: NDArray[np.int64], only: NDArray[np.int64] | None = None
    ) -> NDArray[np.float32]:
        """All there is."""
        return np.ones(len(among if only is None else only), dtype=np.float32)

    def holding(self, stems: Collection[str]) -> NDArray[np.int64]:
        """Nothing."""
        return np.empty(0, dtype=np.int64)

    def vocabulary(self, among: NDArray[np.int64]) -> frozenset[str]:
        """Nothing."""
        return frozenset()


def _quote(words: str) -> Quote:
    at = TEXT.index(words)
    return Quote.at(TEXT, Span(at, at + len(words)))


def _knowledge() -> Knowledge:
    whole = Span(4, 21)
    items = tuple(Block(kind=BlockKind.ITEM, span=_quote(w).span, quote=_quote(w)) for w in ("Beredt", "Faglig"))
    root = Section(
        heading=None, number=None, level=0, span=Span(0, len(TEXT)),
        blocks=(Block(kind=BlockKind.LIST, span=whole, children=items),),
    )  # fmt: skip
    document = Document(
        id="d", path="d.txt", title="D", organisation="o", kind="page", language=Language.DANISH, text=TEXT,
        checksum="", root=root,
    )  # fmt: skip
    listed = Passage(
        id="l", document="d", kind=PassageKind.LIST, path=(), span=whole, quotes=(_quote("Beredt"), _quote("Faglig"))
    )
    plain = Passage(
        id="p", document="d", kind=PassageKind.PARAGRAPH, path=(), span=_quote("En sætning.").span,
        quotes=(_quote("En sætning."),),
    )  # fmt: skip
    goal = Goal(
        id="g", document="d", series="s", series_number=None, number="1", path=(), span=whole, title=None,
        wording=None, milestones=(),
    )  # fmt: skip
    return Knowledge(
        snapshot="s", organisations=(), documents={"d": document}, goals=(goal,), people=(),
        passages=(listed, plain, plain, plain), vectors=Vectors(), lexical=Lexical(), encoder_name="e",
        words=Words(spelling=("beredt", "faglig", "mål", "sætning"), vectors=Vectors()),
    )  # fmt: skip


def test_without_faiss_nothing_is_near() -> None:
    """The rest of the search must stand alone."""
    altered = ABLATIONS["without FAISS"](_knowledge())
    rows, scores = altered.vectors.search(np.ones(4, dtype=np.float32), among=ALL, limit=3)

    assert (rows.size, scores.size) == (0, 0)
    assert not altered.vectors.vectors(ALL).any()
    assert not altered.word_rows.size
    assert altered.goals


def test_shuffled_vectors_are_all_misplaced() -> None:
    """A shuffle that left some vectors in place would leave some of their worth."""
    altered = ABLATIONS["shuffled vectors"](_knowledge())
    own = [altered.vectors.search(row, among=ALL, limit=1)[0][0] for row in np.eye(4, dtype=np.float32)]

    assert all(found != row for row, found in enumerate(own))
    assert sorted(own) == [0, 1, 2, 3]
    assert altered.words.spelling == _knowledge().words.spelling
    assert not np.diag(altered.words.vectors.vectors(ALL)).any()
    assert altered.vectors.vectors(ALL).sum() == pytest.approx(4)


def test_shuffled_vectors_stay_inside_what_may_be_read() -> None:
    """An ablation must not search what the asker may not read."""
    altered = ABLATIONS["shuffled vectors"](_knowledge())
    rows, _ = altered.vectors.search(np.ones(4, dtype=np.float32), among=ALL[1:3], limit=9)

    assert sorted(rows) == [1, 2]


def test_without_bm25_no_word_is_found() -> None:
    """The vectors must stand alone."""
    coverages = ABLATIONS["without BM25"](_knowledge()).lexical.coverages({"a": 1.0}, among=ALL)

    assert coverages.tolist() == [0, 0, 0, 0]


def test_without_records_the_words_remain_as_paragraphs() -> None:
    """It takes away the structure, not the text: what is lost is what the records earn."""
    altered = ABLATIONS["without records"](_knowledge())
    blocks = [block for _, section in altered.documents["d"].root.walk() for block in section.blocks]

    assert (altered.goals, altered.milestones, altered.people) == ((), (), ())
    assert {passage.kind for passage in altered.passages} == {PassageKind.PARAGRAPH}
    assert altered.passages[0].quotes == (Quote.at(TEXT, Span(4, 21)),)
    assert [(block.kind, block.quote and block.quote.text) for block in blocks] == [
        (BlockKind.PARAGRAPH, "• Beredt\n• Faglig")
    ]


RIGHT = Verdict(failures=(), is_fabricated=False, length=1)
WRONG = Verdict(failures=(Failure(check="facts", message=""),), is_fabricated=False, length=1)


def test_drops_are_counted_per_group() -> None:
    """A part may earn its place on one sort of question only."""
    before = [outcome(RIGHT, kind="list"), outcome(RIGHT, kind="passage", language=Language.ENGLISH)]
    after = [outcome(WRONG, kind="list"), outcome(RIGHT, kind="passage", language=Language.ENGLISH)]

    assert drops(before, after) == {"all": 50, "english": 0, "passage": 0, "list": 100}


def test_a_part_that_earns_too_little_is_told() -> None:
    """The bar is what makes the table more than a picture."""
    bars = [
        AblationBar(ablation="without FAISS", group="passage", points=5),
        AblationBar(ablation="without FAISS", group="list", points=5),
        AblationBar(ablation="without BM25", group="list", points=5),
    ]
    lost = {"without FAISS": {"passage": 4.0, "list": 6.0}}

    assert missed_bars(lost, bars) == ("without FAISS: passage questions lose 4.0 points, wanted 5",)
    assert "4.0" in ablation_table(lost)
