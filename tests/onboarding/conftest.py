"""Knowledge and assistants over the real corpus and two invented ones, made once for the tests of this folder."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.bootstrap import build
from assistant.onboarding.library import Library, load_library
from assistant.question import ANYBODY
from ingest.knowledge import Knowledge

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "answering"))

from answer_scenes import INVENTED, assistant_over, settings_of  # noqa: E402 (found through the line above)


@pytest.fixture(scope="session")
def library() -> Library:
    """The bundled journeys and modules."""
    return load_library()


@pytest.fixture(scope="session")
def real(corpus_index: Path) -> Assistant:
    """An assistant over the real corpus."""
    return build(settings_of(ROOT / "corpus", corpus_index))


@pytest.fixture(scope="session")
def knowledges(real: Assistant, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Knowledge]:
    """What the real corpus and two invented agencies' hold, by name."""
    found = {"corpus": real.knowledge(ANYBODY)}
    for name in ("fjordtilsynet", "north_sea"):
        found[name] = assistant_over(INVENTED / name, tmp_path_factory.mktemp(name)).knowledge(ANYBODY)
    return found
