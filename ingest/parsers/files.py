"""
A file of any format, told by its content, becomes a text with a section tree.

Owns telling formats apart and the reasons for reading none; leaves each format to its own module.
The libraries of a format are imported when the first such file is met.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable
from pathlib import PurePosixPath

from ingest.errors import DocumentUnreadable
from ingest.parsers.archive import open_archive, refuse_unsafe
from ingest.parsers.encodings import MAX_BYTES, decode
from ingest.parsers.front import read_front
from ingest.parsers.layout import Doubt, Layout
from ingest.parsers.outline import parse_text
from ingest.parsers.typeset import Parsed, typeset

__all__ = ["HEAD_BYTES", "Format", "UnknownFormat", "parse_file", "unknown_format"]

MAX_TEXT_CHARS = 8_000_000
"""The longest text kept of one file: some thirty novels."""
TEXT_ENDINGS = frozenset({"", ".txt", ".text", ".md", ".markdown", ".mdown", ".mkd", ".mdx", ".doc", ".htm", ".html"})
"""A text by another ending (".json", ".css") is no document."""
BINARY_ENDINGS = frozenset({".pdf", ".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".pptm"})
"""A text by one of these was meant to be more."""
HEAD_BYTES = 2_048


class Format(enum.StrEnum):
    """What a file is by its content."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"


class UnknownFormat(DocumentUnreadable):
    """A file is in a format that nobody reads here."""


_SIGNS: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "a rich text file", "save it as .docx"),
    (b"\x1f\x8b", "a gzip archive", "unpack it into the folder"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it into the folder"),
    (b"Rar!", "a rar archive", "unpack it into the folder"),
    (b"BZh", "a bzip2 archive", "unpack it into the folder"),
    (b"\xfd7zXZ", "an xz archive", "unpack it into the folder"),
    (b"\x89PNG", "a picture", "write down what it says"),
    (b"\xff\xd8\xff", "a picture", "write down what it says"),
    (b"GIF8", "a picture", "write down what it says"),
    (b"II*\x00", "a picture", "run it through text recognition (OCR)"),
    (b"MM\x00*", "a picture", "run it through text recognition (OCR)"),
    (b"%!PS", "a PostScript file", "save it as .pdf"),
    (b"SQLite format 3", "a database", "leave it out"),
    (b"\x7fELF", "a program", "leave it out"),
    (b"MZ", "a program", "leave it out"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = {"word/document.xml": Format.DOCX, "xl/workbook.xml": Format.XLSX, "ppt/presentation.xml": Format.PPTX}
_HTML = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_ANY_TAG = re.compile(r"<(?:p|div|h[1-6]|table|ul|ol|article|main|span)\b[^<>]*>", re.IGNORECASE)


def parse_file(content: bytes, name: str) -> Parsed:
    """
    Read a file.

    Args:
        content: All its bytes.
        name: Its path below the corpus folder; its ending only helps where the content leaves a doubt.

    Raises:
        UnknownFormat: If nobody reads its format.
        DocumentUnreadable: If it is damaged, encrypted, unsafe or without text; the message says which.
    """
    if not content:
        msg = f"{name} is empty (0 bytes); copy it anew or remove it."
        raise DocumentUnreadable(msg)
    if len(content) > MAX_BYTES:
        msg = f"{name} has {len(content)} bytes, but at most {MAX_BYTES} are read; split it or leave it out."
        raise DocumentUnreadable(msg)
    kind = _tell_format(content, name)
    parsed = _plain(content, name) if kind is Format.TEXT else typeset(_layout(kind, content, name))
    if len(parsed.text) > MAX_TEXT_CHARS:
        msg = f"{name} holds {len(parsed.text)} characters, but at most {MAX_TEXT_CHARS} are read; split it."
        raise DocumentUnreadable(msg)
    return parsed


def _tell_format(content: bytes, name: str) -> Format:
    """
    What a file is by its first bytes, and for Office files by their parts.

    Raises:
        UnknownFormat: If nobody reads it.
        DocumentUnreadable: If it is an archive that is cut off or unsafe.
    """
    if b"%PDF-" in content[:1024]:
        return Format.PDF
    if content.startswith(_OLE):
        raise _old_office(content, name)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _office(content, name)
    for sign, what, remedy in _SIGNS:
        if content.startswith(sign):
            raise _unknown(name, what, remedy)
    return _text_format(content, name)


def unknown_format(head: bytes, name: str) -> str | None:
    """Why a file is not read that begins with `head`; None when it may well be, or only all of it can tell."""
    if not head or head.startswith((b"PK", _OLE)) or b"%PDF-" in head:
        return None
    try:
        _tell_format(head, name)
    except UnknownFormat as error:
        return str(error)
    except DocumentUnreadable:
        # Said when it is read, where its last good version is.
        return None
    return None


def _office(content: bytes, name: str) -> Format:
    with open_archive(content, name) as archive:
        names = frozenset(archive.namelist())
        found = next((kind for part, kind in _OFFICE.items() if part in names), None)
        if found is None:
            what = "an OpenDocument file" if "mimetype" in names and "content.xml" in names else "a zip archive"
            is_open = what.startswith("an Open")
            raise _unknown(name, what, "save it as .docx, .xlsx or .pptx" if is_open else "unpack it into the folder")
        refuse_unsafe(archive, name, packed=len(content))
    return found


def _old_office(content: bytes, name: str) -> DocumentUnreadable:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return DocumentUnreadable(f"{name} is encrypted; save it without a password.")
    return _unknown(name, "an Office file of before 2007", "save it as .docx, .xlsx or .pptx")


def _text_format(content: bytes, name: str) -> Format:
    ending = PurePosixPath(name).suffix.lower()
    head = _head(content)
    if re.match(r"\s*(?:MIME-Version|From|Content-Type):[^\n]*\n", head) and "multipart/related" in head:
        raise _unknown(name, "a web archive", "save the page as .html")
    if _HTML.match(head) or (ending in {".html", ".htm"} and _ANY_TAG.search(head)):
        return Format.HTML
    if ending in BINARY_ENDINGS:
        msg = f"{name} is no {ending} file inside, or a damaged one; copy or save it anew."
        raise DocumentUnreadable(msg)
    if ending not in TEXT_ENDINGS:
        raise _unknown(name, f"a file with the ending {ending!r}", "save it as .md, .txt, .docx or .pdf")
    return Format.TEXT


def _head(content: bytes) -> str:
    """The first characters, as far as they can be told."""
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return content[:HEAD_BYTES].decode("utf-16" if is_wide else "latin-1", errors="replace").lstrip("\ufeffï»¿")


def _unknown(name: str, what: str, remedy: str) -> UnknownFormat:
    return UnknownFormat(f"{name} is {what}, which is not read; {remedy}.")


def _plain(content: bytes, name: str) -> Parsed:
    text, guessed = decode(content, name)
    message = f"was read as {guessed}; check its special letters, or save it as UTF-8."
    doubts = (Doubt(code="encoding_guessed", message=message),) if guessed else ()
    front = read_front(text)
    return Parsed(
        text=text,
        root=parse_text(text),
        doubts=doubts,
        title=front.title,
        language=front.language,
        published=front.published,
        is_draft=front.is_draft,
    )


def _layout(kind: Format, content: bytes, name: str) -> Layout:
    try:
        return _reader(kind)(content, name)
    except (DocumentUnreadable, MemoryError):
        raise
    except Exception as error:
        # The libraries beneath answer a damaged file with errors of every kind.
        msg = f"{name} is a damaged {kind.value} file ({type(error).__name__}: {str(error)[:120]}); save it anew."
        raise DocumentUnreadable(msg) from error


def _reader(kind: Format) -> Callable[[bytes, str], Layout]:
    match kind:
        case Format.DOCX:
            from ingest.parsers.docx import read_docx  # each brings its libraries

            return lambda content, _: read_docx(content)
        case Format.XLSX:
            from ingest.parsers.xlsx import read_xlsx

            return read_xlsx
        case Format.PPTX:
            from ingest.parsers.pptx import read_pptx

            return lambda content, _: read_pptx(content)
        case Format.PDF:
            from ingest.parsers.pdf import read_pdf

            return read_pdf
        case _:
            from ingest.parsers.html import read_html

            return read_html
