"""
The child process: reads one file after another from its standard input until that is closed.

Owns the loop and its limits; leaves the reading to `ingest.recognise`. Started by `ingest.contained.pool` alone.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from ingest.contained.frames import read_frame, write_frame
from ingest.contained.limits import allow_time, confine
from ingest.contained.wire import pack_outcome, source_from_json
from ingest.recognise import recognise

__all__ = ["main"]

MIB = 1 << 20


def main() -> int:
    """Answer every frame on standard input with one on standard output."""
    memory, seconds = int(sys.argv[1]), int(sys.argv[2])
    # What a library prints must not end up between two answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _import_readers()
    is_filtered = confine(memory=memory * MIB)
    write_frame(answers, {"ready": True, "filtered": is_filtered})
    while (frame := read_frame(sys.stdin.buffer)) is not None:
        head, content = frame
        allow_time(seconds)
        answer, packed = _answer(head, content)
        write_frame(answers, answer, packed)
    return 0


def _answer(head: Any, content: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        outcome = recognise(source_from_json(head), content)
        return {"is_read": outcome.fault is None}, pack_outcome(outcome)
    except MemoryError:
        return {"out_of_memory": True}, b""


def _import_readers() -> None:
    """Nothing that a limit would hinder later: libraries that load shared objects or look at the machine."""
    import ctypes.util  # noqa: F401 (imported for that alone)


if __name__ == "__main__":
    sys.exit(main())
