"""
Demands: what a quotation must hold to answer the kind of question that was asked.

Owns the patterns of amounts, places, times and people, and the rule that a quotation says something new.
A question for a month is not answered by a quarter, nor one for a budget by a word that has "budget" in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.context import Context
from assistant.answering.cutting.quoting import MONTHS, TIME, split_sentences
from assistant.answering.judging.accounting import asked_stems, plain_stems
from assistant.answering.judging.evidence import Finding, is_verbal
from assistant.understanding.concepts import Bag, Concept, accounted
from assistant.understanding.patterns import come_in_order
from assistant.understanding.times import month_names
from ingest.lexical import Term, analyse, fold
from ingest.parsers.words import ROLE
from ingest.records import Language, PassageKind

__all__ = ["gives_what_is_asked", "names_person", "picked", "states_total"]

WHOLE = 0.9
"""Share from which a stem stands in a text as a word of its own, not as a part of a compound."""
COUNTED_WITHIN = 3
"""Words after a number among which the thing it counts must stand."""
_COUNT_WORDS = (
    "to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
)
_DURATIONS = (
    "(?:arbejds|hver)?dage?|døgn|uger?|måneder?|år|halvår|timer?|minutter"
    "|(?:working |business )?days?|weeks?|months?|years?|hours?|minutes?"
)
_AMOUNT = re.compile(
    rf"\b(?:\d[\d.,]*|{_COUNT_WORDS})[ -](?:{_DURATIONS})\b|"
    r"\d[\d.,]*\s*(?:pct|procent|per ?cent|%|mio|mia|kr|kroner|dkk|million|billion|årsværk|fte|point)|\d{3,}|\d[.,]\d",
    re.IGNORECASE,
)
"""A number with a unit, a length of time, or a number that is no mere ordinal or count."""
_PRICE = re.compile(r"\b(?:kost(?:er|ede|e)\b|pris|gebyr|takst|costs?\b|price|fees?\b|tuition|charge)")
"""Asks for a price (folded)."""
_CURRENCY = re.compile(r"\b(?:dkk|kr|kroner|mio|mia|million\w*|eur|euros?|pounds?)\b")
"""Asks for a sum of money (folded)."""
_MONEY = re.compile(
    r"[£$€]\s?\d|\d[\d.,]*\s*(?:kr\b|kroner|dkk|mio|mia|million|billion|eur|euro|usd|gbp|pund)", re.IGNORECASE
)
"""An amount of money."""
_MONTH = re.compile(rf"\b(?:{MONTHS}|\d{{1,2}}[./-]\d{{1,2}})\b", re.IGNORECASE)
"""A month by name, or a day by numbers, which holds one."""
_DAY = re.compile(rf"\b\d{{1,2}}\.? ?(?:[./-] ?\d{{1,2}}|{MONTHS})\b", re.IGNORECASE)
"""A day of a month."""
_ADDRESS = re.compile(
    r"\b\d{4} [A-ZÆØÅ]|(?:vej|gade|allé|plads|street|road|avenue|square)\b,? \d|\b[A-Z]{1,2}\d{1,2} \d[A-Z]{2}\b"
)
"""A postcode or a street with a number, Danish or British."""
_REPORT = re.compile(r"rapport|report", re.IGNORECASE)
"""Where something is reported is a document, not an address."""
_QUARTER = re.compile(r"\b[QK] ?[1-4]\b|kvartal|quarter", re.IGNORECASE)
"""A quarter of a year."""
_NUMBER = re.compile(rf"\b(?:\d+|{_COUNT_WORDS})\b", re.IGNORECASE)
"""A count, in digits or in words up to twelve."""
_NOT_COUNTED = re.compile(
    r"\b(?:pr\.?|per|for|efter|inden|før|til|hos|fra|siden|i|på|om|med|ved|under"
    r"|after|before|within|to|from|since|in|on|at|by|with|about)\s|[.!?:;]\s",
    re.IGNORECASE,
)
"""Before what a number does not count: "9 days per employee", "20 days after the visit", the next sentence."""
_MILLIONS = re.compile(r"\A(?:[.,]\d+)*\s*(?:mio|mia|mill)\b\.?", re.IGNORECASE)
"""Behind the digits of a number, and still of it."""
_TOTAL = re.compile(r"(?:\bantal(?:let)?\b|\w{3}tallet\b|\b(?:number|total) of\b)[^.!?;]*", re.IGNORECASE)
"""A clause that says of something how many it is, the number last: "antallet af ulykker er højst seks"."""
_REST = re.compile(
    r"\b(?:sidste|første|næste|yderligere|øvrige|resterende|andre|last|first|next|further|remaining|other) $",
    re.IGNORECASE,
)
"""What stands before a number of some of the things, not of all."""
_OF_ALL = re.compile(
    r"\b(?:alle|samtlige|all|(?:vi|der|we|there) (?:har|er|have|are)|(?:har|er|have|are) (?:vi|der|we|there)"
    r"|fordelt på|i alt|in all|across)\W+(?:(?:i dag|omkring|ca\.|cirka|about|some|our|vores|de|the)\s+)*$",
    re.IGNORECASE,
)
"""What stands before a number of all there is."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_ITEM_MARK = re.compile(r",|;|\b(?:og|and|samt|as well as)\b")
"""What stands between things that are listed in a sentence."""
_AGENT = re.compile(
    r"(?i:styrelse|ministeri|departement|institut|direkt|koncern|medarbejder|leder|ansatte|univers|region|kommune"
    r"|agency|ministry|authority|staff|employee|manager|director|head|officer|team|board|department|office|unit"
    r"|afdeling|enhed|chef|sekretariat|partner|udvalg|nævn|direktion|ledelse|committee|council|\bvi\b|\bwe\b)"
    r"|(?<=[a-zæøå,] )(?<! i )(?<! in )(?<! at )[A-ZÆØÅ]\w+"
)
"""Somebody: a word for people or bodies, or a capital inside a sentence that is no place."""
_RELATED_AGENT = re.compile(rf"\b(?:med|af|for|til|by|with|to) (?:\w+ ){{0,2}}?(?:{_AGENT.pattern})")
"""Somebody by, with or for whom something is."""
_BESIDE = re.compile(r"\b(?:med|for|til|fra|hos|om|with|to|from|at|about) (?:\w+ ){0,2}$")
"""What stands before somebody with or for whom something is done: they do not do it (folded)."""
_DOER = re.compile(
    r"\b(?:hvem|who)\b(?!.*\b(?:med|for|til|mod|hos|with|to|at) ?(?:$|[?!.;]))(?!.*(?:malgruppe|audience|target))"
)
"""Asks for somebody (folded), with no preposition left at the end, and not for whom something is meant."""
_WORK_TOGETHER = re.compile(r"arbejd|samspil|partner|cooperat|collaborat|work")
"""In a word for working with others (folded)."""
_WHOM, _WITH_WORD = re.compile(r"\b(?:hvem|whom?)\b"), re.compile(r"\b(?:med|with)\b")
"""Stand before and behind such a word where it is asked with whom somebody works (folded)."""
_WITH = re.compile(
    r"\b(?:med|with|mellem|between|blandt|among)\b(?! (?:dig|jer|os|hinanden|you|us|each other|one another)\b)"
    r"|\bpartner\w*",
    re.IGNORECASE,
)
"""Comes before those with whom something is done."""
_SUBJECT = re.compile(r"\b(?:vi|os|i|jeg|we|us|you|they|de)\b")
"""Somebody whom a question (folded) may say the doing of."""
_PICKS = re.compile(r"\b(?:hvilke[nt]?|which|names of|navne(?:ne)? pa)\b")
"""Asks for one or some of a kind (folded)."""
_PICKS_SEVERAL = re.compile(rf"{_PICKS.pattern} (?:the |de |our |vores )?(?:\d{{1,2}}|{_COUNT_WORDS}) ")
"""Asks for all of so many (folded)."""
_BELONGS = re.compile(r"\b(?:belongs? to|horer (?:ind )?(?:under|til)|(?:is|are) part of|er (?:en )?del af)\b")
"""Says that one thing is of another (folded)."""
_TERM = re.compile(r"[\"“»][^\"”«]{2,40}[\"”«]")
"""A word in quotation marks."""
_NEAR_PICK = 16
"""Characters behind such a word within which the kind begins: an adjective may stand between."""
_SENTENCE_END = re.compile(r"[.!?]\s")
_NAMED_WITHIN = 2
"""Words behind a thing within which its name stands."""
_SHORTEST_KIND = 4
"""Letters of the end of a compound by which it is a kind of something."""
_WHO_IS = re.compile(
    rf"^(?:(?:og|and|so) )?(?:hvem|who) (?:er|is|var|was|['’]s) (?:the |our |vores |den |jeres |your )?"
    rf"(?:\w+ )?(?:{ROLE.pattern})",
    re.IGNORECASE,
)
"""Asks who holds an office: what says that there is one does not answer it."""
_NAME_OF = re.compile(
    rf"\b(?:name of|navn(?:et)? på|hedder) (?:the |our |vores |den )?(?:[A-ZÆØÅ]|(?:\w+ )?(?:{ROLE.pattern}))"
)
"""Asks for the name of somebody with a title."""
_NAMED_PERSON = re.compile(r"\b[A-ZÆØÅ][a-zæøåé]+ (?:[A-ZÆØÅ]\. |van |von |de |af )?[A-ZÆØÅ][\w'’-]+")
"""Two capitalised words on end, as a person is named."""
_WANTED = {
    "which_day": _DAY,
    "which_month": _MONTH,
    "when": TIME,
    "how_much": _AMOUNT,
    "how_many": _NUMBER,
    "where": _ADDRESS,
    "phone": re.compile(r"\d[\d ]{5,}"),
    "email": re.compile(r"@"),
}
"""What a quotation must hold to answer a question of this kind."""


def gives_what_is_asked(context: Context, finding: Finding, concepts: Sequence[Concept]) -> bool:
    """Whether the quotation holds what was asked for: an amount, a place, a time as fine as asked, something new."""
    inquiry = context.inquiry
    if not _says_more(context, finding, concepts):
        return False
    who_is = _WHO_IS.search(inquiry.text) is not None
    # Of holders in a list ("Our heads are:"), the words that lead in to it say what they are.
    is_holder = who_is and finding.candidate.passage.kind is PassageKind.LIST
    asks_attribute = inquiry.has("attribute") and not (is_holder or inquiry.has("goal", "milestone", "exact"))
    if asks_attribute and not _is_attribute_of(context, finding, concepts):
        return False
    if inquiry.has("who") and not _names_agent(context, finding, concepts):
        return False
    if inquiry.has("who") and _asks_with_whom(inquiry.folded, concepts) and not _WITH.search(finding.text):
        return False
    if (who_is or _NAME_OF.search(inquiry.text)) and not names_person(
        context, finding.text, finding.document.language, concepts
    ):
        return False
    if not inquiry.has("when") and not _tells_which(context, finding, concepts):
        return False
    if inquiry.has("how_many") and not inquiry.has("how_much") and not _counts(context, finding, concepts):
        return False
    months = inquiry.times.months
    if months and _MONTH.search(finding.text) and not _any_month(months).search(finding.text):
        return False
    text = _without_period(finding) if inquiry.has("when", "how_much") else finding.text
    if inquiry.has("how_much") and not _is_amount_of_it(context, finding, concepts):
        return False
    return all(pattern.search(text) for pattern in _wanted(context))


def _asks_with_whom(folded: str, concepts: Sequence[Concept]) -> bool:
    """Whether it asks with whom somebody works, by a word for that which an answer must account for."""
    is_asked = come_in_order(folded, _WHOM, _WORK_TOGETHER, _WITH_WORD)
    return is_asked and any(_WORK_TOGETHER.search(each.words) for each in concepts)


def _is_amount_of_it(context: Context, finding: Finding, concepts: Sequence[Concept]) -> bool:
    """
    Whether an amount stands in a clause that also names what was asked, where the quotation itself names it.

    For a sum, what it names must be whole words: a deviation from the "grundbudget" is no budget.
    """
    if finding.candidate.passage.kind is PassageKind.TABLE_ROW:
        return True
    around = "\n".join((finding.text, *finding.candidate.passage.path, finding.document.title))
    bag = context.bridge.bag(around, finding.document.language)
    whole = Bag({stem: share for stem, share in bag.stems.items() if share >= WHOLE})
    is_sum = _PRICE.search(context.inquiry.folded) or _CURRENCY.search(context.inquiry.folded)
    if is_sum and any(accounted(concept, bag) and not accounted(concept, whole) for concept in concepts):
        return False
    sentences = [each.text for each in split_sentences(finding.document, finding.quote)]
    clauses = [clause for sentence in sentences for clause in sentence.split(";") if clause]
    bags = [context.bridge.bag(clause, finding.document.language) for clause in clauses]
    named = [place for place, bag in enumerate(bags) if any(accounted(concept, bag) for concept in concepts)]
    return not named or any(_AMOUNT.search(clauses[place]) for place in named)


def _without_period(finding: Finding) -> str:
    """The quotation without the years of its document's own period: "the report for 2025" is no time, nor amount."""
    first, last = finding.document.period_from, finding.document.period_to
    if first is None or last is None:
        return finding.text
    years = range(first.year, last.year + 1)
    return re.sub(rf"\b(?:{'|'.join(map(str, years))})\b", "", finding.text)


def _wanted(context: Context) -> list[re.Pattern[str]]:
    """What the cues of the question demand."""
    wanted = [pattern for cue, pattern in _WANTED.items() if context.inquiry.has(cue)]
    if context.inquiry.has("how_much") and _PRICE.search(context.inquiry.folded):
        wanted.append(_MONEY)
    if context.inquiry.has("when"):  # when somebody is to ring or write is no number
        wanted = [pattern for pattern in wanted if pattern not in (_WANTED["phone"], _WANTED["email"])]
    if context.inquiry.has("criteria"):  # "when does it count as met?" asks for a condition
        wanted = [pattern for pattern in wanted if pattern is not TIME]
    if context.inquiry.times.quarters:
        wanted.append(_QUARTER)
    if context.inquiry.has("mentions"):  # "where is it mentioned?" asks for a place in the text
        return [pattern for pattern in wanted if pattern is not _ADDRESS]
    if context.inquiry.has("where") and _REPORT.search(context.inquiry.folded):
        return [_REPORT if pattern is _ADDRESS else pattern for pattern in wanted]
    return wanted


def _any_month(months: Sequence[int]) -> re.Pattern[str]:
    """A date in any of these months, by name or by number."""
    names = "|".join(name for number in months for name in month_names(number))
    numbers = "|".join(f"0?{number}" for number in months)
    return re.compile(rf"\b(?:{names})\b|\b\d{{1,2}}[./-](?:{numbers})\b", re.IGNORECASE)


def _names_agent(context: Context, finding: Finding, concepts: Sequence[Concept]) -> bool:
    """
    Whether somebody stands there whom the question does not name itself.

    Where the verb is not the quotation's own, after "by", "with" or "for"; where somebody is asked for who does
    something, not after "with" or "for".
    """
    bag = context.bridge.bag(finding.text, finding.document.language)
    is_verb_missing = any(is_verbal(concept.words) and not accounted(concept, bag) for concept in concepts)
    pattern = _RELATED_AGENT if is_verb_missing and not context.inquiry.has("owner") else _AGENT
    text = _cells(finding)
    return any(_is_new_agent(context, finding, found, concepts) for found in pattern.finditer(text))


def _cells(finding: Finding) -> str:
    """What a quotation says, of a table's row without the headings of its columns."""
    passage = finding.candidate.passage
    return "\n".join(quote.text for quote in passage.quotes) if passage.kind is PassageKind.TABLE_ROW else finding.text


def names_person(context: Context, text: str, language: Language, concepts: Sequence[Concept]) -> bool:
    """
    Whether somebody stands in a text by name: capitalised words on end that are not all words of the dictionary.

    Nobody is called what the question says ("Campus Skive" heads nothing in Skive).
    """
    asked = asked_stems(concepts)
    names = (found[0].split() for found in _NAMED_PERSON.finditer(text))
    return any(
        not all(context.bridge.knows(word.lower(), language) for word in name)
        for name in names
        if not any(term.stem in asked for term in analyse(" ".join(name), language))
    )


def _is_new_agent(context: Context, finding: Finding, found: re.Match[str], concepts: Sequence[Concept]) -> bool:
    inquiry, text = context.inquiry, found.string
    word = re.compile(r"\w*").match(text, found.end())
    printed = text[text.rfind(" ", 0, found.end() - 1) + 1 : word.end() if word else found.end()]
    bag = context.bridge.bag(printed, finding.document.language)
    if not inquiry.has("yes_no") and any(accounted(concept, bag) for concept in concepts):
        return False
    is_doer = _DOER.search(inquiry.folded) and not inquiry.named and not _SUBJECT.search(inquiry.folded)
    return not is_doer or not _BESIDE.search(fold(text[: found.start()]))


def _tells_which(context: Context, finding: Finding, concepts: Sequence[Concept]) -> bool:
    """
    Whether what "which …" asks for is more than mentioned: "agreements with neighbouring states" names none of them.

    More is a name right behind it, a word before it that the question lacks, a word for one kind, or quoted terms.
    """
    if _PICKS_SEVERAL.search(context.inquiry.folded) and not _lists_several(context, finding):
        return False
    if (
        _PICKS.search(context.inquiry.folded)
        and _BELONGS.search(context.inquiry.folded)
        and not _tells_members(finding)
    ):
        return False
    head = picked(context, concepts)
    if head is None or len(_TERM.findall(finding.text)) > 1:
        return True
    language = finding.document.language
    terms = analyse(finding.text, language, keep_stop_words=True)
    at = [place for place, term in enumerate(terms) if accounted(head, context.bridge.bag(term.word, language))]
    return not at or any(_is_told(context, head, finding.text, terms[:place], terms[place:]) for place in at)


def _tells_members(finding: Finding) -> bool:
    """Whether a quotation stands in a list, or says that one thing is of another: to be mentioned is not to belong."""
    return finding.candidate.passage.kind is PassageKind.LIST or bool(_BELONGS.search(fold(finding.text)))


def _lists_several(context: Context, finding: Finding) -> bool:
    """Whether a quotation, or the list it stands in, has as many parts as were asked for."""
    wanted = context.inquiry.count or len(("one", "other"))
    passage = finding.candidate.passage
    is_list = passage.kind is PassageKind.LIST and len(passage.quotes) >= wanted
    return is_list or len(_ITEM_MARK.findall(finding.text)) + 1 >= wanted


def picked(context: Context, concepts: Sequence[Concept]) -> Concept | None:
    """The thing that the question asks to pick: the last word of what stands right behind "which"."""
    found = _PICKS.search(context.inquiry.folded)
    behind = context.inquiry.folded[found.end() :] if found else ""
    thing = None
    for concept in concepts:
        at = behind.find(concept.words)
        if 0 <= at <= (_NEAR_PICK if thing is None else 1) and not concept.is_name:
            thing, behind = concept, behind[at + len(concept.words) :]
    return thing


def _is_told(context: Context, head: Concept, text: str, before: Sequence[Term], after: Sequence[Term]) -> bool:
    """Whether the thing that `after` begins with comes with what tells it from others of its kind."""
    word, *behind = after
    named = [each for each in behind[:_NAMED_WITHIN] if each.word[:1].isupper() and not _QUARTER.fullmatch(each.word)]
    if any(not _SENTENCE_END.search(text, word.start, each.start) for each in named):
        return True
    if text[word.start + len(word.word) :].lstrip()[:1] == ":":
        return True
    kinds = {stem for stems in head.alternatives if len(stems) == 1 for stem in stems}
    if word.stem not in kinds:
        return any(word.stem.endswith(kind) and len(kind) >= _SHORTEST_KIND for kind in kinds)
    last = before[-1] if before else None
    if last is None or context.bridge.is_frame(last.word) or _NUMBER.fullmatch(last.word):
        return False
    return last.stem not in asked_stems(context.inquiry.concepts)


def _counts(context: Context, finding: Finding, concepts: Sequence[Concept]) -> bool:
    """Whether a number stands right before, or in a table beside, something that was to be counted."""
    if finding.candidate.passage.kind is PassageKind.TABLE_ROW:
        return True
    text, language = finding.text, finding.document.language
    clauses = (each[0] for each in _TOTAL.finditer(text))
    if any(_NUMBER.search(each) and _speaks_of(context, each, language, concepts) for each in clauses):
        return True
    return any(_counting(context, text, language, concepts))


def states_total(context: Context, finding: Finding, concepts: Sequence[Concept]) -> bool:
    """Whether a quotation says how many there are of something, not how many are to be or took part."""
    text = finding.text
    numbers = _counting(context, text, finding.document.language, concepts)
    return any(_OF_ALL.search(text, 0, number.start()) for number in numbers)


def _counting(context: Context, text: str, language: Language, concepts: Sequence[Concept]) -> Iterator[re.Match[str]]:
    """The numbers that count something asked for."""
    for number in _NUMBER.finditer(text):
        if _YEAR.fullmatch(number[0]) or _REST.search(text, 0, number.start()):
            continue
        behind = _MILLIONS.sub("", text[number.end() :]).split()[:COUNTED_WITHIN]
        counted = _NOT_COUNTED.split(" ".join(behind))[0]
        if _speaks_of(context, counted, language, concepts):
            yield number


def _speaks_of(context: Context, text: str, language: Language, concepts: Sequence[Concept]) -> bool:
    bag = context.bridge.bag(text, language)
    return any(accounted(concept, bag) for concept in concepts)


def _says_more(context: Context, finding: Finding, concepts: Sequence[Concept]) -> bool:
    """Whether the quotation holds any content beyond the words of the question."""
    if context.inquiry.has("yes_no"):
        return True
    bag = context.bridge.bag(finding.text, finding.document.language)
    return bool(plain_stems(bag) - asked_stems(concepts))


def _is_of_goal(context: Context, finding: Finding) -> bool:
    """Whether the quotation is what a goal says, not another cell of its row (a budget, an owner)."""
    goal = context.knowledge.goals_by_id.get(finding.candidate.passage.goal or "")
    if goal is None:
        return False
    own = [goal.title, goal.wording, goal.remarks, *(milestone.quote for milestone in goal.milestones)]
    return finding.quote in own


def _is_attribute_of(context: Context, finding: Finding, concepts: Sequence[Concept]) -> bool:
    """
    Whether what is asked for ("the budget") stands there as a word of its own, and not as a goal's.

    A compound ("grundbudget") is something else, and a goal's budget is not its organisation's.
    """
    if finding.candidate.passage.goal and not _is_of_goal(context, finding):
        return False
    lines = (finding.text, " ".join(finding.candidate.passage.path), _row_name(context, finding))
    bag = context.bridge.bag("\n".join(lines), finding.document.language)
    return all(bag.cover_strictly(concept) > 0 for concept in concepts if not concept.words.isdigit())


def _row_name(context: Context, finding: Finding) -> str:
    """What the row of a milestone calls it; empty where the quotation is none, or its row has no name for it."""
    goal = context.knowledge.goals_by_id.get(finding.candidate.passage.goal or "")
    milestone = next((each for each in goal.milestones if each.quote == finding.quote), None) if goal else None
    row = context.bridge.row_names.of(milestone) if milestone else None
    return row.name.text if row and row.name else ""
