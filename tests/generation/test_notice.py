"""People are told which model helps, where it runs and what it is sent, wherever they are told of the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fakes import FakeAnswers

from assistant.channels.cli import ask_command
from assistant.channels.http import create_app
from assistant.channels.mcp.server import mcp_server
from assistant.clock import system_clock
from assistant.generation.llama import load_model
from assistant.generation.notice import with_notice
from assistant.texts import load_texts
from ingest.errors import SettingInvalid
from ingest.records import Language
from ingest.settings import Settings, load_settings

KEYS = ("web.ai_notice", "slack.introduction")


def _settings(**values: str) -> Settings:
    return load_settings(
        {f"RETTESNOR_{name.upper()}": value for name, value in values.items()}, file=Path("/nonexistent/rettesnor.toml")
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("key", KEYS)
def test_the_notice_names_model_place_and_what_is_sent(language: Language, key: str) -> None:
    """A name with braces is no variable."""
    settings = _settings(llm_model="mis{tral}", llm_url="https://llm.example.dk:8443/v1")

    told = with_notice(load_texts(), settings).say(language, key)

    assert "mis{tral}" in told
    assert "llm.example.dk" in told
    assert re.search("CPR", told)


def test_without_a_model_nothing_is_added() -> None:
    """Nobody reads about a model that there is not."""
    assert with_notice(load_texts(), _settings()) == load_texts()


def test_the_command_line_tells_before_it_sends_anything(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On standard error: what a program reads from the command stays the answer alone."""
    monkeypatch.setenv("RETTESNOR_LLM_MODEL", "mistral")
    monkeypatch.setenv("RETTESNOR_LLM_URL", "https://llm.example.dk/v1")

    ask_command(["--lang", "en", "hvad", "er", "målet?"], build=lambda _: FakeAnswers())

    shown = capsys.readouterr()
    assert "mistral (llm.example.dk)" in shown.err
    assert "CPR" in shown.err
    assert "mistral" not in shown.out


def test_programs_that_ask_are_told_too(tmp_path: Path) -> None:
    """In what the interface over HTTP and the Model Context Protocol say of themselves."""
    settings = _settings(llm_model="mistral", llm_url="https://llm.example.dk/v1", data=str(tmp_path))

    published = create_app(FakeAnswers(), settings).openapi()["info"]["description"]
    instructions = mcp_server(FakeAnswers(), settings, system_clock).instructions or ""

    assert "mistral (llm.example.dk)" in published
    assert "mistral (llm.example.dk)" in instructions


def test_a_model_without_a_place_is_refused() -> None:
    """LlamaIndex's client would send every question to OpenAI, and the notice could not say so."""
    with pytest.raises(SettingInvalid, match="RETTESNOR_LLM_URL"):
        load_model(_settings(llm_model="gpt-4o", llm_key="k"))
