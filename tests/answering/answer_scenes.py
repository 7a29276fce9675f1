"""Assistants over real, invented and tiny corpora, and what must hold of every answer, for the tests of this folder."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from assistant.answer import Answer
from assistant.answering.context import Context
from assistant.assistant import Assistant, View
from assistant.bootstrap import build
from assistant.question import ANYBODY, Asker, Question, Turn
from assistant.register.views import NothingReported, Report, Statuses
from assistant.retrieval.neighbours import Neighbours
from assistant.retrieval.search import Searcher
from assistant.texts import load_texts
from assistant.understanding.bridge import Bridge
from assistant.understanding.inquiry import understand
from ingest.embedding import Embedded
from ingest.encoder.lexicon import Lexicon
from ingest.encoder.static import StaticEncoder
from ingest.knowledge import Knowledge
from ingest.pipeline import ingest
from ingest.readers import read_here
from ingest.recognise import Understood
from ingest.records import Language
from ingest.settings import Settings, load_settings
from ingest.stretches import find_stretches
from ingest.words import find_words

ROOT = Path(__file__).parents[2]
INVENTED = ROOT / "evals" / "corpora"
ZONE = ZoneInfo("Europe/Copenhagen")
IN_PERIOD = dt.date(2025, 5, 20)
AFTER_PERIOD = dt.date(2026, 11, 21)
MARKS = re.compile(r"\[(\d+)\](?!\()")


@cache
def encoder() -> StaticEncoder:
    """The bundled one, read once."""
    return StaticEncoder.load()


@cache
def lexicon() -> Lexicon:
    """The bundled one, read once."""
    return Lexicon.load()


def embed_lightly(understood: Sequence[Understood], settings: Settings) -> Embedded:
    """What ingestion makes with the bundled encoder, without importing torch."""
    passages = tuple(passage for each in understood for passage in each.passages)
    texts = [each.indexed_text for each in passages]
    words = find_words(texts)
    stretches, starts = find_stretches(passages, {each.document.id: each.document.text for each in understood})
    return Embedded(
        passages=passages,
        vectors=encoder().embed_passages(texts),
        words=words,
        word_vectors=encoder().embed_questions(words),
        encoder=encoder().name,
        stretch_vectors=encoder().embed_passages(stretches),
        stretch_starts=starts,
    )


def settings_of(corpus: Path, data: Path) -> Settings:
    """The settings of an installation with this corpus and this data folder, and nothing else."""
    return load_settings({"RETTESNOR_CORPUS": str(corpus), "RETTESNOR_DATA": str(data)}, file=data / "none.toml")


def assistant_over(corpus: Path, data: Path) -> Assistant:
    """An assistant over `corpus`, ingested into `data`."""
    settings = settings_of(corpus, data)
    ingest(settings, embed=embed_lightly, read=read_here)
    return build(settings)


def write_corpus(folder: Path, files: Mapping[str, str], *, described: str) -> Path:
    """A corpus folder with these files (name to text) and this corpus.toml."""
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "corpus.toml").write_text(described, encoding="utf-8")
    return folder


class Held:
    """A `KnowledgeSource` that always has the same."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def current(self) -> Knowledge:
        """It."""
        return self._knowledge


class Reported:
    """A register holding these reports, by goal's or milestone's id."""

    def __init__(self, reports: Mapping[str, Report], *, head: str = "reported") -> None:
        self._reports = dict(reports)
        self.head = head

    def latest(self, subject: str) -> Report | None:
        """The one report on `subject`."""
        return self._reports.get(subject)

    def history(self, subject: str) -> Sequence[Report]:
        """The one report on `subject`, if there is one."""
        found = self._reports.get(subject)
        return (found,) if found else ()


def report(status: str, **more: object) -> Report:
    """A report of this status, by somebody, in January 2025: before every question of these tests."""
    fields: dict[str, object] = {"reported_by": "p-17", "reported_at": dt.datetime(2025, 1, 2, 9, tzinfo=ZONE)}
    return Report(status=status, **{**fields, **more})


def assistant_knowing(knowledge: Knowledge, statuses: Statuses | None = None) -> Assistant:
    """An assistant over this knowledge, with these statuses reported."""
    known = statuses or NothingReported()
    return Assistant(source=Held(knowledge), look=look, reported=lambda _: known, texts=load_texts())


def look(knowledge: Knowledge) -> View:
    """A view with the bundled encoder and lexicon."""
    return View(
        knowledge=knowledge,
        bridge=Bridge(knowledge, dictionary=lexicon(), neighbours=Neighbours(knowledge, encoder=encoder())),
        searcher=Searcher(knowledge, encoder=encoder(), lexicon=lexicon()),
    )


def asks(
    text: str,
    *,
    on: dt.date = IN_PERIOD,
    history: Sequence[str | tuple[str, str]] = (),
    language: Language | None = None,
    organisation: str | None = None,
) -> Question:
    """A question at noon in Copenhagen; turns of `history` are the user's unless they name their role."""
    turns = (
        Turn(role="user", content=turn) if isinstance(turn, str) else Turn(role=turn[0], content=turn[1])
        for turn in history
    )
    return Question(
        text=text,
        asked_at=dt.datetime.combine(on, dt.time(12), ZONE),
        history=tuple(turns),
        language=language,
        organisation=organisation,
    )


def assert_grounded(answer: Answer, corpus: Path) -> None:
    """Every quotation stands in its file to the letter, and every mark in the text has its citation and the reverse."""
    for citation in answer.citations:
        assert file_text(corpus / citation.path)[citation.start : citation.end] == citation.quote
        assert citation.quote.strip()
    rest = answer.text
    for quote in sorted((citation.shown for citation in answer.citations), key=len, reverse=True):
        rest = rest.replace(f"»{quote}«", "")
    assert "»" not in rest
    assert {int(mark) for mark in MARKS.findall(rest)} == {citation.n for citation in answer.citations}
    assert answer.text.strip()
    assert "{" not in answer.text


@cache
def file_text(path: Path) -> str:
    """A file of a corpus, decoded and otherwise as it is."""
    return path.read_bytes().decode("utf-8")


def same_but_snapshot(answer: Answer) -> Answer:
    """The answer without what names the generation it came from."""
    return replace(answer, snapshot="", id="")


def context_of(assistant: Assistant, question: Question, asker: Asker = ANYBODY) -> Context:
    """What an answerer would be given for this question."""
    view = assistant.view(asker)
    return Context(
        inquiry=understand(question, view.knowledge, view.bridge),
        asker=asker,
        knowledge=view.knowledge,
        bridge=view.bridge,
        searcher=view.searcher,
        stretches=view.stretches,
        statuses=assistant.statuses(asker),
        texts=assistant.texts,
    )


def quoted(answer: Answer) -> list[str]:
    """What an answer quotes, in order."""
    return [citation.quote for citation in answer.citations]
