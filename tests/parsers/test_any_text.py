"""Any text at all has a tree, and the tree tells the truth about where things stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ingest.parsers import parse_text
from ingest.records import Block, BlockKind, Section

HERE = Path(__file__).parent
REAL = sorted((HERE.parent.parent / "corpus").glob("*.txt"))
VARIED = sorted((HERE / "documents").iterdir())

_PARTS = [
    "# Mål\n",
    "## 2. Koncern\n",
    "### 3.\n",
    "Mål 1\n",
    "**Vision:**\n",
    "Titel\tMål\tFrist\n",
    "a\t<ul><li>• x</li><li>y</ul>\t-\n",
    "| a | b |\n|---|---|\n| 1 | <b>2</b><br>3 |\n",
    "- en ting\n  og mere\n",
    "  - under\n",
    "1. først\n",
    "2. dernæst\n",
    "a) lille\n",
    "•\n",
    "De tre er:\n",
    "\n",
    "\n\n",
    "---\n",
    "===\n",
    "```\n",
    "<table><tr><td>x<td>y</table>\n",
    "<ul><li>a<ul><li>b\n",
    "</li></ul></div>\n",
    "<!-- skjult\n",
    "-->\n",
    "København, den 17/12 2024\n",
    "Bo Ravn\n",
    "Direktør\n",
    "T. 12345678\n",
    "Senest opdateret 01-09-2021\n",
    "Indhold\n",
    "1. Mål ..... 3\n",
    "En *skæv **linje* med** `kode` og [link](x).\n",
    '"Helt i citat".\n',
    "> citat\n",
    "\t\tindrykket\n",
    "Side 2 af 9\n",
    "\ufeff\u200b\u00a0",
    "\r",
    "\x00\x85\u2028",
]
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(_PARTS), max_size=14).map("".join),
    st.lists(st.one_of(st.sampled_from(_PARTS), st.text(max_size=12)), max_size=14).map("".join),
)


def _check_block(text: str, block: Block, above: Block | Section) -> None:
    assert above.span.covers(block.span), (above.span, block)
    assert block.span.end <= len(text)
    for quote in (block.quote, block.lead_in):
        if quote is not None:
            assert quote.text == text[quote.span.start : quote.span.end]
            assert quote.text.strip() == quote.text != ""
            assert block.span.covers(quote.span)
    ends = block.span.start
    for child in block.children:
        _check_block(text, child, block)
        assert ends <= child.span.start
        ends = child.span.end


def _check_section(text: str, section: Section) -> None:
    if section.heading is not None:
        assert section.heading.text == text[section.heading.span.start : section.heading.span.end]
    ends = section.heading.span.end if section.heading else 0
    for block in section.blocks:
        _check_block(text, block, section)
        assert ends <= block.span.start
        ends = block.span.end
    for child in section.children:
        assert section.span.covers(child.span)
        assert child.level == section.level + 1
        assert ends <= child.span.start
        ends = child.span.end
        _check_section(text, child)


def _uncovered(text: str, root: Section) -> str:
    """The letters of the text that no heading line and no block covers."""
    seen = bytearray(len(text))
    for tag in re.finditer(r"<[^<>]*>|<!--.*?-->", text, re.DOTALL):
        seen[tag.start() : tag.end()] = b"\x01" * len(tag[0])
    for _, section in root.walk():
        spans = [block.span for block in section.blocks]
        if section.heading is not None:
            line = re.compile(r"[^\r\n]*").match(text, section.span.start)
            assert line is not None
            spans.append(type(section.span)(section.span.start, max(line.end(), section.heading.span.end)))
        for span in spans:
            seen[span.start : span.end] = b"\x01" * (span.end - span.start)
    return "".join(sign for sign, is_seen in zip(text, seen, strict=True) if sign.isalnum() and not is_seen)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
@example("<table><tr><td>x<td>y</table>\n")
@example("- a\n\n  <ul><li>b\n\n1. c")
def test_any_text_has_a_true_tree(text: str) -> None:
    """A file nobody foresaw must still be read, and every quotation must be found where it is said to stand."""
    root = parse_text(text)

    _check_section(text, root)
    assert _uncovered(text, root) == ""


@pytest.mark.parametrize("file", [*REAL, *VARIED], ids=lambda file: file.name)
def test_no_word_of_a_document_is_lost(file: Path) -> None:
    """What no block covers can never be found or cited."""
    text = file.read_bytes().decode("utf-8")

    root = parse_text(text)

    _check_section(text, root)
    assert _uncovered(text, root) == ""


@pytest.mark.parametrize("file", [*REAL, *VARIED], ids=lambda file: file.name)
def test_nearly_every_word_can_be_quoted(file: Path) -> None:
    """Words in a block without a quotation can be read but not cited, so there must be few of them."""
    text = file.read_bytes().decode("utf-8")
    root = parse_text(text)
    blocks = [each for _, section in root.walk() for block in section.blocks for each in block.walk()]
    quiet = {BlockKind.FURNITURE, BlockKind.CONTENTS}
    hidden = sum(len(re.findall(r"[^\W_]", block.span.of(text))) for block in blocks if block.kind in quiet)
    spans = {
        quote.span for block in blocks for quote in (block.quote, block.lead_in) if quote and block.kind not in quiet
    }
    headings = sum(len(re.findall(r"[^\W_]", section.heading.text)) for _, section in root.walk() if section.heading)

    quotable = sum(len(re.findall(r"[^\W_]", span.of(text))) for span in spans) + headings
    signs = sum(len(re.findall(r"[^\W_]", found[0])) for found in re.finditer(r"<[^<>]*>|\]\([^()]*\)", text))
    markers = [block.marker or "" for block in blocks] + [section.number or "" for _, section in root.walk()]
    counted = sum(len(re.findall(r"[^\W_]", marker)) for marker in markers)
    total = len(re.findall(r"[^\W_]", text)) - hidden - signs - counted

    assert quotable >= 0.97 * total


@pytest.mark.parametrize(
    "text",
    [
        "<ul><li>" * 3000,
        "- " * 5000,
        "> " * 3000 + "x",
        "**" * 4000,
        "<b>" * 4000,
        "[" * 4000,
        "|" * 3000 + "\n|-|",
        "1.1.1." * 2000,
        "a\t" * 4000,
        "\n".join("  " * n + "- x" for n in range(300)),
    ],
    ids=["lists", "dashes", "quotes", "bold", "tags", "brackets", "pipes", "numbers", "tabs", "deep"],
)
def test_hostile_nesting_is_read_quickly(text: str) -> None:
    """One bad file must not stop an ingestion by depth or by time."""
    root = parse_text(text)

    _check_section(text, root)
