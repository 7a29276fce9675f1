"""
Milestones out of the items, cells and sentences that hold them.

Owns cutting a measure into single milestones and choosing the time each is planned for;
leaves which cells and lists are measures to `tables` and `outline`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.dates import Found, find_times
from ingest.goals.drafts import MilestoneDraft, Workshop, cut, is_blank
from ingest.goals.roles import Role, label_role
from ingest.records import Block, BlockKind, Quarters, Quote

__all__ = ["has_own_time", "has_time", "is_time", "milestones_in", "read_deadline"]

_SEMICOLON = re.compile(r";\s+(?![^()]*\))")
_INNER_MARKER = re.compile(r"(?:(?<=\s)|\A)(?:[•▪‣·●◦]|\(?(?:\d{1,2}|[a-h])[.)])\s+(?=\S)")
_FIRST_LETTER = re.compile(r"\(?a[.)]\s")
_BARE_QUARTER = re.compile(r"[1-4]\.?(?:\s?[-–/]\s?[1-4]\.?)?")
_FINANCIAL_YEAR = re.compile(r"\b20\d\d\s?[-–/]\s?(?:20)?\d\d\b|\bFY\s?['’]?\d\d")
_ANY_YEAR = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
"""To see whether a time lacks nothing but its year."""
SMALL_WORDS = re.compile(
    r"\b(?:i|in|for|by|til|per|pr|due|frist|deadline|milepæle?|milestones?|inden|before)\b", re.IGNORECASE
)
"""Words around a time that say no more than it does."""
_NOTED = re.compile(r"(?:^|[.;] )(?P<label>[A-ZÆØÅ][\w -]{1,20}):\s+(?P<value>[^.;:]{2,60})")
"""A labelled part of a note behind a milestone: "Lead: Student Services"."""
_LABEL_WORDS = 4
"""Words from which an item's own words are what it says, not a label before it."""
_MIN_WORDS = 2
_MAX_BRACKET = 40
_MAX_OWN_DAYS = 300
"""A longer time in a milestone's sentence ("in 2025") says less than the deadline printed beside it."""


def milestones_in(shop: Workshop, block: Block) -> list[MilestoneDraft]:
    """One milestone for each item of a list, each part of a cell, each paragraph; times as their words say."""
    return [
        MilestoneDraft(
            quote=quote,
            quarters=read_deadline(shop, _timed_part(shop, beside)) or _planned_time(shop, quote),
            lead_in=lead,
            owner=_owner_in(beside),
        )
        for quote, lead, beside in _pieces(shop, block)
    ]


_Piece = tuple[Quote, Quote | None, Quote | None]
"""A milestone's words, what introduces it, and a label or note beside it that says when."""


def _pieces(shop: Workshop, block: Block, lead_in: Quote | None = None) -> Iterator[_Piece]:
    match block.kind:
        case BlockKind.LIST:
            lead = block.lead_in or lead_in
            for item in block.children:
                words, beside = _item_words(shop, item)
                if words and (steps := _timed_steps(shop, item, words)):
                    yield from _pieces(shop, steps, words)
                elif words:
                    yield words, lead, beside
        case BlockKind.CELL if block.children:
            yield from _cell_pieces(shop, block, lead_in)
        case BlockKind.CELL | BlockKind.PARAGRAPH:
            if block.quote:
                yield from ((part, lead_in, None) for part in _parts(shop, block.quote))
            else:
                for child in block.children:
                    yield from _pieces(shop, child, lead_in)
        case _:
            return


def _timed_steps(shop: Workshop, item: Block, words: Quote) -> Block | None:
    """The list beneath an item that names no time itself, where that one does: its steps are the milestones."""
    if has_time(shop, words.text):
        return None
    lists = (child for child in item.children if child.kind is BlockKind.LIST)
    return next((each for each in lists if any(has_time(shop, quote.text) for quote in _own_words(each))), None)


def _own_words(listed: Block) -> Iterator[Quote]:
    return (item.quote for item in listed.children if item.quote)


def _cell_pieces(shop: Workshop, cell: Block, lead_in: Quote | None) -> Iterator[_Piece]:
    """What a cell with several blocks holds; a paragraph that introduces the list after it is no milestone."""
    leads = [child.lead_in for child in cell.children if child.lead_in]
    has_list = any(child.kind is BlockKind.LIST for child in cell.children)
    for child in cell.children:
        quote = child.quote
        if quote and any(quote.span.covers(lead.span) for lead in leads):
            continue
        is_introduction = has_list and quote is not None and quote.text.rstrip().endswith(":")
        if not is_introduction:
            yield from _pieces(shop, child, lead_in)


def _item_words(shop: Workshop, item: Block) -> tuple[Quote | None, Quote | None]:
    """
    An item's own words, or the sentence after its label where that names the time; and what beside them says when.

    "2. kvartal: The model has been tested" is about the model: its label only says when, as a note behind it may
    ("By 31 August 2026. Lead: Student Services.").
    """
    below = [words for child in item.children if child.kind is BlockKind.PARAGRAPH and (words := child.quote)]
    own = item.quote
    if own is None or is_blank(own.text):
        own, below = (below[0], below[1:]) if below else (None, [])
    if own is None:
        return None, None
    if below and is_time(shop, own):
        return below[0], own
    trailer = below[-1] if below else None
    if trailer and len(own.text.split()) > _LABEL_WORDS and (_NOTED.search(trailer.text) or is_time(shop, trailer)):
        return own, trailer
    if has_time(shop, own.text):
        return own, None
    timed = next((quote for quote in below if has_time(shop, quote.text)), own)
    return (own, timed) if own.span.covers(timed.span) and is_time(shop, timed) else (timed, None)


def _timed_part(shop: Workshop, note: Quote | None) -> Quote | None:
    """The sentence of a label or note that names a time; None where none does."""
    times = find_times(note.text, period=shop.period) if note else ()
    if note is None or not times:
        return None
    start = note.text.rfind(". ", 0, times[0].span.start) + 1
    end = note.text.find(". ", times[0].span.end)
    return cut(note, start, end if end >= 0 else len(note.text.rstrip(".")))


def _owner_in(note: Quote | None) -> str | None:
    """The owner that a note behind a milestone names ("Lead: Student Services."); None for none."""
    noted = _NOTED.search(note.text) if note else None
    return noted["value"].strip() if noted and label_role(noted["label"]) is Role.OWNER else None


def _parts(shop: Workshop, quote: Quote) -> list[Quote]:
    """A stretch cut at its inner bullets or semicolons, when what comes out are several milestones."""
    if is_blank(quote.text):
        return []
    markers = list(_INNER_MARKER.finditer(quote.text))
    is_marked = bool(markers) and markers[0].start() == 0
    if is_marked and (len(markers) > 1 or _FIRST_LETTER.match(quote.text)):
        ends = [*(marker.start() for marker in markers[1:]), len(quote.text)]
        return [cut(quote, marker.end(), end) for marker, end in zip(markers, ends, strict=True)]
    cuts = [0, *(found.end() for found in _SEMICOLON.finditer(quote.text)), len(quote.text)]
    parts = [cut(quote, start, end) for start, end in pairwise(cuts)]
    if len(parts) > 1 and _are_milestones(shop, parts):
        return [cut(part, 0, len(part.text.rstrip("; "))) for part in parts if part.text.strip("; ")]
    return [cut(quote, 0, len(quote.text))]


def _are_milestones(shop: Workshop, parts: Sequence[Quote]) -> bool:
    """Whether a semicolon parts milestones, not clauses: each begins like a sentence, or several name a time."""
    texts = [part.text for part in parts if part.text]
    are_sentences = all(text[0].isupper() or text[0].isdigit() for text in texts)
    are_long = all(len(text.split()) >= _MIN_WORDS for text in texts)
    return are_long and (are_sentences or sum(has_time(shop, text) for text in texts) > 1)


def has_time(shop: Workshop, text: str) -> bool:
    """Whether the text names a time, understood or not."""
    return bool(find_times(text, period=shop.period))


def is_time(shop: Workshop, label: Quote) -> bool:
    """Whether a label is nothing but a time ("2. kvartal", "Inden 1. juli:")."""
    found = find_times(label.text, period=shop.period)
    if len(found) != 1:
        return False
    rest = label.text[: found[0].span.start] + label.text[found[0].span.end :]
    return not re.search(r"\w", SMALL_WORDS.sub("", rest))


def has_own_time(shop: Workshop, milestone: MilestoneDraft, *, is_alone: bool) -> bool:
    """
    Whether the time in a milestone's words wins over the deadline of its row.

    Args:
        shop: Whose period the times are read in.
        milestone: With the time its words say.
        is_alone: Whether it is the only one in its row, so that the row's deadline was written for it.
    """
    if milestone.quarters is None:
        return False
    if any(_is_bracketed(milestone.quote.text, each) for each in _timely(shop, milestone.quote) if each.quarters):
        return True
    return not is_alone and (milestone.quarters.last - milestone.quarters.first).days <= _MAX_OWN_DAYS


def _planned_time(shop: Workshop, quote: Quote) -> Quarters | None:
    """
    When the words of a milestone say it is planned for.

    A time in brackets wins over one in the sentence; several are taken together; one that ended
    before the plan begins is a yardstick. What is not clear is reported.
    """
    found = _timely(shop, quote)
    bracketed = [each for each in found if _is_bracketed(quote.text, each)]
    chosen = bracketed or found
    for each in chosen:
        if not each.understood:
            _report_time(shop, quote, each.printed)
    known = [each for each in chosen if each.quarters]
    if len(known) < 2:  # one time or several
        return known[0].quarters if known else None
    printed = _together(quote.text, known)
    shop.report(
        "several_times",
        f"{quote.text!r} names several times; taken as from the first to the last of {printed}.",
        quote.span,
        printed=printed,
    )
    return _hull(printed, known)


def _timely(shop: Workshop, quote: Quote) -> list[Found]:
    found = find_times(quote.text, period=shop.period)
    if shop.period is None:
        return list(found)
    begins = shop.period[0]
    return [each for each in found if each.quarters is None or each.quarters.last >= begins]


def read_deadline(shop: Workshop, quote: Quote | None, *, is_quarter: bool = False) -> Quarters | None:
    """
    The time in a deadline cell or after a label; reported when there are words but no days in them.

    Args:
        shop: Where to report.
        quote: The words.
        is_quarter: Whether the column is headed "Kvartal", so that "2" and "2-3" are quarters.
    """
    if quote is None or is_blank(quote.text):
        return None
    if is_quarter and _BARE_QUARTER.fullmatch(quote.text):
        found = find_times("Q" + quote.text.replace(".", "").replace(" ", ""), period=shop.period)
        if len(found) == 1 and found[0].quarters:
            return replace(found[0].quarters, printed=quote.text)
    known = [each for each in find_times(quote.text, period=shop.period) if each.quarters]
    if not known:
        _report_time(shop, quote, quote.text)
        return None
    return known[0].quarters if len(known) == 1 else _hull(_together(quote.text, known), known)


def _report_time(shop: Workshop, quote: Quote, printed: str) -> None:
    whose = "its milestone" if printed == quote.text else repr(quote.text[:80])
    lacking, wanted = "days", "write a quarter, month or date"
    if _FINANCIAL_YEAR.search(printed):
        wanted = "say in the document in which month its financial year begins, or write a month or date"
    elif shop.period is None and any(each.understood for each in find_times(printed, period=_ANY_YEAR)):
        lacking, wanted = "year", 'write it, or period = "2026" in corpus.toml'
    shop.report(
        "time_not_understood",
        f"{printed!r} says no {lacking}, so {whose} has no quarter; {wanted}.",
        quote.span,
        printed=printed,
    )


def _is_bracketed(text: str, found: Found) -> bool:
    before = text[: found.span.start]
    return before.rfind("(") > before.rfind(")") or before.rfind("[") > before.rfind("]")


def _together(text: str, known: Sequence[Found]) -> str:
    """Several times as one is used to name them: as printed when they stand close, otherwise with commas."""
    first, last = known[0].span.start, known[-1].span.end
    return text[first:last] if last - first <= _MAX_BRACKET else ", ".join(each.printed for each in known)


def _hull(printed: str, known: Sequence[Found]) -> Quarters:
    quarters = [each.quarters for each in known if each.quarters]
    return Quarters(
        printed=printed,
        first=min(each.first for each in quarters),
        last=max(each.last for each in quarters),
    )
