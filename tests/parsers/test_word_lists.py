"""Lists in Word documents, as people make them with styles."""

from __future__ import annotations

import io

from docx import Document

from ingest.parsers.files import parse_file
from ingest.parsers.show import show_tree


def test_a_list_of_a_second_style_hangs_beneath_the_first() -> None:
    """The style "List Number 2" is a list of its own to Word, and beneath "List Number" to whoever reads the page."""
    document = Document()
    for words, style in (("Kyst", "List Number"), ("Nord", "List Number 2"), ("Vest", "List Number 2")):
        document.add_paragraph(words, style=style)
    document.add_paragraph("Havn", style="List Number")
    file = io.BytesIO()
    document.save(file)

    tree = show_tree(parse_file(file.getvalue(), "plan.docx").root)

    depths = {line.split("'")[1]: len(line) - len(line.lstrip()) for line in tree.splitlines() if "item" in line}
    assert depths["Kyst"] == depths["Havn"] < depths["Nord"] == depths["Vest"]
