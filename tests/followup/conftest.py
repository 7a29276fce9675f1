"""What the tests of following up share: two plans with seeded registers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "answering"))

from answer_scenes import assistant_over

from assistant.assistant import Assistant
from assistant.question import ANYBODY
from evals.registers import REGISTERS, read_register

ROOT = Path(__file__).parents[2]


def _seeded(corpus: Path, register: str, data: Path) -> Assistant:
    assistant = assistant_over(corpus, data)
    return assistant.knowing(read_register(REGISTERS / f"{register}.yaml", assistant.knowledge(ANYBODY)))


@pytest.fixture(scope="session")
def ssi(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The real plan with invented reports."""
    return _seeded(ROOT / "corpus", "ssi_2025", tmp_path_factory.mktemp("ssi"))


@pytest.fixture(scope="session")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An invented plan with owners, points and a leap year."""
    return _seeded(ROOT / "evals" / "corpora" / "kystvagt", "kystvagt_2028", tmp_path_factory.mktemp("coast"))
