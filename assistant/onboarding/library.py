"""
All the material at hand: the journeys and modules that ship, an organisation's own files before them.

Owns finding the files and looking things up by id; leaves reading each kind to `journeys` and `lessons`.
A file in `<corpus>/onboarding/` stands in for the bundled file of the same path, or adds to them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from assistant.errors import NotFound, OnboardingInvalid
from assistant.onboarding.journeys import Journey, read_journey
from assistant.onboarding.lessons import Handout, Lesson, Module, read_module
from assistant.onboarding.reading import Entry, read_entry
from ingest.settings import MATERIAL_FOLDER

__all__ = ["Library", "load_library"]

_JOURNEYS = "journeys"


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Journeys and modules, checked against each other."""

    journeys: Mapping[str, Journey]
    """By id."""
    modules: Mapping[str, Module]
    """By id."""
    digests: Mapping[str, str]
    """Of each module, a short hash over all its files: what an approval is given to."""

    def journey(self, id_: str) -> Journey:
        """
        The journey with this id.

        Raises:
            NotFound: If there is none.
        """
        if id_ not in self.journeys:
            msg = f"There is no journey {id_!r}; known are {', '.join(self.journeys)}."
            raise NotFound(msg, field="journey")
        return self.journeys[id_]

    def lesson(self, id_: str) -> Lesson:
        """
        The lesson with this id.

        Raises:
            NotFound: If there is none.
        """
        found = next((each for module in self.modules.values() for each in module.all_lessons if each.id == id_), None)
        if found is None:
            msg = f"There is no lesson {id_!r}."
            raise NotFound(msg, field="lesson")
        return found

    def handout(self, id_: str) -> Handout:
        """
        The handout with this id.

        Raises:
            NotFound: If there is none.
        """
        found = next((each for module in self.modules.values() for each in module.handouts if each.id == id_), None)
        if found is None:
            msg = f"There is no handout {id_!r}."
            raise NotFound(msg, field="handout")
        return found


def load_library(corpus: Path | None = None) -> Library:
    """
    Read the bundled material, with the files of `<corpus>/onboarding/` standing in for those of the same path.

    Raises:
        OnboardingInvalid: If a file has not the right shape, or names a lesson or a handout that is not there.
    """
    overlay = corpus / MATERIAL_FOLDER if corpus is not None else None
    files = _Files(overlay=overlay if overlay is not None and overlay.is_dir() else None)
    modules = [read_module(files, folder) for folder in files.folders()]
    journeys: dict[str, Journey] = {}
    # Those that stand on top of another come after it.
    entries = sorted(files.journeys(), key=lambda entry: (entry.has("on_top_of"), entry.place))
    for entry in entries:
        journey = read_journey(entry, below=journeys)
        if journey.id in journeys:
            entry.refuse(f"there is another journey {journey.id!r}; give one of them another id.")
        _check_named(journey, entry, modules)
        journeys[journey.id] = journey
    digests = {module.id: files.digest(module.id) for module in modules}
    return Library(journeys=journeys, modules={module.id: module for module in modules}, digests=digests)


def _check_named(journey: Journey, entry: Entry, modules: list[Module]) -> None:
    lessons = {lesson.id for module in modules for lesson in module.all_lessons}
    handouts = {handout.id for module in modules for handout in module.handouts}
    for step in journey.steps:
        missing = [each for each in step.lessons if each not in lessons] + [
            each for each in step.handouts if each not in handouts
        ]
        if missing:
            entry.refuse(f"step {step.id!r} names {missing[0]!r}, which no module has.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    overlay: Path | None
    hashes: dict[str, dict[str, str]] = field(default_factory=dict)
    """Of each folder, path to the hash of what was read."""

    def open(self, path: str) -> Entry:
        """The mapping in the file at `path`."""
        file = self.find(path)
        entry = read_entry(file, name=path)
        folder = path.partition("/")[0]
        self.hashes.setdefault(folder, {})[path] = hashlib.sha256(file.read_bytes()).hexdigest()
        return entry

    def find(self, path: str) -> Traversable:
        """The organisation's own file at `path`, else the bundled one."""
        own = self.overlay.joinpath(*path.split("/")) if self.overlay else None
        return own if own is not None and own.is_file() else _bundled().joinpath(*path.split("/"))

    def digest(self, folder: str) -> str:
        """Over every file read of `folder`."""
        listed = "\n".join(f"{path} {found}" for path, found in sorted(self.hashes.get(folder, {}).items()))
        return hashlib.sha256(listed.encode()).hexdigest()[:12]

    def folders(self) -> list[str]:
        """The folders that hold a module."""
        names = {each.name for root in self._roots() for each in root.iterdir() if (each / "module.yaml").is_file()}
        return sorted(names)

    def journeys(self) -> list[Entry]:
        """
        The mapping of every journey's file.

        Raises:
            OnboardingInvalid: If there is none, or one is no YAML.
        """
        names: set[str] = set()
        for root in self._roots():
            folder = root / _JOURNEYS
            if folder.is_dir():
                names |= {each.name for each in folder.iterdir() if each.name.endswith((".yaml", ".yml"))}
        if not names:
            msg = "The bundled journeys are missing; install Rettesnor again."
            raise OnboardingInvalid(msg)
        return [self.open(f"{_JOURNEYS}/{name}") for name in sorted(names)]

    def _roots(self) -> list[Traversable]:
        return [_bundled(), *([self.overlay] if self.overlay else [])]


def _bundled() -> Traversable:
    return resources.files("assistant.onboarding") / "material"
