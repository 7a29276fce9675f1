"""Small generations made by hand, for the tests of this folder and of the pipeline's."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from ingest.lexical import build_postings
from ingest.records import (
    Block,
    BlockKind,
    Document,
    Finding,
    Goal,
    Language,
    Milestone,
    Organisation,
    Passage,
    PassageKind,
    Person,
    Quarters,
    Quote,
    Section,
    Span,
)
from ingest.snapshot import Contents
from ingest.words import find_words

ENCODER = "fake-1"
DIM = 4


def quote(text: str, words: str) -> Quote:
    """The first place where `words` stand."""
    at = text.index(words)
    return Quote.at(text, Span(at, at + len(words)))


def document(number: int = 1, *, extra: str = "") -> Document:
    """A plan of a few lines."""
    text = f"Plan {number}\n\nVi når målet:\n- Øvelse holdt (Q2).\n- Færdig{extra}.\n"
    items = tuple(
        Block(kind=BlockKind.ITEM, span=quote(text, words).span, quote=quote(text, words), marker="-")
        for words in ("Øvelse holdt (Q2).", f"Færdig{extra}.")
    )
    whole = Block(
        kind=BlockKind.LIST,
        span=Span(items[0].span.start - 2, len(text)),
        children=items,
        lead_in=quote(text, "Vi når målet:"),
    )
    root = Section(heading=None, number=None, level=0, span=Span(0, len(text)), blocks=(whole,))
    return Document(
        id=f"plan-{number}",
        path=f"plan-{number}.txt",
        title=f"Plan {number}",
        organisation="ssi",
        kind="results_plan",
        language=Language.DANISH,
        text=text,
        checksum=f"{number:064d}",
        root=root,
        period_from=dt.date(2025, 1, 1),
        audience=frozenset({"b", "a"}) if number == 2 else frozenset(),
    )


def goal(of: Document) -> Goal:
    """Its goal with two milestones, one without a time."""
    wordings = [block.quote for block in of.root.blocks[0].children if block.quote]
    second = Quarters(printed="Q2", first=dt.date(2025, 4, 1), last=dt.date(2025, 6, 30))
    milestones = tuple(
        Milestone(id=f"{of.id}/m{number}", goal=f"{of.id}/1", quote=wording, quarters=second if number == 1 else None)
        for number, wording in enumerate(wordings, start=1)
    )
    return Goal(
        id=f"{of.id}/1",
        document=of.id,
        series="Mål",
        series_number=None,
        number="1",
        path=("Mål",),
        span=Span(0, len(of.text)),
        title=quote(of.text, of.title),
        wording=None,
        milestones=milestones,
    )


def passages(of: Document) -> tuple[Passage, ...]:
    """One for its title, one for its list."""
    block = of.root.blocks[0]
    quotes = tuple(item.quote for item in block.children if item.quote)
    title = quote(of.text, of.title)
    return (
        Passage(id=f"{of.id}#1", document=of.id, kind=PassageKind.PARAGRAPH, path=(), span=title.span, quotes=(title,)),
        Passage(
            id=f"{of.id}#2",
            document=of.id,
            kind=PassageKind.LIST,
            path=("Mål",),
            span=block.span,
            quotes=quotes,
            lead_in=block.lead_in,
        ),
    )


def contents(*documents: Document, encoder: str = ENCODER) -> Contents:
    """A generation of these documents."""
    held = tuple(each for one in documents for each in passages(one))
    chance = np.random.default_rng(len(held))
    words = find_words(each.indexed_text for each in held)
    vectors, word_vectors = _directions(chance, len(held)), _directions(chance, len(words))
    name = quote(documents[0].text, documents[0].title)
    return Contents(
        organisations=(Organisation(id="ssi", name="Statens Serum Institut", other_names=("SSI",), is_home=True),),
        documents=documents,
        goals=tuple(goal(each) for each in documents),
        people=(Person(name=name, role=None, document=documents[0].id, span=name.span, contact=(name,)),),
        passages=held,
        findings=(Finding(document=documents[0].id, code="doubtful", message="Se efter.", details={"a": "b"}),),
        postings=build_postings((each.indexed_text, each.language) for each in held),
        vectors=vectors,
        words=words,
        word_vectors=word_vectors,
        encoder=encoder,
    )


def _directions(chance: np.random.Generator, count: int) -> NDArray[np.float32]:
    rows = chance.normal(size=(count, DIM)).astype(np.float32)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
