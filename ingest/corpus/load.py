"""
One source becomes a Document.

Owns joining a file's words, its tree, what corpus.toml says and what must be guessed;
leaves the tree to `ingest.parsers` and the guessing to `ingest.corpus.guesses`.
"""

from __future__ import annotations

import datetime as dt
import hashlib

from ingest.corpus.described import Written
from ingest.corpus.folder import Source
from ingest.corpus.guesses import guess_kind, guess_language, guess_period, guess_printed_period, guess_title
from ingest.dates import financial_period, read_day
from ingest.errors import DocumentUnreadable
from ingest.parsers.files import parse_file
from ingest.parsers.typeset import Parsed
from ingest.records import BlockKind, Document, Finding, Language, Section

__all__ = ["load_document", "read_document"]


def load_document(source: Source) -> tuple[Document, tuple[Finding, ...]]:
    """
    Read, decode and parse one file.

    Returns:
        The document, without an organisation where corpus.toml names none, and findings about encoding, emptiness and dates that contradict each other.

    Raises:
        DocumentUnreadable: If the file cannot be read or is no text.
    """
    try:
        content = source.file.read_bytes()
    except OSError as error:
        msg = f"{source.path} cannot be read ({error.strerror}); check that it exists and may be read."
        raise DocumentUnreadable(msg) from error
    return read_document(source, content)


def read_document(source: Source, content: bytes) -> tuple[Document, tuple[Finding, ...]]:
    """
    Parse one file's bytes; otherwise as `load_document`.

    Raises:
        DocumentUnreadable: If they are in no format that is read, or damaged.
    """
    parsed = parse_file(content, source.path)
    document = _document(source, parsed, hashlib.sha256(content).hexdigest())
    return document, tuple(_findings(source, document, parsed))


def _document(source: Source, parsed: Parsed, checksum: str) -> Document:
    written, text, root = source.written, parsed.text, parsed.root
    title = written.title or parsed.title or guess_title(root, source.path)
    kind = written.kind or guess_kind(title, source.path, root)
    first, last = written.period_from, written.period_to
    if first is None and last is None:
        first, last = guess_period(title, kind) or guess_printed_period(root, source.path, kind) or (None, None)
    if first and last and _may_be_financial(first, last):
        first, last = financial_period(text, first.year) or (first, last)
    return Document(
        id=source.id,
        path=source.path,
        title=title,
        organisation=written.organisation or "",
        kind=kind,
        language=written.language or _said_language(parsed) or guess_language(text),
        text=text,
        checksum=checksum,
        root=root,
        pages=parsed.pages,
        period_from=first,
        period_to=last,
        published=written.published or (None if written.is_undated else parsed.published),
        updated=written.updated or _printed_update(text, root),
        is_official=_is_official(written, parsed),
        authority=written.authority,
        owner=written.owner,
        interim_on=written.interim_on,
        annual_on=written.annual_on,
        notice=written.notice,
        url=written.url,
        audience=written.audience,
        edition_of=written.edition_of,
    )


def _may_be_financial(first: dt.date, last: dt.date) -> bool:
    """Whether two calendar years may stand for one financial year: "2025-26", "2025/2026"."""
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and last.year == first.year + 1


def _said_language(parsed: Parsed) -> Language | None:
    return Language(parsed.language) if parsed.language in set(Language) else None


def _is_official(written: Written, parsed: Parsed) -> bool:
    if written.is_official is not None:
        return written.is_official
    return written.edition_of is None and not parsed.is_draft


def _printed_update(text: str, root: Section) -> dt.date | None:
    """The day in the last of the document's own "last updated" lines."""
    blocks = [block for _, section in root.walk() for top in section.blocks for block in top.walk()]
    lines = [block.span.of(text) for block in blocks if block.kind is BlockKind.UPDATED]
    return read_day(lines[-1]) if lines else None


def _findings(source: Source, document: Document, parsed: Parsed) -> list[Finding]:
    found = [
        Finding(document=source.id, code=doubt.code, message=f"{source.path} {doubt.message}") for doubt in parsed.doubts
    ]
    if parsed.is_draft and source.written.is_official is None:
        message = f"{source.path} calls itself a draft, so its answers are marked unofficial; publish it or leave it out."
        found.append(Finding(document=source.id, code="draft", message=message))
    if not document.text.strip():
        found.append(
            Finding(document=source.id, code="empty", message=f"{source.path} is empty; add text or remove it.")
        )
    printed = _printed_update(document.text, document.root)
    if source.written.updated and printed and printed != source.written.updated:
        message = (
            f"{source.path} says it was updated {printed}, corpus.toml says {source.written.updated}; correct one."
        )
        found.append(Finding(document=source.id, code="updated_differs", message=message))
    return found
