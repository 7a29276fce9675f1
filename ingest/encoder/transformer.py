"""
Encoders that sentence-transformers runs: the bundled one in float rows, or any other model on disk.

Owns the folder that the bundled encoder is written to for it, and a model's prompts, device and name;
leaves LlamaIndex's interface to `ingest.encoder.llama`. Imports torch.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import secrets
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

from ingest.encoder.static import StaticEncoder
from ingest.errors import EncoderUnavailable

__all__ = ["TransformerEncoder", "materialise"]

log = logging.getLogger(__name__)

CHECKSUMS = "sha256.json"
E5 = re.compile(r"(^|[/_-])e5-(small|base|large)(-v2)?$")
WEIGHTS = ("*.safetensors", "*.json", "*.txt", "*.model")


class TransformerEncoder:
    """Any sentence-transformers model as an encoder of questions and of passages."""

    def __init__(self, model: SentenceTransformer, *, name: str, prompts: Mapping[str, str], batch: int) -> None:
        self._model = model
        self._batch = batch
        self._name = name
        self._prompts = prompts

    @classmethod
    def load(
        cls, folder: Path, *, label: str, device: str | None, batch: int, name: str | None = None
    ) -> TransformerEncoder:
        """
        Read the model in `folder`, without the network.

        Args:
            folder: As sentence-transformers writes it.
            label: What the operator calls the model; decides on prompts where the model itself brings none.
            device: As torch names it; None: the best there is.
            batch: Texts embedded at a time.
            name: The encoder's name; by default the label and the checksum of the folder's files.

        Raises:
            EncoderUnavailable: If sentence-transformers cannot load it.
        """
        os.environ["HF_HUB_OFFLINE"] = "1"
        try:
            model = SentenceTransformer(str(folder), local_files_only=True, trust_remote_code=False, device=device)
        except (OSError, ValueError, ImportError, KeyError, RuntimeError, AssertionError) as error:
            msg = (
                f"sentence-transformers cannot load {label!r} from {folder} onto {device or 'the best device'} "
                f"({type(error).__name__}: {error}); replace the folder by a complete model, set RETTESNOR_DEVICE to "
                'one that is there, or set RETTESNOR_ENCODER to "bundled".'
            )
            raise EncoderUnavailable(msg) from error
        return cls(model, name=name or f"{label}@{_checksum(folder)[:12]}", prompts=_prompts(model, label), batch=batch)

    @property
    def name(self) -> str:
        """What the operator calls the model, and the checksum of its files."""
        return self._name

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dim), float32, rows of length 1; with the model's prompt for questions."""
        return self._embed(texts, self._prompts.get("query", ""))

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dim), float32, rows of length 1; with the model's prompt for passages."""
        return self._embed(texts, self._prompts.get("passage", ""))

    def _embed(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        with torch.inference_mode():
            vectors = self._model.encode(
                list(texts),
                prompt=prompt or None,
                batch_size=self._batch,
                normalize_embeddings=True,
                # Whoever waits is told by the ingestion itself, which knows of all the texts.
                show_progress_bar=False,
            )
        return np.asarray(vectors, dtype=np.float32)


def materialise(encoder: StaticEncoder, folder: Path) -> Path:
    """
    The bundled encoder as a folder below `folder` that `SentenceTransformer(path)` loads, written if need be.

    A folder whose files differ from their checksums is written anew; a new one appears whole or not at all.
    """
    target = folder / encoder.name
    if _is_whole(target):
        return target
    fresh = folder / f".{encoder.name}-{secrets.token_hex(4)}"
    fresh.mkdir(parents=True)
    rows = StaticEmbedding(encoder.tokenizer, embedding_weights=encoder.float_rows())
    SentenceTransformer(modules=[rows, Normalize()], device="cpu").save(str(fresh), create_model_card=False)
    written = json.dumps(_checksums(fresh), indent=2, sort_keys=True)
    (fresh / CHECKSUMS).write_text(written, encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    log.info("bundled_encoder_written", extra={"folder": str(target)})
    return target


def _is_whole(folder: Path) -> bool:
    try:
        wanted = json.loads((folder / CHECKSUMS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(wanted == _checksums(folder))


def _checksums(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != CHECKSUMS
    }


def _checksum(folder: Path) -> str:
    """One checksum over everything in the folder that decides a vector."""
    total = hashlib.sha256()
    for file in sorted({file for pattern in WEIGHTS for file in folder.rglob(pattern)}):
        total.update(file.relative_to(folder).as_posix().encode())
        with file.open("rb") as content:
            total.update(hashlib.file_digest(content, "sha256").digest())
    return total.hexdigest()


def _prompts(model: SentenceTransformer, label: str) -> Mapping[str, str]:
    """The model's own prompts; e5's, whose early models need them but do not bring them."""
    own = {key: prompt for key, prompt in (model.prompts or {}).items() if prompt}
    if own:
        passage = next((own[key] for key in ("passage", "document", "corpus") if key in own), "")
        return {"query": own.get("query", ""), "passage": passage}
    if E5.search(label):
        return {"query": "query: ", "passage": "passage: "}
    return {}
