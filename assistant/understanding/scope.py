"""
Which organisations a question is about: those it names, and whom "we" means.

Owns reading names and pronouns; what to do when a name is not in the corpus is the answerers' affair.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
_KINDS = (
    ("styrelse", "styrelsen", "agency|authority"),
    ("kommune", "kommunen", "municipality|council"),
    ("region", "regionen", "region"),
    ("universitet", "universitetet", "university"),
    ("hojskole", "hojskolen", "university college|college"),
    ("institut", "instituttet", "institute"),
    ("ministeri", "ministeriet", "ministry|department"),
    ("tilsyn", "tilsynet", "inspectorate|authority|agency"),
    ("hospital", "hospitalet", "hospital"),
    ("sygehus", "sygehuset", "hospital"),
    ("museum", "museet", "museum"),
    ("cent", "cent(?:er|re)t", "centre|center"),
    ("fond", "fonden", "foundation|fund"),
    ("forening", "foreningen", "association|society"),
    ("bibliotek", "biblioteket", "library"),
    ("agency", "styrelsen", "agency"),
    ("council", "kommunen|radet", "council"),
    ("university", "universitetet", "university"),
)
"""What bodies call themselves for short: a part of the name, folded, and the noun in Danish and English."""
_GENITIVE = re.compile(r"['’]?s$")
_PIECE = re.compile(r"\w+|\W+")
_BLANK = "\0"
"""Stands for every letter of a name that is taken out."""
_HOLE = re.compile(rf"[-–/+&]?{_BLANK}+[-–/+&]?")
"""A name taken out, and what joins it to other words: of "KD-planen" the plan is left."""
_SHORTEST_FUZZY = 9
"""Letters from which a name is looked for with slips."""
_MOST_EDITS = 2
"""Letters added, dropped, changed or swapped."""
_MOST_SCOPES = 64
"""Sets of organisations whose names are kept as patterns."""
_MOST_WORDS = 8192
"""Words whose folded form is kept."""
_WORD = re.compile(r"[\w'’-]+")


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
    """The organisations that `text` names, in the order named, and the text without their names."""
    naming, folded = _naming(tuple(organisations)), _Folded.of(text)
    found = _named(folded, naming)
    rest = _blanked(text, found)
    known = {organisation for _, _, organisation in found}
    words = _long_words(rest)
    for organisation, long_names in naming.long_names:
        if organisation not in known and (slips := _misspelt(words, long_names)):
            found += [(*each, organisation) for each in slips]
            words = [(bare, span) for bare, span in words if span not in slips]
    named = tuple(dict.fromkeys(organisation for _, _, organisation in sorted(found)))
    selves = [] if named else _own_kind(folded, naming)
    rest = _blanked(text, [*found, *((*each, "") for each in selves)])
    kept = [_tidied(chunk) for chunk in rest.split()] if found or selves else rest.split()
    is_ours = bool(selves or _OURS.search(folded.whole))
    return Scope(named=named, is_ours=is_ours, rest=" ".join(filter(None, kept)))


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text folded, whose places lead back to it."""

    whole: str
    pieces: Sequence[re.Match[str]]
    """Words and what stands between them."""
    ends: Sequence[int]
    """Where each of them ends in `whole`."""

    @classmethod
    def of(cls, text: str) -> _Folded:
        """`text`, piece by piece."""
        pieces = [*_PIECE.finditer(text)]
        folded = [fold(piece[0]) for piece in pieces]
        return cls("".join(folded), pieces, [*itertools.accumulate(map(len, folded))])

    def span(self, match: re.Match[str]) -> tuple[int, int]:
        """Where the pieces that `match` reaches into begin and end in the text."""
        first = bisect.bisect_right(self.ends, match.start())
        last = bisect.bisect_left(self.ends, match.end())
        return self.pieces[first].start(), self.pieces[last].end()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Naming:
    """How some organisations are named in a question."""

    names: tuple[tuple[str, re.Pattern[str], str], ...]
    """Of each folded name the first word, what finds it, and the id of whose it is."""
    long_names: tuple[tuple[str, tuple[str, ...]], ...]
    """Each id with the folded names of one word, without a genitive, that are long enough to be told with a slip."""
    own_kind: re.Pattern[str] | None
    """Finds "the agency" in a folded text, where the home organisation is one and no other here is."""


@lru_cache(maxsize=_MOST_SCOPES)
def _naming(organisations: tuple[Organisation, ...]) -> _Naming:
    return _Naming(
        names=tuple((_first_word(name), _pattern(name), each.id) for each in organisations for name in _names(each)),
        long_names=tuple(
            (
                each.id,
                tuple(
                    fold(name).removesuffix("s")
                    for name in _names(each)
                    if " " not in name and len(name) >= _SHORTEST_FUZZY
                ),
            )
            for each in organisations
        ),
        own_kind=_own_nouns(organisations),
    )


def _own_nouns(organisations: Sequence[Organisation]) -> re.Pattern[str] | None:
    home = next((each for each in organisations if each.is_home), None)
    if home is None:
        return None
    nouns: list[str] = []
    for part, danish, english in _KINDS:
        ours, others = _is_kind(home, part), [_is_kind(each, part) for each in organisations if each is not home]
        nouns += [danish, rf"(?:the|this|our) (?:{english})"] if ours and not any(others) else []
    return re.compile(rf"\b(?:{'|'.join(nouns)})(?:['’]?s)?\b") if nouns else None


def _own_kind(text: _Folded, naming: _Naming) -> list[tuple[int, int]]:
    """Where `text` says "the agency" of the home organisation."""
    if naming.own_kind is None:
        return []
    return [text.span(each) for each in naming.own_kind.finditer(text.whole)]


def _is_kind(organisation: Organisation, part: str) -> bool:
    return any(part in fold(name) for name in _names(organisation))


def _names(organisation: Organisation) -> tuple[str, ...]:
    return organisation.name, *organisation.other_names


def _named(text: _Folded, naming: _Naming) -> list[tuple[int, int, str]]:
    """Where in `text` a name begins and ends, and whose it is; of names within each other the longest."""
    matches = (
        (match.end() - match.start(), match, organisation)
        for first, pattern, organisation in naming.names
        if first in text.whole
        for match in pattern.finditer(text.whole)
    )
    found: list[tuple[int, int, str]] = []
    for _, match, organisation in sorted(matches, key=lambda each: -each[0]):
        start, end = text.span(match)
        if all(end <= first or last <= start for first, last, _ in found):
            found.append((start, end, organisation))
    return found


def _blanked(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """`text` with a mark for every letter of these spans, so that places stay what they are."""
    letters = [*text]
    for start, end, _ in spans:
        letters[start:end] = _BLANK * (end - start)
    return "".join(letters)


def _tidied(chunk: str) -> str:
    """What is left of a run of letters and marks without the names in it: nothing where no letter is."""
    if _BLANK not in chunk:
        return chunk
    rest = _HOLE.sub("", chunk)
    return rest if re.search(r"\w", rest) else ""


def _first_word(name: str) -> str:
    return next(iter(fold(name).split()), "")


def _pattern(name: str) -> re.Pattern[str]:
    """The folded name as a whole word, with a genitive or definite ending."""
    words = r"[\s\-]*".join(re.escape(word) for word in fold(name).split())
    return re.compile(rf"\b{words}(?:['’:]?e?s)?\b")


def _long_words(text: str) -> list[tuple[str, tuple[int, int]]]:
    """The words of `text` that may be a name with slips, folded and without a genitive, and where they stand."""
    words = ((_bare(word[0]), word.span()) for word in _WORD.finditer(text))
    return [each for each in words if len(each[0]) >= _SHORTEST_FUZZY - 1 - _MOST_EDITS]


def _misspelt(words: Sequence[tuple[str, tuple[int, int]]], long_names: Sequence[str]) -> list[tuple[int, int]]:
    """Where one of `words` is one of `long_names` with a slip of the pen."""
    return [span for bare, span in words if any(_is_slip(bare, name) for name in long_names)]


def _is_slip(bare: str, name: str) -> bool:
    # Most words are too long or too short for it.
    is_as_long = abs(len(bare) - len(name)) <= _MOST_EDITS
    return is_as_long and OSA.distance(bare, name, score_cutoff=_MOST_EDITS) <= _MOST_EDITS


@lru_cache(maxsize=_MOST_WORDS)
def _bare(word: str) -> str:
    """A word folded, without its genitive."""
    return _GENITIVE.sub("", fold(word))
