"""
What can be told about a document that nobody described.

Owns guessing language, kind, title, period and organisation from a file's name and words;
leaves reporting a guess to whoever makes use of it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from ingest.corpus.described import read_period_words
from ingest.parsers.words import CONTENTS_HEADING, DOCUMENT_WORD
from ingest.records import BlockKind, Language, Organisation, Section

__all__ = [
    "OwnerGuess",
    "guess_kind",
    "guess_language",
    "guess_organisation_name",
    "guess_period",
    "guess_printed_period",
    "guess_title",
    "slug",
]

SAMPLE_CHARS = 20_000
"""So much of a text is looked at to tell its language and organisation."""

_DANISH = frozenset("og i at er det en til på som af for med den der vi ikke de har et om var fra kan skal".split())  # noqa: SIM905 - reads as text
_ENGLISH = frozenset("the of and to in is that for it with as we on by are this be an or from our will at not".split())  # noqa: SIM905 - reads as text
_KINDS = (
    (
        "results_plan",
        r"resultatplan|resultatkontrakt|resultataftale|mål- og|results? (?:plan|agreement|contract)|performance",
    ),
    ("policy", r"politik|policy|policies|retningslinje|guideline"),
    ("handbook", r"håndbog|handbook|vejledning|guide\b|onboarding"),
    ("report", r"rapport|report|regnskab"),
    ("strategy", r"strategi|strategy|mission|vision|værdi|values"),
    ("plan", r"plan"),
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\s?[-–—]\s?(?:(?:19|20)\d\d|\d\d)\b")
MAX_TITLE_CHARS = 100
_WORD = re.compile(r"\w+")
_NAME_SUFFIX = (
    r"styrelsen|institut|ministeriet|departementet|universitetet|nævnet|rådet|centret|centeret|fonden|agency|institute"
    r"|ministry|authority|council|inspectorate|commission|office|department|board|service"
)
_CAPITAL = r"[A-ZÆØÅ][\wæøåé-]*"
_NAME = re.compile(
    rf"(?:\bthe )?(?P<name>(?:{_CAPITAL} (?:(?:og|and) )?){{0,4}}?(?:[A-ZÆØÅ]\w*(?:{_NAME_SUFFIX})|"
    rf"{_CAPITAL} (?:Institut|Agency|Institute|Ministry|Authority|Council|Inspectorate|Commission|Office|Department"
    rf"|Board|Service|Styrelse)|(?:Agency|Ministry|Institute|Board|Department|Office|Styrelsen|Ministeriet) (?:for|of)"
    rf"(?: (?:the|and|og|{_CAPITAL})){{1,5}}))(?:s\b|['’]s?)?(?![\w])"
)


def guess_language(text: str) -> Language:
    """Danish unless English function words are more frequent."""
    words = re.findall(r"[a-zæøå]+", text[:SAMPLE_CHARS].casefold())
    danish = sum(word in _DANISH for word in words) + sum(1 for word in words if re.search("[æøå]", word))
    english = sum(word in _ENGLISH for word in words)
    return Language.ENGLISH if english > danish else Language.DANISH


def guess_kind(title: str, path: str, root: Section) -> str:
    """The kind that title, file name or else a heading speaks of; "page" when none does."""
    headings = " ".join(section.heading.text for _, section in root.walk() if section.heading).casefold()
    words = f"{title} {PurePosixPath(path).stem.replace('-', ' ').replace('_', ' ').replace('maal', 'mål')}".casefold()
    return next((kind for kind, pattern in _KINDS if re.search(pattern, words)), None) or (
        "strategy" if re.search(r"\b(?:mission|vision)", headings) else "page"
    )


def guess_title(root: Section, path: str) -> str:
    """The line that names the document: on its cover, its first heading, or its file name in words."""
    cover = [block.quote.text for block in root.blocks if block.kind is BlockKind.PARAGRAPH and block.quote]
    short = [" ".join(words.split()) for words in cover if len(words) <= MAX_TITLE_CHARS and not words.endswith((".", ":"))]
    first = root.children[0] if root.children else None
    named = first is not None and first.number is None and first.heading is not None
    heading = (
        [first.heading.text]
        if named and first and first.heading and not CONTENTS_HEADING.fullmatch(first.heading.text)
        else []
    )
    lines = [*short[:6], *heading]
    fitting = [words for words in lines if DOCUMENT_WORD.search(words)]
    candidates = [*fitting, *heading, *short]
    if candidates:
        return candidates[0]
    stem = PurePosixPath(path).stem.replace("_", " ").replace("-", " ").strip()
    return stem[:1].upper() + stem[1:] if stem else path


def guess_period(title: str, kind: str) -> tuple[dt.date, dt.date] | None:
    """The years in the title; a single year counts only for a plan ("Strategi 2025" may mean until then)."""
    ranges = _YEARS.findall(title)
    if len(ranges) == 1:
        return read_period_words(ranges[0])
    years = set(re.findall(r"(?<![\d-])(?:19|20)\d\d(?![\d-])", title))
    is_plan = kind in {"results_plan", "plan"} or re.search(r"plan\b|kontrakt|agreement", title, re.IGNORECASE)
    return read_period_words(years.pop()) if len(years) == 1 and is_plan and not ranges else None


def guess_printed_period(root: Section, path: str, kind: str) -> tuple[dt.date, dt.date] | None:
    """The years of a plan, strategy or policy whose title has none: from its first lines, else from its file's name."""
    if kind not in {"results_plan", "plan", "strategy", "policy"}:
        return None
    sections = [section for _, section in root.walk()][:3]
    blocks = [block for section in sections for block in section.blocks[:3]]
    quotes = (*(section.heading for section in sections), *(block.quote for block in blocks))
    lines = [quote.text for quote in quotes if quote and len(quote.text) <= MAX_TITLE_CHARS and quote.text[-1] != "."]
    name = PurePosixPath(path).stem.replace("_", " ")
    fitting = [line for line in (*lines, name) if DOCUMENT_WORD.search(line)]
    found = next(filter(None, (_years_of(line) for line in fitting)), None)
    return found or (guess_period(name, kind) if kind in {"results_plan", "plan"} else None)


def _years_of(line: str) -> tuple[dt.date, dt.date] | None:
    """The one range of years that a line names."""
    ranges = _YEARS.findall(line)
    return read_period_words(ranges[0]) if len(ranges) == 1 else None


class OwnerGuess:
    """Whose a text is, by the names in it: made once for the organisations, as a corpus holds thousands of texts."""

    def __init__(self, organisations: Sequence[Organisation]) -> None:
        self._organisations = {each.id: each for each in organisations}
        home = next((each for each in organisations if each.is_home), None)
        self._otherwise = home or (organisations[0] if len(organisations) == 1 else None)
        self._names: dict[str, list[_Name]] = {}
        for each in organisations:
            for name in (each.name, *each.other_names):
                for word in _telling(name.casefold()):
                    self._names.setdefault(word, []).append(_Name.of(name, each))

    def of(self, text: str) -> Organisation | None:
        """The one whose names occur most often in the text; the home one, or the only one, when none does."""
        counts = self._mentions(text[:SAMPLE_CHARS])
        best = max(self._organisations, key=lambda key: counts[key]) if counts else None
        return self._organisations[best] if best is not None else self._otherwise

    def _mentions(self, text: str) -> Counter[str]:
        """How often each is named, by id; those that are not are left out."""
        folded = text.casefold()
        counts: Counter[str] = Counter()
        # Words first: searching every text for every name took a third of reading thousands of documents.
        for word in self._names.keys() & {"", *_WORD.findall(folded)}:
            for name in self._names[word]:
                if name.folded in folded:
                    starts = _places(name.folded, folded) if len(folded) == len(text) else None
                    counts[name.organisation] += _count(name.pattern, text, starts)
        return +counts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A name of an organisation, as it is looked for."""

    organisation: str
    folded: str
    """Casefolded."""
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, name: str, organisation: Organisation) -> _Name:
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?:'?s)?(?!\w)", re.IGNORECASE)
        return cls(organisation=organisation.id, folded=name.casefold(), pattern=pattern)


def _telling(name: str) -> Sequence[str]:
    """A word that stands in each text that holds the name: its longest that takes no genitive's s; "" when unsure."""
    words = _WORD.findall(name)
    return (max(words[:-1], key=len),) if len(words) > 1 else (words[0], f"{words[0]}s") if words else ("",)


def _places(word: str, text: str) -> Sequence[int]:
    """Where `word` begins in `text`, overlaps too; a search by pattern takes three times as long."""
    places, at = [], text.find(word)
    while at >= 0:
        places.append(at)
        at = text.find(word, at + 1)
    return places


def _count(pattern: re.Pattern[str], text: str, starts: Sequence[int] | None) -> int:
    """As many as `pattern.findall(text)`, looked for at `starts` alone; None where folding moved the letters."""
    if starts is None:
        return len(pattern.findall(text))
    count = end = 0
    for start in starts:
        found = pattern.match(text, start) if start >= end else None
        if found:
            count, end = count + 1, found.end()
    return count


def guess_organisation_name(text: str) -> str | None:
    """The name of an agency, institute or the like that the text speaks of most; None when it names none."""
    found = Counter(found["name"] for found in _NAME.finditer(text[:SAMPLE_CHARS]))
    names: Counter[str] = Counter()
    for name, count in found.items():
        # "Hos Socialstyrelsen" counts for "Socialstyrelsen" where that stands alone too.
        names[min((other for other in found if name.endswith(other)), key=len)] += count
    return names.most_common(1)[0][0] if names else None


def slug(words: str) -> str:
    """Words as an id: lower-case, Danish letters spelled out, hyphens between."""
    spelled = words.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x"
