"""
A document's tree cut into what a reader would call one thing: a paragraph, a list, a goal, a row.

Owns where passages begin and end, which words of them may be quoted, and their ids;
leaves embedding to `ingest.nodes` and the pipeline, ranking to the assistant.
Tables of contents and furniture are never passages.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.emphasis import rejoined_parts
from ingest.gathered import Gathered, gathered_lists
from ingest.goals.drafts import cut as part_of
from ingest.goals.drafts import is_empty, normal, quotes_in
from ingest.goals.roles import label_role
from ingest.parsers.inline import sentences, shown_words, without_signs
from ingest.records import Block, BlockKind, Document, Goal, Passage, PassageKind, Quote, Section, Span

__all__ = ["find_passages"]

MAX_PARAGRAPH_CHARS = 900
"""A longer paragraph is cut at sentence ends: one vector for it would blur what it says."""
MAX_LINE_CHARS = 80
"""Up to this, a paragraph without an end mark is a line (of a cover, an address), no statement."""
MAX_ASIDE_CHARS = 200
"""Up to this, a paragraph under a goal that is no field of it ("Budget: …") is read with the goal."""


MIN_PART_WORDS = 4
"""A part of a sentence with fewer words says nothing by itself, unless it is what the markup sets off."""
_MARKS = frozenset("*_`~[]<>")
_SIGNS = re.compile(r"(?:^[\s.,;:–-]*[*_`~\[<]|[*_`~\])>][\s.,;:–-]*$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """A passage before it has an id."""

    kind: PassageKind
    span: Span
    quotes: tuple[Quote, ...]
    lead_in: Quote | None = None
    columns: tuple[Quote, ...] = ()
    ordered: bool = False
    path: tuple[str, ...] = ()
    goal: str | None = None
    words: str = ""


def find_passages(document: Document, goals: Sequence[Goal]) -> tuple[Passage, ...]:
    """
    The passages of `document` in its order.

    Args:
        document: As parsed.
        goals: The goals found in it; each is one passage, and nothing it quotes is a passage a second time.
    """
    own = [goal for goal in goals if goal.document == document.id]
    cuts = [_goal(document, goal) for goal in own]
    taken = [quote.span for cut in cuts for quote in cut.quotes]
    for path, section in document.root.walk():
        for cut in _section(document, section):
            rest = tuple(quote for quote in cut.quotes if not _is_taken(quote, taken))
            cuts.extend([replace(cut, path=path, quotes=rest)] if rest else [])
    goals_at = [*taken, *(goal.span for goal in own)]
    cuts.extend(
        _gathered(found)
        for found in gathered_lists(document)
        if not any(_is_taken(quote, goals_at) for quote in found.quotes)
    )
    cuts.sort(key=lambda cut: (cut.span.start, -cut.span.end))
    return tuple(_with_ids(document, cuts))


def _gathered(found: Gathered) -> _Cut:
    """A list printed as headings or labels, besides the paragraphs that explain them."""
    return _Cut(
        kind=PassageKind.LIST,
        span=found.span,
        quotes=found.quotes,
        lead_in=found.lead_in,
        ordered=found.is_ordered,
        path=found.path,
    )


def _is_taken(quote: Quote, taken: Sequence[Span]) -> bool:
    """Whether a goal's passage already holds some of it: a goal's list, table or line is not told twice."""
    return any(span.start < quote.span.end and quote.span.start < span.end for span in taken)


def _section(document: Document, section: Section) -> Iterator[_Cut]:
    lines: list[Block] = []
    for block in (*section.blocks, None):
        if block is not None and _is_line(block):
            lines.append(block)
            continue
        if lines:
            yield _joined_lines(lines)
            lines = []
        if block is not None:
            yield from _block(document, block)


def _is_line(block: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or block.lead_in or not block.quote:
        return False
    return len(block.quote.text) <= MAX_LINE_CHARS and block.quote.text.rstrip()[-1:] not in {".", "!", "?", ":", ";"}


def _joined_lines(lines: Sequence[Block]) -> _Cut:
    """Lines that stand together (a cover, an address) as one thing."""
    quotes = tuple(line.quote for line in lines if line.quote)
    return _Cut(kind=PassageKind.PARAGRAPH, span=Span(lines[0].span.start, lines[-1].span.end), quotes=quotes)


def _block(document: Document, block: Block) -> Iterator[_Cut]:
    match block.kind:
        case BlockKind.PARAGRAPH:
            yield from _paragraph(document, block)
        case BlockKind.LIST:
            yield from _list(document, block)
        case BlockKind.TABLE:
            yield from _table(document, block)
        case BlockKind.SIGNATURE:
            yield from _lines(block, PassageKind.SIGNATURE)
        case BlockKind.CONTACT:
            yield from _lines(block, PassageKind.CONTACT)
        case BlockKind.UPDATED:
            yield from _lines(block, PassageKind.UPDATED)
        case _:
            return


def _paragraph(document: Document, block: Block) -> Iterator[_Cut]:
    quotes = [block.quote] if block.quote else list(rejoined_parts(document.text, block))
    if not quotes or not any(quote.text.strip() for quote in quotes):
        return
    for group in _grouped(_short(document, quotes)):
        span = block.span if len(group) == len(quotes) else Span(group[0].span.start, group[-1].span.end)
        yield _Cut(
            kind=PassageKind.PARAGRAPH,
            span=span,
            quotes=_worth_quoting(document.text, group),
            lead_in=block.lead_in,
            words="" if block.quote else shown_words(document.text, Span(group[0].span.start, group[-1].span.end)),
        )


def _quotes_in(document: Document, block: Block) -> list[Quote]:
    """As `quotes_in`, a sentence that only signs of markup part as one quotation."""
    quotes = list(quotes_in(block))
    for each in block.walk():
        joined = rejoined_parts(document.text, each)
        if any(quote not in quotes for quote in joined):
            kept = [quote for quote in quotes if not any(whole.span.covers(quote.span) for whole in joined)]
            quotes = sorted([*kept, *joined], key=lambda quote: quote.span.start)
    return quotes


def _worth_quoting(text: str, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotations without the scraps that emphasis leaves of a sentence ("Ved", "imod."); all when none is left."""
    kept = [quote for quote in quotes if not _is_scrap(text, quote)]
    return tuple(kept) or tuple(quotes)


def _is_scrap(text: str, quote: Quote) -> bool:
    """Whether a quotation is a short part of a sentence beside marked-up words, and not those words themselves."""
    if len(quote.text.split()) >= MIN_PART_WORDS:
        return False
    before, after = (_SIGNS.search(text[: quote.span.start][-20:]), _SIGNS.match(text[quote.span.end :][:20]))
    sides = text[quote.span.start - 1 : quote.span.start], text[quote.span.end : quote.span.end + 1]
    is_marked = all(side in _MARKS for side in sides)
    return not is_marked and bool(before or after)


def _short(document: Document, quotes: Sequence[Quote]) -> Iterator[Quote]:
    """Quotations no longer than a passage may be, cut at sentence ends; a longer sentence stays whole."""
    for quote in quotes:
        if len(quote.text) <= MAX_PARAGRAPH_CHARS:
            yield quote
            continue
        parts = [document.quote(span) for span in sentences(document.text, quote.span)]
        groups = _grouped(parts, limit=MAX_PARAGRAPH_CHARS)
        yield from (document.quote(Span(group[0].span.start, group[-1].span.end)) for group in groups)


def _grouped(quotes: Iterator[Quote] | Sequence[Quote], *, limit: int = MAX_PARAGRAPH_CHARS) -> list[list[Quote]]:
    """Neighbours together as long as they fit."""
    groups: list[list[Quote]] = []
    for quote in quotes:
        if groups and quote.span.end - groups[-1][0].span.start <= limit:
            groups[-1].append(quote)
        else:
            groups.append([quote])
    return groups


def _list(document: Document, block: Block) -> Iterator[_Cut]:
    """The items alone; then each item that is explained, with its explanation; then the lists inside items."""
    items = [item for item in block.children if item.kind is BlockKind.ITEM]
    heads = [head for item in items if (head := _head(document, item))]
    if heads:
        yield _Cut(
            kind=PassageKind.LIST,
            span=block.span,
            quotes=tuple(heads),
            lead_in=block.lead_in,
            ordered=block.is_ordered,
        )
    for item in items:
        head = _head(document, item)
        inner = [child for child in item.children if child.kind is BlockKind.LIST]
        told = _quotes_in(document, replace(item, children=tuple(each for each in item.children if each not in inner)))
        rest = [quote for quote in told if quote != head]
        if head and rest:
            span = Span(item.span.start, rest[-1].span.end)
            yield _Cut(kind=PassageKind.PARAGRAPH, span=span, quotes=(head, *rest))
        for child in inner:
            yield from _list(document, child if child.lead_in else replace(child, lead_in=head))


def _head(document: Document, item: Block) -> Quote | None:
    return item.quote or next(iter(_quotes_in(document, item)), None)


def _table(document: Document, table: Block) -> Iterator[_Cut]:
    header = next((row for row in table.children if row.is_header), None)
    for row in table.children:
        if row is header:
            continue
        cells = [
            (quote, _heading_of(header, place))
            for place, cell in enumerate(row.children)
            for quote in _told(document, cell)
        ]
        quotes = tuple(quote for quote, _ in cells)
        columns = tuple(heading for _, heading in cells if heading)
        if quotes:
            is_named = len(columns) == len(quotes)
            yield _Cut(
                kind=PassageKind.TABLE_ROW,
                span=row.span,
                quotes=quotes,
                lead_in=table.lead_in,
                columns=columns if is_named else (),
            )


def _heading_of(header: Block | None, place: int) -> Quote | None:
    cell = header.children[place] if header and place < len(header.children) else None
    return cell.quote if cell and cell.quote and cell.quote.text else None


def _told(document: Document, cell: Block) -> list[Quote]:
    """What a cell says; nothing for an empty one or a dash."""
    return [quote for quote in _quotes_in(document, cell) if not is_empty(quote.text)]


def _lines(block: Block, kind: PassageKind) -> Iterator[_Cut]:
    quotes = tuple(quote for quote in quotes_in(block) if quote.text.strip())
    if quotes:
        yield _Cut(kind=kind, span=block.span, quotes=quotes)


def _goal(document: Document, goal: Goal) -> _Cut:
    """A goal with everything in its rows and short lines, in the order of the document."""
    fields = [goal.title, goal.wording, goal.remarks, goal.result]
    fields.extend(quote for milestone in goal.milestones for quote in (milestone.lead_in, milestone.quote))
    quotes = {quote.span: quote for quote in fields if quote}
    for _, section in document.root.walk():
        for quote in _beside(document, section, goal, list(quotes)):
            told = [span for span in quotes if span.covers(quote.span) or quote.span.covers(span)]
            label = _label_before(quote, told)
            if not told:
                quotes[quote.span] = quote
            elif label:
                quotes[label.span] = label
    ordered = tuple(quotes[span] for span in sorted(quotes))
    return _Cut(kind=PassageKind.GOAL, span=goal.span, quotes=ordered, path=goal.path, goal=goal.id)


def _label_before(line: Quote, told: Sequence[Span]) -> Quote | None:
    """The label of a line whose value is a field of the goal ("Ambition for 2029:"); None where it has none."""
    inner = min((span for span in told if line.span.covers(span) and span != line.span), default=None)
    label = part_of(line, 0, inner.start - line.span.start) if inner else None
    return label if label and label.text.endswith(":") else None


def _beside(document: Document, section: Section, goal: Goal, spans: Sequence[Span]) -> Iterator[Quote]:
    """What stands beside the goal's own words: the other cells of its rows, short lines like "Budget: …"."""
    heading = section.heading
    if heading and goal.span.covers(heading.span) and ":" in heading.text and heading.text not in " ".join(goal.path):
        yield heading
    for block in section.blocks:
        if block.kind is BlockKind.TABLE:
            rows = [row for row in block.children if not row.is_header and _holds(row, spans)]
            cells = [quote for row in rows for cell in row.children for quote in _told(document, cell)]
            yield from (quote for quote in cells if not label_role(quote.text))
        elif block.kind is BlockKind.PARAGRAPH and goal.span.covers(block.span):
            yield from (quote for quote in quotes_in(block) if len(quote.text) <= MAX_ASIDE_CHARS)
        elif block.kind is BlockKind.LIST and _holds(block, spans):
            yield from (quote for quote in quotes_in(block) if goal.span.covers(quote.span))


def _holds(block: Block, spans: Sequence[Span]) -> bool:
    return any(block.span.covers(span) for span in spans)


def _with_ids(document: Document, cuts: Sequence[_Cut]) -> Iterator[Passage]:
    """Passages with ids made of document, heading path and words alone; a repeat counts on."""
    seen: dict[str, int] = {}
    for cut in cuts:
        key = _key(document.id, cut)
        seen[key] = seen.get(key, 0) + 1
        yield Passage(
            id=key if seen[key] == 1 else f"{key}~{seen[key]}",
            document=document.id,
            kind=cut.kind,
            path=cut.path,
            span=cut.span,
            quotes=cut.quotes,
            lead_in=cut.lead_in,
            columns=cut.columns,
            ordered=cut.ordered,
            goal=cut.goal,
            language=document.language,
            words=cut.words or _words(cut.quotes),
        )


def _words(quotes: Sequence[Quote]) -> str:
    """What is indexed of quotations in place of them: "" where no signs of markup stand in any."""
    shown = [without_signs(quote.text) for quote in quotes]
    return "\n".join(shown) if shown != [quote.text for quote in quotes] else ""


def _key(document: str, cut: _Cut) -> str:
    words = [*cut.path, cut.kind.value, cut.lead_in.text if cut.lead_in else "", *(quote.text for quote in cut.quotes)]
    token = hashlib.sha256("\n".join(normal(word) for word in words).encode()).hexdigest()[:12]
    return f"{document}#{token}"
