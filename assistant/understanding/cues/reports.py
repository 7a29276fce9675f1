"""
Cues of what was reported: what is missing, what changed, what came before, who follows up when, what it scores.

Owns patterns only; what a cue is, and how it is found, is `assistant.understanding.cues.cue`'s.
`(?>.*?…)` takes the first such word for good: where nothing fits behind it, nothing fits behind a later one either.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.understanding.cues.cue import Cue, cue

__all__ = ["ASIDES", "REPORTS"]

_REPORTED = r"(?:indberettet|indrapporteret|rapporteret|afrapporteret|indmeldt|meldt ind|meldt)"
_IN_TIME = (
    r"\b(?:i|in|during) (?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    r"|january|february|march|may|june|july|october|[qk][1-4]\b|[1-4]\. kvartal"
    r"|the (?:first|second|third|fourth) quarter)"
)
_REPORT = r"(?:status(?:ser)?|indberetning(?:er)?|afrapportering(?:er)?|rapportering(?:er)?|statusmelding(?:er)?)"

REPORTS: Mapping[str, Cue] = {
    "unreported": cue(
        rf"\bikke (?:(?:er|blevet|endnu|har|noget|nogen) ){{0,3}}{_REPORTED}\b",
        rf"\b(?:mangler|savner) (?:\w+ ){{0,3}}(?:at (?:blive )?(?:indberette|melde|rapportere)\w*|{_REPORT})",
        rf"\b(?:uden|ingen|intet) (?:\w+ )?{_REPORT}\b",
        r"\b(?:has|have|is|are|was|were)(?: not|n['’]?t) (?:yet )?(?:been )?(?:yet )?reported\b",
        r"\bnot (?:yet )?(?:been )?reported\b",
        r"\bunreported\b",
        r"\b(?:has|have) (?:no|not a) (?:status|report)\b",
        r"\b(?:without|missing|lacks?|lacking|needs?) (?:a |an |any |its |their )?(?:status(?:es)?|reports?)\b",
        r"\b(?:reports?|status(?:es)?) (?:are|is) (?:still )?missing\b",
        r"\bstill (?:to|needs? to) (?:be )?report(?:ed)?\b",
        r"\bleft to report\b",
        r"\bhvor mange .*\b(?:indberettet|rapporteret)\b",
        r"\bhow many .*\breported\b(?! (?:as|done|green|yellow|red|complete|fulfilled))",
    ),
    "changed": cue(
        r"\bhvad (?:er|har) (?:der )?(?:blevet )?(?:ændret|nyt|ændret sig|sket|flyttet sig)\b.*"
        r"\b(?:siden|seneste|sidste|denne|dette|i går)\b",
        r"\bhvad er (?:der )?(?:ændret|nyt)\b.*\b(?:status|målepunkt\w*|milepæl\w*|målene|registret|planen)\b",
        r"\b(?:ændringer|nyt|nyheder|bevægelser) (?:i (?:status|målene|planen|registret) )?"
        r"(?:siden|den seneste|de seneste|de sidste|den sidste)\b",
        rf"\b(?:hvem|hvad|hvilke \w+|who|what) (?>.*?\b(?:{_REPORTED}|reported)\b).*"
        r"\b(?:siden|seneste|sidste|denne|dette|since|last|past|this)\b",
        r"\bstatusændringer\b",
        r"\bhvilke \w+ har (?:skiftet|ændret) status\b",
        r"\bwhat(?:['’]s| is| has|) (?:changed|new|moved|happened)\b.*"
        r"\b(?:since|last|past|this|yesterday|status|register)\b",
        r"\b(?:changes?|updates?|news) (?:(?:in|to) (?:the )?(?:status|goals|plan|register) )?"
        r"(?:since|over the last|in the last|during the last)\b",
        r"\bstatus changes\b",
        r"\bwhich \w+ (?:have )?changed status\b",
        rf"\b(?:hvem|hvad|hvilke \w+) (?>.*?\b(?:ændret|ændrede|{_REPORTED})\b).*{_IN_TIME}",
        rf"\b(?:who|what|which \w+) (?>.*?\b(?:changed|reported)\b).*{_IN_TIME}",
    ),
    "history": cue(
        r"\bhistorik\w*",
        r"\bhistorien (?:for|om|bag)\b",
        r"\bhistory\b",
        r"\balle (?:indberetninger|statusmeldinger|meldinger)\b",
        r"\ball (?:the )?reports\b",
        r"\b(?:tidligere|earlier|previous) (?:indberetninger|statusser|statusmeldinger|meldinger|reports|statuses)\b",
        r"\bhvordan har .*\budviklet sig\b",
        r"\bhow has .*\b(?:developed|evolved|progressed)\b",
        r"\bhvad er (?:der )?(?:blevet )?(?:indberettet|meldt|rapporteret) (?:om|på|for)\b",
        r"\bwhat (?:has been|was|have we) reported (?:on|about|for)\b",
    ),
    "rounds": cue(
        r"\bårshjul\w*",
        r"\b(?:year|annual) ?wheel\b",
        r"\bopfølgning\w*",
        r"\bfollow[- ]?ups?\b",
        r"\bstatusrunde\w*",
        r"\breporting (?:rounds?|dates?|calendar)\b",
        r"\bafrapportere?s?\b",
        r"\bhvornår skal (?:vi|jeg|man|der|de \w+) (?:næste gang )?(?:indberette|rapportere|afrapportere|melde"
        r"|følge op|(?:aflevere|indsende|sende|give) (?:\w+ ){0,2}(?:status|rapport\w*))\w*",
        r"\bwhen (?:do|must|should|shall|will|are) (?:we|i|you|they|the \w+) (?:(?:next|to|have|need|supposed|due) )*"
        r"(?:report|follow up|(?:hand in|submit|send(?: in)?|give|deliver) (?:\w+ ){0,2}(?:status|reports?))\b",
        r"\bnext (?:report|round)\b",
        r"\bhvornår (?:får|gør|gøres|gives|drøftes|drøfter|fremlægges|forelægges)\b.*\bstatus\b",
        r"\b(?:bedt|anmodet|asked) (?:om|for) (?:en |a |the )?status\b",
        r"\bwhen (?:do|does|is|are|will)\b.*\b(?:get|gets|receive|given|discuss\w*|review\w*|told)\b.*"
        r"\b(?:status|progress|plan)\b",
        r"\bfollow up on (?:the|our) (?:plan|goals)\b",
        r"\bhvornår (?:bliver|er|skal) .*\b(?:gjort (?:\w+ )?op|opgjort|gøres (?:\w+ )?op|evalueret|vurderet)\b",
        r"\bhvornår gøres .*\bop\b",
        r"\b(?:assessment|evaluation|appraisal|opgørelse|vurdering|evaluering) (?:of|af) (?:the |de |all |alle )?"
        r"(?:goals?|milestones?|målene|målepunkter(?:ne)?|milepæle(?:ne)?)\b",
        r"\bwhen (?:are|is|will) .*\b(?:goals?|plan|milestones?|results?)\b.*"
        r"\b(?:assessed|evaluated|settled|summed up)\b",
    ),
}

ASIDES: Mapping[str, Cue] = {
    "exists": cue(
        r"\b(?:er der|findes der|har vi|is there|are there|do we have|have we(?: got)?) "
        r"(?:nogen|nogle|noget|any|some)?\b"
    ),
    "score": cue(
        r"\b(?:samlet |samlede )?(?:point|score|pointtal|pointscore)\b",
        r"\bscor(?:e|er|es|ing)\b",
        r"\bpoints?\b",
    ),
    "total": cue(
        r"\bhvor mange point (?:har vi|får vi|står vi|ligger vi)\b",
        r"\bhow many points (?:do we have|have we|are we)\b",
        r"\b(?:hvad|hvor meget) scorer (?:vi|planen)\b",
        r"\bwhat (?:do|would|will|does) (?:we|the plan|it) (?:now )?score\b",
        r"\b(?:samlede|aktuelle|current|total|overall) (?:point\w*|score)\b",
    ),
    "slips": cue(
        r"\b(?:glipper|skrider|ryger|svigter|mislykkes|fejler|falder|går tabt|ikke nås|ikke når\w*)\b",
        r"\bikke bliver (?:nået|opfyldt|færdig)\w*",
        r"\b(?:slips?|slipped|fails?|is missed|misses|drops?)\b",
        r"\bis(?: not|n['’]?t) (?:met|fulfilled|reached|done)\b",
    ),
}
"""Looked for by the answerers that ask for them, and in no other question: their words are too common."""
