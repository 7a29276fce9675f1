"""
Milestones out of the items, cells and sentences that hold them.

Owns cutting a measure into single milestones and choosing the time each is planned for;
leaves which cells and lists are measures to `tables` and `outline`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.dates import Found, find_times
from ingest.goals.drafts import MilestoneDraft, Workshop, cut, is_blank
from ingest.records import Block, BlockKind, Quarters, Quote

__all__ = ["has_own_time", "has_time", "milestones_in", "planned_time", "read_deadline"]

_SEMICOLON = re.compile(r";\s+(?![^()]*\))")
_INNER_MARKER = re.compile(r"(?:(?<=\s)|\A)(?:[•▪‣·●◦]|\(?(?:\d{1,2}|[a-h])[.)])\s+(?=\S)")
_BARE_QUARTER = re.compile(r"[1-4]\.?(?:\s?[-–/]\s?[1-4]\.?)?")
_FINANCIAL_YEAR = re.compile(r"\b20\d\d\s?[-–/]\s?(?:20)?\d\d\b")
_MIN_WORDS = 2
_MAX_BRACKET = 40
_MAX_OWN_DAYS = 300
"""A longer time in a milestone's sentence ("in 2025") says less than the deadline printed beside it."""


def milestones_in(shop: Workshop, block: Block, *, lead_in: Quote | None = None) -> list[MilestoneDraft]:
    """One milestone for each item of a list, each part of a cell, each paragraph; times as their words say."""
    return [
        MilestoneDraft(quote=quote, quarters=planned_time(shop, quote), lead_in=lead)
        for quote, lead in _pieces(shop, block, lead_in)
    ]


def _pieces(shop: Workshop, block: Block, lead_in: Quote | None) -> Iterator[tuple[Quote, Quote | None]]:
    match block.kind:
        case BlockKind.LIST:
            lead = block.lead_in or lead_in
            for item in block.children:
                if words := _item_words(shop, item):
                    yield words, lead
        case BlockKind.CELL if block.children:
            yield from _cell_pieces(shop, block, lead_in)
        case BlockKind.CELL | BlockKind.PARAGRAPH:
            if block.quote:
                yield from ((part, lead_in) for part in _parts(shop, block.quote))
            else:
                for child in block.children:
                    yield from _pieces(shop, child, lead_in)
        case _:
            return


def _cell_pieces(shop: Workshop, cell: Block, lead_in: Quote | None) -> Iterator[tuple[Quote, Quote | None]]:
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


def _item_words(shop: Workshop, item: Block) -> Quote | None:
    """An item's own words, or the sentence after its label where that is what names the time."""
    below = [child.quote for child in item.children if child.kind is BlockKind.PARAGRAPH and child.quote]
    own = item.quote
    if own is None or is_blank(own.text):
        return below[0] if below else None
    if has_time(shop, own.text):
        return own
    return next((quote for quote in below if has_time(shop, quote.text)), own)


def _parts(shop: Workshop, quote: Quote) -> list[Quote]:
    """A stretch cut at its inner bullets or semicolons, when what comes out are several milestones."""
    if is_blank(quote.text):
        return []
    markers = list(_INNER_MARKER.finditer(quote.text))
    if len(markers) > 1 and markers[0].start() == 0:
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


def planned_time(shop: Workshop, quote: Quote) -> Quarters | None:
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
    if len(known) < 2:  # noqa: PLR2004 (one time or several)
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
    wanted = "write a quarter, month or date"
    if _FINANCIAL_YEAR.search(printed):
        wanted = "say in the document in which month its financial year begins, or write a month or date"
    shop.report(
        "time_not_understood",
        f"{printed!r} says no days, so {whose} has no quarter; {wanted}.",
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
