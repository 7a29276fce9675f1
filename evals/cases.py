"""
Golden questions: data with a schema, read from `evals/golden/*.yaml`.

Owns reading and checking those files, and which corpus and set each belongs to;
leaves asking to `evals.runner` and judging to `evals.metrics`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from assistant.answer import AnswerStatus, Kind, Reason
from assistant.question import Question, Turn
from evals.comparison import alternatives
from ingest.errors import RettesnorError
from ingest.records import Language
from ingest.yaml_text import parse_yaml

__all__ = ["SETS", "Case", "CaseInvalid", "GoldenFile", "load_case_files", "load_sets", "read_cases"]

ZONE = ZoneInfo("Europe/Copenhagen")
NOON = dt.time(12)
DEFAULT_DATE = dt.date(2025, 5, 20)
SETS = ("golden", "tuning", "development", "fresh", "register")
"""Folders of golden questions; those of "register" are asked over seeded reports, and none of them may be wrong."""


class CaseInvalid(RettesnorError):
    """A golden question is not written as the schema wants it; the message names file, case and key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One golden question with what a right answer must and must not hold."""

    id: str
    question: str
    kind: str
    """Reporting group, an open word: the kind of question, not the kind of answer."""
    language: Language
    """The language the answer must be in."""
    asked_at: dt.date = DEFAULT_DATE
    """Taken as noon in Copenhagen."""
    history: tuple[Turn, ...] = ()
    organisation: str | None = None
    register: str | None = None
    """The file of `evals/registers/` that holds what has been reported; None: nothing has."""
    status: tuple[AnswerStatus, ...]
    """Accepted; facts, list and evidence are about the first."""
    reason: tuple[Reason, ...] = ()
    """Accepted where the answer has one; empty accepts any."""
    kinds: tuple[Kind, ...] = ()
    """Accepted `Answer.kind`; empty accepts any."""
    facts: tuple[str, ...] = ()
    """Each stands in the text or in a quotation; "a|b" is satisfied by either."""
    list: tuple[str, ...] = ()
    """All stand in the text, or in the quotations, in this order."""
    forbidden: tuple[str, ...] = ()
    """None stands in the text."""
    evidence: tuple[str, ...] = ()
    """Verbatim words: for each, some quotation holds them or lies within them."""

    @property
    def asks(self) -> Question:
        """What the assistant is asked."""
        return Question(
            text=self.question,
            asked_at=dt.datetime.combine(self.asked_at, NOON, ZONE),
            history=self.history,
            organisation=self.organisation,
        )

    @property
    def is_answerable(self) -> bool:
        """Whether a plain answer is among what is accepted."""
        return AnswerStatus.ANSWERED in self.status


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenFile:
    """One file of golden questions with the documents they are about."""

    path: Path
    corpus: Path
    """Document folder with its corpus.toml."""
    set: str
    """One of `SETS`: fresh ones were written blind and never tuned on."""
    cases: tuple[Case, ...]

    @property
    def name(self) -> str:
        """The file's stem: "corpus_lists"."""
        return self.path.stem


def load_sets(folder: Path, *, corpus: Path, corpora: Path) -> tuple[GoldenFile, ...]:
    """
    Read every golden file of every set: `golden/*.yaml`, `tuning/*.yaml` and so on below `folder`.

    Raises:
        CaseInvalid: As `load_case_files`, over all of them.
    """
    found = (load_case_files(folder / name, corpus=corpus, corpora=corpora) for name in SETS)
    return _distinct(tuple(file for files in found for file in files))


def load_case_files(folder: Path, *, corpus: Path, corpora: Path) -> tuple[GoldenFile, ...]:
    """
    Read every golden file in `folder`, by name.

    Args:
        folder: Holds `*.yaml`; its name is the set, unless the file's own name holds "tuning" or "fresh".
        corpus: What a file named `corpus_…` is about.
        corpora: Holds the document folder `<stem>/` of every other file; "_tuning", "_fresh" are left off the stem.

    Raises:
        CaseInvalid: If a file does not meet the schema, two cases share an id, or a document folder is missing.
    """
    return _distinct(tuple(_load(path, corpus, corpora) for path in sorted(folder.glob("*.yaml"))))


def _distinct(files: tuple[GoldenFile, ...]) -> tuple[GoldenFile, ...]:
    seen: dict[str, str] = {}
    for file in files:
        for case in file.cases:
            if case.id in seen:
                msg = f"{file.path.name}: the id {case.id!r} is also in {seen[case.id]}; give one of them another."
                raise CaseInvalid(msg)
            seen[case.id] = file.path.name
    return files


def _load(path: Path, corpus: Path, corpora: Path) -> GoldenFile:
    by_name = next((each for each in SETS[1:] if each in path.stem), None)
    belongs = by_name or (path.parent.name if path.parent.name in SETS else SETS[0])
    about = corpus if path.stem.startswith("corpus_") else corpora / path.stem.removesuffix(f"_{belongs}")
    if not about.is_dir():
        msg = f"{path.name} is about the documents in {about}, which is no folder; rename the file or add the folder."
        raise CaseInvalid(msg)
    return GoldenFile(path=path, corpus=about, set=belongs, cases=read_cases(path))


def read_cases(path: Path) -> tuple[Case, ...]:
    """
    Read the cases of one file.

    Raises:
        CaseInvalid: If the file does not meet the schema.
    """
    try:
        entries = parse_yaml(path.read_text(encoding="utf-8"))
    except ValueError as error:
        msg = f"{path.name} is no YAML ({error}); mend the line it names."
        raise CaseInvalid(msg) from error
    if not isinstance(entries, list):
        msg = f"{path.name} holds {_called(entries)}, but must hold a list of cases, each beginning with '- id:'."
        raise CaseInvalid(msg)
    return tuple(_case(entry, f"{path.name}, case {number}") for number, entry in enumerate(entries, 1))


def _case(entry: Any, place: str) -> Case:
    if not isinstance(entry, dict):
        msg = f"{place} is {_called(entry)}, but must be a mapping with id, question, kind, language and status."
        raise CaseInvalid(msg)
    place = f"{place} ({entry.get('id', 'without id')})"
    unknown = sorted(set(map(str, entry)) - set(_READERS))
    if unknown:
        msg = f"{place}: {unknown[0]!r} is no key; known are {', '.join(_READERS)}."
        raise CaseInvalid(msg)
    missing = [key for key in _REQUIRED if entry.get(key) in (None, "", [])]
    if missing:
        msg = f"{place}: {missing[0]!r} is missing; every case needs {', '.join(_REQUIRED)}."
        raise CaseInvalid(msg)
    return Case(**{key: _value(key, value, place) for key, value in entry.items() if value is not None})


def _value(key: str, value: Any, place: str) -> Any:
    try:
        return _READERS[key](value)
    except (TypeError, ValueError) as error:
        msg = f"{place}: {key!r} is {value!r}, but must be {error}."
        raise CaseInvalid(msg) from error


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        msg = "text that is not empty (quote it where YAML would read a number, a date or yes/no)"
        raise ValueError(msg)
    return value


def _day(value: Any) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        msg = "a date like 2025-05-20"
        raise ValueError(msg) from error


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        msg = "a list of texts"
        raise TypeError(msg)
    return tuple(_text(each) for each in value)


def _forms(value: Any) -> tuple[str, ...]:
    found = _texts(value)
    empty = [words for words in found if not all(alternatives(words))]
    if empty:
        msg = f"words to look for: in {empty[0]!r} a form holds none, and would be found everywhere"
        raise ValueError(msg)
    return found


def _one_of(choices: type[Language | AnswerStatus | Reason | Kind]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        try:
            return choices(value)
        except ValueError as error:
            msg = f"one of {', '.join(choices)}"
            raise ValueError(msg) from error

    return read


def _some_of(choices: type[AnswerStatus | Reason | Kind]) -> Callable[[Any], Any]:
    def read(value: Any) -> tuple[Any, ...]:
        entries: Sequence[Any] = value if isinstance(value, list) else [value]
        return tuple(_one_of(choices)(entry) for entry in entries)

    return read


def _history(value: Any) -> tuple[Turn, ...]:
    if not isinstance(value, list) or not all(isinstance(turn, dict) for turn in value):
        msg = "a list of turns, each with role and content"
        raise TypeError(msg)
    return tuple(Turn(role=_text(turn.get("role")), content=_text(turn.get("content"))) for turn in value)


def _called(value: Any) -> str:
    names = {dict: "a mapping", list: "a list", str: "a text", type(None): "nothing"}
    return names.get(type(value), f"a {type(value).__name__}")


_REQUIRED = ("id", "question", "kind", "language", "status")
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "id": _text,
    "question": _text,
    "kind": _text,
    "language": _one_of(Language),
    "asked_at": _day,
    "history": _history,
    "organisation": _text,
    "register": _text,
    "status": _some_of(AnswerStatus),
    "reason": _some_of(Reason),
    "kinds": _some_of(Kind),
    "facts": _forms,
    "list": _forms,
    "forbidden": _forms,
    "evidence": _forms,
}
