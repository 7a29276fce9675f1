"""
The rows that training begins with: the teacher's words, carried over to Danish by alignment.

Owns projection to the encoder's dimension and the weighting of frequent tokens;
leaves their improvement to `ingest.encoder.training.optimise`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.encoder.training.alignment import Alignment

__all__ = ["Projection", "first_rows", "fit_projection", "frequency_weights"]

SIF = 1e-3
FULL_TRUST = 5.0
"""Sightings from which the alignment counts as much as it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Principal axes of the teacher's vectors."""

    mean: NDArray[np.float32]
    axes: NDArray[np.float32]
    """Shape (teacher's dim, dim)."""

    def __call__(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Shape (n, dim), rows of length 1."""
        small = (vectors - self.mean) @ self.axes
        return np.asarray(small / np.maximum(np.linalg.norm(small, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def fit_projection(vectors: NDArray[np.float32], *, dim: int) -> Projection:
    """The `dim` axes along which the vectors differ most, about their mean."""
    mean = vectors.mean(axis=0)
    covariance = np.cov((vectors - mean).T)
    _, axes = np.linalg.eigh(covariance)
    return Projection(mean=mean.astype(np.float32), axes=axes[:, ::-1][:, :dim].astype(np.float32))


def frequency_weights(counts: NDArray[np.float64]) -> NDArray[np.float32]:
    """
    A weight for each token, 0..1, small for frequent ones.

    Source: Arora, Liang & Ma 2017, A Simple but Tough-to-Beat Baseline for Sentence Embeddings.
    """
    share = (counts + 1.0) / (counts.sum() + len(counts))
    return np.asarray(SIF / (SIF + share), dtype=np.float32)


def first_rows(
    *,
    english: NDArray[np.float32],
    counts: Sequence[NDArray[np.float64]],
    danish_to_english: Alignment,
) -> NDArray[np.float32]:
    """
    A length-1 row for each token, between its English sense and the mean of its translations by how often it is either.

    Args:
        english: The teacher's vector of each token by itself, shape (tokens, dim).
        counts: How often each token occurs in English and in Danish.
        danish_to_english: Over tokens.
    """
    carried, seen = np.zeros_like(english), np.zeros(len(english))
    share = danish_to_english.probability[:, None].astype(np.float32)
    np.add.at(carried, danish_to_english.source, share * english[danish_to_english.target])
    np.add.at(seen, danish_to_english.source, danish_to_english.count)
    in_english, in_danish = counts
    # A token unseen in Danish is taken at its English word, right or wrong: cognates gain more than others lose.
    danish = np.where(seen > 0, in_danish / (in_danish + in_english + 1.0) * np.minimum(1.0, seen / FULL_TRUST), 0.0)
    rows = (1.0 - danish)[:, None] * english + danish[:, None] * carried
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)
