"""
A follow-up pack as a Word document: a page to sign, with a status chart of shaded cells.

Owns its layout; leaves its words to `prompts/` and what is in it to `assistant.register.pack`.
Everything in it is native to Word (no picture, no macro, no field), so that it opens alike in Word and LibreOffice.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from assistant.register.pack import Pack, PackGoal, PackRow
from assistant.register.views import Round
from assistant.render.pack_text import goal_label, pack_heading, proposal_line, status_label
from assistant.texts import Texts
from ingest.parsers.inline import without_signs
from ingest.records import Language

__all__ = ["pack_docx"]

_FONT = "Arial"
_INK, _GREY = RGBColor(0x1F, 0x2A, 0x37), RGBColor(0x5B, 0x66, 0x73)
_SHADES = {
    "fulfilled": "2E7D4F", "completed": "7FB896", "green": "2E7D4F", "yellow": "E3B23C", "partly_fulfilled": "E3B23C",
    "red": "B5413B", "not_fulfilled": "B5413B", "not_reported": "C9CED4",
}  # fmt: skip
"""Colour of each status, hex RGB; told apart by their words too, for whoever does not see colours."""
_LIGHT = frozenset({"yellow", "partly_fulfilled", "not_reported", "completed"})
"""Statuses whose colour takes dark letters."""
_HEAD = "E8ECF0"
_COLUMNS = {
    "milestone": Cm(6.6), "planned": Cm(1.9), "owner": Cm(2.4), "status": Cm(2.7), "comment": Cm(3.8),
}  # fmt: skip
"""Width of each column; that of owners goes to the wording where nobody owns anything."""
_LINE = "BFC5CC"
_PAGE = Cm(17.4)
"""Room between the margins of A4."""


def pack_docx(pack: Pack, texts: Texts, language: Language) -> bytes:
    """The pack as the bytes of a .docx file; the same pack gives the same words, whoever draws it up."""
    sheet = _Sheet(texts, language)
    if not any(row.owner for row in pack.milestones):
        sheet.without_owners()
    sheet.heading(pack_heading(pack, texts, language), size=20)
    sheet.line(sheet.say("as_of", organisation=pack.organisation, day=f"{pack.as_of:%d-%m-%Y}"), colour=_GREY)
    sheet.heading(sheet.say("counts"), size=12)
    sheet.chart(pack.counts())
    for each in pack.goals:
        sheet.goal(each, pack)
    for key, rows in (("missing", pack.missing), ("unexplained", pack.unexplained)):
        sheet.listed(sheet.say(key, number=len(rows)), rows)
    sheet.signature()
    sheet.line(sheet.say("source", title=pack.plan.title, path=pack.plan.path), colour=_GREY, size=8)
    return sheet.saved(title=pack_heading(pack, texts, language), author=pack.organisation, day=pack.as_of)


class _Sheet:
    """A document while it is laid out."""

    def __init__(self, texts: Texts, language: Language) -> None:
        self._texts = texts
        self._language = language
        self._widths: dict[str, int] = dict(_COLUMNS)
        self._document = docx.Document()
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(1.8)
        section.top_margin = section.bottom_margin = Cm(1.8)
        style = self._document.styles["Normal"]
        style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(10), _INK
        style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
        style.paragraph_format.space_after = Pt(4)
        language_mark = OxmlElement("w:lang")
        language_mark.set(qn("w:val"), "da-DK" if language is Language.DANISH else "en-GB")
        style.element.rPr.append(language_mark)
        self._footer(section)

    def say(self, key: str, **variables: object) -> str:
        """A text of the pack."""
        return self._texts.say(self._language, f"pack.{key}", **variables)

    def without_owners(self) -> None:
        """Leave out the column of owners."""
        self._widths["milestone"] += self._widths.pop("owner")

    def heading(self, words: str, *, size: int) -> None:
        """A heading that keeps with what follows it."""
        level = 1 if size > 15 else 2 if size > 11 else 3  # points to outline levels
        paragraph = self._document.add_heading(level=level)
        paragraph.paragraph_format.space_before = Pt(0 if level == 1 else 12)
        paragraph.paragraph_format.space_after = Pt(4)
        _run(paragraph, words, size=size, bold=True)

    def line(
        self, words: str, *, colour: RGBColor = _INK, size: float = 10, italic: bool = False, stays: bool = False
    ) -> None:
        """A paragraph; one that `stays` is on the page of what follows it."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = stays
        _run(paragraph, words, size=size, colour=colour, italic=italic)

    def chart(self, counts: Sequence[tuple[str, int]]) -> None:
        """A bar of shaded cells, as wide as their numbers, with its legend in the cells beneath."""
        total = sum(number for _, number in counts)
        if not total:
            return
        table = self._table(2, len(counts))
        least = Cm(2.3)
        spare = _PAGE - least * len(counts)
        for place, (status, number) in enumerate(counts):
            width = least + int(spare * number / total)
            bar, legend = table.cell(0, place), table.cell(1, place)
            table.columns[place].width = width
            for cell in (bar, legend):
                cell.width = width
            _shade(bar, _SHADES[status])
            _write(bar, str(number), size=14, bold=True, colour=_INK if status in _LIGHT else RGBColor(255, 255, 255))
            bar.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            _write(legend, self._texts.say(self._language, f"milestones.status_{status}"), size=8.5, colour=_GREY)
            legend.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER

    def goal(self, each: PackGoal, pack: Pack) -> None:
        """A goal: its wording, its own status, what the plan's rule proposes, and its milestones."""
        self.heading(goal_label(each, self._texts, self._language), size=12)
        if each.goal.wording:
            self.line(without_signs(each.goal.wording.text), italic=True, stays=True)
        if pack.round is Round.INTERIM or each.row.report:
            status = status_label(each.row, self._texts, self._language)
            note = f" – {each.row.report.note}" if each.row.report and each.row.report.note else ""
            self.line(f"{self.say('goal_status', status=status)}{note}", stays=True)
        if proposed := proposal_line(each, self._texts, self._language):
            self.line(proposed, colour=_GREY, size=9, stays=True)
        self._milestones(each.milestones)

    def _milestones(self, rows: Sequence[PackRow]) -> None:
        table = self._table(1, len(self._widths))
        table.style = "Table Grid"
        _border(table)
        for place, (head, width) in enumerate(self._widths.items()):
            cell = table.rows[0].cells[place]
            # Word goes by the cells, LibreOffice by the columns.
            table.columns[place].width = cell.width = width
            _shade(cell, _HEAD)
            _write(cell, self.say(f"column_{head}"), size=8.5, bold=True)
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        _repeat(table.rows[0])
        for row in rows:
            self._milestone(table.add_row(), row)
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)

    def _milestone(self, line: Any, row: PackRow) -> None:
        status = row.report.status.value if row.report else "not_reported"
        words = {
            "milestone": row.wording,
            "planned": row.planned or "–",
            "owner": row.owner or "–",
            "status": status_label(row, self._texts, self._language),
            "comment": self._comment(row),
        }
        for cell, (head, width) in zip(line.cells, self._widths.items(), strict=True):
            cell.width = width
            is_status = head == "status"
            colour = RGBColor(255, 255, 255) if is_status and status not in _LIGHT else _INK
            _write(cell, words[head], size=9, colour=colour, bold=is_status)
            if is_status:
                _shade(cell, _SHADES[status])
        _keep_whole(line)

    def _comment(self, row: PackRow) -> str:
        report = row.report
        parts = [report.note or "", report.evidence or ""] if report else [""]
        if row.earlier_wording:
            parts.append(self.say("earlier_wording", wording=row.earlier_wording))
        return "\n".join(part for part in parts if part)

    def listed(self, heading: str, rows: Sequence[PackRow]) -> None:
        """What is lacking, one line each; that nothing is, where nothing is."""
        self.heading(heading, size=12)
        for row in rows:
            paragraph = self._document.add_paragraph(style="List Bullet")
            paragraph.paragraph_format.space_after = Pt(2)
            owner = f" ({row.owner})" if row.owner else ""
            _run(paragraph, f"{row.wording}{owner}", size=9.5)
        if not rows:
            self.line(self.say("none"))

    def signature(self) -> None:
        """Lines for a day, a name and a signature."""
        self._document.add_paragraph().paragraph_format.space_before = Pt(18)
        table = self._table(1, 3)
        for cell, key, width in zip(
            table.rows[0].cells, ("sign_day", "sign_name", "sign_hand"), (Cm(3.6), Cm(6.4), Cm(7.4)), strict=True
        ):
            cell.width = width
            _rule_above(cell)
            _write(cell, self.say(key), size=8.5, colour=_GREY)
        _keep_whole(table.rows[0])

    def _table(self, rows: int, columns: int) -> Any:
        table = self._document.add_table(rows=rows, cols=columns)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        return table

    def _footer(self, section: Any) -> None:
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run()
        run.font.size, run.font.color.rgb = Pt(8), _GREY
        for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
            mark = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                mark.set(qn("w:fldCharType"), kind)
            else:
                mark.text = text
            run._r.append(mark)

    def saved(self, *, title: str, author: str, day: dt.date) -> bytes:
        """The document, as the bytes of a .docx file."""
        core = self._document.core_properties
        core.title, core.author, core.comments = title, author, ""
        core.created = core.modified = dt.datetime.combine(day, dt.time(12))
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()


def _run(
    paragraph: Any, words: str, *, size: float, bold: bool = False, italic: bool = False, colour: RGBColor = _INK
) -> None:
    run = paragraph.add_run(_printable(words))
    run.font.name, run.font.size, run.font.bold, run.font.italic = _FONT, Pt(size), bold, italic
    run.font.color.rgb = colour


def _printable(words: str) -> str:
    """`words` without what XML cannot hold."""
    return "".join(char for char in words if char in "\n\t" or ord(char) >= 0x20)  # first printable


def _write(cell: Any, words: str, *, size: float, bold: bool = False, colour: RGBColor = _INK) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.space_before = Pt(2)
    _run(paragraph, words, size=size, bold=bold, colour=colour)


def _shade(cell: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _border(table: Any) -> None:
    """Thin grey lines instead of black ones."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", _LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _rule_above(cell: Any) -> None:
    borders, top = OxmlElement("w:tcBorders"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("color", "5B6673")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    cell._tc.get_or_add_tcPr().append(borders)


def _repeat(row: Any) -> None:
    """Print the row again at the top of every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: Any) -> None:
    """Let no page break fall into the row."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
