"""What the tests of this folder share: assistants over the real corpus with a model beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.assistant import Assistant
from assistant.bootstrap import build
from assistant.generation.chat import ChatModel
from assistant.question import Question
from ingest.settings import load_settings

ROOT = Path(__file__).parents[2]
ASKED_AT = dt.datetime(2025, 5, 20, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.fixture(scope="session")
def with_model(corpus_index: Path) -> Callable[[ChatModel | None], Assistant]:
    """Makes an assistant over the real corpus that words its answers with a given model."""
    settings = load_settings(
        {"RETTESNOR_CORPUS": str(ROOT / "corpus"), "RETTESNOR_DATA": str(corpus_index), "RETTESNOR_EDITIONS": "off"},
        file=Path("/nonexistent/rettesnor.toml"),
    )
    plain = build(settings)

    def make(model: ChatModel | None) -> Assistant:
        return plain.with_model(model)

    return make


@pytest.fixture(scope="session")
def asks() -> Callable[[str], Question]:
    """A question put in May 2025."""
    return lambda text: Question(text=text, asked_at=ASKED_AT)
