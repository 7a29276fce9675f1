"""
The command that imports returns from a spreadsheet: `import-status`.

Owns its arguments and what it prints; leaves reading the file to `assistant.register.returns`.
Everything in the file is imported, or nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from assistant.access.identity import local_editor
from assistant.channels.command_line import Build, build_late
from assistant.channels.terminal import fitted, shell_language
from assistant.errors import RequestInvalid
from assistant.question import Asker
from assistant.register.returns import Return, Returns, read_returns
from assistant.render.json import dump
from assistant.texts import Texts
from ingest.records import Language
from ingest.settings import Settings, load_settings

__all__ = ["import_status_command"]


def import_status_command(argv: Sequence[str], *, build: Build = build_late) -> int:
    """`rettesnor import-status`: reports from a CSV file, all or none."""
    parser = argparse.ArgumentParser(
        prog="rettesnor import-status", description="Import last round's returns from a CSV file, all of them or none."
    )
    parser.add_argument("file", type=Path, help="CSV with the columns Id or Målepunkt, and Status")
    parser.add_argument("--preview", action="store_true", help="only show what would be imported")
    parser.add_argument("--lang", type=Language, choices=list(Language), metavar="{da,en}", help="language to print in")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args(argv)
    settings = load_settings()
    editor = local_editor()
    answers = build(settings)
    asker = Asker.known(editor)
    returns = read_returns(
        _content(arguments.file), answers.knowledge(asker), answers.statuses(asker), zone=settings.time_zone
    )
    is_imported = not arguments.preview and not returns.errors
    if is_imported:
        _add(returns, settings)
    if arguments.json:
        print(dump(_json(returns, is_imported=is_imported), indent=2))
    else:
        lines = _lines(returns, answers.texts, shell_language(arguments.lang), is_imported=is_imported)
        print(fitted("\n".join(lines)))
    return 1 if returns.errors else 0


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        msg = f"{file} cannot be read ({error.strerror}); give the path of a CSV file."
        raise RequestInvalid(msg, field="file") from error


def _add(returns: Returns, settings: Settings) -> None:
    from assistant.register.opening import open_register  # a preview needs no database
    from assistant.store.store import open_store

    store = open_store(settings)
    try:
        open_register(settings, store).report_all(returns.reports, by=local_editor())
    finally:
        store.close()


def _lines(returns: Returns, texts: Texts, language: Language, *, is_imported: bool) -> list[str]:
    """Each row with what became of it, then each error, then the sum."""
    lines = [_line(each, texts, language) for each in returns.rows]
    lines += [texts.say(language, "returns.error", row=row, fault=fault) for row, fault in returns.errors]
    key = "failed" if returns.errors else "imported" if is_imported else "preview"
    sums = {"number": len(returns.reports), "errors": len(returns.errors)}
    return [*lines, "", texts.say(language, f"returns.{key}", **sums)]


def _line(each: Return, texts: Texts, language: Language) -> str:
    if each.report is None:
        state = texts.say(language, "returns.known" if each.is_known else "returns.nothing")
    else:
        state = texts.say(language, f"milestones.status_{each.report.status.value}")
    return texts.say(language, "returns.row", row=each.row, status=state, wording=each.wording)


def _json(returns: Returns, *, is_imported: bool) -> dict[str, object]:
    rows = [
        {
            "row": each.row,
            "id": each.report.subject if each.report else None,
            "wording": each.wording,
            "status": each.report.status.value if each.report else None,
            "is_known": each.is_known,
        }
        for each in returns.rows
    ]
    errors = [{"row": row, "message": fault} for row, fault in returns.errors]
    return {"is_imported": is_imported, "reports": len(returns.reports), "rows": rows, "errors": errors}
