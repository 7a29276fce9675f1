"""
The sentence in which a plan itself says how many goals or milestones it has.

Owns finding it; leaves counting the records, which is what is answered, to their answerers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answering.context import Context
from assistant.answering.cutting.quoting import split_sentences
from assistant.answering.draft import Sheet
from assistant.understanding.numbers import number_words
from ingest.lexical import Term, analyse, fold
from ingest.records import Document, PassageKind, Quote

__all__ = ["write_stated"]

WITHIN = 3
"""Words of a number and the thing it counts, the number first."""


def write_stated(context: Context, sheet: Sheet, documents: Sequence[Document], number: int) -> None:
    """Quote the sentence of these documents that says of what was asked that there are so many, where one does."""
    cue_words = context.inquiry.cue_words
    asked = " ".join(word for cue in ("goal", "milestone") for word in cue_words.get(cue, ()))
    for document in documents:
        kinds = {term.stem for term in analyse(asked, document.language)}
        for quote in _sentences(context, document):
            if _counts(analyse(quote.text, document.language, keep_stop_words=True), kinds, number):
                sheet.write(sheet.quoted(document, quote))
                return


def _sentences(context: Context, document: Document) -> Iterator[Quote]:
    for passage in context.knowledge.passages_of(document.id):
        if passage.kind is PassageKind.PARAGRAPH:
            for quote in passage.quotes:
                yield from split_sentences(document, quote)


def _counts(terms: Sequence[Term], kinds: set[str], number: int) -> bool:
    """Whether one of so many kinds stands right behind the number."""
    said = number_words(number)
    places = [place for place, term in enumerate(terms) if fold(term.word) in said]
    return any(term.stem in kinds for place in places for term in terms[place + 1 : place + WITHIN])
