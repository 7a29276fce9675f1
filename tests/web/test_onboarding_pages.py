"""Onboarding pages: training and quotations apart, and one's own progress shown to nobody else."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes import NOW, FakeAnswers
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect

from assistant.access.identity import Identity, Role
from assistant.access.outside import OutsideIdentities, OutsideIdentity
from assistant.access.tokens import AccessTokens
from assistant.channels.http import create_app
from assistant.onboarding.enrolments import Enrolment, Enrolments, StepState, make_enrolment
from assistant.store.location import Location
from assistant.store.store import Store
from ingest.settings import Settings, load_settings

START = dt.date(2025, 5, 12)
HANDOUTS = ["interview", "meeting"]


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = Store(Location(file=tmp_path / "rettesnor.db"))
    yield opened
    opened.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Tokens, and a data folder of the test's own."""
    return load_settings({"RETTESNOR_DATA": str(tmp_path), "RETTESNOR_AUTH": "token"})


@pytest.fixture
def as_person(settings: Settings, records: Store, answers: FakeAnswers) -> Callable[[str], TestClient]:
    """Makes a client that acts for somebody."""

    def make(person: str) -> TestClient:
        secret = AccessTokens(records).mint(Identity(person=person, name=person), by="test", lasts=None).secret
        app = create_app(answers, settings, lambda: NOW, store=lambda: records)
        return TestClient(app, base_url="http://localhost", headers={"authorization": f"Bearer {secret}"})

    return make


@pytest.fixture
def ida(records: Store) -> Enrolment:
    """Ida, who was given her first step and not yet the others."""
    made = make_enrolment("ida", "employee", START)
    Enrolments(records).enrol([made], at=NOW)
    Enrolments(records).record(made.id, "bias", on=START, state=StepState.GIVEN, digest="of other words")
    return made


def test_own_journey_shows_progress_and_marks_what_changed(
    as_person: Callable[[str], TestClient], ida: Enrolment
) -> None:
    """Whoever reads an old step must know that the document says something else by now."""
    page = as_person("ida").get("/onboarding?lang=en").text

    assert "Your journey: New employee" in page
    assert "0 of " in page
    assert "has changed since you were given this" in page
    assert ida.id in page


@pytest.mark.usefixtures("ida")
def test_progress_is_shown_to_nobody_else(as_person: Callable[[str], TestClient]) -> None:
    """A journey is between the organisation and one person; how far they are is theirs."""
    page = as_person("bo").get("/onboarding?lang=en").text

    assert "Your journey" not in page


def test_done_is_noted_for_oneself_alone(
    as_person: Callable[[str], TestClient], records: Store, ida: Enrolment
) -> None:
    """Nobody ticks off another's steps, whatever they know of them."""
    fields = {"enrolment": ida.id, "order": "done", "step": "bias"}
    foreign = as_person("bo").post("/onboarding/order", data=fields, follow_redirects=False)
    untouched = Enrolments(records).given(ida.id)["bias"].done_on
    own = as_person("ida").post("/onboarding/order", data=fields, follow_redirects=False)

    assert foreign.status_code == 404
    assert untouched is None
    assert own.status_code == 303
    assert Enrolments(records).given(ida.id)["bias"].done_on == dt.date(2025, 5, 20)


def test_orders_are_given_on_the_page(as_person: Callable[[str], TestClient], records: Store) -> None:
    """What can be said in Slack can be pressed here, once for each press, and only for oneself."""
    ida, bo = as_person("ida"), as_person("bo")
    ida.post("/onboarding/order", data={"order": "start", "journey": "leader"})
    (mine,) = Enrolments(records).of_person("ida")

    def press(client: TestClient, order: str, **more: str) -> int:
        fields = {"enrolment": mine.id, "order": order, **more}
        return client.post("/onboarding/order?lang=en", data=fields, follow_redirects=False).status_code

    assert (mine.journey, mine.recipient, mine.start) == ("leader", None, dt.date(2025, 5, 20))
    assert "Your journey: New leader" in ida.get("/onboarding?lang=en").text
    assert [press(ida, "pause"), press(bo, "pause"), press(ida, "dance"), press(ida, "postpone", days="0")] == [
        303, 404, 422, 422,
    ]  # fmt: skip
    assert "The journey is paused." in ida.get("/onboarding?lang=en").text
    press(ida, "resume")
    for _ in range(2):
        press(ida, "postpone", days="10", key="one press")
    press(ida, "speak", language="en")
    (now,) = Enrolments(records).of_person("ida")
    assert (now.shift_days, now.paused_on, now.language.value) == (10, None, "en")


def test_what_was_begun_in_slack_is_seen_on_the_page(as_person: Callable[[str], TestClient], records: Store) -> None:
    """Nobody is on two journeys because they have two names."""
    known = Identity(person="ida", name="Ida")
    OutsideIdentities(records).grant(OutsideIdentity(provider="slack", subject="T1:U1", identity=known))
    Enrolments(records).enrol([make_enrolment("slack:T1:U1", "employee", START, recipient="slack:T1:U1")], at=NOW)

    assert "Your journey: New employee" in as_person("ida").get("/onboarding?lang=en").text
    assert "Your journey" not in as_person("bo").get("/onboarding?lang=en").text


@pytest.mark.parametrize(
    ("setting", "role", "status"),
    [
        ("editor", Role.EDITOR, 200), ("editor", Role.MANAGER, 403), ("editor", Role.EMPLOYEE, 403),
        ("manager", Role.MANAGER, 200), ("manager", Role.EMPLOYEE, 403), ("nobody", Role.EDITOR, 403),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("ida")
def test_completion_is_seen_by_the_role_that_the_setting_names(
    settings: Settings, records: Store, setting: str, role: Role, status: int
) -> None:
    """And nothing else of a journey by anybody."""
    kept = dataclasses.replace(settings, onboarding_completion=setting)
    secret = AccessTokens(records).mint(Identity(person="cy", name="Cy", role=role), by="test", lasts=None).secret
    app = create_app(FakeAnswers(), kept, lambda: NOW, store=lambda: records)
    client = TestClient(app, base_url="http://localhost", headers={"authorization": f"Bearer {secret}"})
    found, page = client.get("/onboarding/completion?lang=en"), client.get("/onboarding?lang=en").text

    assert found.status_code == status
    assert ("Who has completed" in page) == (status == 200)
    if status == 200:
        assert "under way" in found.text
        assert "ida" in found.text
        assert "20 May" not in found.text


def test_quotations_stand_in_the_readers_language(page: Page, address: str) -> None:
    """A single statement has the official words beside it, a list has them one click away."""
    page.goto(f"{address}/onboarding/journeys/employee?lang=en")
    first = page.locator("section").filter(has_text="What we are for")
    values = page.locator("section").filter(has_text="How we want to work")
    is_hidden = not values.get_by_text("Samarbejdende").is_visible()
    values.locator("summary").click()

    expect(first.get_by_text("We strengthen health through disease control and research.")).to_be_visible()
    expect(first.get_by_text("Vi styrker sundhed gennem sygdomskontrol og forskning.")).to_be_visible()
    expect(first.get_by_text("Unofficial rendering")).to_be_visible()
    assert is_hidden
    expect(values.get_by_text("Samarbejdende")).to_be_visible()


def test_lesson_says_that_it_is_a_draft_and_no_part_of_the_plan(as_person: Callable[[str], TestClient]) -> None:
    """The label stays on every page of training material."""
    page = as_person("ida").get("/onboarding/lessons/bias/halo?lang=en").text

    assert "Training material, not part of the plan. Draft" in page
    assert "Nisbett, R. E., Wilson, T. D. (1977)" in page
    assert "<form" not in page.split("<main")[1]


@pytest.mark.parametrize(
    "path", ["/onboarding/lessons/bias/none", "/onboarding/lessons/none/halo", "/onboarding/handouts/bias/none"]
)
def test_what_is_not_there_is_not_found(as_person: Callable[[str], TestClient], path: str) -> None:
    """A mistyped address is no fault of the program's."""
    assert as_person("ida").get(path).status_code == 404


@pytest.mark.parametrize("name", HANDOUTS)
@pytest.mark.parametrize("language", ["da", "en"])
def test_handout_prints_on_one_page(browser: Browser, address: str, tmp_path: Path, name: str, language: str) -> None:
    """A sheet that runs over by two lines is left in the printer."""
    if shutil.which("pdfinfo") is None:
        pytest.skip("no pdfinfo on the PATH: apt-get install poppler-utils")
    page = browser.new_page()
    page.goto(f"{address}/onboarding/handouts/bias/{name}?lang={language}")
    page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    page.close()
    told = subprocess.run(["pdfinfo", tmp_path / "sheet.pdf"], capture_output=True, text=True, check=True).stdout

    assert "Pages:           1\n" in told
    assert "A4" in told
