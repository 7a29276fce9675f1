"""
The vocabulary that layout is read with: months, roles, contents headings, navigation, kinds of document.

Owns Danish and English word lists and the patterns made of them;
leaves what a match means to the modules that use them.
"""

from __future__ import annotations

import re

__all__ = [
    "CHAPTER_WORDS",
    "COLUMN_WORDS",
    "CONTACT_HEADING",
    "CONTENTS_HEADING",
    "DATE",
    "DOCUMENT_WORD",
    "EMAIL",
    "FURNITURE",
    "LINK_HEADING",
    "MONTH",
    "ORGANISATION_WORD",
    "PHONE",
    "ROLE",
    "SIGNED_BY",
    "UPDATED",
    "WRITTEN_NAME",
    "has_contact",
    "is_name",
]

MONTH = (
    r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    r"|january|february|march|may|june|july|october|jan|feb|mar|apr|jun|jul|aug|sept|sep|okt|oct|nov|dec)"
)
DATE = re.compile(
    rf"(?:\b\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]?\s?\d{{2,4}}\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{MONTH}\.?,?\s+\d{{4}}\b|\b{MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b)",
    re.IGNORECASE,
)
"""A day with its year, as printed in Danish or English; a month alone is no day."""

CONTENTS_HEADING = re.compile(
    r"(?:indhold|indholdsfortegnelse|indholdsoversigt|contents|table of contents)", re.IGNORECASE
)
CONTACT_HEADING = re.compile(
    r"(?:kontakt(?:er|oplysninger|personer|person|information)?|contacts?(?: (?:us|details|information|person))?)",
    re.IGNORECASE,
)
FURNITURE = re.compile(
    r"(?:(?:klik|tryk) her|click here|(?:læs højt|menu|søg|search|log (?:ind|in)|sign in)$"
    r"|var (?:det|siden) (?:en hjælp|til hjælp|nyttig)|fandt du (?:det|hvad)\b.{0,20}\bsøgte"
    r"|was this (?:page )?(?:helpful|useful)|did you find what you"
    r"|(?:hent|download)\b.{0,100}\b(?:pdf|filen?|her|here|version|udgave|print\w*|word)\b"
    r"|læs (?:mere|også|hele)\b.{0,60}$|read more\b.{0,60}$|se (?:også|mere):?$|see (?:also|more):?$"
    r"|se profil|view profile|(?:print|udskriv)(?: siden| this page)?$|(?:del|share) (?:på|siden|on|this)\b|skip to"
    r"|spring til|back to top"
    r"|(?:til|to the) top(?:pen)?\b|(?:tilbage|gå) til (?:toppen|forsiden|oversigten|indhold)|cookie|accept(?:er|ér) "
    r"|©|\(c\) |copyright\b|all rights reserved|du er her:?|you are here:?"
    r"|(?:forside|hjem|home|startside)\s*[›»>/|]\s*\S|[^›\n]{1,40}(?: › [^›\n]{1,60}){2,}$"
    r"|(?:side|page) \d+(?: (?:af|of) \d+)?$|\d{1,4}$|- ?\d{1,4} ?-$)",
    re.IGNORECASE,
)
"""Beginnings of lines that lead elsewhere or number pages and say nothing themselves."""
LINK_HEADING = re.compile(
    r"(?:læs|se|find) (?:også|mere)|read more|see also|relate(?:d|ret)(?: (?:links?|pages|content|indhold|sider))?"
    r"|relaterede (?:links?|sider)|(?:nyttige |useful |quick )?links|genveje",
    re.IGNORECASE,
)
"""A line over a web page's links to other pages."""
UPDATED = re.compile(
    r"(?:(?:denne side er |siden er |side )?(?:senest|sidst) (?:opdateret|ændret|revideret|redigeret|rettet)"
    r"|opdateret|revideret|(?:this page was )?(?:last|latest) (?:updated?|modified|revised|reviewed|changed)"
    r"|updated|revised|page last updated)\b",
    re.IGNORECASE,
)
SIGNED_BY = re.compile(
    r"(?:underskrevet|underskrift(?:er)?|signeret|tiltrådt|godkendt af|signed|signatures?|approved by|agreed by"
    r"|på vegne af|on behalf of|for and on behalf of|(?:med )?venlig hilsen|(?:kind|best) regards|sincerely|yours)\b",
    re.IGNORECASE,
)
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(
    r"(?:(?:\b(?:tlf|telefon|tel|phone|mobil|mobile|direkte|direct)\b\.?:?|\b[TM][.:])\s*)?"
    r"(?:\+\d{1,3}[ -]?)?(?<!\d)(?:\d{8}|\d{2}(?:[ .]\d{2}){3}|\d{4} \d{4}|\d{3,5} \d{3} \d{3,4})(?!\d)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
ROLE = re.compile(
    r"(?:\b(?:\w+[- ]?)?(?:direktør|direktion|chef|leder|formand|forkvinde|minister|rektor|dekan|borgmester|konsulent"
    r"|specialkonsulent|koordinator|overlæge|professor|sekretær|rådgiver|medarbejder|ansvarlig|næstformand"
    r"|sygeplejerske|fuldmægtig|inspektør|forstander|konservator)(?:en)?\b"
    r"|\b(?:director(?:[- ]general)?|chief|ceo|cfo|chair(?:man|woman|person)?|head of|manager|president|secretary"
    r"|minister|officer|commissioner|governor|rector|dean|lead|adviser|advisor|coordinator|superintendent)\b)",
    re.IGNORECASE,
)
ORGANISATION_WORD = re.compile(
    r"\w*(?:styrelse|ministeri|institut|departement|universitet|region|kommune|nævn|råd|center|fond|selskab"
    r"|museum|museet|hospital|forvaltning|sekretariat|rådhus|bibliotek|tilsyn|station|library"
    r"|agency|ministry|institute|department|university|authority|council|board|office|inspectorate|centre|commission)\w*",
    re.IGNORECASE,
)
DOCUMENT_WORD = re.compile(
    r"(?:\w*(?:strategi|plan|politik|håndbog|rapport|kontrakt|vejledning|retningslinje|regnskab|koncept|aftale)\w*"
    r"|\b(?:strategy|policy|policies|handbook|report|contract|guide|guidelines?|agreement|charter|compact)\b"
    r"|\bmission\b.*\b(?:og|and)\b)",
    re.IGNORECASE,
)
"""A heading with such a word may be the document's title rather than one of its parts."""

CHAPTER_WORDS = frozenset(
    [
        "kapitel",
        "afsnit",
        "del",
        "bilag",
        "chapter",
        "section",
        "part",
        "appendix",
        "annex",
        "tillæg",
        "side",
        "page",
        "tabel",
        "figur",
        "table",
        "figure",
    ]
)
"""Labels whose headings stand beside numbered ones, where "Mål 1" or "Goal 1" stands beneath them."""

COLUMN_WORDS = re.compile(
    r"\b(?:nr|titel|mål|delmål|målepunkt(?:er)?|målsætning(?:er)?|indikator(?:er)?|resultatkrav|resultatmål|aktivitet(?:er)?"
    r"|bemærkning(?:er)?|kommentar(?:er)?|frist|deadline|tidsfrist|tidsplan|tidspunkt|ansvarlig|ejer|sporejer|vægt|vægtning|point"
    r"|tovholder|projektleder|indsatsejer|ansvarshavende|status|resultat|emne|indsats(?:område)?|beskrivelse|navn|no|title|name|goals?|objectives?|targets?|aims?"
    r"|measures?|milestones?|indicators?|kpi|deliverables?|remarks?|comments?|notes?|owner|responsible|lead|due"
    r"|(?:by )?when|weight|weighting|points|result|topic|area|description|success criteria|succeskriteri(?:um|er)"
    r"|leverance(?:r)?|budget|økonomisk ramme|ramme|bevilling|sponsor|telefon|phone|e-?mail)\b",
    re.IGNORECASE,
)

_PARTICLES = frozenset(["von", "van", "de", "der", "den", "af", "la", "le", "di", "da", "al", "el", "ter", "zu"])
_LOWER = "a-zæøåäöüéèáíóúß"
_UPPER = "A-ZÆØÅÄÖÜÉÁÍÓÚ"
_NAME_WORD = re.compile(
    rf"(?:[{_UPPER}](?:['’][{_UPPER}])?[{_LOWER}]+(?:[{_UPPER}][{_LOWER}]+)?(?:[-'’][{_UPPER}]?[{_LOWER}]+)*"
    rf"|[{_UPPER}]\.|Dr\.|Prof\.|Mrs?\.|Ms\.|Ph\.?d\.?)"
)
MIN_NAME_WORDS, MAX_NAME_WORDS = 2, 5
WRITTEN_NAME = r"[A-ZÆØÅ][\wæøåé'’-]+(?:\s(?:van|von|de|der|af|[A-ZÆØÅ](?:[\wæøåé'’-]+|\.))){1,4}"
"""What may be a person's name inside a text, for a pattern; `is_name` tells whether it is written as one."""


def has_contact(words: str) -> bool:
    """Whether an e-mail address or a telephone number stands in `words`."""
    # Most have neither an @ nor a digit, which is told at once.
    has_address = "@" in words and EMAIL.search(words) is not None
    return has_address or (_DIGIT.search(words) is not None and PHONE.search(words) is not None)


def is_name(words: str) -> bool:
    """Whether `words` are written as a person's name: two to five capitalised words, particles and initials allowed."""
    parts = words.strip().split()
    if not MIN_NAME_WORDS <= len(parts) <= MAX_NAME_WORDS or ROLE.search(words) or ORGANISATION_WORD.search(words):
        return False
    capital = [bool(_NAME_WORD.fullmatch(part)) for part in parts]
    return (
        capital[0]
        and capital[-1]
        and all(fits or part in _PARTICLES for fits, part in zip(capital, parts, strict=True))
        and len(parts[-1]) > len("A.")
    )
