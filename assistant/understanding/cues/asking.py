"""
Cues of what is asked for: who, when, how much, which words, a list.

Owns patterns only; what a cue is, and how it is found, is `assistant.understanding.cues.cue`'s.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.understanding.cues.cue import Cue, cue

__all__ = ["ASKING"]

_NOT = r"(?:n['’]?t)?"
"""As in "isn't it signed?", which asks the same as "is it signed?"."""

ASKING: Mapping[str, Cue] = {
    "who": cue(
        r"\bhvem\b",
        r"\bwho(?:'s|m|se)?\b",
        r"\bhvis (?:underskrift|navn)",
        r"\bmålgruppe(?:n|r)?\b",
        r"\b(?:target group|(?:target|intended) audience)\b",
    ),
    "when": cue(
        r"\bdates?\b",
        r"\bdato(?:en)?\b",
        r"\bdatoer(?:ne)?\b",
        r"\btidsplan",
        r"\btimeline\b",
        r"\btime ?frame\b",
        r"\bschedule\b",
        r"\bhvor?når\b",
        r"\bwhen\b",
        r"\bhvad dato\b",
        r"\bwhat date\b",
        r"\bwhich (?:date|day|month|quarter|year|week)s?\b",
        r"\bwhat (?:day|month|quarter|year|week|time)\b",
        r"\bhvilke[nt]? (?:dage?|dato|måned(?:er)?|kvartal(?:er)?|år|uger?|tidspunkt(?:er)?)\b",
        r"\bhvilket årstal\b",
    ),
    "which_month": cue(r"\b(?:which|what) month\b", r"\bhvilken måned\b"),
    "which_day": cue(
        r"\b(?:which|what|exact) (?:day|date)\b",
        r"\bhvilken (?:dag|dato)\b",
        r"\bpræcis(?:e)? dato\b",
        r"\bwhat time\b",
        r"\bhvad tid\b",
        r"\bhvilken uge\b",
        r"\b(?:which|what) week\b",
        r"\bklokken\b",
        r"\bexactly when\b",
        r"\bpræcist? hvornår\b",
        r"\bhvornår præcis",
    ),
    "how_much": cue(
        r"\bhvor (?:lang|megen|meget) tid\b",
        r"\bhow much time\b",
        r"\b(?:what|which) (?:share|proportion|percentage|fraction) of\b",
        r"\bhvor stor en (?:andel|del) af\b",
        r"\bhvilken (?:andel|del) af\b",
        r"\bhvor (?:meget|stor|stort|store|høj|højt|langt|længe|lang|lav|lavt)\b",
        r"\bhow (?:much|large|big|high|long|far|low)\b",
        r"\bhvad koster\b",
        r"\bhvor mange penge\b",
        r"\bhvor meget (?:af )?(?:pengene|penge|budgettet)\b",
        r"\bhow much (?:of the |of our )?(?:money|funding|funds|cash|budget)\b",
        r"\b(?:what|how) (?:does|do|much).*\bcosts?\b",
        r"\bhvilken procent",
        r"\bwhat percent",
        r"\bwhich percent",
        r"\bhvor mange (?:procent|pct|mio|millioner|kroner|kr)\b",
        r"\b(?:procent|percent|pct|kroner|kr|mio|million\w*|dkk|eur|euro)\b",
        r"\bhow many (?:percent|million|kroner|dkk)\b",
    ),
    "how_many": cue(
        r"\bhvor mange\b",
        r"\bhow many\b",
        r"\bantal(?:let)?\b",
        r"\b(?:the )?number of\b",
        r"\bcount\b(?! (?:as|for|most|more|the most)\b)(?<!does it count)",
        r"\btæl\b",
    ),
    "attribute": cue(
        r"^(?:hvem er|who is|who's)\b(?= (?:the |our |vores )?(?!responsible|ansvarlig|målgruppe|target)\w+"
        r"(?:$|\?| for\b| of\b| at\b| i\b| hos\b))",
        r"^(?:hvad (?:er|var)|what (?:are|were)|hvor (?:stor|stort|store|høj|højt) (?:er|var)|what (?:is|was)"
        r"|what's|whats|how (?:big|large|high) (?:is|was|are))\b",
    ),
    "content_of": cue(
        r"\bwhat (?:do|does|did) (?!.*\b(?:about|on|regarding)\b).*\b(?:say|contain|include|state)\b(?! about| on)",
        r"\bhvad (?:står der i|indeholder)\b(?!.*\bom\b)",
        r"\bcontents? of\b",
        r"\bindholdet af\b",
    ),
    "before": cue(
        r"\b(?:tidligere|forrige|forgænger)\b",
        r"\b(?:before|previous(?:ly)?|former(?:ly)?|predecessor)\b",
        r"\bhvem var\b.*\bfør \w+",
    ),
    "singular": cue(
        r"\b(?:målet|delmålet|resultatmålet|the (?:sub-?)?goal|milepælen|målepunktet|the milestone|fristen"
        r"|the deadline|resultatkravet|the target)\b"
    ),
    "where": cue(
        r"\bhvor\b (?:blev|bliver|afhold\w*|foregår|holdes|skal|vil|hører|ses|arbejder|bor)\b",
        r"\b(?:in|at) (?:which|what) (?:room|city|building|place|town|country|location)\b",
        r"\bhvor (?:afrapporteres|rapporteres|indberettes|offentliggøres|beskrives|fremlægges|opgøres)\b",
        r"\bi hvilke[tn]? (?:lokale|by|bygning|rum|land)\b",
        r"\bhvor (?:ligger|bor|er|finder|står|henne|kan)\b(?! vi (?:nu )?(?:henne )?med\b)",
        r"\bwhere\b(?! (?:are|do) we (?:now )?(?:stand )?(?:with|on)\b)",
        r"\badresse",
        r"\baddress\b",
    ),
    "mentions": cue(
        r"\b(?:mention|refer|discuss|bring up|touch on|talk about|say anything|says anything|written about)\w*",
        r"\b(?:nævn|omtal|omhandl|berør)\w*",
        r"\b(?:står der|skrevet) (?:noget |nogen |lidt )?(?:om|vedrørende)\b",
        r"\bwhere (?:does|do|did)\b"
        r"(?=[^.?!]{2,80}\b(?:come (?:in|into|up)|fit (?:in|into)|figure|feature|appear|occur)\b)",
        r"\bhvor (?:optræder|indgår|forekommer)\b",
        r"\bhvor (?:kommer|dukker)\b(?=[^.?!]{2,80}\b(?:ind|op|frem)\b)",
    ),
    "conditional": cue(
        r"\bhvis (?:vi|man|ikke|der|et|en)\b",
        r"\bif (?:we|one|not|there|a|an|the)\b",
        r"\bhvad sker der,? når\b",
        r"\bwhat happens when\b",
    ),
    "why": cue(r"\bhvorfor\b", r"\bwhy\b"),
    "how": cue(r"\bhvordan\b", r"\bhow (?:do|does|is|are|will|should|can|would|did|was|were)\b"),
    "advice": cue(r"^(?:should|must|may) i\b|^do i (?:need|have)\b", r"^(?:skal|bør|må) jeg\b"),
    "yes_no": cue(
        r"(?:^|[.:;!?,] )(?:er|har|kan|skal|vil|findes|blev|bliver|må|gælder|arbejder|laver|står|nævner|indgår"
        r"|omfatter|mon)\b",
        rf"(?:^|[.:;!?,] )(?:(?:is|are|was|were|has|have|had|does|did|should|could){_NOT}|(?:can|won)['’]?t|can|do|will"
        r"|shall)\b",
        rf"(?:^|[.:;!?,] )do{_NOT} (?:we|you|i|they|our|the|any|all)\b",
    ),
    "whether_done": cue(
        rf"(?:^|[.:;!?,] )(?:(?:have|has|did|was|were){_NOT}|har|blev|fik|nåede|lykkedes)\b",
        rf"(?:^|[.:;!?,] )(?:(?:og|men|så|and|but|so) )?(?:(?:is|are){_NOT}|er)\b"
        r"(?! (?:there|der|du|you|det rigtigt|it true))"
        r"(?!.*\bgoing to\b)(?!.*, (?:hvad|hvilke[nt]?|hvem|hvor\w*|what|which|who|how|when)\b)",
    ),
    "has_any": cue(
        r"\b(?:mentioned|nævnt|omtalt|described|beskrevet|included|part of|en del af)\b",
        r"\b(?:have|has|har|is there|er der|findes)\b.*\b(?:a|an|any|et|en|noget|nogen"
        r"|some)\b (?:[\w-]+ ){0,2}(?:goal|mål|milestone|milepæl|målepunkt|target)",
    ),
    "exact": cue(
        r"\bordlyd",
        r"\bordret\b",
        r"\bpræcise? (?:ord|formulering)",
        r"\bofficiel\w* (?:ord|formulering|tekst)",
        r"\bcit[eé]r",
        r"\bexact (?:word|text|phras)",
        r"\bverbatim\b",
        r"\bword for word\b",
        r"\bofficial (?:word|text|phras)",
        r"\bquote\b",
        r"\bformuler(?:et|ingen)\b",
        r"\bwording\b",
        r"\bphrased\b",
        r"\b(?:exactly|just) as (?:it|they)\b",
        r"\bas (?:it is |it['’]?s )?written\b",
        r"\bhow do we phrase\b",
        r"\bprecis som (?:det|den|der) står\b",
        r"\bord for ord\b",
    ),
    "define": cue(
        r"\bhvad betyder\b",
        r"\bhvad mener\b",
        r"\bhvad menes\b",
        r"\bhvad dækker\b",
        r"\bhvad st(?:år|aar) (?!vi\b).* for\b",
        r"\bforkortelse",
        r"\bdefin",
        r"\bbetydning",
        r"\bmeaning of\b",
        r"\bwhat (?:does|do|is) .*\bmean(?:t)?\b",
        r"\b(?<!we )stands? for\b",
        r"\b(?:full|long) (?:name|form)\b",
        r"\bfulde? navn\b",
        r"\bspelled out\b",
        r"\bskrevet (?:helt )?ud\b",
        r"\bbegreb",
        r"\bhvad skal .* forstås\b",
        r"\bforklar (?:ordet|begrebet|udtrykket)",
        r"\bexplain (?:the )?(?:word|term|abbreviation|concept)",
        r"\bwhat is meant\b",
        r"\b(?:meaning|betydning)\W*$",
        r"\bwhat .{1,40} means\b",
        r"\bhvad .{1,40} betyder\b",
        r"\babbreviation",
        r"\bmeans?\?",
    ),
    "compare": cue(
        r"\bsammenlign",
        r"\bforskel",
        r"\bkontra\b",
        r"\bcompar",
        r"\bdifferen(?:ce|t|ces)\b",
        r"\bdiffers?\b",
        r"\badskiller\b",
        r"\bversus\b",
        r"\bover for hinanden\b",
        r"\bside (?:by|om|ved) side\b",
        r"\bholdt op mod\b",
        r"\bnext to each other\b",
        r"\b(?:put|set|hold|line|show|place) [^.?!]{3,60} (?:next to|beside|alongside|against)\b",
        r"\b(?:stil|sæt|hold|vis|læg)(?:le|te|de)? [^.?!]{3,60} (?:ved siden af|over ?for|op i?mod)\b",
        r"\bved siden af hinanden\b",
        r"\bvs\b",
        r"\bi forhold til\b.*\b(?:vision|mission|mål)",
        r"\bin common\b",
        r"\bfælles(?:træk)?\b.*\bmed\b",
        r"\bligner\b",
    ),
    "list": cue(
        r"\bhvilke\b",
        r"\boplist",
        r"\bopremse?",
        r"\blist\b",
        r"\bnævn\b",
        r"\bname (?:the|our|all)\b",
        r"\bwhich\b",
        r"\bwhat are\b",
        r"\bhvad er (?:vores|de|jeres|deres|vore)\b",
        r"\balle\b",
        r"\ball\b",
    ),
    "all": cue(
        r"\balle\b",
        r"\bsamtlige\b",
        r"\ball\b",
        r"\bevery\b",
        r"\beach\b",
        r"\bhele (?:listen|planen)\b",
        r"\boverblik",
        r"\boverview\b",
    ),
}
