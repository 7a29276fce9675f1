"""
Which organisations a question is about: those it names, and whom "we" means.

Owns reading names and pronouns; what to do when a name is not in the corpus is the answerers' affair.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
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
    naming = _naming(tuple(organisations))
    found = _named(text, naming)
    rest = _blanked(text, found)
    known = {organisation for _, _, organisation in found}
    for organisation, long_names in naming.long_names:
        if organisation not in known and long_names:
            slips = [(*each, organisation) for each in _misspelt(rest, long_names)]
            found += slips
            rest = _blanked(rest, slips) if slips else rest
    named = tuple(dict.fromkeys(organisation for _, _, organisation in sorted(found)))
    selves = [] if named else _own_kind(rest, naming)
    rest = _blanked(rest, ((*each, "") for each in selves))
    kept = [_tidied(chunk) for chunk in rest.split()] if found or selves else rest.split()
    is_ours = bool(selves or _OURS.search(fold(text)))
    return Scope(named=named, is_ours=is_ours, rest=" ".join(filter(None, kept)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Naming:
    """How some organisations are named in a question."""

    names: tuple[tuple[re.Pattern[str], str], ...]
    """What finds each folded name, and the id of whose it is."""
    long_names: tuple[tuple[str, tuple[str, ...]], ...]
    """Each id with the folded names of one word, without a genitive, that are long enough to be told with a slip."""
    own_kind: re.Pattern[str] | None
    """Finds "the agency" in a folded text, where the home organisation is one and no other here is."""


@lru_cache(maxsize=_MOST_SCOPES)
def _naming(organisations: tuple[Organisation, ...]) -> _Naming:
    return _Naming(
        names=tuple((_pattern(name), each.id) for each in organisations for name in _names(each)),
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


def _own_kind(text: str, naming: _Naming) -> list[tuple[int, int]]:
    """Where `text` says "the agency" of the home organisation."""
    if naming.own_kind is None:
        return []
    pieces = [*_PIECE.finditer(text)]
    folded = [fold(piece[0]) for piece in pieces]
    ends = [*itertools.accumulate(map(len, folded))]
    return [
        (pieces[bisect.bisect_right(ends, each.start())].start(), pieces[bisect.bisect_left(ends, each.end())].end())
        for each in naming.own_kind.finditer("".join(folded))
    ]


def _is_kind(organisation: Organisation, part: str) -> bool:
    return any(part in fold(name) for name in _names(organisation))


def _names(organisation: Organisation) -> tuple[str, ...]:
    return organisation.name, *organisation.other_names


def _named(text: str, naming: _Naming) -> list[tuple[int, int, str]]:
    """Where in `text` a name begins and ends, and whose it is; of names within each other the longest."""
    pieces = [*_PIECE.finditer(text)]
    folded = [fold(piece[0]) for piece in pieces]
    ends = [*itertools.accumulate(map(len, folded))]
    whole = "".join(folded)
    matches = (
        (match.end() - match.start(), match, organisation)
        for pattern, organisation in naming.names
        for match in pattern.finditer(whole)
    )
    found: list[tuple[int, int, str]] = []
    for _, match, organisation in sorted(matches, key=lambda each: -each[0]):
        start = pieces[bisect.bisect_right(ends, match.start())].start()
        end = pieces[bisect.bisect_left(ends, match.end())].end()
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


def _pattern(name: str) -> re.Pattern[str]:
    """The folded name as a whole word, with a genitive or definite ending."""
    words = r"[\s\-]*".join(re.escape(word) for word in fold(name).split())
    return re.compile(rf"\b{words}(?:['’:]?e?s)?\b")


def _misspelt(text: str, long_names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where a word of `text` is one of `long_names` with a slip of the pen."""
    for word in _WORD.finditer(text):
        bare = _bare(word[0])
        if len(bare) >= _SHORTEST_FUZZY - 1 - _MOST_EDITS and any(_is_slip(bare, name) for name in long_names):
            yield word.span()


def _is_slip(bare: str, name: str) -> bool:
    # Most words are too long or too short for it.
    is_as_long = abs(len(bare) - len(name)) <= _MOST_EDITS
    return is_as_long and OSA.distance(bare, name, score_cutoff=_MOST_EDITS) <= _MOST_EDITS


@lru_cache(maxsize=_MOST_WORDS)
def _bare(word: str) -> str:
    """A word folded, without its genitive."""
    return _GENITIVE.sub("", fold(word))
