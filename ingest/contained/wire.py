"""
Sources and outcomes as JSON values, for pipes and for the store of files already read.

Owns their form; leaves single records to `ingest.serial`, whose check that quotations stand in their document this is.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ingest.corpus import Source
from ingest.corpus.described import Written
from ingest.recognise import Outcome, Understood
from ingest.records import Document, Finding, Goal, Passage, Person
from ingest.serial import from_json, to_json

__all__ = ["outcome_to_json", "pack_outcome", "source_from_json", "source_to_json", "unpack_outcome"]

MAX_PLAIN = 256_000_000
QUICKLY = 1
"""zlib's quickest level: a fifth of the size for little time."""


def source_to_json(source: Source) -> Mapping[str, Any]:
    """All of a source but where its bytes are."""
    return {"id": source.id, "path": source.path, "listed": source.is_listed, "written": to_json(source.written)}


def source_from_json(written: Mapping[str, Any]) -> Source:
    """What `source_to_json` wrote."""
    return Source(
        id=written["id"],
        path=written["path"],
        file=Path(),
        written=from_json(Written, written["written"]),
        is_listed=written["listed"],
    )


def outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    """
    An outcome as JSON values.

    Raises:
        ValueError: If a record quotes what its document does not say.
    """
    if outcome.fault is not None:
        return {"fault": to_json(outcome.fault)}
    one = outcome.understood
    if one is None:
        msg = "an outcome has a document or a fault"
        raise ValueError(msg)
    text = one.document.text
    return {
        "document": to_json(one.document),
        "goals": [to_json(each, text=text) for each in one.goals],
        "people": [to_json(each, text=text) for each in one.people],
        "passages": [to_json(each, text=text) for each in one.passages],
        "findings": [to_json(each) for each in one.findings],
        "doubts": [to_json(each) for each in one.doubts],
        "named": one.named,
    }


def pack_outcome(outcome: Outcome) -> bytes:
    """
    An outcome as bytes.

    Raises:
        ValueError: If a record quotes what its document does not say.
    """
    written = json.dumps(outcome_to_json(outcome), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(written.encode("utf-8", "surrogatepass"), QUICKLY)


def unpack_outcome(packed: bytes) -> Outcome:
    """
    What `pack_outcome` wrote.

    Raises:
        ValueError, KeyError, TypeError: If it is of another form, or longer than any document.
    """
    unpacking = zlib.decompressobj()
    try:
        plain = unpacking.decompress(packed, MAX_PLAIN)
    except zlib.error as error:
        msg = f"an outcome cannot be unpacked: {error}"
        raise ValueError(msg) from error
    if unpacking.unconsumed_tail:
        msg = f"an outcome unpacks to more than {MAX_PLAIN} bytes"
        raise ValueError(msg)
    return _outcome(json.loads(plain.decode("utf-8", "surrogatepass")))


def _outcome(written: Mapping[str, Any]) -> Outcome:
    if "fault" in written:
        return Outcome(fault=from_json(Finding, written["fault"]))
    document = from_json(Document, written["document"])
    return Outcome(
        understood=Understood(
            document=document,
            goals=tuple(from_json(Goal, each, text=document.text) for each in written["goals"]),
            people=tuple(from_json(Person, each, text=document.text) for each in written["people"]),
            passages=tuple(from_json(Passage, each, text=document.text) for each in written["passages"]),
            findings=tuple(from_json(Finding, each) for each in written["findings"]),
            doubts=tuple(from_json(Finding, each) for each in written["doubts"]),
            named=written["named"],
        )
    )
