"""
Which document is the newer version of which.

Owns that a version is declared (`supersedes` in corpus.toml) or plain: the same document by name for a later period;
leaves to the assistant that a superseded one answers only when its year is asked for.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ingest.records import Document

__all__ = ["settle_versions"]

_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–—/]\s?(?:(?:19|20)?\d\d))?")


def settle_versions(documents: Sequence[Document], declared: Mapping[str, str]) -> tuple[Document, ...]:
    """
    The documents, each with the one that supersedes it.

    Args:
        documents: A whole corpus.
        declared: Id of a newer document to that of the older one it supersedes, as corpus.toml has it.
    """
    known = {document.id for document in documents}
    newer = {older: new for new, older in declared.items() if older in known and new in known}
    families: dict[tuple[str, ...], list[Document]] = {}
    for document in documents:
        for name in _names(document):
            families.setdefault((document.organisation, document.language, document.kind, *name), []).append(document)
    for family in families.values():
        dated = sorted(family, key=lambda each: (str(each.period_to), each.id))
        for older, later in pairwise(dated):
            if older.period_to and later.period_to and older.period_to < later.period_to:
                newer.setdefault(older.id, later.id)
    return tuple(
        dataclasses.replace(each, superseded_by=newer[each.id]) if newer.get(each.id, each.id) != each.id else each
        for each in documents
    )


def _names(document: Document) -> list[tuple[str, str]]:
    """What its other versions are called too: its id and its title without their years."""
    if document.period_to is None or document.edition_of is not None:
        return []
    names = (("id", document.id), ("title", document.title))
    plain = ((kind, re.sub(r"[\W_]+", " ", _YEAR.sub("", name)).strip().casefold()) for kind, name in names)
    return [(kind, name) for (kind, name), (_, whole) in zip(plain, names, strict=True) if name and _YEAR.search(whole)]
