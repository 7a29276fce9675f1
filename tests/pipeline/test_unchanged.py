"""What is taken over unread makes the very bytes that reading everything would make, and is let go of when in doubt."""

from __future__ import annotations

import functools
import hashlib
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest import pipeline
from ingest.corpus import Source
from ingest.embedding import Embedded
from ingest.readers import read_here
from ingest.recognise import Outcome, Understood
from ingest.settings import Settings, load_settings
from ingest.snapshot import Line, index_folder, open_current, open_generation, rollback
from ingest.snapshot.lines import write_lines
from ingest.stretches import find_stretches
from ingest.unchanged import NOTES, read_notes
from ingest.words import find_words

DIM = 8
LISTED = """[[organisation]]
id = "havn"
name = "Havnestyrelsen"
home = true

[[document]]
path = "a.txt"
{more}
"""
CORPUS = {
    "a.txt": "Vision\n\nHavnestyrelsen holder havnene åbne. Havnestyrelsen måler dybden.\n",
    "b.txt": "Vaner\n\nVi rydder op hver dag. Kontakt: Åse Holm, tlf. 12 34 56 78.\n",
    "plan.md": "# Resultatplan 2025\n\n## Mål 1\n\n- Sluserne er efterset (Q2).\n- Tavlen er malet (Q4).\n",
    "resultatplan-2025.txt": "Resultatplan 2025\n\nVi efterser sluserne.\n",
    "rod.txt": "Rod\n\nEn tekst uden afsender. Vi sejler videre.\n",
}
NEWER = "Resultatplan 2026\n\nVi bygger nye sluser.\n"
RIVAL = "Vision\n\nFyrstyrelsen tænder fyret. Fyrstyrelsen slukker fyret. Havnestyrelsen ser på.\n"


def fake_embed(understood: Sequence[Understood], settings: Settings, *, encoder: str = "fake-8") -> Embedded:
    """Vectors that depend on the words alone, so that equal contents are equal bytes."""
    passages = tuple(passage for each in understood for passage in each.passages)
    texts = [each.indexed_text for each in passages]
    words = find_words(text for each in understood if each.pairing is None for text in each.texts)
    stretches, starts = find_stretches(passages, {each.document.id: each.document.text for each in understood})
    return Embedded(
        passages=passages,
        vectors=_fake(texts),
        words=words,
        word_vectors=_fake(words),
        encoder=encoder,
        stretch_vectors=_fake(stretches),
        stretch_starts=starts,
    )


def _fake(texts: Sequence[str]) -> NDArray[np.float32]:
    seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") for text in texts]
    rows = [np.random.default_rng(seed).normal(size=DIM) for seed in seeds]
    return np.array(rows, dtype=np.float32).reshape(-1, DIM)


class Reader:
    """Reads as ever, and remembers what it was asked to read."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    def __call__(self, sources: Sequence[Source]) -> Iterator[Outcome]:
        """One outcome each, in order."""
        self.ids = [source.id for source in sources]
        return read_here(sources)


def _settings(folder: Path, corpus: dict[str, str]) -> Settings:
    """A corpus folder of these files and no others."""
    files = folder / "corpus"
    shutil.rmtree(files, ignore_errors=True)
    files.mkdir(parents=True)
    for name, text in corpus.items():
        (files / name).write_text(text, encoding="utf-8")
    variables = {"RETTESNOR_CORPUS": str(files), "RETTESNOR_DATA": str(folder / "var")}
    return load_settings(variables, file=folder / "none.toml")


def _ingested(settings: Settings) -> list[str]:
    """The ids of the documents that were read."""
    reader = Reader()
    pipeline.ingest(settings, embed=fake_embed, read=reader)
    return reader.ids


EDITION = {
    "corpus.toml": LISTED.format(
        more='language = "da"\n[[document]]\npath = "e.txt"\nlanguage = "en"\nedition_of = "a"'
    ),
    "e.txt": "Vision\n\nThe agency keeps the ports open. The agency measures depths.\n",
}
CHANGES = {
    "another text": {"b.txt": "Vaner\n\nVi maler broen.\n"},
    "a word that only it had is gone": {"rod.txt": "Rod\n\nEn tekst.\n"},
    "a text that names another organisation most often": {"a.txt": RIVAL},
    "a newer version beside an older one": {"resultatplan-2026.txt": NEWER},
    "an organisation described": {"corpus.toml": LISTED.format(more="")},
    "a newer version declared": {"corpus.toml": LISTED.format(more='supersedes = "rod"')},
    "an edition of another document": EDITION,
    "another text of an edition": {**EDITION, "e.txt": EDITION["e.txt"].replace("keeps", "holds")},
    "a text of its own that was an edition": {"e.txt": EDITION["e.txt"], "corpus.toml": LISTED.format(more="")},
    "a milestone reworded": {"plan.md": CORPUS["plan.md"].replace("efterset", "eftersete")},
}


def _both_ways(folder: Path, before: dict[str, str], after: dict[str, str]) -> tuple[Settings, Settings, list[str]]:
    """A data folder that came from one corpus to another, one that was made of the other at once, and what was read."""
    _ingested(_settings(folder / "old", before))
    grown = _settings(folder / "old", after)
    read = _ingested(grown)
    fresh = _settings(folder / "new", after)
    # Identities last from one ingestion to the next; everything else is the documents' alone.
    fresh.data.mkdir()
    shutil.copy(grown.data / "identities.json", fresh.data)
    _ingested(fresh)
    return grown, fresh, read


@pytest.mark.parametrize("way", ["there", "back"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_bytes_are_those_of_a_fresh_start(tmp_path: Path, change: dict[str, str], way: str) -> None:
    """Owners, versions and editions reach over documents: what is taken over must not keep those of before."""
    corpora = ({**CORPUS, **(EDITION if "e.txt" in change and change is not EDITION else {})}, {**CORPUS, **change})
    before, after = corpora if way == "there" else corpora[::-1]

    grown, fresh, read = _both_ways(tmp_path, before, after)

    # A reworded milestone is a finding of the run that saw it.
    ours, anew = open_generation(grown.data), open_generation(fresh.data)
    assert len(read) < len(after)
    others = {key: each for key, each in ours.manifest.files.items() if key != "findings.json"}
    assert others == {key: each for key, each in anew.manifest.files.items() if key != "findings.json"}
    assert [each for each in ours.findings if each.code != "reworded"] == list(anew.findings)


def test_only_the_changed_document_is_read_and_those_with_goals(tmp_path: Path) -> None:
    """To read thousands again for one took most of the time until it answered."""
    _ingested(_settings(tmp_path, CORPUS))

    assert _ingested(_settings(tmp_path, {**CORPUS, **CHANGES["another text"]})) == ["b", "plan"]


def test_what_other_documents_change_is_seen_though_nothing_is_read(tmp_path: Path) -> None:
    """The older version must leave the answers with the ingestion that brought the newer one."""
    _ingested(_settings(tmp_path, CORPUS))
    settings = _settings(tmp_path, {**CORPUS, **CHANGES["a newer version beside an older one"]})

    assert "resultatplan-2025" not in _ingested(settings)

    assert open_current(settings.data).documents["resultatplan-2025"].superseded_by == "resultatplan-2026"


def test_damaged_notes_cost_time_alone(tmp_path: Path) -> None:
    """They are a shortcut, and no part of the index."""
    settings = _settings(tmp_path, CORPUS)
    _ingested(settings)
    notes = settings.data / NOTES
    whole = notes.read_bytes()
    for damaged in (b"", whole[:-1], whole[:40] + bytes([whole[40] ^ 1]) + whole[41:]):
        notes.write_bytes(damaged)
        assert not read_notes(settings.data).documents
    settings = _settings(tmp_path, {**CORPUS, **CHANGES["another text"]})

    assert len(_ingested(settings)) == len(CORPUS)
    assert len(read_notes(settings.data).documents) == len(CORPUS) - 1


def test_a_damaged_generation_is_not_carried_on(tmp_path: Path) -> None:
    """A flipped bit of a document that nobody changed would get a new checksum, and be served ever after."""
    settings = _settings(tmp_path, CORPUS)
    _ingested(settings)
    lines = index_folder(settings.data) / open_current(settings.data).snapshot / "documents.jsonl"
    lines.write_bytes(lines.read_bytes().replace(b"rydder op", b"rydder ap"))
    settings = _settings(tmp_path, {**CORPUS, "rod.txt": "Rod\n\nEn anden tekst.\n"})

    assert len(_ingested(settings)) == len(CORPUS)

    assert "rydder op" in open_current(settings.data).documents["b"].text


def test_a_generation_put_back_is_gone_on_from(tmp_path: Path) -> None:
    """The notes are of the one that was in force last, and hold for the documents that both have."""
    _ingested(_settings(tmp_path, CORPUS))
    changed = {**CORPUS, **CHANGES["a text that names another organisation most often"]}
    settings = _settings(tmp_path, changed)
    _ingested(settings)
    rollback(settings.data)

    _ingested(settings)

    fresh = _settings(tmp_path / "new", changed)
    _ingested(fresh)
    assert open_current(settings.data).snapshot == open_current(fresh.data).snapshot


def test_another_program_reads_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may read the same file otherwise."""
    _ingested(_settings(tmp_path, CORPUS))
    monkeypatch.setattr("ingest.pipeline.code_fingerprint", lambda: "another")
    settings = _settings(tmp_path, {**CORPUS, **CHANGES["another text"]})

    assert len(_ingested(settings)) == len(CORPUS)


def test_another_encoders_vectors_are_those_of_all_documents(tmp_path: Path) -> None:
    """Vectors of two models are never mixed, whatever else is taken over."""
    _ingested(_settings(tmp_path, CORPUS))
    other = functools.partial(fake_embed, encoder="other-8")
    settings = _settings(tmp_path, {**CORPUS, **CHANGES["another text"]})
    seen: list[int] = []

    def embed(understood: Sequence[Understood], settings: Settings) -> Embedded:
        seen.append(sum(len(one.passages) for one in understood))
        return other(understood, settings)

    pipeline.ingest(settings, embed=embed, read=Reader())

    known = open_current(settings.data)
    assert seen[-1] == len(known.passages) > seen[0]
    assert known.encoder_name == "other-8"


def test_records_beside_an_unchanged_line_are_refused(tmp_path: Path) -> None:
    """They would be left out of the line, and every later row of the indexes would point at another passage."""
    settings = _settings(tmp_path, CORPUS)
    _ingested(settings)
    line = open_generation(settings.data).lines[0]
    held = line.held

    with pytest.raises(ValueError, match="as they are"):
        write_lines([held.document], (), (), held.passages[:1], [].append, unchanged={held.document.id: line})


def test_a_line_that_is_not_what_was_read_is_refused(tmp_path: Path) -> None:
    """It is written under a new checksum, so that nobody could tell later."""
    settings = _settings(tmp_path, CORPUS)
    _ingested(settings)
    line = open_generation(settings.data).lines[0]
    other = Line(line.row, line.written.replace(b"havnene", b"havnone"))

    write_lines([line.held.document], (), (), (), [].append, unchanged={line.row.id: line})
    with pytest.raises(ValueError, match="no longer what was read"):
        write_lines([line.held.document], (), (), (), [].append, unchanged={line.row.id: other})
