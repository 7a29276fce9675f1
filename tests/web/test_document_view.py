"""A document is shown whole, and every quotation can be seen in it."""

from __future__ import annotations

import dataclasses
import html
import re
from collections import Counter
from pathlib import Path

import pytest

from assistant.channels.web.document_view import document_html
from ingest.corpus import load_document, read_corpus
from ingest.parsers import parse_text
from ingest.records import BlockKind, Document, Span

CORPUS = Path(__file__).parents[2] / "corpus"
DOCUMENTS = [load_document(source)[0] for source in read_corpus(CORPUS).sources]


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_]+", text))


def _shown(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.id)
def test_no_word_of_a_document_is_lost(document: Document) -> None:
    """A page that leaves something out is not the document."""
    filed = _words(re.sub(r"</?[a-z][^>]*>", " ", document.text))

    assert filed - _words(_shown(document_html(document))) == Counter()


def test_signs_of_markup_are_not_shown_and_part_no_line() -> None:
    """Words in bold, a link or a footnote's mark belong to the line that they stand in."""
    text = (
        "# Plan\n\n**Luft:** Vi vil *halvere* CO<sub>2</sub> &amp; støv.[^1] Se [planen](https://x.dk) og 2 * 3.\n\n"
        "- Vi **deler** alt.\n\n| Hvem | Hvad |\n|---|---|\n| Ida *Dam* | Alt |\n"
    )
    place = Span(text.index("Se ["), text.index(" og 2"))

    page = document_html(dataclasses.replace(DOCUMENTS[0], text=text, root=parse_text(text)), place)

    assert "<p>Luft:</p>\n<p>Vi vil halvere CO2 &amp; støv. " in page
    assert '<mark id="quote" class="quoted">Se</mark> <mark class="quoted">planen</mark> og 2 * 3.</p>' in page
    assert "<li>Vi deler alt.</li>" in page
    assert ">Ida Dam</td>" in page


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.id)
def test_every_quotation_is_marked_where_it_stands(document: Document) -> None:
    """Opening a source must show the words that were quoted."""
    for _, section in document.root.walk():
        for block in (inner for outer in section.blocks for inner in outer.walk()):
            if block.quote is None or block.kind in (BlockKind.CONTENTS, BlockKind.FURNITURE):
                continue
            page = document_html(document, block.quote.span)
            marked = html.unescape("".join(re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.DOTALL)))

            assert block.quote.text in marked
            assert page.count('id="quote"') == 1
