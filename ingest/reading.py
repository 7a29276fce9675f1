"""
Every file of a corpus understood: what is new is read, what was read before is taken from the store.

Owns that one bad file costs only itself, and that its last good version stays;
leaves reading single files to `ingest.readers`, vectors to `ingest.embedding`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.corpus import Corpus, Owned, Source, Told, settle_owners
from ingest.editions import pair_documents, rendered_goals, renders
from ingest.errors import CorpusInvalid
from ingest.knowledge import Knowledge
from ingest.passages import find_passages
from ingest.readers import Read
from ingest.recognise import Outcome, Understood
from ingest.records import Finding, Organisation
from ingest.unchanged import settled, whole
from ingest.versions import settle_versions

__all__ = ["Reading", "understand"]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A whole corpus, read."""

    organisations: tuple[Organisation, ...]
    understood: tuple[Understood, ...]
    """In corpus order, without the files that cannot be read and never could."""
    findings: tuple[Finding, ...]


def understand(
    corpus: Corpus,
    before: Knowledge | None,
    *,
    read: Read,
    tell: Callable[[int], None],
    told_of: Sequence[Organisation] = (),
) -> Reading:
    """
    Read every source.

    Args:
        corpus: The sources.
        before: The generation in force, which may hold the last good version of a file that cannot be read now.
        read: Reads the files, one outcome each, in order.
        tell: Called with the number of documents done, before each.
        told_of: The organisations that unchanged documents were told to be of.

    Raises:
        CorpusInvalid: If no document can be read.
    """
    found: list[Understood] = []
    findings = list(corpus.findings)
    tell(0)
    for done, (source, outcome) in enumerate(zip(corpus.sources, read(corpus.sources), strict=True), start=1):
        one = _good(source, outcome, before, findings)
        if one is not None:
            found.append(one)
        if done < len(corpus.sources):
            tell(done)
    if not found:
        msg = f"None of the {len(corpus.sources)} documents can be read: {findings[-1].message}"
        raise CorpusInvalid(msg)
    found = _with_originals(found)
    owned = _owned(corpus, found, told_of)
    declared = {each.id: each.written.supersedes for each in corpus.sources if each.written.supersedes}
    versions = settle_versions(owned.documents, declared)
    understood = [
        each if document is each.document else dataclasses.replace(each, document=document)
        for each, document in zip(found, versions, strict=True)
    ]
    paired, differences = _with_pairings([settled(each) for each in understood])
    findings.extend(finding for one in paired for finding in one.findings)
    return Reading(
        organisations=owned.organisations, understood=paired, findings=(*findings, *differences, *owned.findings)
    )


def _with_originals(found: Sequence[Understood]) -> list[Understood]:
    """The documents, those whole that an edition is compared with."""
    originals = {each.document.edition_of for each in found}
    return [whole(each) if each.document.id in originals else each for each in found]


def _owned(corpus: Corpus, found: Sequence[Understood], told_of: Sequence[Organisation]) -> Owned:
    """Whose each document is."""
    named = {each.document.id: each.named for each in found if not each.is_kept}
    held = {each.document.id: each.unchanged for each in found if each.unchanged}
    told = Told(
        organisations=tuple(told_of),
        owners={key: each.document.organisation for key, each in held.items()},
        text_of=lambda key: held[key].line.text,
    )
    return settle_owners(corpus, [each.document for each in found], named=named, told=told)


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


def _good(source: Source, outcome: Outcome, before: Knowledge | None, findings: list[Finding]) -> Understood | None:
    """What was read, or else the last good version; a fault is reported either way."""
    if outcome.fault is None:
        return outcome.understood
    one = _last_good(source.id, before)
    findings.append(_explain(outcome.fault, is_kept=one is not None))
    return one


def _last_good(document_id: str, before: Knowledge | None) -> Understood | None:
    if before is None:
        return None
    document = before.documents.get(document_id) or before.editions.get(document_id)
    if document is None:
        return None
    goals = tuple(each for each in before.goals if each.document == document_id)
    return Understood(
        document=dataclasses.replace(document, is_stale=True),
        goals=goals,
        people=tuple(each for each in before.people if each.document == document_id),
        # Cut anew, as the embedding step cuts: today's code may cut otherwise than that of the stored generation.
        passages=find_passages(document, goals),
        is_kept=True,
    )


def _explain(fault: Finding, *, is_kept: bool) -> Finding:
    outcome = "Its last good version stays in use." if is_kept else "It is left out."
    return Finding(document=fault.document, code=fault.code, message=f"{fault.message} {outcome}")
