"""
Who signed, who holds a role, how to reach somebody, and when: from signatures and contact lines.

Owns people and the dates of their signatures. People age: "signed as director", never "is director".
A role belongs to the organisation that stands with it; nobody's is lent to another.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.absence import nothing_found
from assistant.answering.finding.initials import stand_for
from assistant.answering.finding.once import once
from assistant.answering.judging.accounting import accounts, said_back, title_bag
from assistant.answering.judging.framing import OF_PEOPLE
from assistant.answering.plans.goals import asks_owner_of_goal
from assistant.understanding.concepts import Bag, Concept, accounted
from assistant.understanding.cues import CUES
from assistant.understanding.scope import find_scope
from ingest.knowledge import Knowledge
from ingest.lexical import fold
from ingest.records import Language, Person

__all__ = ["answer_people"]

MIN_LISTED = 2
"""From so many people under one heading, the heading names them together."""
WHOLE = 0.9
"""Cover from which a role is a word itself rather than a compound of it."""
HEAD = 0.7
"""Cover from which a role that names the body it is in is one asked for without it: "Bestyrelsesformand"."""
_OF_BODY = re.compile(
    r"(?:bestyrelse|styrelse|rad|naevn|udvalg|forening|selskab|koncern|institut|universitet|museum|fond)s?(?:formand|forkvinde"
    r"|leder|direktor|chef)"
)
"""An office of the whole body, not of a part of it or below its head (folded)."""
_REACHED = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+\w|\b\d(?:\s?\d){7}\b")
"""An e-mail address, or a Danish telephone number of eight digits."""
_FOREIGN = re.compile(r"ministeri|styrelse|institut|agency|ministry|authority|departement")
"""A role in some other body than the organisation whose document it stands in."""


def answer_people(context: Context) -> Draft | None:
    """The people a question asks for; None when it asks for something else."""
    inquiry = context.inquiry
    asks_who = inquiry.has("who", "role")
    if inquiry.has("owner") and asks_owner_of_goal(context):
        return None
    if asks_who and inquiry.has("before") and not inquiry.has("signed"):
        return nothing_found(context, Kind.FACT)
    if reached := _by_contact(context):
        return _listed(context, reached)
    if meant := _by_initials(context):
        return _listed(context, meant)
    named = _by_name(context)
    if named and (any(map(_has_signed, named)) or not inquiry.has("signed")):
        return _about(context, named)
    if inquiry.has("signed"):
        return _signatories(context)
    if inquiry.has("contact") and not inquiry.has("goal", "milestone"):
        return _contacts(context)
    return _by_section(context) or _by_role(context) if asks_who else None


def _has_signed(person: Person) -> bool:
    return person.signed_on is not None or person.signed_at is not None


def _people(context: Context) -> tuple[Person, ...]:
    return tuple(person for person in context.knowledge.people if person.document in context.document_ids)


def _by_name(context: Context) -> tuple[Person, ...]:
    """People whose surname, or whole name, stands in the question."""
    words = set(_words(f"{context.inquiry.folded} {fold(context.inquiry.search_text)}"))
    words |= {word.removesuffix("s") for word in words}
    by_word, people = _places_by_word(context.knowledge), context.knowledge.people
    places = {place for word in words for place in by_word.get(word, ())}
    return tuple(people[place] for place in sorted(places) if _is_named(context, people[place], words))


def _by_initials(context: Context) -> tuple[Person, ...]:
    """Whom it is asked about by initials alone ("who is LVK?"), where a document says whose they are."""
    inquiry = context.inquiry
    asked = [each for each in inquiry.concepts if each.weight >= 1]
    if not inquiry.has("who", "define") or len(asked) != 1 or not asked[0].printed.isupper():
        return ()
    for document in context.documents:
        for named in stand_for(context.knowledge, document, asked[0].printed):
            known = tuple(each for each in context.knowledge.people if each.name.text == named.name.text)
            if known or not inquiry.has("who"):  # what an abbreviation of something else means is a definition
                return known
            return (Person(name=named.name, role=None, document=named.document, span=named.name.span),)
    return ()


@once
def _places_by_word(knowledge: Knowledge) -> Mapping[str, Sequence[int]]:
    """Of each folded word of a name, the places of those people who have it."""
    found: dict[str, list[int]] = {}
    for place, person in enumerate(knowledge.people):
        for word in dict.fromkeys(_words(fold(person.name.text))):
            found.setdefault(word, []).append(place)
    return found


def _by_contact(context: Context) -> tuple[Person, ...]:
    """People whose e-mail address or telephone number stands in the question."""
    asked = [_digits_or_address(found[0]) for found in _REACHED.finditer(context.inquiry.text)]
    if not asked:
        return ()
    return tuple(
        person
        for person in context.knowledge.people
        if any(each in _digits_or_address(quote.text) for quote in person.contact for each in asked)
    )


def _digits_or_address(text: str) -> str:
    return re.sub(r"\s", "", text).casefold()


def _is_named(context: Context, person: Person, words: Collection[str]) -> bool:
    names = _words(fold(person.name.text))
    if not names:
        return False
    by_surname = len(names) > 1 and names[-1] in words and not _is_common(context, names[-1])
    return by_surname or all(name in words for name in names)


def _words(folded: str) -> list[str]:
    return re.findall(r"\w+", folded)


def _is_common(context: Context, word: str) -> bool:
    return any(context.bridge.knows(word, language) for language in Language)


def _role_bag(context: Context, person: Person) -> Bag:
    role = person.role.text if person.role else ""
    return context.bridge.bag(role, context.document_of(person).language)


def _topic(context: Context, *, beside: Sequence[Person] = ()) -> list[Concept]:
    """What a question for people is about, besides the names of those given."""
    names = {word for person in beside for word in _words(fold(person.name.text))}
    spoken = names | {f"{name}s" for name in names} | {"s"}
    return [each for each in context.inquiry.solid(*OF_PEOPLE) if not set(_words(each.words)) <= spoken]


def _signatories(context: Context) -> Draft | None:
    """Those who signed what the question is about."""
    signed = [person for person in _people(context) if _has_signed(person)]
    topic = _topic(context, beside=_by_name(context))
    narrowed = [person for person in signed if _is_narrowed(context, person, topic)]
    chosen = (
        narrowed
        or _each_by_role(context, signed, topic)
        or [person for person in signed if all(_in_place(context, person, each) for each in topic)]
    )
    if not chosen:
        return nothing_found(context, Kind.FACT) if not topic or not signed else None
    if not context.organisations:
        chosen = [each for each in chosen if not context.is_foreign(context.document_of(each))] or chosen
    return _listed(context, chosen)


def _each_by_role(context: Context, people: Sequence[Person], topic: Sequence[Concept]) -> list[Person]:
    """Those who hold any role of a topic that names one after another ("the director and the permanent secretary")."""
    holding = {person: [each for each in topic if accounted(each, _role_bag(context, person))] for person in people}
    named = {concept.words for concepts in holding.values() for concept in concepts}
    rest = [concept for concept in topic if concept.words not in named]
    is_whole = all(any(_in_place(context, person, each) for person in people) for each in rest)
    return [person for person, concepts in holding.items() if concepts] if is_whole else []


def _is_narrowed(context: Context, person: Person, topic: Sequence[Concept]) -> bool:
    """Whether the role accounts for some part of the topic, and role or document for all of it."""
    role = _role_bag(context, person)
    return any(accounted(concept, role) for concept in topic) and _fits(context, person, topic)


def _fits(context: Context, person: Person, topic: Sequence[Concept]) -> bool:
    """Whether role or document accounts for every part of the topic."""
    role = _role_bag(context, person)
    return all(accounted(concept, role) or _in_place(context, person, concept) for concept in topic)


def _in_place(context: Context, person: Person, concept: Concept) -> bool:
    """Whether the document and section that somebody stands in account for a part of the topic."""
    document = context.document_of(person)
    return accounted(concept, title_bag(context, document, " ".join(document.section_path(person.span))))


def _contacts(context: Context) -> Draft | None:
    """Those with a contact line whom the question may mean."""
    topic = _topic(context)
    chosen = [person for person in _people(context) if person.contact and _fits(context, person, topic)]
    if chosen:
        return _listed(context, chosen)
    return None if topic else nothing_found(context, Kind.FACT, missing=context.say("people.contact"))


def _by_section(context: Context) -> Draft | None:
    """Those who are listed under a heading that is all the question asks for ("Direktionen")."""
    topic = [each for each in _topic(context) if each.weight >= 1]
    if not topic:
        return None
    for path, people in _by_heading(context.knowledge).items():
        heading = context.bridge.bag(path[-1], context.document_of(people[0]).language)
        is_named = all(heading.cover_strictly(concept) > 0 for concept in topic)
        if not is_named or len(people) < MIN_LISTED or path[0] not in context.document_ids:
            continue
        if not _is_put_elsewhere(context, people, topic, path[-1]):
            return _listed(context, people)
    return None


@once
def _by_heading(knowledge: Knowledge) -> Mapping[tuple[str, ...], Sequence[Person]]:
    """Those with a role who have not signed, by their document and the headings they stand under, where there are."""
    found: dict[tuple[str, ...], list[Person]] = {}
    for person in knowledge.people:
        if person.role and not _has_signed(person):
            headings = knowledge.documents[person.document].section_path(person.span)
            if headings:
                found.setdefault((person.document, *headings), []).append(person)
    return found


def _by_role(context: Context) -> Draft | None:
    """Those whose printed role accounts for every part of the question."""
    topic = _topic(context)
    if all(CUES["owner"].touches(word) for each in topic for word in each.words.split()):
        return None
    roles = [person for person in context.knowledge.people if person.role]
    if not topic or not roles:
        return None
    holding = [person for person in roles if _holds(context, person, topic)]
    chosen = [person for person in holding if _belongs(context, person)]
    if chosen and _is_put_elsewhere(context, chosen, topic):
        return None
    if chosen:
        return _listed(context, _by_exact_role(context, chosen, topic))
    if holding:
        return nothing_found(context, Kind.FACT)
    return None


def _is_put_elsewhere(context: Context, people: Sequence[Person], topic: Sequence[Concept], heading: str = "") -> bool:
    """
    Whether no role of theirs, nor heading, has the very word asked for, and some other line has: it says who is meant.

    A chief executive may be called director; where one is printed, no director is meant.
    """
    bags = [_role_bag(context, each) for each in people]
    bags.append(context.bridge.bag(heading, context.document_of(people[0]).language))
    asked = [each.words for each in topic if not any(_has_itself(bag, each) for bag in bags)]
    return any(words in fold(passage.body) for words in asked for passage in context.holding(words))


def _has_itself(bag: Bag, concept: Concept) -> bool:
    """Whether a text has the very words of a concept, in any form or compound."""
    own = (stems for stems, worth in concept.alternatives.items() if worth >= 1)
    return any(all(each in bag.stems for each in stems) for stems in own)


def _holds(context: Context, person: Person, topic: Sequence[Concept]) -> bool:
    """Whether the printed role accounts for the topic, its title by words that mean just that."""
    role = person.role.text if person.role else ""
    title = context.bridge.bag(role.split(",")[0], context.document_of(person).language)
    of_body = _OF_BODY.match(fold(role))
    named = any(title.cover_strictly(concept) > 0 or (of_body and title.cover(concept) >= HEAD) for concept in topic)
    return named and accounts(_role_bag(context, person), topic)


def _by_exact_role(context: Context, people: Sequence[Person], topic: Sequence[Concept]) -> Sequence[Person]:
    """Those whose role is the word itself rather than a compound of it ("Direktør" before "Vicedirektør")."""
    covers = [min(_role_bag(context, each).cover(concept) for concept in topic) for each in people]
    best = max(covers)
    return [each for each, cover in zip(people, covers, strict=True) if cover == best] if best >= WHOLE else people


def _belongs(context: Context, person: Person) -> bool:
    """Whether the role is one in an organisation the question is about."""
    wanted = context.organisations
    if not wanted:
        return True
    role = person.role.text if person.role else ""
    in_role = find_scope(role, context.knowledge.organisations).named
    if in_role:
        return any(each in wanted for each in in_role)
    return context.document_of(person).organisation in wanted and not _FOREIGN.search(fold(role))


def _about(context: Context, people: Sequence[Person]) -> Draft | None:
    """What the documents say of somebody named; None when the question wants more than they hold."""
    inquiry = context.inquiry
    topic = _topic(context, beside=people)
    held = [person for person in people if _fits(context, person, topic)]
    if not held and inquiry.has("define", "compare"):
        return None
    if not held:
        return nothing_found(context, Kind.FACT, missing=said_back(topic))
    if inquiry.has("phone", "email", "contact") and not any(person.contact for person in held):
        return nothing_found(context, Kind.FACT, missing=context.say("people.contact"))
    return _listed(context, held)


def _listed(context: Context, people: Sequence[Person]) -> Draft:
    """Each of them once, with role, signature and contact."""
    sheet = Sheet(kind=Kind.COUNT if context.inquiry.has("how_many") else Kind.FACT)
    if context.inquiry.has("how_many"):
        sheet.write(context.say("people.count", number=len(people)))
    by_name: dict[str, Person] = {}
    for person in people:
        by_name.setdefault(person.name.text, person)
    sheet.write(*(_line(context, sheet, person) for person in by_name.values()))
    if any(person.signed_at for person in people):
        sheet.write(context.say("people.as_signed"))
    return sheet.answered()


def _line(context: Context, sheet: Sheet, person: Person) -> str:
    document = context.document_of(person)
    parts = [sheet.quoted(document, person.name)]
    if person.role:
        parts.append(sheet.quoted(document, person.role))
    if person.signed_on:
        mark = sheet.cite(document, person.signed_at) if person.signed_at else ""
        parts.append(f"{context.say('people.signed_on', day=f'{person.signed_on:%d-%m-%Y}')} {mark}".strip())
    parts += [sheet.quoted(document, each) for each in person.contact]
    return f"- {', '.join(parts)}"
