"""
The training itself: token rows that bring together what means the same.

Owns batches, losses and the loop; leaves the texts to `.data` and what is kept of the rows to `.bundle`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn import functional

__all__ = ["Bags", "Plan", "Texts", "optimise"]

log = logging.getLogger(__name__)

MAX_TOKENS = 200
COPY = 0.999
"""Cosine from which two texts of a batch are the same text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The numbers of one run."""

    seed: int = 0
    epochs: int = 4
    batch: int = 1024
    learning_rate: float = 0.005
    scale: float = 20.0
    """Factor on cosines before the softmax of the ranking loss."""
    retrieval: float = 0.5
    """Weight of query → passage beside 1 for the pairs."""
    teacher: float = 2.0
    """Weight of nearness to the teacher."""
    one_source: float = 0.3
    """Share of batches whose pairs all come from one source, and are harder to tell apart for it."""
    left_out: float = 0.1
    """Share of tokens left out of a text at random."""
    neighbours: int = 8
    """Queries in a row that enter a batch together: their passages come from one page and are hard to tell apart."""


class Bags:
    """Texts as token numbers, end to end."""

    def __init__(self, tokenizer: Tokenizer, texts: Sequence[str]) -> None:
        encoded = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        ids = [np.asarray(each.ids[:MAX_TOKENS] or [0], dtype=np.int64) for each in encoded]
        self._ids = np.concatenate(ids)
        self._ends = np.cumsum([len(each) for each in ids])

    def __len__(self) -> int:
        return len(self._ends)

    def lists(self) -> list[NDArray[np.int64]]:
        """The token numbers text by text."""
        return np.split(self._ids, self._ends[:-1])

    def counts(self, size: int) -> NDArray[np.float64]:
        """How often each of `size` tokens occurs."""
        return np.bincount(self._ids, minlength=size).astype(np.float64)

    def take(self, rows: NDArray[np.int64]) -> tuple[torch.Tensor, torch.Tensor]:
        """The token numbers of these texts end to end, and where each begins."""
        ends = self._ends[rows]
        starts = np.where(rows > 0, self._ends[rows - 1], 0)
        lengths = ends - starts
        offsets = np.cumsum(lengths) - lengths
        places = np.arange(int(lengths.sum())) + np.repeat(starts - offsets, lengths)
        return torch.from_numpy(self._ids[places]), torch.from_numpy(offsets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Everything a run learns from, as tokens."""

    danish: Bags
    english: Bags
    sources: NDArray[np.int64]
    """The source of each pair, as a number."""
    teacher: NDArray[np.float32]
    """The vector that each pair should have, shape (pairs, dim), rows of length 1."""
    queries: Bags
    passages: Bags


def optimise(rows: NDArray[np.float32], texts: Texts, plan: Plan) -> NDArray[np.float32]:
    """The rows after training, shape as given; row 0 (unknown) stays zero."""
    torch.manual_seed(plan.seed)
    chance = np.random.default_rng(plan.seed)
    bag = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(rows.copy()), freeze=False, mode="sum", padding_idx=0)
    steps = plan.epochs * (len(texts.danish) // plan.batch)
    optimiser = torch.optim.Adam(bag.parameters(), lr=plan.learning_rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, plan.learning_rate, total_steps=steps, pct_start=0.1)
    for step, picked in enumerate(_batches(texts.sources, plan, steps, chance)):
        loss = _loss(bag, texts, plan, picked, _in_rows(len(texts.queries), plan, chance))
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call] # torch leaves it untyped
        optimiser.step()
        schedule.step()
        if step % 50 == 0:
            log.info("training_step", extra={"step": step, "of": steps, "loss": round(loss.item(), 4)})
    return np.asarray(bag.weight.detach().numpy())


def _batches(
    sources: NDArray[np.int64], plan: Plan, steps: int, chance: np.random.Generator
) -> Iterator[NDArray[np.int64]]:
    by_source = [found for each in np.unique(sources) if len(found := np.flatnonzero(sources == each)) > plan.batch]
    shares = np.array([len(each) for each in by_source], dtype=np.float64)
    everything = np.arange(len(sources))
    for _ in range(steps):
        among = everything
        if chance.random() < plan.one_source:
            among = by_source[chance.choice(len(by_source), p=shares / shares.sum())]
        yield chance.choice(among, plan.batch, replace=False)


def _in_rows(queries: int, plan: Plan, chance: np.random.Generator) -> NDArray[np.int64]:
    starts = chance.integers(0, queries - plan.neighbours, plan.batch // 2 // plan.neighbours)
    return np.unique(starts[:, None] + np.arange(plan.neighbours))


def _loss(
    bag: torch.nn.EmbeddingBag, texts: Texts, plan: Plan, picked: NDArray[np.int64], passages: NDArray[np.int64]
) -> torch.Tensor:
    danish, english = _embed(bag, texts.danish, picked, plan), _embed(bag, texts.english, picked, plan)
    query, passage = _embed(bag, texts.queries, passages, plan), _embed(bag, texts.passages, passages, plan)
    wanted = torch.from_numpy(texts.teacher[picked])
    away = (1 - (danish * wanted).sum(1)).mean() + (1 - (english * wanted).sum(1)).mean()
    return (
        _ranking(danish, english, plan.scale)
        + plan.retrieval * _ranking(query, passage, plan.scale)
        + plan.teacher * away / 2
    )


def _embed(bag: torch.nn.EmbeddingBag, bags: Bags, rows: NDArray[np.int64], plan: Plan) -> torch.Tensor:
    ids, offsets = bags.take(rows)
    # A sum will do where the mean is meant: length 1 comes after it.
    kept = (torch.rand(len(ids)) >= plan.left_out).float()
    return functional.normalize(bag(ids, offsets, per_sample_weights=kept), dim=1)


def _ranking(one: torch.Tensor, other: torch.Tensor, scale: float) -> torch.Tensor:
    """Mean cross-entropy of finding each one's other among all others, and the reverse; copies are no rivals."""
    cosines = one @ other.T
    rows = torch.arange(len(one))
    same = ((one @ one.T) > COPY) | ((other @ other.T) > COPY)
    same[rows, rows] = False
    scores = (cosines * scale).masked_fill(same, -torch.inf)
    return (functional.cross_entropy(scores, rows) + functional.cross_entropy(scores.T, rows)) / 2
