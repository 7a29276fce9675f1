"""Markdown that programs make web pages of: what is for the program is no evidence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.parsers import parse_text
from ingest.records import Block, BlockKind, Section

YAML = """---
title: Plan
description: >
  Hvad vi vil nå
hide:
  - navigation
---
"""
TOML = """+++
title = "Plan"
[params]
  author = "Stine"
+++
"""
BODY = "Vi vil nå det.\n"


def _evidence(section: Section) -> Iterator[str]:
    def told(block: Block) -> Iterator[str]:
        if block.kind is BlockKind.FURNITURE:
            return
        if block.quote:
            yield block.quote.text
        for child in block.children:
            yield from told(child)

    for block in section.blocks:
        yield from told(block)
    for child in section.children:
        yield from _evidence(child)


@pytest.mark.parametrize("front", [YAML, TOML], ids=["yaml", "toml"])
def test_front_matter_is_no_evidence(front: str) -> None:
    """It says something of the file, and nothing to its readers."""
    text = f"{front}\n{BODY}"

    assert list(_evidence(parse_text(text))) == [BODY.strip()]


def test_text_between_two_rules_is_evidence() -> None:
    """A rule at the top is not yet front matter."""
    text = f"---\nVelkommen til os alle.\n---\n\n{BODY}"

    assert "Velkommen til os alle." in list(_evidence(parse_text(text)))


@pytest.mark.parametrize(
    "line",
    [
        '{% hint style="info" %}',
        "{{< toc >}}",
        "{{% /notice %}}",
        "::: some.module",
        ":::note",
        '!!! note "Bemærk"',
        '=== "Kort"',
        "[TOC]",
    ],
)
def test_a_line_for_the_page_maker_is_no_evidence(line: str) -> None:
    """Beside words and apart from them."""
    text = f"# Plan\n\n{line}\n{BODY}{line}\n\n{line}\n\nMere.\n"

    assert list(_evidence(parse_text(text))) == [BODY.strip(), "Mere."]
