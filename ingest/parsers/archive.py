"""
Whether an Office file, which is a zip archive of XML parts, is safe to hand to a library.

Owns refusing bombs, encrypted and macro files before anything is unpacked; leaves limits on memory and time to
`ingest.contained`, because an archive may lie about itself. Nothing is ever written to disk.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from ingest.errors import DocumentUnreadable

__all__ = ["open_archive", "refuse_unsafe"]

MAX_PARTS = 5_000
MAX_UNPACKED = 300_000_000
MAX_RATIO = 200
"""An XML part is packed to a tenth or a twentieth; pictures hardly at all."""
MIN_SUSPECT = 1_000_000
HEAD_BYTES = 4_096
ENCRYPTED_FLAG = 0x1
_XML = (".xml", ".rels", ".vml")


def open_archive(content: bytes, name: str) -> zipfile.ZipFile:
    """
    The archive in `content`; `name` is for messages.

    Raises:
        DocumentUnreadable: If it is cut off or damaged.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        msg = f"{name} is damaged or cut off ({error}); copy or save it anew."
        raise DocumentUnreadable(msg) from error


def refuse_unsafe(archive: zipfile.ZipFile, name: str, *, packed: int) -> None:
    """
    Refuse an archive that is not what Office programs write.

    Args:
        archive: Opened.
        name: For messages.
        packed: Its size in bytes.

    Raises:
        DocumentUnreadable: If it is encrypted, holds macros, unpacks to more than a document does, or declares
            entities.
    """
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if any(part.flag_bits & ENCRYPTED_FLAG for part in parts):
        msg = f"{name} is encrypted; save it without a password."
        raise DocumentUnreadable(msg)
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        msg = f"{name} holds macros, which are never opened; save it without them, as .docx, .xlsx or .pptx."
        raise DocumentUnreadable(msg)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or sum(part.compress_size for part in parts) > packed:
        msg = (
            f"{name} unpacks to {unpacked} bytes in {len(parts)} parts, as no document does; it is taken for an attack."
        )
        raise DocumentUnreadable(msg)
    for part in parts:
        _refuse_part(archive, part, name)


def _refuse_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    if part.file_size > MIN_SUSPECT and part.file_size > MAX_RATIO * max(part.compress_size, 1):
        msg = f"{name} holds {part.filename!r}, which unpacks {MAX_RATIO} times over; it is taken for an attack."
        raise DocumentUnreadable(msg)
    if part.filename.startswith(("/", "\\")) or ".." in part.filename.replace("\\", "/").split("/"):
        msg = f"{name} holds {part.filename!r}, a path that leads out of it; it is taken for an attack."
        raise DocumentUnreadable(msg)
    if not part.filename.lower().endswith(_XML):
        return
    try:
        with archive.open(part) as opened:
            head = opened.read(HEAD_BYTES)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
        msg = f"{name} is damaged or cut off ({error}); copy or save it anew."
        raise DocumentUnreadable(msg) from error
    plain = head.replace(b"\x00", b"").upper()
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        msg = f"{name} declares entities in {part.filename!r}, as no Office program does; it is taken for an attack."
        raise DocumentUnreadable(msg)
