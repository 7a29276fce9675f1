"""
The values that ingestion produces and everything else reads.

Owns the frozen records of a corpus: documents, their section tree, goals, milestones, people and passages.
Leaves parsing, recognition, storage and ranking to the modules named for them.

Offsets everywhere count Unicode code points of `Document.text`, start inclusive, end exclusive.
"""

from __future__ import annotations

import bisect
import datetime as dt
import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

__all__ = [
    "Block",
    "BlockKind",
    "Document",
    "Finding",
    "Goal",
    "Language",
    "Milestone",
    "Organisation",
    "Pair",
    "Pairing",
    "Passage",
    "PassageKind",
    "Person",
    "Quarters",
    "Quote",
    "Section",
    "Span",
]


class Language(enum.StrEnum):
    """A language that documents and answers are written in."""

    DANISH = "da"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in a document's text."""

    start: int
    """First code point, 0-based."""
    end: int
    """One past the last code point."""

    def __post_init__(self) -> None:
        """Refuse a range that runs backwards."""
        if not 0 <= self.start <= self.end:
            msg = f"a span runs forwards from 0: got start={self.start}, end={self.end}"
            raise ValueError(msg)

    def of(self, text: str) -> str:
        """The characters this span covers in `text`."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """
    One contiguous stretch of a document: what may be shown as a quotation.

    It is free of markup but for emphasis that closes in it, which `without_signs` leaves out where it is shown.
    """

    text: str
    """The characters themselves; equal to `document.text[span.start:span.end]`."""
    span: Span
    """Where they stand."""

    @classmethod
    def at(cls, text: str, span: Span) -> Quote:
        """The quotation that `span` cuts out of a whole document's `text`."""
        return cls(text=span.of(text), span=span)


class BlockKind(enum.StrEnum):
    """What a block is to a reader."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    """Children: ITEM blocks. `lead_in` is the sentence that introduces it."""
    ITEM = "item"
    """One list item; `quote` is its own words without marker and markup. Children: nested LISTs."""
    TABLE = "table"
    """Children: ROW blocks; the first one is the header row when `is_header`."""
    ROW = "row"
    """Children: CELL blocks, in column order."""
    CELL = "cell"
    """One table cell. Children: PARAGRAPH and LIST blocks found inside it (HTML or Markdown)."""
    SIGNATURE = "signature"
    """Somebody signed here. Children: PARAGRAPH blocks, one per line of it."""
    CONTACT = "contact"
    """A contact line or block (name, telephone, e-mail). Children: PARAGRAPH blocks, one per line."""
    UPDATED = "updated"
    """A "last updated" line."""
    CONTENTS = "contents"
    """A table of contents: never evidence, its numbers are not pages."""
    FURNITURE = "furniture"
    """Rules, navigation ("click here", "download as PDF"), repeated logos: never evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a section with its place in the document."""

    kind: BlockKind
    span: Span
    """The whole block with markers and markup."""
    quote: Quote | None = None
    """The block's own words as one markup-free stretch; None where there is no single such stretch."""
    children: tuple[Block, ...] = ()
    lead_in: Quote | None = None
    """For a LIST: the sentence or phrase that introduces it ("The five values are:")."""
    marker: str | None = None
    """For an ITEM: its marker as printed ("•", "-", "3.", "b)")."""
    is_ordered: bool = False
    """For a LIST: whether the markers count."""
    is_header: bool = False
    """For a ROW: whether it names the columns."""

    def walk(self) -> Iterator[Block]:
        """This block and everything beneath it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with what stands under it. The root has no heading and level 0."""

    heading: Quote | None
    """The heading's words without numbering and markup; None for the root."""
    number: str | None
    """The printed number ("2", "3.1") or None."""
    level: int
    """Depth in the tree, root 0."""
    span: Span
    """From the heading's first character to the end of the last descendant."""
    blocks: tuple[Block, ...]
    """What stands directly under the heading, before the first subsection."""
    children: tuple[Section, ...] = ()

    def walk(self, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Section]]:
        """Each section with its heading path (numbering as printed, "2. Koncernfælles mål"), root first."""
        path = above if self.heading is None else (*above, self.printed_heading)
        yield path, self
        for child in self.children:
            yield from child.walk(path)

    @property
    def printed_heading(self) -> str:
        """The heading as a reader names it, with its number."""
        words = self.heading.text if self.heading else ""
        return f"{self.number}. {words}" if self.number else words


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Whose documents these are."""

    id: str
    """Short and stable: "ssi"."""
    name: str
    """As it writes itself: "Statens Serum Institut"."""
    other_names: tuple[str, ...] = ()
    """Abbreviations, English and former names; genitives are understood without being listed."""
    is_home: bool = False
    """Whether "we" and "our" mean this one, unless a channel or asker says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file of the corpus, as read and as described in corpus.toml."""

    id: str
    """What it is called for ever: given in corpus.toml, else made of its path."""
    path: str
    """Below the corpus folder, with "/"."""
    title: str
    """As people call it."""
    organisation: str
    """`Organisation.id`."""
    kind: str
    """What it is, an open word: "strategy", "results_plan", "page", "policy" …"""
    language: Language
    """The one it is written in."""
    text: str
    """The decoded file (txt, Markdown) or the extracted text (others)."""
    checksum: str
    """SHA-256 of the file's bytes, hex."""
    root: Section
    """Its tree of sections; covers all of `text`."""
    pages: tuple[int, ...] = ()
    """Where each page begins in `text`, ascending; empty for formats without pages."""
    period_from: dt.date | None = None
    """First day the document is for; None when it names no period."""
    period_to: dt.date | None = None
    """Last day, inclusive."""
    published: dt.date | None = None
    """None means undated."""
    updated: dt.date | None = None
    """As its own "last updated" line or corpus.toml says."""
    is_official: bool = True
    """False for reading editions, drafts and training material."""
    authority: str | None = None
    """Who stands behind it, in words."""
    owner: str | None = None
    """Whom to ask about it."""
    interim_on: dt.date | None = None
    """The day an editor set for a plan's interim report; None: only what the plan says of it."""
    annual_on: dt.date | None = None
    """The same for the annual one."""
    notice: str | None = None
    """An editor's words that go with every answer from it."""
    url: str | None = None
    """Where it is published."""
    audience: frozenset[str] = frozenset()
    """Groups that may read it; empty: everybody."""
    edition_of: str | None = None
    """The id of the official document this one renders in another language."""
    superseded_by: str | None = None
    """The id of its newer version."""
    is_stale: bool = False
    """Whether its file cannot be read any more, so that this is the last version that could."""

    def quote(self, span: Span) -> Quote:
        """The quotation at `span`."""
        return Quote.at(self.text, span)

    def page_of(self, span: Span) -> int | None:
        """The page that `span` begins on, 1 the first; None for formats without pages."""
        return bisect.bisect_right(self.pages, span.start) or None

    def section_path(self, span: Span) -> tuple[str, ...]:
        """The heading path of the innermost section that covers `span`."""
        path: tuple[str, ...] = ()
        section: Section | None = self.root
        while section is not None:
            path = path if section.heading is None else (*path, section.printed_heading)
            section = next((child for child in section.children if child.span.covers(span)), None)
        return path


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A stretch of an original and the stretch of an edition that renders it."""

    original: Span
    """In the original's text."""
    edition: Span
    """In the edition's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """An edition and what it renders of its original."""

    edition: str
    """`Document.id` of the edition."""
    original: str
    """`Document.id` of the official document."""
    pairs: tuple[Pair, ...]
    """In the order of the original: headings, lead-ins, whole quotations and their single sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarters:
    """A printed point or stretch of time, made into days ("Q2/Q3" of 2025: 1 April to 30 September)."""

    printed: str
    """As it stands in the document, without brackets."""
    first: dt.date
    """First day, inclusive."""
    last: dt.date
    """Last day, inclusive."""

    def __post_init__(self) -> None:
        """Refuse a stretch that runs backwards."""
        if self.last < self.first:
            msg = f"{self.printed!r} ends {self.last} before it starts {self.first}"
            raise ValueError(msg)

    def overlaps(self, first: dt.date, last: dt.date) -> bool:
        """Whether any day is shared with first..last (both inclusive)."""
        return self.first <= last and first <= self.last

    def within(self, first: dt.date, last: dt.date) -> bool:
        """Whether it lies wholly in first..last (both inclusive)."""
        return first <= self.first and self.last <= last


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One measure of a goal: a bullet of its measure column, or a row."""

    id: str
    """Minted once, kept by the identity map however the wording changes."""
    goal: str
    """`Goal.id`."""
    quote: Quote
    """Its words without bullet, with its "(Q1)"."""
    quarters: Quarters | None
    """When it is planned for; None when the document gives no time."""
    lead_in: Quote | None = None
    """The phrase that governs it ("Målet anses som opnået når:")."""
    owner: str | None = None
    """Who answers for it, as printed or as corpus.toml says; None: nobody by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal as the document has it."""

    id: str
    """Minted once, kept by the identity map."""
    document: str
    """`Document.id`."""
    series: str
    """The heading that gathers its series ("Koncernfælles mål"), without number; the document's title if none."""
    series_number: str | None
    """The printed number of that heading."""
    number: str | None
    """The goal's own printed number ("1")."""
    path: tuple[str, ...]
    """Heading path down to the goal."""
    span: Span
    """The section, row or line that it is."""
    title: Quote | None
    """What it is called."""
    wording: Quote | None
    """The goal's own sentence(s) as one stretch."""
    milestones: tuple[Milestone, ...]
    """In document order."""
    remarks: Quote | None = None
    """None when the cell is empty or a dash."""
    deadline: Quarters | None = None
    """A time given for the goal itself."""
    owner: str | None = None
    """Who answers for it, as printed or as corpus.toml says."""
    weight: str | None = None
    """Weight or points as printed ("15 point", "20 %")."""
    result: Quote | None = None
    """A result that the document itself reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody a document names with a role, a signature or a contact."""

    name: Quote
    """As printed."""
    role: Quote | None
    """As printed ("Direktør, Statens Serum Institut")."""
    document: str
    """`Document.id`."""
    span: Span
    """The whole signature or contact block."""
    signed_on: dt.date | None = None
    """The day of the signature; None: not signed, or undated."""
    signed_at: Quote | None = None
    """The line that dates the signature ("København, den 17/12 2024")."""
    contact: tuple[Quote, ...] = ()
    """Telephone, e-mail and the like, as printed."""


class PassageKind(enum.StrEnum):
    """What a reader would call the passage."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    GOAL = "goal"
    TABLE_ROW = "table_row"
    SIGNATURE = "signature"
    CONTACT = "contact"
    UPDATED = "updated"
    """A "last updated" line: to be found, and no statement of the document's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The unit of retrieval: what a reader would call one thing."""

    id: str
    """Derived from document id, heading path and words; stable over re-ingestion. A repeat gets "~2", "~3" …"""
    document: str
    """`Document.id`, of an original or an edition."""
    kind: PassageKind
    """What it is to a reader."""
    path: tuple[str, ...]
    """Heading path."""
    span: Span
    """All of it, markup included."""
    quotes: tuple[Quote, ...]
    """Its citable stretches in order: the items of a list, the cells of a goal, the paragraph itself."""
    lead_in: Quote | None = None
    """What introduces it, where something does."""
    columns: tuple[Quote, ...] = ()
    """For a table row under named columns: the heading of the column that each of `quotes` stands in."""
    ordered: bool = False
    """For a list: whether the document numbers it."""
    goal: str | None = None
    """`Goal.id` when the passage is a goal."""
    language: Language = Language.DANISH
    """Its document's."""
    renders: str | None = None
    """For a passage of an edition: the `Passage.id` of the original that it is another wording of."""
    words: str = ""
    """All it says in reading order, where markup breaks sentences up and `quotes` are only parts of them."""

    @property
    def body(self) -> str:
        """The words a retriever indexes, without the heading path: lead-in, columns and quotes, one a line."""
        lines = [self.lead_in.text] if self.lead_in else []
        lines.extend([" ".join(quote.text for quote in self.columns)] if self.columns else [])
        return "\n".join([*lines, *([self.words] if self.words else (quote.text for quote in self.quotes))])

    @property
    def indexed_text(self) -> str:
        """Heading path, then body."""
        return "\n".join([" › ".join(self.path), self.body]) if self.path else self.body


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something ingestion wants a person to know: not understood, doubtful, skipped."""

    document: str
    """Document id, or the path when it has none."""
    code: str
    """A stable word: "time_not_understood", "unknown_column", "id_collision", "unreadable" …"""
    message: str
    """One sentence for a person, saying what was got and what to do."""
    span: Span | None = None
    """Where in the document; None: all of it."""
    details: Mapping[str, str] = field(default_factory=dict)
    """What goes with `code`, for programs: the id of a record, the words in question."""
