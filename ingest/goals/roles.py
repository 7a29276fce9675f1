"""
The words that plans use for their parts, in Danish and English, and the role each plays.

Owns the synonym tables for columns, labels and headings; leaves what is done with a part to `tables` and `outline`.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.dates import find_times

__all__ = [
    "ACTIVITIES",
    "CRITERIA",
    "PRECISE_MEASURES",
    "GoalHeading",
    "Role",
    "column_roles",
    "is_series_heading",
    "label_role",
    "names_follow_up",
    "read_goal_heading",
    "roles_of",
]


class Role(enum.Enum):
    """What a column, a label or a subheading holds."""

    NUMBER = enum.auto()
    TITLE = enum.auto()
    GOAL = enum.auto()
    MEASURE = enum.auto()
    REMARKS = enum.auto()
    OWNER = enum.auto()
    DEADLINE = enum.auto()
    WEIGHT = enum.auto()
    RESULT = enum.auto()
    WHEN = enum.auto()
    """A column headed by a time itself ("Q1"), ticked or filled in."""


# A word in two roles takes the first that no other column has.
_WORDS: dict[Role, str] = {
    Role.NUMBER: "nr nummer no number # id ref målnr",
    Role.TITLE: """
        titel title overskrift navn name emne tema theme topic område area headline måltitel indsatsområde fokusområde
        indsatsområder fokusområder priority prioritet indsats initiative initiativ strategispor spor pejlemærke
    """,
    Role.GOAL: """
        mål målet målene målsætning målsætninger resultatmål hovedmål formål målbeskrivelse beskrivelse
        goal goals objective objectives aim aims description ambition target targets goal-statement
    """,
    Role.MEASURE: """
        målepunkt målepunkter målepunkterne milepæl milepæle milepælene resultatkrav succeskriterium
        succeskriterie succeskriterier indikator indikatorer leverance leverancer aktivitet aktiviteter
        delmål handling handlinger tiltag målopfyldelse
        krav kriterium kriterier opfyldelseskriterium nøgleresultat nøgleresultater resultatmål måltal
        indsats indsatser forløb trin skridt etape etaper
        milestone milestones measure measures deliverable deliverables kpi kpis indicator indicators criterion
        criteria activity activities action actions output outputs target targets metric metrics step steps
        initiative initiatives measurement measurements
        key-result key-results expected-result expected-results success-criteria
        i-mål-når målet-er-nået opnået-når nået-når done-when success-when
    """,
    Role.REMARKS: """
        bemærkning bemærkninger kommentar kommentarer note noter anmærkning anmærkninger uddybning
        remark remarks comment comments notes
    """,
    Role.OWNER: """
        ansvarlig ansvarlige ansvar ejer målejer sporejer indsatsejer tovholder projektleder enhed afdeling
        kontor ansvarshavende
        owner owners sponsor sponsors responsible responsibility lead leader lead-officer officer accountable department
        unit team
    """,
    Role.DEADLINE: """
        frist frister tidsfrist deadline deadlines tidspunkt tid hvornår dato termin kvartal tidsplan tidshorisont
        periode
        slut slutdato afsluttes gennemføres senest færdig færdigt færdiggøres klar inden
        due due-date due-by by when timing date quarter timeline timeframe completion
        end finish end-date
        by-when
    """,
    Role.WEIGHT: "vægt vægtning andel share point points weight weighting vægtprocent pct score-weight",
    Role.RESULT: """
        resultat resultater opnået målopfyldelse opfyldelse status trafiklys
        result results actual achieved rag progress
    """,
}
_ROLES: dict[str, tuple[Role, ...]] = {}
for _role, _listed in _WORDS.items():
    for _word in _listed.split():
        _ROLES[_word.replace("-", " ")] = (*_ROLES.get(_word.replace("-", " "), ()), _role)

_PRECISE_MEASURES = """
    milepæl milepæle milestone milestones målepunkt målepunkter resultatkrav succeskriterium succeskriterie
    succeskriterier nøgleresultat nøgleresultater leverance leverancer measure measures kpi kpis deliverable
    deliverables key-result key-results success-criteria indikator indikatorer indicator indicators
"""
PRECISE_MEASURES = tuple(word.replace("-", " ") for word in _PRECISE_MEASURES.split())
"""Words that mean a measure of a goal and little else; first those that name a milestone itself."""

_ACTIVITIES = "aktivitet aktiviteter handling handlinger tiltag activity activities action actions"
_CRITERIA = """
    succeskriterium succeskriterie succeskriterier kriterium kriterier opfyldelseskriterium indikator indikatorer
    kpi kpis criterion criteria success-criteria indicator indicators
"""
ACTIVITIES, CRITERIA = (
    frozenset(word.replace("-", " ") for word in words.split()) for words in (_ACTIVITIES, _CRITERIA)
)
"""Words for what is done, and for what tells that it is; where a plan has columns of both, the first is the measure."""

_COMPOUND_ENDS = ("mål", "milepæl", "milepæle", "målepunkter", "kriterier", "indikatorer", "frist", "ansvarlig", "krav")
_OWNER_ENDS = ("ansvarlig", "ansvarlige")
_PARTIAL_GOALS = ("delmål", "delmålene", "sub-goal", "sub-goals", "subgoal", "subgoals")
_NOISE = re.compile(r"\([^)]*\)|\b20\d\d\b|[*:.?_]|[%#](?=\w)")
_SEPARATOR = re.compile(r"\s*(?:/|&|,|\+|\bog\b|\band\b|\bmed\b|\bwith\b)\s*")
_VERBS = {"er", "var", "bliver", "blev", "har", "is", "are", "was", "were", "has", "have"}
_ASKING = {"hvem", "hvad", "hvornår", "hvor", "who", "what", "when", "where"}
_JOINING = {"for", "til", "of", "i", "in", "af", "per", "pr", "ift", "the"}


def roles_of(label: str) -> tuple[Role, ...]:
    """
    The roles a column heading or label may play, the likeliest first; empty when it is none we know.

    "Resultatkrav og frist" plays both; "Strategiske mål" plays what "mål" plays.
    """
    words = _plain(label)
    if not words:
        return (Role.NUMBER,) if label.strip() == "#" else ()
    whole = _known(words)
    if whole:
        return whole
    found: list[Role] = []
    for part in _SEPARATOR.split(words):
        found.extend(role for role in _known(part) or _head(part) if role not in found)
    return tuple(found)


def column_roles(headings: Sequence[str]) -> tuple[tuple[Role, ...], ...]:
    """The roles of a table's columns together: no two columns share a goal, title, number or deadline."""
    possible = [(Role.WHEN,) if _is_time(heading) else roles_of(heading) for heading in headings]
    if possible and _is_partial_goal(headings[0], possible):
        possible[0] = (Role.GOAL,)
    taken: set[Role] = set()
    chosen: list[tuple[Role, ...]] = [() for _ in possible]
    for place in sorted(range(len(possible)), key=lambda place: (_choices(headings[place], possible[place]), place)):
        roles = possible[place]
        if _choices(headings[place], roles) > 1:
            roles = tuple(role for role in roles if role not in taken)[:1] or roles[:1]
        chosen[place] = roles
        taken.update(roles)
    return tuple(chosen)


def _is_partial_goal(heading: str, possible: Sequence[tuple[Role, ...]]) -> bool:
    """Whether the first column's "Delmål" are the goals: no other column names any, and others hold the measures."""
    named = {Role.GOAL, Role.TITLE}
    is_part = possible[0] == (Role.MEASURE,) and _plain(heading).endswith(_PARTIAL_GOALS)
    others = [roles for roles in possible[1:] if Role.MEASURE in roles and not named & set(roles)]
    return is_part and bool(others) and not any(named & set(roles) for roles in possible[1:] if roles not in others)


def label_role(text: str) -> Role | None:
    """The role of a label that stands by itself ("Milepæle:", "Owner"), None for anything longer."""
    words = text.strip().rstrip(":").strip()
    if not words or len(words.split()) > 3:  # a label is a word or three
        return None
    plain = _plain(words).split()
    while plain and plain[-1] in _JOINING:  # "Ambition for 2029" without its year
        plain.pop()
    known = _known(" ".join(plain)) or _together(" ".join(plain))
    if not known and len(plain) == 1 and plain[0].endswith(_OWNER_ENDS):
        return Role.OWNER
    if not known and len(plain) == 2 and plain[0].isalpha():  # "Senior owner": of two words the last says which role
        known = tuple(role for role in _known(plain[-1]) if role in (Role.OWNER, Role.DEADLINE))
    return known[0] if known else None


def _together(words: str) -> tuple[Role, ...]:
    """The role that all words of a pair play ("Delmål og resultatkrav")."""
    parts = [_known(part) for part in _SEPARATOR.split(words)]
    return tuple(role for role in parts[0] if all(role in part for part in parts)) if len(parts) > 1 else ()


def _plain(label: str) -> str:
    """A label's words in lower case, without brackets, years and signs."""
    return " ".join(_NOISE.sub(" ", label.lower()).split())


def _known(words: str) -> tuple[Role, ...]:
    return _ROLES.get(words, ())


def _head(words: str) -> tuple[Role, ...]:
    """The role of a phrase by its head: the last word, or the one before "for", "til", "of"; a sentence has none."""
    tokens = words.split()
    if _VERBS & set(tokens[1:-1]) and tokens[0] not in _ASKING:
        return ()
    cut = next((place for place, token in enumerate(tokens) if token in _JOINING), len(tokens))
    head = tokens[cut - 1] if cut else ""
    if head in _ROLES:
        return _ROLES[head]
    end = next((end for end in _COMPOUND_ENDS if head.endswith(end) and len(head) > len(end)), None)
    return _ROLES[end] if end else ()


def _choices(heading: str, roles: tuple[Role, ...]) -> int:
    """How many roles one word leaves open; several words with a role each leave nothing open."""
    return len(roles) if len(_SEPARATOR.split(heading.strip().lower())) == 1 else min(len(roles), 1)


def _is_time(heading: str) -> bool:
    found = find_times(heading.strip(), period=None)
    return len(found) == 1 and found[0].printed == heading.strip().strip("()")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalHeading:
    """A heading that announces a goal: "Mål 2: Titel", "Goal A – …", "Resultatmål 1.2"."""

    number: str
    title_at: int | None
    """Where the title begins in the heading; None when there is only a number."""
    is_plain: bool
    """Whether the word is one for goals ("mål"), not one for themes that may hold goals ("indsatsområde")."""


_GOAL_HEADING = re.compile(
    r"(?P<before>(?:[^\W\d]+[\s-]+){0,2}?)"
    r"(?P<word>(?i:[^\W\d]*(?:mål|målsætning)|goal|objective|target|aim|ambition|outcome|indsatsområde|fokusområde|indsats|pejlemærke|spor"
    r"|strategispor|tema|initiativ|priority|prioritet|focus\s+area|pillar|søjle|initiative|theme))"
    r"\s*(?i:nr\.?|no\.?|number)?\s*"
    r"(?P<number>\d{1,2}(?:[.]\d{1,2})*[a-z]?|(?:[A-ZÆØÅ]|[IVX]{1,4})[.-]?\d{1,2}|[A-Z]|[IVX]{1,4})(?![\w%])"
    r"\s*(?:[:.–—-]|\s)*\s*(?P<title>.*)",
    re.DOTALL,
)
_PLAIN_WORD = re.compile(r"(?:.*mål|.*målsætning|goal|objective|target|aim)\Z", re.IGNORECASE)
_FOLLOW_UP = re.compile(
    r"opfølg|follow|styring|rapport|report|evaluer|evaluation|proces|status|review|underskrift|\bsign", re.IGNORECASE
)
_PLAN = re.compile(r"plan(?:en)?\b", re.IGNORECASE)
_SERIES_WORD = re.compile(
    r"(?:[^\W\d]*mål(?:ene)?|[^\W\d]*målsætning(?:er|erne)?|goals?|objectives?|targets?|aims?)", re.IGNORECASE
)


def read_goal_heading(heading: str) -> GoalHeading | None:
    """What a heading says of a goal; None when it announces none ("Mål 2025", "Mål- og resultatstyring")."""
    words = heading.strip()
    found = _GOAL_HEADING.match(words)
    if not found:
        return None
    has_title = bool(found["title"].strip())
    offset = len(heading) - len(heading.lstrip())
    return GoalHeading(
        number=found["number"],
        title_at=found.start("title") + offset if has_title else None,
        is_plain=bool(_PLAIN_WORD.match(found["word"])),
    )


def is_series_heading(heading: str) -> bool:
    """Whether a heading gathers goals ("Faglige mål", "Our objectives for 2026")."""
    words = re.findall(r"[^\W\d_]+(?:-(?=\s))?", heading)
    return any(_SERIES_WORD.fullmatch(word) for word in words) and not names_follow_up(heading)


def names_follow_up(heading: str, *, plans: bool = True) -> bool:
    """Whether a heading is about a plan, not part of it ("Opfølgning på målene", "Status on goals", "Our plan")."""
    return bool(_FOLLOW_UP.search(heading) or (plans and _PLAN.search(heading)))
