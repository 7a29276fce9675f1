"""
Walking a corpus folder: which files are sources, what each is called, and whose it is.

Owns the id rule, what is skipped, and joining corpus.toml with the files found;
leaves reading a file's words to `ingest.corpus.load`, and whose an undescribed file is to `ingest.corpus.owners`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.corpus.described import DESCRIPTION_FILE, Description, Written, read_description
from ingest.corpus.noted import Noted
from ingest.errors import CorpusInvalid
from ingest.parsers.files import HEAD_BYTES, unknown_format
from ingest.records import Finding, Organisation
from ingest.settings import MATERIAL_FOLDER, OWN_GLOSSARY

__all__ = ["Corpus", "Source", "read_corpus"]



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


def read_corpus(folder: Path) -> Corpus:
    """
    Everything in `folder` that can be read as a document; a folder without corpus.toml works too.

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
    ids = _ids(sorted(files), description, findings)
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
    root, material = folder.resolve(), folder / MATERIAL_FOLDER
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and (Path(here) / name) != material)
        for name in sorted(names):
            file = Path(here) / name
            path = file.relative_to(folder).as_posix()
            if _is_skipped(name) or not file.is_file():
                continue
            if not file.resolve().is_relative_to(root):
                outside = f"{path} is a link that leads out of the corpus folder and was skipped; copy the file in."
                findings.append(Finding(document=path, code="link_outside", message=outside))
            elif message := unknown_format(_head(file), path):
                findings.append(Finding(document=path, code="unsupported_format", message=message))
            else:
                yield path, file


def _is_skipped(name: str) -> bool:
    return (
        name.startswith((".", "~"))
        or name.endswith("~")
        or name in (DESCRIPTION_FILE, OWN_GLOSSARY)
        or Path(name).stem.upper() == "README"
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


def _ids(paths: Sequence[str], description: Description, findings: list[Finding]) -> dict[str, str]:
    """Each path's document id: the written one, else the path without its ending, unless that is taken."""
    ids = {path: written.id for path, written in description.documents.items() if written.id and path in paths}
    taken = set(ids.values())
    for path in paths:
        if path in ids:
            continue
        short = PurePosixPath(path).with_suffix("").as_posix()
        ids[path] = path if short in taken else short
        if short in taken:
            message = (
                f"the id {short!r} is taken, so {path} is called {path!r}; rename it or give it an id in corpus.toml."
            )
            findings.append(Finding(document=path, code="id_collision", message=message))
        taken.add(ids[path])
    return {path: given for path, given in ids.items() if given}


def _refuse_unknown_originals(description: Description, ids: Mapping[str, str]) -> None:
    for path, written in description.documents.items():
        for key, named in (("edition_of", written.edition_of), ("supersedes", written.supersedes)):
            if named and (named not in ids.values() or ids.get(path) == named):
                msg = (
                    f"{DESCRIPTION_FILE}, [[document]] {path!r}: {key} is {named!r}, but must be the id "
                    f"of another document ({', '.join(sorted(ids.values()))}); correct it."
                )
                raise CorpusInvalid(msg)
