"""An ingestion ends in a whole new generation or changes nothing, and no document costs the others anything."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest import pipeline, recognise
from ingest.corpus import Source
from ingest.embedding import Embedded
from ingest.encoder.tables import tables_file
from ingest.errors import CorpusInvalid, DocumentUnreadable, IngestBusy
from ingest.fingerprint import fingerprint
from ingest.knowledge import Knowledge
from ingest.readers import read_here
from ingest.recognise import Understood
from ingest.report import Change, IngestReport, Progress
from ingest.settings import Settings, load_settings
from ingest.snapshot import index_folder, locked, open_current, open_generation
from ingest.words import find_words

DIM = 8
FORMATS = Path(__file__).parents[1] / "formats" / "files"
ingest = functools.partial(pipeline.ingest, read=read_here)
PLAN = """# Plan 2025

## 1. Mål

### Mål 1

| Titel | Mål | Målepunkt |
|---|---|---|
| Beredskab | Vi øver os. | <ul><li>Øvelsen er holdt (Q2).</li><li>Planen er færdig (Q4).</li></ul> |
"""
PAGE = "Vision\n\nEt sundt liv for alle i hele landet.\n"
TWIN = "Strategi\n\nVi arbejder sammen om vandmiljøet.\n"


def fake_embed(understood: Sequence[Understood], settings: Settings) -> Embedded:
    """Vectors that depend on the words alone, without a model."""
    passages = tuple(passage for each in understood for passage in each.passages)
    texts = [each.indexed_text for each in passages]
    words = find_words(texts)
    return Embedded(passages=passages, vectors=_fake(texts), words=words, word_vectors=_fake(words), encoder="fake-8")


def _fake(texts: Sequence[str]) -> NDArray[np.float32]:
    seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") for text in texts]
    rows = [np.random.default_rng(seed).normal(size=DIM) for seed in seeds]
    return np.array(rows, dtype=np.float32).reshape(-1, DIM)


def refuse(understood: Sequence[Understood], settings: Settings) -> Embedded:
    """What must not be reached."""
    raise AssertionError


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A corpus of three files and a data folder."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, text in (("plan.md", PLAN), ("page.txt", PAGE), ("twin.txt", TWIN)):
        (corpus / name).write_text(text, encoding="utf-8")
    variables = {"RETTESNOR_CORPUS": str(corpus), "RETTESNOR_DATA": str(tmp_path / "var")}
    return load_settings(variables, file=tmp_path / "none.toml")


def _changes(report: IngestReport) -> dict[str, Change]:
    return {each.id: each.change for each in report.documents}


def _found(knowledge: Knowledge, word: str) -> list[str]:
    """The documents whose passages hold `word`, by the lexical index."""
    rows, _ = knowledge.lexical.search({word: 1.0}, among=knowledge.rows, limit=99)
    return [knowledge.passages[row].document for row in rows]


def _fail_on(patch: pytest.MonkeyPatch, document: str, error: Exception) -> None:
    """Loading this document raises `error`."""
    real = recognise.read_document

    def load(source: Source, content: bytes) -> object:
        if source.id == document:
            raise error
        return real(source, content)

    patch.setattr(recognise, "read_document", load)


def test_the_first_ingestion_makes_everything(settings: Settings) -> None:
    """Documents, goals, milestones, passages, words and vectors are one generation."""
    report = ingest(settings, embed=fake_embed)
    knowledge = open_current(settings.data)

    assert report.is_new
    assert report.snapshot == knowledge.snapshot
    assert _changes(report) == dict.fromkeys(("page", "plan", "twin"), Change.ADDED)
    plan = next(each for each in report.documents if each.id == "plan")
    assert (plan.goals, plan.milestones) == (1, 2)
    assert (
        len(knowledge.vectors.vectors(knowledge.rows))
        == len(knowledge.passages)
        == sum(each.passages for each in report.documents)
    )
    assert _found(knowledge, "vandmiljo") == ["twin"]
    assert "vandmiljøet" in knowledge.words.spelling
    assert len(knowledge.words.vectors.vectors(knowledge.word_rows)) == len(knowledge.words.spelling)


def test_unchanged_documents_are_left_alone(settings: Settings) -> None:
    """Ingesting again does nothing, quickly."""
    first = ingest(settings, embed=fake_embed)
    before = {path: path.stat().st_mtime_ns for path in index_folder(settings.data).rglob("*")}

    second = ingest(settings, embed=refuse)

    assert (second.is_new, second.snapshot) == (False, first.snapshot)
    assert set(_changes(second).values()) == {Change.UNCHANGED}
    assert second.findings == first.findings
    assert {path: path.stat().st_mtime_ns for path in index_folder(settings.data).rglob("*")} == before


def test_nothing_heavy_is_imported_when_nothing_has_changed(settings: Settings) -> None:
    """`make run` ingests at every start, and torch alone takes seconds."""
    ingest(settings, embed=fake_embed)
    script = (
        "import sys; from ingest.pipeline import ingest; from ingest.settings import load_settings;"
        "assert not ingest(load_settings()).is_new;"
        "heavy = {'torch', 'llama_index', 'transformers', 'faiss', 'rapidfuzz'} & set(sys.modules);"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    variables = {"RETTESNOR_CORPUS": str(settings.corpus), "RETTESNOR_DATA": str(settings.data)}

    ended = subprocess.run(
        [sys.executable, "-c", script], env=os.environ | variables, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 0, ended.stderr


def test_one_changed_document_is_changed_alone(settings: Settings) -> None:
    """The report names what an editor did."""
    first = ingest(settings, embed=fake_embed)
    (settings.corpus / "page.txt").write_text(PAGE.replace("landet", "riget"), encoding="utf-8")

    report = ingest(settings, embed=fake_embed)

    assert _changes(report) == {"page": Change.CHANGED, "plan": Change.UNCHANGED, "twin": Change.UNCHANGED}
    assert report.snapshot != first.snapshot
    knowledge = open_current(settings.data)
    assert (_found(knowledge, "land"), _found(knowledge, "rig")) == ([], ["page"])


def test_a_removed_document_is_gone_and_its_twin_stays(settings: Settings) -> None:
    """LlamaIndex's own strategy kept a removed document when another had the same text."""
    shutil.copy(settings.corpus / "twin.txt", settings.corpus / "other.txt")
    ingest(settings, embed=fake_embed)
    (settings.corpus / "twin.txt").unlink()

    report = ingest(settings, embed=fake_embed)

    knowledge = open_current(settings.data)
    assert _changes(report)["twin"] is Change.REMOVED
    assert _found(knowledge, "vandmiljo") == ["other"]
    assert "twin" not in knowledge.documents
    assert all(each.document != "twin" for each in (*knowledge.passages, *knowledge.goals, *knowledge.people))
    assert len(knowledge.vectors.vectors(knowledge.rows)) == len(knowledge.passages)


def test_a_removed_document_leaves_the_disk_with_the_second_ingestion(settings: Settings) -> None:
    """One generation is kept for the way back, not for ever."""
    ingest(settings, embed=fake_embed)
    (settings.corpus / "twin.txt").unlink()
    ingest(settings, embed=fake_embed)
    (settings.corpus / "page.txt").write_text(PAGE + "\nMere.\n", encoding="utf-8")
    ingest(settings, embed=fake_embed)

    # The glossary has the word too, whatever the documents say.
    files = [path for path in settings.data.rglob("*") if path.is_file() and path != tables_file(settings)]
    assert not [path for path in files if "vandmiljø".encode() in path.read_bytes()]


def test_a_renamed_file_keeps_its_id(settings: Settings) -> None:
    """Links, statuses and milestones hang on it, also once the file is mended under its new name."""
    ingest(settings, embed=fake_embed)
    renamed = (settings.corpus / "plan.md").rename(settings.corpus / "plan-endelig.md")

    report = ingest(settings, embed=fake_embed)

    assert _changes(report) == {"page": Change.UNCHANGED, "plan": Change.RENAMED, "twin": Change.UNCHANGED}
    assert open_current(settings.data).documents["plan"].path == "plan-endelig.md"
    assert any("from plan.md to plan-endelig.md" in line for line in report.lines())
    renamed.write_text(PLAN + "\nRettet.\n", encoding="utf-8")
    assert _changes(ingest(settings, embed=fake_embed))["plan"] is Change.CHANGED


def test_a_file_of_every_format_keeps_its_id_when_renamed(settings: Settings) -> None:
    """Files that differ in ending only share a name, and none may take over what was reported on another."""
    for file in settings.corpus.iterdir():
        file.unlink()
    for file in FORMATS.glob("plan.*"):
        shutil.copy(file, settings.corpus)
    first = ingest(settings, embed=fake_embed)
    before = open_current(settings.data)
    for file in sorted(settings.corpus.iterdir()):
        file.rename(file.with_name(f"ny-{file.suffix[1:]}-udgave{file.suffix}"))

        report = ingest(settings, embed=fake_embed)

        changes = list(_changes(report).values())
        assert (changes.count(Change.RENAMED), changes.count(Change.UNCHANGED)) == (1, len(changes) - 1)
    after = open_current(settings.data)
    assert _changes(first).keys() == _changes(report).keys() == after.documents.keys()
    assert {each.id for goal in before.goals for each in goal.milestones} == {
        each.id for goal in after.goals for each in goal.milestones
    }


@pytest.mark.parametrize("error", [DocumentUnreadable("page.txt is no text."), RecursionError("too deep")])
def test_the_last_good_version_of_an_unreadable_file_stays(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """A half copied file, or one our parser fails on, takes no answer away; the operator is told."""
    ingest(settings, embed=fake_embed)
    (settings.corpus / "page.txt").write_text("kapot", encoding="utf-8")
    (settings.corpus / "twin.txt").write_text(TWIN.replace("vandmiljøet", "naturen"), encoding="utf-8")
    _fail_on(monkeypatch, "page", error)

    report = ingest(settings, embed=fake_embed)

    assert _changes(report) == {"page": Change.KEPT, "plan": Change.UNCHANGED, "twin": Change.CHANGED}
    assert open_current(settings.data).documents["page"].text == PAGE
    finding = next(each for each in report.findings if each.document == "page")
    assert "last good version stays" in finding.message
    assert open_generation(settings.data).findings == report.findings


def test_the_last_good_version_of_a_file_of_nothing_stays(settings: Settings) -> None:
    """A copy that broke off may leave bytes that are no file of that kind, from the first one on."""
    shutil.copy(FORMATS / "plan.docx", settings.corpus / "word.docx")
    ingest(settings, embed=fake_embed)
    (settings.corpus / "word.docx").write_bytes(b"\0" * 4096)

    report = ingest(settings, embed=fake_embed)

    assert _changes(report)["word"] is Change.KEPT
    assert [each.code for each in report.findings if each.document == "word"] == ["unreadable"]


def test_an_unreadable_new_file_is_left_out(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are answered from all the same, and the file is tried again once it is mended."""
    with monkeypatch.context() as patch:
        _fail_on(patch, "page", DocumentUnreadable("page.txt is no text."))
        report = ingest(settings, embed=fake_embed)
    assert _changes(report) == {"plan": Change.ADDED, "twin": Change.ADDED}
    assert [each.code for each in report.findings if each.document == "page"] == ["unreadable"]

    (settings.corpus / "page.txt").write_text(PAGE + "\n", encoding="utf-8")
    assert _changes(ingest(settings, embed=fake_embed))["page"] is Change.ADDED


def test_a_false_quotation_costs_its_document_only(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Verbatim or silent: a parser's fault must not reach an answer."""
    real = recognise.find_passages

    def shifted(document: object, goals: object) -> object:
        found = real(document, goals)
        if getattr(document, "id", "") != "page":
            return found
        wrong = [dataclasses.replace(each, text=each.text[::-1]) for each in found[0].quotes]
        return (dataclasses.replace(found[0], quotes=tuple(wrong)),)

    monkeypatch.setattr(recognise, "find_passages", shifted)

    report = ingest(settings, embed=fake_embed)

    assert set(_changes(report)) == {"plan", "twin"}
    assert [each.code for each in report.findings if each.document == "page"] == ["not_understood"]


@pytest.mark.parametrize(
    "stage", ["read_corpus", "understand", "postings_of_changed", "store", "put_in_force", "embed"]
)
def test_a_fault_at_any_stage_changes_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    """A failed run is no run: the old version answers, and the next run succeeds."""
    first = ingest(settings, embed=fake_embed)
    (settings.corpus / "page.txt").write_text(PAGE + "\nMere.\n", encoding="utf-8")

    def fail(*args: object, **kwargs: object) -> None:
        message = "out of order"
        raise RuntimeError(message)

    with monkeypatch.context() as patch:
        if stage != "embed":
            patch.setattr(pipeline, stage, fail)
        with pytest.raises(RuntimeError, match="out of order"):
            ingest(settings, embed=fail if stage == "embed" else fake_embed)
    assert open_current(settings.data).snapshot == first.snapshot

    assert _changes(ingest(settings, embed=fake_embed))["page"] is Change.CHANGED


def test_an_empty_folder_does_not_empty_the_index(settings: Settings, tmp_path: Path) -> None:
    """It is a wrong setting more often than a wish."""
    first = ingest(settings, embed=fake_embed)
    for path in settings.corpus.iterdir():
        path.unlink()

    with pytest.raises(CorpusInvalid, match="RETTESNOR_CORPUS"):
        ingest(settings, embed=fake_embed)
    assert open_current(settings.data).snapshot == first.snapshot


def test_a_damaged_index_is_made_anew_from_unchanged_documents(settings: Settings) -> None:
    """Ingesting is the remedy every error message names."""
    first = ingest(settings, embed=fake_embed)
    (index_folder(settings.data) / first.snapshot / "documents.jsonl").write_bytes(b"[]")

    again = ingest(settings, embed=fake_embed)

    assert again.snapshot == first.snapshot == open_current(settings.data).snapshot


def test_one_ingestion_at_a_time(settings: Settings) -> None:
    """The second is told, and changes nothing."""
    with locked(index_folder(settings.data)), pytest.raises(IngestBusy, match="wait"):
        ingest(settings, embed=refuse)


def test_progress_is_told(settings: Settings) -> None:
    """Long work shows that it goes on."""
    told: list[Progress] = []

    ingest(settings, told.append, embed=fake_embed)

    assert [each.step for each in told] == ["reading"] * 3 + ["embedding", "writing"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda folder: (folder / "page.txt").write_text("x"), id="content"),
        pytest.param(lambda folder: (folder / "page.txt").rename(folder / "side.txt"), id="name"),
        pytest.param(lambda folder: (folder / "ny").mkdir() or (folder / "ny" / "a.txt").write_text(""), id="new file"),
        pytest.param(lambda folder: (folder / "corpus.toml").write_text(""), id="description"),
        pytest.param(lambda folder: (folder / "page.txt").unlink(), id="removal"),
    ],
)
def test_every_change_of_the_corpus_changes_the_fingerprint(
    settings: Settings, change: Callable[[Path], object]
) -> None:
    """A change that is not seen would never be ingested."""
    before = fingerprint(settings)
    change(settings.corpus)

    assert fingerprint(settings) != before


def test_hidden_files_do_not_change_the_fingerprint(settings: Settings) -> None:
    """Folders opened in a file manager gain such files."""
    before = fingerprint(settings)
    (settings.corpus / ".DS_Store").write_bytes(b"1")

    assert fingerprint(settings) == before


def test_another_encoder_changes_the_fingerprint(settings: Settings, tmp_path: Path) -> None:
    """Vectors of two models are never mixed."""
    model = tmp_path / "model"
    model.mkdir()
    (model / "config.json").write_text("{}")
    other = dataclasses.replace(settings, encoder=str(model))
    first = fingerprint(other)
    (model / "weights.safetensors").write_bytes(b"1")

    assert len({fingerprint(settings), first, fingerprint(other)}) == 3


@pytest.mark.slow
def test_llama_index_and_the_bundled_encoder_make_the_vectors(settings: Settings) -> None:
    """What ingestion stores is what questions are compared with, by another path of code."""
    from ingest.encoder.choice import load_encoder

    ingest(settings)
    encoder = load_encoder(settings.encoder)
    knowledge = open_current(settings.data, encoder=encoder.name)

    stored = knowledge.vectors.vectors(knowledge.rows)
    expected = encoder.embed_passages([each.indexed_text for each in knowledge.passages])
    assert np.abs(stored - expected).max() < 1e-5
    words = knowledge.words
    by_word = encoder.embed_questions(words.spelling)
    assert np.abs(words.vectors.vectors(knowledge.word_rows) - by_word).max() < 1e-5
    assert not ingest(settings).is_new


def _milestones(settings: Settings) -> dict[str, str]:
    """Words to id, of the generation in force."""
    return {each.quote.text: each.id for each in open_current(settings.data).milestones}


def test_milestones_keep_their_ids_when_the_index_is_deleted_and_the_text_reworded(settings: Settings) -> None:
    """An index can be made again from the documents; what was reported on a milestone cannot."""
    ingest(settings, embed=fake_embed)
    before = _milestones(settings)
    shutil.rmtree(index_folder(settings.data))
    plan = settings.corpus / "plan.md"
    plan.write_text(PLAN.replace("Øvelsen er holdt (Q2)", "Øvelsen er afholdt (Q2)"), encoding="utf-8")
    ingest(settings, embed=fake_embed)
    after = _milestones(settings)

    assert after["Øvelsen er afholdt (Q2)."] == before["Øvelsen er holdt (Q2)."]
    assert after["Planen er færdig (Q4)."] == before["Planen er færdig (Q4)."]


def test_a_lost_identity_map_is_made_again_from_the_index_in_force(settings: Settings) -> None:
    """Either of the two is enough to know a reworded milestone by."""
    ingest(settings, embed=fake_embed)
    before = _milestones(settings)
    (settings.data / "identities.json").unlink()
    plan = settings.corpus / "plan.md"
    plan.write_text(PLAN.replace("Øvelsen er holdt (Q2)", "Øvelsen er afholdt (Q2)"), encoding="utf-8")
    ingest(settings, embed=fake_embed)

    assert _milestones(settings)["Øvelsen er afholdt (Q2)."] == before["Øvelsen er holdt (Q2)."]


def test_passages_of_goals_follow_a_goal_that_keeps_its_id(settings: Settings) -> None:
    """A cell is quoted from the passages of its goal; they must name the goal as it is called."""
    ingest(settings, embed=fake_embed)
    plan = settings.corpus / "plan.md"
    plan.write_text(PLAN.replace("Mål 1", "Mål 7"), encoding="utf-8")
    ingest(settings, embed=fake_embed)
    knowledge = open_current(settings.data)

    assert {each.goal for each in knowledge.passages if each.goal} == {goal.id for goal in knowledge.goals}
    assert [goal.number for goal in knowledge.goals] == ["7"]


def test_owners_come_from_corpus_toml(settings: Settings) -> None:
    """A plan seldom says who answers for its goals."""
    ingest(settings, embed=fake_embed)
    goal = open_current(settings.data).goals[0]
    notes = f'[[goal]]\nid = "{goal.id}"\nowner = "Mette Holm"\n[[milestone]]\nid = "plan/x"\nowner = "HR"\n'
    (settings.corpus / "corpus.toml").write_text(notes, encoding="utf-8")
    report = ingest(settings, embed=fake_embed)
    owned = open_current(settings.data).goals[0]

    assert {owned.owner, *(each.owner for each in owned.milestones)} == {"Mette Holm"}
    assert [each.code for each in report.findings if "plan/x" in each.message] == ["unknown_record"]
