"""
Exact inner-product search over the passages, or the words, of one generation, by FAISS.

Owns the FAISS index and its bytes; leaves vectors' making to `ingest.encoder`, checksums to `ingest.snapshot`.
Ids are the row numbers of the generation: it never changes once written, so no id is ever used twice in it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import IndexUnreadable

__all__ = ["Vectors", "write_vectors"]

FLOAT_BYTES = 4
ID_BYTES = 8
HEADER_BYTES = 4096
PIECE_BYTES = 1 << 20
AXES = 48
"""Numbers of a vector that an estimate is made from."""
SAMPLED = 20_000
"""Vectors that the axes are told from."""
_unpacking = threading.Lock()


def write_vectors(vectors: NDArray[np.float32], write: Callable[[bytes], object]) -> None:
    """A filled `IndexIDMap2(IndexFlatIP)` over `vectors`, shape (rows, dim), as FAISS writes it to a file."""
    faiss = _faiss()

    count, dim = vectors.shape
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(dim))
    if count:
        index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), np.arange(count, dtype=np.int64))
    # Piece by piece: FAISS's own serialisation holds the whole three times over.
    faiss.write_index(index, faiss.PyCallbackIOWriter(write, PIECE_BYTES))


class Vectors:
    """A `VectorIndex` over the bytes that `write_vectors` wrote. Safe to share between threads."""

    def __init__(self, packed: bytes, *, count: int, dim: int) -> None:
        self._packed: bytes | None = packed
        self._unpacked: Any = None
        self._guard = threading.Lock()
        self._count = count
        self._dim = dim

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._dim

    def search(
        self, vector: NDArray[np.float32], *, among: NDArray[np.int64], limit: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """
        The nearest of the rows in `among`, best first; equals in row order.

        Args:
            vector: Shape (dim,).
            among: Anything in it may be found and nothing else; the choice is made inside the search, exactly.
            limit: Most rows returned.

        Returns:
            Row numbers and cosines (-1..1, 1 is best), at most `limit`; fewer only when `among` holds fewer.
        """
        question = self._checked(vector)
        inside = np.zeros(self._count, dtype=np.bool_)
        inside[among] = True
        wanted = min(limit, int(inside.sum()))
        if wanted < 1:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        _single()
        scores, rows = self._index.search(question[None, :], wanted, params=_only(inside))
        order = np.lexsort((rows[0], -scores[0]))
        return rows[0][order], scores[0][order]

    def vectors(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The stored vectors of these rows, shape (len(rows), dim); not to be written to."""
        if not len(rows):
            return np.zeros((0, self._dim), dtype=np.float32)
        return self._stored[rows]

    def cosines(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """
        The exact cosine of each of these rows, shape (len(rows),), -1..1; no vector is copied.

        Raises:
            IndexError: If there is no such row.
        """
        question = self._checked(vector)
        found = np.empty(len(rows), dtype=np.float32)
        if not len(rows):
            return found
        wanted = np.ascontiguousarray(rows, dtype=np.int64)
        if wanted.min() < 0 or wanted.max() >= self._count:  # beneath, nothing else would notice
            msg = f"The index holds rows 0 to {self._count - 1}, but {wanted.min()} to {wanted.max()} were asked for."
            raise IndexError(msg)
        faiss, stored = _single(), self._stored
        pointers = (faiss.swig_ptr(array) for array in (found, question, stored, wanted))
        faiss.fvec_inner_products_by_idx(*pointers, self._dim, 1, len(wanted))
        return found

    def estimate(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """
        About the cosine of every row, shape (count,): to choose by, not to rank by.

        Made from the `AXES` that hold most of the vectors, in a fraction of the time and some hundredths off.
        """
        question = self._checked(vector)
        if not self._count or self._dim <= AXES:
            return self.cosines(question, np.arange(self._count))
        axes, along = self._sketch
        short, found = question @ axes, np.empty(self._count, dtype=np.float32)
        faiss = _single()
        # A pointer keeps nothing alive: each array must have a name until FAISS is done.
        pointers = (faiss.swig_ptr(array) for array in (found, short, along))
        faiss.fvec_inner_products_ny(*pointers, AXES, self._count)
        return found

    @cached_property
    def _sketch(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Orthogonal axes, shape (dim, AXES), and the stored vectors along them, shape (count, AXES)."""
        sample = self._stored[:: max(1, self._count // SAMPLED)]
        # The axes of the vectors themselves, not of their differences from the mean: it is products that count.
        _, axes = np.linalg.eigh(sample.T @ sample)
        kept = np.ascontiguousarray(axes[:, -AXES:])
        return kept, self._stored @ kept

    def _checked(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """A question's vector as FAISS takes it."""
        if vector.shape != (self._dim,):
            msg = f"The index holds vectors of {self._dim} numbers, but the question's has the shape {vector.shape}."
            raise ValueError(msg)
        return np.ascontiguousarray(vector, dtype=np.float32)

    @cached_property
    def _stored(self) -> NDArray[np.float32]:
        """What the index holds, shape (count, dim), without a copy: its rows are its ids (`write_vectors`)."""
        faiss, index = _faiss(), self._index
        flat = faiss.downcast_index(index.index)
        stored: NDArray[np.float32] = faiss.rev_swig_ptr(flat.get_xb(), self._count * self._dim)
        stored.flags.writeable = False
        return stored.reshape(self._count, self._dim)

    @property
    def _index(self) -> Any:
        """The index itself, unpacked when first searched; the bytes are not held beside it."""
        if self._unpacked is None:
            with self._guard:
                if self._packed is not None:
                    self._unpacked = self._unpack(self._packed)
                    self._packed = None
        return self._unpacked

    def _unpack(self, packed: bytes) -> Any:
        faiss = _faiss()

        most = self._count * max(self._dim * FLOAT_BYTES, ID_BYTES) + HEADER_BYTES
        # FAISS allocates what the bytes claim: without a limit a wrong length could ask for all memory. It holds for
        # the whole process, so that another index, unpacked at the same time, would be refused by it.
        with _unpacking:
            faiss.set_deserialization_vector_byte_limit(most)
            try:
                index = faiss.deserialize_index(np.frombuffer(packed, dtype=np.uint8))
            except RuntimeError as error:
                msg = f"The vectors cannot be read ({error}); run `rettesnor ingest`."
                raise IndexUnreadable(msg) from error
        if index.ntotal != self._count or index.d != self._dim:
            msg = (
                f"The vector index holds {index.ntotal} vectors of {index.d} numbers, wanted {self._count} of "
                f"{self._dim}; run `rettesnor ingest`."
            )
            raise IndexUnreadable(msg)
        return index


def _faiss() -> Any:
    """The library, imported when first needed: slow, and its own annotations describe the C++ calls beneath it."""
    return import_module("faiss")


def _single() -> Any:
    """The library, kept to the thread that calls it, which has its own number of threads."""
    # FAISS, and numpy's BLAS too, would wake a team for a question: up to 16 ms on two busy cores, a search 0.02.
    faiss = _faiss()
    faiss.omp_set_num_threads(1)
    return faiss


def _only(inside: NDArray[np.bool_]) -> Any:
    """Search parameters that let FAISS see the marked rows alone; None when that is all of them."""
    if inside.all():
        return None
    faiss = _faiss()
    return faiss.SearchParameters(sel=faiss.IDSelectorBitmap(np.packbits(inside, bitorder="little")))
