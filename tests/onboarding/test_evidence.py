"""Counts from onboarding are offered for the milestone that asks for it, and name nobody."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.access.identity import Identity, Role
from assistant.access.tokens import AccessTokens
from assistant.assistant import Assistant
from assistant.channels.http import create_app
from assistant.channels.register_commands import report_status_command
from assistant.onboarding.enrolments import Enrolments, StepState, make_enrolment
from assistant.onboarding.evidence import count_module, counts_in_words, module_for
from assistant.onboarding.library import Library
from assistant.question import ANYBODY
from assistant.register.opening import open_register
from assistant.store.location import Location
from assistant.store.store import Store
from assistant.texts import load_texts
from ingest.knowledge import Knowledge
from ingest.records import Language, Milestone
from ingest.settings import Settings, load_settings

NOW = dt.datetime(2025, 5, 20, 8, tzinfo=dt.UTC)
TODAY = NOW.date()
WORDS = "Undervisning i biasbevidsthed er implementeret i proces for onboarding, herunder onboarding af ledere (Q2)."
COUNTED = "Pr. 20-05-2025 har gennemført lektionerne i modulet biasbevidsthed: 4 af 6 nye medarbejdere."


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Store]:
    """A store with six new employees, four of whom have completed, and two new leaders."""
    opened = Store(Location(file=tmp_path / "rettesnor.db"))
    yield opened
    opened.close()


@pytest.fixture
def enrolled(records: Store, library: Library) -> Store:
    """Six new employees, four of whom have completed the lessons, and two new leaders, who have, too."""
    enrolments = Enrolments(records)
    for number in range(8):
        journey = "employee" if number < 6 else "leader"
        made = make_enrolment(f"p{number}", journey, TODAY)
        enrolments.enrol([made], at=NOW)
        for step in library.journeys[journey].steps if number not in (4, 5) else ():
            enrolments.record(made.id, step.id, on=TODAY, state=StepState.GIVEN, digest="")
            enrolments.done(made.id, step.id, on=TODAY)
    return records


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The records of the test."""
    return dataclasses.replace(load_settings({}), data=tmp_path, auth="token")


def milestone(real: Assistant) -> Milestone:
    """The plan's own, found by its words."""
    return next(each for each in real.knowledge(ANYBODY).milestones if each.quote.text == WORDS)


def test_only_the_milestone_that_asks_for_it_is_offered_counts(
    library: Library, knowledges: dict[str, Knowledge]
) -> None:
    """Told by what it says: onboarding and the module's topic, in a plan of our own."""
    known = knowledges["corpus"]
    found = [each.quote.text for each in known.milestones if module_for(each, library, known)]
    foreign = dataclasses.replace(
        known, organisations=tuple(dataclasses.replace(each, is_home=not each.is_home) for each in known.organisations)
    )

    assert found == [WORDS]
    assert foreign.home != known.home
    assert not any(module_for(each, library, foreign) for each in foreign.milestones)


@pytest.mark.parametrize(("least", "said"), [(5, COUNTED), (7, None), (2, "2 af 2 nye ledere")])
def test_small_groups_are_left_out(enrolled: Store, library: Library, least: int, said: str | None) -> None:
    """Of two leaders anybody could say who they are."""
    module = library.modules["bias"]
    counts = count_module(module, library, Enrolments(enrolled), least=least)
    words = counts_in_words(module, counts, load_texts(), Language.DANISH, day=TODAY, least=least)

    assert (said or "") in (words or "")
    assert (words is None) == (said is None)
    if least == 5:
        assert words == f"{COUNTED} Grupper på under 5 er ikke talt med."


def test_the_form_offers_them_and_adds_them_when_asked(real: Assistant, settings: Settings, enrolled: Store) -> None:
    """Offered, never put in by itself; whoever reports decides."""
    known = Identity(person="meg", name="Meg", role=Role.MANAGER)
    secret = AccessTokens(enrolled).mint(known, by="test", lasts=None).secret
    app = create_app(real, settings, lambda: NOW, store=lambda: enrolled)
    client = TestClient(app, base_url="http://localhost", headers={"authorization": f"Bearer {secret}"})
    asked, other = (
        milestone(real),
        next(each for each in real.knowledge(ANYBODY).milestones if "HAIBA" in each.quote.text),
    )
    page, elsewhere = client.get(f"/report/{asked.id}?lang=da").text, client.get(f"/report/{other.id}?lang=da").text
    for more in ({}, {"counts": "yes"}):
        fields = {"status": "fulfilled", "note": "Kørt siden maj.", **more}
        client.post(f"/report/{asked.id}?lang=da", data=fields, follow_redirects=False)
    notes = [report.note for report in open_register(settings, enrolled).history(asked.id)]

    assert COUNTED in page
    assert "Tal fra onboarding" not in elsewhere
    assert "p0" not in page
    assert notes == ["Kørt siden maj.", f"Kørt siden maj.\n{COUNTED} Grupper på under 5 er ikke talt med."]


def test_the_command_line_offers_them(
    real: Assistant,
    enrolled: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Beside what was reported; `--counts` puts them into the comment."""
    monkeypatch.setenv("RETTESNOR_DATA", str(tmp_path))
    asked, build = milestone(real), lambda _settings: real
    report_status_command([asked.id, "--lang", "da"], build=build)
    shown = " ".join(capsys.readouterr().out.split())
    report_status_command([asked.id, "fulfilled", "--counts", "--json"], build=build)
    kept = json.loads(capsys.readouterr().out)

    assert "4 af 6 nye medarbejdere" in shown
    assert "--counts" in shown
    assert "4 " in kept["counts"]
    settings = dataclasses.replace(load_settings({}), data=tmp_path)
    (report,) = open_register(settings, enrolled).history(asked.id)
    assert report.note == kept["counts"]


def test_nothing_is_offered_where_nobody_is_enrolled(
    real: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And looking makes no database."""
    monkeypatch.setenv("RETTESNOR_DATA", str(tmp_path / "none"))
    report_status_command([milestone(real).id, "--lang", "da"], build=lambda _settings: real)

    assert "Tal fra onboarding" not in capsys.readouterr().out
    assert not (tmp_path / "none").exists()
