"""
What ships: int8 rows with scales, tokenizer, lexicon and their manifest.

Owns the form of these files as written; `ingest.encoder.static` and `.lexicon` own reading them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save
from tokenizers import Tokenizer

from ingest.encoder.static import MANIFEST, ROWS, TOKENIZER
from ingest.encoder.tables import LEXICON
from ingest.encoder.training.alignment import Alignment, align
from ingest.encoder.training.data import Pair
from ingest.encoder.training.vocabulary import words
from ingest.records import Language

__all__ = ["learn_lexicon", "quantise", "write_bundle"]

LEAST = 0.10
LEAST_BACK = 0.05
SEEN = 1.5
MOST = 4

Entry = tuple[str, tuple[tuple[str, float], ...]]


def quantise(rows: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows as int8, each with the scale that restores it; row 0, the unknown token's, is zero."""
    scales = np.abs(rows).max(axis=1) / 127
    scales[0] = 0.0
    safe = np.where(scales > 0, scales, 1.0)
    whole = np.where(scales[:, None] > 0, np.rint(rows / safe[:, None]), 0)
    return whole.astype(np.int8), scales.astype(np.float32)


def learn_lexicon(pairs: Sequence[Pair]) -> Mapping[Language, tuple[Entry, ...]]:
    """For each language, its words in order, each with at most 4 translations and their probabilities, best first."""
    danish, danish_words = _numbered(pair.danish for pair in pairs)
    english, english_words = _numbered(pair.english for pair in pairs)
    onward, back = align(danish, english), align(english, danish)
    return {
        Language.DANISH: _entries(onward, back, danish_words, english_words),
        Language.ENGLISH: _entries(back, onward, english_words, danish_words),
    }


def write_bundle(
    folder: Path,
    *,
    rows: NDArray[np.float32],
    tokenizer: Tokenizer,
    lexicon: Mapping[Language, Sequence[Entry]],
    facts: Mapping[str, object],
) -> None:
    """Write every file of the bundle, the manifest last; `facts` are put into it beside the checksums."""
    folder.mkdir(parents=True, exist_ok=True)
    whole, scales = quantise(rows)
    files = {
        ROWS: save({"rows": whole, "scales": scales}),
        TOKENIZER: _compact(tokenizer).encode("utf-8"),
        LEXICON: _written(lexicon).encode("utf-8"),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    checksums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    manifest = {"sha256": checksums, **facts}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _compact(tokenizer: Tokenizer) -> str:
    return json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":"))


def _written(lexicon: Mapping[Language, Sequence[Entry]]) -> str:
    lines = [
        "\t".join([language.value, word, *(f"{term}\t{round(score * 100)}" for term, score in found)])
        for language, entries in lexicon.items()
        for word, found in entries
    ]
    return "\n".join(lines) + "\n"


def _numbered(texts: Iterable[str]) -> tuple[list[list[int]], list[str]]:
    numbers: dict[str, int] = {}
    found = [[numbers.setdefault(word, len(numbers)) for word in words(text)] for text in texts]
    return found, list(numbers)


def _entries(onward: Alignment, back: Alignment, source: Sequence[str], target: Sequence[str]) -> tuple[Entry, ...]:
    returning = back.kept(least=LEAST_BACK, seen=0.0)
    both = set(zip(returning.target.tolist(), returning.source.tolist(), strict=True))
    table = onward.kept(least=LEAST, seen=SEEN)
    found: dict[str, list[tuple[str, float]]] = {}
    for a, b, probability in zip(table.source, table.target, table.probability, strict=True):
        word, other = source[a], target[b]
        if (a, b) in both and _is_word(word) and _is_word(other) and len(found.get(word, ())) < MOST:
            found.setdefault(word, []).append((other, float(probability)))
    return tuple((word, tuple(found[word])) for word in sorted(found))


def _is_word(word: str) -> bool:
    return len(word) > 1 and not any(letter.isdigit() for letter in word)
