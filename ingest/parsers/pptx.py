"""
Slide decks as layouts: each slide a section with its number as the page.

Owns the reading order of a slide, what is a title, bullet, table or footer; leaves opening the deck to python-pptx.
Speaker notes and hidden slides are not read: they were not shown.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from ingest.parsers.layout import Doubt, Layout, Line, Look, Row, Table
from ingest.parsers.typed import with_typed_lists
from ingest.raised import read_raised

__all__ = ["read_pptx"]

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MAX_DEPTH = 8
MAX_TITLE_CHARS = 90
_FURNITURE = frozenset({13, 14, 15, 16})
"""Slide number, header, footer, date: `PP_PLACEHOLDER`."""
_COVER = 3
"""Centred title."""
_BODIES = frozenset({2, 6, 7})
"""Body, vertical body, object."""
_RUNS = frozenset({f"{A}r", f"{A}fld"})


def read_pptx(content: bytes) -> Layout:
    """The layout of a .pptx or .pptm file; any error of the library beneath means that it is damaged."""
    from pptx import Presentation  # only where a corpus has slides

    deck = Presentation(io.BytesIO(content))
    parts: list[Line | Table] = []
    hidden: list[int] = []
    before = ""
    for number, slide in enumerate(deck.slides, start=1):
        if slide.element.get("show") == "0":
            hidden.append(number)
            continue
        named = _title_shape(slide)
        title = " ".join(" ".join(map(_words, named.text_frame.paragraphs)).split()) if named is not None else ""
        # A slide that goes on under the same title goes on in the same section.
        if title and title != before:
            parts.append(Line(text=title, look=Look.HEADING, level=0 if _is_cover(slide, number) else 1, page=number))
        before = title or before
        parts.extend(
            _shapes([each for each in slide.shapes if named is None or each.shape_id != named.shape_id], number, 0)
        )
    shown = ", ".join(map(str, hidden))
    message = f"has hidden slides ({shown}), which were not read; show them if they belong to it."
    doubts = (Doubt(code="hidden_slides", message=message),) if hidden else ()
    return Layout(parts=with_typed_lists(parts), doubts=doubts)


def _title_shape(slide: Any) -> Any:
    """The shape that names a slide: its title, or in a deck without any the short line at its top; None for none."""
    placed = slide.shapes.title
    if placed is not None:
        return placed if placed.has_text_frame and placed.text_frame.text.strip() else None
    shapes = sorted((each for each in slide.shapes if _kind(each) not in _FURNITURE), key=_place)
    first = shapes[0] if shapes else None
    text = first.text_frame.text.strip() if first is not None and first.has_text_frame else ""
    is_short = 0 < len(text) <= MAX_TITLE_CHARS and "\n" not in text and text[-1] not in ".;,"
    return first if is_short else None


def _place(shape: Any) -> tuple[int, int]:
    return shape.top or 0, shape.left or 0


def _is_cover(slide: Any, number: int) -> bool:
    return number == 1 and any(_kind(shape) == _COVER for shape in slide.shapes)


def _kind(shape: Any) -> int | None:
    """Which kind of placeholder a shape is; None for any other shape."""
    if not shape.is_placeholder or shape.placeholder_format.type is None:
        return None
    return int(shape.placeholder_format.type)


def _shapes(shapes: Any, page: int, depth: int) -> Iterator[Line | Table]:
    """What the shapes of a slide say, from top to bottom, then from left to right."""
    for shape in sorted(shapes, key=_place):
        kind = _kind(shape)
        if kind in _FURNITURE:
            continue
        if hasattr(shape, "shapes"):
            if depth < MAX_DEPTH:
                yield from _shapes(shape.shapes, page, depth + 1)
        elif getattr(shape, "has_table", False):
            yield _table(shape.table, page)
        elif shape.has_text_frame:
            yield from _paragraphs(shape.text_frame.paragraphs, page, has_bullets=kind in _BODIES)


def _paragraphs(paragraphs: Sequence[Any], page: int, *, has_bullets: bool) -> Iterator[Line]:
    told = [(paragraph, text) for paragraph in paragraphs if (text := _words(paragraph))]
    counts: dict[int, int] = {}
    for paragraph, text in told:
        style = paragraph._p.find(f"{A}pPr")
        number = style.find(f"{A}buAutoNum") if style is not None else None
        is_bullet = style is not None and (style.find(f"{A}buChar") is not None or style.find(f"{A}buBlip") is not None)
        is_none = style is not None and style.find(f"{A}buNone") is not None
        level = int(paragraph.level or 0)
        counts = {depth: count for depth, count in counts.items() if depth <= level}
        if number is not None:
            counts[level] = counts.get(level, int(number.get("startAt", 1)) - 1) + 1
            marker = f"{counts[level]}."
        else:
            marker = "•" if is_bullet or (has_bullets and not is_none and len(told) > 1) else ""
        if marker:
            yield Line(text=text, look=Look.ITEM, level=level, marker=marker, label=_label(paragraph), page=page)
        else:
            bold = [is_bold for words, is_bold in _runs(paragraph) if words.strip()]
            yield Line(text=text, is_bold=bool(bold) and all(bold), label=_label(paragraph), page=page)


def _words(paragraph: Any) -> str:
    return "".join(words for words, _ in _runs(paragraph)).strip()


def _runs(paragraph: Any) -> Iterator[tuple[str, bool]]:
    """The words of each run and whether they are bold; a line break is a run."""
    before = ""
    for is_raised, runs in groupby(paragraph._p, _is_raised):
        told = [(_text(run), run.find(f"{A}rPr")) for run in runs]
        # One mark may be cut into several runs.
        words = read_raised("".join(text for text, _ in told), before=before) if is_raised else ""
        for text, style in [(words, told[0][1])] if is_raised else told:
            before += text
            yield text, style is not None and style.get("b") in {"1", "true"}


def _is_raised(run: Any) -> bool:
    style = run.find(f"{A}rPr") if run.tag in _RUNS else None
    baseline = style.get("baseline", "0").removesuffix("%") if style is not None else "0"
    return not baseline.startswith(("0", "-"))


def _text(run: Any) -> str:
    if run.tag == f"{A}br":
        return "\n"
    return (run.findtext(f"{A}t") or "").replace("\v", "\n") if run.tag in _RUNS else ""


def _label(paragraph: Any) -> int:
    count = 0
    for text, is_bold in _runs(paragraph):
        if not is_bold and text.strip():
            return count
        count += len(text)
    return 0


def _table(table: Any, page: int) -> Table:
    rows = []
    for number, row in enumerate(table.rows):
        cells = []
        for cell in row.cells:
            lines = () if cell.is_spanned else tuple(_paragraphs(cell.text_frame.paragraphs, page, has_bullets=False))
            cells.append(lines)
        rows.append(Row(cells=tuple(cells), is_header=bool(table.first_row) and number == 0, page=page))
    return Table(rows=tuple(rows))
