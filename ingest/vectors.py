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
        if vector.shape != (self._dim,):
            msg = f"The index holds vectors of {self._dim} numbers, but the question's has the shape {vector.shape}."
            raise ValueError(msg)
        inside = np.zeros(self._count, dtype=np.bool_)
        inside[among] = True
        wanted = min(limit, int(inside.sum()))
        if wanted < 1:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        # Waking FAISS's threads costs up to 16 ms on two busy cores, a search 0.02. Each thread has its own number.
        _faiss().omp_set_num_threads(1)
        scores, rows = self._index.search(
            np.ascontiguousarray(vector, dtype=np.float32)[None, :], wanted, params=_only(inside)
        )
        order = np.lexsort((rows[0], -scores[0]))
        return rows[0][order], scores[0][order]

    def vectors(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The stored vectors of these rows, shape (len(rows), dim)."""
        if not len(rows):
            return np.zeros((0, self._dim), dtype=np.float32)
        return self._stored[rows]

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

        # FAISS allocates what the bytes claim: without a limit a wrong length could ask for all memory.
        faiss.set_deserialization_vector_byte_limit(self._count * max(self._dim * FLOAT_BYTES, ID_BYTES) + HEADER_BYTES)
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


def _only(inside: NDArray[np.bool_]) -> Any:
    """Search parameters that let FAISS see the marked rows alone; None when that is all of them."""
    if inside.all():
        return None
    faiss = _faiss()
    return faiss.SearchParameters(sel=faiss.IDSelectorBitmap(np.packbits(inside, bitorder="little")))
