"""
One source becomes a Document.

Owns joining a file's words, its tree, what corpus.toml says and what must be guessed;
leaves the tree to `ingest.parsers` and the guessing to `ingest.corpus.guesses`.
"""

from __future__ import annotations

import datetime as dt
import hashlib

from ingest.corpus.folder import Source
from ingest.corpus.guesses import guess_kind, guess_language, guess_period, guess_title
from ingest.corpus.text import decode
from ingest.dates import read_day
from ingest.errors import DocumentUnreadable
from ingest.parsers import parse_text
from ingest.records import BlockKind, Document, Finding, Section

__all__ = ["decode", "load_document"]


def load_document(source: Source) -> tuple[Document, tuple[Finding, ...]]:
    """
    Read, decode and parse one file.

    Returns:
        The document, and findings about encoding, emptiness and dates that contradict each other.

    Raises:
        DocumentUnreadable: If the file cannot be read or is no text.
    """
    try:
        content = source.file.read_bytes()
    except OSError as error:
        msg = f"{source.path} cannot be read ({error.strerror}); check that it exists and may be read."
        raise DocumentUnreadable(msg) from error
    text, encoding = decode(content, source.path)
    root = parse_text(text)
    document = _document(source, text, root, hashlib.sha256(content).hexdigest())
    return document, tuple(_findings(source, document, encoding))


def _document(source: Source, text: str, root: Section, checksum: str) -> Document:
    written = source.written
    title = written.title or guess_title(root, source.path)
    kind = written.kind or guess_kind(title, source.path, root)
    first, last = written.period_from, written.period_to
    if first is None and last is None:
        first, last = guess_period(title, kind) or (None, None)
    return Document(
        id=source.id,
        path=source.path,
        title=title,
        organisation=source.organisation,
        kind=kind,
        language=written.language or guess_language(text),
        text=text,
        checksum=checksum,
        root=root,
        period_from=first,
        period_to=last,
        published=written.published,
        updated=written.updated or _printed_update(text, root),
        is_official=written.is_official if written.is_official is not None else written.edition_of is None,
        authority=written.authority,
        owner=written.owner,
        notice=written.notice,
        url=written.url,
        audience=written.audience,
        edition_of=written.edition_of,
    )


def _printed_update(text: str, root: Section) -> dt.date | None:
    """The day in the last of the document's own "last updated" lines."""
    blocks = [block for _, section in root.walk() for top in section.blocks for block in top.walk()]
    lines = [block.span.of(text) for block in blocks if block.kind is BlockKind.UPDATED]
    return read_day(lines[-1]) if lines else None


def _findings(source: Source, document: Document, encoding: str | None) -> list[Finding]:
    found: list[Finding] = []
    if encoding:
        message = f"{source.path} was read as {encoding}; check its special letters, or save it as UTF-8."
        found.append(Finding(document=source.id, code="encoding_guessed", message=message, details={"as": encoding}))
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
