"""
Whose a document is that nobody described.

Owns telling it by the words of the document once they are read, and reporting that it was guessed;
leaves the guess itself to `ingest.corpus.guesses`.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from ingest.corpus.described import DESCRIPTION_FILE
from ingest.corpus.folder import Corpus, Source
from ingest.corpus.guesses import OwnerGuess, guess_organisation_name, slug
from ingest.records import Document, Finding, Organisation

__all__ = ["Owned", "Told", "settle_owners"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """The documents with their organisations."""

    organisations: tuple[Organisation, ...]
    documents: tuple[Document, ...]
    """As given, each with its organisation."""
    findings: tuple[Finding, ...]
    """What had to be guessed."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Whose documents were found to be that are given without their text."""

    organisations: tuple[Organisation, ...]
    """Those that there were then: with others, the words are looked at again."""
    owners: Mapping[str, str]
    """By document id."""
    text_of: Callable[[str], str]
    """The text of such a document, by id."""


def settle_owners(
    corpus: Corpus,
    documents: Sequence[Document],
    *,
    named: Mapping[str, str | None] | None = None,
    told: Told | None = None,
) -> Owned:
    """
    Each document with the organisation that corpus.toml names, or else its words.

    Args:
        corpus: Describes them.
        documents: As read.
        named: By document id, what its text calls its organisation (`guess_organisation_name`), as far as known.
        told: What was found of those without their text.
    """
    findings: list[Finding] = []
    organisations = corpus.organisations or _guessed(corpus.name, documents, named or {}, findings)
    known, guess = {each.id for each in organisations}, OwnerGuess(organisations)
    sources = {source.id: source for source in corpus.sources}
    is_same = told is not None and told.organisations == organisations

    def owner(document: Document) -> str:
        if told is None or document.id not in told.owners:
            text = document.text
        elif is_same:
            return told.owners[document.id]
        else:
            text = told.text_of(document.id)
        return (guess.of(text) or organisations[0]).id

    owned = tuple(
        document if document.organisation in known else dataclasses.replace(document, organisation=owner(document))
        for document in documents
    )
    if any(source.is_listed for source in corpus.sources):
        findings.extend(
            found
            for document in owned
            if document.id in sources and (found := _undescribed(sources[document.id], document.organisation))
        )
    return Owned(organisations=organisations, documents=owned, findings=tuple(findings))


def _guessed(
    folder: str, documents: Sequence[Document], named: Mapping[str, str | None], findings: list[Finding]
) -> tuple[Organisation, ...]:
    """The organisations that the texts speak of, the most frequent one home; the folder's name when none is named."""
    each_named = (
        named[document.id] if document.id in named else guess_organisation_name(document.text) for document in documents
    )
    names = Counter(filter(None, each_named))
    found = names.most_common() or [(folder, 0)]
    guessed = {slug(name): Organisation(id=slug(name), name=name) for name, _ in found}
    home = slug(found[0][0])
    message = (
        f"no organisation is described, so {found[0][0]!r} is taken to be ours; add an [[organisation]] to corpus.toml."
    )
    findings.append(Finding(document=DESCRIPTION_FILE, code="organisation_guessed", message=message))
    return tuple(dataclasses.replace(each, is_home=key == home) for key, each in guessed.items())


def _undescribed(source: Source, organisation: str) -> Finding | None:
    """What had to be guessed about a file that corpus.toml leaves out, or says too little about."""
    if not source.is_listed:
        message = (
            f"{source.path} is not in corpus.toml, so title, kind, language and organisation are guessed; "
            "add a [[document]]."
        )
        return Finding(document=source.id, code="not_described", message=message)
    if source.written.organisation is None:
        message = f"{source.path} names no organisation in corpus.toml; taken to be {organisation!r} by its words."
        return Finding(document=source.id, code="organisation_guessed", message=message)
    return None
