"""
The one command, `rettesnor`, and its sub-command `ingest`.

Owns finding sub-commands by entry point, and what every one of them shares: help, errors, interruption;
leaves what a sub-command does to the module that its entry point names. Starts without importing any of them.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import EntryPoint, PackageNotFoundError, distribution, entry_points, version
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ingest.errors import RettesnorError
from ingest.log_lines import write_warnings
from ingest.settings import Settings, load_settings

if TYPE_CHECKING:
    from ingest.knowledge import Knowledge
    from ingest.pipeline import Check

__all__ = ["ingest_command", "main"]

GROUP = "rettesnor.commands"
AFTER_INGEST = "rettesnor.after_ingest"
PACKAGE = "rettesnor"
USAGE = "usage: rettesnor COMMAND [OPTIONS]"
FAILED, MISUSED, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141

Command = Callable[[Sequence[str]], int]


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run the sub-command that `argv` names.

    Args:
        argv: What follows `rettesnor` on the command line; None: this process's own.

    Returns:
        The exit code: 0 done, 1 failed with one sentence on standard error, 2 misused.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("-h", "--help", "help"):
        print(_help())
        return 0 if words else MISUSED
    if words[0] == "--version":
        print(f"{PACKAGE} {version(PACKAGE)}")
        return 0
    entry = _find(words[0])
    if entry is None:
        known = ", ".join(sorted(entry_points(group=GROUP).names))
        print(f"{USAGE}\nrettesnor: {words[0]!r} is no command; known are {known}.", file=sys.stderr)
        return MISUSED
    write_warnings()
    return _guarded(entry, words[1:])


def ingest_command(argv: Sequence[str]) -> int:
    """Read the corpus folder and bring the index up to date."""
    options = _ingest_options(argv)
    from ingest.pipeline import ingest  # help and errors of usage need none of it
    from ingest.progress import ProgressLine
    from ingest.snapshot import purge, rollback

    settings = load_settings()
    if options.folder is not None:
        settings = dataclasses.replace(settings, corpus=options.folder)
    if options.rollback:
        print(f"The generation {rollback(settings.data)} is in force again; `rettesnor ingest` goes forward.")
        return 0
    shown = None if options.quiet else ProgressLine(sys.stderr, is_terminal=sys.stderr.isatty() and not options.json)
    try:
        report = ingest(settings, shown, check=_check)
    except KeyboardInterrupt:
        print("\nThe files that were read are kept: `rettesnor ingest` goes on from there.", end="", file=sys.stderr)
        raise
    if options.purge:
        purge(settings.data)
    if options.json:
        print(json.dumps(report.to_json(), ensure_ascii=False, indent=1))
    elif not options.quiet:
        print(*report.lines(), sep="\n")
    if report.faults and not options.json:
        print("No longer fits the documents:", *(f"  {fault}" for fault in report.faults), sep="\n", file=sys.stderr)
    return 0


def _check(settings: Settings, knowledge: Knowledge) -> list[str]:
    """What other parts of the program find wrong after a change; they are found by entry point, as commands are."""
    try:
        checks = distribution(PACKAGE).entry_points.select(group=AFTER_INGEST)
    except PackageNotFoundError:
        return []
    return [fault for each in checks for fault in cast("Check", each.load())(settings, knowledge)]


def _ingest_options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="rettesnor ingest", description=ingest_command.__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="corpus folder; by default RETTESNOR_CORPUS")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")
    parser.add_argument("--rollback", action="store_true", help="put the previous index back in force instead")
    parser.add_argument("--purge", action="store_true", help="then remove the previous index from the disk")
    return parser.parse_args(argv)


def _find(name: str) -> EntryPoint | None:
    """The sub-command's entry point; our own package is looked at first, because a look at all of them is slow."""
    try:
        own = tuple(distribution(PACKAGE).entry_points.select(group=GROUP, name=name))
    except PackageNotFoundError:
        own = ()
    return next(iter(own or entry_points(group=GROUP, name=name)), None)


def _guarded(entry: EntryPoint, words: Sequence[str]) -> int:
    """The exit code of the sub-command, with every expected fault told in one sentence."""
    try:
        command: Command = entry.load()
        code = command(words)
        sys.stdout.flush()
    except RettesnorError as error:
        print(f"rettesnor {entry.name}: {error}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # The reader has gone ("| head"). Python flushes once more at exit and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        return INTERRUPTED
    return code


def _help() -> str:
    lines = _one_liners()
    width = max((len(name) for name in lines), default=0)
    commands = [f"  {name:<{width}}  {line}".rstrip() for name, line in lines.items()]
    return "\n".join(
        [
            USAGE,
            "",
            "Answers questions from an organisation's mission, strategy and results-plan documents.",
            "",
            "commands:",
            *commands,
            "",
            "`rettesnor COMMAND --help` explains one of them; `rettesnor --version` says which release this is.",
        ]
    )


def _one_liners() -> Mapping[str, str]:
    """Each sub-command with the first line of its docstring, by name."""
    return {entry.name: _one_liner(entry) for entry in sorted(entry_points(group=GROUP), key=lambda each: each.name)}


def _one_liner(entry: EntryPoint) -> str:
    try:
        written = entry.load().__doc__ or ""
    except (ImportError, AttributeError) as error:
        return f"(not available: {error})"
    first = next((line.strip() for line in written.splitlines() if line.strip()), "")
    return first.removeprefix(f"`rettesnor {entry.name}`: ")
