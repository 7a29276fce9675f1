"""
The plan written down for programs to open: Markdown, a web page, and flat OpenDocument text, sheet and slides.

Owns these sources; leaves opening them and saving the test files to `make`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from plan import COMMON, INTRODUCTION, PROFESSIONAL, ROWS, TITLE, Goal

__all__ = [
    "HUNG",
    "PARTED_BY_BROWSER",
    "PARTED_BY_WRITER",
    "column_paragraphs",
    "columns_document",
    "columns_page",
    "hanging_document",
    "markdown",
    "presentation",
    "printed_page",
    "raised_document",
    "raised_page",
    "spreadsheet",
    "steps_page",
    "text_document",
    "web_page",
]

COLUMNS = (
    "Havnene skal være sikre og grønne for alle, der færdes i dem, og vi måler hvert år, om de er blevet det.",
    "Vores medarbejdere kender kysten og vejret, og de deler deres viden med brugerne, før sæsonen begynder i april.",
    "Vi lytter til fiskerne og rederierne, når vi lægger planer, og vi forklarer dem bagefter, hvad vi har besluttet.",
)
"""What is set in two columns, over and over."""
PARTED_BY_WRITER = (244, 292, 328)
"""Numbers of words with which LibreOffice has ragged columns, or leaves few lines in each on the last page."""
PARTED_BY_BROWSER = (250, 280)
"""The same for Chromium."""

HEADS = ("Nr.", "Titel", "Mål", "Målepunkter", "Ansvarlig", "Vægt")
ROW_HEADS = ("Nr.", "Titel", "Mål", "Milepæl", "Frist", "Ansvarlig")
NOTE = "Departementet kan ændre planen efter aftale med styrelsen."
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "presentation": "presentation",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
        "number": "datastyle",
    }.items()
)


def markdown() -> str:
    """As somebody writes it by hand, with front matter."""
    lines = [
        "---",
        f"title: {TITLE}",
        "lang: da",
        "date: 2025-12-18",
        "---",
        "",
        f"# {TITLE}",
        "",
        "## 1. Indledning",
        "",
    ]
    for words in INTRODUCTION:
        lines += [words, ""]
    lines += ["## 2. Fælles mål", "", "| " + " | ".join(HEADS) + " |", "|" + "---|" * len(HEADS)]
    for goal in COMMON:
        steps = "<br>".join(f"• {step.text}" for step in goal.steps)
        lines.append(f"| {goal.number} | {goal.title} | {goal.wording} | {steps} | {goal.owner} | {goal.weight} |")
    lines += ["", "## 3. Faglige mål", ""]
    for goal in PROFESSIONAL:
        lines += [f"### Mål {goal.number}: {goal.title}", "", goal.wording, "", f"Ansvarlig: {goal.owner}", ""]
        lines += [f"Vægt: {goal.weight}", "", "Målepunkter:", ""]
        lines += [*(f"- {step.text}" for step in goal.steps), ""]
    lines += ["## 4. Milepæle for havnene", "", "| " + " | ".join(ROW_HEADS) + " |", "|" + "---|" * len(ROW_HEADS)]
    lines += ["| " + " | ".join(row) + " |" for row in _rows(ROWS)]
    return "\n".join(lines) + "\n"


def _rows(goals: Iterable[Goal]) -> Iterable[tuple[str, ...]]:
    """One milestone a row; the goal only in its first."""
    for goal in goals:
        for number, step in enumerate(goal.steps):
            head = (goal.number, goal.title, goal.wording) if number == 0 else ("", "", "")
            yield (*head, step.text, step.frist, step.owner)


def web_page() -> str:
    """As a web site serves it, with everything around that is not the plan."""
    return f"""<!DOCTYPE html>
<html lang="da"><head><meta charset="utf-8"><title>{TITLE} | Havnestyrelsen</title>
<style>table {{ border-collapse: collapse }} td, th {{ text-align: left; vertical-align: top; padding: 8px }}</style>
</head>
<body>
<a class="skip-link" href="#indhold">Spring til indhold</a>
<div id="cookie-banner" class="cookie-consent"><p>Vi bruger cookies til at måle trafikken på siden.</p>
<button>Acceptér alle</button><button>Kun nødvendige</button></div>
<header class="site-header"><nav><ul><li><a href="/">Forside</a></li><li><a href="/havne">Havne</a></li>
<li><a href="/om">Om os</a></li></ul></nav></header>
<nav class="breadcrumb" aria-label="Brødkrumme"><a href="/">Forside</a> › <a href="/om">Om os</a> › Resultatplan</nav>
<main id="indhold">{_body()}</main>
<aside class="related"><h2>Læs også</h2><ul><li><a href="/2025">Resultatplan 2025</a></li></ul></aside>
<footer><p>Havnestyrelsen, Kajgade 1, 4800 Nykøbing</p><p>Tilgængelighedserklæring</p></footer>
</body></html>
"""


def printed_page() -> str:
    """As a browser prints it: no site around it, no rules in its tables."""
    return f"""<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><title>{TITLE}</title>
<style>@page {{ size: A4; margin: 20mm }} body {{ font: 10.5pt Liberation Serif, serif }} .two {{ column-count: 2 }}
h1 {{ font-size: 22pt }} h2 {{ font-size: 15pt }} h3 {{ font-size: 12.5pt }}
table {{ border-collapse: collapse; width: 100% }} td, th {{ text-align: left; vertical-align: top; padding: 6px 8px }}
</style></head><body>{_body()}</body></html>
"""


def steps_page() -> str:
    """A list in a list, with a soft hyphen at which no line is broken, for the browser to print."""
    return """<!doctype html><html lang="da"><head><meta charset="utf-8"></head><body>
<h1>Resultatplan 2026</h1><h2>Mål 1: Åbne data</h2><p>Målinger af vandets til&shy;stand er offentlige.</p>
<ul><li>Portalen åbner (Q1)</li><li>Nyt målenet er i drift:<ul><li>20 stationer er opsat (Q2)</li>
<li>Data er offentlige (Q3)</li></ul></li></ul></body></html>"""


def columns_page(words: int) -> str:
    """Two columns over two pages, the first filled before the second, for the browser to print."""
    inner = "".join(f"<p>{each}</p>" for each in column_paragraphs(words))
    return f"""<!doctype html><html lang="da"><head><meta charset="utf-8"><style>
@page {{ size: A5 landscape; margin: 18mm }} body {{ font: 11pt Liberation Serif, serif }}
div {{ column-count: 2; column-gap: 9mm }}</style></head><body>
<h1>Strategi for havnene</h1><div>{inner}</div></body></html>"""


def column_paragraphs(words: int) -> list[str]:
    """So many words of `COLUMNS` in paragraphs, numbered so that none is like another."""
    found: list[str] = []
    while (left := words - sum(len(each.split()) for each in found)) > 0:
        numbered = f"Afsnit {len(found) + 1}: {COLUMNS[len(found) % len(COLUMNS)]}"
        found.append(" ".join(numbered.split()[:left]))
    return found


RAISED = (
    ("h1", "Resultatplan 2026^1^"),
    ("h2", "Mål 1: Klima^2^"),
    ("p", "Vi sænker CO_2_-udledningen fra 120.000 m^2^ bygninger inden 2025^3^, og 10^6^ børn mærker det."),
    ("p", "Portalen er åbnet i Q2 2026^5, 6^. Det er den 1^st^ af dem^[7]^."),
)
"""A line each with its tag: `^2^` is raised, `_2_` is lowered."""


def raised_page() -> str:
    """Marks of notes, exponents and formulas, as browsers set them."""
    inner = "".join(f"<{tag}>{_set(words, '<sup>', '</sup>', '<sub>', '</sub>')}</{tag}>" for tag, words in RAISED)
    return f"""<!doctype html><html lang="da"><head><meta charset="utf-8"></head><body>{inner}</body></html>"""


def raised_document() -> str:
    """The same as flat OpenDocument text."""
    span = '<text:span text:style-name="{}">'
    body = ""
    for tag, words in RAISED:
        inner = _set(words, span.format("Op"), "</text:span>", span.format("Ned"), "</text:span>")
        level = tag.removeprefix("h")
        heading = f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{inner}</text:h>'
        body += heading if level.isdigit() else f'<text:p text:style-name="Standard">{inner}</text:p>'
    raised, lowered = (
        f'<style:style style:name="{name}" style:family="text"><style:text-properties '
        f'style:text-position="{way} 58%"/></style:style>'
        for name, way in (("Op", "super"), ("Ned", "sub"))
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:style style:name="Standard" style:family="paragraph"/>{_heading_style(1, "16pt")}
{_heading_style(2, "13pt")}</office:styles><office:automatic-styles>{raised}{lowered}</office:automatic-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>
"""


HUNG = ("Ny mole er indviet medio maj 2026", "Ny havneplan er vedtaget i Q3 2026", "Booking er i luften i Q4 2026")
"""Items of a list."""


def hanging_document() -> str:
    """A flat OpenDocument text with a bullet list and a numbered one, whose words stand far from their markers."""
    room = '<style:list-level-properties text:space-before="0.6cm" text:min-label-width="0.7cm"/>'
    lists = (
        '<text:list-style style:name="Punkter"><text:list-level-style-bullet text:level="1" text:bullet-char="•">'
        f'{room}</text:list-level-style-bullet></text:list-style><text:list-style style:name="Tal">'
        f'<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">{room}'
        "</text:list-level-style-number></text:list-style>"
    )
    bullets = _list(HUNG)
    body = f"{_h(1, 'Resultatplan 2026')}{_h(2, 'Mål 1: Havne')}{_p('Standard', 'Havnene er i brug.')}{bullets}"
    body += f"{_h(2, 'Mål 2: Kyster')}{_p('Standard', 'Kysterne er sikre.')}{bullets.replace('Punkter', 'Tal')}"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph"><style:text-properties fo:font-size="11pt"/>
</style:default-style><style:style style:name="Standard" style:family="paragraph"/>{_heading_style(1, "16pt")}
{_heading_style(2, "13pt")}{lists}</office:styles>
<office:body><office:text>{body}</office:text></office:body></office:document>
"""


def _set(words: str, *tags: str) -> str:
    lowered = re.sub(r"_(.+?)_", rf"{tags[2]}\1{tags[3]}", words)
    return re.sub(r"\^(.+?)\^", rf"{tags[0]}\1{tags[1]}", lowered)


def _body() -> str:
    two = "".join(f"<p>{words}</p>" for words in INTRODUCTION)
    common = "".join(
        f"<tr><td>{goal.number}</td><td>{goal.title}</td><td>{goal.wording}</td><td><ul>"
        + "".join(f"<li>{step.text}</li>" for step in goal.steps)
        + f"</ul></td><td>{goal.owner}</td><td>{goal.weight}</td></tr>"
        for goal in COMMON
    )
    professional = "".join(
        f"<h3>Mål {goal.number}: {goal.title}</h3><p>{goal.wording}</p><p>Ansvarlig: {goal.owner}</p>"
        f"<p>Vægt: {goal.weight}</p><p>Målepunkter:</p><ul>"
        + "".join(f"<li>{step.text}</li>" for step in goal.steps)
        + "</ul>"
        for goal in PROFESSIONAL
    )
    return (
        f"<h1>{TITLE}</h1><h2>1. Indledning</h2><div class='two'>{two}</div>"
        f"<h2>2. Fælles mål</h2><table><thead><tr>{_th(HEADS)}</tr></thead><tbody>{common}</tbody></table>"
        f"<h2>3. Faglige mål</h2>{professional}"
        f"<h2>4. Milepæle for havnene</h2><table><tr>{_th(ROW_HEADS)}</tr>{_merged_rows()}</table>"
    )


def _th(heads: Sequence[str]) -> str:
    return "".join(f"<th>{head}</th>" for head in heads)


def _merged_rows() -> str:
    rows = []
    for goal in ROWS:
        for number, step in enumerate(goal.steps):
            head = "".join(
                f"<td rowspan='{len(goal.steps)}'>{words}</td>" for words in (goal.number, goal.title, goal.wording)
            )
            cells = "".join(f"<td>{words}</td>" for words in (step.text, step.frist, step.owner))
            rows.append(f"<tr>{head if number == 0 else ''}{cells}</tr>")
    return "".join(rows)


def text_document() -> str:
    """A flat OpenDocument text: numbered headings, a running header, page numbers, a note, merged cells, columns."""
    bullets = '<text:list-style style:name="Punkter"><text:list-level-style-bullet text:level="1" text:bullet-char="•">'
    bullets += '<style:list-level-properties text:space-before="0.5cm" text:min-label-width="0.5cm"/>'
    bullets += "</text:list-level-style-bullet></text:list-style>"
    body = [
        _p("Title", TITLE),
        _h(1, "Indledning"),
        '<text:section text:style-name="To" text:name="To">',
        _p("Text_20_body", INTRODUCTION[0], note=NOTE),
        _p("Text_20_body", INTRODUCTION[1]),
        "</text:section>",
        _h(1, "Fælles mål"),
        _odf_table("Faelles", HEADS, [_common_cells(goal) for goal in COMMON]),
        _h(1, "Faglige mål"),
    ]
    for goal in PROFESSIONAL:
        body += [
            _h(2, f"Mål {goal.number}: {goal.title}"),
            _p("Text_20_body", goal.wording),
            _p("Text_20_body", f"Ansvarlig: {goal.owner}"),
            _p("Text_20_body", f"Vægt: {goal.weight}"),
            _p("Text_20_body", "Målepunkter:"),
            _list(step.text for step in goal.steps),
        ]
    body += [_h(1, "Milepæle for havnene"), _odf_table("Milepaele", ROW_HEADS, list(_odf_rows()))]
    # Where the writer may part these words, as no Danish hyphenation comes with the program.
    words = (
        "".join(body).replace("agsbehandling", "ags\u00adbehandling").replace("behandlingstid", "behandlings\u00adtid")
    )
    words = words.replace("sejlløbsinformation", "sejlløbs\u00adinformation")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:font-size="11pt" fo:language="da"
 fo:country="DK" fo:hyphenate="true"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph"
 style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.25cm"/></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard">
<style:text-properties fo:font-size="24pt"/></style:style>
{_heading_style(1, "16pt")}{_heading_style(2, "13pt")}
<style:style style:name="Footnote" style:family="paragraph" style:parent-style-name="Standard">
<style:text-properties fo:font-size="9pt"/></style:style>
<style:style style:name="Header" style:family="paragraph" style:parent-style-name="Standard"/>
<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1"
 style:num-suffix=". "/></text:outline-style>
{bullets}
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="Side"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin="2cm"/><style:header-style><style:header-footer-properties fo:margin-bottom="0.6cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:margin-top="0.6cm"/></style:footer-style></style:page-layout>
<style:style style:name="To" style:family="section"><style:section-properties><style:columns fo:column-count="2"
 fo:column-gap="0.8cm"/></style:section-properties></style:style>
{_column("Smal", "1.2cm")}{_column("Mellem", "2.9cm")}{_column("Bred", "4.5cm")}
<style:style style:name="Celle" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"
 fo:padding="0.1cm"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Side">
<style:header><text:p text:style-name="Header">Havnestyrelsen · Mål- og resultatplan</text:p></style:header>
<style:footer><text:p text:style-name="Header">Side <text:page-number/> af <text:page-count/></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>{words}</office:text></office:body></office:document>
"""


def columns_document(words: int) -> str:
    """A flat OpenDocument text with a section in two columns of one height, over two pages."""
    inner = "".join(_p("Text_20_body", each) for each in column_paragraphs(words))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph"><style:text-properties fo:font-size="11pt"
 fo:language="da" fo:country="DK"/></style:default-style><style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph"
 style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.25cm"/></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard">
<style:text-properties fo:font-size="24pt"/></style:style></office:styles>
<office:automatic-styles><style:page-layout style:name="Side"><style:page-layout-properties fo:page-width="21cm"
 fo:page-height="14.8cm" fo:margin="2cm"/></style:page-layout>
<style:style style:name="To" style:family="section"><style:section-properties
 text:dont-balance-text-columns="false"><style:columns fo:column-count="2" fo:column-gap="0.8cm"/>
</style:section-properties></style:style></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Side"/></office:master-styles>
<office:body><office:text>{_p("Title", "Strategi for havnene")}<text:section text:style-name="To" text:name="To">
{inner}</text:section></office:text></office:body></office:document>
"""


def _column(name: str, width: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}"/></style:style>'
    )


def _heading_style(level: int, size: str) -> str:
    return (
        f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}" style:family="paragraph" '
        f'style:parent-style-name="Standard" style:default-outline-level="{level}"><style:paragraph-properties '
        f'fo:keep-with-next="always" fo:margin-top="0.5cm" fo:margin-bottom="0.2cm"/>'
        f'<style:text-properties fo:font-size="{size}" fo:font-weight="bold"/></style:style>'
    )


def _p(style: str, words: str, *, note: str = "") -> str:
    mark = (
        '<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{_p('Footnote', note)}</text:note-body></text:note>"
        if note
        else ""
    )
    return f'<text:p text:style-name="{style}">{escape(words)}{mark}</text:p>'


def _h(level: int, words: str) -> str:
    return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{escape(words)}</text:h>'


def _list(items: Iterable[str]) -> str:
    inner = "".join(f"<text:list-item>{_p('Standard', words)}</text:list-item>" for words in items)
    return f'<text:list text:style-name="Punkter">{inner}</text:list>'


def _common_cells(goal: Goal) -> str:
    words = (goal.number, goal.title, goal.wording)
    before = "".join(_cell(_p("Standard", each)) for each in words)
    after = "".join(_cell(_p("Standard", each)) for each in (goal.owner, goal.weight))
    return before + _cell(_list(step.text for step in goal.steps)) + after


def _odf_rows() -> Iterable[str]:
    for goal in ROWS:
        for number, step in enumerate(goal.steps):
            rest = "".join(_cell(_p("Standard", each)) for each in (step.text, step.frist, step.owner))
            if number:
                yield "<table:covered-table-cell/>" * 3 + rest
                continue
            head = (goal.number, goal.title, goal.wording)
            yield "".join(_cell(_p("Standard", each), rows=len(goal.steps)) for each in head) + rest


def _cell(inner: str, *, rows: int = 1) -> str:
    span = f' table:number-rows-spanned="{rows}"' if rows > 1 else ""
    return f'<table:table-cell table:style-name="Celle"{span}>{inner}</table:table-cell>'


def _widths(heads: Sequence[str]) -> str:
    names = {"Nr.": "Smal", "Målepunkter": "Bred", "Milepæl": "Bred", "Mål": "Bred"}
    return "".join(f'<table:table-column table:style-name="{names.get(head, "Mellem")}"/>' for head in heads)


def _odf_table(name: str, heads: Sequence[str], rows: Sequence[str]) -> str:
    head = "".join(_cell(_p("Standard", words)) for words in heads)
    return (
        f'<table:table table:name="{name}">{_widths(heads)}'
        f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>"
        + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        + "</table:table>"
    )


def spreadsheet() -> str:
    """A flat OpenDocument sheet: a sheet a section, one milestone a row, goals in merged cells, a day as a day."""
    sheets = [
        _sheet("2. Fælles mål", COMMON, head="Målepunkter", with_weight=True),
        _sheet("3. Faglige mål", PROFESSIONAL, head="Målepunkter", with_weight=True),
        _sheet("4. Milepæle for havnene", ROWS, head="Milepæl", with_weight=False),
    ]
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:styles><number:date-style style:name="Dag"><number:day number:style="long"/><number:text>-</number:text>
<number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/></number:date-style>
</office:styles><office:automatic-styles><style:style style:name="Dato" style:family="table-cell"
 style:data-style-name="Dag"/></office:automatic-styles>
<office:body><office:spreadsheet>{"".join(sheets)}</office:spreadsheet></office:body></office:document>
"""


def _sheet(name: str, goals: Sequence[Goal], *, head: str, with_weight: bool) -> str:
    heads = ["Nr.", "Titel", "Mål", head, *(["Ansvarlig", "Vægt"] if with_weight else ["Frist", "Ansvarlig"])]
    rows = [[f"<table:table-cell>{_p('Standard', f'{TITLE}, {name}')}</table:table-cell>"], []]
    rows.append([f"<table:table-cell>{_p('Standard', words)}</table:table-cell>" for words in heads])
    for goal in goals:
        for number, step in enumerate(goal.steps):
            merged = [goal.number, goal.title, goal.wording]
            after = [goal.owner, goal.weight] if with_weight else []
            row = [_sheet_cell(words, number, len(goal.steps)) for words in merged]
            row.append(f"<table:table-cell>{_p('Standard', step.text)}</table:table-cell>")
            if with_weight:
                row += [_sheet_cell(words, number, len(goal.steps)) for words in after]
            else:
                row += [_frist(step.frist), f"<table:table-cell>{_p('Standard', step.owner)}</table:table-cell>"]
            rows.append(row)
    inner = "".join(f"<table:table-row>{''.join(row) or '<table:table-cell/>'}</table:table-row>" for row in rows)
    return f'<table:table table:name="{escape(name)}">{inner}</table:table>'


def _sheet_cell(words: str, number: int, count: int) -> str:
    if number:
        return "<table:covered-table-cell/>"
    span = f' table:number-rows-spanned="{count}" table:number-columns-spanned="1"' if count > 1 else ""
    if words.isdigit():
        number_cell = f'<table:table-cell office:value-type="float" office:value="{words}"{span}>'
        return f"{number_cell}{_p('Standard', words)}</table:table-cell>"
    return f'<table:table-cell office:value-type="string"{span}>{_p("Standard", words)}</table:table-cell>'


def _frist(words: str) -> str:
    if words[:1].isdigit() and words.count("-") == 2:
        day, month, year = words.split("-")
        return (
            f'<table:table-cell table:style-name="Dato" office:value-type="date" '
            f'office:date-value="{year}-{month}-{day}">{_p("Standard", words)}</table:table-cell>'
        )
    return f"<table:table-cell>{_p('Standard', words)}</table:table-cell>"


def presentation() -> str:
    """Flat OpenDocument slides: a cover, tables that go on over slides of one title, bullets under goals."""
    slides = [
        _slide(TITLE, _box("subtitle", [_p("Standard", "Havnestyrelsen, december 2025")])),
        _slide("1. Indledning", _box("outline", [_p("Standard", words) for words in INTRODUCTION])),
    ]
    slides += [
        _slide("2. Fælles mål", _drawn_table(HEADS, [_common_cells(goal) for goal in goals]))
        for goals in (COMMON[:2], COMMON[2:])
    ]
    slides.append(_slide("3. Faglige mål", ""))
    for goal in PROFESSIONAL:
        words = [goal.wording, f"Ansvarlig: {goal.owner}", f"Vægt: {goal.weight}", "Målepunkter:"]
        boxes = _box("text", [_p("Standard", each) for each in words], top=4)
        boxes += _box("outline", [_list(step.text for step in goal.steps)], top=9)
        slides.append(_slide(f"Mål {goal.number}: {goal.title}", boxes))
    slides.append(_slide("4. Milepæle for havnene", _drawn_table(ROW_HEADS, list(_odf_rows()))))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.presentation">
<office:styles><text:list-style style:name="Punkter"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>
</text:list-style></office:styles>
<office:automatic-styles><style:page-layout style:name="Side"><style:page-layout-properties fo:page-width="28cm"
 fo:page-height="21cm"/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Side"/></office:master-styles>
<office:body><office:presentation>{"".join(slides)}</office:presentation></office:body></office:document>
"""


def _slide(title: str, inner: str) -> str:
    return (
        '<draw:page draw:master-page-name="Standard">'
        '<draw:frame presentation:class="title" svg:x="1cm" svg:y="1cm" svg:width="26cm" svg:height="2cm">'
        f"<draw:text-box>{_p('Standard', title)}</draw:text-box></draw:frame>{inner}</draw:page>"
    )


def _box(kind: str, paragraphs: Sequence[str], *, top: int = 4) -> str:
    klass = f'presentation:class="{kind}"' if kind in {"outline", "subtitle"} else ""
    return (
        f'<draw:frame {klass} svg:x="1cm" svg:y="{top}cm" svg:width="26cm" svg:height="4cm">'
        f"<draw:text-box>{''.join(paragraphs)}</draw:text-box></draw:frame>"
    )


def _drawn_table(heads: Sequence[str], rows: Sequence[str]) -> str:
    return (
        '<draw:frame svg:x="1cm" svg:y="4cm" svg:width="26cm" svg:height="14cm">'
        f"{_odf_table('Tabel', heads, rows).replace('table:table-header-rows>', 'table:table-rows>')}</draw:frame>"
    )
