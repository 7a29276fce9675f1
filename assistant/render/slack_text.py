"""
An answer's Markdown as Slack's rich text: paragraphs, lists and quotations set apart.

Owns which Markdown is kept and how it is cut into pieces; leaves the rest of the message to `assistant.render.slack`.
Rich text is structure, not markup: Slack shows its words as they are, so nothing in them needs or gets escaping.
Links in the Markdown are written out, never live.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

__all__ = ["MAX_BLOCK_CHARS", "Piece", "pieces", "rich_text_blocks"]

Element = dict[str, Any]

MAX_BLOCK_CHARS = 3000
"""Most characters of words in one block: Slack's limit for a section, kept for rich text too."""
_STYLES = {"strong": "bold", "em": "italic", "s": "strike"}
_MOST_INDENT = 8
"""Deepest nesting of a list that Slack draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """The smallest part that is shown or left out as a whole: a paragraph, a quotation or one row of a list."""

    kind: str
    """ "section", "quote", "preformatted", "bullet" or "ordered"."""
    elements: tuple[Element, ...]
    indent: int = 0
    number: int = 1
    """The row's number in an ordered list."""

    @property
    def is_item(self) -> bool:
        """Whether it is a row of a list."""
        return self.kind in ("bullet", "ordered")

    @property
    def chars(self) -> int:
        """How many characters of words it has."""
        return sum(len(element["text"]) for element in self.elements)

    @classmethod
    def item(cls, words: str) -> Piece:
        """A row of a bulleted list."""
        return cls(kind="bullet", elements=(_text(words),))


def pieces(markdown: str) -> list[Piece]:
    """The Markdown cut into pieces, each short enough for one block."""
    tree = SyntaxTreeNode(_parser().parse(markdown))
    return [short for piece in _block_pieces(tree.children, indent=0) for short in _split(piece)]


def rich_text_blocks(body: Sequence[Piece]) -> list[Element]:
    """The pieces as rich_text blocks; a list or quotation stays with the line that leads to it."""
    builder = _Builder()
    for piece in body:
        builder.add(piece)
    return builder.blocks


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})
    parser.disable(["image", "reference", "html_block", "html_inline", "code", "lheading"])
    return parser.enable(["table", "strikethrough"])


@dataclass(slots=True)
class _Builder:
    blocks: list[Element] = field(default_factory=list)
    chars: int = 0
    last: Piece | None = None

    def add(self, piece: Piece) -> None:
        """Put the piece into the block at hand where it belongs there, otherwise into a new one."""
        begins = piece.kind == "section" or self.last is None or self.last.kind in ("quote", "preformatted")
        if begins or self.chars + piece.chars > MAX_BLOCK_CHARS:
            self.blocks.append({"type": "rich_text", "elements": []})
            self.chars = 0
        self._append(self.blocks[-1]["elements"], piece)
        self.chars += piece.chars
        self.last = piece

    def _append(self, elements: list[Element], piece: Piece) -> None:
        content = [dict(element) for element in piece.elements]
        if not piece.is_item:
            elements.append({"type": f"rich_text_{piece.kind}", "elements": content})
            return
        row = {"type": "rich_text_section", "elements": content}
        if elements and self._continues(elements[-1], piece):
            elements[-1]["elements"].append(row)
            return
        rows: Element = {"type": "rich_text_list", "style": piece.kind, "indent": piece.indent, "elements": [row]}
        if piece.kind == "ordered" and piece.number > 1:
            rows["offset"] = piece.number - 1
        elements.append(rows)

    def _continues(self, element: Element, piece: Piece) -> bool:
        if element["type"] != "rich_text_list" or self.last is None:
            return False
        same = element["style"] == piece.kind and element["indent"] == piece.indent
        return same and (piece.kind == "bullet" or piece.number == self.last.number + 1)


def _block_pieces(nodes: Sequence[SyntaxTreeNode], *, indent: int) -> Iterator[Piece]:
    for node in nodes:
        if node.type in ("bullet_list", "ordered_list"):
            yield from _list_pieces(node, indent=indent)
        elif node.type == "blockquote":
            yield from _of("quote", _flat(node))
        elif node.type == "fence":
            yield from _of("preformatted", [_text(node.content.rstrip("\n"))])
        elif node.type == "table":
            for row in (each for part in node.children for each in part.children):
                yield from _of("bullet", _row(row), indent=indent)
        elif node.type == "heading":
            yield from _of("section", _inline(node, ("bold",)))
        elif node.children:
            yield from _of("section", _inline(node))


def _list_pieces(node: SyntaxTreeNode, *, indent: int) -> Iterator[Piece]:
    kind = "ordered" if node.type == "ordered_list" else "bullet"
    first = int(node.attrs.get("start", 1) or 1) if kind == "ordered" else 1
    for number, item in enumerate(node.children, start=first):
        own = [child for child in item.children if not child.type.endswith("_list")]
        yield from _of(kind, _joined(own), indent=indent, number=number)
        inner = [child for child in item.children if child.type.endswith("_list")]
        yield from _block_pieces(inner, indent=min(indent + 1, _MOST_INDENT))


def _of(kind: str, elements: Sequence[Element], *, indent: int = 0, number: int = 1) -> Iterator[Piece]:
    """The piece, where it has any words."""
    kept = _merged(elements)
    if kept:
        yield Piece(kind=kind, elements=kept, indent=indent, number=number)


def _merged(elements: Sequence[Element]) -> tuple[Element, ...]:
    """Neighbours of one style as one element: Slack refuses empty ones, and a quotation stays in one piece."""
    found: list[Element] = []
    for element in elements:
        if found and found[-1].get("style") == element.get("style"):
            found[-1] = {**found[-1], "text": found[-1]["text"] + element["text"]}
        elif element["text"]:
            found.append(element)
    return tuple(found)


def _flat(node: SyntaxTreeNode) -> list[Element]:
    """Everything inside as one run of words; rows of a list begin with a bullet."""
    if node.type in ("bullet_list", "ordered_list"):
        return _lines([[_text("• "), *_joined(item.children)] for item in node.children])
    if node.type in ("blockquote", "table", "thead", "tbody"):
        return _joined(node.children)
    if node.type == "tr":
        return _row(node)
    if node.type == "fence":
        return [_text(node.content.rstrip("\n"))]
    return _inline(node)


def _joined(nodes: Sequence[SyntaxTreeNode]) -> list[Element]:
    return _lines([_flat(node) for node in nodes])


def _lines(runs: Sequence[Sequence[Element]]) -> list[Element]:
    found: list[Element] = []
    for run in runs:
        if found and run:
            found.append(_text("\n"))
        found += run
    return found


def _row(node: SyntaxTreeNode) -> list[Element]:
    """A table's row in one line, head cells in bold."""
    found: list[Element] = []
    for cell in node.children:
        if found:
            found.append(_text(" · "))
        found += _inline(cell, ("bold",) if cell.type == "th" else ())
    return found


def _inline(node: SyntaxTreeNode, styles: tuple[str, ...] = ()) -> list[Element]:
    """The words inside with their styles; a link's address is written after it."""
    if node.type == "text":
        return [_text(node.content, *styles)]
    if node.type == "code_inline":
        return [_text(node.content, *styles, "code")]
    if node.type in ("softbreak", "hardbreak"):
        return [_text("\n")]
    inner = (*styles, _STYLES[node.type]) if node.type in _STYLES else styles
    found = [element for child in node.children for element in _inline(child, inner)]
    if node.type == "link":
        address = str(node.attrs.get("href", ""))
        words = "".join(element["text"] for element in found)
        return found if words == address else [*found, _text(f" ({address})", *styles)]
    return found


def _text(words: str, *styles: str) -> Element:
    element: Element = {"type": "text", "text": words}
    if styles:
        element["style"] = dict.fromkeys(styles, True)
    return element


def _split(piece: Piece) -> Iterator[Piece]:
    """The piece in parts that each fit into a block, cut between words where that is possible."""
    if piece.chars <= MAX_BLOCK_CHARS:
        yield piece
        return
    kind = "section" if piece.is_item else piece.kind
    part: list[Element] = []
    room = MAX_BLOCK_CHARS
    for element in piece.elements:
        rest = element["text"]
        while rest:
            cut = len(rest) if len(rest) <= room else rest.rfind(" ", 0, room) + 1 or room
            part.append({**element, "text": rest[:cut]})
            rest, room = rest[cut:], room - cut
            if rest:
                yield Piece(kind=kind, elements=tuple(part))
                part, room = [], MAX_BLOCK_CHARS
    if part:
        yield Piece(kind=kind, elements=tuple(part))
