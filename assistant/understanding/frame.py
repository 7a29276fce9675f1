"""
Words that frame a question without being what it is about.

Owns two tables: words that are dropped, and words that count for little when a question is held against its evidence.
Stop words proper are `ingest.lexical`'s.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ingest.lexical import fold

__all__ = ["FRAME", "SOFT", "light_words"]

FRAME: frozenset[str] = frozenset(
    fold(word)
    for word in """
    sige siger sagt står stå fortælle fortæl fortæller vis vise viser find finde finder findes giv give giver gengiv citer citér
    nævn nævne nævner nævnt oplist list liste listen remse op beskriv beskrive beskriver beskrevet forklar forklare forklarer læse
    læs hjælp hjælpe vide ved spørge spørgsmål svar svare svaret hurtigt hurtig kort kortfattet lige bare egentlig gerne
    venligst tak hej hejsa goddag kære mon altså jo nemlig måske præcis præcist præcise nøjagtig nøjagtigt ordret
    ordlyd ordlyden officiel officielle officielt formulering formuleringen formuleret citat tekst teksten dokument dokumentet
    dokumenter dokumenterne kilde kilder hvad hvilke hvilken hvilket hvem hvor hvornår hvordan hvorfor egne egen eget
    samtlige alle hele al alt fuld komplet navn navne hedder kaldes kalder slags ting noget nogen findes opgør opgør
    lyder lyd betyder betydning betyde mener menes forstås forstå dækker ordet begrebet udtrykket forkortelsen forkortelse
    tal antal mange meget lidt lille stor stort store få før nu idag dag aktuelt aktuelle nuværende lige
    sammenlign sammenligne sammenligning forskel forskellen forskellige forskelle ligheder lighed mellem
    angivet angives fremgår fremgå omtaler omtalt omtales omtale omhandler handler handle drejer relevant relevante relateret
    vedrører vedrørende angående omkring ifølge henhold inkluderer indeholder indeholde indgår konkret konkrete
    egentligt helt rigtigt huske husk kender kende tænker tror synes hørt ønsker ønske behøver brug bruge bruger
    kolleger kollega interesseret nysgerrig undrer forvirret please pls kan
    say says said state states stated tell show find give list name mention mentions mentioned describe describes described
    explain explains explained read help know ask question answer quick quickly short brief briefly just really actually
    please thanks hi hello hey dear maybe perhaps exact exactly precise precisely verbatim wording official officially
    phrase phrased phrasing quote quotation text document documents documented source sources what which who where when how why
    own all whole every each full complete name names called kind kinds sort thing things something anything
    mean means meant meaning stand stands understood term word abbreviation acronym concept number count many much
    compare comparison compared difference differences differ different differently similar similarities versus vs
    regarding concerning according relate related relates relevant involve involves include includes included including contain contains
    specifically exist exists want wants like need needs remember remind think heard wonder wondering curious
    interested confused colleague boss get got see look looking talk talking speak write written got have has had would could
    should can will today now currently current latest present does do did is are was were be been let lets us
    statement statements erklæring erklæringen
    tusind tusinde bot assistant assistent robot morning morgen
    next næste after before både both begge single eneste one ones stil stille hinanden sub vores
    tell me about info information oplysninger information informationer detaljer details detail point points idea overview overblik
    summary summarise summarize opsummer resume resumé hovedpunkter main key vigtigste overordnede overordnet most important
    ok okay yes no ja nej og and or eller også also too else another other andre anden andet more mere flere flest
    everything allting bullet bullets punktform opremsning sætning sentence form original literally verbatim danish english dansk engelsk
    someone somebody anyone anybody everyone people folk person personer involveret involverede involved
    """.replace("?", "").split()
)
"""Folded words that never count as content."""

SOFT: frozenset[str] = frozenset(
    fold(word)
    for word in """
    plan planen planer planens strategi strategien strategier side siden hjemmeside hjemmesiden website page webpage site strategy
    strategies plans results resultatplan resultatplanen organisation organisationen organization institution institutionen agency
    styrelse styrelsen styrelsens myndighed myndigheden authority instituttet institut institute koncern koncernen group
    arbejde arbejder arbejdet arbejdes work works working works job gør gøre laver lave lavet gjort do does doing done make makes
    made take takes taken tage tager sker ske happen happens happening foregår gå går går go goes going come comes kommer komme
    få får fået skal must bør ought år året årets year years yearly annual årlig årlige
    efter bruge følge følger follow follows following følgende gælder gælde apply applies overall samlet generelt general generally
    del part parts dele område områder area areas vigtig vigtige great good god godt gode ny nye nyt new forskellige various
    først første start starter begin begins ende end ends slut number numre nummer nr mulig mulige possible able
    sat sætte sætter set sets setting planlagt planlægger planned planning plan forventer forvente forventes expect expects expected
    expectations forventninger lige hos inden indenfor within internal intern interne forhold forholder vores ours
    mål målet målene målsætning målsætninger goal goals objective objectives target targets målepunkt målepunkter milepæl milepæle
    milestone milestones deliverable deliverables deadline deadlines frist frister kvartal kvartaler quarter quarters
    bidrage bidrager contribute contributes sikre sikrer ensure ensures ensuring concern concerns about måde måder way ways try tries
    commit committed commitment promise promised love lover
    still yet already stadig endnu allerede up running along ahead off far soon itself oneself selv
    stretch stretches stretched berører berøre berørt vedrører touch touches involve involves max maximum maks side sid organisations organizations organisationer foreligger foreligge ready klar first final endelig endelige version gange times bedre better improve improved
    send sende sender giv mig practice praksis museum museet museets hospital hospitalet hospitalets kommune kommunen kommunens forvaltning forvaltningen center centret centeret centre afdeling afdelingen enhed enheden virksomhed virksomheden region regionen tilsyn tilsynet municipality company unit series serie serien gruppe gruppen
    run runs running play plays enter worded formuleret løber løbe nævnes indebærer indebære sammen total alt mest
    gets behind allowed tolerated højst maksimalt
    klik click drop table
    supposed live use uses used using bruge bruger achieve achieves achieving opnå opnår nå order rækkefølge sammen several flere intet ingen none until indtil
    anses anse betragtes regnes considered regarded counted specific specifik specifikke
    sidst senest sidste last latest latter
    title titel headed heading overskrift afsnit section chapter kapitel kolonne column række row tabel table
    """.split()
)
"""Folded words that count little: what the documents are, and verbs that fit anything."""


@cache
def light_words() -> frozenset[str]:
    """Folded words whose absence from a quotation is no reason to withhold it; `light_words.txt`."""
    lines = Path(__file__).with_name("light_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())
