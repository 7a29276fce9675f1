"""
Walking a corpus folder: which files are sources, what each is called, and whose it is.

Owns the id rule, what is skipped, and joining corpus.toml with the files found;
leaves reading a file's words to `ingest.corpus.load`, and whose an undescribed file is to `ingest.corpus.owners`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.corpus.described import DESCRIPTION_FILE, Description, Written, read_description
from ingest.corpus.noted import Noted
from ingest.errors import CorpusInvalid
from ingest.parsers.files import HEAD_BYTES, unknown_format
from ingest.records import Finding, Organisation
from ingest.settings import MATERIAL_FOLDER, OWN_GLOSSARY
from ingest.walk import files_below

__all__ = ["Corpus", "Earlier", "Source", "read_corpus"]



@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A document that has an id from an earlier ingestion."""

    id: str
    path: str
    checksum: str
    """Of its file's bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file of a corpus with what is known about it before it is read."""

    id: str
    path: str
    """Below the corpus folder, with "/"."""
    file: Path
    """Where its bytes are."""
    written: Written
    """What corpus.toml says; all None for a file it does not list."""
    is_listed: bool
    """Whether corpus.toml lists it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A folder's sources in order of path, and whose they are."""

    name: str
    """Of the folder: what the organisation is called where nothing names it."""
    organisations: tuple[Organisation, ...]
    """As corpus.toml describes them; none where it does not."""
    sources: tuple[Source, ...]
    findings: tuple[Finding, ...]
    noted: tuple[Noted, ...] = ()
    """What corpus.toml says of single goals and milestones."""


def read_corpus(folder: Path, *, earlier: Sequence[Earlier] = ()) -> Corpus:
    """
    Everything in `folder` that can be read as a document; a folder without corpus.toml works too.

    Args:
        folder: The corpus folder.
        earlier: Documents whose ids last: for a file at the same path, else for one with the same bytes.

    Skipped: hidden files, corpus.toml, README, SUMMARY (GitBook's contents) and backup files; with a finding, links
    that lead out of the folder and files whose first bytes show that nobody reads them.

    Raises:
        CorpusInvalid: If the folder is missing, corpus.toml is wrong, or it lists a file that is not there.
    """
    if not folder.is_dir():
        msg = f"the corpus folder {str(folder)!r} does not exist; create it or set RETTESNOR_CORPUS to another."
        raise CorpusInvalid(msg)
    description = read_description(folder)
    findings: list[Finding] = []
    files = dict(_walk(folder, findings))
    _refuse_missing(folder, description, files)
    lasting = _lasting(files, description, earlier)
    ids = _ids(sorted(files), description, lasting, findings)
    _refuse_unknown_originals(description, ids)
    sources = tuple(
        Source(
            id=ids[path],
            path=path,
            file=files[path],
            written=description.documents.get(path) or Written(path=path),
            is_listed=path in description.documents,
        )
        for path in sorted(files)
    )
    return Corpus(
        name=folder.resolve().name or "corpus",
        organisations=description.organisations,
        sources=sources,
        findings=tuple(findings),
        noted=description.noted,
    )


def _walk(folder: Path, findings: list[Finding]) -> Iterator[tuple[str, Path]]:
    root = folder.resolve()
    for path, entry in files_below(folder, enters=_is_entered):
        if _is_skipped(entry.name):
            continue
        file = Path(entry.path)
        if entry.is_symlink() and not file.resolve().is_relative_to(root):
            outside = f"{path} is a link that leads out of the corpus folder and was skipped; copy the file in."
            findings.append(Finding(document=path, code="link_outside", message=outside))
        elif message := unknown_format(_head(file), path):
            findings.append(Finding(document=path, code="unsupported_format", message=message))
        else:
            yield path, file


def _is_entered(path: str) -> bool:
    return path != MATERIAL_FOLDER and not path.rpartition("/")[2].startswith(".")


def _is_skipped(name: str) -> bool:
    return (
        name.startswith((".", "~"))
        or name.endswith("~")
        or name in (DESCRIPTION_FILE, OWN_GLOSSARY)
        or PurePosixPath(name).stem.upper() == "README"
        or name == "SUMMARY.md"
    )


def _head(file: Path) -> bytes:
    """A file's first bytes; none when it cannot be read, which reading it reports."""
    try:
        with file.open("rb") as opened:
            return opened.read(HEAD_BYTES)
    except OSError:
        return b""


def _refuse_missing(folder: Path, description: Description, files: Mapping[str, Path]) -> None:
    for path in description.documents:
        is_below = (folder / path).resolve().is_relative_to(folder.resolve())
        if path not in files and not (is_below and (folder / path).is_file()):
            msg = (
                f"{folder / DESCRIPTION_FILE} lists {path!r}, but there is no such file in the folder; "
                "correct the path or remove its [[document]]."
            )
            raise CorpusInvalid(msg)


def _lasting(files: Mapping[str, Path], description: Description, earlier: Sequence[Earlier]) -> dict[str, str]:
    """The ids that paths keep from before: by the path itself, else by the bytes of one that is gone."""
    written = {path: each.id for path, each in description.documents.items() if each.id and path in files}
    free = [each for each in earlier if each.id not in written.values()]
    kept = {each.path: each.id for each in free if each.path in files and each.path not in written}
    gone: dict[str, list[str]] = {}
    for each in sorted(free, key=lambda each: each.path, reverse=True):
        if each.path not in files:
            gone.setdefault(each.checksum, []).append(each.id)
    for path in sorted(files.keys() - kept.keys() - written.keys()) if gone else ():
        if olds := gone.get(_checksum(files[path])):
            kept[path] = olds.pop()
    return kept


def _checksum(file: Path) -> str:
    """Of a file's bytes; none when it cannot be read, which reading it reports."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _ids(
    paths: Sequence[str], description: Description, lasting: Mapping[str, str], findings: list[Finding]
) -> dict[str, str]:
    """Each path's document id: the written one, the one it has, or else the path without its ending, if that is free."""
    ids = {path: written.id for path, written in description.documents.items() if written.id and path in paths}
    ids |= lasting
    taken = set(ids.values())
    for path in paths:
        short = PurePosixPath(path).with_suffix("").as_posix()
        if path not in ids:
            free = (each for each in (short, path, *(f"{path}-{count}" for count in range(2, 99))) if each not in taken)
            ids[path] = next(free)
            taken.add(ids[path])
        if path == ids[path] != short and short in taken:
            message = (
                f"the id {short!r} is taken, so {path} is called {path!r}; rename it or give it an id in corpus.toml."
            )
            findings.append(Finding(document=path, code="id_collision", message=message))
    return ids


def _refuse_unknown_originals(description: Description, ids: Mapping[str, str]) -> None:
    for path, written in description.documents.items():
        for key, named in (("edition_of", written.edition_of), ("supersedes", written.supersedes)):
            if named and (named not in ids.values() or ids.get(path) == named):
                msg = (
                    f"{DESCRIPTION_FILE}, [[document]] {path!r}: {key} is {named!r}, but must be the id "
                    f"of another document ({', '.join(sorted(ids.values()))}); correct it."
                )
                raise CorpusInvalid(msg)
