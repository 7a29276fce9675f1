"""
Which encoder a setting means, for questions and for ingestion.

Owns the choice and the search on disk for a model's folder, made before anything heavy is imported;
leaves the encoders themselves to `.static`, `.transformer`, `.imported` and `.llama`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.encoder.static import StaticEncoder
from ingest.errors import EncoderUnavailable
from ingest.knowledge import Encoder
from ingest.settings import Settings

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

    from ingest.encoder.cross import CrossScorer

__all__ = [
    "BUNDLED",
    "Running",
    "find_model",
    "is_import_path",
    "load_embedding",
    "load_encoder",
    "load_reranker",
]

BUNDLED = "bundled"
LEAST_BUNDLED = 1024
"""Texts that the bundled encoder embeds at a time, at least: it holds a row for each token of them, and no more."""
AUTO = "auto"
MODULES = "modules.json"
CONFIG = "config.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Where a model of sentence-transformers runs, and how."""

    device: str | None = None
    """As torch names it: "cpu", "cuda", "cuda:1", "mps"; None: the best there is."""
    batch: int = 64
    """Texts that are read at a time."""

    @classmethod
    def of(cls, settings: Settings) -> Running:
        """As the settings have it."""
        return cls.named(settings.device, settings.batch)

    @classmethod
    def named(cls, device: str, batch: int) -> Running:
        """On `device`, "auto" for the best there is."""
        return cls(device=None if device == AUTO else device, batch=batch)


USUAL = Running()


def load_encoder(name: str, *, running: Running = USUAL) -> Encoder:
    """
    The encoder for questions: light for "bundled", through sentence-transformers for any other.

    Args:
        name: "bundled", the path of a model's folder, a model's name on the hub, if it is on disk already, or where
            a LlamaIndex embedding is imported from (`package.module:name`).
        running: Where sentence-transformers runs it.

    Raises:
        EncoderUnavailable: If the weights are not on disk, or damaged.
    """
    if name == BUNDLED:
        return StaticEncoder.load()
    if is_import_path(name):
        from ingest.encoder.imported import ImportedEncoder  # imports llama_index

        return ImportedEncoder.load(name)
    folder = find_model(name)
    from ingest.encoder.transformer import TransformerEncoder  # imports torch

    return TransformerEncoder.load(folder, label=name, device=running.device, batch=running.batch)


def load_embedding(name: str, data_folder: Path, *, running: Running = USUAL) -> BaseEmbedding:
    """
    The same encoder as LlamaIndex's embedding for ingestion, always through sentence-transformers.

    Args:
        name: As for `load_encoder`.
        data_folder: The bundled encoder is written here in the form that sentence-transformers loads.
        running: Where sentence-transformers runs it.

    Raises:
        EncoderUnavailable: If the weights are not on disk, or damaged.
    """
    from ingest.encoder.llama import SentenceEmbedding  # imports torch and llama_index

    if is_import_path(name):
        return SentenceEmbedding(load_encoder(name))
    from ingest.encoder.transformer import TransformerEncoder, materialise  # imports torch

    if name != BUNDLED:
        return SentenceEmbedding(
            TransformerEncoder.load(find_model(name), label=name, device=running.device, batch=running.batch)
        )
    light = StaticEncoder.load()
    folder = materialise(light, data_folder / "encoder")
    batch = max(running.batch, LEAST_BUNDLED)
    return SentenceEmbedding(
        TransformerEncoder.load(folder, label=name, device=running.device, batch=batch, name=light.name)
    )


def load_reranker(name: str, *, running: Running = USUAL) -> CrossScorer:
    """
    The cross-encoder that a setting means.

    Args:
        name: The path of its folder, or its name on the hub, if it is on disk already.
        running: Where it runs.

    Raises:
        EncoderUnavailable: If its weights are not on disk, or damaged, or it is no cross-encoder.
    """
    folder = _find(name, owner="cross-encoder")
    if folder is None:
        msg = (
            f"The reranker {name!r} is neither a folder with a cross-encoder nor in the model cache {_cache()}; copy "
            "the model there and set RETTESNOR_RERANKER to its folder, or leave it empty."
        )
        raise EncoderUnavailable(msg)
    from ingest.encoder.cross import CrossScorer  # imports torch

    return CrossScorer.load(folder, label=name, device=running.device, batch=running.batch)


def is_import_path(name: str) -> bool:
    """Whether a name is `package.module:name`."""
    module, colon, attribute = name.partition(":")
    return bool(colon) and attribute.isidentifier() and all(part.isidentifier() for part in module.split("."))


def find_model(name: str) -> Path:
    """
    The folder that holds a sentence-transformers model, by path, or by name in the hub's cache; never the network.

    Raises:
        EncoderUnavailable: If there is no such folder.
    """
    folder = _find(name, owner="sentence-transformers")
    if folder is not None:
        return folder
    msg = (
        f"The encoder {name!r} is neither a folder with a sentence-transformers model nor in the model cache "
        f"{_cache()}; copy the model there and set RETTESNOR_ENCODER to its folder, or set it to {BUNDLED!r}."
    )
    raise EncoderUnavailable(msg)


def _find(name: str, *, owner: str) -> Path | None:
    """The folder of a model on disk; `owner` is whose it is where the name does not say."""
    folders = (Path(name).expanduser(), *_cached(name if "/" in name else f"{owner}/{name}"))
    return next((each for each in folders if (each / MODULES).is_file() or (each / CONFIG).is_file()), None)


def _cache() -> Path:
    home = os.environ.get("HF_HOME") or str(Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")) / "huggingface")
    return Path(os.environ.get("HF_HUB_CACHE") or Path(home) / "hub").expanduser()


def _cached(name: str) -> list[Path]:
    """The snapshots of this owner/name in the hub's cache, the one that "main" points to first."""
    repository = _cache() / f"models--{name.replace('/', '--')}"
    main = repository / "refs" / "main"
    first = [repository / "snapshots" / main.read_text(encoding="utf-8").strip()] if main.is_file() else []
    return [*first, *sorted(repository.glob("snapshots/*"))]
