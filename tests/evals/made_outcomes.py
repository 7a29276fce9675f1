"""Cases, answers and outcomes for the tests beside this file, right unless told otherwise."""

from __future__ import annotations

import datetime as dt
from typing import Any

from assistant.answer import Answer, AnswerStatus, Citation, Kind, Reason
from evals.cases import Case
from evals.metrics import Outcome, Verdict, judge
from ingest.records import Language

TEXT = "Mission\n\nVi styrker sundhed gennem sygdomskontrol.\n\n • Beredt\n • Faglig\n • Nyttig\n"
TEXTS = {"page": TEXT}
SENTENCE = "Vi styrker sundhed gennem sygdomskontrol."


def citation(quote: str = SENTENCE, *, n: int = 1, start: int | None = None, **fields: Any) -> Citation:
    """A citation of the made document, at the quote's own place."""
    at = TEXT.index(quote) if start is None else start
    given = {"title": "Siden", "organisation": "SSI", "section": ("Mission",), "official": True} | fields
    return Citation(
        n=n,
        document="page",
        path="page.txt",
        quote=quote,
        start=at,
        end=at + len(quote),
        language=Language.DANISH,
        **given,
    )


def answer(text: str = f"»{SENTENCE}« [1]", *citations: Citation, **fields: Any) -> Answer:
    """An answer; its citation is the sentence unless others are given."""
    given: dict[str, Any] = {
        "status": AnswerStatus.ANSWERED,
        "kind": Kind.WORDING,
        "language": Language.DANISH,
    } | fields
    if given["status"] is not AnswerStatus.ANSWERED:
        given.setdefault("reason", Reason.NOT_IN_DOCUMENTS)
    return Answer(
        id="1",
        text=text,
        citations=citations or (citation(),),
        snapshot="s",
        asked_at=dt.datetime(2025, 5, 20, tzinfo=dt.UTC),
        **given,
    )


def case(**fields: Any) -> Case:
    """A case that any answer in Danish meets."""
    given: dict[str, Any] = {"id": "a", "question": "?", "kind": "wording", "language": Language.DANISH}
    return Case(**given | {"status": (AnswerStatus.ANSWERED,)} | fields)


def outcome(verdict: Verdict | None = None, *, file: str = "corpus_x", **fields: Any) -> Outcome:
    """An outcome; right, unless a verdict is given."""
    of, given = case(**fields), answer(language=fields.get("language", Language.DANISH))
    return Outcome(case=of, file=file, answer=given, verdict=verdict or judge(of, given, TEXTS), seconds=0.001)
