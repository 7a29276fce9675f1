"""Assistants that use tools get the same answers over the Model Context Protocol, by either way and in either era."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from access_matrix import Who
from fakes import NOW, PAGE, PLAN, FakeAnswers
from live import serving
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError

from assistant.access.identity import Identity
from assistant.access.tokens import AccessTokens
from assistant.channels.mcp.server import mcp_server
from assistant.store.store import Store
from ingest.settings import Settings

ROOT = Path(__file__).parents[2]
Connect = Callable[[], AbstractAsyncContextManager[Client]]
MODES = ["auto", "legacy"]
STDIO = """
import sys
sys.path[:0] = ["tests", "."]
import fakes
from assistant.channels.mcp.command import mcp_command
sys.exit(mcp_command([], build=lambda settings: fakes.FakeAnswers()))
"""
HITS = {"document", "path", "title", "section", "page", "quote", "shown", "start", "end", "rank"}


async def _everything(client: Client) -> dict[str, Any]:
    """What an assistant can find out, each tool used once."""
    tools = await client.list_tools()
    resources = await client.list_resources()
    asked = await client.call_tool("ask", {"question": "Hvad er målet?"})
    found = await client.call_tool("search", {"query": "måler", "limit": 3})
    hit = found.structured_content["hits"][0]
    place = {name: hit[name] for name in ("document", "start", "end")}
    passage = await client.call_tool("get_passage", place)
    due = await client.call_tool("list_milestones", {"quarter": "Q2"})
    documents = await client.call_tool("list_documents", {})
    text = await client.read_resource(resources.resources[1].uri)
    return {
        "tools": sorted(tool.name for tool in tools.tools),
        "resources": [resource.uri for resource in resources.resources],
        "answer": asked.content[0].text,
        "citation": asked.structured_content["citations"][0]["quote"],
        "hit": set(hit),
        "passage": passage.structured_content["text"],
        "milestones": len(due.structured_content["milestones"]),
        "documents": [each["id"] for each in documents.structured_content["documents"]],
        "text": text.contents[0].text,
    }


EVERYTHING = {
    "tools": ["ask", "get_passage", "list_documents", "list_milestones", "search"],
    "resources": ["rettesnor://documents/plan-2025", "rettesnor://documents/sider%2Fvision"],
    "answer": "Planen siger: »Vi måler det, der betyder noget.« [1]",
    "citation": "Vi måler det, der betyder noget.",
    "hit": HITS,
    "passage": "Vi måler det, der betyder noget.",
    "milestones": 2,
    "documents": ["plan-2025", "sider/vision"],
    "text": PAGE,
}


def _with_client(connect: Connect, use: Callable[[Client], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        async with connect() as client:
            return await use(client)

    return anyio.run(run)


def _over_http(address: str, mode: str, secret: str | None = None) -> Connect:
    headers = {"authorization": f"Bearer {secret}"} if secret else {}

    @asynccontextmanager
    async def connect() -> AsyncIterator[Client]:
        async with (
            httpx2.AsyncClient(headers=headers, timeout=30) as http,
            Client(streamable_http_client(f"{address}/mcp", http_client=http), mode=mode) as client,
        ):
            yield client

    return connect


@pytest.mark.parametrize("mode", MODES)
def test_over_http_an_assistant_finds_everything_out(app_of: object, mode: str) -> None:
    """One server speaks to the assistants of last year and of this."""
    with serving(app_of(rate_limit=0)) as address:
        found = _with_client(_over_http(address, mode), _everything)

    assert found == EVERYTHING


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_over_standard_input_an_assistant_finds_the_same(mode: str, tmp_path: Path) -> None:
    """An assistant on this machine starts the server itself; a stray line on standard output would end it."""
    parameters = StdioServerParameters(command=sys.executable, args=["-c", STDIO], cwd=ROOT)

    assert _with_client(lambda: Client(stdio_client(parameters), mode=mode), _everything) == EVERYTHING


@pytest.mark.parametrize("mode", MODES)
def test_each_caller_sees_their_own_documents(
    app_of: object, records: Store, secrets_of: dict[Who, str], mode: str
) -> None:
    """What a caller may not read is absent from lists, and looks like nothing when asked for by name."""
    clerk = Identity(person="hr@example.dk", name="Clerk", groups=frozenset({"hr"}))
    clerks = AccessTokens(records).mint(clerk, by="test", lasts=None).secret

    async def listed(client: Client) -> tuple[list[str], bool]:
        documents = (await client.call_tool("list_documents", {})).structured_content["documents"]
        hidden = await client.call_tool("get_passage", {"document": "løn", "start": 0, "end": 3})
        return [each["id"] for each in documents], bool(hidden.is_error)

    with serving(app_of(auth="token")) as address:
        employee = _with_client(_over_http(address, mode, secrets_of[Who.EMPLOYEE]), listed)
        hr = _with_client(_over_http(address, mode, clerks), listed)

    assert employee == (["plan-2025", "sider/vision"], True)
    assert hr == (["plan-2025", "sider/vision", "løn"], False)


@pytest.fixture
def inside(answers: FakeAnswers, settings: Settings) -> Callable[[Callable[[Client], Awaitable[Any]]], Any]:
    """Runs something with a client in this process."""
    server = mcp_server(answers, settings, lambda: NOW)
    return lambda use: _with_client(lambda: Client(server), use)


@pytest.mark.parametrize(
    ("tool", "arguments", "word"),
    [
        ("ask", {"question": " "}, "empty"),
        ("ask", {"question": "x", "organisation": "nobody"}, "organisation"),
        ("search", {"query": "x", "document": "løn"}, "No document has this id"),
        ("get_passage", {"document": "plan-2025", "start": 5, "end": 5}, "no stretch"),
        ("get_passage", {"document": "plan-2025", "start": 0, "end": len(PLAN) + 1}, "no stretch"),
        ("list_milestones", {"quarter": "Q5"}, "Q5"),
        ("list_milestones", {"status": "opn"}, "opn"),
        ("search", {"query": "x", "limit": 51}, "limit"),
    ],
)
def test_a_wrong_call_is_told_what_was_wrong(inside: Any, tool: str, arguments: dict[str, object], word: str) -> None:
    """A model mends its call only if it is told how."""

    async def call(client: Client) -> Any:
        return await client.call_tool(tool, arguments)

    result = inside(call)

    assert result.is_error
    assert word in result.content[0].text


def test_an_unforeseen_fault_tells_nothing_of_the_inside(inside: Any, answers: FakeAnswers) -> None:
    """A model repeats to its person whatever it is told."""

    def fail(*_: object) -> Any:
        msg = "secret inside"
        raise ZeroDivisionError(msg)

    answers.replies["x"] = fail

    async def call(client: Client) -> Any:
        return await client.call_tool("ask", {"question": "x"})

    result = inside(call)

    assert result.is_error
    assert "secret" not in result.content[0].text


@pytest.mark.parametrize("name", ["løn", "nothing", "../plan-2025"])
def test_a_hidden_resource_looks_like_none(inside: Any, name: str) -> None:
    """A resource is found by its address alone; an address must not tell what there is."""

    async def read(client: Client) -> Any:
        with pytest.raises(MCPError) as caught:
            await client.read_resource(f"rettesnor://documents/{name}")
        return caught.value.error.code

    assert inside(read) == -32602


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"host": "evil.example"}, 421), ({"origin": "http://evil.example"}, 403), ({}, 200)],
    ids=["host", "origin", "own"],
)
def test_only_known_hosts_and_pages_reach_it(client_of: object, headers: dict[str, str], status: int) -> None:
    """A page elsewhere must not use somebody's tools through their browser."""
    call = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    accepts = {"accept": "application/json, text/event-stream"}
    with client_of() as client:
        response = client.post("/mcp", json=call, headers=accepts | headers)

    assert response.status_code == status


def test_a_further_host_is_a_setting(client_of: object) -> None:
    """Behind a proxy the server is called by another name."""
    with client_of(hosts=("spoerg.example.dk",)) as client:
        response = client.post("/mcp", json={}, headers={"host": "spoerg.example.dk", "accept": "application/json"})

    assert response.status_code not in (403, 421)


def test_without_an_index_the_call_says_what_to_do(settings: Settings) -> None:
    """The first thing that goes wrong in a new installation explains itself here too."""
    server = mcp_server(FakeAnswers(missing=True), settings, lambda: NOW)

    async def call(client: Client) -> Any:
        return await client.call_tool("ask", {"question": "x"})

    result = _with_client(lambda: Client(server), call)

    assert result.is_error
    assert "rettesnor ingest" in result.content[0].text
