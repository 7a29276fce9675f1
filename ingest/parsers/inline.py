"""
Markup inside a line of text: which stretches are words, which are signs.

Owns finding Markdown and HTML signs, the clean stretches between them, sentences, and paragraph blocks made of these;
leaves everything about lines, lists and tables to its neighbours.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from ingest.parsers.words import MONTH
from ingest.records import Block, BlockKind, Quote, Span

__all__ = [
    "BLANK",
    "MARK",
    "clean_runs",
    "has_words",
    "label_and_rest",
    "masked",
    "own_quote",
    "paragraph",
    "sentences",
    "shown_words",
    "trim",
    "unmasked",
    "without_signs",
]

BLANK = (
    " \t\r\n\f\v\u00a0\u2007\u202f\u2009\u200a\u200b\u2028\u2029\u2060\ufeff\x85\x1c\x1d\x1e\x1f\u3000\u1680"
    + "".join(map(chr, range(0x2000, 0x2009)))
)
"""Everything that shows as nothing at the edge of a quotation, including what `str.strip` leaves (U+200B, U+FEFF)."""

MARK = "\x00"
"""Stands for each character of a sign of markup."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,20});")
_ANY_SIGN = re.compile(r"[*_`~\[<&\\]")
"""What every sign of `_WHOLE` and `_EDGES` has in it."""
_WHOLE = (
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"!\[[^\]\n]{0,300}\](?:\([^()\n]{0,500}\)|\[[^\]\n]{0,100}\])"),
    re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,20}(?:\s[^<>]{0,500})?/?>"),
    _ENTITY,
    re.compile(r"\\(?=[!-/:-@\[-`{-~\n])"),
    re.compile(r"\[\^[^\]\s]{1,40}\](?::[ \t]*)?"),
)
_EDGES = (
    re.compile(r"(?P<open>(?<!`)(`{1,3})(?!`))[^`]{1,500}?(?P<close>(?<!`)\2(?!`))"),
    re.compile(r"(?P<open>\[)[^\[\]\n]{1,500}(?P<close>\](?:\([^()\n]{0,500}\)|\[[^\]\n]{0,100}\]))"),
    re.compile(r"(?P<open><)(?:https?://|mailto:)?[^\s<>]{3,200}[.@][^\s<>]{2,100}(?P<close>>)"),
    re.compile(r"(?P<open>~~)(?=\S).{1,1500}?(?<=\S)(?P<close>~~)", re.DOTALL),
    re.compile(r"(?P<open>\*\*)(?=[^\s*]|\*[^\s*]).{1,1500}?(?<=\S)(?P<close>\*\*)(?!\*(?!\*))", re.DOTALL),
    re.compile(r"(?P<open>(?<!\w)__)(?=[^\s_]).{1,1500}?(?<=\S)(?P<close>__)(?!\w)", re.DOTALL),
    re.compile(r"(?P<open>(?<![*\w])\*)(?=[^\s*]).{1,1500}?(?<=[^\s*])(?P<close>\*)(?![*\w])", re.DOTALL),
    re.compile(r"(?P<open>(?<![\w_])_)(?=[^\s_]).{1,1500}?(?<=[^\s_])(?P<close>_)(?![\w_])", re.DOTALL),
)
_QUOTED_LINE = re.compile(r"(?:^|(?<=\n))[ \t]{0,3}(?:>[ \t]?)+")
_WORD = re.compile(r"[^\W_]")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\x00])(?:ifm|pct|kr|mio|mia|jf|hhv|bl\.?a|m\.?v|mv|f\.?eks|fx|ca|nr|evt|inkl|ekskl|stk|e\.g|i\.e|dr|prof|kl|mfl"
    r"|pga|vha|iht|mht|ift|cf|vs|no|tlf|t|o\.?l|d|dvs|s|p|pkt|afs|kap|st|mr|mrs|ms|osv|etc|inc|resp|af\.?|adm|"
    r"\w)\.$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?…]+[\x00\"'’”»)\]]*\s+")
_NEXT = re.compile(r"[\x00\"'“”„«»(\[–-]*\s*[A-ZÆØÅÄÖÜÉ0-9]")
_LOOSE_BEFORE = BLANK + "\"'’”»)].,;:–—-"
_LOOSE_AFTER = BLANK + "\"'“„«»([,;–—-"
_NUMBER_ALONE = re.compile(r"(?:§ ?)?\d{1,3}(?:\.\d{1,3})*[.):]?|[IVX]{1,5}[.)]|\(?[A-Za-z][.)]")
_QUOTATION = {'"': '"', "“": "”", "”": "”", "»": "«", "«": "»", "„": "“"}


def trim(text: str, start: int, end: int, *, signs: str = BLANK) -> Span:
    """The part of start..end without `signs` at its edges; empty at `start` when nothing is left."""
    while start < end and text[start] in signs:
        start += 1
    while end > start and text[end - 1] in signs:
        end -= 1
    return Span(start, end)


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in it."""
    return _WORD.search(text) is not None


def masked(part: str) -> str:
    """The text with every sign of markup replaced by NUL, character for character."""
    part = part.replace(MARK, " ")
    has_signs = _ANY_SIGN.search(part) is not None  # most text has none, and need not be looked through for each
    for pattern in _WHOLE if has_signs else ():
        part = pattern.sub(lambda found: MARK * len(found[0]), part)
    if part.lstrip(" \t").startswith(">"):
        part = _QUOTED_LINE.sub(lambda found: MARK * len(found[0]), part)
    for pattern in _EDGES if has_signs else ():
        for _ in range(2):
            part = pattern.sub(_hide_edges, part)
    return part


def _hide_edges(found: re.Match[str]) -> str:
    opening, closing = found["open"], found["close"]
    return MARK * len(opening) + found[0][len(opening) : -len(closing)] + MARK * len(closing)


def clean_runs(text: str, span: Span) -> tuple[Span, ...]:
    """The stretches of `span` that are free of markup, trimmed, in order; only those with something to read."""
    hidden = masked(span.of(text))
    found = re.finditer(r"[^\x00]+", hidden)
    runs = (trim(text, span.start + run.start(), span.start + run.end()) for run in found)
    return tuple(run for run in runs if run.start < run.end)


def shown_words(text: str, span: Span) -> str:
    """What a reader sees of `span`: its words without markup, blanks as single spaces. No quotation."""
    return " ".join(masked(span.of(text)).replace(MARK, "").split())


@lru_cache(maxsize=8_192)
def without_signs(words: str) -> str:
    """
    A quotation as a reader sees it: without the signs of markup that close in it, all else as it stands.

    What is quoted keeps its signs, so that it is found in its document to the letter; what is shown goes through here,
    and so does whatever compares the two. A sign that marks nothing ("2 * 3", "snake_case") is a character like others.
    """
    if not _ANY_SIGN.search(words):
        return words
    return unmasked(words, masked(words))


def unmasked(words: str, hidden: str) -> str:
    """`words` without the signs that are masked in `hidden`, entities as the characters that they stand for."""
    shown, done = [], 0
    for signs in re.finditer(f"{MARK}+", hidden):
        entities = _ENTITY.findall(words, signs.start(), signs.end())
        shown += [words[done : signs.start()], *map(html.unescape, entities)]
        done = signs.end()
    return "".join([*shown, words[done:]])


def own_quote(text: str, span: Span) -> Quote | None:
    """The one stretch of words in `span`; None when markup breaks it up or there are none."""
    runs = [run for run in clean_runs(text, span) if has_words(run.of(text))]
    if len(runs) != 1:
        return None
    return Quote.at(text, _unquoted(text, runs[0]))


def _unquoted(text: str, run: Span) -> Span:
    """The inside of a stretch that is a quotation as a whole."""
    inner = trim(text, run.start, run.end, signs=".,;" + BLANK)
    closing = _QUOTATION.get(text[inner.start]) if inner.start < inner.end else None
    if closing is None or inner.end - inner.start <= 2 or text[inner.end - 1] != closing:  # two marks
        return run
    words = Span(inner.start + 1, inner.end - 1)
    return run if set(words.of(text)) & {text[inner.start], closing} else trim(text, words.start, words.end)


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences of `span` in order, trimmed; Danish and English abbreviations and ordinals do not end one."""
    hidden = masked(span.of(text))
    cuts = [0, *(cut for cut in _sentence_cuts(hidden)), len(hidden)]
    parts = (trim(text, span.start + begin, span.start + end) for begin, end in pairwise(cuts))
    return tuple(part for part in parts if part.start < part.end)


def _sentence_cuts(hidden: str) -> Iterator[int]:
    for stop in _STOP.finditer(hidden):
        before = hidden[max(0, stop.start() - 12) : stop.start() + 1]
        after = hidden[stop.end() : stop.end() + 20]
        if not _NEXT.match(after):
            continue
        if _is_ordinal(before, after) or (hidden[stop.start()] == "." and _ABBREVIATION.search(before)):
            continue
        yield stop.end()


def _is_ordinal(before: str, after: str) -> bool:
    """Whether a stop after a number belongs to it: "1. marts", "kap. 3. del"."""
    if re.search(r"\d\.$", before) and re.match(MONTH, after, re.IGNORECASE):
        return True
    return bool(re.search(r"(?:^|\D)\d{1,2}\.$", before)) and not re.match(r"\x00*[A-ZÆØÅ]", after)


def label_and_rest(text: str, span: Span) -> tuple[Quote, Span] | None:
    """
    A label set apart by markup at the start of `span`, and what follows it ("**Beredt:** Vi er klar").

    Returns:
        None unless the label is marked up, ends with a colon or dash or has a new sentence after it, and words follow.
    """
    runs = clean_runs(text, span)
    if len(runs) < 2 or not has_words(runs[0].of(text)):  # a label and something after it
        return None
    label, rest = runs[0], trim(text, runs[1].start, span.end)
    is_marked = span.start < label.start
    between = text[label.end - 1 : rest.start + 1]
    starts_anew = rest.of(text)[:1].isupper()
    if (
        not is_marked
        or not (label.of(text)[-1] in ":.–" or text[rest.start] in ":–—-" or starts_anew)
        or "&" in between
    ):
        return None
    words = trim(text, rest.start, rest.end, signs=BLANK + ":–—-")
    name = trim(text, label.start, label.end, signs=BLANK + ".–—")
    return (Quote.at(text, name), words) if has_words(words.of(text)) else None


def paragraph(text: str, span: Span, *, lead_in: Quote | None = None, whole: Span | None = None) -> Block:
    """
    A paragraph block over `span`; `whole` where its span reaches further than its words.

    Returns:
        With a quote when the words are one stretch, else with one child for each stretch of whole sentences or,
        where markup stands inside a sentence, each part of it. FURNITURE when there is nothing to read.
    """
    whole = whole or span
    quote = own_quote(text, span)
    if quote is not None:
        return Block(kind=BlockKind.PARAGRAPH, span=whole, quote=quote, lead_in=lead_in)
    labelled = None if lead_in else label_and_rest(text, span)
    if labelled and _NUMBER_ALONE.fullmatch(labelled[0].text):
        rest = Span(labelled[1].start, trim(text, span.start, span.end).end)
        return paragraph(text, rest, whole=whole)
    if labelled:
        return paragraph(text, labelled[1], lead_in=labelled[0], whole=whole)
    pieces = _stretches(text, span)
    if not pieces:
        return Block(kind=BlockKind.FURNITURE, span=whole)
    if len(pieces) == 1:
        return Block(kind=BlockKind.PARAGRAPH, span=whole, quote=Quote.at(text, pieces[0]), lead_in=lead_in)
    parts = tuple(Block(kind=BlockKind.PARAGRAPH, span=piece, quote=Quote.at(text, piece)) for piece in pieces)
    return Block(kind=BlockKind.PARAGRAPH, span=whole, children=parts, lead_in=lead_in)


def _stretches(text: str, span: Span) -> list[Span]:
    """Whole sentences where they are clean, joined with clean neighbours; otherwise the parts between markup."""
    runs = [run for run in clean_runs(text, span) if has_words(run.of(text))]
    found: list[tuple[Span, bool]] = []
    for sentence in sentences(text, span):
        inside = [_overlap(run, sentence) for run in runs if run.start < sentence.end and sentence.start < run.end]
        inside = [part for part in inside if has_words(part.of(text))]
        if len(inside) == 1:
            part = trim(text, inside[0].start, inside[0].end)
            joined = found and found[-1][1] and any(run.covers(found[-1][0]) and run.covers(part) for run in runs)
            found[-1:] = [(Span(found[-1][0].start, part.end), True)] if joined else [*found[-1:], (part, True)]
        else:
            found.extend((_tidied(text, part, sentence), False) for part in inside)
    return [part for part, _ in found if has_words(part.of(text))]


def _overlap(run: Span, other: Span) -> Span:
    return Span(max(run.start, other.start), min(run.end, other.end))


def _tidied(text: str, part: Span, sentence: Span) -> Span:
    """A part of a sentence without the quotation marks and commas that hang at its cut edges."""
    first = trim(text, part.start, part.end, signs=BLANK if part.start == sentence.start else _LOOSE_BEFORE)
    start = max(part.start, first.start)
    last = trim(text, start, part.end, signs=BLANK if part.end == sentence.end else _LOOSE_AFTER)
    return Span(start, max(start, last.end))
