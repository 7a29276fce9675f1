"""Vector search is exact inside any subset, and what is left out is not seen."""

from __future__ import annotations

import errno
import threading

import faiss
import numpy as np
import pytest
from fakes import packed

from ingest.errors import IndexUnreadable
from ingest.vectors import Vectors, write_vectors


def _made(count: int, dim: int = 8, seed: int = 1) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.mark.parametrize("seed", range(6))
def test_search_is_that_of_plain_arithmetic(seed: int) -> None:
    """FAISS with a selector must lose nothing: filtering after the search kept 0.2 of 10."""
    chance = np.random.default_rng(seed)
    rows = _made(200, seed=seed)
    among = np.sort(chance.choice(200, size=int(chance.integers(1, 200)), replace=False))
    question = _made(1, seed=seed + 100)[0]

    found, cosines = Vectors(packed(rows), count=200, dim=8).search(question, among=among, limit=10)

    expected = among[np.argsort(-(rows[among] @ question), kind="stable")][:10]
    assert found.tolist() == expected.tolist()
    assert cosines == pytest.approx(rows[expected] @ question, abs=1e-5)


def test_estimates_are_near_the_cosines() -> None:
    """Most of an encoder's vectors lies along few axes; what is chosen by them is scored exactly afterwards."""
    chance = np.random.default_rng(3)
    rows = chance.normal(size=(3000, 128)).astype(np.float32) * np.linspace(1, 0.1, 128, dtype=np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)

    estimates = Vectors(packed(rows), count=3000, dim=128).estimate(rows[7])

    cosines = rows @ rows[7]
    assert np.abs(estimates - cosines).mean() < 0.04
    assert set(np.argsort(-cosines)[:20]) <= set(np.argsort(-estimates)[:200])


def test_short_vectors_are_estimated_exactly() -> None:
    """They have no axes to leave out."""
    rows = _made(40)

    estimates = Vectors(packed(rows), count=40, dim=8).estimate(rows[7])

    assert estimates == pytest.approx(rows @ rows[7], abs=1e-6)


@pytest.mark.parametrize("rows", [[3, 4, 5], [39, 0, 7, 7], []], ids=["a run", "any order", "none"])
def test_cosines_are_those_of_plain_arithmetic(rows: list[int]) -> None:
    """They are taken from FAISS's own memory, where a wrong offset would still give numbers."""
    made = _made(40)

    cosines = Vectors(packed(made), count=40, dim=8).cosines(made[7], np.asarray(rows, dtype=np.int64))

    assert cosines == pytest.approx(made[rows] @ made[7], abs=1e-6)


@pytest.mark.parametrize("row", [-1, 40])
def test_a_row_beyond_the_index_is_refused(row: int) -> None:
    """FAISS would read whatever memory lies there."""
    index = Vectors(packed(_made(40)), count=40, dim=8)

    with pytest.raises(IndexError, match="0 to 39"):
        index.cosines(_made(1)[0], np.asarray([row]))


def test_every_thread_searches_alone() -> None:
    """FAISS would start a team of threads for each question: 16 ms for a search of 0.02 ms."""
    index, found = Vectors(packed(_made(9)), count=9, dim=8), []

    def search() -> None:
        index.search(_made(1)[0], among=np.arange(9), limit=3)
        found.append(faiss.omp_get_max_threads())

    thread = threading.Thread(target=search)
    thread.start()
    thread.join()

    assert found == [1]


def test_the_whole_is_searched_too() -> None:
    """No selector is used then, which is another path through FAISS."""
    rows = _made(30)

    found, _ = Vectors(packed(rows), count=30, dim=8).search(rows[7], among=np.arange(30), limit=100)

    assert found[0] == 7
    assert sorted(found.tolist()) == list(range(30))


def test_nothing_to_search_is_empty() -> None:
    """Somebody who may read nothing gets nothing, not an error."""
    index = Vectors(packed(_made(3)), count=3, dim=8)
    none = np.empty(0, dtype=np.int64)

    assert len(index.search(_made(1)[0], among=none, limit=5)[0]) == 0
    assert index.vectors(none).shape == (0, 8)
    assert (
        len(Vectors(packed(np.zeros((0, 8), np.float32)), count=0, dim=8).search(_made(1)[0], among=none, limit=5)[0])
        == 0
    )


def test_stored_vectors_come_back() -> None:
    """Comparing two passages must not need the encoder."""
    rows = _made(9)

    assert Vectors(packed(rows), count=9, dim=8).vectors(np.array([4, 0])).tolist() == rows[[4, 0]].tolist()


@pytest.mark.parametrize(("count", "dim"), [(8, 8), (10, 8), (9, 7)])
def test_an_index_of_another_shape_is_refused(count: int, dim: int) -> None:
    """A row number must never point at another passage."""
    index = Vectors(packed(_made(9)), count=count, dim=dim)

    with pytest.raises(IndexUnreadable, match="run `rettesnor ingest`"):
        index.search(np.ones(dim, np.float32), among=np.arange(2), limit=1)


def test_a_question_of_another_length_is_refused() -> None:
    """FAISS would read past the end."""
    with pytest.raises(ValueError, match="8 numbers"):
        Vectors(packed(_made(9)), count=9, dim=8).search(np.ones(7, np.float32), among=np.arange(2), limit=1)


def test_the_bytes_are_those_of_faiss_itself() -> None:
    """They are written piece by piece, and read by FAISS as a whole."""
    rows = _made(5000)
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(8))
    index.add_with_ids(rows, np.arange(5000))

    assert packed(rows) == bytes(faiss.serialize_index(index))


@pytest.mark.parametrize("count", [3, 60_000])
def test_a_full_disk_is_told(count: int) -> None:
    """FAISS must not swallow the error: a file cut short would be hashed and believed."""

    def refuse(_: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write_vectors(_made(count), refuse)


def test_the_bytes_are_not_held_beside_the_index() -> None:
    """A server over 100 000 passages holds 100 MB of vectors, not twice that."""
    vectors = Vectors(packed(_made(9)), count=9, dim=8)

    vectors.search(_made(1)[0], among=np.arange(9), limit=1)
    assert vectors._packed is None
