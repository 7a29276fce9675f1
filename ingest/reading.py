"""
Every file of a corpus understood, one by one: goals, people, passages, and what was not understood.

Owns that one bad file costs only itself, and that its last good version stays;
leaves recognising to the modules named for it, and vectors to `ingest.embedding`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.corpus import Corpus, Source, load_document
from ingest.editions import pair_documents, rendered_goals, renders
from ingest.errors import CorpusInvalid, DocumentUnreadable
from ingest.goals import find_goals
from ingest.knowledge import Knowledge
from ingest.passages import find_passages
from ingest.people import find_people
from ingest.records import Document, Finding, Goal, Pairing, Passage, Person
from ingest.serial import to_json

__all__ = ["Understood", "keep_ids", "understand"]

log = logging.getLogger(__name__)

UNREADABLE = "unreadable"
NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, kw_only=True)
class Understood:
    """One document with what was recognised in it."""

    document: Document
    goals: tuple[Goal, ...]
    people: tuple[Person, ...]
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()
    """Those of `findings` that are about its goals."""
    is_kept: bool = False
    """Whether this is the last good version of a file that cannot be read now."""
    pairing: Pairing | None = None
    """For a parallel edition: what it renders. Its goals are its original's in its own words, for cutting alone."""


def keep_ids(corpus: Corpus, before: Knowledge | None) -> Corpus:
    """`corpus` with the old ids of files that were only renamed, known by their bytes; an id of corpus.toml wins."""
    if before is None:
        return corpus
    present = {source.id for source in corpus.sources}
    gone = {document.checksum: key for key, document in before.all_documents.items() if key not in present}
    sources = []
    for source in corpus.sources:
        is_new = source.id not in before.all_documents and source.written.id is None
        old = gone.pop(_checksum(source) or "", None) if gone and is_new else None
        sources.append(dataclasses.replace(source, id=old) if old else source)
    return dataclasses.replace(corpus, sources=tuple(sources))


def understand(
    corpus: Corpus, before: Knowledge | None, *, tell: Callable[[int], None]
) -> tuple[tuple[Understood, ...], tuple[Finding, ...]]:
    """
    Read every source.

    Args:
        corpus: The sources.
        before: The generation in force, which may hold the last good version of a file that cannot be read now.
        tell: Called with the number of documents done, before each.

    Returns:
        The documents in corpus order without those that cannot be read and never could, and every finding.

    Raises:
        CorpusInvalid: If no document can be read.
    """
    found: list[Understood] = []
    findings = list(corpus.findings)
    for done, source in enumerate(corpus.sources):
        tell(done)
        one, fault = _read(source)
        if fault is not None:
            one = _last_good(source.id, before)
            findings.append(_explain(fault, is_kept=one is not None))
        if one is not None:
            found.append(one)
    if not found:
        msg = f"None of the {len(corpus.sources)} documents can be read: {findings[-1].message}"
        raise CorpusInvalid(msg)
    paired, differences = _with_pairings(found)
    findings.extend(finding for one in paired for finding in one.findings)
    return paired, (*findings, *differences)


def _with_pairings(found: Sequence[Understood]) -> tuple[tuple[Understood, ...], tuple[Finding, ...]]:
    """The documents with editions cut into the passages of their originals, and where the two differ."""
    by_id = {one.document.id: one for one in found}
    pairings, differences = pair_documents([one.document for one in found])
    for pairing in pairings:
        edition, original = by_id[pairing.edition], by_id[pairing.original]
        goals = rendered_goals(original.goals, pairing, edition.document)
        passages = find_passages(edition.document, goals)
        by_id[pairing.edition] = dataclasses.replace(
            edition,
            goals=goals,
            people=(),
            passages=renders(passages, original.passages, pairing),
            findings=tuple(each for each in edition.findings if each not in edition.doubts),
            pairing=pairing,
        )
    return tuple(by_id.values()), differences


def _checksum(source: Source) -> str | None:
    try:
        return hashlib.sha256(source.file.read_bytes()).hexdigest()
    except OSError:
        return None


def _read(source: Source) -> tuple[Understood | None, Finding | None]:
    """The document with what was recognised in it, or why not."""
    try:
        document, findings = load_document(source)
        goals, doubts = find_goals(document)
        one = Understood(
            document=document,
            goals=goals,
            people=find_people(document),
            passages=find_passages(document, goals),
            findings=(*findings, *doubts),
            doubts=doubts,
        )
        _check_quotations(one)
    except DocumentUnreadable as error:
        return None, Finding(document=source.id, code=UNREADABLE, message=str(error))
    except Exception as error:
        # Documents are of endless kinds: a fault in reading one must not keep the others from their readers.
        log.exception("document not understood", extra={"document": source.id})
        message = f"{source.path} could not be understood ({type(error).__name__}: {error}); please report it."
        return None, Finding(document=source.id, code=NOT_UNDERSTOOD, message=message)
    return one, None


def _check_quotations(one: Understood) -> None:
    """Refuse a record that quotes what the document does not say: writing it does the check."""
    to_json(one.document)
    for record in (*one.goals, *one.people, *one.passages):
        to_json(record, text=one.document.text)


def _last_good(document_id: str, before: Knowledge | None) -> Understood | None:
    document = before.all_documents.get(document_id) if before else None
    if before is None or document is None:
        return None
    goals = tuple(each for each in before.goals if each.document == document_id)
    return Understood(
        document=document,
        goals=goals,
        people=tuple(each for each in before.people if each.document == document_id),
        # Cut anew, as the embedding step cuts: today's code may cut otherwise than that of the stored generation.
        passages=find_passages(document, goals),
        is_kept=True,
    )


def _explain(fault: Finding, *, is_kept: bool) -> Finding:
    outcome = "Its last good version stays in use." if is_kept else "It is left out."
    return Finding(document=fault.document, code=fault.code, message=f"{fault.message} {outcome}")
