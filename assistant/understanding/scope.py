"""
Which organisations a question is about: those it names, and whom "we" means.

Owns reading names and pronouns; what to do when a name is not in the corpus is the answerers' affair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from ingest.lexical import fold
from ingest.records import Organisation

__all__ = ["Scope", "find_scope"]

_OURS = re.compile(
    r"\b(?:vi|vores|vor|vort|vore|os|we|our|ours|us|jeres|i har|i vil|her hos os|here"
    r"|this (?:agency|organisation|organization|institution|place|institute)"
    r"|(?:the|min|mit|my) (?:organisation|organization|workplace|institute|arbejdsplads|agency)"
    r"|arbejdspladsen|instituttet|huset)\b"
)
"""Whom "we" means, said in one way or another, in a folded question."""
_GENITIVE = re.compile(r"['’]?s$")
_SHORTEST_FUZZY = 9
"""Letters from which a name is looked for with slips."""
_MOST_EDITS = 2
"""Letters added, dropped, changed or swapped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whom a question is about."""

    named: tuple[str, ...] = ()
    """Ids of the organisations named, in the order named."""
    is_ours: bool = False
    """Whether it says "we", "our" and the like."""
    rest: str = ""
    """The question without the names."""


def find_scope(text: str, organisations: Iterable[Organisation]) -> Scope:
    """The organisations that `text` names, and the text without their names."""
    found: list[tuple[int, str]] = []
    rest = text
    for organisation in organisations:
        names = sorted((organisation.name, *organisation.other_names), key=len, reverse=True)
        for name in names:
            match = _pattern(name).search(fold(rest))
            if match:
                found.append((match.start(), organisation.id))
                rest = _cut(rest, name)
        if all(organisation.id != each for _, each in found) and (word := _misspelt(rest, names)):
            found.append((rest.find(word), organisation.id))
            rest = rest.replace(word, " ")
    named = tuple(dict.fromkeys(each for _, each in sorted(found)))
    return Scope(named=named, is_ours=bool(_OURS.search(fold(text))), rest=" ".join(rest.split()))


def _pattern(name: str) -> re.Pattern[str]:
    """The folded name as a whole word, with a genitive or definite ending."""
    words = r"[\s\-]*".join(re.escape(word) for word in fold(name).split())
    return re.compile(rf"\b{words}(?:['’]?e?s)?\b")


def _cut(text: str, name: str) -> str:
    """`text` without `name` and its genitive, however the letters are spelt."""
    return " ".join(_runs(text, len(name.split()), _pattern(name)))


def _runs(text: str, length: int, pattern: re.Pattern[str]) -> Iterable[str]:
    """The words of `text` without the runs of up to `length` + 1 words that are the name."""
    words = text.split()
    at = 0
    while at < len(words):
        for size in range(min(length + 1, len(words) - at), 0, -1):
            run = fold(" ".join(words[at : at + size])).strip("\"'»«“”?!.,:;()*_<>")
            if pattern.fullmatch(run):
                at += size
                break
        else:
            yield words[at]
            at += 1


def _misspelt(text: str, names: Iterable[str]) -> str | None:
    """A word of `text` that is one of the longer one-word names with a slip of the pen."""
    long_names = [fold(name) for name in names if " " not in name and len(name) >= _SHORTEST_FUZZY]
    for word in re.findall(r"[\w'’-]+", text):
        bare = _GENITIVE.sub("", fold(word))
        if any(OSA.distance(bare, name.removesuffix("s")) <= _MOST_EDITS for name in long_names):
            return str(word)
    return None
