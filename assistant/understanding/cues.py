"""
Turns of phrase that tell what kind of thing is asked, in Danish and English.

Owns the table of cues and nothing else: a cue says that a phrase is there, not what to do about it.
Patterns are matched against the folded question (`ingest.lexical.fold`: lower case, æ ø å and their spellings made one).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.lexical import fold

__all__ = ["CUES", "Cue", "find_cues", "strip_cues"]


@dataclass(frozen=True, slots=True)
class Cue:
    """The phrases of one cue."""

    anywhere: re.Pattern[str]
    """Finds any of them."""
    spoken: re.Pattern[str] | None
    """Finds those without a gap, whose words are the cue's own and no topic."""

    def search(self, folded: str) -> re.Match[str] | None:
        """The first phrase in a folded text."""
        return self.anywhere.search(folded)

    def sub(self, replacement: str, folded: str) -> str:
        """A folded text with each phrase replaced."""
        return self.anywhere.sub(replacement, folded)

    def touches(self, word: str) -> bool:
        """Whether a folded word belongs to such a phrase by itself."""
        return self.spoken is not None and self.spoken.search(word) is not None


def _cue(*patterns: str) -> Cue:
    spoken = [pattern for pattern in patterns if ".*" not in pattern and "[^" not in pattern]
    return Cue(_joined(patterns), _joined(spoken) if spoken else None)


def _joined(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_folded(pattern)})" for pattern in patterns))


def _folded(pattern: str) -> str:
    """The pattern's letters folded, its escapes (`\\b`, `\\w`) left alone."""
    return "".join(part if part.startswith("\\") else fold(part) for part in re.split(r"(\\.)", pattern))


CUES: Mapping[str, Cue] = {
    # ── what is asked for ──
    "who": _cue(r"\bhvem\b", r"\bwho(?:'s|m|se)?\b", r"\bhvis (?:underskrift|navn)", r"\bwhose\b"),
    "when": _cue(
        r"\bdates?\b",
        r"\bdato(?:en|er|erne)?\b",
        r"\btidsplan",
        r"\btimeline\b",
        r"\btime ?frame\b",
        r"\bschedule\b",
        r"\bhvornår\b",
        r"\bhvor?naar\b",
        r"\bwhen\b",
        r"\bhvad dato\b",
        r"\bhvilken dato\b",
        r"\bwhat date\b",
        r"\bwhich (?:date|day|month|quarter|year|week)s?\b",
        r"\bwhat (?:day|month|quarter|year|week|time)\b",
        r"\bhvilke[nt]? (?:dag|dato|måned|kvartal|år|uge|tidspunkt)\b",
        r"\bhvilket årstal\b",
    ),
    "which_month": _cue(r"\b(?:which|what) month\b", r"\bhvilken måned\b"),
    "which_day": _cue(
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
    "how_much": _cue(
        r"\bhvor (?:meget|stor|stort|store|høj|højt|langt|længe|lang|lav|lavt)\b",
        r"\bhow (?:much|large|big|high|long|far|low)\b",
        r"\bhvad koster\b",
        r"\b(?:what|how) (?:does|do|much).*\bcosts?\b",
        r"\bhvilken procent",
        r"\bwhat percent",
        r"\bwhich percent",
        r"\bhvor mange (?:procent|pct|mio|millioner|kroner|kr)\b",
        r"\b(?:procent|percent|pct|kroner|kr|mio|million\w*|dkk|eur|euro)\b",
        r"\bhow many (?:percent|million|kroner|dkk)\b",
    ),
    "how_many": _cue(
        r"\bhvor mange\b", r"\bhow many\b", r"\bantal(?:let)?\b", r"\b(?:the )?number of\b", r"\bcount\b", r"\btæl\b"
    ),
    "attribute": _cue(
        r"^(?:hvad (?:er|var)|what (?:are|were)|hvor (?:stor|stort|store|høj|højt) (?:er|var)|what (?:is|was)|what's|whats|how (?:big|large|high) (?:is|was|are))\b"
    ),
    "content_of": _cue(
        r"\bwhat (?:do|does|did) (?!.*\b(?:about|on|regarding)\b).*\b(?:say|contain|include|state)\b(?! about| on)",
        r"\bhvad (?:står der i|indeholder)\b(?!.*\bom\b)",
        r"\bcontents? of\b",
        r"\bindholdet af\b",
    ),
    "before": _cue(r"\b(?:tidligere|forrige|forgænger)\b", r"\b(?:before|previous(?:ly)?|former(?:ly)?|predecessor)\b"),
    "singular": _cue(
        r"\b(?:målet|delmålet|resultatmålet|the (?:sub-?)?goal|milepælen|målepunktet|the milestone|fristen|the deadline|resultatkravet|the target)\b"
    ),
    "where": _cue(
        r"\bhvor\b (?:blev|bliver|afhold\w*|foregår|holdes|skal|vil|hører|ses|arbejder|bor)\b",
        r"\b(?:in|at) (?:which|what) (?:room|city|building|place|town|country|location)\b",
        r"\bi hvilke[tn]? (?:lokale|by|bygning|rum|land)\b",
        r"\bhvor (?:ligger|bor|er|finder|står|henne|kan)\b",
        r"\bwhere\b",
        r"\badresse",
        r"\baddress\b",
    ),
    "why": _cue(r"\bhvorfor\b", r"\bwhy\b"),
    "how": _cue(r"\bhvordan\b", r"\bhow (?:do|does|is|are|will|should|can|would|did|was|were)\b"),
    "yes_no": _cue(
        r"(?:^|[.:;!?,] )(?:er|har|kan|skal|vil|findes|blev|bliver|må|gælder|arbejder|laver|står|nævner|indgår|omfatter|mon)\b",
        r"(?:^|[.:;!?,] )(?:is|are|was|were|has|have|had|can|does|do|did|will|should|could|shall)\b",
    ),
    "whether_done": _cue(
        r"(?:^|[.:;!?,] )(?:have|has|did|was|were|har|blev|fik|nåede|lykkedes)\b",
        r"(?:^|[.:;!?,] )(?:is|are|er)\b(?! (?:there|der|du|you|det rigtigt|it true))",
    ),
    "has_any": _cue(
        r"\b(?:mentioned|nævnt|omtalt|described|beskrevet|included|part of|en del af)\b",
        r"\b(?:have|has|har|is there|er der|findes)\b.*\b(?:a|an|any|et|en|noget|nogen|some)\b (?:[\w-]+ ){0,2}(?:goal|mål|milestone|milepæl|målepunkt|target)",
    ),
    "exact": _cue(
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
        r"\bord for ord\b",
    ),
    "define": _cue(
        r"\bhvad betyder\b",
        r"\bhvad mener\b",
        r"\bhvad menes\b",
        r"\bhvad dækker\b",
        r"\bhvad st(?:år|aar) .* for\b",
        r"\bforkortelse",
        r"\bdefin",
        r"\bbetydning",
        r"\bmeaning of\b",
        r"\bwhat (?:does|do|is) .*\bmean(?:t)?\b",
        r"\bwhat does .* stand for\b",
        r"\bstands? for\b",
        r"\b(?:full|long) (?:name|form)\b",
        r"\bfulde? navn\b",
        r"\bspelled out\b",
        r"\bskrevet (?:helt )?ud\b",
        r"\bbegreb",
        r"\bhvad skal .* forstås\b",
        r"\bforklar (?:ordet|begrebet|udtrykket)",
        r"\bexplain (?:the )?(?:word|term|abbreviation|concept)",
        r"\bwhat is meant\b",
        r"\babbreviation",
        r"\bmeans?\?",
    ),
    "compare": _cue(
        r"\bsammenlign",
        r"\bforskel",
        r"\bkontra\b",
        r"\bcompar",
        r"\bdifferen(?:ce|t|ces)\b",
        r"\bdiffer\b",
        r"\bversus\b",
        r"\bover for hinanden\b",
        r"\bside (?:by|om|ved) side\b",
        r"\bholdt op mod\b",
        r"\bnext to each other\b",
        r"\bvs\b",
        r"\bi forhold til\b.*\b(?:vision|mission|mål)",
        r"\bin common\b",
        r"\bfælles(?:træk)?\b.*\bmed\b",
        r"\bligner\b",
    ),
    "list": _cue(
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
    "all": _cue(
        r"\balle\b",
        r"\bsamtlige\b",
        r"\ball\b",
        r"\bevery\b",
        r"\beach\b",
        r"\bhele (?:listen|planen)\b",
        r"\boverblik",
        r"\boverview\b",
    ),
    # ── records ──
    "milestone": _cue(
        r"\bmilepæl",
        r"\bmilep(?:el|æ?l)e?",
        r"\bmålepunkt",
        r"\bmilestone",
        r"\bdeliverabl",
        r"\bdelmål",
        r"\bleveranc",
        r"\bcheckpoint",
        r"\bresultatkrav",
        r"\bindikator",
        r"\bindicators?\b",
        r"\bmile ?stones?\b",
        r"\bmilstone",
        r"\bmeasuring points?\b",
        r"\bmeasures?\b",
        r"\bm[åa]le ?punkt",
    ),
    "goal": _cue(
        r"\bmål(?:et|ene|enes|s|sætning\w*)?\b(?!-? og resultat)",
        r"\bresultatmål",
        r"\b(?:sub-?)?goals?\b",
        r"\bobjectives?\b",
        r"\btargets?\b",
        r"\bårsmål",
        r"\bdelmål",
    ),
    "deadline": _cue(
        r"\bfrist",
        r"\bdeadline",
        r"\bdue\b",
        r"\bforfald",
        r"\bsenest (?:i|den|ved)\b",
        r"\bskal (?:være|vaere|vi være) (?:færdig|klar|nået)",
        r"\bskal vi (?:nå|levere|have nået|være færdige|lave)",
        r"\bskal (?:nås|leveres|afleveres)",
        r"\bplanlagt\b",
        r"\bplanned\b",
        r"\bscheduled\b",
        r"\bhave to (?:do|deliver|finish|be done)",
        r"\bsupposed to\b",
        r"\bshould (?:we|be) (?:deliver|done|finish)",
    ),
    "ends": _cue(
        r"\bslutter\b",
        r"\bafsluttes\b",
        r"\bends?\b",
        r"\bending\b",
        r"\buntil\b",
        r"\bindtil\b",
        r"\bsidste kvartal\b",
        r"\blast quarter\b",
        r"\bløber til\b",
        r"\bdue\b",
        r"\bforfald",
        r"\bfrist\b",
        r"\bdeadline",
        r"\b(?:skal|must|should|to) (?:være|be|have|været) (?:færdig|afslut|nået|done|finish|complet|klar)\w*",
    ),
    "spanning": _cue(
        r"\b(?:over|i|across|spans?|spanning) (?:flere|several|multiple|more than one|mere end (?:ét|et)) (?:kvartal|quarter)\w*",
        r"\bflere kvartaler\b",
        r"\b(?:several|multiple|more than one) quarters?\b",
        r"\bmere end (?:ét|et) kvartal\b",
        r"\btværs af kvartal",
    ),
    "whole_year": _cue(
        r"\bhele året\b",
        r"\b(?:whole|entire|full|all) year\b",
        r"\ball year round\b",
        r"\bhelt år\b",
        r"\bthroughout the year\b",
        r"\balle (?:fire )?kvartaler\b",
        r"\ball (?:four )?quarters\b",
    ),
    "fall_in": _cue(r"\bfall(?:s|ing)?\b", r"\bfell\b", r"\bfalder\b", r"\bligger\b"),
    "happens": _cue(
        r"\bsker(?: der)?\b",
        r"\bforegår\b",
        r"\bhappen",
        r"\bgoing on\b",
        r"\bon the (?:agenda|plan|calendar)",
        r"\bwhat's (?:on|up)\b",
        r"\bcoming up\b",
        r"\bpå programmet\b",
        r"\bcomes? up\b",
    ),
    "open": _cue(
        r"\båbne?\b",
        r"\båbent\b",
        r"\bopen\b",
        r"\budestå",
        r"\boutstanding\b",
        r"\bremain(?:s|ing)?\b",
        r"\bmangler\b",
        r"\bstill (?:to|left|need)",
        r"\bpending\b",
        r"\bikke (?:færdige|afsluttede)",
        r"\bleft to\b",
        r"\bikke lukket",
    ),
    "overdue": _cue(
        r"\boverskred",
        r"\bforfald(?:ne|en)\b",
        r"\bforsinke",
        r"\boverdue\b",
        r"\blate\b",
        r"\bdelayed\b",
        r"\bbagud\b",
        r"\bbehind\b",
        r"\bpassed\b",
    ),
    "done": _cue(
        r"\btake place\b",
        r"\btook place\b",
        r"\bcarried out\b",
        r"\bin(?:to)? operation\b",
        r"\bup and running\b",
        r"\bi drift\b",
        r"\bidriftsat",
        r"\bafviklet\b",
        r"\bfundet sted\b",
        r"\bon time\b",
        r"\btil tiden\b",
        r"\bfærdig",
        r"\bafslutte",
        r"\bgennemført",
        r"\bnået\b",
        r"\bopnået",
        r"\bopfyldt",
        r"\bi mål\b(?!-)",
        r"\bpå plads\b",
        r"\bafholdt\b",
        r"\bimplementeret\b",
        r"\bdone\b",
        r"\bfinish",
        r"\bcomplet(?:e|ed)\b",
        r"\bachieved\b",
        r"\bfulfilled\b",
        r"\bimplemented\b",
        r"\bheld\b",
        r"\bdelivered\b",
        r"\bleveret\b",
        r"\bmet\b",
        r"\breached\b",
        r"\brealiseret\b",
        r"\bhappened\b",
        r"\bready\b",
        r"\bklar\b",
        r"\blukket\b",
        r"\bclosed\b",
        r"\bvedtaget\b",
        r"\budviklet\b",
        r"\blykkedes\b",
    ),
    "status": _cue(
        r"\b(?:hvilket|hvad for et|which|what) (?:trafiklys|traffic ?light|colou?r|farve|rating)",
        r"\bstatus",
        r"\bhvor langt\b",
        r"\bhow far\b",
        r"\bfremdrift",
        r"\bprogress",
        r"\bon track\b",
        r"\bpå sporet\b",
        r"\bhvordan går (?:det|vi)\b",
        r"\bhow (?:is|are) .*\b(?:going|doing|coming)\b",
        r"\btraffic ?light status",
        r"\b(?:er|is|are) .*\b(?:rød|røde|red|grøn|grønne|green|gul|gule|yellow)\b",
        r"\b(?:rød|røde|grøn|grønne|gule) (?:mål|milep)",
        r"\b(?:red|green|yellow|amber) (?:goal|milestone)",
        r"\bi gang\b",
        r"\bstarted\b",
        r"\bpåbegyndt\b",
        r"\bunderway\b",
    ),
    "without_time": _cue(
        r"\b(?:intet|ingen|uden|no|without|not any)\b (?:\w+ ){0,2}(?:kvartal|tidspunkt|frist|dato|tid|quarter|date|deadline|time)(?:er|s)?\b",
        r"\buden (?:et |en |noget |angivet |fast )?(?:kvartal|tidspunkt|frist|dato|deadline|tid|tidsangivelse|quarter)",
        r"\bikke (?:noget |et |en )?(?:kvartal|tidspunkt|frist|dato)",
        r"\b(?:without|no|lacks?|lacking|missing) (?:a |an |any |set |fixed |stated )?(?:quarter|date|deadline|time|due date|timing)",
        r"\bikke har (?:noget |et |en )?(?:kvartal|tidspunkt|frist|dato)",
        r"\b(?:don't|dont|do not|does not|doesn't) (?:have|say|state|give) (?:a |an |any )?(?:quarter|date|deadline|time)",
        r"\bnot (?:tied|linked|assigned) to (?:a |any )?quarter",
        r"\bmangler (?:et |en )?(?:kvartal|tidspunkt|frist|dato)",
        r"\bundated milestone",
        r"\bikke (?:er |har |fået )*(?:angivet|sat|nævnt|fastsat|knyttet) (?:til )?(?:noget |et |en |nogen )?(?:kvartal|tidspunkt|frist|dato)",
        r"\btidsfastsat",
    ),
    "owner": _cue(
        r"\bsporejer",
        r"\btrack owner",
        r"\bansvarlig",
        r"\bansvar\b",
        r"\bresponsib",
        r"\bowns?\b",
        r"\bowner",
        r"\bejer\b",
        r"\bin charge\b",
        r"\baccountable\b",
        r"\btovholder",
    ),
    "remark": _cue(r"\bbemærkning", r"\bremark", r"\bnote(?:r|s)?\b", r"\bkommentar", r"\bcomment"),
    "criteria": _cue(
        r"\bhvornår (?:er|anses|regnes|gælder|kan)\b.*\b(?:opnået|opfyldt|nået|i mål)",
        r"\bwhen (?:is|are|do|does|will)\b.*\b(?:achieved|fulfilled|met|reached|considered|count)",
        r"\bkriteri",
        r"\bcriteri",
        r"\bhvad skal der til\b",
        r"\bwhat does it take\b",
        r"\bhvordan (?:måles|opfyldes|nås)\b",
        r"\bhow (?:is|are) .*\b(?:measured|met|achieved)\b",
        r"\bsuccess",
        r"\bkrav\b",
        r"\brequirement",
    ),
    "next": _cue(r"\bnæste\b", r"\bkommende\b", r"\bnext\b", r"\bupcoming\b"),
    "this": _cue(
        r"\b(?:dette|denne|indeværende|nuværende) (?:kvartal|år|måned)",
        r"\bi dette\b",
        r"\bthis (?:quarter|year|month)",
        r"\bcurrent (?:quarter|year|month)",
        r"\bi år\b",
        r"\bhvor er vi nu\b",
        r"\blige nu\b",
        r"\bright now\b",
        r"\b(?:today|i dag)\b",
    ),
    "last": _cue(
        r"\b(?:sidste|forrige|foregående|seneste) (?:kvartal|år|måned)",
        r"\b(?:last|previous|past) (?:quarter|year|month)",
        r"\bi fjor\b",
    ),
    # ── people and documents ──
    "signed": _cue(
        r"\bdid .* sign\b",
        r"\bnavne? (?:\w+ )?under\b",
        r"\bunderskr",
        r"\bskrev(?:et)? (?:\w+ ){0,3}under\b",
        r"\bsignert",
        r"\bunterschrieb",
        r"\bunterzeichn",
        r"\bundertecknat",
        r"\bsign(?:ed|s|ing|atures?|atory|atories)?\b",
        r"\bsigned\b",
        r"\bskrevet under\b",
        r"\bunderskiv",
        r"\bunterskrevet\b",
    ),
    "contact": _cue(
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
        r"\bfat i\b",
    ),
    "role": _cue(
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
    "weight": _cue(r"\bvejer\b", r"\bvægt", r"\bweigh", r"\bpoints?\b"),
    "phone": _cue(
        r"\btelefon\w*(?: nummer)?", r"\bphone(?: number)?", r"\btlf", r"\bringe\b", r"\bcall\b", r"\bnummer\b"
    ),
    "email": _cue(r"\be-?mail(?:s|en)?(?: ?adresse| address)?", r"\bmail", r"\bskrive til\b"),
    "updated": _cue(
        r"\bopdater",
        r"\bupdat",
        r"\blast (?:changed|modified|revised)",
        r"\b(?:senest|sidst) (?:blev |er )?(?:ændret|revideret|rettet)",
        r"\bhvor (?:ny|gammel|aktuel)\b",
        r"\blast updat\w+",
        r"\bsidst \w*opdater\w*",
        r"\bstill (?:fresh|current|valid|up to date)",
        r"\bup to date\b",
        r"\bhow (?:old|recent|current|new)\b",
        r"\brevis(?:ed|ion)",
    ),
    "published": _cue(
        r"\budgiv",
        r"\bpublish",
        r"\bdateret\b",
        r"\bdated\b",
        r"\boffentliggjort\b",
        r"\bissued\b",
        r"\bdato(?:en)? (?:på|for)\b",
        r"\bfra hvornår\b",
        r"\b(?:hvornår|when) (?:er|was|is|blev) (?:[\w-]+ ){0,4}?(?:plan(?:en)?|page|siden|document|dokumentet|strateg\w+)(?: \d{4})? (?:fra|from|written|skrevet|lavet|made|dated)\b",
        r"\bon the (?:front|cover)\b",
        r"\bpå forsiden\b",
        r"\bsidst (?:\w+ )?rettet\b",
    ),
    "documents": _cue(
        r"\bhvilke (?:dokumenter|kilder|planer|tekster)\b",
        r"\b(?:what|which) (?:documents|sources|plans|files)\b",
        r"\bdine (?:dokumenter|kilder)\b",
        r"\byour (?:documents|sources|data)\b",
        r"\bhvad (?:har|kender|ved) du\b(?!.*\bom\b)",
        r"\bwhat do you know\b(?!.*\babout\b)",
    ),
    # ── conversation ──
    "greeting": _cue(
        r"^(?:hej(?:sa)?|hey|hi|hello|goddag|godmorgen|god morgen|dav|halløj|good (?:morning|afternoon|day)|hejsa|yo|mojn|hei)\b"
    ),
    "thanks": _cue(
        r"\b(?:mange )?tak(?: skal du have| for(?: \w+)?)?\b", r"\bthank(?:s| you)\b", r"\bthx\b", r"\bcheers\b"
    ),
    "bye": _cue(r"\bfarvel\b", r"\bhej hej\b", r"\bbye\b", r"\bgoodbye\b", r"\bvi ses\b", r"\bsee you\b"),
    "help": _cue(
        r"\bhvad kan du\b",
        r"\bwhat can (?:you|i ask)",
        r"\bhvad kan jeg (?:spørge|bruge)",
        r"\bhow do (?:you work|i use)",
        r"\bhjælp\b$",
        r"^hjælp\b",
        r"^help\b",
        r"\bhow can you help\b",
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
    "human": _cue(
        r"\ber du (?:et |en )?(?:menneske|robot|ai|bot|maskine|person|rigtig|kunstig|chatgpt|sprogmodel)",
        r"\bare you (?:a |an )?(?:human|robot|ai|bot|machine|person|real|chatgpt|llm|language model)",
        r"\btaler jeg med\b",
        r"\bam i (?:talking|speaking|chatting)\b",
        r"\bskriver jeg med\b",
    ),
    "how_are_you": _cue(
        r"\bhvordan (?:har du det|går det)\W*$", r"\bhow are you\b", r"\bhow's it going\b", r"\bhvad så\W*$"
    ),
    "newcomer": _cue(
        r"\bjeg er (?:lige )?(?:en )?(?:ny|startet|begyndt|nyansat)(?: (?:leder|medarbejder|chef|kollega|her))?\b",
        r"\b(?:i(?:'| a)?m|as) (?:a )?new(?: (?:leader|manager|employee|hire|starter|colleague|here))?\b",
        r"\bi am (?:a )?new\b",
        r"\bjust (?:started|joined)\b",
        r"\bnyansat",
        r"\bny (?:medarbejder|leder|kollega)",
        r"\bnew (?:employee|hire|leader|manager|colleague|starter|here)\b",
        r"\bførste (?:dag|arbejdsdag)\b",
        r"\bfirst day\b",
        r"\blige begyndt\b",
        r"\bstarter (?:i dag|på mandag)",
    ),
    "purpose": _cue(
        r"\bhvad (?:laver|gør|arbejder) (?!du\b)",
        r"\bhvad er (?:\w+ ){0,3}til for\b",
        r"\bwhat (?:does|do) (?!you\b)[\w' ]{1,40} do\b",
        r"\bwhat is [\w' ]{1,40} for\b",
        r"\bhvorfor (?:findes|er) (?:vi|ssi|\w+) (?:her|til)?",
        r"\bformål",
        r"\bpurpose\b",
        r"\braison\b",
        r"\bwhy (?:do|does) (?:we|\w+) exist\b",
        r"\bfortæl (?:mig )?(?:lidt )?om\b",
        r"\btell me (?:a bit |a little )?about\b",
        r"\bwhat('s| is) .* all about\b",
        r"\bintroduc",
    ),
    # ── what is not a question to the documents ──
    "injection": _cue(
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
        r"\b(?:reveal|print|show|vis|udskriv|repeat|gentag)\b[^.?!]*\b(?:prompt|instructions|instruktioner|instruks|konfiguration|api ?key|token|password|hidden)\w*",
        r"\bnew instructions?\b:?",
        r"\bnye instruktioner?\b:?",
        r"\boverride\b[^.?!]*",
    ),
    "task": _cue(
        r"^(?:please |can you |kan du |venligst )*(?:write|draft|compose|skriv|formuler|digt)\b (?:me|my|a|an|some|mig|min|mit|en|et)\b",
        r"\b(?:joke|vittighed|vits)\b",
        r"\b(?:digt|poem|haiku|limerick|song|sang|rap|novelle|story)\b",
        r"\bvejret\b",
        r"\bweather\b",
        r"\bopskrift\b",
        r"\brecipe\b",
        r"\b(?:python|java|javascript|sql|excel|html)\b.*\b(?:kode|code|script|program|formel|formula)",
        r"\b(?:kode|code|script|program|function|funktion)\b.*\b(?:python|java|javascript|sql|c\+\+)",
        r"\bskriv (?:en|et|mig)\b.*\b(?:tale|mail|e-mail|artikel|pressemeddelelse|ansøgning|essay|digt|kode|program)",
        r"\bwrite (?:a|an|me|some)\b.*\b(?:speech|email|article|press release|application|essay|poem|code|program|script|letter)",
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
    "action": _cue(
        r"(?:^|[.:;!?] )(?:please |venligst |kan du |kan du lige |vil du |kunne du |can you |could you |would you |will you |du skal |you must |jeg vil have dig til at )?(?:sæt|sætte|marker|markere|markér|opdater|opdatere|opdatér|slet|slette|ret|rette|registrer|registrere|registrér|luk|lukke|godkend|godkende|afslut|afslutte|indberet|indberette|noter|notere|notér|ændr|ændre|annuller|annullere|annullér|send (?!mig|os|me|us)|sende (?!mig|os)|book|booke|tilmeld|tilmelde|bestil|bestille|påmind|mind mig|flyt|flytte|udskyd|udskyde|fjern|fjerne|tilføj|tilføje)\b",
        r"(?:^|[.:;!?] )(?:please |venligst |kan du |kan du lige |vil du |kunne du |can you |could you |would you |will you |i want you to |you must |go ahead and )?(?:set|mark|update|delete|remove|register|close|approve|change|cancel|send (?!me|us)|book|sign me up|order|remind me|schedule|move|postpone|add|e-?mail (?!address)|notify|announce|report (?!on|of)|record|log|flag)\b(?! (?:of|for|out|up)\b)",
        r"\b(?:sæt|marker|markér|set|mark) (?:status|\w+ (?:til|som|as|to))\b",
        r"\bchange the status\b",
        r"\bændr status\b",
    ),
    "claim": _cue(
        r"\b(?:bekræft|confirm)\b",
        r"\bikke (?:også|sandt)\b",
        r"\bright\?",
        r"\bcorrect\?",
        r"\b(?:isn't|aren't|wasn't|hasn't|didn't) (?:it|we|they)\b",
        r"\bsom (?:vi )?aftalt\b",
        r"\bas (?:we )?agreed\b",
        r"\bjeg (?:har hørt|ved) at\b",
        r"\bi (?:heard|know) that\b",
        r"\b(?:sig|skriv|svar|say|write|tell (?:me|everyone|them)|state) (?:bare )?(?:at|that)\b",
        r"\bsom du (?:sagde|skrev)\b",
        r"\bas you said\b",
    ),
    "pronoun": _cue(
        r"\b(?:dem|den|det|de|disse|denne|dette|deres|dens|hans|hendes|her(?:af|om)|der(?:om|af))\b",
        r"\b(?:it|them|they|that|those|these|their|its|his|her|he|she|this|the (?:first|second|third|last|other) one)\b",
        r"\b(?:den|det) (?:første|anden|tredje|sidste)\b",
    ),
    "continues": _cue(
        r"^(?:og|and|hvad med|what about|how about|also|også|hva med|samt|ok(?:ay)? (?:og|and)|so|så|then|men|but|same for|det samme for|only|kun)\b"
    ),
}
"""Name of the cue to the pattern that finds it in a folded question."""


def find_cues(folded: str) -> Mapping[str, frozenset[str]]:
    """The names of all cues in a folded question, each with the words its phrases touch."""
    return {name: _touched(cue, folded) for name, cue in CUES.items() if cue.search(folded)}


def _touched(cue: Cue, folded: str) -> frozenset[str]:
    """The words that the cue's own phrases reach into."""
    words = list(re.finditer(r"[\w'’-]+", folded))
    found = list(cue.spoken.finditer(folded)) if cue.spoken else []
    return frozenset(
        word[0] for word in words if any(word.start() < each.end() and each.start() < word.end() for each in found)
    )


def strip_cues(folded: str, *names: str) -> str:
    """The folded question without the phrases of these cues."""
    for name in names:
        folded = CUES[name].sub(" ", folded)
    return " ".join(folded.split())
