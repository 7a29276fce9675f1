"""
corpus.toml: what people have written down about a corpus.

Owns its keys, their types and the errors for them; leaves the files themselves to `ingest.corpus.folder`.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.corpus.noted import Noted
from ingest.errors import CorpusInvalid
from ingest.records import Language, Organisation

__all__ = ["DESCRIPTION_FILE", "Description", "Written", "read_description", "read_period_words"]

DESCRIPTION_FILE = "corpus.toml"
ORGANISATION_KEYS = frozenset({"id", "name", "other_names", "home"})
DOCUMENT_KEYS = frozenset(
    {
        "path",
        "id",
        "organisation",
        "kind",
        "title",
        "language",
        "period",
        "from",
        "to",
        "published",
        "updated",
        "official",
        "authority",
        "owner",
        "interim_on",
        "annual_on",
        "notice",
        "url",
        "audience",
        "edition_of",
        "supersedes",
    }
)
NOTE_KEYS = frozenset({"id", "owner", "wording"})
_ID = re.compile(r"[\w][\w./ -]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One `[[document]]` of corpus.toml; None where it says nothing."""

    path: str
    id: str | None = None
    organisation: str | None = None
    kind: str | None = None
    title: str | None = None
    language: Language | None = None
    period_from: dt.date | None = None
    period_to: dt.date | None = None
    published: dt.date | None = None
    is_undated: bool = False
    """Whether it says that the document carries no day."""
    updated: dt.date | None = None
    is_official: bool | None = None
    authority: str | None = None
    owner: str | None = None
    interim_on: dt.date | None = None
    annual_on: dt.date | None = None
    notice: str | None = None
    url: str | None = None
    audience: frozenset[str] = frozenset()
    edition_of: str | None = None
    supersedes: str | None = None
    """The id of the older version that this one takes the place of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """All of corpus.toml."""

    organisations: tuple[Organisation, ...] = ()
    documents: Mapping[str, Written]
    """By path below the corpus folder."""
    noted: tuple[Noted, ...] = ()
    """What is said of single goals and milestones."""


def read_description(folder: Path) -> Description:
    """
    What `corpus.toml` in `folder` says; nothing when there is no such file.

    Raises:
        CorpusInvalid: If it is no TOML, or has an unknown key, a wrong value, two homes, or an organisation
            or original that it does not name.
    """
    file = folder / DESCRIPTION_FILE
    if not file.is_file():
        return Description(documents={})
    try:
        table = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"{file} is not valid TOML ({error}); mend the line it names."
        raise CorpusInvalid(msg) from error
    _refuse_unknown(table, frozenset({"organisation", "document", "goal", "milestone"}), f"{file}")
    organisations = tuple(_organisation(entry, file) for entry in _entries(table, "organisation", file))
    documents = [_document(entry, file) for entry in _entries(table, "document", file)]
    _check(organisations, documents, file)
    noted = tuple(_note(entry, name, file) for name in ("goal", "milestone") for entry in _entries(table, name, file))
    _refuse_repeats([each.id for each in noted], "goal or milestone id", file)
    return Description(
        organisations=organisations, documents={written.path: written for written in documents}, noted=noted
    )


def _entries(table: Mapping[str, Any], name: str, file: Path) -> Sequence[Mapping[str, Any]]:
    entries = table.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        msg = f"{file}: {name!r} must be written as [[{name}]] tables, one for each; write [[{name}]] above its keys."
        raise CorpusInvalid(msg)
    return entries


def _refuse_unknown(entry: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    unknown = sorted(set(entry) - known)
    if unknown:
        msg = f"{where} has the unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}."
        raise CorpusInvalid(msg)


def _text(entry: Mapping[str, Any], key: str, where: str) -> str | None:
    value = entry.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        msg = f"{where}: {key!r} is {value!r}, but must be words in quotation marks; correct it or leave it out."
        raise CorpusInvalid(msg)
    return value.strip()


def _required(entry: Mapping[str, Any], key: str, where: str) -> str:
    value = _text(entry, key, where)
    if value is None:
        msg = f'{where} has no {key!r}; add {key} = "…".'
        raise CorpusInvalid(msg)
    return value


def _texts(entry: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        msg = f'{where}: {key!r} is {value!r}, but must be a list of words, as ["a", "b"]; correct it.'
        raise CorpusInvalid(msg)
    return tuple(each.strip() for each in value)


def _flag(entry: Mapping[str, Any], key: str, where: str) -> bool | None:
    value = entry.get(key)
    if value is not None and not isinstance(value, bool):
        msg = f"{where}: {key!r} is {value!r}, but must be true or false without quotation marks; correct it."
        raise CorpusInvalid(msg)
    return value


def _day(entry: Mapping[str, Any], key: str, where: str, *, undated: bool = False) -> dt.date | None:
    value = entry.get(key)
    if value is None or (undated and value == "undated"):
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        wanted = 'a day like 2025-01-31 or "undated"' if undated else "a day like 2025-01-31"
        msg = f"{where}: {key!r} is {value!r}, but must be {wanted}; correct it or leave it out."
        raise CorpusInvalid(msg) from error


def _organisation(entry: Mapping[str, Any], file: Path) -> Organisation:
    where = f"{file}, [[organisation]] {entry.get('id', entry.get('name', '?'))!r}"
    _refuse_unknown(entry, ORGANISATION_KEYS, where)
    return Organisation(
        id=_checked_id(_required(entry, "id", where), where),
        name=_required(entry, "name", where),
        other_names=_texts(entry, "other_names", where),
        is_home=bool(_flag(entry, "home", where)),
    )


def _checked_id(value: str, where: str) -> str:
    if _ID.fullmatch(value) is None:
        msg = f"{where}: the id {value!r} must begin with a letter or digit and hold only letters, digits, . / - _."
        raise CorpusInvalid(msg)
    return value


def _document(entry: Mapping[str, Any], file: Path) -> Written:
    where = f"{file}, [[document]] {entry.get('path', entry.get('id', '?'))!r}"
    _refuse_unknown(entry, DOCUMENT_KEYS, where)
    first, last = _period(entry, where)
    given = _text(entry, "id", where)
    return Written(
        path=_required(entry, "path", where).replace("\\", "/").removeprefix("./"),
        id=_checked_id(given, where) if given else None,
        organisation=_text(entry, "organisation", where),
        kind=_text(entry, "kind", where),
        title=_text(entry, "title", where),
        language=_language(entry, where),
        period_from=first,
        period_to=last,
        published=_day(entry, "published", where, undated=True),
        is_undated=entry.get("published") == "undated",
        updated=_day(entry, "updated", where),
        is_official=_flag(entry, "official", where),
        authority=_text(entry, "authority", where),
        owner=_text(entry, "owner", where),
        interim_on=_day(entry, "interim_on", where),
        annual_on=_day(entry, "annual_on", where),
        notice=_text(entry, "notice", where),
        url=_text(entry, "url", where),
        audience=frozenset(_texts(entry, "audience", where)),
        edition_of=_text(entry, "edition_of", where),
        supersedes=_text(entry, "supersedes", where),
    )


def _note(entry: Mapping[str, Any], name: str, file: Path) -> Noted:
    where = f"{file}, [[{name}]] {entry.get('id', '?')!r}"
    _refuse_unknown(entry, NOTE_KEYS, where)
    return Noted(
        id=_required(entry, "id", where), owner=_text(entry, "owner", where), wording=_text(entry, "wording", where)
    )


def _language(entry: Mapping[str, Any], where: str) -> Language | None:
    value = _text(entry, "language", where)
    known = [language.value for language in Language]
    if value is not None and value not in known:
        msg = f"{where}: 'language' is {value!r}, but must be one of {', '.join(known)}; correct it."
        raise CorpusInvalid(msg)
    return Language(value) if value else None


def _period(entry: Mapping[str, Any], where: str) -> tuple[dt.date | None, dt.date | None]:
    """First and last day that the document is for."""
    value = entry.get("period")
    if value is None:
        first, last = _day(entry, "from", where), _day(entry, "to", where)
    else:
        words = read_period_words(str(value))
        if words is None or "from" in entry or "to" in entry:
            msg = (
                f'{where}: \'period\' is {value!r}, but must be a year or years, as "2025" or "2025-2028", '
                "and stand without 'from' and 'to'; correct it."
            )
            raise CorpusInvalid(msg)
        first, last = words
    if first and last and last < first:
        msg = f"{where}: the period ends on {last}, before it begins on {first}; swap or correct them."
        raise CorpusInvalid(msg)
    return first, last


def read_period_words(words: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of "2025" or "2025-2028"; None for other words."""
    found = re.fullmatch(r"\s*((?:19|20)\d\d)(?:\s*[-–—/]\s*((?:19|20)?\d\d))?\s*", words)
    if found is None:
        return None
    first = int(found[1])
    last = first if found[2] is None else int(found[2] if len(found[2]) > 2 else found[1][:2] + found[2])
    return dt.date(first, 1, 1), dt.date(last, 12, 31)


def _check(organisations: Sequence[Organisation], documents: Sequence[Written], file: Path) -> None:
    """Refuse repeats, two homes, and names that nothing has."""
    homes = [each.id for each in organisations if each.is_home]
    if len(homes) > 1:
        msg = f"{file} calls {' and '.join(map(repr, homes))} home, but only one can be; leave home = true at one."
        raise CorpusInvalid(msg)
    known = {each.id for each in organisations}
    _refuse_repeats([each.id for each in organisations], "organisation", file)
    _refuse_repeats([each.path for each in documents], "document path", file)
    _refuse_repeats([each.id for each in documents if each.id], "document id", file)
    for written in documents:
        if written.organisation is not None and written.organisation not in known:
            msg = (
                f"{file}, [[document]] {written.path!r}: the organisation {written.organisation!r} is not among "
                f"{', '.join(sorted(known)) or 'none'}; correct it or add an [[organisation]]."
            )
            raise CorpusInvalid(msg)


def _refuse_repeats(values: Sequence[str], what: str, file: Path) -> None:
    for value in values:
        if values.count(value) > 1:
            msg = f"{file} has the {what} {value!r} twice; remove or rename one."
            raise CorpusInvalid(msg)
