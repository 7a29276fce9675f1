"""People are told which model helps, where it runs and what it is sent, wherever they are told of the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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


def test_a_model_without_a_place_is_refused() -> None:
    """LlamaIndex's client would send every question to OpenAI, and the notice could not say so."""
    with pytest.raises(SettingInvalid, match="RETTESNOR_LLM_URL"):
        load_model(_settings(llm_model="gpt-4o", llm_key="k"))
