"""
The straight line from a corpus folder to a new generation in force.

Owns the order of the steps, and that a run either ends in a whole new generation or changes nothing;
leaves each step to the module named for it. Nothing heavy is imported until something has changed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from ingest.collector import without_collector
from ingest.corpus import Corpus, Earlier, read_corpus
from ingest.corpus.described import DESCRIPTION_FILE
from ingest.corpus.noted import unknown_notes, with_owners
from ingest.embedding import Embed, Embedded, embed_few, embed_passages
from ingest.encoder.tables import keep_tables
from ingest.errors import CorpusInvalid, IndexMissing, IndexUnreadable
from ingest.fingerprint import code_fingerprint, fingerprint
from ingest.finished import FinishedFiles
from ingest.identity.known import Identities, read_identities, write_identities
from ingest.knowledge import Knowledge
from ingest.lexical import Postings
from ingest.readers import Read, read_contained
from ingest.reading import Reading, understand
from ingest.recognise import Understood
from ingest.records import Finding
from ingest.reembedding import embed_changed, kept_rows, postings_of_changed
from ingest.report import IngestReport, Progress, Step, compare
from ingest.settings import Settings
from ingest.snapshot import (
    Contents,
    Generation,
    index_folder,
    locked,
    open_generation,
    outline_of_current,
    put_in_force,
    store,
    sweep,
)
from ingest.unchanged import Notes, note_down, read_changed, read_notes, write_notes

if TYPE_CHECKING:
    from ingest.identity.assign import Identified

__all__ = ["Check", "ingest"]

Report = Callable[[Progress], None]
Check = Callable[[Settings, Knowledge], Sequence[str]]
"""Says of a new generation what no longer fits it, a sentence for each."""


def ingest(
    settings: Settings,
    report: Report | None = None,
    *,
    check: Check | None = None,
    embed: Embed | None = None,
    read: Read | None = None,
) -> IngestReport:
    """
    Bring the index up to date with the corpus folder.

    Args:
        settings: Which corpus, which data folder, which encoder.
        report: Called as the work goes on.
        check: Looks at a generation that is new in force.
        embed: Makes passages and vectors; the configured encoder unless told.
        read: Reads the files; in child processes with limits unless told.

    Returns:
        What was added, changed, removed and not understood. When nothing has changed since last time, the report says
        so and nothing is written.

    Raises:
        IngestBusy: If another ingestion of the same data folder is running.
        CorpusInvalid: If the corpus folder or corpus.toml cannot be used, or holds nothing that can be read.
        EncoderUnavailable: If the encoder is not there.
        IdentitiesUnreadable: If the map of lasting ids is damaged.
        RettesnorError: If the new generation cannot be written. After any error the old generation is in force.
    """
    tell = report or _say_nothing
    with locked(index_folder(settings.data)), without_collector():
        sweep(settings.data)
        # Before anything is read: a file that changes meanwhile is seen as changed by the next run.
        inputs = fingerprint(settings)
        keep_tables(settings)
        if (current := outline_of_current(settings.data, inputs)) is not None:
            return compare(current, current, kept=frozenset())
        code = code_fingerprint()
        finished = FinishedFiles(settings.data, code=code)
        steps = _Steps.of(tell, embed=embed, read=read or read_contained(finished), finished=finished, code=code)
        done, knowledge = _renew(settings, inputs=inputs, steps=steps)
        finished.sweep()
    faults = check(settings, knowledge) if check and done.is_new else ()
    return dataclasses.replace(done, faults=tuple(faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Steps:
    """What the work is done by."""

    tell: Report
    embed: Embed
    embed_few: Embed
    """Of a few changed documents."""
    read: Read
    finished: FinishedFiles
    code: str
    """Fingerprint of this program."""

    @classmethod
    def of(cls, tell: Report, *, embed: Embed | None, read: Read, finished: FinishedFiles, code: str) -> _Steps:
        def told(done: int, total: int) -> None:
            tell(Progress(step=Step.EMBEDDING, done=done, total=total))

        return cls(
            tell=tell,
            embed=embed or partial(embed_passages, tell=told),
            embed_few=embed or partial(embed_few, tell=told),
            read=read,
            finished=finished,
            code=code,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What an ingestion made, before it is written."""

    contents: Contents
    kept: frozenset[str]
    """Ids of documents that could not be read and stay as they were."""
    notes: Notes
    """For the next ingestion."""


def _renew(settings: Settings, *, inputs: str, steps: _Steps) -> tuple[IngestReport, Knowledge]:
    before = _in_force(settings)
    # Each step lets go of what the next one has no use for: memory holds one generation, not three.
    made = _make(settings, before, steps)
    outline, lines = (before.outline, before.lines) if before else (None, ())
    del before
    kept, notes = made.kept, made.notes
    pointer = store(settings.data, made.contents, inputs=inputs)
    del made
    generation = put_in_force(settings.data, pointer, like=lines, whole=outline.name if outline else None)
    write_notes(settings.data, notes, generation.lines)
    return compare(outline, generation.outline, kept=kept), generation.knowledge


def _make(settings: Settings, before: Generation | None, steps: _Steps) -> _Made:
    held = before.knowledge if before else None
    corpus = _corpus(settings, before)
    total, tell, notes = len(corpus.sources), steps.tell, read_notes(settings.data)
    reading = understand(
        corpus,
        held,
        read=read_changed(steps.read, steps.finished, notes, before),
        tell=lambda done: tell(Progress(step=Step.READING, done=done, total=total)),
        told_of=notes.organisations,
    )
    identified = _identify(reading.understood, corpus, _known(settings, held))
    understood = tuple(_lasting(each, identified, corpus) for each in reading.understood)
    goals = [goal for each in understood if each.pairing is None for goal in each.goals]
    findings = (*reading.findings, *identified.findings, *unknown_notes(goals, corpus.noted, file=DESCRIPTION_FILE))
    tell(Progress(step=Step.EMBEDDING, done=0, total=total))
    kept = kept_rows(understood, before)
    embedded = embed_changed(understood, before, kept, settings, embed=steps.embed, embed_few=steps.embed_few)
    postings = postings_of_changed(understood, before, kept, code=steps.code)
    tell(Progress(step=Step.WRITING, done=0, total=total))
    # First the map: a crash before the switch leaves it with wordings that the next run finds again.
    write_identities(settings.data, identified.identities)
    return _Made(
        contents=_contents(reading, understood, embedded, postings, findings=findings, code=steps.code),
        kept=frozenset(each.document.id for each in understood if each.is_kept),
        notes=note_down(understood, corpus.sources, reading.organisations, finished=steps.finished),
    )


def _known(settings: Settings, before: Knowledge | None) -> Identities:
    """The identity map; what it lacks of the generation in force is taken from there, as where it was lost."""
    known = read_identities(settings.data) or Identities()
    if before is None:
        return known
    # Documents are read when asked for: those without goals have nothing to remember.
    plans = dict.fromkeys(goal.document for goal in before.goals)
    return known.with_missing(Identities.of([before.documents[key] for key in plans], before.goals))


def _identify(understood: Sequence[Understood], corpus: Corpus, known: Identities) -> Identified:
    # Brings a library with it, and most runs find nothing changed.
    from ingest.identity.assign import keep_identities

    own = [each for each in understood if each.pairing is None]
    goals = {each.document.id: each.goals for each in own}
    return keep_identities([each.document for each in own], goals, known, noted=corpus.noted)


def _lasting(one: Understood, identified: Identified, corpus: Corpus) -> Understood:
    """A document with the lasting ids of its goals and milestones, and with the owners that corpus.toml names."""
    if one.pairing is not None or one.unchanged:
        return one
    passages = (
        dataclasses.replace(each, goal=identified.renamed.get(each.goal, each.goal)) if each.goal else each
        for each in one.passages
    )
    goals = with_owners(identified.goals[one.document.id], corpus.noted)
    return dataclasses.replace(one, goals=goals, passages=tuple(passages))


def _say_nothing(progress: Progress) -> None:
    del progress


def _in_force(settings: Settings) -> Generation | None:
    try:
        return open_generation(settings.data)
    except (IndexMissing, IndexUnreadable):
        return None


def _corpus(settings: Settings, before: Generation | None) -> Corpus:
    sources, rows = (before.manifest.sources, before.outline.rows) if before else ({}, ())
    earlier = [Earlier(id=row.id, path=row.path, checksum=sources[row.id]) for row in rows]
    corpus = read_corpus(settings.corpus, earlier=earlier)
    if not corpus.sources:
        # An empty folder is more likely a wrong setting than the wish to forget everything.
        msg = f"{settings.corpus} holds no document that can be read; put some in, or set RETTESNOR_CORPUS to another."
        raise CorpusInvalid(msg)
    return corpus


def _contents(
    reading: Reading,
    understood: Sequence[Understood],
    embedded: Embedded,
    postings: Postings,
    *,
    findings: tuple[Finding, ...],
    code: str,
) -> Contents:
    return Contents(
        organisations=reading.organisations,
        documents=tuple(each.document for each in understood),
        goals=tuple(goal for each in understood if each.pairing is None for goal in each.goals),
        people=tuple(person for each in understood for person in each.people),
        passages=tuple(passage for each in understood for passage in each.passages),
        unchanged={each.document.id: each.unchanged.line for each in understood if each.unchanged},
        findings=findings,
        code=code,
        postings=postings,
        vectors=embedded.vectors,
        words=embedded.words,
        word_vectors=embedded.word_vectors,
        encoder=embedded.encoder,
        stretch_vectors=embedded.stretch_vectors,
        stretch_starts=embedded.stretch_starts,
        pairings=tuple(each.pairing for each in understood if each.pairing),
    )
