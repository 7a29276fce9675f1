"""
What the columns of tables hold: a baseline, a target, who answers for it, how likely a risk is, a year's value.

Owns the words by which questions and headings name each kind, and the years that either names;
leaves finding tables and rows to `assistant.answering.labels.cells`.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.lexical import fold

__all__ = ["ColumnKind", "Years", "asked_kinds", "kinds_of", "names_kind", "years_in"]


class ColumnKind(enum.Enum):
    """What a column holds, by its heading."""

    BASELINE = enum.auto()
    TARGET = enum.auto()
    RESULT = enum.auto()
    OWNER = enum.auto()
    SOURCE = enum.auto()
    LIKELIHOOD = enum.auto()
    IMPACT = enum.auto()
    RESPONSE = enum.auto()
    """What is done about a risk."""
    MONEY = enum.auto()
    """What is set aside for it, or what it costs."""


_HEADED = {
    ColumnKind.BASELINE: r"baseline|udgangspunkt|startpunkt|startvaerdi|nulpunkt|basisar|basisvaerdi|nuvaerende|current"
    r"|starting (?:point|value)",
    ColumnKind.TARGET: r"\btargets?\b|\bmaltal\w*|\bmal(?:et|saetning\w*)?\b|\bgoals?\b|\baims?\b|\bambition\w*"
    r"|resultatmal|\bkrav\b",
    ColumnKind.RESULT: r"\bresult(?:at\w*|s)?\b|\bactual\w*|\brealiser\w*|\boutturn\b|\bforecast\b|\bprognose\w*",
    ColumnKind.OWNER: r"ansvarlig|\bansvar\b|\w*ejer\b|\bowners?\b|responsib|accountable|\blead\b|tovholder",
    ColumnKind.SOURCE: r"\bsources?\b|\b(?:data)?kilde\w*",
    ColumnKind.LIKELIHOOD: r"likelihood|probability|sandsynlighed",
    ColumnKind.IMPACT: r"\bimpact\b|consequence|konsekvens|\bseverity\b|\balvor",
    ColumnKind.RESPONSE: r"what we (?:are doing|do|will do)|mitigat|\bcontrols?\b|handtering|foranstaltning|modtraek"
    r"|forebyg|\btiltag\b|hvad vi gor|det gor vi|\bresponse\b",
    ColumnKind.MONEY: r"\w*budget\w*|\bbelob\w*|\bkr\b|\bt?kr\b|\bdkk\b|\beur\b|[£€]|\bokonomi\b|omkostning\w*"
    r"|\w*udgift\w*|\bpris\b|\w*bevilling\w*|finansiering\b|\bafsat\b|\bamount\b|\bcosts?\b|\bfunding\b|\bfinance\b",
}
"""How a heading names each kind (folded)."""
_ASKED = {
    ColumnKind.BASELINE: rf"{_HEADED[ColumnKind.BASELINE]}|hvor starte(?:r|de) vi|where (?:do|did) we start",
    ColumnKind.TARGET: r"\btargets?\b|\bmaltal\w*|\bmal(?:et|saetning\w*)?\b|\bgoals?\b|\baim(?:s|ing)?\b|\bambition\w*"
    r"|resultatmal|\bkrav(?:et)?\b|\bskal (?:vi|der|det|den|tallet|andelen|antallet)\b"
    r"|\b(?:should|do we want|want to)\b",
    ColumnKind.RESULT: r"\bresult(?:at\w*|s)?\b|\bactual\w*|\boutturn\b|\bforecast\b|\bprognose\w*",
    ColumnKind.OWNER: r"ansvar|\b\w*ejer\b|\bown(?:s|er|ers)?\b|responsib|accountable|in charge|tovholder"
    r"|\bleads?\b|looks after|\bhvem (?:star (?:for|bag)|tager sig)\b",
    ColumnKind.SOURCE: r"\bsources?\b|\b(?:data)?kilde\w*|where (?:does|do) .*(?:figure|number|data)\w* come from"
    r"|hvor (?:kommer|stammer) .*(?:tal|data)\w* .*fra",
    ColumnKind.LIKELIHOOD: r"\blikel(?:y|ihood)\b|probab|sandsynlig",
    ColumnKind.IMPACT: r"\bimpact\b|consequence|konsekvens|how (?:serious|severe|bad)|hvor (?:alvorlig|slem)",
    ColumnKind.RESPONSE: r"(?:what|how) (?:are|do|will|is|have) (?:we|being) .*(?:about|against|mitigat|handl|prevent)"
    r"|mitigat|(?:hvad|hvordan) .*(?:gor|handterer|forebygger|imodegar) vi|hvad gores der",
    ColumnKind.MONEY: r"\b(?:afsat|afsaette(?:r|s)?|bevilget|bevilger|budgetteret)\b"
    r"|\b(?:sat|satte|saette[rs]?|lagt) af\b|\bkoster?\b|\bpenge(?:ne)?\b|\b\w*budget\w*|\bbelob\w*"
    r"|\bset aside\b|\b(?:allocated|earmarked|budgeted)\b|\bcosts?\b|\bmoney\b|\bfunding\b"
    r"|\bhow much (?:do|does|did|will|can) .*\bspend\b|\bhvor meget bruger vi\b",
}
"""How a question asks for it (folded)."""
_KINDS = {kind: (re.compile(_HEADED[kind]), re.compile(_ASKED[kind])) for kind in ColumnKind}
_YEARS = re.compile(r"\b(20\d\d)(?:\s?[-–/]\s?(?:20)?(\d\d))?\b")


@dataclass(frozen=True, slots=True)
class Years:
    """A year, or a financial one of two: "2026–27"."""

    first: int
    last: int

    def meets(self, other: Years) -> bool:
        """Whether one lies within the other."""
        return (self.first <= other.first and other.last <= self.last) or (
            other.first <= self.first and self.last <= other.last
        )


def kinds_of(heading: str) -> frozenset[ColumnKind]:
    """What a column of this heading holds; empty for a heading that names no kind."""
    folded = fold(heading)
    return frozenset(kind for kind, (headed, _) in _KINDS.items() if headed.search(folded))


def asked_kinds(folded: str) -> tuple[ColumnKind, ...]:
    """The kinds of column that a folded question asks for."""
    return tuple(kind for kind, (_, asked) in _KINDS.items() if asked.search(folded))


def names_kind(words: str, kinds: Sequence[ColumnKind]) -> bool:
    """Whether a folded part of a question does no more than name one of these kinds."""
    return any(_KINDS[kind][1].search(words) or _KINDS[kind][0].search(words) for kind in kinds)


def years_in(text: str) -> tuple[Years, ...]:
    """The years named in a text, a pair of neighbours as one: "2023", "2026–27"."""
    return tuple(dict.fromkeys(_years(found) for found in _YEARS.finditer(text)))


def _years(found: re.Match[str]) -> Years:
    first = int(found[1])
    last = first // 100 * 100 + int(found[2]) if found[2] else first
    return Years(first, max(last, first))
