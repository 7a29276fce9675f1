"""
`rettesnor slack`: the assistant in Slack, its manifest, a check of a workspace, a key for stored tokens.

Owns the command; leaves what is started to `start` and what is checked to `checkup`.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.channels.command_line import build_late
from assistant.protocols import Answers
from assistant.question import ANYBODY
from ingest.errors import RettesnorError, SettingInvalid
from ingest.log_lines import write_log
from ingest.records import Language
from ingest.settings import load_settings

__all__ = ["slack_command"]


def slack_command(argv: Sequence[str]) -> int:
    """Answer in Slack until interrupted, or do what else is asked; 1 with one sentence when that cannot be."""
    parser = argparse.ArgumentParser(prog="rettesnor slack", description="Answer in Slack, over Socket Mode.")
    parser.add_argument("--json", action="store_true", help="print JSON")
    doings = parser.add_subparsers(dest="doing", metavar="{manifest,check,key}")
    manifest = doings.add_parser("manifest", help="print the app manifest to make the app from")
    manifest.add_argument("--lang", type=Language, choices=list(Language), default=Language.DANISH, metavar="{da,en}")
    manifest.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    check = doings.add_parser("check", help="say what is missing in a workspace")
    check.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    key = doings.add_parser("key", help="print a new key for RETTESNOR_SLACK_STORE_KEY")
    key.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    arguments = parser.parse_args(argv)
    does: dict[str | None, Callable[[argparse.Namespace], int]] = {
        None: _answer,
        "manifest": _manifest,
        "check": _check,
        "key": _key,
    }
    try:
        return does[arguments.doing](arguments)
    except RettesnorError as error:
        sys.stderr.write(f"rettesnor: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _answer(_arguments: argparse.Namespace) -> int:
    from assistant.channels.rounds import make_rounds
    from assistant.channels.slack.connection import check_tokens  # --help needs no Slack library
    from assistant.channels.slack.start import make_connection
    from assistant.store.store import open_store

    settings = load_settings()
    if settings.slack_mode == "http":
        msg = 'RETTESNOR_SLACK_MODE is "http", where Slack calls the web server; run "rettesnor serve" instead.'
        raise SettingInvalid(msg)
    check_tokens(settings)
    write_log(settings.log_level)
    answers, store = build_late(settings), open_store(settings)
    _warm(answers)
    connection = make_connection(answers, settings, store)
    rounds = make_rounds(answers, settings)
    # From the moment that somebody may be answered, a word to stop is one to finish first.
    is_over = _told_to_stop()
    connection.open()
    try:
        sys.stdout.write("Rettesnor answers in Slack. Stop with Ctrl-C.\n")
        sys.stdout.flush()
        rounds.start()
        is_over.wait()
    finally:
        rounds.stop()
        connection.close()
        store.close()
    return 0


def _manifest(arguments: argparse.Namespace) -> int:
    import yaml

    from assistant.channels.slack.manifest import make_manifest, problems
    from assistant.texts import load_texts

    settings = load_settings()
    made = make_manifest(settings, load_texts(Path(settings.prompts) if settings.prompts else None), arguments.lang)
    found = problems(made)
    if found:
        msg = f"Slack would refuse this manifest: {'; '.join(found)}."
        raise SettingInvalid(msg)
    shown = (
        json.dumps(made, indent=2, ensure_ascii=False)
        if arguments.json
        else yaml.safe_dump(made, sort_keys=False, allow_unicode=True, width=1000)
    )
    sys.stdout.write(shown.rstrip("\n") + "\n")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from assistant.channels.slack.checkup import check_up

    found = check_up(load_settings(), build_late)
    is_well = all(each.is_well for each in found if each.is_needed)
    if arguments.json:
        report = {"is_well": is_well, "findings": [dataclasses.asdict(each) for each in found]}
        sys.stdout.write(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
        return 0 if is_well else 1
    for each in found:
        mark = "ok     " if each.is_well else ("MISSING" if each.is_needed else "note   ")
        sys.stdout.write(f"{mark} {each.what:20} {each.said}\n")
    return 0 if is_well else 1


def _key(arguments: argparse.Namespace) -> int:
    from cryptography.fernet import Fernet

    key = Fernet.generate_key().decode()
    sys.stdout.write((json.dumps({"key": key}) if arguments.json else key) + "\n")
    return 0


def _warm(answers: Answers) -> None:
    """Open the index before the first question; without one Slack starts all the same and says what to do."""
    try:
        answers.knowledge(ANYBODY)
    except RettesnorError as error:
        sys.stderr.write(f"rettesnor: {error}\n")


def _told_to_stop() -> threading.Event:
    """Is set by the signal that service managers stop a process with; Ctrl-C interrupts by itself."""
    is_over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: is_over.set())
    return is_over
