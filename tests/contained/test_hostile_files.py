"""Files made to hurt cost themselves and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest
from hostile import HOSTILE, MAY_BE_READ

MAX_GROWTH_KIB = 50 * 1024
GOOD = ("a-good.md", "m-good.md", "z-good.md")
SCRIPT = """
import json, resource, sys
from pathlib import Path
from ingest.contained import Limits
from ingest.corpus import read_corpus
from ingest.finished import FinishedFiles
from ingest.readers import read_contained

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

corpus = read_corpus(Path(sys.argv[1]))
before = peak()
read = read_contained(
    FinishedFiles(Path(sys.argv[2]), code="x"), size=2, limits=Limits(memory_mib=500, processor_s=1, wall_s=30)
)
outcomes = {
    source.path: outcome.fault.message if outcome.fault else len(outcome.understood.passages)
    for source, outcome in zip(corpus.sources, read(corpus.sources), strict=True)
}
outcomes |= {each.document: each.message for each in corpus.findings}
print(json.dumps({"outcomes": outcomes, "growth_kib": peak() - before}))
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """All of them read as an ingestion reads, with good files between, in a process whose memory is looked at."""
    folder, data = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("data")
    for name, make in HOSTILE.items():
        (folder / name).write_bytes(make())
    for name in GOOD:
        (folder / name).write_text(f"# Strategi\n\nVi styrker sundhed i {name}.\n", encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-c", SCRIPT, str(folder), str(data)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=300)
    found: Mapping[str, Any] = json.loads(ended.stdout)
    return found


@pytest.mark.slow
def test_every_hostile_file_is_refused_by_name(run: Mapping[str, Any]) -> None:
    """Somebody must find the file and know what to do, without opening it."""
    told = {name: message for name, message in run["outcomes"].items() if isinstance(message, str)}

    assert len(HOSTILE) >= 40
    assert [name for name in HOSTILE if name not in MAY_BE_READ and name not in told] == []
    assert [name for name, message in told.items() if name not in message] == []


@pytest.mark.slow
def test_good_files_are_read_beside_hostile_ones(run: Mapping[str, Any]) -> None:
    """The run goes on."""
    assert [run["outcomes"][name] for name in GOOD] == [1, 1, 1]


@pytest.mark.slow
def test_the_parent_grows_little(run: Mapping[str, Any]) -> None:
    """What a bomb unpacks to is the child's affair."""
    assert run["growth_kib"] < MAX_GROWTH_KIB
