"""
The tools and resources that an assistant gets over the Model Context Protocol.

Owns their names, arguments and results; leaves how they are reached to `mount` and `command`,
and who asks to the gate. Importing this module costs half a second: nothing on another channel's way imports it.

Source: https://modelcontextprotocol.io/specification/2026-07-28
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote, unquote

from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp_types import CallToolResult, Resource, TextContent, ToolAnnotations
from pydantic import Field

from assistant.channels.requests import (
    checked_status,
    checked_text,
    document_with_id,
    make_question,
    moment,
    organisation_id,
)
from assistant.clock import Clock
from assistant.errors import NotFound, RequestInvalid
from assistant.generation.notice import notice
from assistant.protocols import Answers
from assistant.question import ANYBODY, Asker
from assistant.register.filters import AskedQuarter, AskedYear, MilestoneFilter, select
from assistant.render.json import answer_json, document_json, dump, hit_json, milestone_json
from assistant.render.markdown import safe_markdown
from ingest.errors import RettesnorError
from ingest.records import Language
from ingest.settings import Settings

__all__ = ["URI", "mcp_server"]

URI = "rettesnor://documents/"
"""What the address of a document begins with; its id follows, percent-encoded."""
_AROUND_CHARS = 400
_MAX_HITS = 50
_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_INSTRUCTIONS = (
    "Answers come from the organisation's own documents, word for word; keep the quotations and their marks as they "
    "are, and say so where an answer is that the documents do not tell. A plan says what was agreed; only a reported "
    "status says what was done."
)

Organisation = Annotated[str | None, Field(description="Id or name; the home organisation when left out.")]
Words = Annotated[str, Field(description="In Danish or English.", min_length=1, max_length=10_000)]
Call = Context[Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tools:
    """The tools over one `Answers`; each is a method with the arguments that it publishes."""

    answers: Answers
    settings: Settings
    clock: Clock

    def ask(
        self,
        question: Words,
        ctx: Call,
        organisation: Organisation = None,
        language: Annotated[Language | None, Field(description="To answer in; else the question's.")] = None,
    ) -> CallToolResult:
        """Answer a question about mission, strategy, goals or milestones, with the official wording and its sources."""
        asker = _asker(ctx)
        with _told():
            asked = make_question(
                question,
                settings=self.settings,
                clock=self.clock,
                knowledge=lambda: self.answers.knowledge(asker),
                organisation=organisation,
                language=language,
            )
            answer = self.answers.ask(asked, asker)
        return _result(answer_json(answer), safe_markdown(answer))

    def search(
        self,
        query: Words,
        ctx: Call,
        limit: Annotated[int, Field(ge=1, le=_MAX_HITS, description="Most passages to give.")] = 10,
        document: Annotated[str | None, Field(description="Id: search this document only.")] = None,
    ) -> CallToolResult:
        """Find passages that fit some words, best first, each with its document and place."""
        asker = _asker(ctx)
        with _told():
            knowledge = self.answers.knowledge(asker)
            text = checked_text(query, max_chars=self.settings.max_question_chars, what="query")
            within = document_with_id(knowledge, document).id if document is not None else None
            hits = self.answers.search(text, asker, limit=limit, document=within)
        return _result({"hits": [hit_json(hit, knowledge) for hit in hits]})

    def get_passage(
        self,
        document: Annotated[str, Field(description="The document's id.")],
        start: Annotated[int, Field(ge=0, description="First code point.")],
        end: Annotated[int, Field(ge=1, description="One past the last code point.")],
        ctx: Call,
    ) -> CallToolResult:
        """Give a stretch of a document to the letter, with what stands around it, to check or quote it."""
        with _told():
            found = document_with_id(self.answers.knowledge(_asker(ctx)), document)
            if not start < end <= len(found.text):
                msg = f"{start} to {end} is no stretch of this document, which has {len(found.text)} characters."
                raise RequestInvalid(msg, field="end")
        passage = {
            "document": found.id,
            "title": found.title,
            "start": start,
            "end": end,
            "text": found.text[start:end],
            "before": found.text[max(0, start - _AROUND_CHARS) : start],
            "after": found.text[end : end + _AROUND_CHARS],
            "notice": found.notice,
        }
        return _result(passage)

    def list_milestones(
        self,
        ctx: Call,
        *,
        quarter: Annotated[str | None, Field(description='"Q2" or "Q4 2025-26": shares a day with it.')] = None,
        due: Annotated[str | None, Field(description='"Q2": ends in it.')] = None,
        year: Annotated[int | None, Field(gt=1900, lt=2199)] = None,
        status: Annotated[str | None, Field(description='"open", "none", or a reported status.')] = None,
        overdue: Annotated[bool | None, Field(description="Time over, and reported as not done.")] = None,
        organisation: Organisation = None,
    ) -> CallToolResult:
        """List every milestone that meets all conditions: a filter over records, complete, not a search."""
        asker = _asker(ctx)
        with _told():
            knowledge = self.answers.knowledge(asker)
            wanted = MilestoneFilter(
                quarter=AskedQuarter.read(quarter) if quarter is not None else None,
                due=AskedQuarter.read(due) if due is not None else None,
                year=AskedYear(year) if year is not None else None,
                status=checked_status(status),
                overdue=overdue,
                organisation=organisation_id(knowledge, organisation) if organisation is not None else None,
            )
            found = select(knowledge, self.answers.statuses(asker), wanted, today=self._today())
        return _result({"milestones": [milestone_json(milestone) for milestone in found]})

    def list_documents(self, ctx: Call) -> CallToolResult:
        """List the official documents, with what is known about each."""
        with _told():
            knowledge = self.answers.knowledge(_asker(ctx))
        originals = [each for each in knowledge.documents.values() if each.edition_of is None]
        return _result({"documents": [document_json(document, knowledge) for document in originals]})

    def document_text(self, id: str, ctx: Call) -> str:
        """Give the whole text of a document, which every citation's offsets point into."""
        try:
            return document_with_id(self.answers.knowledge(_asker(ctx)), unquote(id)).text
        except NotFound as error:
            raise ResourceNotFoundError(str(error)) from error

    async def list_resources(self, ctx: ServerRequestContext[Any, Any], call_next: CallNext) -> HandlerResult:
        """Pass a message on; to the question which resources there are, answer with the caller's documents."""
        result = await call_next(ctx)
        if ctx.method != "resources/list" or not isinstance(result, dict):
            return result
        documents = self.answers.knowledge(_asker_of(ctx.request)).documents.values()
        listed = [
            Resource(
                uri=URI + quote(document.id, safe=""), name=document.id, title=document.title, mime_type="text/plain"
            )
            for document in documents
        ]
        written = [each.model_dump(by_alias=True, mode="json", exclude_none=True) for each in listed]
        return {**result, "resources": written}

    def _today(self) -> dt.date:
        return moment(None, clock=self.clock, zone=self.settings.time_zone).date()


def mcp_server(answers: Answers, settings: Settings, clock: Clock) -> MCPServer[Any]:
    """The server with its tools and resources, for either transport."""
    tools = _Tools(answers=answers, settings=settings, clock=clock)
    server: MCPServer[Any] = MCPServer(
        "rettesnor",
        title="Rettesnor",
        instructions=" ".join(filter(None, (_INSTRUCTIONS, notice(answers.texts, settings, Language.ENGLISH)))),
        log_level="WARNING",
        middleware=[tools.list_resources],
        subscriptions=False,
    )
    for tool in (tools.ask, tools.search, tools.get_passage, tools.list_milestones, tools.list_documents):
        server.add_tool(tool, annotations=_READS, structured_output=False)
    template = server.resource(URI + "{id}", name="document", title="A document", mime_type="text/plain")
    template(tools.document_text)
    return server


@contextmanager
def _told() -> Iterator[None]:
    """Tell the caller's model of a fault whose text may be shown; any other is told as none of its business."""
    try:
        yield
    except RettesnorError as error:
        raise ToolError(str(error)) from error


def _asker(ctx: Call) -> Asker:
    return _asker_of(ctx.request_context.request)


def _asker_of(request: Any) -> Asker:
    """Who asks, as the gate left it with the HTTP request; anybody, over standard input and output."""
    caller = getattr(getattr(request, "state", None), "caller", None)
    return caller.asker if caller is not None else ANYBODY


def _result(value: dict[str, Any], text: str | None = None) -> CallToolResult:
    """The value for programs, with words for models that read only those."""
    content = TextContent(type="text", text=dump(value) if text is None else text)
    return CallToolResult(content=[content], structured_content=value)
