"""
Cues of what is no question to the documents: orders, tasks, claims; and how a question leans on the one before.

Owns patterns only; what a cue is, and how it is found, is `assistant.understanding.cues.cue`'s.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.understanding.cues.cue import Cue, cue

__all__ = ["ORDERS"]

_ASKED = r"please |venligst |kan du |kan du lige |vil du |kunne du |can you |could you |would you |will you |"
_DANISH_REQUEST = rf"(?:^|[.:;!?] )(?:{_ASKED}du skal |you must |jeg vil have dig til at )?"
_ENGLISH_REQUEST = rf"(?:^|[.:;!?] )(?:{_ASKED}i want you to |you must |go ahead and )?"
"""How a sentence begins that wants something done."""
_DANISH_DEEDS = (
    r"sæt|sætte|marker|markere|markér|opdater|opdatere|opdatér|slet|slette|ret|rette|registrer|registrere|registrér"
    r"|luk|lukke|godkend|godkende|afslut|afslutte|indberet|indberette|meld|melde|rapporter|rapportér|rapportere|noter|notere|notér|ændr|ændre"
    r"|annuller|annullere|annullér|send (?!mig|os|me|us)|sende (?!mig|os)|book|booke|tilmeld|tilmelde|bestil|bestille"
    r"|skriv at|skriv i|skriv ind|meld|melde|indmeld|indmelde|indfør|indføre|påmind|flyt|flytte"
    r"|mind mig (?!om hv|lige om hv|om vores|hv)"
    r"|udskyd|udskyde|fjern|fjerne|tilføj|tilføje"
)
_ENGLISH_DEEDS = (
    r"set|mark|update|delete|remove|register|close|approve|change|cancel"
    r"|send (?!me|us|the (?:official|exact|text|wording|list|link))"
    r"|book|sign me up|order"
    r"|remind me (?!what|whats|which|who|whose|how|where|of|about|why|again)"
    r"|write that|schedule|move|postpone|add|e-?mail (?!address|of|for)"
    r"|notify|announce|report (?!on|of)|record|log|flag"
    r"|tick off|put down|enter"
)
"""What only a person with a register can do."""

_GOOD_OR_BAD = (
    r"(?:any good|good|bad|great|poor|better|best|worse|worst|realistic|unrealistic|ambitious|smart|clever|stupid"
    r"|silly|sensible|fair|unfair|enough|too (?:many|few|much|little|\w+)|boring|pointless|useless|right|wrong|worth"
    r"|gode?|godt|dårlige?|dårligt|bedre|bedst|værre|værst|realistiske?|urealistiske?|ambitiøse?|kloge?|dumme?|fornuftige?"
    r"|rimelige?|urimelige?|nok|for (?:mange|få|meget|lidt)|kedelige?|ligegyldige?|rigtige?|forkerte?)"
)
"""What only an opinion says of a thing."""

ORDERS: Mapping[str, Cue] = {
    "opinion": cue(
        r"\bwhat (?:do|did|would) you (?:personally |really |honestly )?(?:think|make|reckon) (?:of|about)\b",
        r"\b(?:hvad )?(?:synes|syntes|mener) du (?:selv |egentlig |personligt )?om\b",
        r"\b(?:your|din|dit) (?:own |personal |honest |egen |eget |personlige |ærlige )?"
        r"(?:opinion|view|take|mening|holdning|synspunkt)\b",
        rf"\b(?:do|would|did) you (?:personally |really |honestly )?(?:think|believe|feel|say|agree)\b.*"
        rf"\b{_GOOD_OR_BAD}\b",
        rf"\b(?:synes|mener|tror|vil) du\b.*\b{_GOOD_OR_BAD}\b",
        r"\b(?:is|are|was|were)\b.*\bany good\b",
        rf"^(?:\w+,? )?(?:is|er)\b (?!there|der)[^?]*\b(?:a|an|en|et) {_GOOD_OR_BAD} "
        r"(?:boss|director|manager|leader|chief|head|chef|direktør|leder|plan|strategi|strategy|goal|mål)\b",
    ),
    "injection": cue(
        r"\bignor(?:e|er|ér)\b.*\b(?:instru|regler|rules|prompt|above|previous|tidligere|ovenstående|forrige)\w*",
        r"\bglem (?:alt|alle|dine)\b[^.?!]*",
        r"\bforget (?:everything|all|your)\b[^.?!]*",
        r"\bdisregard\b[^.?!]*",
        r"\bsystem ?prompt\w*",
        r"\b(?:act|pretend|behave|opfør dig|lad som)\b (?:as|to be|som|om|you)[^.?!,]*",
        r"\byou are now\b[^.?!,]*",
        r"\bdu er nu\b[^.?!,]*",
        r"\bdeveloper mode\b",
        r"\bjailbreak\w*",
        r"\bdan mode\b",
        r"\b(?:reveal|print|show|vis|udskriv|repeat|gentag)\b[^.?!]*\b(?:prompt|instructions|instruktioner"
        r"|instruks|konfiguration|api ?key|token|password|hidden)\w*",
        r"\b(?:reply|respond|answer|svar) (?:only|kun|just|bare) (?:with|med)(?: the words?| ordet)? [^\s.?!:]+",
        r"\bnew instructions?\b:?",
        r"\bnye instruktioner?\b:?",
        r"\boverride\b[^.?!]*",
    ),
    "task": cue(
        r"\b(?:^|(?:du|bare|så|please|lige) )gæt(?:te)?\b",
        r"\b(?:^|(?:please|just|you) )guess\b",
        r"\bopfind\b",
        r"\bmake (?:something|it|one) up\b",
        r"\b(?:(?:pretend|imagine)(?: that)? you|act as|lad som om du|forestil dig,? at du)\b[^.?!]*"
        r"\b(?:write|say|tell|approve|skriv|sig|godkend)\b",
        r"^(?:please |can you |kan du |venligst )*(?:write|draft|compose|skriv|formuler|digt)\b (?:me|my|a|an"
        r"|some|mig|min|mit|en|et)\b",
        r"\b(?:joke|vittighed|vits)\b",
        r"\b(?:digt|poem|haiku|limerick|song|sang|rap|novelle|story)\b",
        r"\b(?:regn|sne|sol|uve|torden|fint |godt |dårligt )?vejr(?:et|udsigt\w*)?\b",
        r"\b(?:weather|forecast for (?:today|tomorrow))\b",
        r"\b(?:will it|is it going to|does it) (?:rain|snow)\b|\b(?:regner|sner) det\b|\bdet (?:regner|sner)\b",
        r"\bopskrift\b",
        r"\brecipe\b",
        r"\b(?:python|java|javascript|sql|excel|html)\b.*\b(?:kode|code|script|program|formel|formula)",
        r"\b(?:kode|code|script|program|function|funktion)\b.*\b(?:python|java|javascript|sql|c\+\+)",
        r"\bskriv (?:en|et|mig)\b.*\b(?:tale|mail|e-mail|artikel|pressemeddelelse|ansøgning|essay|digt|kode|program)",
        r"\bwrite (?:a|an|me|some)\b.*\b(?:speech|email|article|press release|application|essay|poem|code|program"
        r"|script|letter)",
        r"\bfodbold",
        r"\bfootball\b",
        r"\bsoccer\b",
        r"\baktie(?:r|kurs)",
        r"\bstock price",
        r"\b(?:what is|hvad er) \d+ ?[-+*x/] ?\d+",
        r"\boversæt\b",
        r"\btranslate\b",
        r"\bhvad er klokken\b",
        r"\bwhat time is it\b",
        r"\bwhat('s| is) the time\b",
        r"\bcapital of\b",
        r"\bhovedstad",
        r"\bmovie\b",
        r"\bfilm\b",
        r"\bhoroskop",
        r"\bhoroscope\b",
        r"\blottery\b",
        r"\blotto",
    ),
    "action": cue(
        rf"{_DANISH_REQUEST}(?:{_DANISH_DEEDS})\b",
        rf"{_ENGLISH_REQUEST}(?:{_ENGLISH_DEEDS})\b(?! (?:of|for|out|up)\b)",
        r"\b(?:sæt|marker|markér|set|mark) (?:status|\w+ (?:til|som|as|to))\b",
        rf"{_DANISH_REQUEST}ring (?:til|op til)\b",
        rf"{_ENGLISH_REQUEST}(?:call|phone|ring) (?:\w+ ){{1,4}}for me\b",
        r"\b(?:og|and|then) (?:sæt|marker|markér|set|mark) (?:mål|målepunkt|milepæl|goal|milestone|target)\b",
        r"\bchange the status\b",
        r"\bændr status\b",
    ),
    "claim": cue(
        r"\b(?:just|bare|kun) (?:say|sig|svar|answer)\b",
        r"\bsay yes\b",
        r"\b(?:bekræft|confirm)\b",
        r"\bikke (?:også|sandt)\b",
        r"\bright\?",
        r"\bcorrect\?",
        r"(?<!hvilke)(?<!hvem)(?<!hvad)(?<!eller),? (?:ikke|vel|rigtigt|korrekt)\?\s*$",
        r"\ber det (?:rigtigt|korrekt|sandt)\b",
        r"\bis it (?:correct|right|true)\b",
        r"\b(?:stemmer|passer) det\b",
        r"\b(?:isn't|aren't|wasn't|hasn't|didn't) (?:it|we|they)\b",
        r"\bsom (?:vi )?aftalt\b",
        r"\bas (?:we )?agreed\b",
        r"\bjeg (?:har hørt|ved) at\b",
        r"\bi (?:heard|know) that\b",
        r"\b(?:sig|skriv|svar|say|write|tell (?:me|everyone|them)|state) (?:bare )?(?:at|that)\b",
        r"\bsom du (?:sagde|skrev)\b",
        r"\bas you said\b",
    ),
    "pronoun": cue(
        r"\b(?:dem|den|det|de|disse|denne|dette|deres|dens|hans|hendes|her(?:af|om)|der(?:om|af))\b",
        r"\b(?:it|them|they|that|those|these|their|its|his|her|he|she|this|the (?:first|second|third|last"
        r"|other) one)\b",
        r"\b(?:den|det) (?:første|anden|tredje|sidste)\b",
    ),
    "continues": cue(
        r"^(?:og|and|hvad med|what about|how about|also|også|hva med|samt|ok(?:ay)? (?:og|and)|so|så|then|men|but"
        r"|same for|det samme for|only|kun)\b"
    ),
}
