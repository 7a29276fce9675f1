"""
The assistant as a LlamaIndex query engine, for pipelines that are built of LlamaIndex's parts.

Owns the translation: a query becomes one question, its answer a response whose source nodes are the quotations.
Imports llama_index; nothing on the way of a question imports this module.
"""

from __future__ import annotations

import asyncio

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import RESPONSE_TYPE, Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode

from assistant.answer import Citation
from assistant.bootstrap import build
from assistant.channels.requests import make_question
from assistant.clock import Clock, system_clock
from assistant.protocols import Answers
from assistant.question import ANYBODY, Asker
from assistant.render.json import answer_json
from ingest.settings import Settings, load_settings

__all__ = ["AssistantQueryEngine"]


class AssistantQueryEngine(BaseQueryEngine):
    """
    Answers from the documents, with the official wording.

    The response's text is `Answer.text`, its metadata is the whole answer as over HTTP (`answer_json`), and each source
    node holds one quotation: `document.text[start:end]`, to the letter. Nodes have no score: a quotation is in the
    answer or it is not.
    """

    def __init__(
        self,
        answers: Answers,
        settings: Settings,
        *,
        asker: Asker = ANYBODY,
        clock: Clock = system_clock,
        callback_manager: CallbackManager | None = None,
    ) -> None:
        """
        Answer over `answers`.

        Args:
            answers: What answers.
            settings: The effective settings.
            asker: Who asks; it decides what can be found at all.
            clock: Says when a question is asked.
            callback_manager: LlamaIndex's.
        """
        super().__init__(callback_manager=callback_manager)
        self._answers = answers
        self._settings = settings
        self._asker = asker
        self._clock = clock

    @classmethod
    def from_settings(cls, settings: Settings | None = None) -> AssistantQueryEngine:
        """
        The engine over the index that has been ingested.

        Args:
            settings: None: those of the environment and rettesnor.toml.

        Raises:
            SettingInvalid: If a setting cannot be used.
            EncoderUnavailable: If the encoder's weights are not there.
        """
        effective = settings or load_settings()
        return cls(build(effective), effective)

    def _query(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        question = make_question(
            query_bundle.query_str,
            settings=self._settings,
            clock=self._clock,
            knowledge=lambda: self._answers.knowledge(self._asker),
        )
        answer = self._answers.ask(question, self._asker)
        nodes = [NodeWithScore(node=_node(citation, answer.id)) for citation in answer.citations]
        return Response(response=answer.text, source_nodes=nodes, metadata=answer_json(answer))

    async def _aquery(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        return await asyncio.to_thread(self._query, query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


def _node(citation: Citation, answer: str) -> TextNode:
    metadata = {
        "n": citation.n,
        "document": citation.document,
        "title": citation.title,
        "section": list(citation.section),
        "start": citation.start,
        "end": citation.end,
        "language": citation.language.value,
        "official": citation.official,
    }
    return TextNode(
        id_=f"{answer}/{citation.n}",
        text=citation.quote,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=list(metadata),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=citation.document)},
    )
