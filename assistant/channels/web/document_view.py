"""
A document's text as HTML, with one stretch of it marked.

Owns turning the section tree into headings, paragraphs, lists and tables, every character escaped;
leaves the page around it to the template.
Words are shown once, from the document's own text; a stretch that no block holds is shown in the text as filed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from ingest.records import Block, BlockKind, Document, Quote, Section, Span

__all__ = ["document_html"]

MAX_HEADING = 6
_WORD = re.compile(r"\w")
_MARKS = re.compile(r"[*_`]+|</?[a-zA-Z][^<>]*>")
_ASIDE = frozenset({BlockKind.CONTENTS, BlockKind.FURNITURE})


def document_html(document: Document, marked: Span | None = None) -> Markup:
    """The whole document; the first element of the marked stretch has the id "quote"."""
    view = _View(document=document, marked=marked)
    shown = Markup("").join(view.section(document.root))
    if marked is not None and not view.has_marked:
        return Markup('<pre class="filed">{}</pre>').format(view.words(Span(0, len(document.text))))
    return shown


@dataclass(slots=True, kw_only=True)
class _View:
    document: Document
    marked: Span | None
    has_marked: bool = False
    shown: set[Span] = field(default_factory=set)
    """Quotes already shown: a lead-in is often a paragraph of its own too."""

    def section(self, section: Section) -> Iterator[Markup]:
        """The heading, what stands under it, and its subsections."""
        if section.heading is not None:
            number = f"{section.number}. " if section.number else ""
            tag = f"h{min(section.level + 1, MAX_HEADING)}"
            yield self._wrapped(tag, escape(number) + self._quote(section.heading))
        for block in section.blocks:
            yield self._lead_in(block) + self.block(block)
        for child in section.children:
            yield from self.section(child)

    def block(self, block: Block) -> Markup:
        """One block with its children."""
        if block.kind is BlockKind.FURNITURE and not _WORD.search(block.span.of(self.document.text)):
            return Markup("")
        if block.kind in _ASIDE:
            return Markup('<pre class="aside">{}</pre>').format(self.words(block.span))
        if block.kind is BlockKind.LIST:
            return self._list(block)
        if block.kind is BlockKind.TABLE:
            rows = Markup("").join(self.block(child) for child in block.children)
            return Markup('<div class="wide" tabindex="0"><table>{}</table></div>').format(rows)
        if block.kind is BlockKind.ROW:
            tag = "th" if block.is_header else "td"
            cells = Markup("").join(self._wrapped(tag, self._content(cell)) for cell in block.children)
            return self._wrapped("tr", cells)
        if block.kind is BlockKind.PARAGRAPH and block.children:
            return self._wrapped("p", self._pieces(block))
        return self._wrapped("div" if block.children else "p", self._content(block))

    def words(self, span: Span) -> Markup:
        """The document's characters at `span`, escaped, with the marked stretch marked."""
        text, marked = self.document.text, self.marked
        if marked is None or marked.end <= span.start or span.end <= marked.start:
            return escape(text[span.start : span.end])
        start, end = max(span.start, marked.start), min(span.end, marked.end)
        place = Markup("") if self.has_marked else Markup(' id="quote"')
        self.has_marked = True
        return Markup("{}<mark{}>{}</mark>{}").format(
            text[span.start : start], place, text[start:end], text[end : span.end]
        )

    def _list(self, block: Block) -> Markup:
        items = Markup("").join(self._item(child) for child in block.children)
        return self._wrapped("ol" if block.is_ordered else "ul", items)

    def _item(self, item: Block) -> Markup:
        """One item; a counted one keeps the number it was printed with."""
        number = "".join(char for char in item.marker or "" if char in "0123456789")
        value = Markup(' value="{}"').format(number) if number else Markup("")
        return Markup("<li{}>{}</li>\n").format(value, self._content(item))

    def _lead_in(self, block: Block) -> Markup:
        """The phrase that introduces the block, unless it was shown as a paragraph of its own."""
        if block.lead_in is None or block.lead_in.span in self.shown:
            return Markup("")
        return self._wrapped("p", self._quote(block.lead_in))

    def _content(self, block: Block) -> Markup:
        children = Markup("").join(self._lead_in(child) + self.block(child) for child in block.children)
        if block.quote is not None and not any(child.span.covers(block.quote.span) for child in block.children):
            return self._quote(block.quote) + children
        return children if block.children else self.words(block.span)

    def _pieces(self, block: Block) -> Markup:
        """A paragraph in pieces, because marks stand in it: its words in one line, without the marks."""
        shown, done = Markup(""), block.span.start
        for child in block.children:
            shown += self._between(Span(done, max(done, child.span.start))) + self.words(
                child.quote.span if child.quote else child.span
            )
            done = max(done, child.span.end)
        return shown + self._between(Span(done, max(done, block.span.end)))

    def _between(self, span: Span) -> Markup:
        return escape(_MARKS.sub("", span.of(self.document.text)))

    def _quote(self, quote: Quote) -> Markup:
        self.shown.add(quote.span)
        return self.words(quote.span)

    @staticmethod
    def _wrapped(tag: str, content: Markup) -> Markup:
        return Markup(f"<{tag}>{content}</{tag}>\n")  # noqa: S704 (the tag is ours, the content escaped)
