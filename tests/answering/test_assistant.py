"""The pipeline and its wiring: one generation in force, one view for each scope, errors that say what to do."""

from __future__ import annotations

import gc
import os
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from answer_scenes import Held, asks, assistant_over, embed_lightly, look, quoted, settings_of, write_corpus
from fakes import FakeIndex, document_of, tiny_knowledge

from assistant.answering.router import ORDER
from assistant.assistant import MOST_VIEWS, Assistant, View
from assistant.bootstrap import build
from assistant.errors import TextsInvalid
from assistant.protocols import Answers
from assistant.question import ANYBODY, Asker
from assistant.register.views import NothingReported
from assistant.texts import load_texts
from ingest.errors import IndexMissing, IndexUnreadable
from ingest.knowledge import Knowledge
from ingest.pipeline import ingest

TOML = """
[[organisation]]
id = "eng"
name = "Engstyrelsen"
home = true

[[document]]
path = "side.txt"
organisation = "eng"
kind = "strategy"
title = "Strategi"
language = "da"
published = "undated"
"""
PAGE = "Strategi\n\nVisionen er:\n\nEnge med {} til alle.\n"


def _corpus(folder: Path, flowers: str = "blomster") -> Path:
    return write_corpus(folder / "corpus", {"side.txt": PAGE.format(flowers)}, described=TOML)


def test_without_an_index_it_says_what_to_do(tmp_path: Path) -> None:
    """A fresh installation is told to ingest, not shown a stack trace."""
    assistant = build(settings_of(tmp_path / "corpus", tmp_path / "data"))

    with pytest.raises(IndexMissing, match="rettesnor ingest"):
        assistant.ask(asks("hej"), ANYBODY)


def test_an_index_of_another_encoder_is_refused(tmp_path: Path) -> None:
    """Vectors of one encoder searched by another would find anything at all."""
    settings = settings_of(_corpus(tmp_path), tmp_path / "data")
    ingest(settings, embed=lambda understood, chosen: replace(embed_lightly(understood, chosen), encoder="another"))

    with pytest.raises(IndexUnreadable, match=r"'another'.*rettesnor ingest"):
        build(settings).ask(asks("Hvad er visionen?"), ANYBODY)


def test_a_running_assistant_picks_up_the_new_generation(tmp_path: Path) -> None:
    """Without a restart, whole, and named in the answer."""
    corpus, data = _corpus(tmp_path), tmp_path / "data"
    assistant = assistant_over(corpus, data)
    before = assistant.ask(asks("Hvad er visionen?"), ANYBODY)
    (corpus / "side.txt").write_text(PAGE.format("orkidéer"), encoding="utf-8")
    ingest(settings_of(corpus, data), embed=embed_lightly)

    after = assistant.ask(asks("Hvad er visionen?"), ANYBODY)

    assert (quoted(before), quoted(after)) == (["Enge med blomster til alle."], ["Enge med orkidéer til alle."])
    assert before.snapshot != after.snapshot
    assert before.id != after.id


def test_its_own_words_can_be_replaced(tmp_path: Path) -> None:
    """An organisation edits the tone without code; the id of the answer tells."""
    folder = tmp_path / "texts" / "da"
    folder.mkdir(parents=True)
    head = "---\npurpose: Tone.\nversion: 2\nvariables:\n  number: how many\n---\n"
    (folder / "conversation.md").write_text(f"{head}# greeting\nDav.\n", encoding="utf-8")
    settings = settings_of(_corpus(tmp_path), tmp_path / "data")
    ingest(settings, embed=embed_lightly)
    plain = build(settings).ask(asks("hej"), ANYBODY)

    changed = build(replace(settings, prompts=os.fspath(tmp_path / "texts"))).ask(asks("hej"), ANYBODY)

    assert changed.text == "Dav."
    assert changed.id != plain.id


def test_texts_that_cannot_be_used_stop_it_at_the_start(tmp_path: Path) -> None:
    """Not at the first question that needs them."""
    folder = tmp_path / "texts" / "da"
    folder.mkdir(parents=True)
    (folder / "conversation.md").write_text("# greeting\nDav.\n", encoding="utf-8")
    settings = replace(settings_of(tmp_path, tmp_path / "data"), prompts=os.fspath(tmp_path / "texts"))

    with pytest.raises(TextsInvalid, match="front matter"):
        build(settings)


def test_what_is_known_can_be_altered_for_an_experiment(tmp_path: Path) -> None:
    """Ablations go through the same wiring as the product."""
    settings = settings_of(_corpus(tmp_path), tmp_path / "data")
    ingest(settings, embed=embed_lightly)

    blind = build(settings, alter=lambda knowledge: replace(knowledge, documents={}, goals=()))

    assert build(settings).ask(asks("Hvad er visionen?"), ANYBODY).citations
    assert not blind.ask(asks("Hvad er visionen?"), ANYBODY).citations


def test_it_is_what_channels_expect(real: Assistant) -> None:
    """The protocol that fakes stand in for is the real one's."""
    answers: Answers = real

    assert isinstance(answers.statuses(ANYBODY), NothingReported)
    assert answers.texts.version == load_texts().version


class _Counting:
    """Makes views, and counts them."""

    def __init__(self) -> None:
        self.made: list[Knowledge] = []

    def __call__(self, knowledge: Knowledge) -> View:
        self.made.append(knowledge)
        return look(knowledge)


def _assistant(count: _Counting, knowledge: Knowledge) -> Assistant:
    return Assistant(source=Held(knowledge), look=count, reported=lambda _: NothingReported(), texts=load_texts())


def test_a_view_is_made_once_for_those_who_read_the_same() -> None:
    """By what they may read, not by who they are."""
    count = _Counting()
    assistant = _assistant(count, tiny_knowledge())

    for groups in ((), ("x",), ("hr",), ("hr", "x"), ()):
        assistant.knowledge(Asker(groups=frozenset(groups)))

    assert [sorted(each.documents) for each in count.made] == [
        ["plan-2025", "sider/vision"],
        ["løn", "plan-2025", "sider/vision"],
    ]


def test_views_are_forgotten_in_the_end() -> None:
    """Many scopes do not fill the memory; the one last used stays."""
    secrets = [document_of(f"d{n}", f"# H\n\nOrd {n}.\n", title="H", audience=[f"g{n}"]) for n in range(MOST_VIEWS + 4)]
    count = _Counting()
    assistant = _assistant(count, tiny_knowledge(documents=secrets))
    assistant.view(ANYBODY)
    for n in range(MOST_VIEWS + 4):
        assistant.view(Asker(groups=frozenset({f"g{n}"})))
        assistant.view(ANYBODY)

    assert len(assistant._views) == MOST_VIEWS
    assert len(count.made) == MOST_VIEWS + 5


def test_views_of_an_older_generation_are_let_go_of() -> None:
    """A removed document must not stay in a server's memory, nor thousands of others twice."""
    source = Held(tiny_knowledge())
    assistant = Assistant(source=source, look=look, reported=lambda _: NothingReported(), texts=load_texts())
    older = weakref.ref(assistant.view(ANYBODY).knowledge)
    assistant.view(Asker(groups=frozenset({"hr"})))
    source._knowledge = replace(tiny_knowledge(), snapshot="newer")
    assistant.view(ANYBODY)
    gc.collect()

    assert [snapshot for snapshot, *_ in assistant._views] == ["newer"]
    assert older() is None


def test_a_search_stays_within_what_it_is_told(real: Assistant) -> None:
    """An organisation or a document is a wall, and ranks count from one inside it."""
    everything = real.search("vision", ANYBODY, limit=50)
    for chosen in ("ssi", "socialstyrelsen"):
        hits = real.search("vision", ANYBODY, organisation=chosen, limit=50)
        documents = {hit.passage.document for hit in hits}
        assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
        assert documents == {hit.passage.document for hit in everything if hit.passage.document.startswith(chosen)}
    assert {hit.passage.document for hit in real.search("vision", ANYBODY, document="socialstyrelsen-strategi")} == {
        "socialstyrelsen-strategi"
    }
    assert real.search("vision", ANYBODY, organisation="nobody") == ()
    assert len(real.search("vision", ANYBODY, limit=3)) == 3


@pytest.mark.parametrize("query", ["", "   ", "\n"])
def test_a_search_for_nothing_finds_nothing(real: Assistant, query: str) -> None:
    """Rather than the first ten passages there are."""
    assert real.search(query, ANYBODY) == ()


def test_each_hit_is_quoted_to_the_letter(real: Assistant) -> None:
    """The stretch of a hit is a quotation like any other."""
    documents = real.knowledge(ANYBODY).documents
    for query in ("bias", "vacciner", "who signed", "budget", "kerneopgaver"):
        for hit in real.search(query, ANYBODY):
            assert hit.quote.span.of(documents[hit.passage.document].text) == hit.quote.text
            assert hit.quote in (*hit.passage.quotes, hit.passage.lead_in)


def test_a_view_is_made_once_however_many_ask_for_it() -> None:
    """Over thousands of documents it takes a second, which two at once would make two."""
    made: list[Knowledge] = []

    def slowly(knowledge: Knowledge) -> View:
        made.append(knowledge)
        time.sleep(0.05)
        return look(knowledge)

    source = Held(tiny_knowledge())
    assistant = Assistant(source=source, look=slowly, reported=lambda _: NothingReported(), texts=load_texts())
    with ThreadPoolExecutor(4) as pool:
        views = list(pool.map(lambda _: assistant.view(ANYBODY), range(4)))

    assert len(made) == 1
    assert all(each is views[0] for each in views)


def test_every_answerer_stands_in_the_order_once() -> None:
    """A second place would never be reached."""
    assert len(set(ORDER)) == len(ORDER)


def test_an_empty_corpus_answers_that_it_has_nothing() -> None:
    """Everything hidden from an asker is this case too: no error, and nothing found."""
    nothing = Knowledge(
        snapshot="s", organisations=(), documents={}, goals=(), people=(), passages=(), vectors=FakeIndex(),
        lexical=FakeIndex(), encoder_name="none",
    )  # fmt: skip
    assistant = _assistant(_Counting(), nothing)

    for text in (
        "Hvad er visionen?",
        "which Q2 milestones are open?",
        "hej",
        "hvem er direktør?",
        "Hvad er mål 1?",
        "help",
    ):
        answer = assistant.ask(asks(text), ANYBODY)
        assert not answer.citations
        assert answer.text
