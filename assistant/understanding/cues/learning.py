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
    "arrival": cue(
        r"\b(?:jeg|vi) (?:starter|startede|begynder|begyndte|tiltræder|tiltrådte)\b",
        r"\bi took over\b|\bjeg (?:har overtaget|overtog|tager over)\b",
        r"\b(?:first day|første dag)\b",
        r"\b(?:someone|somebody|nogen|en) (?:new|ny)\b",
        r"\bjeg (?:er|har|blev) (?:lige |netop |for nylig )?"
        r"(?:startet|begyndt|tiltrådt|forfremmet|(?:blevet )?\w*(?:leder|chef))\b",
        r"\bi(?:'m| am|'ve| have|'ll| will)? (?:just |only |recently )?"
        r"(?:start|starting|started|join|joining|joined|begin|beginning|began)\b",
        r"\b(?:my|min|mit) (?:first|second|third|1st|2nd|3rd|første|anden|andet|tredje|[1-3]\.) "
        r"(?:\w+ )?(?:day|week|month|dag|arbejdsdag|uge|måned)\b",
        r"\b(?:helt )?ny (?:her|i)\b",
        r"\bnew here\b",
        r"\b(?:got|been|was|just) promoted\b",
        r"\bfor (?:new (?:people|starters|joiners)|newcomers|nye|nyansatte|nytilkomne)\b",
        r"\b(?:nye|new) (?:ledere|medarbejdere|chefer|kolleger|leaders|managers|employees|hires|starters|colleagues)\b",
    ),
    "journey_of_role": cue(
        r"\b(?:forløb|journeys?|program\w*|something|noget)\b[^.?!]* (?:for|til) (?:\w+ )?"
        r"(?:ledere|chefer|leaders|managers|makkere|buddies|medarbejdere|employees)\b",
    ),
    "first_time": cue(
        r"\b(?:første gang|for the first time|first time|my first|min første|mit første)\b",
        r"\b(?:passe på|være opmærksom|huske|forberede|remember|prepare|watch out|careful|look out|keep in mind)\b",
    ),
    "to_be_had": cue(
        r"\b(?:hvor|where) (?:kan|skal|finder|er|do|can|is|are)\b",
        r"\b(?:findes der|er der|har vi|is there|are there|do we have)\b",
        r"\b(?:tilmelde?|sign up|enrol|join|find|get hold of|få fat i)\b",
    ),
    "of_course": cue(r"\b\w*(?:kursus|kurset|modulet?)\b", r"\bcourse\b"),
    "what_next": cue(
        r"\b(?:go(?:ing)?|get|work) through\b",
        r"\bigennem\b",
        r"\b(?:what|hvad)\b[^.?!]*\b(?:comes? next|is next|'s next|er det næste|sker der nu|kommer nu|skal der ske)\b",
        r"\bwhat (?:do i (?:need|have) to|am i (?:supposed|expected|meant) to|should i) (?:do|learn|take)\b",
        r"\bhvad (?:skal|forventes|bør) jeg (?:\w+ )?(?:lære|gøre|kunne|tage)\b",
        r"\b(?:plan|program\w*|forløb|schedule)\b[^.?!]* for (?:new people|newcomers|nye|nyansatte)\b",
    ),
    "journey_word": cue(r"\bforløb(?:et|ene)?\b", r"\bjourneys?\b", r"\bonboarding\w*"),
    "mine": cue(r"\b(?:jeg|mig|min|mit|mine|i|me|my)\b"),
    "step_word": cue(r"\btrin(?:net|nene)?\b", r"\bsteps?\b"),
    "beside_newcomer": cue(
        r"\b(?:makker|buddy|fadder)\b (?:for|til|of|to)\b",
        r"\b(?:as|som|being|a|en) (?:makker|buddy|fadder)\b",
        r"\b(?:leder|chef)(?:en|ne|e|s)?\b[^.?!]*\bny(?:e)? (?:medarbejder|kollega|kolleger|ansat)\w*\b",
        r"\b(?:leader|manager)s?\b[^.?!]*\bnew (?:employee|colleague|hire|starter)\b",
        r"\b(?:en ny|nogen ny|a new|somebody new|someone new)\b[^.?!]*"
        r"\b(?:my|our|mit|min|vores) (?:team|unit|department|section|group|afdeling|enhed|gruppe|sektion|kontor)\b",
    ),
    "duties": cue(
        r"\bhvad (?:skal|bør|kan|gør)\b",
        r"\bwhat (?:should|must|shall|does|do|can)\b[^.?!]*\bdo\b",
        r"\bwhat(?:'s| is| would be) (?:expected|involved)\b|\bwhat does (?:it|that) involve\b",
        r"\bhvad (?:indebærer|forventes|kræver|går) (?:det|der|jeg)?\b",
        r"\b(?:opgave|rolle|ansvar)(?:r|n|et|en)?\b",
        r"\b(?:tasks?|duties|duty|role)\b",
    ),
    "difference": cue(
        r"\bforskel(?:len|le|lige)?\b",
        r"\bdifferen(?:ce|t)\w*\b",
        r"\bsammenlign\w*",
        r"\bcompare\w*",
        r"\bversus\b|\bvs\b",
    ),
    "lasts": cue(
        r"\bhvor mange trin\b|\bhow many steps\b",
        r"\bhvornår (?:er jeg færdig|slutter|ender)\b",
        r"\bwhen (?:am|will|do|does)\b[^.?!]*\b(?:done|finish\w*|over|ends?)\b",
        r"\bhvor (?:længe|lang tid|lang|langt)\b",
        r"\bhvor mange (?:arbejds)?(?:dage|uger|måneder|minutter)\b",
        r"\bhow long\b|\bhow much time\b",
        r"\bhvor meget tid\b",
        r"\bhow many (?:working )?(?:days|weeks|months|minutes)\b",
        r"\b(?:varighed\w*|duration)\b",
    ),
    "steer": cue(
        r"\bpauser?\b|\bpå pause\b|\bpaus(?:e|ed|ing)\b|\bon hold\b",
        r"\b(?:udskyd|udsæt|udskyde|udsætte|postpone|delay|resume|genoptag\w*)\b",
        r"\b(?:do|take|start|have|get|tage|få|gøre|starte|begynde)\b[^.?!]*\b(?:later|senere)\b",
        r"\b(?:vente|skubbe|wait|put (?:it|this|that) off)\b",
        r"\bhvor langt er jeg\b|\bhow far am i\b|\bwhere am i\b",
        r"\b(?:på|til) (?:engelsk|dansk)\b|\b(?:in|to) (?:english|danish)\b",
        r"\b(?:markere?|mark)\b[^.?!]*\b(?:færdig|done)\b",
        r"\b(?:skift\w*|change|switch|vælg\w*|choose)\b[^.?!]*\b(?:sprog|language)\b",
        r"\bspring\w*\b[^.?!]*\bover\b|\bskip\w*",
    ),
    "sees_progress": cue(
        r"\bse\w{0,2}\b[^.?!]*\bhvor langt (?:jeg|man|vi) er\b",
        r"\b(?:see|sees|knows?|track|monitor)\w*\b[^.?!]*\b(?:how far (?:i|we|one)|my progress|my onboarding)\b",
        r"\b(?:se|ser|følge|følger)\b[^.?!]*\b(?:min|mit|mine) (?:onboarding|fremskridt|forløb|trin)\b",
        r"\b(?:who|hvem)\b[^.?!]*\b(?:see|sees|se|ser)\b[^.?!]*\b(?:my|min|mit|mine)"
        r" (?:onboarding|progress|fremskridt|forløb|trin|lektion\w*|lessons?)\b",
        r"\b(?:manager|boss|leader|leder|chef)\w*\b[^.?!]*\b(?:know|see|told|ved|se|vide)\b[^.?!]*"
        r"\b(?:lessons?|lektion\w*|onboarding\w*|my steps?|mine trin)\b",
        r"\b(?:manager|boss|leader|leder|chef)\w*\b[^.?!]*\b(?:see|read|get|se|læse|få)\b[^.?!]*"
        r"\b(?:reflections?|refleksion\w*|exercises?|øvelse\w*|quiz\w*)\b",
        r"\b(?:is|are) my (?:onboarding|progress)\w*[^.?!]*\b(?:private|visible|shared)\b",
    ),
    "away": cue(
        r"\b(?:missed|absent|away|sick|ill|vacation|holidays?)\b",
        r"\b(?:gik glip|gået glip|syg|fravær\w*|ferie\w*|orlov)\b",
    ),
    "whom_to_ask": cue(
        r"\b(?:hvem)\b[^.?!]*\b(?:spørger?|kontakter?|henvender|hjælper?)\b",
        r"\bwho(?:m)?\b[^.?!]*\b(?:ask|contact|help|turn to)\b",
    ),
    "which_day": cue(
        r"\b(?:hvornår|hvilken dag) (?:får|lærer|læser|skal|møder|kommer|hører)\b",
        r"\b(?:when|(?:on )?(?:which|what) day) (?:do|will|does|is|am|are|should)\b",
    ),
    "kept": cue(
        r"\b(?:gem\w*|opbevar\w*|registrer\w*|lagre\w*)\b",
        r"\b(?:saved?|stored|(?<=you )store|(?<=we )store|(?<=it )store|kept|keep|recorded|logged)\b",
    ),
    "own_answers": cue(
        r"\b(?:refleksion\w*|øvelse\w*)\b",
        r"\b(?:reflections?|exercises?|quiz\w*)\b",
    ),
    "who_buddy": cue(r"\b(?:hvem er|hvem bliver|who(?: is|'s| will be)) (?:min|my) (?:makker|buddy|fadder)\b"),
    "mandatory": cue(
        r"\bobligatorisk\w*|\bfrivillig\w*|\bpåkrævet\b",
        r"\bmandatory\b|\bcompulsory\b|\bvoluntary\b|\boptional\b|\brequired\b",
        # "Which course should I take?" is no question of having to.
        r"(?:^|[,;:–-] ?)(?:skal|er) (?:jeg|man|alle|vi) (?:tage|gennemføre|deltage|nødt)\b",
        r"(?:^|[,;:–-] ?)(?:do|must|should) (?:i|we|all|everybody|everyone) (?:have to |need to )?"
        r"(?:take|do|complete|attend)\b",
        r"(?:^|[,;:–-] ?)(?:skal|er) alle(?: \w+)? (?:gennemføre|tage|deltage|nødt)\b",
        r"(?:^|[,;:–-] ?)(?:do|does|must) (?:all|every)\w*(?: \w+)? (?:have to|need to|take|do|complete|attend)\b",
    ),
    "how_many_lessons": cue(r"\bhvor mange (?:korte )?lektion\w*", r"\bhow many (?:short )?(?:bias )?lessons?\b"),
    "made_by": cue(
        r"\bhvem har (?:skrevet|lavet|godkendt|udarbejdet|udviklet|fundet på)\b",
        r"\bhvem står bag\b",
        r"\bwho (?:has )?(?:wrote|written|made|created|developed|authored)\b",
        r"\bwho is behind\b",
        r"\bgodkendt\b|\bapproved\b",
    ),
    "course": cue(
        r"\b\w*(?:kursus|kurset|kurser|undervisning|undervisningen|træning|træningen)\b",
        r"\b(?:courses?|training|module)\b",
    ),
    "lesson": cue(
        r"\b(?:mini|bias)?lektion\w*",
        r"\blessons?\b",
        r"\b\w*modul(?:et|er|erne)?\b",
        r"\bmodules?\b",
        r"\b(?:under)?visningsmateriale\w*",
        r"\b(?:training|course|learning|bias) materials?\b",
        r"\bhandouts?\b",
        r"\bøvelser? (?:i|om|til)\b",
        r"\bquiz\w*",
    ),
    "checklist": cue(
        r"\btjek-?liste\w*",
        r"\bhuskeliste\w*",
        r"\bark(?:et|ene)?\b[^.?!]*\b(?:print\w*|udskriv\w*)\b|\bprinte?\b",
        r"\bsheets?\b|\bhandouts?\b",
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
        r"\b(?:training|courses?|awareness)\b[^.?!]{0,30}\b(?:works?|helps?|changes?|makes? a difference)\b",
        r"\bhvordan får (?:jeg|man|vi|du)\b",
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
        r"\bgår \w+ ud på\b|\bhvad handler\b",
        r"\bwhat(?:'s| is| are| does)\b",
        r"\bdefin\w+",
    ),
    "fairly": cue(
        r"\b(?:un)?fair\w*",
        r"\bretfærdig\w*",
        r"\b(?:un)?bias\w*",
        r"\bfordomsfri\w*",
        r"\bligeværdig\w*",
        r"\b(?:everyone|everybody|all) (?:\w+ )?(?:gets?|has|is|are|can) (?:\w+ ){0,2}"
        r"(?:word|say|heard|turn|speak|voice)\w*",
        r"\bquiet (?:ones|people|colleagues)\b|\bspeaks? up\b",
        r"\b(?:de stille|kommer til orde|komme til orde|bliver hørt|får ordet|med i snakken)\b",
        r"\b(?:ligner|like) (?:mig|me|os|us|dem|them|sig|my|them)(?: ?sel(?:v|f|ves))?\b",
    ),
    "part_of": cue(
        r"\bofficial\b",
        r"\bofficiel\w*",
        r"\bdel af\b",
        r"\bpart of\b",
        r"\bhører (?:\w+ )?(?:til|med i)\b",
        r"\bbelongs? to\b",
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
