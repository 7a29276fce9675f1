"""
What makes an answer right: deterministic checks of one answer against its case.

Owns each check and the sentence that says how it failed; leaves comparing words to `evals.comparison`
and counting to `evals.report`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assistant.answer import Answer, AnswerStatus, Kind
from evals.cases import Case
from evals.comparison import alternatives, end_of, normalised, quotations, says, shown_forms, without_quotations
from ingest.parsers.inline import without_signs
from ingest.records import Language

__all__ = ["Failure", "Outcome", "Verdict", "judge"]

_LIST_LINE = re.compile(r"^[ \t>]*(?:[-•*+]|\d+[.)]?)[ \t]+\S", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+")
LIST_LINES = 3
"""So many list lines make an answer a list, whose length is not counted."""
_LISTS = frozenset({Kind.LIST, Kind.MILESTONES})
_DANISH = """
    og i er det der af til på den ikke som en et de med for at har om fra kan jeg du vi står findes ingen mine kun
    eller hvad hvilken ved skal blev planen målet dokumenterne nævner svar uden også kilde afsnit
"""
_ENGLISH = """
    the and is of to in that not it for on with are this be as by from have has i you we no only or which what my
    documents plan about source says say does do can there was were been its an unofficial section
"""
_FUNCTION_WORDS = {
    Language.DANISH: frozenset(_DANISH.split()),
    Language.ENGLISH: frozenset(_ENGLISH.split()),
}
_PHRASE_WORDS = 3
"""So many words in a row that stand in a document are the document's words, not the answer's."""
_MARGIN = 3
"""How many more function words of the other language it takes to call the frame that language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One check that failed."""

    check: str
    """ "status", "reason", "kind", "facts", "list", "forbidden", "evidence", "quotations" or "language"."""
    message: str
    """What was wanted and what was got."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one answer is worth."""

    failures: tuple[Failure, ...]
    is_fabricated: bool
    """Answered where the documents have no answer, or says something forbidden."""
    length: int | None
    """Characters of the text; None for a list."""

    @property
    def is_right(self) -> bool:
        """Whether every check passed."""
        return not self.failures

    @property
    def is_exact(self) -> bool:
        """Whether every quotation is found where it is said to stand."""
        return not any(failure.check == "quotations" for failure in self.failures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One case, asked and judged."""

    case: Case
    file: str
    """`GoldenFile.name`."""
    answer: Answer
    verdict: Verdict
    seconds: float
    """Wall time of `ask`."""


def judge(case: Case, answer: Answer, texts: Mapping[str, str]) -> Verdict:
    """
    Hold an answer against its case; facts, list and evidence belong to the first status that the case names.

    Args:
        case: What was asked, and what is accepted.
        answer: What came back.
        texts: Document id to the whole text, of every document that the asker may read.
    """
    failures = [*_outcome(case, answer), *_quotations(answer, texts), *_language(case, answer, texts)]
    if answer.status is case.status[0]:
        failures += [*_facts(case, answer), *_list(case, answer), *_evidence(case, answer)]
    forbidden = tuple(_forbidden(case, answer))
    answered_nothing = answer.status is AnswerStatus.ANSWERED and not case.is_answerable
    return Verdict(
        failures=(*failures, *forbidden),
        is_fabricated=answered_nothing or bool(forbidden),
        length=None if _is_list(answer) else len(answer.text),
    )


def _outcome(case: Case, answer: Answer) -> Iterator[Failure]:
    if answer.status not in case.status:
        yield Failure(check="status", message=f"wanted {_either(case.status)}, got {answer.status} ({answer.reason})")
    elif answer.reason is not None and case.reason and answer.reason not in case.reason:
        yield Failure(check="reason", message=f"wanted {_either(case.reason)}, got {answer.reason}")
    if case.kinds and answer.kind not in case.kinds:
        yield Failure(check="kind", message=f"wanted {_either(case.kinds)}, got {answer.kind}")


def _facts(case: Case, answer: Answer) -> Iterator[Failure]:
    shown = [normalised(answer.text), *(normalised(citation.shown) for citation in answer.citations)]
    for fact in case.facts:
        if not any(says(fact, each) for each in shown):
            yield Failure(check="facts", message=f"does not say {fact!r}")


def _forbidden(case: Case, answer: Answer) -> Iterator[Failure]:
    text = normalised(answer.text)
    for words in case.forbidden:
        if says(words, text):
            yield Failure(check="forbidden", message=f"says {words!r}")


def _list(case: Case, answer: Answer) -> Iterator[Failure]:
    if not case.list:
        return
    quotes = normalised("\n".join(citation.shown for citation in answer.citations))
    stops = [_missed(case.list, quotes), _missed(case.list, normalised(answer.text))]
    if None in stops:
        return
    missed = max(stop for stop in stops if stop is not None)
    shown = normalised(answer.text) + "\n" + quotes
    absent = [item for item in case.list if not says(item, shown)]
    told = f"lacks {', '.join(map(repr, absent))}" if absent else f"has {case.list[missed]!r} out of order"
    yield Failure(check="list", message=f"{told} ({len(case.list) - len(absent)} of {len(case.list)})")


def _missed(items: Sequence[str], text: str) -> int | None:
    """Index of the first item not found after the one before it; None when all are."""
    at = 0
    for number, item in enumerate(items):
        ends = [end for form in alternatives(item) if (end := end_of(form, text, at)) is not None]
        if not ends:
            return number
        at = min(ends)
    return None


def _evidence(case: Case, answer: Answer) -> Iterator[Failure]:
    quotes = [normalised(citation.shown) for citation in answer.citations]
    for words in case.evidence:
        if not any(quote and (form in quote or quote in form) for form in alternatives(words) for quote in quotes):
            yield Failure(check="evidence", message=f"no citation points at {words!r}")


def _quotations(answer: Answer, texts: Mapping[str, str]) -> Iterator[Failure]:
    quotes: list[str] = []
    for citation in answer.citations:
        places = [(citation.document, citation.start, citation.end, citation.quote)]
        if citation.translation is not None:
            edition = citation.translation
            places.append((edition.document, edition.start, edition.end, edition.text))
        for document, start, end, quote in places:
            quotes += [" ".join(quote.split()), " ".join(without_signs(quote).split())]
            stored = texts.get(document, "")[start:end]
            if stored != quote:
                message = f"[{citation.n}] {document}[{start}:{end}] is {stored!r}, not {quote!r}"
                yield Failure(check="quotations", message=message)
    for shown in quotations(answer.text):
        if not any(form in quote for form in shown_forms(shown) for quote in quotes):
            yield Failure(check="quotations", message=f"shows {shown!r} as a quotation, but no citation has it")


def _language(case: Case, answer: Answer, texts: Mapping[str, str]) -> Iterator[Failure]:
    if answer.language is not case.language:
        yield Failure(check="language", message=f"wanted {case.language}, got {answer.language}")
        return
    words = _own_words(answer, texts)
    count = {language: sum(word in known for word in words) for language, known in _FUNCTION_WORDS.items()}
    other = Language.ENGLISH if case.language is Language.DANISH else Language.DANISH
    if count[other] - count[case.language] >= _MARGIN:
        found = " and ".join(f"{count[language]} words of {language}" for language in Language)
        message = f"wanted a frame in {case.language}, got {found}"
        yield Failure(check="language", message=message)


def _own_words(answer: Answer, texts: Mapping[str, str]) -> list[str]:
    """The answer's own words: without quotations, and without names and phrases taken from the documents."""
    words = _WORD.findall(normalised(without_quotations(answer.text)))
    names = [part for each in answer.citations for part in (each.title, each.organisation)]
    taken = frozenset().union(*map(_phrases, (*texts.values(), *names)))
    borrowed = {
        at + step
        for at in range(len(words))
        if tuple(words[at : at + _PHRASE_WORDS]) in taken
        for step in range(_PHRASE_WORDS)
    }
    return [word for at, word in enumerate(words) if at not in borrowed]


@lru_cache(maxsize=256)
def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of so many words in `text`."""
    words = _WORD.findall(normalised(text))
    return frozenset(zip(*(words[step:] for step in range(_PHRASE_WORDS)), strict=False))


def _is_list(answer: Answer) -> bool:
    return answer.kind in _LISTS or len(_LIST_LINE.findall(answer.text)) >= LIST_LINES


def _either(accepted: Iterable[Any]) -> str:
    return " or ".join(sorted(accepted))
