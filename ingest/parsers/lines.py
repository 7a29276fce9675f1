"""
The lines of a document and the markers at their beginnings.

Owns splitting a text into lines with offsets, whether a line break was meant, and list markers;
leaves what a run of lines makes up to `ingest.parsers.pieces` and `ingest.parsers.lists`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.parsers.inline import trim
from ingest.parsers.words import MONTH
from ingest.records import Span

__all__ = ["Line", "Marker", "Page", "next_words", "read_marker"]

TAB_STOP = 4
WRAPPED_AT_LEAST, WRAPPED_AT_MOST = 50, 140
"""A hard-wrapped text has its longest line in between; any other text breaks lines only on purpose."""

_BREAK = re.compile(r"\r\n|\n|\r")
BULLETS = "•▪‣◦●○■□∙▫➢➤→✓✔✗❖\uf0b7\uf0a7\uf0d8·"
_BULLET = re.compile(rf"(?P<printed>[{BULLETS}])[ \t\u00a0]*")
_GUILLEMET = re.compile(r"(?P<printed>[»›])[ \t\u00a0]+(?=\S)(?![^\n]*[«‹])")
"""An arrow of a list; one that is closed again opens a quotation."""
_DASH = re.compile(r"(?P<printed>[-–—*+]|o(?=[ \t]+[A-ZÆØÅ]))[ \t\u00a0]+(?=\S)")
_CIRCLE = re.compile(r"(?P<printed>o)[ \t\u00a0]+(?=\S)")
_CHECKBOX = re.compile(r"\[[ xX]\][ \t]+")
_COUNTED = re.compile(
    r"(?P<printed>\(?(?P<number>\d{1,3}(?:\.\d{1,2})*|[a-zA-Z]|[ivxIVX]{2,5})(?P<shape>\.?\)|\.))[ \t\u00a0]+(?=\S)"
)
_DEEP = re.compile(r"(?P<printed>(?P<number>\d{1,2}(?:\.\d{1,2})+)(?P<shape>))[ \t\u00a0]+(?=\S)")
_CODED = re.compile(r"(?P<printed>(?P<code>(?![QK]\d)[A-ZÆØÅ]{1,2})(?P<number>\d{1,2})[.):]?)[ \u00a0]{2,}(?=\S)")
"""A code set apart from what it numbers: "R1  The heat pump …"."""
_NO_LIST = re.compile(
    rf"(?:{MONTH}\b|(?:kvartal|halvår)(?:et|s)?\b|quarter|half\b|sal\b|etage|udgave|behandling|edition)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line without its line break."""

    span: Span
    """From the first to the last character that shows; empty for a blank line."""
    indent: int
    """Columns before the first character that shows; a tab goes to the next multiple of four."""
    words: str
    """The characters of `span`."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing shows."""
        return not self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """The sign in front of a list item."""

    printed: str
    """As it stands there: "•", "3.", "b)"."""
    style: str
    """Equal for items of one list: the bullet itself, or "digit.", "lower)" and the like."""
    number: int | None
    """What it counts; None for bullets."""
    words: Span
    """The item's own words on that line."""

    @property
    def is_ordered(self) -> bool:
        """Whether it counts."""
        return self.number is not None


def _split_lines(text: str) -> tuple[Line, ...]:
    """Every line of `text`; line feeds and carriage returns end one, other separators do not."""
    starts = [0, *(found.end() for found in _BREAK.finditer(text))]
    ends = [*(found.start() for found in _BREAK.finditer(text)), len(text)]
    return tuple(_line(text, start, end) for start, end in zip(starts, ends, strict=True))


def _line(text: str, start: int, end: int) -> Line:
    span = trim(text, start, end)
    if span.start == span.end:
        return Line(span=Span(end, end), indent=0, words="")
    before = text[start : span.start].replace("\ufeff", "").replace("\u200b", "")
    return Line(span=span, indent=len(before.expandtabs(TAB_STOP)), words=span.of(text))


def read_marker(text: str, span: Span) -> Marker | None:
    """The list marker that the line at `span` begins with; None for a date ("1. marts"), an initial or plain words."""
    words = span.of(text)
    is_indented = text[span.start - 1 : span.start] in {" ", "\t"}
    found = _BULLET.match(words) or _GUILLEMET.match(words) or _DASH.match(words)
    found = found or (_CIRCLE.match(words) if is_indented else None)
    if found:
        after = found.end() + (len(box[0]) if (box := _CHECKBOX.match(words, found.end())) else 0)
        return Marker(
            printed=found["printed"],
            style=found["printed"],
            number=None,
            words=trim(text, span.start + after, span.end),
        )
    if coded := _CODED.match(words):
        words_at = trim(text, span.start + coded.end(), span.end)
        return Marker(printed=coded["printed"], style=coded["code"], number=int(coded["number"]), words=words_at)
    found = _COUNTED.match(words) or _DEEP.match(words)
    if not found or (found["number"][0].isdigit() and _NO_LIST.match(words, found.end())):
        return None
    style, number = _count(found["number"], found["printed"])
    return Marker(
        printed=found["printed"], style=style, number=number, words=trim(text, span.start + found.end(), span.end)
    )


def _count(number: str, printed: str) -> tuple[str, int]:
    shape = printed.replace(number, "#", 1)
    if number[0].isdigit():
        parts = number.split(".")
        return f"digit{len(parts)}{shape}", int(parts[-1])
    case = "lower" if number[0].islower() else "upper"
    if len(number) > 1 or number in "iI":
        return f"{case}{shape}", _roman(number.lower())
    return f"{case}{shape}", ord(number.lower()) - ord("a") + 1


def _roman(digits: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[digit] for digit in digits]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


@dataclass(frozen=True)
class Page:
    """A document's text with its lines and what they say about how it was written."""

    text: str
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, text: str) -> Page:
        """The page that `text` makes."""
        return cls(text=text, lines=_split_lines(text))

    @cached_property
    def width(self) -> int | None:
        """Length of the longest line of a hard-wrapped text; None where lines are broken only on purpose."""
        lengths = [
            line.indent + len(line.words) for line in self.lines if "\t" not in line.words and "|" not in line.words
        ]
        longest = max(lengths, default=0)
        fits = WRAPPED_AT_LEAST <= longest <= WRAPPED_AT_MOST
        return longest if fits and any(self._runs_on(line, longest) for line in range(len(self.lines) - 1)) else None

    def _runs_on(self, line: int, longest: int) -> bool:
        """Whether a long line goes on in lower case on the next one: the sign of a text broken to fit a width."""
        before, after = self.lines[line], self.lines[line + 1]
        is_long = len(before.words) >= longest * 0.6
        return is_long and after.words[:1].islower() and read_marker(self.text, after.span) is None

    @cached_property
    def lone_dashes(self) -> int:
        """How many lines are nothing but a dash."""
        return sum(line.words in {"-", "–", "*"} for line in self.lines)

    @cached_property
    def has_hashes(self) -> bool:
        """Whether headings are marked the Markdown way."""
        return any(re.match(r"#{1,6}[ \t]+\S", line.words) for line in self.lines)

    def span(self, first: int, last: int) -> Span:
        """From line `first` to line `last`, inclusive, without blanks at the edges."""
        return Span(self.lines[first].span.start, self.lines[last].span.end)

    def is_meant(self, line: int) -> bool:
        """Whether the break after `line`, with words on both sides, was made on purpose and not to fit a width."""
        before, after = self.lines[line], self.lines[line + 1]
        first = after.words.lstrip("\"'“„»(*_> ")[:1]
        if first.islower() or before.words[-1] in ",-" or self._is_inside_bold(line):
            return False
        if self.width is None or self.text.startswith(("  ", "\\"), before.span.end):
            return True
        room = self.width - (before.indent + len(before.words) + 1 + len(after.words.split(maxsplit=1)[0]))
        ends = before.words.rstrip("\"'”»*_) ")[-1:] in ".!?:"
        is_label = re.match(r"[A-ZÆØÅ][\w -]{1,30}:(?:\s|$)", after.words) is not None
        return room >= (self.width * 0.1 if ends or is_label else max(self.width * 0.3, 8))

    def _is_inside_bold(self, line: int) -> bool:
        start = line
        while start > 0 and not self.lines[start - 1].is_blank and line - start < 4:  # cover lines
            start -= 1
        return sum(each.words.count("**") for each in self.lines[start : line + 1]) % 2 == 1


def next_words(lines: Sequence[Line], after: int) -> int | None:
    """The first line from `after` on that is not blank; None at the end."""
    return next((number for number in range(after, len(lines)) if not lines[number].is_blank), None)
