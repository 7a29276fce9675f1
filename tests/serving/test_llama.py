"""A LlamaIndex user composes the assistant in five lines."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from fakes import NOW, FakeAnswers
from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.tools import QueryEngineTool

from assistant.channels.llama import AssistantQueryEngine
from ingest.settings import Settings

DOCS = Path(__file__).parents[2] / "docs" / "clients.md"
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture
def engine(answers: FakeAnswers, settings: Settings) -> AssistantQueryEngine:
    """The engine over the tiny knowledge."""
    return AssistantQueryEngine(answers, settings, clock=lambda: NOW)


@pytest.mark.slow
def test_the_documented_lines_run(
    corpus_index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An example that does not run is the last thing its reader tries."""
    (lines,) = PYTHON.findall(DOCS.read_text(encoding="utf-8"))
    monkeypatch.setenv("RETTESNOR_DATA", str(corpus_index))

    exec(compile(lines, str(DOCS), "exec"), {})

    assert len(lines.strip().splitlines()) <= 5
    assert "[1]" in capsys.readouterr().out


def test_each_source_node_is_a_quotation(engine: AssistantQueryEngine) -> None:
    """What a pipeline passes on must be as exact as the answer itself."""
    response = engine.query("Hvad er målet?")
    (found,) = response.source_nodes

    assert str(response) == "Planen siger: »Vi måler det, der betyder noget.« [1]"
    assert found.text == "Vi måler det, der betyder noget."
    assert found.node.metadata["document"] == "plan-2025"
    assert response.metadata["citations"][0]["quote"] == found.text


def test_it_composes_as_any_query_engine(engine: AssistantQueryEngine) -> None:
    """A pipeline knows the base class only; agents take it as a tool, and await it."""
    tool = QueryEngineTool.from_defaults(engine, name="rettesnor", description="Answers from the plan.")
    awaited = asyncio.run(engine.aquery("Hvad er målet?"))

    assert isinstance(engine, BaseQueryEngine)
    assert "Vi måler det" in str(tool.call("Hvad er målet?"))
    assert str(awaited) == str(engine.query("Hvad er målet?"))
