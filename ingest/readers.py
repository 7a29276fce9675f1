"""
Ways to read the files of a corpus: in child processes with limits, or here.

Owns spreading files over the children, keeping what they made for the next run, and what is said of a file that breaks
a limit; leaves the children to `ingest.contained`, reading one file to `ingest.recognise`.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future

from ingest.contained import Frame, Limits, Pool, Refused
from ingest.contained.wire import outcome_to_json, source_to_json, unpack_outcome
from ingest.corpus import Source
from ingest.finished import FinishedFiles
from ingest.recognise import NOT_UNDERSTOOD, UNREADABLE, Outcome, recognise
from ingest.records import Finding

__all__ = ["Read", "read_contained", "read_here"]

AHEAD = 4
"""Files waiting for each child: few, because their bytes are held."""

Read = Callable[[Sequence[Source]], Iterator[Outcome]]
"""Reads sources; one outcome each, in order."""


def read_here(sources: Sequence[Source]) -> Iterator[Outcome]:
    """Read in this process and without limits: for tests, and for files that this program wrote itself."""
    for source in sources:
        content = _bytes(source)
        yield _checked(source, recognise(source, content)) if isinstance(content, bytes) else content


def read_contained(finished: FinishedFiles, *, size: int | None = None, limits: Limits | None = None) -> Read:
    """
    A way to read in child processes.

    Args:
        finished: What was read before, and where what is read now goes.
        size: How many children; as many as there are processors unless told.
        limits: For each file.
    """

    def read(sources: Sequence[Source]) -> Iterator[Outcome]:
        children = min(size or len(os.sched_getaffinity(0)), max(len(sources), 1))
        with Pool(size=children, limits=limits or Limits()) as pool:
            waiting: deque[tuple[Source, Future[Frame] | Outcome]] = deque()
            for source in sources:
                waiting.append((source, _begin(source, finished, pool)))
                if len(waiting) >= AHEAD * children:
                    yield _end(*waiting.popleft())
            while waiting:
                yield _end(*waiting.popleft())

    return read


def _begin(source: Source, finished: FinishedFiles, pool: Pool) -> Future[Frame] | Outcome:
    content = _bytes(source)
    if not isinstance(content, bytes):
        return content
    head = source_to_json(source)
    key = finished.key(head, hashlib.sha256(content).hexdigest())
    known = finished.get(key)
    if known is not None:
        return known
    future = pool.submit(head, content)
    future.add_done_callback(lambda done: _keep(finished, key, done))
    return future


def _keep(finished: FinishedFiles, key: str, done: Future[Frame]) -> None:
    if not done.cancelled() and done.exception() is None:
        head, packed = done.result()
        if head.get("is_read"):
            finished.put(key, packed)


def _end(source: Source, begun: Future[Frame] | Outcome) -> Outcome:
    if isinstance(begun, Outcome):
        return begun
    try:
        return unpack_outcome(begun.result()[1])
    except Refused as error:
        message = f"{source.path} {error}; it is taken for damaged or hostile: save it anew, or split it."
        return Outcome(fault=Finding(document=source.id, code=UNREADABLE, message=message))
    except (ValueError, KeyError, TypeError) as error:
        return _not_understood(source, error)


def _checked(source: Source, outcome: Outcome) -> Outcome:
    """The outcome, unless a record of it quotes what its document does not say: writing it does the check."""
    try:
        outcome_to_json(outcome)
    except ValueError as error:
        return _not_understood(source, error)
    return outcome


def _not_understood(source: Source, error: Exception) -> Outcome:
    message = f"{source.path} could not be understood ({type(error).__name__}: {error}); please report it."
    return Outcome(fault=Finding(document=source.id, code=NOT_UNDERSTOOD, message=message))


def _bytes(source: Source) -> bytes | Outcome:
    try:
        return source.file.read_bytes()
    except OSError as error:
        message = f"{source.path} cannot be read ({error.strerror}); check that it exists and may be read."
        return Outcome(fault=Finding(document=source.id, code=UNREADABLE, message=message))
