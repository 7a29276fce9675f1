"""
A document's text as HTML, section by section, with stretches of it marked.

Owns turning the section tree into headings, paragraphs, lists and tables, every character escaped;
leaves the page around it to the template.
Words are shown once, from the document's own text; a quotation that no block holds is shown in the text as filed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from markupsafe import Markup, escape

from ingest.parsers.inline import masked, unmasked, without_signs
from ingest.records import Block, BlockKind, Document, Quote, Section, Span

__all__ = ["DocumentView", "SectionView", "document_html", "view_document"]

MAX_HEADING = 6
_WORD = re.compile(r"\w")
_ASIDE = frozenset({BlockKind.CONTENTS, BlockKind.FURNITURE})


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """One section without its subsections."""

    anchor: str
    """The id of its place in the page: "s1", "s2" … in document order."""
    level: int
    """Depth in the tree, root 0."""
    heading: str | None
    """As printed, with its number; None for what stands before the first heading."""
    body: Markup
    """The heading and what stands directly under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A whole document as a page shows it."""

    sections: tuple[SectionView, ...]
    found: tuple[Span, ...]
    """Of the stretches searched for, those shown, in document order; the n-th (from 1) has the id "found-n"."""
    is_as_filed: bool = False
    """Whether it is shown as the file has it, because no block holds the quotation."""


def view_document(
    document: Document, *, quoted: Span | None = None, found: Sequence[Span] = (), anchors: str = "s"
) -> DocumentView:
    """
    The document with `quoted` and every stretch of `found` marked.

    The first element of the quotation has the id "quote". `anchors` begins the ids of the sections, and is empty
    where a second document stands on the same page and needs none.
    """
    writer = _Writer(document=document, quoted=quoted, found=tuple(found), names_places=bool(anchors))
    sections = tuple(
        SectionView(
            anchor=f"{anchors}{n}",
            level=section.level,
            heading=section.printed_heading or None,
            body=Markup("").join(writer.section(section)),
        )
        for n, (_, section) in enumerate(document.root.walk())
    )
    if quoted is not None and not writer.has_quoted:
        return _as_filed(document, quoted, names_places=bool(anchors))
    return DocumentView(sections=tuple(each for each in sections if each.body), found=tuple(writer.shown_found))


def document_html(document: Document, quoted: Span | None = None) -> Markup:
    """The whole document in one piece."""
    return Markup("").join(section.body for section in view_document(document, quoted=quoted).sections)


def _as_filed(document: Document, quoted: Span, *, names_places: bool) -> DocumentView:
    writer = _Writer(document=document, quoted=quoted, found=(), names_places=names_places)
    body = Markup('<pre class="filed">{}</pre>').format(writer.words(Span(0, len(document.text))))
    section = SectionView(anchor="s0", level=0, heading=None, body=body)
    return DocumentView(sections=(section,), found=(), is_as_filed=True)


@dataclass(slots=True, kw_only=True)
class _Writer:
    document: Document
    quoted: Span | None
    found: tuple[Span, ...]
    names_places: bool
    has_quoted: bool = False
    shown_found: list[Span] = field(default_factory=list)
    shown: set[Span] = field(default_factory=set)
    """Quotes already shown: a lead-in is often a paragraph of its own too."""

    def section(self, section: Section) -> Iterator[Markup]:
        """The heading and what stands under it."""
        if section.heading is not None:
            number = f"{section.number}. " if section.number else ""
            tag = f"h{min(section.level + 1, MAX_HEADING)}"
            yield self._wrapped(tag, escape(number) + self._quote(section.heading))
        for block in section.blocks:
            yield self._lead_in(block) + self.block(block)

    def block(self, block: Block) -> Markup:
        """One block with its children."""
        if block.kind is BlockKind.FURNITURE and not _WORD.search(block.span.of(self.document.text)):
            return Markup("")
        if block.kind in _ASIDE:
            return Markup('<pre class="aside">{}</pre>\n').format(without_signs(block.span.of(self.document.text)))
        if block.kind is BlockKind.LIST:
            return self._list(block)
        if block.kind is BlockKind.TABLE:
            return self._table(block)
        if block.kind is BlockKind.PARAGRAPH and block.children:
            # What leads in is shown before it.
            start = block.children[0].span.start if block.lead_in else block.span.start
            return self._wrapped("p", self._pieces(block, block.children, Span(start, block.span.end)))
        return self._wrapped("div" if block.children else "p", self._content(block))

    def words(self, span: Span) -> Markup:
        """The document's characters at `span`, escaped, with what is quoted or searched for marked."""
        text, done, shown = self.document.text, span.start, Markup("")
        for mark, is_quoted in self._marks(span):
            start, end = max(done, mark.start), min(span.end, mark.end)
            if start >= end:
                continue
            shown += escape(text[done:start]) + Markup("<mark{}>{}</mark>").format(
                self._place(mark, is_quoted=is_quoted), text[start:end]
            )
            done = end
        return shown + escape(text[done : span.end])

    def _marks(self, span: Span) -> list[tuple[Span, bool]]:
        """What to mark within `span`, in order; what is searched for gives way to the quotation."""
        quoted = self.quoted
        marks = [(quoted, True)] if quoted is not None and _meet(quoted, span) else []
        marks += [(each, False) for each in self.found if _meet(each, span) and not (quoted and _meet(each, quoted))]
        return sorted(marks)

    def _place(self, mark: Span, *, is_quoted: bool) -> Markup:
        """The attributes of a mark: an id where it begins."""
        if is_quoted:
            is_first, self.has_quoted = not self.has_quoted, True
            return Markup(' id="quote" class="quoted"') if is_first and self.names_places else Markup(' class="quoted"')
        if mark in self.shown_found:
            return Markup("")
        self.shown_found.append(mark)
        return Markup(' id="found-{}"').format(len(self.shown_found))

    def _list(self, block: Block) -> Markup:
        items = Markup("").join(self._item(child) for child in block.children)
        return self._wrapped("ol" if block.is_ordered else "ul", items)

    def _item(self, item: Block) -> Markup:
        """One item; a counted one keeps the number it was printed with."""
        number = "".join(char for char in item.marker or "" if char in "0123456789")
        value = Markup(' value="{}"').format(number) if number else Markup("")
        return Markup("<li{}>{}</li>\n").format(value, self._content(item))

    def _table(self, table: Block) -> Markup:
        """A table that a narrow page can lay out as a list: each cell knows its column, each part its role."""
        header = next((row for row in table.children if row.is_header), None)
        columns = [_heading_of(cell) for cell in header.children] if header else []
        rows = Markup("").join(self._row(row, columns) for row in table.children)
        return Markup('<div class="wide" tabindex="0"><table role="table">{}</table></div>\n').format(rows)

    def _row(self, row: Block, columns: Sequence[str]) -> Markup:
        if row.is_header:
            cells = Markup("").join(
                Markup('<th scope="col" role="columnheader">{}</th>').format(self._content(cell))
                for cell in row.children
            )
            return Markup('<tr role="row" class="names">{}</tr>\n').format(cells)
        cells = Markup("").join(
            Markup('<td role="cell"{}>{}</td>').format(_labelled(columns, n), self._content(cell))
            for n, cell in enumerate(row.children)
        )
        return Markup('<tr role="row">{}</tr>\n').format(cells)

    def _lead_in(self, block: Block) -> Markup:
        """The phrase that introduces the block, unless it was shown as a paragraph of its own."""
        if block.lead_in is None or block.lead_in.span in self.shown:
            return Markup("")
        return self._wrapped("p", self._quote(block.lead_in))

    def _content(self, block: Block) -> Markup:
        parts = _parts_of_a_line(block, self.document.text)
        below = block.children[len(parts) :]
        children = Markup("").join(self._lead_in(child) + self.block(child) for child in below)
        if parts:
            end = below[0].span.start if below else block.span.end
            return self._pieces(block, parts, Span(parts[0].span.start, end)) + children
        if block.quote is not None and not any(child.span.covers(block.quote.span) for child in block.children):
            return self._quote(block.quote) + children
        return children if block.children else self.words(block.span)

    def _pieces(self, block: Block, parts: Sequence[Block], span: Span) -> Markup:
        """Words of a block in pieces, because signs stand in it: in one line, without the signs."""
        text, shown, done = self.document.text, Markup(""), span.start
        signs = masked(block.span.of(text))

        def between(start: int, end: int) -> Markup:
            hidden = signs[start - block.span.start : end - block.span.start]
            return escape(unmasked(text[start:end], hidden))

        for child in parts:
            shown += between(done, max(done, child.span.start))
            shown += self.words(child.quote.span if child.quote else child.span)
            done = max(done, child.span.end)
        return shown + between(done, max(done, span.end))

    def _quote(self, quote: Quote) -> Markup:
        self.shown.add(quote.span)
        return self.words(quote.span)

    @staticmethod
    def _wrapped(tag: str, content: Markup) -> Markup:
        return Markup(f"<{tag}>{content}</{tag}>\n")  # noqa: S704 (the tag is ours, the content escaped)


def _parts_of_a_line(block: Block, text: str) -> tuple[Block, ...]:
    """The first children of an item or cell, where signs of markup alone make parts of its own words; else none."""
    if block.quote is not None or block.kind not in (BlockKind.ITEM, BlockKind.CELL):
        return ()
    parts = tuple(takewhile(lambda child: child.kind is BlockKind.PARAGRAPH and not child.children, block.children))
    gaps = (text[before.span.end : after.span.start] for before, after in pairwise(parts))
    return parts if len(parts) > 1 and not any("\n\n" in gap for gap in gaps) else ()


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _heading_of(cell: Block) -> str:
    return " ".join(block.quote.text for block in cell.walk() if block.quote)


def _labelled(columns: Sequence[str], n: int) -> Markup:
    return Markup(' data-label="{}"').format(columns[n]) if n < len(columns) and columns[n] else Markup("")
