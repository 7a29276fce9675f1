"""Knowledge made of single sentences, with the bundled encoder and real indexes, for the tests of this folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache

from fakes import packed

from ingest.encoder.lexicon import Lexicon
from ingest.encoder.static import StaticEncoder
from ingest.knowledge import Encoder, Knowledge, Words
from ingest.lexical import Bm25, build_postings
from ingest.records import Document, Language, Passage, PassageKind, Quote, Section, Span
from ingest.vectors import Vectors
from ingest.words import find_words

PLAN = (
    "Der er afholdt en beredskabsøvelse med regionerne i andet kvartal.",
    "Screening af nyfødte følger de nationale retningslinjer.",
    "Vacciner leveres til hele landet uden forsinkelse.",
    "Overvågningen af smitsomme sygdomme udvides til spildevand.",
)
PAGE = (
    "Vores vision er et sundt liv for alle.",
    "Vi arbejder fagligt, åbent og i samarbejde med borgerne.",
    "Direktøren har ansvaret for organisationens udvikling.",
    "Medarbejderne har indflydelse på deres arbejdstid.",
)
SECRET = (
    "Beredskabsøvelsen koster mere end budgettet tillader.",
    "Alle medarbejdere får en bonus på syv procent.",
)
ALL = {"plan": PLAN, "page": PAGE, "secret": SECRET}
OPEN = {"plan": PLAN, "page": PAGE}


@cache
def encoder() -> StaticEncoder:
    """The bundled one, read once."""
    return StaticEncoder.load()


@cache
def lexicon() -> Lexicon:
    """The bundled one, read once."""
    return Lexicon.load()


def knowledge(documents: Mapping[str, Sequence[str]], *, by: Encoder | None = None) -> Knowledge:
    """A passage for each sentence, with vectors `by` the bundled encoder or another; "secret" is for "hr" alone."""
    made_by = by or encoder()
    passages = tuple(each for key, sentences in documents.items() for each in _passages(key, sentences))
    texts = [passage.indexed_text for passage in passages]
    words = find_words(texts)
    return Knowledge(
        snapshot="made",
        organisations=(),
        documents={key: _document(key, sentences) for key, sentences in documents.items()},
        goals=(),
        people=(),
        passages=passages,
        vectors=Vectors(packed(made_by.embed_passages(texts)), count=len(passages), dim=made_by.dim),
        lexical=Bm25(build_postings((text, Language.DANISH) for text in texts)),
        encoder_name=made_by.name,
        words=Words(
            spelling=words,
            vectors=Vectors(packed(made_by.embed_questions(words)), count=len(words), dim=made_by.dim),
        ),
    )


def _document(key: str, sentences: Sequence[str]) -> Document:
    text = "\n".join(sentences)
    return Document(
        id=key,
        path=f"{key}.txt",
        title=key.title(),
        organisation="o",
        kind="page",
        language=Language.DANISH,
        text=text,
        checksum=hashlib.sha256(text.encode()).hexdigest(),
        root=Section(heading=None, number=None, level=0, span=Span(0, len(text)), blocks=()),
        audience=frozenset({"hr"}) if key == "secret" else frozenset(),
    )


def _passages(key: str, sentences: Sequence[str]) -> tuple[Passage, ...]:
    text = "\n".join(sentences)
    quotes = [Quote.at(text, Span(text.index(each), text.index(each) + len(each))) for each in sentences]
    return tuple(
        Passage(
            id=f"{key}#{number}",
            document=key,
            kind=PassageKind.PARAGRAPH,
            path=("Afsnit",),
            span=quote.span,
            quotes=(quote,),
        )
        for number, quote in enumerate(quotes, start=1)
    )
