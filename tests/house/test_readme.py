"""The README's question is real, and so is its answer."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
EXAMPLE = re.compile(
    r"```console\n\$ rettesnor (?P<words>[^\n]+)\n(?P<answer>.*?)\n```\n\n(?P<place>[^\n]+)", re.DOTALL
)
RUN = "import sys; from ingest.cli import main; sys.exit(main(sys.argv[1:]))"


def _run(words: list[str], data: Path) -> str:
    environment = os.environ | {"RETTESNOR_CORPUS": str(ROOT / "corpus"), "RETTESNOR_DATA": str(data)}
    command = [sys.executable, "-c", RUN, *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.slow
def test_example_is_what_the_program_says(corpus_index: Path) -> None:
    """The first thing a newcomer tries must come out as shown; `make golden` renews it."""
    text = README.read_text(encoding="utf-8")
    shown = EXAMPLE.search(text)
    assert shown, "README.md shows no question"
    words = shlex.split(shown["words"])
    first = json.loads(_run([*words, "--json"], corpus_index))["citations"][0]
    place = f"Here [1] is characters {first['start']} to {first['end']} of `corpus/{first['path']}`, to the letter."
    fresh = f"```console\n$ rettesnor {shown['words']}\n{_run(words, corpus_index)}\n```\n\n{place}"
    if os.environ.get("UPDATE_GOLDEN"):
        README.write_text(text.replace(shown[0], fresh), encoding="utf-8")
        return

    assert shown[0] == fresh
