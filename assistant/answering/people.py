"""
Who signed, who holds a role, how to reach somebody, and when: from signatures and contact lines.

Owns people and the dates of their signatures. People age: "signed as director", never "is director".
A role belongs to the organisation that stands with it; nobody's is lent to another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Kind
from assistant.answering.absence import nothing_found
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.understanding.concepts import Bag, Concept, accounted
from assistant.understanding.scope import find_scope
from ingest.lexical import fold
from ingest.records import Document, Language, Person, Quote

__all__ = ["answer_people"]

_NO_TOPIC = (
    "who", "signed", "contact", "phone", "email", "when", "list", "how_many", "yes_no", "pronoun", "claim", "which_day",
    "role", "define", "exact",
)  # fmt: skip


def answer_people(context: Context) -> Draft | None:
    """The people a question asks for; None when it asks for something else."""
    inquiry = context.inquiry
    if inquiry.has("who", "role") and inquiry.has("before") and not inquiry.has("signed"):
        return nothing_found(context, Kind.FACT)
    named = _by_name(context)
    if named and not (inquiry.has("signed") and not any(person.signed_on or person.signed_at for person in named)):
        return _about(context, named)
    if inquiry.has("signed"):
        return _signatories(context)
    if inquiry.has("contact") and not inquiry.has("goal", "milestone"):
        return _contacts(context)
    if inquiry.has("who", "role"):
        return _by_role(context)
    return None


def _people(context: Context) -> tuple[Person, ...]:
    ids = {document.id for document in context.documents}
    return tuple(person for person in context.knowledge.people if person.document in ids)


def _by_name(context: Context) -> tuple[Person, ...]:
    """People whose surname, or whole name, stands in the question."""
    words = set(re.findall(r"\w+", f"{context.inquiry.folded} {fold(context.inquiry.search_text)}"))
    words |= {word.removesuffix("s") for word in words}
    found = []
    for person in context.knowledge.people:
        names = re.findall(r"\w+", fold(person.name.text))
        if names and (
            set(names) <= words or (len(names) > 1 and names[-1] in words and not _is_common(context, names[-1]))
        ):
            found.append(person)
    return tuple(found)


def _is_common(context: Context, word: str) -> bool:
    return any(context.bridge.knows(word, language) for language in Language)


def _role_bag(context: Context, person: Person) -> Bag:
    document = context.knowledge.documents[person.document]
    return context.bridge.bag(person.role.text if person.role else "", document.language)


def _topic(context: Context) -> tuple[Concept, ...]:
    return context.inquiry.solid(*_NO_TOPIC)


def _signatories(context: Context) -> Draft | None:
    signed = [person for person in _people(context) if person.signed_on or person.signed_at]
    named = _name_words(_by_name(context))
    topic = [concept for concept in _topic(context) if not set(re.findall(r"\w+", concept.words)) <= named | {"s"}]
    narrowed = [person for person in signed if _is_narrowed(context, person, topic)]
    about_document = [person for person in signed if all(_in_title(context, person, concept) for concept in topic)]
    chosen = narrowed if topic and narrowed else about_document
    if not chosen:
        return nothing_found(context, Kind.FACT) if not topic or not signed else None
    if not context.organisations and context.home:
        ours = [each for each in chosen if context.knowledge.documents[each.document].organisation == context.home.id]
        chosen = ours or chosen
    return _listed(context, chosen)


def _is_narrowed(context: Context, person: Person, topic: Sequence[Concept]) -> bool:
    """Whether the role accounts for some part of the topic, and role or document for all of it."""
    role = _role_bag(context, person)
    in_role = [accounted(concept, role) for concept in topic]
    return any(in_role) and all(
        held or _in_title(context, person, concept) for held, concept in zip(in_role, topic, strict=True)
    )


def _in_title(context: Context, person: Person, concept: Concept) -> bool:
    document = context.knowledge.documents[person.document]
    place = " ".join(document.section_path(person.span))
    words = f"{document.title}\n{document.kind.replace('_', ' ')}\n{place}"
    return accounted(concept, context.bridge.bag(words, document.language))


def _contacts(context: Context) -> Draft | None:
    people = [person for person in _people(context) if person.contact]
    topic = _topic(context)
    chosen = [
        person
        for person in people
        if all(
            accounted(concept, _role_bag(context, person)) or _in_title(context, person, concept) for concept in topic
        )
    ]
    if topic and not chosen:
        return None
    if not chosen:
        return nothing_found(context, Kind.FACT, missing=context.say("people.contact"))
    return _listed(context, chosen)


def _by_role(context: Context) -> Draft | None:
    """Those whose printed role accounts for every part of the question."""
    topic = _topic(context)
    roles = [person for person in context.knowledge.people if person.role]
    if not topic or not roles:
        return None
    holding = [person for person in roles if _holds(context, person, topic)]
    chosen = [person for person in holding if _belongs(context, person)]
    if chosen:
        return _listed(context, _by_exact_role(context, chosen, topic))
    if holding:
        return nothing_found(context, Kind.FACT)
    return None


def _holds(context: Context, person: Person, topic: Sequence[Concept]) -> bool:
    """Whether the printed role accounts for the topic, its title by words that mean just that."""
    document = context.knowledge.documents[person.document]
    title = context.bridge.bag((person.role.text if person.role else "").split(",")[0], document.language)
    named = any(title.cover_strictly(concept) > 0 for concept in topic)
    return named and all(accounted(concept, _role_bag(context, person)) for concept in topic)


def _by_exact_role(context: Context, people: Sequence[Person], topic: Sequence[Concept]) -> Sequence[Person]:
    """Those whose role is the word itself rather than a compound of it ("Direktør" before "Vicedirektør")."""
    exact = [
        person for person in people if all(_role_bag(context, person).cover(concept) >= WHOLE for concept in topic)
    ]
    return exact or people


WHOLE = 0.9


def _belongs(context: Context, person: Person) -> bool:
    """Whether the role is one in an organisation the question is about."""
    wanted = context.organisations
    if not wanted:
        return True
    role = person.role.text if person.role else ""
    in_role = find_scope(role, context.knowledge.organisations).named
    if in_role:
        return any(each in wanted for each in in_role)
    foreign = re.search(r"(?:ministeri|styrelse|institut|agency|ministry|authority|departement)", fold(role))
    document = context.knowledge.documents[person.document]
    return document.organisation in wanted and foreign is None


def _about(context: Context, people: Sequence[Person]) -> Draft | None:
    """What the documents say of somebody named; None when the question wants more than they hold."""
    names = _name_words(people)
    topic = [concept for concept in _topic(context) if not set(re.findall(r"\w+", concept.words)) <= names | {"s"}]
    held = [
        person
        for person in people
        if all(
            accounted(concept, _role_bag(context, person)) or _in_title(context, person, concept) for concept in topic
        )
    ]
    if not held:
        return (
            None
            if context.inquiry.has("define", "compare")
            else nothing_found(context, Kind.FACT, missing=_words(topic))
        )
    inquiry = context.inquiry
    if inquiry.has("phone", "email", "contact") and not any(person.contact for person in held):
        return nothing_found(context, Kind.FACT, missing=context.say("people.contact"))
    return _listed(context, held)


def _name_words(people: Sequence[Person]) -> set[str]:
    """The folded words of people's names, with their genitives."""
    words = {word for person in people for word in re.findall(r"\w+", fold(person.name.text))}
    return words | {f"{word}s" for word in words}


def _words(topic: Sequence[Concept]) -> str:
    return ", ".join(f"“{concept.printed or concept.words}”" for concept in topic)


def _listed(context: Context, people: Sequence[Person]) -> Draft:
    sheet = Sheet(kind=Kind.COUNT if context.inquiry.has("how_many") else Kind.FACT)
    if context.inquiry.has("how_many"):
        sheet.write(context.say("people.count", number=len(people)))
    seen: set[str] = set()
    for person in people:
        if person.name.text not in seen:
            sheet.write(_line(context, sheet, person))
        seen.add(person.name.text)
    if any(person.signed_at for person in people):
        sheet.write(context.say("people.as_signed"))
    return sheet.answered()


def _line(context: Context, sheet: Sheet, person: Person) -> str:
    document = context.knowledge.documents[person.document]
    parts = [sheet.quoted(document, person.name)]
    if person.role:
        parts.append(sheet.quoted(document, person.role))
    if person.signed_on:
        when = context.say("people.signed_on", day=f"{person.signed_on:%d-%m-%Y}")
        parts.append(f"{when} {_cited(sheet, document, person.signed_at)}".strip())
    parts += [sheet.quoted(document, each) for each in person.contact]
    return f"- {', '.join(parts)}"


def _cited(sheet: Sheet, document: Document, quote: Quote | None) -> str:
    return sheet.cite(document, quote) if quote else ""
