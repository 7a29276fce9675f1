"""
Cues of questions for onboarding and training material.

Owns patterns only; what a cue is, and how it is found, is `assistant.understanding.cues.cue`'s.
Kept apart from the cues of every question: what is asked of the documents does not depend on these.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.understanding.cues.cue import Cue, cue

__all__ = ["LEARNING"]

LEARNING: Mapping[str, Cue] = {
    "journey": cue(
        r"\bon-?boarding\w*",
        r"\bintro(?:duktions)?(?:forløb|program|kursus|kurset)\w*",
        r"\bintroduct(?:ion|ory) (?:program(?:me)?|course|plan|journey)\b",
        r"\binduction\b",
        r"\bvelkomst(?:forløb|program)\w*",
        r"\bwelcome (?:program(?:me)?|journey)\b",
    ),
    "own_journey": cue(
        r"\b(?:mit|min|mine|jeg|mig|my|me)\b",
        r"\bi\b(?= (?:do|need|take|start|have|get|follow|go|must|join)\b)",
        r"\b(?:should|do|can|must|will|would|could|shall) i\b",
        r"\b(?:hvilke[nt]?|which|what) (?:[\w-]+ )?(?:on-?boarding|introforløb|forløb|journeys?|trin|steps|rejser?)\w*",
        r"\b(?:trin(?:ne(?:ne)?|nene)?|steps|dage|days|forløb(?:et)?|journeys?)\b",
        r"\b(?:vis|show|list|start|begynd|tilmeld)\b",
        r"\bfor (?:en |a |the |as )?(?:ny\w*|new) \w+",
    ),
    "lesson": cue(
        r"\b(?:mini)?lektion\w*",
        r"\blessons?\b",
        r"\b(?:lærings)?modul(?:et|er)?\b",
        r"\bmodules?\b",
        r"\b(?:under)?visningsmateriale\w*",
        r"\b(?:training|course|learning) materials?\b",
        r"\bhandouts?\b",
        r"\bøvelser? (?:i|om|til)\b",
        r"\bquiz\w*",
    ),
    "checklist": cue(
        r"\btjek-?liste\w*",
        r"\bhuskeliste\w*",
        r"\bcheck-? ?lists?\b",
        r"\b(?:interview|møde|samtale)(?:ark|guide)\w*",
        r"\b(?:interview|meeting) (?:sheet|guide|template)s?\b",
    ),
    "how_to": cue(
        r"\bhvordan (?:kan|skal|bør|undgår|modvirker|mindsker|reducerer|opdager|holder|sikrer|får)"
        r" (?:jeg|man|vi|du)\b",
        r"\bhvordan (?:undgår|modvirker|mindsker|reducerer|opdager|forebygger|begrænser)(?:s)?\b",
        r"\bhvordan kan \w+",
        r"\bhow can \w+",
        r"\bhvad (?:kan|skal|bør) (?:jeg|man|vi) gøre\b",
        r"\bhvad (?:virker|hjælper|gør man)\b",
        r"\bvirker\b",
        r"\bhow (?:do|can|should|could|would|might) (?:i|we|you|one|people|leaders|managers)\b",
        r"\bhow to\b",
        r"\bhow (?:is|are|can) \w+ (?:be )?(?:avoided|reduced|countered|prevented)\b",
        r"\bwhat (?:can|should|could) (?:i|we|you|one) do\b",
        r"\bwhat (?:works|helps)\b",
        r"\b(?:does|do|can) \w+ ?\w* ?(?:training|courses?) (?:actually |really )?(?:work|help|change)\w*",
        r"\bgode råd\b",
        r"\btips\b",
        r"\badvice\b",
        r"\b(?:avoid|reduce|counter|prevent|spot|recogni[sz]e)(?:ing)?\b",
    ),
    "learn": cue(
        r"\b(?:lære|lær mig|læse|forklar|forstå)\b",
        r"\b(?:learn|teach me|read up|explain|understand)\b",
        r"\beksempe[lr]\w*",
        r"\bexamples?\b",
        r"\bforskning\w*",
        r"\b(?:research|evidence|stud(?:y|ies))\b",
        r"\bhvad (?:er|betyder|menes|dækker)\b",
        r"\bwhat(?:'s| is| are| does)\b",
        r"\bdefin\w+",
    ),
    "hiring": cue(
        r"\b(?:job)?samtaler?\b(?! om)",
        r"\bjobsamtale\w*",
        r"\bansæt\w*",
        r"\brekrutter\w*",
        r"\binterview\w*",
        r"\bhiring\b|\bhire\b|\brecruit\w*",
        r"\bansøg\w*",
        r"\bapplicants?\b|\bcandidates?\b",
    ),
    "appraisal": cue(
        r"\bmus\b|\bmus-\w+",
        r"\b(?:medarbejder|udviklings|løn|års)samtale\w*",
        r"\bbedøm\w*",
        r"\bapprais\w*",
        r"\bperformance reviews?\b|\bpay talks?\b|\byearly talks?\b",
        r"\bvurder\w* medarbejder\w*",
    ),
    "sharing_tasks": cue(
        r"\b(?:fordel|uddel|tildel)\w*\b.*\bopgave\w*",
        r"\bopgavefordeling\w*",
        r"\b(?:giv\w*|shar\w*|assign\w*|delegat\w*|hand\w*)\b.*\btasks?\b",
        r"\bgive \w+ opgaver\b",
    ),
    "running_meeting": cue(r"\bmøde(?:r|t|rne|leder\w*|ledelse)?\b", r"\bmeetings?\b"),
    "of_plan": cue(
        r"\b(?:\w*plan(?:en|er|s)?|strategi(?:en|er)?|strateg(?:y|ies)|dokument\w*|documents?|mrp)\b",
        r"\b(?:målepunkt|indsatsområde|resultatkrav|milep)\w*",
        r"\b(?:goal|milestone|target)s?\b",
        r"\bmål(?:et|ene)?\b",
        r"\bcafe-?\w*",
        r"\b(?:politik|policy|retningslinje)\w*",
    ),
}
