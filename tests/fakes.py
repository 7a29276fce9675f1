"""
A tiny hand-made Knowledge and an `Answers` that needs no index: what channel tests stand on.

Owns `tiny_knowledge` and `FakeAnswers`; leaves the real ones to `ingest` and `assistant.assistant`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Answer, AnswerStatus, Citation, Kind, Option, Reason, Sentence, Translation
from assistant.protocols import Hit
from assistant.question import ANYBODY, Asker, Question
from assistant.register.views import NothingReported, Statuses, goal_view
from assistant.texts import Texts, load_texts
from ingest.errors import IndexMissing
from ingest.knowledge import Knowledge
from ingest.records import (
    Block,
    BlockKind,
    Document,
    Goal,
    Language,
    Milestone,
    Organisation,
    Passage,
    PassageKind,
    Quarters,
    Quote,
    Section,
    Span,
)
from ingest.vectors import write_vectors

__all__ = ["NOW", "FakeAnswers", "FakeIndex", "document_of", "goal_answer", "packed", "tiny_knowledge"]

NOW = dt.datetime(2025, 5, 20, 7, 0, tzinfo=dt.UTC)
"""Where the clock of the channel tests stands."""
PLAN = """# Resultatplan 2025

## 1. Mål

Vi måler det, der betyder noget.

- Nyt register er i drift (Q2).
- Øvelse er holdt (Q2/Q3).
- Ventetiden er kortere.
"""
PAGE = """# Vision <script>alert(1)</script>

Sundhed for *alle* & enhver.
"""
SECRET = """# Lønpolitik

Alle får en bonus på 7 pct.
"""
GOAL_WORDING = "Vi måler det, der betyder noget."


class FakeIndex:
    """An index that finds nothing: the fake answers do not search it."""

    def search(
        self, query: object, *, among: NDArray[np.int64], limit: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Nothing."""
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)

    def holding(self, stems: Collection[str]) -> NDArray[np.int64]:
        """Nothing."""
        return np.empty(0, dtype=np.int64)

    def vocabulary(self, among: NDArray[np.int64]) -> frozenset[str]:
        """Nothing."""
        return frozenset()

    def vectors(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Zeros, shape (len(rows), 2)."""
        return np.zeros((len(rows), 2), dtype=np.float32)

    def cosines(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Zeros, shape (len(rows),)."""
        return np.zeros(len(rows), dtype=np.float32)

    def estimate(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Nothing."""
        return np.zeros(0, dtype=np.float32)

    def coverages(
        self, terms: object, *, among: NDArray[np.int64], only: NDArray[np.int64] | None = None
    ) -> NDArray[np.float32]:
        """Zeros, shape (len(among),) or (len(only),)."""
        return np.zeros(len(among if only is None else only), dtype=np.float32)


def quote_of(text: str, words: str) -> Quote:
    """The first occurrence of `words` in `text` as a quotation."""
    start = text.index(words)
    return Quote.at(text, Span(start, start + len(words)))


def document_of(id_: str, text: str, *, title: str, audience: Sequence[str] = (), **more: object) -> Document:
    """A document with one heading line (its first) and one paragraph block a line beneath it."""
    heading_line = text.splitlines()[0]
    blocks = []
    for line in text.splitlines()[1:]:
        words = line.removeprefix("- ").removeprefix("## ")
        if words:
            quote = quote_of(text, words)
            blocks.append(Block(kind=BlockKind.PARAGRAPH, span=quote.span, quote=quote))
    whole = Span(0, len(text))
    top = Section(
        heading=quote_of(text, heading_line.removeprefix("# ")),
        number=None,
        level=1,
        span=whole,
        blocks=tuple(blocks),
    )
    root = Section(heading=None, number=None, level=0, span=whole, blocks=(), children=(top,))
    fields: dict[str, object] = {
        "id": id_,
        "path": f"{id_}.md",
        "title": title,
        "organisation": "ssi",
        "kind": "page",
        "language": Language.DANISH,
        "text": text,
        "checksum": "0" * 64,
        "root": root,
        "audience": frozenset(audience),
    }
    return Document(**{**fields, **more})


def _goal() -> Goal:
    goal_id = "plan-2025/mål-1"
    times = {
        "Nyt register er i drift (Q2).": Quarters(printed="Q2", first=dt.date(2025, 4, 1), last=dt.date(2025, 6, 30)),
        "Øvelse er holdt (Q2/Q3).": Quarters(printed="Q2/Q3", first=dt.date(2025, 4, 1), last=dt.date(2025, 9, 30)),
        "Ventetiden er kortere.": None,
    }
    milestones = tuple(
        Milestone(id=f"{goal_id}/{number}", goal=goal_id, quote=quote_of(PLAN, words), quarters=quarters)
        for number, (words, quarters) in enumerate(times.items(), start=1)
    )
    return Goal(
        id=goal_id,
        document="plan-2025",
        series="Mål",
        series_number="1",
        number="1",
        path=("Resultatplan 2025", "1. Mål"),
        span=Span(0, len(PLAN)),
        title=None,
        wording=quote_of(PLAN, GOAL_WORDING),
        milestones=milestones,
    )


def tiny_knowledge(*, with_secret: bool = True, documents: Sequence[Document] = ()) -> Knowledge:
    """A plan with one goal and three milestones, a page with hostile marks, and a paper only "hr" may read."""
    plan = document_of(
        "plan-2025",
        PLAN,
        title="Resultatplan 2025",
        kind="results_plan",
        published=dt.date(2024, 12, 19),
        period_from=dt.date(2025, 1, 1),
        period_to=dt.date(2025, 12, 31),
    )
    page = document_of("sider/vision", PAGE, title="Vision <script>alert(1)</script>", notice="Kun <b>udkast</b>")
    secret = document_of("løn", SECRET, title="Lønpolitik", audience=["hr"])
    everything = [plan, page, *([secret] if with_secret else []), *documents]
    passage = Passage(
        id="p1",
        document="plan-2025",
        kind=PassageKind.PARAGRAPH,
        path=("Resultatplan 2025", "1. Mål"),
        span=quote_of(PLAN, GOAL_WORDING).span,
        quotes=(quote_of(PLAN, GOAL_WORDING),),
    )
    return Knowledge(
        snapshot="20250520T100000-abc",
        organisations=(
            Organisation(id="ssi", name="Statens Serum Institut", other_names=("SSI", "Serum Institute"), is_home=True),
        ),
        documents={document.id: document for document in everything if document.edition_of is None},
        editions={document.id: document for document in everything if document.edition_of is not None},
        goals=(_goal(),),
        people=(),
        passages=(passage,),
        vectors=FakeIndex(),
        lexical=FakeIndex(),
        encoder_name="none",
    )


def goal_answer(question: Question, knowledge: Knowledge) -> Answer:
    """An answer that quotes the plan once, in the language asked for (Danish otherwise)."""
    quote = quote_of(PLAN, GOAL_WORDING)
    goal = goal_view(knowledge.goals[0], NothingReported(), today=question.asked_at.date())
    language = question.language or Language.DANISH
    lead = "Planen siger" if language is Language.DANISH else "The plan says"
    return Answer(
        id="a" * 16,
        status=AnswerStatus.ANSWERED,
        kind=Kind.GOAL,
        language=language,
        text=f"{lead}: »{quote.text}« [1]",
        snapshot=knowledge.snapshot,
        asked_at=question.asked_at,
        citations=(
            Citation(
                n=1,
                document="plan-2025",
                path="plan-2025.md",
                title="Resultatplan 2025",
                organisation="Statens Serum Institut",
                section=("Resultatplan 2025", "1. Mål"),
                quote=quote.text,
                start=quote.span.start,
                end=quote.span.end,
                language=Language.DANISH,
                official=True,
                published=dt.date(2024, 12, 19),
                translation=Translation(document="plan-2025-en", start=0, end=2, text="We measure what matters."),
            ),
        ),
        goals=(goal,),
        milestones=goal.milestones,
        suggestions=("Hvad er planlagt til Q2?",),
    )


def clarifying_answer(question: Question, knowledge: Knowledge) -> Answer:
    """An answer that asks back with two options."""
    return Answer(
        id="c" * 16,
        status=AnswerStatus.CLARIFY,
        reason=Reason.AMBIGUOUS,
        kind=Kind.GOAL,
        language=question.language or Language.DANISH,
        text="Hvilket mål mener du?",
        snapshot=knowledge.snapshot,
        asked_at=question.asked_at,
        options=(
            Option(label="Koncernfælles", question="Hvad er koncernfælles mål 1?"),
            Option(label="<b>Egne</b>", question='Hvad er "egne" mål <1>?'),
        ),
    )


class FakeAnswers:
    """
    An `Answers` over `tiny_knowledge`.

    A question holding "hvilket" is asked back, every other is answered from the goal, unless `replies` says otherwise.
    `asked` remembers what was asked, by whom. `missing=True` is an installation without an index.
    """

    def __init__(
        self,
        knowledge: Knowledge | None = None,
        *,
        replies: Mapping[str, Callable[[Question, Knowledge], Answer]] | None = None,
        missing: bool = False,
    ) -> None:
        self.everything = knowledge or tiny_knowledge()
        self.replies = dict(replies or {})
        self.missing = missing
        self.sentences: dict[str, Sequence[str]] = {}
        self.asked: list[tuple[Question, Asker]] = []
        self.searched: list[tuple[str, Asker, int, str | None, str | None]] = []
        self._statuses: Statuses = NothingReported()
        self._texts = load_texts()

    model = None
    """No language model helps."""

    def statuses(self, _asker: Asker) -> Statuses:
        """Nothing has been reported."""
        return self._statuses

    @property
    def texts(self) -> Texts:
        """The bundled texts."""
        return self._texts

    def rehearse(self, _asker: Asker) -> None:
        """Nothing is made once for what a fake knows."""

    def ask(self, question: Question, asker: Asker) -> Answer:
        """The reply for the question's exact words, a question back, or the goal."""
        knowledge = self.knowledge(asker)
        self.asked.append((question, asker))
        make = self.replies.get(question.text)
        if make is None:
            make = clarifying_answer if "hvilket" in question.text.lower() else goal_answer
        return make(question, knowledge)

    def stream(self, question: Question, asker: Asker) -> Iterator[Sentence | Answer]:
        """The sentences set for the question's exact words, then what `ask` gives."""
        answer = self.ask(question, asker)
        sentences = (Sentence(text=text) for text in self.sentences.get(question.text, ()))
        return iter([*sentences, answer])

    def search(
        self, query: str, asker: Asker, *, limit: int = 10, organisation: str | None = None, document: str | None = None
    ) -> tuple[Hit, ...]:
        """The one passage there is."""
        knowledge = self.knowledge(asker)
        self.searched.append((query, asker, limit, organisation, document))
        passage = knowledge.passages[0]
        return (Hit(rank=1, passage=passage, quote=passage.quotes[0], score=1.0),)

    def knowledge(self, asker: Asker = ANYBODY) -> Knowledge:
        """What `asker` may read."""
        if self.missing:
            msg = 'No documents have been read yet; run "rettesnor ingest".'
            raise IndexMissing(msg)
        return self.everything.readable_by(asker.groups)

    def saying(self, question: str, text: str) -> None:
        """Answer `question` with `text` from now on."""
        self.replies[question] = lambda asked, knowledge: dataclasses.replace(goal_answer(asked, knowledge), text=text)


def packed(vectors: np.ndarray) -> bytes:
    """Vectors, shape (rows, dim), as a generation holds them."""
    pieces: list[bytes] = []
    write_vectors(vectors, pieces.append)
    return b"".join(pieces)
