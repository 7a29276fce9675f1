"""
The glossary of the field: terms that mean the same in both languages, written by people.

Owns the format of its files; leaves looking terms up to `ingest.encoder.lexicon`.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from ingest.records import Language

__all__ = ["GLOSSARY", "GlossaryEntry", "read_glossary"]

log = logging.getLogger(__name__)

GLOSSARY = Path(__file__).parent / "glossary.tsv"
"""The bundled one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry:
    """Terms that mean the same in this field."""

    danish: tuple[str, ...]
    english: tuple[str, ...]
    note: str | None = None

    def terms(self, language: Language) -> tuple[str, ...]:
        """Its terms in `language`."""
        return self.danish if language is Language.DANISH else self.english


def read_glossary(path: Path) -> tuple[GlossaryEntry, ...]:
    """
    The entries of a glossary file; none for a file that is not there.

    One entry a line: Danish terms TAB English terms TAB an optional note, terms separated by "|"; "#" begins a comment.
    A line of another form is left out and logged.
    """
    if not path.is_file():
        return ()
    entries = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        fields = [[term.strip() for term in field.split("|") if term.strip()] for field in line.split("\t")[:2]]
        if len(fields) < len(Language) or not all(fields):
            log.warning("glossary_line_left_out", extra={"path": str(path), "line": number})
            continue
        note = line.split("\t")[2].strip() if line.count("\t") > 1 else ""
        entries.append(GlossaryEntry(danish=tuple(fields[0]), english=tuple(fields[1]), note=note or None))
    return tuple(entries)
