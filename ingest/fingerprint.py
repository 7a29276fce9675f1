"""
The fingerprint of everything an index is made from: files, encoder and the code itself.

Owns what counts as a change, and finds it without importing anything heavy;
leaves what is done about it to `ingest.pipeline`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ingest.encoder.choice import BUNDLED, find_model, is_import_path, load_encoder
from ingest.encoder.static import BUNDLE, MANIFEST
from ingest.settings import Settings
from ingest.walk import files_below

__all__ = ["code_fingerprint", "fingerprint"]

CODE = Path(__file__).parent
CODE_ENDINGS = frozenset({".py", ".tsv", ".txt"})
TRAINING = "training"


def fingerprint(settings: Settings) -> str:
    """
    A name for all that `settings` would be ingested from; the same as last time means there is nothing to do.

    It covers every file of the corpus folder, the encoder, and the program's own code and word lists, so that a new
    version makes the index anew.

    Raises:
        EncoderUnavailable: If the encoder is neither bundled nor on disk.
    """
    sha = hashlib.sha256()
    for part in (_corpus(settings), _encoder(settings), _code()):
        for name, content in part:
            # Lengths keep "ab"+"c" apart from "a"+"bc".
            sha.update(f"{len(name.encode())}:{len(content)}:".encode() + name.encode() + content)
        sha.update(b"|")
    return sha.hexdigest()


def code_fingerprint() -> str:
    """A name for the program's own code and word lists: another version may read the same file otherwise."""
    sha = hashlib.sha256()
    for name, content in _code():
        sha.update(f"{len(name.encode())}:{len(content)}:".encode() + name.encode() + content)
    return sha.hexdigest()


def _corpus(settings: Settings) -> Iterator[tuple[str, bytes]]:
    root, data = str(settings.corpus.resolve()), f"{settings.data.resolve()}/"
    for name, entry in _entries(settings.corpus):
        real = str(Path(entry.path).resolve()) if entry.is_symlink() else f"{root}/{name}"
        # A corpus folder may hold the data folder, which this very run writes to.
        if real.startswith(data):
            continue
        try:
            content = Path(entry.path).read_bytes()
        except OSError as error:
            content = f"unreadable {error.errno}".encode()
        yield name, hashlib.sha256(content).digest()


def _encoder(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """The bundle by its checksums; a model by size and date of its files, which may be gigabytes; others by name."""
    name = settings.encoder
    if name == BUNDLED:
        yield name, (BUNDLE / MANIFEST).read_bytes()
        return
    if is_import_path(name):
        yield name, load_encoder(name).name.encode()
        return
    folder = find_model(name)
    for path in _files(folder):
        found = path.stat()
        yield f"{name}/{path.relative_to(folder).as_posix()}", f"{found.st_size} {found.st_mtime_ns}".encode()


def _code() -> Iterator[tuple[str, bytes]]:
    for path in _files(CODE):
        inner = path.relative_to(CODE)
        if path.suffix in CODE_ENDINGS and TRAINING not in inner.parts:
            yield inner.as_posix(), path.read_bytes()


def _files(folder: Path) -> Iterable[Path]:
    """Every file below `folder` that is not hidden, in order of path."""
    return (Path(entry.path) for _, entry in _entries(folder))


def _entries(folder: Path) -> Sequence[tuple[str, os.DirEntry[str]]]:
    """The same as entries, with their names below `folder`."""
    found = files_below(folder, enters=lambda name: not _last(name).startswith((".", "__pycache__")))
    shown = [(name, entry) for name, entry in found if not entry.name.startswith(".")]
    return sorted(shown, key=lambda each: each[0].split("/"))


def _last(name: str) -> str:
    return name.rpartition("/")[2]
