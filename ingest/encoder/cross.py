"""
Cross-encoders that sentence-transformers runs: a question and a passage read together.

Owns loading one and its scores; leaves where its weights lie to `ingest.encoder.choice`, and what is done with the
scores to whoever searches. Imports torch.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import CrossEncoder

from ingest.errors import EncoderUnavailable

__all__ = ["CrossScorer"]


class CrossScorer:
    """How well passages answer a question, by a cross-encoder."""

    def __init__(self, model: CrossEncoder, *, batch: int) -> None:
        self._model = model
        self._batch = batch

    @classmethod
    def load(cls, folder: Path, *, label: str, device: str | None, batch: int) -> CrossScorer:
        """
        Read the model in `folder`, without the network.

        Args:
            folder: As sentence-transformers or transformers writes it; a classifier with one label.
            label: What the operator calls the model.
            device: As torch names it; None: the best there is.
            batch: Passages read at a time.

        Raises:
            EncoderUnavailable: If sentence-transformers cannot load it, or it gives more than one number.
        """
        os.environ["HF_HUB_OFFLINE"] = "1"
        try:
            model = CrossEncoder(str(folder), local_files_only=True, trust_remote_code=False, device=device)
        except (OSError, ValueError, ImportError, KeyError, RuntimeError, AssertionError) as error:
            msg = (
                f"sentence-transformers cannot load the reranker {label!r} from {folder} onto "
                f"{device or 'the best device'} ({type(error).__name__}: {error}); replace the folder by a complete "
                "cross-encoder, set RETTESNOR_DEVICE to one that is there, or leave RETTESNOR_RERANKER empty."
            )
            raise EncoderUnavailable(msg) from error
        if model.num_labels != 1:
            msg = (
                f"The reranker {label!r} gives {model.num_labels} numbers for a passage, wanted one: choose a "
                "cross-encoder trained to rank, or leave RETTESNOR_RERANKER empty."
            )
            raise EncoderUnavailable(msg)
        return cls(model, batch=batch)

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """One number for each passage, shape (len(passages),), higher is better; comparable for one question only."""
        if not passages:
            return np.zeros(0, dtype=np.float32)
        with torch.inference_mode():
            found = self._model.predict(
                [(question, passage) for passage in passages], batch_size=self._batch, show_progress_bar=False
            )
        return np.asarray(found, dtype=np.float32)
