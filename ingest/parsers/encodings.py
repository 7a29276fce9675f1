"""
Bytes become text.

Owns the encodings a text may come in; leaves what it says to others.
"""

from __future__ import annotations

import codecs

from ingest.errors import DocumentUnreadable

__all__ = ["MAX_BYTES", "decode"]

MAX_BYTES = 50_000_000
"""Larger files are refused: a strategy document is never that long, a mistaken export may be."""


def decode(content: bytes, name: str) -> tuple[str, str | None]:
    """
    The text of a file, and the encoding when it was not the expected UTF-8.

    A byte order mark is no part of the text.

    Raises:
        DocumentUnreadable: If the bytes are no text.
    """
    if len(content) > MAX_BYTES:
        msg = f"{name} has {len(content)} bytes, but at most {MAX_BYTES} are read; split it or leave it out."
        raise DocumentUnreadable(msg)
    text, encoding = _decoded(content, name)
    if "\x00" in text:
        msg = f"{name} holds NUL characters, so it is no text; save it as UTF-8 text."
        raise DocumentUnreadable(msg)
    return text, encoding


def _decoded(content: bytes, name: str) -> tuple[str, str | None]:
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16"), "utf-16"
        try:
            return content.decode("utf-8-sig"), None
        except UnicodeDecodeError:
            return content.decode("cp1252"), "windows-1252"
    except UnicodeDecodeError as error:
        msg = f"{name} is neither UTF-8, UTF-16 nor Windows-1252 text ({error.reason}); save it as UTF-8."
        raise DocumentUnreadable(msg) from error
