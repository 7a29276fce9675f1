"""
From training texts to rows: the straight line through vocabulary, alignment, first rows and training.

Owns the order of the steps and the numbers of the bundled model; leaves each step to its module.
"""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from ingest.encoder.glossary import GlossaryEntry
from ingest.encoder.training.alignment import align
from ingest.encoder.training.data import HeadingBody, Pair, glossary_pairs, retrieval
from ingest.encoder.training.optimise import Bags, Plan, Texts, optimise
from ingest.encoder.training.rows import first_rows, fit_projection, frequency_weights
from ingest.encoder.training.teacher import TeacherCache
from ingest.encoder.training.vocabulary import UNKNOWN, count_words, train_tokenizer, unmarked

__all__ = ["Material", "Recipe", "Start", "prepare", "train"]

log = logging.getLogger(__name__)

UNMARKED_SHARE = 6
"""A word without its å and ø counts as this many times rarer in the vocabulary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Every number that decides the bundled model."""

    tokens: int = 48_000
    dim: int = 256
    glossary_times: int = 3
    """How often the glossary's pairs stand among the training pairs."""
    glossary_in_vocabulary: int = 400
    """Sightings that a glossary word counts as in the vocabulary."""
    english_in_vocabulary: int = 4
    """Sightings that an English word known to the teacher alone counts as."""
    unmarked_one_in: int = 12
    """Of so many Danish sentences with å or ø, one is repeated without them; 0 for none."""
    runs: int = 3
    """Runs with different seeds whose rows are averaged."""
    plan: Plan = field(default_factory=Plan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What is learned from."""

    pairs: Sequence[Pair]
    headings: Sequence[HeadingBody]
    glossary: Sequence[GlossaryEntry]

    @property
    def all_pairs(self) -> tuple[Pair, ...]:
        """The parallel pairs and those of the glossary."""
        return (*self.pairs, *glossary_pairs(self.glossary))


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """All that a run needs, made once for several runs."""

    tokenizer: Tokenizer
    rows: NDArray[np.float32]
    texts: Texts


def prepare(material: Material, recipe: Recipe, teacher: TeacherCache, english_words: Sequence[str]) -> Start:
    """Train the tokenizer, and make first rows and tokenised texts."""
    tokenizer = train_tokenizer(_vocabulary_counts(material, recipe, english_words), size=recipe.tokens)
    pairs = _with_unmarked(material, recipe)
    danish = Bags(tokenizer, [pair.danish for pair in pairs])
    english = Bags(tokenizer, [pair.english for pair in pairs])
    sentences = teacher.vectors([pair.english for pair in pairs])
    project = fit_projection(sentences, dim=recipe.dim)
    queries, passages = zip(*retrieval(material.headings, material.all_pairs), strict=True)
    texts = Texts(
        danish=danish,
        english=english,
        sources=np.unique([pair.source for pair in pairs], return_inverse=True)[1],
        teacher=project(sentences),
        queries=Bags(tokenizer, queries),
        passages=Bags(tokenizer, passages),
    )
    tokens = _tokens(tokenizer)
    rows = first_rows(
        english=project(teacher.vectors(tokens)),
        counts=(english.counts(len(tokens)), danish.counts(len(tokens))),
        danish_to_english=align(danish.lists(), english.lists()).kept(least=0.05, seen=0.5),
    )
    seen = danish.counts(len(tokens)) + english.counts(len(tokens)) + texts.passages.counts(len(tokens)) / 4
    rows *= frequency_weights(seen)[:, None]
    rows[0] = 0.0
    return Start(tokenizer=tokenizer, rows=rows, texts=texts)


def train(start: Start, recipe: Recipe, work: Path) -> NDArray[np.float32]:
    """The mean of the rows of several runs that differ in seed; a run that `work` holds is not repeated."""
    work.mkdir(parents=True, exist_ok=True)
    total = np.zeros_like(start.rows)
    for run in range(recipe.runs):
        plan = replace(recipe.plan, seed=recipe.plan.seed + run)
        kept = work / f"run-{_run_key(start, plan)}.safetensors"
        if not kept.is_file():
            save_file({"rows": optimise(start.rows, start.texts, plan)}, kept)
        total += load_file(kept)["rows"]
    return np.asarray(total / recipe.runs, dtype=np.float32)


def _run_key(start: Start, plan: Plan) -> str:
    """Changes with anything that a run's result depends on: texts enter through tokenizer, rows and their number."""
    sizes = [len(start.texts.danish), len(start.texts.queries)]
    facts = f"{plan} {sizes} {start.tokenizer.to_str()}".encode()
    return hashlib.sha256(facts + start.rows.tobytes()).hexdigest()[:16]


def _with_unmarked(material: Material, recipe: Recipe) -> list[Pair]:
    terms = glossary_pairs(material.glossary)
    pairs = [*material.pairs, *(terms * recipe.glossary_times)]
    if not recipe.unmarked_one_in:
        return pairs
    marked = [pair for pair in material.pairs if unmarked(pair.danish) != pair.danish][:: recipe.unmarked_one_in]
    marked += [pair for pair in terms if unmarked(pair.danish) != pair.danish]
    return [*pairs, *(replace(pair, danish=unmarked(pair.danish)) for pair in marked)]


def _vocabulary_counts(material: Material, recipe: Recipe, english_words: Sequence[str]) -> Counter[str]:
    counts = count_words([*(pair.danish for pair in material.pairs), *(pair.english for pair in material.pairs)])
    counts += count_words(f"{each.heading} {each.body}" for each in material.headings)
    terms = [term for entry in material.glossary for term in (*entry.danish, *entry.english)]
    for word in count_words(terms):
        counts[word] += recipe.glossary_in_vocabulary
    if recipe.unmarked_one_in:
        for word, count in list(counts.items()):
            if unmarked(word) != word:
                counts[unmarked(word)] += count // UNMARKED_SHARE
    for word in english_words:
        counts[word] += recipe.english_in_vocabulary
    return counts


def _tokens(tokenizer: Tokenizer) -> list[str]:
    tokens = [tokenizer.id_to_token(number) or "" for number in range(tokenizer.get_vocab_size())]
    return ["" if token == UNKNOWN else token for token in tokens]
