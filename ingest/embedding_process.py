"""
Many passages embedded by a process of its own, which takes torch and LlamaIndex with it when it ends.

Owns both sides of the pipe and what goes over it; leaves embedding to `ingest.embedding`. Vectors go to the disk as
they come, so that neither process holds them all. Nothing is ever unpickled.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from ingest.contained.frames import FrameBroken, read_frame, write_frame
from ingest.embedding import BATCH, Embedded, Tell, in_chunks, pipeline_vectors, words_of
from ingest.encoder.choice import BUNDLED, Running, load_embedding
from ingest.errors import EncoderUnavailable, RettesnorError
from ingest.recognise import Understood
from ingest.settings import Settings
from ingest.snapshot.lines import Held, pack_held, read_held
from ingest.stretches import find_stretches

if TYPE_CHECKING:
    from ingest.encoder.llama import SentenceEmbedding

__all__ = ["embed_apart", "main"]

MOST_PASSAGES = 2000
"""Passages sent at a time, unless one document has more."""

Ask = Callable[[Mapping[str, Any], bytes], tuple[Mapping[str, Any], bytes]]


def embed_apart(understood: Sequence[Understood], settings: Settings, *, tell: Tell) -> Embedded:
    """
    As `ingest.embedding.embed_passages`, by another process.

    Raises:
        EncoderUnavailable: If the configured encoder is not there.
        RettesnorError: If the process ends before it is done.
    """
    words = words_of(understood)
    passages = tuple(passage for each in understood for passage in each.passages)
    total, done = len(passages) + len(words), 0
    settings.data.mkdir(parents=True, exist_ok=True)
    with _process(settings) as (ready, ask), _scratch(settings) as vectors, _scratch(settings) as stretch_vectors:
        dim = int(ready["dim"])
        sizes: list[int] = []
        for some in _batches(understood):
            lines = [
                pack_held(Held(document=each.document, goals=(), people=(), passages=each.passages)) for each in some
            ]
            told, packed = ask({"lines": [len(line) for line in lines]}, b"".join(lines))
            own = sum(len(each.passages) for each in some)
            vectors.write(packed[: own * dim * 4])
            stretch_vectors.write(packed[own * dim * 4 :])
            sizes.extend(told["stretches"])
            done += own
            tell(done, total)
        _, packed = ask({"words": words}, b"")
        tell(total, total)
        return Embedded(
            passages=passages,
            vectors=_mapped(vectors, len(passages), dim),
            words=words,
            word_vectors=np.frombuffer(packed, dtype=np.float32).reshape(len(words), dim),
            encoder=ready["encoder"],
            stretch_vectors=_mapped(stretch_vectors, sum(sizes), dim),
            stretch_starts=np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int64),
        )


def main() -> int:
    """Embed what comes on standard input until that is closed."""
    name, data, device, batch = sys.argv[1:]
    # What a library prints must not end up between two answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        embedding = cast(
            "SentenceEmbedding", load_embedding(name, Path(data), running=Running.named(device, int(batch)))
        )
    except EncoderUnavailable as error:
        write_frame(answers, {"unavailable": str(error)})
        return 0
    if name == BUNDLED:
        import torch  # no sooner than the encoder

        # Means of rows wait for memory: threads that share them take a third longer than one.
        torch.set_num_threads(1)
    write_frame(answers, {"encoder": embedding.encoder.name, "dim": embedding.encoder.dim})
    while (frame := read_frame(sys.stdin.buffer)) is not None:
        head, body = frame
        write_frame(answers, *(_words(head, embedding) if "words" in head else _passages(head, body, embedding)))
    return 0


def _passages(head: Mapping[str, Any], body: bytes, embedding: SentenceEmbedding) -> tuple[dict[str, Any], bytes]:
    ends = np.cumsum(head["lines"]).tolist()
    held = [read_held(body[end - size : end]) for end, size in zip(ends, head["lines"], strict=True)]
    understood = [Understood(document=each.document, goals=(), people=(), passages=each.passages) for each in held]
    vectors = pipeline_vectors(understood, embedding)
    passages = (passage for each in held for passage in each.passages)
    stretches, starts = find_stretches(passages, {each.document.id: each.document.text for each in held})
    encoder = embedding.encoder
    own = in_chunks(stretches, encoder.embed_passages, dim=encoder.dim)
    return {"stretches": np.diff(starts).tolist()}, vectors.tobytes() + own.tobytes()


def _words(head: Mapping[str, Any], embedding: SentenceEmbedding) -> tuple[dict[str, Any], bytes]:
    encoder = embedding.encoder
    return {}, in_chunks(head["words"], encoder.embed_questions, dim=encoder.dim).tobytes()


@contextmanager
def _process(settings: Settings) -> Iterator[tuple[Mapping[str, Any], Ask]]:
    """The process, once it is ready: what it says of its encoder, and how it is asked."""
    told = [settings.encoder, str(settings.data), settings.device, str(settings.batch)]
    command = [sys.executable, "-m", "ingest.embedding_process", *told]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    # Of a group of its own: whoever interrupts means the ingestion, which ends this process.
    process = subprocess.Popen(  # noqa: S603 - our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, process_group=0
    )
    incoming, outgoing = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)

    def answer() -> tuple[Mapping[str, Any], bytes]:
        frame = read_frame(outgoing)
        if frame is None:
            raise FrameBroken
        return frame

    def ask(head: Mapping[str, Any], body: bytes) -> tuple[Mapping[str, Any], bytes]:
        write_frame(incoming, head, body)
        return answer()

    try:
        ready, _ = answer()
        if "unavailable" in ready:
            raise EncoderUnavailable(ready["unavailable"])
        yield ready, ask
    except (FrameBroken, BrokenPipeError) as error:
        msg = (
            f"The process that embeds passages ended before it was done (exit code {process.wait(5)}); the old index "
            "stays in force. See what it wrote above, make room in memory if it wrote nothing, then run again."
        )
        raise RettesnorError(msg) from error
    finally:
        process.kill()
        process.wait()
        incoming.close()
        outgoing.close()


@contextmanager
def _scratch(settings: Settings) -> Iterator[IO[bytes]]:
    """A file without a name: it is gone with whoever holds it, however that ends."""
    with tempfile.TemporaryFile(dir=settings.data) as file:
        yield file


def _mapped(file: IO[bytes], count: int, dim: int) -> NDArray[np.float32]:
    """What was written to a file, shape (count, dim), read from the disk as it is used."""
    file.flush()
    if not count:
        return np.zeros((0, dim), dtype=np.float32)
    return np.memmap(file, dtype=np.float32, mode="c", shape=(count, dim))


def _batches(understood: Sequence[Understood]) -> Iterator[Sequence[Understood]]:
    some: list[Understood] = []
    held = 0
    for each in understood:
        if some and (len(some) >= BATCH or held + len(each.passages) > MOST_PASSAGES):
            yield some
            some, held = [], 0
        some.append(each)
        held += len(each.passages)
    if some:
        yield some


if __name__ == "__main__":
    sys.exit(main())
