"""
Whether an installation can answer: its settings, its corpus, its index, its onboarding material, its register.

Owns the findings and their wording for whoever runs the server; leaves printing to `assistant.channels.cli`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.onboarding.content import check_quotations, find_lacks, names_exactly
from assistant.onboarding.library import load_library
from assistant.question import ANYBODY
from ingest.errors import RettesnorError
from ingest.knowledge import Knowledge
from ingest.settings import SETTINGS, Settings

if TYPE_CHECKING:
    from assistant.protocols import Answers

__all__ = ["Checkup", "Finding", "check_up", "material_faults", "report_json", "report_lines"]

_MASK = "•••• (set)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    is_well: bool
    message: str
    """What was found, and what to do where it is not well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """The effective settings as shown, secrets masked, and the findings."""

    settings: tuple[tuple[str, str, str], ...]
    """(environment variable, value, help)."""
    findings: tuple[Finding, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return all(finding.is_well for finding in self.findings)


def check_up(settings: Settings, build: Callable[[Settings], Answers]) -> Checkup:
    """Look at corpus, index and register as `settings` name them."""
    corpus = _check_corpus(settings.corpus)
    index, knowledge = _check_index(settings, build)
    findings = [corpus, index]
    if knowledge is not None:
        findings.append(_check_freshness(settings.corpus, knowledge))
        findings.append(_check_onboarding(settings, knowledge))
    findings.append(_check_register(settings))
    findings.append(_check_model(settings))
    return Checkup(settings=_effective(settings), findings=tuple(findings))


def material_faults(settings: Settings, knowledge: Knowledge) -> list[str]:
    """What of the onboarding material names words or goals that `knowledge` no longer has; names each step."""
    try:
        library = load_library(settings.corpus)
    except RettesnorError as error:
        return [str(error)]
    if not names_exactly(library):
        # To tell what anybody may read, every document is read.
        return []
    today, readable = dt.datetime.now(settings.time_zone).date(), knowledge.readable_by(ANYBODY.groups)
    return [lack.message for lack in find_lacks(library, readable, today=today, exact=True)]


def report_json(checkup: Checkup) -> dict[str, Any]:
    """The check-up as JSON."""
    return {
        "ok": checkup.is_well,
        "settings": {name: value for name, value, _ in checkup.settings},
        "findings": [
            {"subject": finding.subject, "ok": finding.is_well, "message": finding.message}
            for finding in checkup.findings
        ],
    }


def report_lines(checkup: Checkup) -> list[str]:
    """The check-up for a person."""
    width = max(len(name) for name, _, _ in checkup.settings)
    lines = ["Settings", *(f"  {name:<{width}}  {value or '(not set)'}" for name, value, _ in checkup.settings), ""]
    lines += (f"{'ok   ' if each.is_well else 'WRONG'}  {each.subject}: {each.message}" for each in checkup.findings)
    return lines


def _effective(settings: Settings) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (setting.variable, _shown(getattr(settings, setting.name), setting.secret), setting.help)
        for setting in SETTINGS
    )


def _shown(value: object, secret: bool) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return _MASK if secret and value else str(value)


def _check_corpus(folder: Path) -> Finding:
    if not folder.is_dir():
        message = f"there is no folder {folder}; make it, or set RETTESNOR_CORPUS to the folder with the documents."
        return Finding(subject="corpus", is_well=False, message=message)
    described = folder / "corpus.toml"
    try:
        tomllib.loads(described.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = f"{folder} has no corpus.toml; write one that names the organisation and its documents."
        return Finding(subject="corpus", is_well=False, message=message)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{described} cannot be read ({error}); mend what it names."
        return Finding(subject="corpus", is_well=False, message=message)
    return Finding(subject="corpus", is_well=True, message=str(folder))


def _check_index(settings: Settings, build: Callable[[Settings], Answers]) -> tuple[Finding, Knowledge | None]:
    try:
        knowledge = build(settings).knowledge(ANYBODY)
    except RettesnorError as error:
        return Finding(subject="index", is_well=False, message=str(error)), None
    message = (
        f"generation {knowledge.snapshot}, checksums verified: {len(knowledge.documents)} documents, "
        f"{len(knowledge.goals)} goals, {len(knowledge.milestones)} milestones, {len(knowledge.rows)} passages."
    )
    return Finding(subject="index", is_well=True, message=message), knowledge


def _check_register(settings: Settings) -> Finding:
    """Whether what was reported is still what was written."""
    from assistant.register.opening import whole_register  # an ingestion needs `material_faults` alone

    try:
        is_well, message = whole_register(settings)
    except RettesnorError as error:
        is_well, message = False, str(error)
    return Finding(subject="register", is_well=is_well, message=message)


def _check_model(settings: Settings) -> Finding:
    """Whether the language model that the settings name can be made; it is not asked anything."""
    from assistant.bootstrap import load_limited_model

    try:
        model = load_limited_model(settings)
    except RettesnorError as error:
        return Finding(subject="language model", is_well=False, message=str(error))
    if model is None:
        return Finding(subject="language model", is_well=True, message="none; the rules word every answer.")
    sends = "questions and the passages quoted are sent there, personal data masked"
    message = f"{model.name} at {model.place}; {sends}."
    return Finding(subject="language model", is_well=True, message=message)


def _check_freshness(corpus: Path, knowledge: Knowledge) -> Finding:
    """Whether every indexed document is still the file in the corpus."""
    changed = [
        document.path
        for document in knowledge.all_documents.values()
        if _is_other(corpus, document.path, document.checksum)
    ]
    if not changed:
        return Finding(subject="freshness", is_well=True, message="the index holds the documents as they are filed.")
    message = f'{", ".join(changed)} changed or went away since ingestion; run "rettesnor ingest".'
    return Finding(subject="freshness", is_well=False, message=message)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Material:
    """What was found about journeys and lessons."""

    broken: list[str]
    """Sentences about what must be mended."""
    message: str
    """What else is to be known."""


def _check_onboarding(settings: Settings, knowledge: Knowledge) -> Finding:
    """Whether journeys and lessons can be read, and every reference that must be found is found."""
    found = _look_at_onboarding(settings, knowledge)
    if found.broken:
        return Finding(subject="onboarding", is_well=False, message=" ".join(found.broken))
    return Finding(subject="onboarding", is_well=True, message=found.message)


def _look_at_onboarding(settings: Settings, knowledge: Knowledge) -> _Material:
    try:
        library = load_library(settings.corpus)
    except RettesnorError as error:
        return _Material(broken=[str(error)], message="")
    today = dt.datetime.now(settings.time_zone).date()
    lacks, quotations = find_lacks(library, knowledge, today=today), check_quotations(library, knowledge, today=today)
    broken = [*(lack.message for lack in lacks if lack.is_broken), *quotations.faults]
    counted = (
        f"{len(library.journeys)} journeys, {len(library.modules)} modules, every named quotation found; "
        f"{quotations.count} quotations to the letter, {quotations.rendered} of them in both languages."
    )
    counted += "".join(f" In {each}" for each in quotations.unrendered)
    left = "".join(f" In {lack.message.removesuffix('.')}, so the step goes without." for lack in lacks)
    return _Material(broken=broken, message=counted + left)


def _is_other(corpus: Path, path: str, checksum: str) -> bool:
    try:
        return hashlib.sha256((corpus / path).read_bytes()).hexdigest() != checksum
    except OSError:
        return True
