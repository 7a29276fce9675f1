"""The constraints file pins exact public versions of everything that is asked for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*$")


def _pins() -> list[str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_pins_are_exact_and_public() -> None:
    """A local version such as 2.13.0+cpu can be had from one index only."""
    assert [pin for pin in _pins() if not PIN.match(pin)] == []


def test_everything_asked_for_is_pinned() -> None:
    """What is not pinned changes under the tests one day."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + [each for of in project["optional-dependencies"].values() for each in of]
    names = {_plain(re.split(r"[<>=!~\[; ]", each, maxsplit=1)[0]) for each in asked}

    assert names - {_plain(pin.split("==")[0]) for pin in _pins()} == set()
