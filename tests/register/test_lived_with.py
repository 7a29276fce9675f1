"""The register agrees with the plainest account of it, whatever is done and in whatever order."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import PostgresServer
from register_model import Life

EVERY = 200
"""Operations between two comparisons of everything."""


def _live(life: Life, operations: int, *, least: int = 12) -> None:
    try:
        for number in range(1, operations + 1):
            life.step()
            if number % EVERY == 0:
                life.compare_all()
        life.compare_all()
    finally:
        life.close()
    assert len(life.done) >= least, life.done


@pytest.mark.slow
def test_it_agrees_with_a_plain_account(tmp_path: Path) -> None:
    """Reports, corrections, stale and wrong ones, writers at once, reworded plans, rebuilt indexes, clocks set back."""
    _live(Life(tmp_path, seed=3), 100, least=10)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [11, 12, 13, 14])
def test_it_agrees_for_ten_thousand_operations(tmp_path: Path, seed: int) -> None:
    """The same with the full count, in four lives."""
    _live(Life(tmp_path, seed=seed), 2_500)


@pytest.mark.soak
def test_it_agrees_on_postgresql(tmp_path: Path, postgres: PostgresServer) -> None:
    """The same over the other database."""
    _live(Life(tmp_path, seed=7, database_url=postgres.new_database().server or ""), 1_000)
