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


def _made(index: Path, editions: str) -> Callable[[ChatModel | None], Assistant]:
    settings = load_settings(
        {"RETTESNOR_CORPUS": str(ROOT / "corpus"), "RETTESNOR_DATA": str(index), "RETTESNOR_EDITIONS": editions},
        file=Path("/nonexistent/rettesnor.toml"),
    )
    return build(settings).with_model


@pytest.fixture(scope="session")
def with_model(corpus_index: Path) -> Callable[[ChatModel | None], Assistant]:
    """Makes an assistant over the real corpus that words its answers with a given model, without English editions."""
    return _made(corpus_index, "off")


@pytest.fixture(scope="session")
def as_installed(corpus_index: Path) -> Callable[[ChatModel | None], Assistant]:
    """The same with the English editions, as it is when nobody has set anything."""
    return _made(corpus_index, "on")


@pytest.fixture(scope="session")
def asks() -> Callable[[str], Question]:
    """A question put in May 2025."""
    return lambda text: Question(text=text, asked_at=ASKED_AT)
