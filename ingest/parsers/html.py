"""
Saved web pages as layouts.

Owns what tags say about structure, and which parts of a page are the site's furniture rather than the document;
leaves reading broken HTML to lxml. Nothing is ever fetched: neither pictures nor styles nor frames.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

from ingest.parsers.encodings import decode
from ingest.parsers.html_furniture import content_of, is_dropped
from ingest.parsers.layout import Doubt, Layout, Line, Look, Row, Table
from ingest.parsers.typed import with_typed_lists
from ingest.raised import read_raised

__all__ = ["read_html"]

MAX_SPAN = 100
"""Larger colspan and rowspan are taken for this; a page may say anything."""
MAX_CELLS = 200_000
MIN_LINKS = 3
_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset=[\"']?\s*([A-Za-z0-9_-]{2,40})", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BLOCK_NAMES = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "ul",
    ]
)
_HEADING = re.compile(r"h[1-6]")
_BOLD = frozenset({"b", "strong"})


def read_html(content: bytes, name: str) -> Layout:
    """The layout of a web page; `name` is for messages."""
    from lxml import html  # only where a corpus has web pages

    text, doubts = _decoded(content, name)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = html.document_fromstring(text.encode(), parser=parser, ensure_head_body=True)
    walker = _Walker()
    for part in content_of(root):
        walker.flow(part)
        walker.flush()
    return Layout(
        parts=with_typed_lists(walker.parts),
        doubts=doubts,
        language=(root.get("lang") or "").lower()[:2] or None,
    )


def _decoded(content: bytes, name: str) -> tuple[str, tuple[Doubt, ...]]:
    """By its byte order mark, by what it says itself, or as any text is."""
    said = _CHARSET.search(content[:4096])
    if said and not content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        try:
            # Browsers read "iso-8859-1" as Windows-1252, and so do pages mean it.
            label = said[1].decode().lower()
            return content.decode("cp1252" if label in {"iso-8859-1", "latin1", "ascii"} else label), ()
        except (LookupError, UnicodeDecodeError):
            pass
    text, guessed = decode(content, name)
    message = f"was read as {guessed}; check its special letters, or save it as UTF-8."
    return text, (Doubt(code="encoding_guessed", message=message),) if guessed else ()


class _Walker:
    """Walks a tree of tags and gathers lines and tables."""

    def __init__(self) -> None:
        self.parts: list[Line | Table] = []
        self._runs: list[tuple[str, bool]] = []
        self._items: list[str] = []
        self._look = Look.TEXT
        self._level = 0

    def flow(self, element: Any, *, bold: bool = False) -> None:
        """Everything in an element, in order."""
        self._runs.append((element.text or "", bold))
        for child in element:
            self._child(child, bold=bold)
            self._runs.append((child.tail or "", bold))

    def _child(self, child: Any, *, bold: bool) -> None:
        name = child.tag if isinstance(child.tag, str) else ""
        if not name or is_dropped(child):
            return
        if name == "br":
            self._runs.append(("\n", bold))
        elif name == "sup":
            self._raised(child, bold=bold)
        elif name not in _BLOCK_NAMES:
            self.flow(child, bold=bold or name in _BOLD)
        else:
            self.flush()
            self._block(child, name)
            self.flush()

    def _raised(self, element: Any, *, bold: bool) -> None:
        words = "".join(element.itertext())
        read = read_raised(words, before="".join(run for run, _ in self._runs))
        if read == words:
            self.flow(element, bold=bold)
        else:
            self._runs.append((read, bold))

    def _block(self, element: Any, name: str) -> None:
        if name in {"ul", "ol"}:
            self._list(element, is_ordered=name == "ol")
        elif name == "dl":
            self._terms(element)
        elif name == "table":
            self._table(element)
        elif _HEADING.fullmatch(name):
            self._styled(element, Look.HEADING, int(name[1]))
        elif name in {"caption", "figcaption"}:
            self._styled(element, Look.CAPTION, 0)
        else:
            self.flow(element, bold=name == "summary")

    def _styled(self, element: Any, look: Look, level: int) -> None:
        if self._items:
            self.flow(element, bold=True)
            return
        self._look, self._level = look, level
        self.flow(element)
        self.flush()
        self._look, self._level = Look.TEXT, 0

    def _list(self, element: Any, *, is_ordered: bool) -> None:
        if _is_contents(element):
            for child in element.iter("a"):
                self.parts.append(Line(text=_plain(child), look=Look.CONTENTS))
            return
        count = _count(element.get("start"), 1)
        self._items.append("")
        for child in element:
            if child.tag in {"ul", "ol"}:
                self._block(child, child.tag)
            if child.tag != "li" or is_dropped(child):
                continue
            count = _count(child.get("value"), count)
            self._items[-1] = _printed(count, element.get("type", "1")) if is_ordered else "•"
            count += 1
            self.flow(child)
            self.flush()
        self._items.pop()

    def _terms(self, element: Any) -> None:
        """A list of terms, each with what explains it."""
        self._items.append("")
        for child in element.iter("dt", "dd"):
            if is_dropped(child) or next(child.iterancestors("dl")) is not element:
                continue
            self._items[-1] = "•" if child.tag == "dt" else ""
            self.flow(child)
            self.flush()
        self._items.pop()

    def flush(self) -> None:
        """End the paragraph that is being gathered."""
        runs, self._runs = self._runs, []
        text, label, is_bold = _joined(runs)
        if not text:
            return
        if self._items:
            marker, self._items[-1] = self._items[-1], ""
            level = len(self._items) - 1
            self.parts.append(Line(text=text, look=Look.ITEM, level=level, marker=marker, label=label))
            return
        is_shown = self._look is Look.TEXT
        self.parts.append(
            Line(
                text=text,
                look=self._look,
                level=self._level,
                is_bold=is_bold and is_shown,
                label=label if is_shown else 0,
            )
        )

    def _table(self, table: Any) -> None:
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table and not is_dropped(row)]
        widest = max((len(row) for row in rows), default=0)
        is_layout = table.get("role") in {"presentation", "none"} or widest < 2  # one column is a frame
        if is_layout or any(True for _ in table.iterdescendants("table")):
            for row in rows:
                for cell in row:
                    self.flow(cell)
                    self.flush()
            return
        for caption in table.iterchildren("caption"):
            self._styled(caption, Look.CAPTION, 0)
        self.parts.append(Table(rows=tuple(_grid(rows))))


def _grid(rows: list[Any]) -> Iterator[Row]:
    """Rows with as many cells as the table has columns; what a merged cell covers is empty."""
    covered: dict[int, int] = {}
    grid: list[tuple[list[tuple[Line, ...]], bool]] = []
    cells = 0
    for row in rows:
        line: list[tuple[Line, ...]] = []
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
        waiting = dict(covered)
        for cell in row.iterchildren("td", "th"):
            while waiting.pop(len(line), 0):
                line.append(())
            width, height = (min(_count(cell.get(key), 1), MAX_SPAN) or 1 for key in ("colspan", "rowspan"))
            cells += width
            if cells > MAX_CELLS:
                break
            covered |= {len(line) + each: height for each in range(width)}
            line.extend([_cell(cell), *[()] * (width - 1)])
        while waiting.pop(len(line), 0):
            line.append(())
        kinds = {cell.tag for cell in row.iterchildren("td", "th")}
        is_head = kinds == {"th"} or any(each.tag == "thead" for each in row.iterancestors("thead", "table"))
        grid.append((line, is_head))
    widest = max((len(line) for line, _ in grid), default=0)
    for line, is_head in grid:
        if line:
            yield Row(cells=(*line, *[()] * (widest - len(line))), is_header=is_head)


def _cell(cell: Any) -> tuple[Line, ...]:
    walker = _Walker()
    walker.flow(cell)
    walker.flush()
    return tuple(part for part in walker.parts if isinstance(part, Line))


def _joined(runs: list[tuple[str, bool]]) -> tuple[str, int, bool]:
    """The words of a paragraph, the length of its bold label, and whether all of it is bold."""
    text, label, in_label, is_bold, told = "", 0, True, True, False
    for words, bold in runs:
        plain = words if words == "\n" else _BLANKS.sub(" ", words)
        if plain == " " and (not text or text[-1] in " \n"):
            continue
        plain = plain.lstrip(" ") if not text or text[-1] in " \n" else plain
        text += plain
        if plain.strip():
            told = True
            is_bold = is_bold and bold
            in_label = in_label and bold
        label = len(text.rstrip()) if in_label else label
    return text.strip(), 0 if is_bold else label, is_bold and told


def _is_contents(element: Any) -> bool:
    """Whether a list only points further down the page."""
    links = list(element.iter("a"))
    is_inner = len(links) >= MIN_LINKS and all((link.get("href") or "").startswith("#") for link in links)
    return is_inner and len(_plain(element)) <= sum(len(_plain(link)) + 6 for link in links)


def _plain(element: Any) -> str:
    return _BLANKS.sub(" ", "".join(element.itertext())).strip()


def _printed(count: int, kind: str) -> str:
    if kind in {"a", "A"} and 0 < count <= 26:  # letters
        return chr(ord(kind) + count - 1) + "."
    return f"{count}."


def _count(written: str | None, default: int) -> int:
    return int(written) if written and re.fullmatch(r"\d{1,6}", written.strip()) else default
