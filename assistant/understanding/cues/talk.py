"""
Cues of conversation: greetings, thanks, help, newcomers.

Owns patterns only; what a cue is, and how it is found, is `assistant.understanding.cues.cue`'s.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.understanding.cues.cue import Cue, cue

__all__ = ["TALK"]

TALK: Mapping[str, Cue] = {
    "greeting": cue(
        r"^(?:hej(?:sa)?|hey|hi|hello|goddag|godmorgen|god morgen|dav|halløj|good (?:morning|afternoon|day)|hejsa"
        r"|yo|mojn|hei)\b"
    ),
    "thanks": cue(
        r"\b(?:mange )?tak(?: skal du have| for(?: \w+)?)?\b",
        r"\bthank(?:s| you)\b",
        r"\bthx\b",
        r"\bcheers\b",
        r"\b(?:really |very )?helpful\b",
    ),
    "bye": cue(
        r"\bfarvel\b",
        r"\bhej hej\b",
        r"\bbye\b",
        r"\bgoodbye\b",
        r"\bvi ses\b",
        r"\bsee you\b",
        r"\b(?:ha|hav|have) (?:en |det )?(?:rigtig )?(?:god|godt|dejlig|fin)"
        r"(?: (?:dag|weekend|aften|ferie|sommer|jul))?\b",
        r"\bgod (?:weekend|ferie|aften|påske|jul)\b",
        r"\b(?:have a )?(?:nice|good|great|lovely) (?:day|weekend|evening|holiday)\b",
    ),
    "help": cue(
        r"\bhvad kan du\b",
        r"\bwhat can (?:you|i ask)",
        r"\bcan i ask (?:you|u)\b",
        r"\bhvad kan (?:jeg|man|vi) (?:spørge|bruge)\b(?: dig)?(?: om| til)?",
        r"\bwhat can (?:we|one|people) ask\b(?: you)?",
        r"\bhow do (?:you work|i use)",
        r"\bhjælp\b$",
        r"^hjælp\b",
        r"^help\b",
        r"\bhow can you help\b",
        r"\bhvordan bruger (?:man|jeg|vi) dig\b",
        r"\bwhat (?:kinds?|sorts?) of [\w ]{2,20} (?:do|can) you (?:answer|help with|know)\b",
        r"\b(?:what|which) (?:questions|stuff|things) (?:do|can) you (?:answer|help with)\b",
        r"\bhvilke (?:slags )?spørgsmål (?:kan du svare|svarer du) på\b",
        r"\bhvad hedder du\b",
        r"\bwhat(?:['’]s| is) your name\b",
        r"\bhvordan (?:bruger|virker|fungerer) (?:jeg |du\b|dig\b|det her)",
        r"\bhvad (?:bruges|er) du (?:til|god)",
        r"\bcan you help\b$",
        r"\bkan du hjælpe(?: mig)?\W*$",
        r"\bwhat are you (?:able|for|good)",
        r"\bhvem er du\b",
        r"\bwho are you\b",
        r"\bwhat are you\b",
        r"\bhvad er du\b",
        r"\bhvad laver du\b",
        r"\bwhat do you do\b",
    ),
    "human": cue(
        r"\ber du (?:et |en )?(?:menneske|robot|ai|bot|maskine|person|rigtig|kunstig|chatgpt|sprogmodel)",
        r"\bare you (?:a |an )?(?:human|robot|ai|bot|machine|person|real|chatgpt|llm|language model)",
        r"\btaler jeg med\b",
        r"\bam i (?:talking|speaking|chatting)\b",
        r"\bskriver jeg med\b",
    ),
    "how_are_you": cue(
        r"\bhvordan (?:har du det|går det)\W*$", r"\bhow are you\b", r"\bhow's it going\b", r"\bhvad så\W*$"
    ),
    "newcomer": cue(
        r"\bjeg er (?:lige )?(?:en )?(?:ny|startet|begyndt|nyansat)(?: (?:leder|medarbejder|chef|kollega|her))?\b",
        r"\b(?:i(?:'| a)?m|as) (?:a )?new(?: (?:leader|manager|employee|hire|starter|colleague|here))?\b",
        r"\b(?:jeg er|er) (?:lige|netop|nylig|for nylig) (?:blevet|udnævnt til|forfremmet til)\b",
        r"\bi(?:'ve| have| was| am|'m)? (?:just |recently |newly )?(?:become|became|been made|promoted to|appointed)\b",
        r"\b(?:just|recently) (?:started|joined)(?:(?: \w+)? (?:last|this) (?:week|month))?\b",
        r"\b(?:started|joined)(?: \w+)? (?:last|this) (?:week|month)\b",
        r"\b(?:startede|begyndte)(?: \w+)? (?:i )?(?:sidste uge|sidste måned|denne uge)\b",
        r"\b(?:started|begyndt|startet) (?:here |her )?(?:on|last|this|i|for|på) \w+\b",
        r"\b(?:helt )?ny her\b",
        r"\bnyansat",
        r"\bny (?:medarbejder|leder|kollega)",
        r"\bnew (?:employee|hire|leader|manager|colleague|starter|here)\b",
        r"\bførste (?:dag|arbejdsdag)\b",
        r"\bfirst day\b",
        r"\blige begyndt\b",
        r"\b(?:starter|begynder) (?:i dag|i morgen|på (?:man|tirs|ons|tors|fre)dag|snart|om)",
        r"\bi (?:start|begin|join)\b(?: (?:as|at|on|here|today|tomorrow|next|soon))\b",
        r"\bjeg (?:starter|begynder|tiltræder) (?:som|her|hos|på|i|næste|snart)\b",
        r"\bhvor (?:begynder|starter) (?:jeg|man)\b",
        r"\bhvor (?:skal|bør|kan) (?:jeg|man) (?:begynde|starte)\b",
        r"\bwhere (?:do|should|can|shall) i (?:begin|start)\b",
    ),
    "overview": cue(
        r"\boverblik\w*",
        r"\boverview\b",
        r"\bsummar(?:y|i[sz]e\w*)\b",
        r"\b(?:opsummer|sammenfat)\w*",
        r"\bresum[eé]r?\b",
        r"\bhovedpunkt\w*",
        r"\b(?:main|key) points\b",
        r"\bgår (?:[\w-]*plan(?:en)?|strategien) ud på\b",
    ),
    "purpose": cue(
        r"\bsat i verden(?: for)?\b",
        r"\bhere for\b",
        r"\bhvad (?:laver|gør|arbejder) (?!du\b)",
        r"\bhvad er (?:\w+ ){0,3}til for\b",
        r"\bhvad (?:\w+ ){1,3}er (?:til|sat i verden) for\b",
        r"\bwhat (?:[\w']+ ){1,3}is for\b",
        r"\bwhat (?:does|do) (?!you\b)[\w' ]{1,40} do\b",
        r"\bwhat is [\w' ]{1,40} for(?= ?(?:[?.!,]|$))",
        r"\bhvorfor (?:findes|er) \w+ (?:her|til)?",
        r"\bwhat do we stand for\b",
        r"\bhvad står vi (?:egentlig |for alvor )?for\b",
        r"\bformål",
        r"\bpurpose\b",
        r"\braison\b",
        r"\bwhy (?:do|does) (?:we|\w+) exist\b",
        r"\bfortæl (?:mig )?(?:lidt )?om\b",
        r"\btell me (?:a bit |a little )?about\b",
        r"\bwhat('s| is) .* all about\b",
        r"\bintroduc",
    ),
}
