"""
The generated parts of docs/ and README.md: settings, commands, routes and floors, each from the program itself.

Owns the marks that fence a generated part, and what goes into each; leaves the words around them to the pages.
`python -m evals.pages` renews them, `--check` fails when one is stale.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import cast

from assistant.channels.http.app import create_app
from assistant.protocols import Answers
from ingest.settings import SETTINGS, load_settings

__all__ = ["PARTS", "main", "renewed"]

ROOT = Path(__file__).parents[1]
COLUMNS = "100"
_PART = re.compile(r"(<!-- generated: (?P<name>[a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_METHODS = ("get", "post", "put", "delete")


def main(arguments: Sequence[str] | None = None) -> int:
    """Renew every page, or with --check only say which are stale; 1 when one is."""
    parser = argparse.ArgumentParser(prog="python -m evals.pages", description="Renew the generated parts of docs/.")
    parser.add_argument("--check", action="store_true", help="change nothing, fail when a page is stale")
    chosen = parser.parse_args(arguments)
    stale = []
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        text = path.read_text(encoding="utf-8")
        fresh = renewed(text, PARTS)
        if fresh != text:
            stale.append(path.relative_to(ROOT).as_posix())
            if not chosen.check:
                path.write_text(fresh, encoding="utf-8")
    if stale:
        print(f"{', '.join(stale)}: {'stale; run `make docs`' if chosen.check else 'renewed'}")
    return 1 if stale and chosen.check else 0


def renewed(text: str, parts: Mapping[str, Callable[[], str]]) -> str:
    """
    `text` with what stands between `<!-- generated: name -->` and `<!-- end -->` made anew.

    Raises:
        KeyError: If a part is named that nothing makes.
    """
    return _PART.sub(lambda found: found[1] + "\n" + parts[found["name"]]().strip() + "\n\n" + found[3], text)


def _settings() -> str:
    rows = [
        f"| `{each.variable}` | {f'`{each.default}`' if each.default else '–'} | {each.wanted} | {each.help} |"
        for each in SETTINGS
    ]
    return "\n".join(["| Variable | Default | Must be | What it sets |", "|---|---|---|---|", *rows])


def _commands() -> str:
    found = sorted(entry_points(group="rettesnor.commands"), key=lambda point: point.name)
    return "\n\n".join(f"### {point.name}\n\n```text\n{_help(point.load())}\n```" for point in found)


def _help(command: Callable[[Sequence[str]], int]) -> str:
    printed = io.StringIO()
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = COLUMNS
    try:
        with contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit):
            command(["--help"])
    finally:
        os.environ.pop("COLUMNS")
        if before is not None:
            os.environ["COLUMNS"] = before
    return printed.getvalue().strip()


def _routes() -> str:
    # The schema needs the routes only, so nothing has to stand behind them.
    schema = create_app(cast("Answers", None), load_settings({})).openapi()
    rows = [
        f"| `{method.upper()} {path}` | {operation.get('summary', '')} |"
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
        if method in _METHODS
    ]
    return "\n".join(["| Route | Gives |", "|---|---|", *rows])


def _floors() -> str:
    baseline = json.loads((ROOT / "evals" / "baseline.json").read_text(encoding="utf-8"))
    rows = [
        f"| {name} | {100 * of['right']:g} % | {100 * of['fabricated']:g} % | {of['length_median']:g} "
        f"| {of['length_p95']:g} | {100 * of['parity']:g} points |"
        for name, of in baseline["floors"].items()
    ]
    head = ["| Set | Right, at least | Fabricated, at most | Median length | 95 % length | Danish to English |"]
    measured = {"right answers": baseline["ablations"]}
    measured |= {f"hit@1, {name}": bars for name, bars in baseline["retrieval"].items()}
    bars = [
        f"| {bar['ablation']} | {what} | {bar['group']} | {bar['points']:g} points |"
        for what, each in measured.items()
        for bar in each
    ]
    lost = ["", "| Taken away | Of | Questions | Must lose, at least |", "|---|---|---|---|", *bars]
    return "\n".join([*head, "|---|---|---|---|---|---|", *rows, *lost])


PARTS: Mapping[str, Callable[[], str]] = {
    "settings": _settings,
    "commands": _commands,
    "routes": _routes,
    "floors": _floors,
}
"""What makes each generated part, by the name in its mark."""

if __name__ == "__main__":
    sys.exit(main())
