"""
What a stretch of a document is called in the other language, where a parallel edition says it.

Owns looking that up for quotations, for runs of sentences and for headings;
leaves pairing originals and editions to `ingest.editions`, and how a rendering is shown to those who show it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ingest.knowledge import Knowledge
from ingest.records import Document, Language, Pairing, Quote, Span

__all__ = ["Rendering", "Renderings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """The same statement in an edition."""

    document: Document
    """The edition."""
    quote: Quote
    """What it says there, to the letter."""


class Renderings:
    """The editions of one body of knowledge; safe to share between threads."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def of(self, document: Document, span: Span, language: Language) -> Rendering | None:
        """
        What an edition in `language` says for the stretch at `span` of `document`.

        Returns:
            None where no edition has it, where it is in `language` already, or where both say the same (a name).
        """
        found = self._by_language.get((document.id, language))
        at = _counterpart(found[1], span) if found else None
        if found is None or at is None:
            return None
        quote = found[0].quote(at)
        return Rendering(document=found[0], quote=quote) if quote.text != span.of(document.text) else None

    def words(self, document: Document, text: str, language: Language) -> str | None:
        """What an edition in `language` prints for a heading or any other paired stretch that reads just `text`."""
        return self._words.get((document.id, language), {}).get(text)

    def another_wording(self, text: str, language: Language) -> str | None:
        """The rendering of a stretch that reads just `text` in some document of `language`, whatever its place."""
        return self._everywhere.get((language, text))

    @cached_property
    def _by_language(self) -> Mapping[tuple[str, Language], tuple[Document, Mapping[Span, Span]]]:
        """For an original and a language: the first edition in it, and what corresponds."""
        found: dict[tuple[str, Language], tuple[Document, Mapping[Span, Span]]] = {}
        for pairing in self._knowledge.pairings:
            edition = self._knowledge.editions[pairing.edition]
            found.setdefault((pairing.original, edition.language), (edition, _spans(pairing)))
        return found

    @cached_property
    def _words(self) -> Mapping[tuple[str, Language], Mapping[str, str]]:
        documents = self._knowledge.documents
        return {key: _texts(documents[key[0]], *found) for key, found in self._by_language.items()}

    @cached_property
    def _everywhere(self) -> Mapping[tuple[Language, str], str]:
        documents = self._knowledge.documents
        return {
            (documents[key[0]].language, words): rendering
            for key, texts in self._words.items()
            for words, rendering in texts.items()
        }


def _spans(pairing: Pairing) -> Mapping[Span, Span]:
    return {pair.original: pair.edition for pair in pairing.pairs}


def _counterpart(pairs: Mapping[Span, Span], span: Span) -> Span | None:
    """What `span` corresponds to: a pair's own span, or a run of sentences that are paired one by one."""
    if span in pairs:
        return pairs[span]
    firsts = [each for each in pairs if each.start == span.start and span.covers(each)]
    lasts = [each for each in pairs if each.end == span.end and span.covers(each)]
    if not firsts or not lasts:
        return None
    first, last = pairs[min(firsts, key=_length)], pairs[min(lasts, key=_length)]
    whole = (pairs[each] for each in pairs if each.covers(span))
    # Of two stretches that do not stand in one, nobody has said that what lies between them corresponds.
    is_run = first.end <= last.start and any(each.covers(first) and each.covers(last) for each in whole)
    return Span(first.start, last.end) if is_run else None


def _length(span: Span) -> int:
    return span.end - span.start


def _texts(original: Document, edition: Document, pairs: Mapping[Span, Span]) -> Mapping[str, str]:
    """Title, printed headings and paired stretches of an original, each with its rendering."""
    found = {span.of(original.text): at.of(edition.text) for span, at in pairs.items()}
    headings = {section.heading.span: section for _, section in edition.root.walk() if section.heading}
    for _, section in original.root.walk():
        at = pairs.get(section.heading.span) if section.heading else None
        if at in headings:
            found[section.printed_heading] = headings[at].printed_heading
    return {**found, original.title: edition.title}
