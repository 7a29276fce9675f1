"""
A section tree in print, for people and golden files.

Owns the layout of that print; leaves the tree to `ingest.parsers.outline`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.records import Block, Section

__all__ = ["show_tree"]


def show_tree(root: Section) -> str:
    """One line for each section and block: kind, marks, span and words; indentation shows what stands under what."""
    return "\n".join(_section(root, 0)) + "\n"


def _section(section: Section, depth: int) -> Iterator[str]:
    span = f"[{section.span.start}:{section.span.end}]"
    number = f" number={section.number}" if section.number else ""
    words = f" {section.heading.text!r}" if section.heading else ""
    yield f"{'  ' * depth}SECTION {section.level}{number} {span}{words}"
    for block in section.blocks:
        yield from _block(block, depth + 1)
    for child in section.children:
        yield from _section(child, depth + 1)


def _block(block: Block, depth: int) -> Iterator[str]:
    marks = [block.kind.value, f"[{block.span.start}:{block.span.end}]"]
    marks += ["ordered"] if block.is_ordered else []
    marks += ["header"] if block.is_header else []
    marks += [f"marker={block.marker}"] if block.marker else []
    marks += [f"lead_in={block.lead_in.text!r}"] if block.lead_in else []
    marks += [repr(block.quote.text)] if block.quote else []
    yield "  " * depth + " ".join(marks)
    for child in block.children:
        yield from _block(child, depth + 1)
