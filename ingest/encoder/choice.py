"""
Which encoder a setting means, for questions and for ingestion.

Owns the choice and the search on disk for a model's folder, made before anything heavy is imported;
leaves the encoders themselves to `.static`, `.transformer`, `.imported` and `.llama`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.encoder.static import StaticEncoder
from ingest.errors import EncoderUnavailable
from ingest.knowledge import Encoder

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

__all__ = ["BUNDLED", "find_model", "is_import_path", "load_embedding", "load_encoder"]

BUNDLED = "bundled"
MODULES = "modules.json"
CONFIG = "config.json"


def load_encoder(name: str, data_folder: Path) -> Encoder:  # noqa: ARG001 - one signature for both
    """
    The encoder for questions: light for "bundled", through sentence-transformers for any other.

    Args:
        name: "bundled", the path of a model's folder, a model's name on the hub, if it is on disk already, or where
            a LlamaIndex embedding is imported from (`package.module:name`).
        data_folder: Where ingestion keeps its files; the bundled encoder needs none of them for questions.

    Raises:
        EncoderUnavailable: If the weights are not on disk, or damaged.
    """
    if name == BUNDLED:
        return StaticEncoder.load()
    if is_import_path(name):
        from ingest.encoder.imported import ImportedEncoder  # noqa: PLC0415 - imports llama_index

        return ImportedEncoder.load(name)
    folder = find_model(name)
    from ingest.encoder.transformer import TransformerEncoder  # noqa: PLC0415 - imports torch

    return TransformerEncoder.load(folder, label=name)


def load_embedding(name: str, data_folder: Path) -> BaseEmbedding:
    """
    The same encoder as LlamaIndex's embedding for ingestion, always through sentence-transformers.

    Args:
        name: As for `load_encoder`.
        data_folder: The bundled encoder is written here in the form that sentence-transformers loads.

    Raises:
        EncoderUnavailable: If the weights are not on disk, or damaged.
    """
    from ingest.encoder.llama import SentenceEmbedding  # noqa: PLC0415 - imports torch and llama_index

    if is_import_path(name):
        return SentenceEmbedding(load_encoder(name, data_folder))
    from ingest.encoder.transformer import TransformerEncoder, materialise  # noqa: PLC0415 - imports torch

    if name == BUNDLED:
        light = StaticEncoder.load()
        folder = materialise(light, data_folder / "encoder")
        return SentenceEmbedding(TransformerEncoder.load(folder, label=BUNDLED, name=light.name))
    return SentenceEmbedding(TransformerEncoder.load(find_model(name), label=name))


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
    for folder in (Path(name).expanduser(), *_cached(name)):
        if (folder / MODULES).is_file() or (folder / CONFIG).is_file():
            return folder
    msg = (
        f"The encoder {name!r} is neither a folder with a sentence-transformers model nor in the model cache "
        f"{_cache()}; copy the model there and set RETTESNOR_ENCODER to its folder, or set it to {BUNDLED!r}."
    )
    raise EncoderUnavailable(msg)


def _cache() -> Path:
    home = os.environ.get("HF_HOME") or str(Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")) / "huggingface")
    return Path(os.environ.get("HF_HUB_CACHE") or Path(home) / "hub").expanduser()


def _cached(name: str) -> list[Path]:
    """The snapshots of this name in the hub's cache, the one that "main" points to first."""
    owner_and_name = name if "/" in name else f"sentence-transformers/{name}"
    repository = _cache() / f"models--{owner_and_name.replace('/', '--')}"
    main = repository / "refs" / "main"
    first = [repository / "snapshots" / main.read_text(encoding="utf-8").strip()] if main.is_file() else []
    return [*first, *sorted(repository.glob("snapshots/*"))]
