"""
The bundled Danish-English encoder: the mean of token rows, by numpy and a tokenizer alone.

Owns the bundle's files, their check at load, and text to vectors for questions;
leaves ingestion's path through sentence-transformers to `ingest.encoder.transformer`, training to `.training`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load as load_tensors
from tokenizers import Tokenizer

from ingest.errors import EncoderUnavailable

__all__ = ["BUNDLE", "MANIFEST", "ROWS", "TOKENIZER", "StaticEncoder", "read_bundle"]

BUNDLE = Path(__file__).parent / "weights"
MANIFEST = "manifest.json"
ROWS = "rows.safetensors"
TOKENIZER = "tokenizer.json"

MEND = "restore it from the repository, or train it again with make encoder DATA=folder"


class StaticEncoder:
    """
    Text to the length-1 mean of its tokens' rows; a text's length does not matter, none is cut.

    Questions and passages are treated alike. It is safe to share between threads.
    """

    def __init__(self, *, name: str, tokenizer: Tokenizer, rows: NDArray[np.int8], scales: NDArray[np.float32]) -> None:
        self._name = name
        self._tokenizer = tokenizer
        self._rows = rows
        self._scales = scales
        self._words: dict[str, NDArray[np.float32]] = {}

    @classmethod
    def load(cls, folder: Path = BUNDLE) -> StaticEncoder:
        """
        Read the encoder from `folder`, every file checked against the manifest.

        Raises:
            EncoderUnavailable: If a file is absent, damaged, or does not fit the others.
        """
        files = read_bundle(folder, (ROWS, TOKENIZER))
        tensors = load_tensors(files[ROWS])
        tokenizer = Tokenizer.from_buffer(files[TOKENIZER])
        rows, scales = tensors["rows"], tensors["scales"]
        if rows.dtype != np.int8 or len(rows) != len(scales) or len(rows) != tokenizer.get_vocab_size():
            msg = (
                f"{folder / ROWS} holds {len(rows)} {rows.dtype} rows and {len(scales)} scales, wanted int8 rows and "
                f"scales for {tokenizer.get_vocab_size()} tokens; {MEND}."
            )
            raise EncoderUnavailable(msg)
        return cls(name=_name(folder), tokenizer=tokenizer, rows=rows, scales=scales)

    @property
    def name(self) -> str:
        """Kind and checksum of rows and tokenizer."""
        return self._name

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self._rows.shape[1])

    @property
    def tokenizer(self) -> Tokenizer:
        """The tokenizer, for writing the encoder in another form."""
        return self._tokenizer

    def float_rows(self) -> NDArray[np.float32]:
        """Every token's row as it enters the mean, shape (tokens, dim), float32."""
        return self._rows.astype(np.float32) * self._scales[:, None]

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dim), float32, rows of length 1; a row of zeros for a text with no known token."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for place, text in enumerate(texts):
            vectors[place] = self._embed(text)
        return vectors

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As `embed_questions`."""
        return self.embed_questions(texts)

    def embed_words(self, words: Sequence[str]) -> NDArray[np.float32]:
        """As `embed_questions` for single words, which are remembered: a dot product compares two words."""
        for word in words:
            if word not in self._words:
                self._words[word] = self._embed(word)
        if not words:
            return np.zeros((0, self.dim), dtype=np.float32)
        return np.stack([self._words[word] for word in words])

    def _embed(self, text: str) -> NDArray[np.float32]:
        ids = self._tokenizer.encode(text, add_special_tokens=False).ids
        if not ids:
            return np.zeros(self.dim, dtype=np.float32)
        total = self._scales[ids] @ self._rows[ids].astype(np.float32)
        length = float(np.sqrt(total @ total))
        return total / np.float32(length) if length else total


def read_bundle(folder: Path, names: Sequence[str]) -> Mapping[str, bytes]:
    """
    The bytes of the bundle's files, each equal to what the manifest says of it.

    Raises:
        EncoderUnavailable: If the manifest or a file is absent, or a checksum differs.
    """
    try:
        checksums = _checksums(folder)
        files = {name: (folder / name).read_bytes() for name in names}
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"The bundled encoder in {folder} cannot be read ({type(error).__name__}: {error}); {MEND}."
        raise EncoderUnavailable(msg) from error
    for name, content in files.items():
        got = hashlib.sha256(content).hexdigest()
        if got != checksums.get(name):
            msg = f"{folder / name} has SHA-256 {got}, wanted {checksums.get(name)} by {MANIFEST}; {MEND}."
            raise EncoderUnavailable(msg)
    return files


def _checksums(folder: Path) -> Mapping[str, str]:
    return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["sha256"])


def _name(folder: Path) -> str:
    """From the checksums of rows and tokenizer, so that another lexicon does not make an index unusable."""
    checksums = _checksums(folder)
    return f"bundled-{hashlib.sha256((checksums[ROWS] + checksums[TOKENIZER]).encode()).hexdigest()[:12]}"
