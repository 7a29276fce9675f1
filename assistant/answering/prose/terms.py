"""
Terms that a question has as a list or glossary prints them: "what does the value Company mean?", "… ordet er frit".

Owns finding such a term with what explains it; terms that a sentence explains are
`assistant.answering.prose.definitions`'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.context import Context
from assistant.answering.cutting.quoting import split_sentences
from assistant.answering.draft import Evidence
from assistant.answering.finding.explained import explanation_of
from assistant.answering.judging.framing import OF_TERMS
from ingest.lexical import fold
from ingest.records import Document, Passage, PassageKind, Quote, Span

__all__ = ["find_printed_term"]

LONGEST_TERM = 80
"""Characters of a term that has its explanation beside it."""
_NO_WORD = re.compile(r"[^\w\s-]")


def find_printed_term(context: Context) -> Sequence[Evidence]:
    """The longest printed term that stands in the question whole, and its explanation; none where more is asked for."""
    asked = _spaced(context.inquiry.folded)
    found: dict[str, Sequence[Evidence]] = {}
    for candidate in context.candidates():
        document = context.document_of(candidate.passage)
        for term, explanation in _explained_items(context, document, candidate.passage):
            name = _spaced(term.text)
            if name.strip() and name in asked:
                found.setdefault(name, [Evidence(document=document, quote=each) for each in (term, *explanation)])
    longest = max(found, key=len, default="")
    return found[longest] if longest and _is_all(context, longest, asked) else ()


def _is_all(context: Context, name: str, asked: str) -> bool:
    """Whether a question has no content beside a term, but for the word for its kind before it."""
    beside = [each for each in context.inquiry.solid(*OF_TERMS) if each.words not in name]
    return not beside or (len(beside) == 1 and f"{_spaced(beside[0].words).rstrip()}{name}" in asked)


def _spaced(words: str) -> str:
    """Words folded, without marks, a space around each."""
    return f" {' '.join(_NO_WORD.sub(' ', fold(words)).split())} "


def _explained_items(context: Context, document: Document, passage: Passage) -> Iterator[tuple[Quote, Sequence[Quote]]]:
    """The items of a list, each with what explains it; of one that says both, its first sentence and the rest."""
    for quote in passage.quotes if passage.kind is PassageKind.LIST else ():
        first, *rest = split_sentences(document, quote)
        if rest and len(first.text) < LONGEST_TERM:
            yield first, (document.quote(Span(rest[0].span.start, quote.span.end)),)
        elif len(quote.text) < LONGEST_TERM and (explanation := explanation_of(context, document, quote)):
            yield quote, explanation
