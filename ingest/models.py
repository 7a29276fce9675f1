"""
The settings of models that passages are found and ranked by: which, and where they run.

Owns these rows of the table; leaves the table to `ingest.settings`, and their use to `ingest.encoder`.
"""

from __future__ import annotations

from ingest.setting import Setting, positive, text

__all__ = ["MODELS"]

MODELS: tuple[Setting, ...] = (
    Setting(
        name="encoder",
        default="bundled",
        read=text,
        wanted='"bundled", path or name of a sentence-transformers model, or a LlamaIndex embedding as "module:name"',
        help="Encoder for passages and questions.",
    ),
    Setting(
        name="reranker",
        default="",
        read=text,
        wanted="path or name of a cross-encoder on disk",
        help="Cross-encoder that ranks the best passages anew; empty: none.",
    ),
    Setting(
        name="reranked",
        default="20",
        read=positive,
        wanted="a whole number above 0",
        help="Passages that the reranker reads for each search.",
    ),
    Setting(
        name="device",
        default="auto",
        read=text,
        wanted='"auto", or a device as torch names it: "cpu", "cuda:0", "mps"',
        help="Where a sentence-transformers encoder or a reranker runs; auto: the best there is.",
    ),
    Setting(
        name="batch",
        default="64",
        read=positive,
        wanted="a whole number above 0",
        help="Texts that such a model reads at a time; fewer need less memory.",
    ),
)
