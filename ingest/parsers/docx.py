"""
Word documents as layouts.

Owns what Word's paragraphs, styles, numbering, tables and notes say about a document's structure;
leaves opening the package to python-docx, and whether it is safe to open to `ingest.parsers.archive`.
Headers and footers are never read; deleted text of tracked changes is left out, inserted text is in.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from ingest.parsers.docx_numbers import Numbering
from ingest.parsers.layout import Layout, Line, Look, Row, Table
from ingest.parsers.typed import with_typed_lists
from ingest.raised import read_raised

__all__ = ["read_docx"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
ENDNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes"
MAX_STYLE_CHAIN = 12
MAX_HEADING = 6
MIN_LIFT = 3
"""Half points that raised letters stand above others."""
_STYLED_DEPTH = re.compile(r"list (?:number|bullet|continue) (\d)$")
""" "List Bullet 2" is a style, and a list, of its own, that hangs beneath "List Bullet"."""
_SKIPPED = frozenset({W + "del", W + "moveFrom", W + "instrText", W + "delText", W + "rPr", W + "pPr", FALLBACK})
_BREAKS = frozenset({W + "br", W + "cr"})
_HOLDERS = frozenset({W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "customXml", W + "smartTag"})


def read_docx(content: bytes) -> Layout:
    """The layout of a .docx or .docm file; any error of the library beneath means that it is damaged."""
    from docx import Document  # a third of a second, and most corpora need it for few files

    package = Document(io.BytesIO(content))
    reader = _Reader(package)
    return Layout(parts=with_typed_lists(list(reader.parts(package.element.body))))


class _Reader:
    """Reads one package; keeps count of its lists."""

    def __init__(self, package: Any) -> None:
        self._styles = {style.get(W + "styleId"): style for style in package.styles.element.iter(W + "style")}
        self._numbering = Numbering(_part_root(package, "numbering"), W)
        self._notes = {
            **_notes(package.part, FOOTNOTES, "footnote"),
            **_notes(package.part, ENDNOTES, "endnote"),
        }
        self._noted = 0
        self._raised_styles = {key for key, style in self._styles.items() if _is_raised(style)}

    def parts(self, parent: Any) -> Iterator[Line | Table]:
        """Everything under `parent`, in order; notes and text boxes after the paragraph they hang on."""
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag in _HOLDERS:
                yield from self.parts(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Line]:
        runs = list(self._runs(paragraph))
        text = "".join(words for words, _ in runs)
        if text.strip():
            yield self._line(paragraph, text, runs)
        for box in _inside(paragraph, W + "txbxContent"):
            yield from (part for part in self.parts(box) if isinstance(part, Line))
        for reference in [*_inside(paragraph, W + "footnoteReference"), *_inside(paragraph, W + "endnoteReference")]:
            yield from self._note(reference)

    def _runs(self, paragraph: Any) -> Iterator[tuple[str, bool | None]]:
        """The words of each run, and whether it is set bold itself; None where its style decides."""
        before = ""
        for is_raised, runs in groupby(_inside(paragraph, W + "r"), self._is_raised):
            told = [("".join(_words(run)), _weight(run)) for run in runs]
            if is_raised:
                # One mark may be cut into several runs.
                told = [(read_raised("".join(words for words, _ in told), before=before), told[0][1])]
            before += "".join(words for words, _ in told)
            yield from told

    def _is_raised(self, run: Any) -> bool:
        style = run.find(f"{W}rPr/{W}rStyle")
        return _is_raised(run) or (style is not None and style.get(W + "val") in self._raised_styles)

    def _line(self, paragraph: Any, text: str, runs: list[tuple[str, bool | None]]) -> Line:
        name, outline, number, style_bold = self._style_of(paragraph)
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        outline = _number(own) if own is not None else outline
        marker, depth, is_bullet = self._numbering.next(paragraph, number) if number is not None else ("", 0, False)
        if name.startswith(("toc ", "contents ", "table of figures")) and not name.endswith("heading"):
            return Line(text=text, look=Look.CONTENTS)
        level = _heading_level(name, outline)
        if level is not None:
            shown = f"{marker} {text}" if marker and not is_bullet else text
            return Line(text=shown, look=Look.HEADING, level=level)
        if marker:
            styled = _STYLED_DEPTH.match(name)
            depth = depth or (int(styled[1]) - 1 if styled else 0)
            return Line(text=text, look=Look.ITEM, level=depth, marker=marker, label=_label(runs, bold=style_bold))
        if name == "caption":
            return Line(text=text, look=Look.CAPTION)
        bold = [is_bold if is_bold is not None else style_bold for words, is_bold in runs if words.strip()]
        return Line(text=text, is_bold=all(bold), label=_label(runs, bold=style_bold))

    def _style_of(self, paragraph: Any) -> tuple[str, int | None, Any, bool]:
        """The style's name in lower case, its outline level, the list it belongs to, and whether it is bold."""
        reference = paragraph.find(f"{W}pPr/{W}pStyle")
        key = reference.get(W + "val") if reference is not None else None
        number = paragraph.find(f"{W}pPr/{W}numPr")
        name, outline, is_bold = "", None, False
        for depth in range(MAX_STYLE_CHAIN):
            style = self._styles.get(key)
            if style is None:
                break
            named = style.find(W + "name")
            if depth == 0 and named is not None:
                name = named.get(W + "val", "").lower()
            level = style.find(f"{W}pPr/{W}outlineLvl")
            outline = _number(level) if outline is None and level is not None else outline
            number = style.find(f"{W}pPr/{W}numPr") if number is None else number
            is_bold = is_bold or _is_on(style.find(f"{W}rPr/{W}b"))
            based = style.find(W + "basedOn")
            key = based.get(W + "val") if based is not None else None
        return name, outline, number, is_bold

    def _note(self, reference: Any) -> Iterator[Line]:
        note = self._notes.get((reference.tag.removesuffix("Reference").removeprefix(W), reference.get(W + "id")))
        if note is None:
            return
        self._noted += 1
        words = "\n".join(text for p in note.iter(W + "p") if (text := "".join(t for t, _ in self._runs(p))).strip())
        yield Line(text=words, look=Look.NOTE, marker=f"{self._noted})")

    def _table(self, table: Any) -> Iterator[Table | Line]:
        rows = [self._row(row) for row in _rows(table)]
        widest = max((len(row.cells) for row in rows), default=0)
        padded = [Row(cells=(*row.cells, *((),) * (widest - len(row.cells))), is_header=row.is_header) for row in rows]
        if widest == 1:
            # A frame around text, not a table.
            yield from (line for row in rows for cell in row.cells for line in cell)
        elif rows:
            yield Table(rows=tuple(padded))

    def _row(self, row: Any) -> Row:
        before = row.find(f"{W}trPr/{W}gridBefore")
        cells: list[tuple[Line, ...]] = [()] * (_number(before) if before is not None else 0)
        for cell in _inside(row, W + "tc"):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            is_covered = merge is not None and merge.get(W + "val") != "restart"
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            lines = () if is_covered else tuple(_flat(self.parts(cell)))
            cells.extend([lines, *[()] * (max(_number(span), 1) - 1 if span is not None else 0)])
        return Row(cells=tuple(cells), is_header=_is_on(row.find(f"{W}trPr/{W}tblHeader")))


def _flat(parts: Iterator[Line | Table]) -> Iterator[Line]:
    """The lines of a cell; a table inside it row by row."""
    for part in parts:
        if isinstance(part, Line):
            yield part
        else:
            yield from (line for row in part.rows for cell in row.cells for line in cell)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == W + "tr" and child.find(f"{W}trPr/{W}del") is None:
            yield child
        elif child.tag in _HOLDERS:
            yield from _rows(child)


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    """The nearest elements of a kind below `parent`, leaving out deleted text and fallbacks."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED and child.tag not in {W + "txbxContent", W + "tbl"}:
            yield from _inside(child, tag)


def _words(run: Any) -> Iterator[str]:
    for child in run:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag == W + "tab":
            yield " "
        elif child.tag in _BREAKS:
            yield " " if child.get(W + "type") in {"page", "column"} else "\n"
        elif child.tag == W + "noBreakHyphen":
            yield "-"


def _label(runs: list[tuple[str, bool | None]], *, bold: bool) -> int:
    """How many characters at the beginning are bold where the rest is not."""
    count = 0
    for words, is_bold in runs:
        if not (bold if is_bold is None else is_bold) and words.strip():
            return count
        count += len(words)
    return 0


def _heading_level(name: str, outline: int | None) -> int | None:
    if name == "title":
        return 0
    if name.startswith("heading ") and name[8:].strip().isdigit():
        return min(int(name[8:]), MAX_HEADING)
    return min(outline + 1, MAX_HEADING) if outline is not None and outline <= MAX_HEADING + 2 else None


def _weight(run: Any) -> bool | None:
    weight = run.find(f"{W}rPr/{W}b")
    return None if weight is None else _is_on(weight)


def _is_raised(element: Any) -> bool:
    """Whether a run or style says that it is raised: as such, or by half points as other programs do."""
    align, position = (element.find(f"{W}rPr/{W}{name}") for name in ("vertAlign", "position"))
    is_lifted = position is not None and _number(position) >= MIN_LIFT
    return is_lifted or (align is not None and align.get(W + "val") == "superscript")


def _number(element: Any) -> int:
    value = element.get(W + "val", "0")
    return int(value) if value.lstrip("-").isdigit() else 0


def _is_on(element: Any) -> bool:
    return element is not None and element.get(W + "val", "true") not in {"false", "0", "off", "none"}


def _part_root(package: Any, name: str) -> Any:
    """The root of the numbering part; None where there is none, which python-docx answers with an error."""
    try:
        return getattr(package.part, f"{name}_part").element
    except (KeyError, NotImplementedError):
        return None


def _notes(part: Any, relation: str, kind: str) -> Mapping[tuple[str, str], Any]:
    from docx.oxml.parser import parse_xml

    for each in part.rels.values():
        if each.reltype == relation and not each.is_external:
            root = parse_xml(each.target_part.blob)
            return {(kind, note.get(W + "id")): note for note in root.iter(W + kind) if note.get(W + "type") is None}
    return {}
