"""
Courtesy around a question: salutations, "would you be so kind as to", "på forhånd tak", regards.

Owns taking such phrases off; leaves thanks and greetings that stand alone to the cues of talk,
and sentences that tell an occasion to `assistant.understanding.occasion`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from assistant.understanding.patterns import joined
from assistant.understanding.tables import phrases

__all__ = ["without_courtesy"]

LEAST_LEFT = 3
"""Words that must be left: a message that is nothing but courtesy is answered as such."""
_ADVERB = r"(?:please|kindly|possibly|perhaps|just|maybe|venligst|måske|mon|lige|eventuelt|evt\.?|også|also|gerne)"
_KIND = r"(?:kind|good|nice|sweet|venlig|sød|rar|elskværdig|flink|hjælpsom)"
_SIGNED = r"\b(?:[.,]? [\w,.-]+){0,6}\W*$"
"""A name and place at the end of a letter."""
_TIME_OF_DAY = r"good (?:morning|afternoon|evening|day)|god (?:morgen|dag|eftermiddag|aften)"
_PHRASES = (
    # what a sentence is begun with, and filled with
    r"^(?:(?:lol|omg|yo|hm+|ok(?:ay)?|well|nå|tja|øh+|altså|so|uh+)\b[,:!.]? )+",
    r"\b(?<=\bwhat )(?:even|on earth)\b|\b(?<=\bhvad )(?:i grunden|i alverden)\b",
    # salutations, and what they wish
    r"^(?:dear|kære)(?: (?:rettesnor|all|team|colleagues?|kolleger|kollega|alle))?\b[,.!]?",
    rf"^(?:hi|hello|hey|hej|hejsa|goddag|{_TIME_OF_DAY})(?: (?:rettesnor|there|all|again|igen|alle|med dig))?\b[,.!]",
    r"\b(?:i hope|jeg håber),? (?:this|that|all|you|it|det|at|du|alt)\b[^.!?]*[.!?,]",
    # asking to be told
    rf"\b(?:would|could|will|can|might) you (?:{_ADVERB} )*be (?:so|as) {_KIND}(?: as)? (?:to )?",
    rf"\b(?:vil|kan|kunne|ville) (?:du|i) (?:{_ADVERB} )*være (?:så )?{_KIND}(?: og| at)?(?: at)?\b",
    rf"\b(?:would|could|will|can|might) you (?:{_ADVERB} )*(?=(?:tell|list|give|show|send|explain|find|look|quote)\b)",
    rf"\b(?:vil|kan|kunne|ville) (?:du|i) (?:{_ADVERB} )+",
    (
        r"\b(?:i|we)(?:['’]d| would| should) (?:be )?(?:(?:most|very|so|really|much|greatly) )*"
        r"(?:grateful|obliged|thankful|appreciate|like|love)(?: it)?"
        r"(?: (?:if you (?:could|would|can)|to (?=(?:know|hear|ask|see|have)\b)))?\b"
    ),
    (
        rf"\b(?:jeg|vi) (?:vil|ville|kunne|skulle) (?:(?:meget|rigtig|{_ADVERB}) )*(?:gerne|sætte (?:stor )?pris på)"
        r"(?: (?:bede)(?: dig)?)?(?:,? om (?:at|du|i)\b)?(?: kunne)?"
    ),
    r"\b(?<!what )(?:may|might|could|can) i (?:please |just |kindly )*(?:trouble you|(?=(?:ask|enquire) (?!you|u\b)))",
    (
        r"\b(?<!hvad )(?:må|kunne|vil) jeg (?:lige |måske )?(?:bede|ulejlige)(?: dig)?"
        r"(?: (?:om|med))?(?: (?:at|et spørgsmål(?: om)?))?\b"
    ),
    r"\b(?:tillad mig at|allow me to) (?:spørge|ask)\b",
    r"\bi(?: am|['’]m| was) (?:just )?wondering (?:if|whether) you (?:could|can|know)\b",
    r"\bif (?:you don['’]t mind|(?:it['’]?s |it is )?(?:at all )?possible|it is not too much trouble)\b",
    r"\bhvis (?:du (?:har tid|gider|kan)|det er muligt)\b",
    r"\b(?:be|ask you to|bede dig(?: om)?(?: at)?) (?=(?:oplyse|fortælle|tell|inform)\b)",
    r"\b(?:som bekendt|as you know|i den forbindelse|in that connection)\b",
    # thanks before the answer, and the end of a letter
    r"\b(?:thank you|thanks|many thanks)(?: (?:so|very) much)? in advance\b",
    r"\b(?:(?:mange )?tak for|thanks for|thank you for) (?:din |your |the )?(?:hjælpen|hjælp|help)\W*$",
    r"\b(?:på forhånd )(?:mange )?tak\b|\b(?:mange )?tak på forhånd\b",
    rf"\b(?:(?:with )?(?:kind(?:est)?|best|warm) (?:regards|wishes)|yours (?:sincerely|faithfully)){_SIGNED}",
    rf"\b(?:(?:med )?(?:venlig|bedste|kærlig|de bedste) hilsen(?:er)?|m?vh){_SIGNED}",
)
_COURTESY = re.compile(joined(_PHRASES), re.IGNORECASE)
_LEADING = re.compile(r"^[\s,.;:!–-]+")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MARKS = re.compile(r"\s*[,.;:!–-]*")
"""What closes an aside; a question mark is the question's."""


def without_courtesy(text: str) -> str:
    """`text` on one line without phrases of courtesy; unchanged where little else would be left."""
    bare = _LEADING.sub("", " ".join(_COURTESY.sub(" ", _without_asides(text)).split()))
    return bare if len(re.findall(r"\w+", bare)) >= LEAST_LEFT else text


def _without_asides(text: str) -> str:
    """`text` without the phrases of the table of asides, each with the marks right after it."""
    found = list(_WORD.finditer(text))
    words = [match[0].lower().replace("’", "'") for match in found]
    kept: list[str] = []
    end = at = 0
    while at < len(words):
        size = next((len(each) for each in _asides().get(words[at], ()) if words[at : at + len(each)] == each), 0)
        if size:
            kept.append(text[end : found[at].start()])
            end = _MARKS.match(text, found[at + size - 1].end()).end()  # type: ignore[union-attr]  # matches nothing too
        at += size or 1
    return " ".join((*kept, text[end:]))


@cache
def _asides() -> Mapping[str, Sequence[list[str]]]:
    """The phrases of the table of asides as words, by the first of them, the longest before the others."""
    found: dict[str, list[list[str]]] = {}
    for phrase in sorted((phrase.split() for phrase in phrases("asides")), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found
