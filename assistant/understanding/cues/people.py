"""
Cues of people, their signatures and contacts, and the documents themselves.

Owns patterns only; what a cue is, and how it is found, is `assistant.understanding.cues.cue`'s.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.understanding.cues.cue import Cue, cue

__all__ = ["PEOPLE"]

_HOW_LONG = (
    r"\b(?:how long|when|until when|(?:what|which) (?:period|years?)"
    r"|hvor længe|hvor lang tid|hvornår|hvilken periode|hvilke[nt]? år)\b"
)
"""Asks for a stretch of time, or for one of its ends."""
_DOCUMENT = (
    r"\b(?:\w*plan(?:en)?|strateg(?:y|i|ien)|agreement|contract|policy|\w*aftalen?|\w*kontrakten?|\w*politikken)\b"
)
"""A document that applies for a time."""
_IN_FORCE = (
    r"\b(?:gælde\w*|gyldig\w*|løber|udløb\w*|varer|slutter|ophør\w*|dækker|omfatter|træder|kraft|starter|begynder"
    r"|valid|expires?|ends?|runs?|covers?|appl(?:y|ies)|force|effect|lasts?|begins?|starts?|over)\b"
)
"""Says that something applies, begins to or no longer does."""
_NEAR = r"[^.?!]{0,40}"
"""A few words between; without a bound, two gaps would take cubic time over a long question."""

PEOPLE: Mapping[str, Cue] = {
    "signed": cue(
        r"\bnavne? (?:\w+ )?under\b",
        r"\bnavne? (?:\w+ ){0,2}nederst\b",
        r"\bnames? (?:\w+ ){0,2}(?:at the (?:bottom|end)|underneath)\b",
        r"\bunderskr",
        r"\bskrev(?:et)? (?:\w+ ){0,3}under\b",
        r"\bsignert",
        r"\bunterschrieb",
        r"\bunterzeichn",
        r"\bundertecknat",
        r"\bsign(?:ed|s|ing|atures?|atory|atories)?\b",
        r"\bunderskiv",
        r"\bunterskrevet\b",
    ),
    "contact": cue(
        r"\bkontakt",
        r"\bcontact",
        r"\btelefon",
        r"\bphone",
        r"\btlf",
        r"\be-?mail",
        r"\bmail",
        r"\bringe\b",
        r"\bcall\b",
        r"\breach\b",
        r"\bget hold of\b",
        r"\bhvis (?:jeg|man|vi) vil (?:høre|vide) mere\b",
        r"\b(?:if (?:i|one|we) wants? )?to (?:know|hear|learn) more\b",
        r"\b(?:hvem|whom?) (?:(?:skal|kan|bør|do|should|can|must|shall) )?(?:jeg|vi|man|i|we|one) "
        r"(?:skriver?|ringer?|write|call|ring|phone|email|mail|turn)\b",
        r"\bskriver (?:jeg|vi|man) til\b",
        r"\b(?:hvilket|what|which) number\b|\bhvilket nummer\b",
        r"\b(?:whom?|who) to (?:call|contact|write|ask|email|phone)\b",
        r"\bfat i\b",
    ),
    "role": cue(
        r"\bnames?\b",
        r"\bnavn(?:et|e)?\b",
        r"\btitel\b",
        r"\btitle\b",
        r"\bstilling",
        r"\bposition",
        r"\bjob\b",
        r"\bhedder\b",
        r"\bname of\b",
        r"\bnavn(?:et)? på\b",
        r"\brolle\b",
        r"\brole\b",
        r"\barbejder som\b",
        r"\bworks? as\b",
    ),
    "weight": cue(
        r"\bvejer\b",
        r"\bvægt",
        r"\bweigh",
        r"\bpoints?\b",
        r"\bhvor tungt\b",
        r"\bhow much does .*\bcounts?\b",
        r"\bcounts? (?:the )?most\b",
        r"\btæller (?:mest|mindst)\b",
        r"\bhvor meget (?:tæller|fylder)\b",
    ),
    "phone": cue(
        r"\btelefon\w*(?: nummer)?",
        r"\bphone(?: number)?",
        r"\btlf",
        r"\bringe\b",
        r"\bcall\b",
        r"\bnummer\b",
        r"\b(?:what|which) number\b",
    ),
    "email": cue(r"\be-?mail(?:s|en)?(?: ?adresse| address)?", r"\bmail", r"\bskrive til\b"),
    "updated": cue(
        r"\bopdater",
        r"\bupdat",
        r"\blast (?:changed|modified|revised)",
        r"\b(?:senest|sidst) (?:blev |er )?(?:ændret|revideret|rettet)",
        r"\bhvor (?:ny|gammel|aktuel)\b(?! er (?:han|hun|du|de)\b)",
        r"\blast updat\w+",
        r"\bsidst \w*opdater\w*",
        r"\bstill (?:fresh|current|valid|up to date)",
        r"\bup to date\b",
        r"\bhow (?:old|recent|current|new)\b(?! (?:is (?:he|she)|are (?:they|you))\b)",
        r"\brevis(?:ed|ion)",
    ),
    "published": cue(
        r"\b(?:what|which) (?:year|period)\b.*\bplan\b",
        r"\b(?:hvilket år|hvilken periode)\b.*\b(?:gælder|dækker|omfatter|plan)",
        r"\bplan\w*\b.*\b(?:still valid|still apply|stadig gælde|gælder stadig|udløb|expire)",
        r"\b(?:gælder|dækker) \w*planen\b",
        r"\bis (?:this|the) plan still\b",
        r"\budgiv",
        r"\bpublish",
        r"\bwhat (?:day|month|year|date) is .*\b(?:plan|strategy|page|document)\b from\b",
        r"\bhvornår er .*\b(?:plan|strategi|side|dokument)\w* fra\b",
        r"\bhvilke[nt] (?:dag|måned|år|dato) er .*\b(?:plan|strategi|side|dokument)\w* fra\b",
        r"\bdateret\b",
        r"\bdated\b",
        r"\boffentliggjort\b",
        r"\bissued\b",
        r"\bdato(?:en)? (?:på|for)\b",
        r"\bfra hvornår\b",
        r"\b(?:hvornår|when) (?:er|was|is|blev) (?:[\w-]+ ){0,4}?(?:[\w-]*plan(?:en)?|page|siden|document"
        r"|dokumentet|strateg\w+)(?: \d{4})? (?:fra|from|written|skrevet|lavet|made|dated)\b",
        r"\bon the (?:front|cover)\b",
        r"\bpå forsiden\b",
        r"\bsidst (?:\w+ )?rettet\b",
    ),
    "in_force": cue(
        rf"{_HOW_LONG}{_NEAR}{_DOCUMENT}{_NEAR}{_IN_FORCE}",
        rf"{_HOW_LONG}{_NEAR}{_IN_FORCE}{_NEAR}{_DOCUMENT}",
    ),
    "in_force_words": cue(_IN_FORCE, r"\b(?:period\w*|long|længe|lang|tid)\b"),
    "documents": cue(
        r"\bhvilke (?:dokumenter|kilder|planer|tekster)\b(?: (?:bygger|bruger|trækker|har|kender) du\b(?: på)?)?",
        r"\b(?:what|which) (?:documents|sources|plans|files)\b",
        r"\bdine (?:dokumenter|kilder)\b",
        r"\byour (?:documents|sources|data)\b",
        r"\bhvad (?:har|kender|ved) du\b(?!.*\bom\b)",
        r"\bwhat do you know\b(?!.*\babout\b)",
    ),
}
