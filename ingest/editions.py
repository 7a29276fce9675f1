"""
Parallel editions: which documents are one, and which of their words say what of the original.

Owns pairing two section trees stretch by stretch, checking their structure and their numbers against each other,
and what is reported where they differ; leaves reading the trees to `ingest.parsers`.
Where the trees differ nothing below is paired: a wrong rendering is worse than none.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ingest.emphasis import joined
from ingest.parsers.inline import sentences
from ingest.parsers.items import NUMBERS
from ingest.records import (
    Block,
    BlockKind,
    Document,
    Finding,
    Goal,
    Language,
    Pair,
    Pairing,
    Passage,
    PassageKind,
    Quote,
    Section,
    Span,
)

__all__ = ["numbers_in", "pair_documents", "rendered_goals", "renders", "split_editions"]

NO_EDITION = "edition_unusable"
STRUCTURE = "edition_structure"
SENTENCES = "edition_sentences"
DIGITS = "edition_numbers"
_QUIET = frozenset({BlockKind.CONTENTS, BlockKind.FURNITURE})
_MONTHS = {
    Language.DANISH: "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
    Language.ENGLISH: "january|february|march|april|may|june|july|august|september|october|november|december",
}
_NAMED = {
    language: {
        word: str(number)
        for number, words in enumerate(row.split("|"), start=1)
        for word in words.split()
        if number > 1  # "en" and "one" are small words far more often than counts
    }
    for language, row in zip(Language, NUMBERS, strict=True)
}
_THOUSANDS = {
    Language.DANISH: re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))"),
    Language.ENGLISH: re.compile(r"(?<=\d),(?=\d{3}(?!\d))"),
}
_ORDINAL_QUARTERS = re.compile(r"\b(first|second|third|fourth|første|andet|tredje|fjerde)(?= (?:quarter|kvartal))")
_ORDINALS = dict(
    zip(("first", "second", "third", "fourth", "første", "andet", "tredje", "fjerde"), "12341234", strict=True)
)
_MAY = re.compile(r"\bmay(?= \d)|(?<=\d )may\b")
""" "May" is a month only beside a number."""


def split_editions(documents: Iterable[Document]) -> tuple[tuple[Document, ...], tuple[Document, ...]]:
    """
    The originals and the editions among `documents`, in their order.

    An edition renders an original that is there, in another language. One that does not is a document like any other:
    it may be the only one that says what it says.
    """
    every = tuple(documents)
    by_id = {each.id: each for each in every}
    editions = tuple(each for each in every if _fault(each, by_id) is None and each.edition_of)
    kept = {each.id for each in editions}
    return tuple(each for each in every if each.id not in kept), editions


def pair_documents(documents: Sequence[Document]) -> tuple[tuple[Pairing, ...], tuple[Finding, ...]]:
    """Every edition among `documents` paired with its original, and where the two differ."""
    by_id = {each.id: each for each in documents}
    findings = [
        Finding(document=each.id, code=NO_EDITION, message=f"{each.path} {fault}")
        for each in documents
        if (fault := _fault(each, by_id))
    ]
    pairings = []
    for edition in split_editions(documents)[1]:
        comparison = _Comparison(by_id[edition.edition_of or ""], edition)
        original = comparison.original
        comparison.sections(original.root, edition.root, ())
        findings.extend(comparison.findings)
        # Sentences that signs of markup part are quoted whole; what differs in them is reported of their parts.
        comparison.sections(joined(original.text, original.root), joined(edition.text, edition.root), ())
        pairings.append(comparison.pairing())
    return tuple(pairings), tuple(findings)


def rendered_goals(goals: Iterable[Goal], pairing: Pairing, edition: Document) -> tuple[Goal, ...]:
    """
    The goals of an original in the words of its edition, so that both are cut into the same passages.

    Without those that are not paired whole. They are no goals of the corpus: it counts as its originals.
    """
    at = {pair.original: pair.edition for pair in pairing.pairs}
    return tuple(each for goal in goals if (each := _rendered(goal, at, edition)) is not None)


def renders(passages: Iterable[Passage], originals: Iterable[Passage], pairing: Pairing) -> tuple[Passage, ...]:
    """`passages` of an edition, each with the id of the passage of the original that it is another wording of."""
    back = {pair.edition: pair.original for pair in pairing.pairs}
    holding: dict[tuple[PassageKind, Span], list[str]] = {}
    for original in originals:
        for quote in original.quotes:
            holding.setdefault((original.kind, quote.span), []).append(original.id)

    def original_of(passage: Passage) -> str | None:
        spans = (back.get(quote.span) for quote in passage.quotes)
        votes = Counter(key for span in spans if span for key in holding.get((passage.kind, span), ()))
        return max(votes, key=lambda key: votes[key]) if votes else None

    # A goal is its original's: whoever looks for its passages must not find the edition's words among them.
    return tuple(dataclasses.replace(each, renders=original_of(each), goal=None) for each in passages)


def _rendered(goal: Goal, at: Mapping[Span, Span], edition: Document) -> Goal | None:
    """A goal with each of its quotations replaced by the edition's; None when one of them is not paired."""
    own = [goal.title, goal.wording, goal.remarks, goal.result]
    of_milestones = [quote for each in goal.milestones for quote in (each.quote, each.lead_in)]
    quotes = [quote for quote in (*own, *of_milestones) if quote]
    if not quotes or any(quote.span not in at for quote in quotes):
        return None

    def rendered(quote: Quote | None) -> Quote | None:
        return edition.quote(at[quote.span]) if quote else None

    spans = [at[quote.span] for quote in quotes]
    span = Span(min(each.start for each in spans), max(each.end for each in spans))
    return dataclasses.replace(
        goal,
        document=edition.id,
        path=edition.section_path(span),
        span=span,
        title=rendered(goal.title),
        wording=rendered(goal.wording),
        remarks=rendered(goal.remarks),
        result=rendered(goal.result),
        milestones=tuple(
            dataclasses.replace(each, quote=edition.quote(at[each.quote.span]), lead_in=rendered(each.lead_in))
            for each in goal.milestones
        ),
    )


def numbers_in(text: str, language: Language) -> Counter[str]:
    """The numbers that `text` prints: figures, months by their number, and counts written out from two to twelve."""
    folded = _ORDINAL_QUARTERS.sub(lambda found: _ORDINALS[found[1]], text.casefold())
    folded = _THOUSANDS[language].sub("", folded)
    if language is Language.ENGLISH:
        folded = _MAY.sub("5", folded)
    months = {name: str(number) for number, name in enumerate(_MONTHS[language].split("|"), start=1) if name != "may"}
    words = {**_NAMED[language], **months}
    found = re.findall(r"\d+|[^\W\d_]+", folded)
    return Counter(words.get(each, each.lstrip("0") or "0") for each in found if each[0].isdigit() or each in words)


def _fault(document: Document, by_id: Mapping[str, Document]) -> str | None:
    """Why a document that says so is no edition; None for a good one, and for an original."""
    if document.edition_of is None:
        return None
    original = by_id.get(document.edition_of)
    if original is None:
        return f"is an edition of {document.edition_of!r}, which could not be read; it is used by itself until then."
    if original.edition_of is not None:
        return f"is an edition of {original.id!r}, itself an edition; name {original.edition_of!r} in corpus.toml."
    if original.language is document.language:
        return f"is in the language of {original.id!r}; correct one's 'language', or take its 'edition_of' out."
    return None


class _Comparison:
    """One original and one edition of it, walked side by side."""

    def __init__(self, original: Document, edition: Document) -> None:
        self.original = original
        self.edition = edition
        self.pairs: dict[Span, Span] = {}
        self.findings: list[Finding] = []

    def pairing(self) -> Pairing:
        """What was found to correspond, in the order of the original."""
        pairs = tuple(Pair(original=span, edition=self.pairs[span]) for span in sorted(self.pairs))
        return Pairing(edition=self.edition.id, original=self.original.id, pairs=pairs)

    def sections(self, one: Section, other: Section, path: tuple[str, ...]) -> None:
        """Pair a section with its counterpart, and everything beneath."""
        if one.number != other.number:
            self._report(STRUCTURE, path, other.span, f"has number {other.number}, the original {one.number}")
            return
        self._quotes(one.heading, other.heading, path, other.span)
        told, rendered = ([each for each in section.blocks if each.kind not in _QUIET] for section in (one, other))
        self._blocks(told, rendered, path, other.span)
        if len(one.children) != len(other.children):
            counts = f"has {len(other.children)} sections, the original {len(one.children)}"
            self._report(STRUCTURE, path, other.span, counts)
            return
        for child, counterpart in zip(one.children, other.children, strict=True):
            self.sections(child, counterpart, (*path, child.printed_heading))

    def _blocks(self, one: Sequence[Block], other: Sequence[Block], path: tuple[str, ...], span: Span) -> None:
        kinds, rendered = [each.kind.value for each in one], [each.kind.value for each in other]
        if kinds != rendered:
            told = f"has {_counted(rendered)}, the original {_counted(kinds)}"
            self._report(STRUCTURE, path, span, told)
            return
        for block, counterpart in zip(one, other, strict=True):
            self._quotes(block.lead_in, counterpart.lead_in, path, counterpart.span)
            self._quotes(block.quote, counterpart.quote, path, counterpart.span)
            self._blocks(block.children, counterpart.children, path, counterpart.span)

    def _quotes(self, one: Quote | None, other: Quote | None, path: tuple[str, ...], span: Span) -> None:
        if one is None or other is None:
            if one is not other:
                missing = "has words" if one is None else "has no words"
                self._report(
                    STRUCTURE, path, span, f"{missing} where the original has {'none' if one is None else 'some'}"
                )
            return
        if one.span in self.pairs:
            return
        self.pairs[one.span] = other.span
        self._sentences(one, other, path)
        numbers = numbers_in(one.text, self.original.language)
        rendered = numbers_in(other.text, self.edition.language)
        if numbers != rendered:
            lacks, adds = (
                ", ".join((a - b).elements()) or "nothing" for a, b in ((numbers, rendered), (rendered, numbers))
            )
            self._report(DIGITS, path, other.span, f"lacks the number {lacks} of the original and adds {adds}")

    def _sentences(self, one: Quote, other: Quote, path: tuple[str, ...]) -> None:
        """Pair sentence with sentence where there are as many."""
        parts = sentences(self.original.text, one.span)
        rendered = sentences(self.edition.text, other.span)
        if len(parts) == len(rendered):
            self.pairs.update(
                {part: each for part, each in zip(parts, rendered, strict=True) if part not in self.pairs}
            )
        else:
            counts = f"has {len(rendered)} sentences, the original {len(parts)}, so that none is shown by itself"
            self._report(SENTENCES, path, other.span, counts)

    def _report(self, code: str, path: tuple[str, ...], span: Span, what: str) -> None:
        place = f"“{' › '.join(path)}”" if path else "its beginning"
        message = f"{self.edition.path}, {place}: the edition {what}; make the two alike."
        self.findings.append(Finding(document=self.edition.id, code=code, message=message, span=span))


def _counted(kinds: Iterable[str]) -> str:
    counts = Counter(kinds)
    return ", ".join(f"{number} × {kind}" for kind, number in counts.items()) or "nothing"
