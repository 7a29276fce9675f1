"""What a cold question imports: nothing heavy, or the first answer takes seconds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = frozenset(
    {
        "torch",
        "transformers",
        "sentence_transformers",
        "llama_index",
        "sklearn",
        "scipy",
        "pandas",
        "nltk",
        "sqlalchemy",
    }
)
ASK = """
import json, sys
from ingest.cli import main
code = main(sys.argv[1:])
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [["ask", "Hvad er SSI's mission?"], ["ask", "which Q2 milestones are open?"], ["search", "bias"], ["milestones"]],
    ids=["wording", "milestones asked", "search", "milestones listed"],
)
def test_a_cold_question_imports_nothing_heavy(command: list[str], corpus_index: Path) -> None:
    """One import of torch or llama_index costs more than the whole answer."""
    environment = os.environ | {"RETTESNOR_CORPUS": str(ROOT / "corpus"), "RETTESNOR_DATA": str(corpus_index)}
    done = subprocess.run(
        [sys.executable, "-c", ASK, *command], capture_output=True, text=True, check=False, env=environment
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert not HEAVY & set(json.loads(done.stderr.splitlines()[-1]))
