"""
The words of a PDF page, gathered into printed lines.

Owns what a line is: its words, size, weight and place; leaves what lines make up to the other `pdf_` modules.
Places are in points from the top left corner of the page.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ingest.raised import read_raised

__all__ = ["Printed", "Word", "lines_of", "page_words"]

SMALL = 0.9
"""Raised words are so much smaller than what they stand at, or smaller."""
RAISED = 0.1
"""They end so much above its foot, or more, in letter heights."""
APART = 0.1
"""Words of two fonts or sizes are one word, parted in the file only, when there is less white between them."""
BULLET = "•"
MIN_BULLET, MAX_BULLET = 2.0, 7.0
"""Points."""
NO_ROOM = 0.1
"""Points by which the letter after a blank stands behind the blank's own place, where that takes no room."""
SAME_LINE = 0.5
"""Two words stand in one line when they share so much of the lower one's height."""
_BOLD = re.compile(r"bold|black|heavy|semibold|demi|-bd\b", re.IGNORECASE)
_SYMBOL = re.compile("[\uf020-\uf0ff]")
"""A sign that only its symbol font has a shape for; one that stands alone is a bullet."""
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "\u2010": "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One printed word."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    is_bold: bool
    font: str = ""
    is_joined: bool = False
    """Whether it goes on with the word before it, without a blank: the file parts words where the letters change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One printed line, or the part of one that stands in a column."""

    words: tuple[Word, ...]
    """From left to right, at least one."""

    @property
    def text(self) -> str:
        """Its words with single spaces."""
        return _text(self.words)

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.words[-1].x1

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        """The size that most of its letters are set in, to a half point."""
        sizes: Counter[float] = Counter()
        for word in self.words:
            sizes[round(word.size * 2) / 2] += len(word.text)
        return sizes.most_common(1)[0][0]

    @property
    def is_bold(self) -> bool:
        """Whether all of it is set bold."""
        return all(word.is_bold or not any(map(str.isalnum, word.text)) for word in self.words)

    @property
    def label(self) -> int:
        """How many of its first characters are bold where the rest is not; 0 for none and for all."""
        count = next((place for place, word in enumerate(self.words) if not word.is_bold), 0)
        return len(_text(self.words[:count]))


def _text(words: Sequence[Word]) -> str:
    return "".join(word.text if word.is_joined else f" {word.text}" for word in words).removeprefix(" ")


def page_words(page: Any) -> list[Word]:
    """The upright words of a page, without those printed outside it or as dots for space."""
    found = _without_hidden_blanks(page).extract_words(
        x_tolerance_ratio=0.18, y_tolerance=2, keep_blank_chars=False, extra_attrs=["size", "fontname", "upright"]
    )
    printed = [
        Word(
            text=BULLET if _SYMBOL.fullmatch(word["text"]) else word["text"].translate(_LIGATURES),
            x0=word["x0"],
            x1=word["x1"],
            top=word["top"],
            bottom=word["bottom"],
            size=word["size"],
            is_bold=_BOLD.search(word["fontname"]) is not None,
            font=word["fontname"],
        )
        for word in found
        if word["upright"] and 0 <= word["x0"] <= page.width and 0 <= word["top"] <= page.height
    ]
    return [*printed, *_drawn_bullets(page)]


def _without_hidden_blanks(page: Any) -> Any:
    """The page without blanks that take no room, as browsers print a soft hyphen that no line was broken at."""
    hidden = {
        (blank["x0"], blank["top"])
        for blank, after in pairwise(page.chars)
        if blank["text"].isspace() and after["top"] == blank["top"] and abs(after["x0"] - blank["x0"]) < NO_ROOM
    }

    def is_shown(each: Mapping[str, Any]) -> bool:
        return each["object_type"] != "char" or not each["text"].isspace() or (each["x0"], each["top"]) not in hidden

    return page.filter(is_shown) if hidden else page


def _drawn_bullets(page: Any) -> Iterator[Word]:
    """Bullets that are drawn and not set, as browsers print them: small shapes as wide as they are high."""
    for shape in (*page.curves, *page.rects):
        width, height = shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]
        is_round = MIN_BULLET <= width <= MAX_BULLET and abs(width - height) <= 1
        # A list in a list has rings for bullets; a square that is not filled is a box to tick.
        if is_round and (shape.get("fill") or shape["object_type"] == "curve"):
            middle = (shape["top"] + shape["bottom"]) / 2
            yield Word(
                text=BULLET,
                x0=shape["x0"],
                x1=shape["x1"],
                top=middle - MAX_BULLET / 2,
                bottom=middle + MAX_BULLET / 2,
                size=MAX_BULLET,
                is_bold=False,
            )


def lines_of(words: Iterable[Word]) -> list[Printed]:
    """Words as lines, from top to bottom; marks of notes are left out."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (each.bottom, each.x0)):
        row = next((row for row in reversed(rows[-3:]) if _is_beside(row, word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    lines = [Printed(words=tuple(_joined(sorted(row, key=lambda word: word.x0)))) for row in rows]
    return sorted(lines, key=lambda line: (line.top, line.x0))


def _is_beside(row: Sequence[Word], word: Word) -> bool:
    other = max(row, key=lambda each: each.size)
    shared = min(other.bottom, word.bottom) - max(other.top, word.top)
    return shared > SAME_LINE * min(other.bottom - other.top, word.bottom - word.top)


def _joined(row: Sequence[Word]) -> list[Word]:
    """A row from left to right, parts of words joined, and what is raised as it reads."""
    found: list[Word] = []
    base = before = row[0]
    for word in row:
        is_joined = word.is_joined or (word is not before and _goes_on(before, word))
        before, text = word, word.text
        if found and _is_raised(word, base):
            text = read_raised(word.text, before=_text(found))
        elif not is_joined or word.size > SMALL * base.size:
            base = word
        if text:
            found.append(dataclasses.replace(word, text=text, is_joined=is_joined))
    return found


def _goes_on(before: Word, word: Word) -> bool:
    are_alike = before.font == word.font and before.size == word.size
    return not are_alike and word.x0 - before.x1 < APART * min(before.size, word.size)


def _is_raised(word: Word, base: Word) -> bool:
    is_lifted = base.bottom - word.bottom > RAISED * base.size
    return word.size <= SMALL * base.size and is_lifted and word.x0 - base.x1 < 2 * base.size
