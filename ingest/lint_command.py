"""
`rettesnor check corpus`: what to mend in a corpus folder, before or without ingesting it.

Owns the command's arguments and what it prints; leaves the rules to `ingest.lint`.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ingest.corpus import read_corpus
from ingest.fingerprint import code_fingerprint
from ingest.finished import FinishedFiles
from ingest.lint import lint
from ingest.readers import Read, read_contained
from ingest.reading import Reading, understand
from ingest.records import Document, Finding
from ingest.report import finding_json
from ingest.settings import Settings, load_settings

__all__ = ["check_corpus_command"]


def check_corpus_command(argv: Sequence[str], *, read: Read | None = None) -> int:
    """Read a corpus folder and say what to mend; 1 when there is something."""
    options = _options(argv)
    settings = load_settings()
    if options.folder is not None:
        settings = dataclasses.replace(settings, corpus=options.folder)
    reading = _read(settings, read)
    today = options.on or dt.datetime.now(settings.time_zone).date()
    findings = (*reading.findings, *lint(reading.understood, today=today))
    if options.json:
        print(json.dumps(_report(reading, findings), ensure_ascii=False, indent=1))
    else:
        print(*_lines(reading, findings), sep="\n")
    return 1 if findings else 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="rettesnor check corpus", description=check_corpus_command.__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="corpus folder; by default RETTESNOR_CORPUS")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument(
        "--on", type=dt.date.fromisoformat, metavar="DAY", help="the day that periods are compared with"
    )
    return parser.parse_args(argv)


def _read(settings: Settings, read: Read | None) -> Reading:
    corpus = read_corpus(settings.corpus)
    reader = read or read_contained(FinishedFiles(settings.data, code=code_fingerprint()))
    return understand(corpus, None, read=reader, tell=_tell if sys.stderr.isatty() else lambda _: None)


def _tell(done: int) -> None:
    sys.stderr.write(f"\r\x1b[Kreading {done} …\r")
    sys.stderr.flush()


def _report(reading: Reading, findings: Sequence[Finding]) -> Mapping[str, Any]:
    documents = [
        {
            "id": each.document.id,
            "path": each.document.path,
            "title": each.document.title,
            "goals": len(each.goals),
            "milestones": sum(len(goal.milestones) for goal in each.goals),
            "superseded_by": each.document.superseded_by,
        }
        for each in reading.understood
    ]
    known = {each.document.id: each.document for each in reading.understood}
    return {
        "ok": not findings,
        "documents": documents,
        "findings": [{**finding_json(each), "where": _where(each, known)} for each in findings],
    }


def _lines(reading: Reading, findings: Sequence[Finding]) -> list[str]:
    known = {each.document.id: each.document for each in reading.understood}
    goals = sum(len(each.goals) for each in reading.understood)
    lines = [f"{len(reading.understood)} documents and {goals} goals read."]
    if not findings:
        return [*lines, "Nothing to mend."]
    for document in dict.fromkeys(each.document for each in findings):
        lines += ["", document]
        for each in findings:
            if each.document == document:
                where = _where(each, known)
                lines.append(f"  {f'{where}: ' if where else ''}{each.message} [{each.code}]")
    return [*lines, "", f"{len(findings)} to look at."]


def _where(finding: Finding, known: Mapping[str, Document]) -> str | None:
    """The page or line that a finding is about, 1 the first; None where it is about the whole document."""
    document = known.get(finding.document)
    if document is None or finding.span is None:
        return None
    page = document.page_of(finding.span)
    return f"page {page}" if page else f"line {document.text.count(chr(10), 0, finding.span.start) + 1}"
