"""
What holds for every test: no network, fixed seeds, no settings from outside.

Owns the guards and the shared fixtures; leaves what is tested to the files named for it.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import numpy as np
import pytest

GUARD = Path(__file__).parent / "network_guard"
sys.path.insert(0, str(GUARD))

import guard  # noqa: E402 (found through the line above)

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
