"""Assistants over the real corpus and over two invented ones, made once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from answer_scenes import INVENTED, ROOT, assistant_over, settings_of

from assistant.assistant import Assistant
from assistant.bootstrap import build


@pytest.fixture(scope="session")
def real(corpus_index: Path) -> Assistant:
    """An assistant over the real corpus."""
    return build(settings_of(ROOT / "corpus", corpus_index))


@pytest.fixture(scope="session")
def north_sea(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over an invented agency's English documents: lettered goals as bullets, owners, dates."""
    return assistant_over(INVENTED / "north_sea", tmp_path_factory.mktemp("north-sea"))


@pytest.fixture(scope="session")
def fjord(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over an invented agency's Danish documents: pipe tables, six goals in two series, weights."""
    return assistant_over(INVENTED / "fjordtilsynet", tmp_path_factory.mktemp("fjord"))
