"""
The commands that look after the records: `backup`, `restore`, `export-person`, `erase-person`.

Owns their arguments and what they print; leaves what is kept about people to `assistant.channels.kept`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.store.location import locate
from ingest.settings import Settings, load_settings

if TYPE_CHECKING:
    from assistant.access.personal import PersonalData

__all__ = ["backup_command", "erase_person_command", "export_person_command", "restore_command"]


def backup_command(argv: Sequence[str]) -> int:
    """`rettesnor backup`: write the records to one file, while everything runs."""
    parser = _parser("backup", "Write database, anchor and identity map to one file. PostgreSQL has pg_dump.")
    parser.add_argument("file", type=Path, help="the backup to write")
    parser.add_argument("--replace", action="store_true", help="overwrite the file if it is there")
    arguments = parser.parse_args(argv)
    from assistant.register.backup import back_up  # --help needs no database

    entries = back_up(load_settings(), arguments.file, replaces=arguments.replace)
    told = {"file": str(arguments.file), "entries": entries}
    print(json.dumps(told) if arguments.json else f"Reports in {arguments.file}, checked: {entries}.")
    return 0


def restore_command(argv: Sequence[str]) -> int:
    """`rettesnor restore`: check a backup and put it in force."""
    parser = _parser("restore", "Check a backup and put it in force; a running server goes on with it.")
    parser.add_argument("file", type=Path, help="the backup")
    parser.add_argument("--replace", action="store_true", help="put it in the place of the records that are there")
    arguments = parser.parse_args(argv)
    from assistant.register.backup import restore  # --help needs no database

    restored = restore(load_settings(), arguments.file, replaces=arguments.replace)
    if arguments.json:
        print(json.dumps({"entries": restored.entries, "lost": restored.lost}))
        return 0
    gone = f" Later ones that are gone: {restored.lost}." if restored.lost else ""
    print(f"Reports in force, chained and checked: {restored.entries}.{gone}")
    return 0


def export_person_command(argv: Sequence[str]) -> int:
    """`rettesnor export-person`: print everything kept about one person, as JSON."""
    parser = _parser("export-person", "Print everything kept about one person, as JSON.")
    parser.add_argument("person", help='who, as "rettesnor token list" names them')
    arguments = parser.parse_args(argv)
    with _kept(load_settings()) as kept:
        found = {each.name: list(each.export(arguments.person)) for each in kept}
    print(json.dumps({"person": arguments.person, **found}, ensure_ascii=False, indent=2))
    return 0


def erase_person_command(argv: Sequence[str]) -> int:
    """`rettesnor erase-person`: remove everything that leads to one person; their reports stay, under nobody's name."""
    parser = _parser("erase-person", "Remove everything that leads to one person. It cannot be undone.")
    parser.add_argument("person", help='who, as "rettesnor token list" names them')
    parser.add_argument("--yes", action="store_true", help="do it; without this, only count what would go")
    arguments = parser.parse_args(argv)
    with _kept(load_settings()) as kept:
        counts = {
            each.name: each.erase(arguments.person) if arguments.yes else len(each.export(arguments.person))
            for each in kept
        }
    if arguments.json:
        print(json.dumps({"person": arguments.person, "erased": arguments.yes, **counts}, ensure_ascii=False))
        return 0
    told = ", ".join(f"{count} in {name}" for name, count in counts.items())
    print(
        f"Erased: {told}." if arguments.yes else f"Records: {told}. Run again with --yes to erase what leads to them."
    )
    return 0


@contextmanager
def _kept(settings: Settings) -> Iterator[tuple[PersonalData, ...]]:
    """Every feature that keeps something about people; none where there is no database."""
    if not locate(settings).is_made:
        yield ()
        return
    from assistant.channels.kept import kept_about_people  # --help needs no database
    from assistant.store.store import open_store

    store = open_store(settings)
    try:
        yield kept_about_people(settings, store)
    finally:
        store.close()


def _parser(name: str, purpose: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"rettesnor {name}", description=purpose)
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser
