"""
Messages between a parent and a child over pipes: a JSON head and bytes, each with its length before it.

Owns their form and the largest that is taken; nothing is ever unpickled.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO

__all__ = ["MAX_FRAME", "FrameBroken", "read_frame", "write_frame"]

MAX_FRAME = 256_000_000
"""Bytes; more than any document makes."""
_LENGTHS = struct.Struct(">QQ")


class FrameBroken(Exception):
    """The other side ended in the middle of a message, or claims an impossible length."""


def write_frame(stream: BinaryIO, head: Mapping[str, Any], body: bytes = b"") -> None:
    """Send one message."""
    packed = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    stream.write(_LENGTHS.pack(len(packed), len(body)))
    stream.write(packed)
    stream.write(body)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[Mapping[str, Any], bytes] | None:
    """
    The next message; None when the other side has closed.

    Raises:
        FrameBroken: If it ends half-way, is too long, or is no JSON.
    """
    lengths = stream.read(_LENGTHS.size)
    if not lengths:
        return None
    if len(lengths) < _LENGTHS.size:
        raise FrameBroken
    head, body = _LENGTHS.unpack(lengths)
    if head + body > MAX_FRAME:
        raise FrameBroken
    packed, content = stream.read(head), stream.read(body)
    if len(packed) < head or len(content) < body:
        raise FrameBroken
    try:
        return json.loads(packed.decode("utf-8", "surrogatepass")), content
    except ValueError as error:
        raise FrameBroken from error
