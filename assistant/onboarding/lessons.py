"""
The lessons of a module: training material with its exercises, checklists, handouts and sources.

Owns their values and reading them; leaves who gets them when to `journeys`, and approval to `approvals`.
Training material never answers for the organisation's documents; every channel shows it under its own label.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources.abc import Traversable
from typing import Protocol

from assistant.onboarding.reading import Entry
from assistant.onboarding.references import Reference, read_references
from ingest.records import Language

__all__ = [
    "Checklist",
    "Exercise",
    "Files",
    "Grid",
    "Handout",
    "HandoutText",
    "Lesson",
    "LessonText",
    "Module",
    "Moment",
    "Offer",
    "Part",
    "Source",
    "read_module",
]

WORDS_PER_MINUTE = 160
"""A calm pace for reading at work; silent reading of prose is faster (about 240: Brysbaert 2019)."""
_AND = {Language.DANISH: "og", Language.ENGLISH: "and"}
_OTHERS = {Language.DANISH: "m.fl.", Language.ENGLISH: "et al."}
_MOST_NAMED = 3
_AND_OTHERS = "and others"
_WORD = re.compile(r"\w+")


class Moment(StrEnum):
    """A moment of decision that a checklist is for."""

    HIRING = "hiring"
    APPRAISAL = "appraisal"
    TASKS = "tasks"
    MEETING = "meeting"


class Offer(StrEnum):
    """What a question that is offered next is for."""

    COURSE = "course"
    LEADER = "leader"
    CHECKLIST = "checklist"
    PLAN = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication that a lesson rests on."""

    id: str
    authors: tuple[str, ...]
    """As "Tversky, A."; the last may be "and others"."""
    year: int
    title: str
    published: str
    """Journal with volume and pages, or publisher."""

    def cited(self, language: Language) -> str:
        """As a text cites it: "Tversky og Kahneman, 1974"; more than three authors: "Forscher m.fl., 2019"."""
        names = [author.partition(",")[0] for author in self.authors]
        if len(names) > _MOST_NAMED:
            return f"{names[0]} {_OTHERS[language]}, {self.year}"
        first, last = names[:-1], names[-1]
        named = f"{', '.join(first)} {_AND[language]} {last}" if first else last
        return f"{named}, {self.year}"

    @property
    def in_full(self) -> str:
        """As a list of sources has it."""
        authors = ", ".join(self.authors).replace(f", {_AND_OTHERS}", " et al.")
        return f"{authors} ({self.year}). {self.title}. {self.published}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A question to try oneself on; nobody's answer is kept."""

    ask: str
    choices: tuple[str, ...]
    right: int
    """Which of the choices, from 1."""
    why: str
    """Explains the right one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """What to look at in a moment of decision."""

    moment: Moment
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonText:
    """A lesson in one language."""

    title: str
    asked_as: tuple[str, ...]
    """Words by which people ask for it."""
    asked_within: tuple[str, ...]
    """Everyday words that ask for it only beside a word for the module."""
    in_short: str
    """What it says in one or two sentences; the answer to "what is …?"."""
    text: str
    """Paragraphs, an empty line between them; cites its sources in brackets."""
    scenario: str
    reflection: str
    """A question to think about; no answer is asked for or kept."""
    exercises: tuple[Exercise, ...]
    checklist: Checklist

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text in paragraphs."""
        return tuple(part.strip() for part in self.text.split("\n\n"))

    @property
    def everything(self) -> str:
        """All that a reader reads, one line for each piece, each ending in a mark."""
        pieces = [self.title, self.in_short, *self.paragraphs, self.scenario, self.reflection]
        for exercise in self.exercises:
            pieces += [exercise.ask, *exercise.choices, exercise.why]
        pieces += self.checklist.points
        return "\n".join(piece if piece[-1] in '.?!"' else f"{piece}." for piece in pieces)

    @property
    def minutes(self) -> float:
        """How long it takes to read, at `WORDS_PER_MINUTE`."""
        return len(_WORD.findall(self.everything)) / WORDS_PER_MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One short lesson, in every language."""

    id: str
    """ "bias/affinity"."""
    texts: Mapping[Language, LessonText]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A group of points on a handout."""

    title: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table to fill in by hand."""

    title: str
    columns: tuple[str, ...]
    narrow: tuple[int, ...]
    """Which columns hold little, from 1."""
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutText:
    """A handout in one language."""

    title: str
    in_short: str
    parts: tuple[Part, ...]
    grid: Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """One A4 page to put on the table."""

    id: str
    """ "bias/interview"."""
    moment: Moment | None
    """The moment of decision it is for; None: any."""
    texts: Mapping[Language, HandoutText]


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A course of lessons that belong together."""

    id: str
    names: Mapping[Language, str]
    asked_as: tuple[str, ...]
    """Words by which people ask for the module, in any language."""
    lessons: tuple[Lesson, ...]
    """For everybody, in order."""
    leader: tuple[Lesson, ...]
    """The leader's shorter version."""
    handouts: tuple[Handout, ...]
    plan: tuple[Reference, ...]
    """What of the organisation's own documents it is linked to."""
    offers: Mapping[Offer, Mapping[Language, str]]
    """Questions to ask next, each of which has an answer; what is not there is not offered."""

    @property
    def all_lessons(self) -> tuple[Lesson, ...]:
        """Everybody's lessons, then the leader's."""
        return (*self.lessons, *self.leader)


class Files(Protocol):
    """Where the files of the material are found, an organisation's own before the bundled ones."""

    def open(self, path: str) -> Entry:
        """
        The mapping in the file at `path`.

        Raises:
            OnboardingInvalid: If there is none, or it cannot be read.
        """

    def find(self, path: str) -> Traversable:
        """The file at `path`."""


def read_module(files: Files, folder: str) -> Module:
    """
    The module in `folder`: `module.yaml`, `sources.yaml`, and one folder of texts for each language.

    Raises:
        OnboardingInvalid: If a file is missing or has not the right shape; names the file and the key.
    """
    entry = files.open(f"{folder}/module.yaml").allow(
        "id", "names", "asked_as", "lessons", "leader", "handouts", "plan", "offers"
    )
    id_ = entry.text("id")
    sources = _read_sources(files.open(f"{folder}/sources.yaml"))
    return Module(
        id=id_,
        names=entry.said("names"),
        asked_as=entry.texts("asked_as"),
        lessons=tuple(_read_lesson(files, folder, id_, name, sources) for name in entry.texts("lessons")),
        leader=tuple(_read_lesson(files, folder, id_, name, sources) for name in entry.texts("leader")),
        handouts=tuple(_read_handout(files, folder, id_, name) for name in entry.texts("handouts")),
        plan=read_references(entry, "plan"),
        offers=_read_offers(entry.entry("offers")) if entry.has("offers") else {},
    )


def _read_offers(entry: Entry) -> Mapping[Offer, Mapping[Language, str]]:
    entry.allow(*Offer)
    return {offer: entry.said(offer.value) for offer in Offer if entry.has(offer.value)}


def _read_sources(entry: Entry) -> Mapping[str, Source]:
    found = {}
    for id_ in entry.values:
        source = entry.entry(id_).allow("authors", "year", "title", "published")
        found[id_] = Source(
            id=id_,
            authors=source.texts("authors"),
            year=source.number("year"),
            title=source.text("title"),
            published=source.text("published"),
        )
    return found


def _read_lesson(files: Files, folder: str, module: str, name: str, sources: Mapping[str, Source]) -> Lesson:
    entries = {language: files.open(f"{folder}/{language.value}/{name}.yaml") for language in Language}
    used = {language: _sources_of(entry, sources) for language, entry in entries.items()}
    first = next(iter(used.values()))
    for language, other in used.items():
        if other != first:
            entries[language].refuse("'sources' are others than in the other language; cite the same.")
    texts = {language: _read_text(entry) for language, entry in entries.items()}
    return Lesson(id=f"{module}/{name}", texts=texts, sources=first)


def _sources_of(entry: Entry, sources: Mapping[str, Source]) -> tuple[Source, ...]:
    unknown = [each for each in entry.texts("sources") if each not in sources]
    if unknown:
        entry.refuse(f"'sources' names {unknown[0]!r}, which sources.yaml does not have.")
    return tuple(sources[each] for each in entry.texts("sources"))


def _read_text(entry: Entry) -> LessonText:
    entry.allow(
        "title",
        "asked_as",
        "asked_within",
        "in_short",
        "text",
        "scenario",
        "reflection",
        "questions",
        "checklist",
        "sources",
    )
    checklist = entry.entry("checklist").allow("moment", "points")
    return LessonText(
        title=entry.text("title"),
        asked_as=entry.texts("asked_as"),
        asked_within=entry.texts("asked_within"),
        in_short=entry.text("in_short"),
        text=entry.text("text"),
        scenario=entry.text("scenario"),
        reflection=entry.text("reflection"),
        exercises=tuple(_read_exercise(each) for each in entry.entries("questions")),
        checklist=Checklist(moment=checklist.choice("moment", Moment), points=checklist.texts("points")),
    )


def _read_exercise(entry: Entry) -> Exercise:
    entry.allow("ask", "choices", "right", "why")
    choices = entry.texts("choices")
    return Exercise(
        ask=entry.text("ask"),
        choices=choices,
        right=entry.number("right", most=max(1, len(choices))),
        why=entry.text("why"),
    )


def _read_handout(files: Files, folder: str, module: str, name: str) -> Handout:
    texts, moments = {}, set()
    for language in Language:
        entry = files.open(f"{folder}/{language.value}/handout-{name}.yaml").allow(
            "title", "in_short", "moment", "parts", "grid"
        )
        moments.add(entry.choice("moment", Moment) if entry.has("moment") else None)
        if len(moments) > 1:
            entry.refuse("'moment' is another than in the other language; name the same.")
        grid = entry.entry("grid").allow("title", "columns", "narrow", "rows")
        texts[language] = HandoutText(
            title=entry.text("title"),
            in_short=entry.text("in_short"),
            parts=tuple(Part(title=each.text("title"), points=each.texts("points")) for each in entry.entries("parts")),
            grid=Grid(
                title=grid.text("title"),
                columns=grid.texts("columns"),
                narrow=grid.numbers("narrow"),
                rows=grid.number("rows", most=20),
            ),
        )
    return Handout(id=f"{module}/{name}", moment=moments.pop(), texts=texts)
