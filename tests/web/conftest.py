"""
Clients of the pages: a program's over fake answers, and a real browser's over the real corpus.

Owns these fixtures; leaves the browser to `browsing` and the fake to `fakes`.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes import NOW, FakeAnswers
from fastapi.testclient import TestClient

from assistant.access.identity import Identity, Role
from assistant.access.tokens import AccessTokens
from assistant.channels.http import create_app
from assistant.channels.subjects import Given, subject_with_id
from assistant.onboarding.enrolments import Enrolments, StepState, make_enrolment
from assistant.question import ANYBODY
from assistant.register.opening import open_register
from assistant.status import ReportedStatus
from assistant.store.store import open_store
from ingest.settings import Settings, load_settings

pytest.importorskip("playwright", reason='the page tests need Playwright: pip install ".[dev]"')

from browsing import CHROMIUM, LOOKS, chromium, foreign_hosts, serving
from playwright.sync_api import Browser, Page, expect

PATIENCE_MS = 30_000
"""How long the browser waits for what it is told to expect: long, for other tests may run beside these."""
expect.set_options(timeout=PATIENCE_MS)
ASKED_AT = dt.datetime(2025, 5, 20, 7, 0, tzinfo=dt.UTC)


@pytest.fixture
def answers() -> FakeAnswers:
    """Answers over the tiny knowledge."""
    return FakeAnswers()


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The defaults, whatever the environment says."""
    return load_settings({})


@pytest.fixture
def client_of(settings: Settings) -> Callable[[FakeAnswers], TestClient]:
    """Makes a client of an app over the given answers; the clock stands at `NOW`."""

    def make(answers: FakeAnswers) -> TestClient:
        app = create_app(answers, settings, lambda: NOW)
        return TestClient(app, base_url="http://localhost", raise_server_exceptions=False)

    return make


@pytest.fixture
def client(client_of: Callable[[FakeAnswers], TestClient], answers: FakeAnswers) -> TestClient:
    """A client of an app over `answers`."""
    return client_of(answers)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a module, closed with it: while it is open no test of another kind could call `asyncio.run`."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on the PATH: apt-get install chromium")
    # Slack's client and others read these; the browser must reach its server without a proxy.
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def address(corpus_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the real assistant serves the real corpus, as of 20 May 2025, with records of its own."""
    from assistant.bootstrap import build

    data = tmp_path_factory.mktemp("open") / "data"
    shutil.copytree(corpus_index, data)
    settings = load_settings({"RETTESNOR_DATA": str(data)})
    with serving(build(settings), settings, lambda: ASKED_AT) as where:
        yield where


@pytest.fixture(scope="session")
def guarded(corpus_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """
    Where the same is served to those with a token, and an editor's token.

    Each status has been reported once; the editor is on two journeys, one of them resting, and so are others on one.
    """
    from assistant.bootstrap import build

    data = tmp_path_factory.mktemp("guarded") / "data"
    shutil.copytree(corpus_index, data)
    settings = load_settings({"RETTESNOR_DATA": str(data), "RETTESNOR_AUTH": "token", "RETTESNOR_RATE_LIMIT": "0"})
    records = open_store(settings)
    editor = Identity(person="ida@example.dk", name="Ida Holm", role=Role.EDITOR)
    secret = AccessTokens(records).mint(editor, by="test", lasts=None).secret
    answers = build(settings)
    register = open_register(settings, records, clock=lambda: ASKED_AT)
    milestones = answers.knowledge(ANYBODY).milestones
    for milestone, status in zip(reversed(milestones), ReportedStatus, strict=False):
        given = Given(status=status, note="Se notat.")
        subject = subject_with_id(answers.knowledge(ANYBODY), milestone.id)
        register.report(subject.report(given, today=ASKED_AT.date()), by=editor)
    _enrol(Enrolments(records), editor.person)
    with serving(answers, settings, lambda: ASKED_AT) as where:
        yield where, secret
    records.close()


def _enrol(enrolments: Enrolments, person: str) -> None:
    """Put `person` on two journeys, the first begun and the second resting, and enough others on one to be counted."""
    start = dt.date(2025, 4, 28)
    own = [make_enrolment(person, journey, start) for journey in ("leader", "buddy")]
    others = [make_enrolment(f"p{number}@example.dk", "employee", start) for number in range(6)]
    enrolments.enrol([*own, *others], at=ASKED_AT)
    for step in ("purpose", "leader-goals", "values"):
        enrolments.record(own[0].id, step, on=start, state=StepState.GIVEN, digest="")
    enrolments.done(own[0].id, "purpose", on=start)
    enrolments.pause(own[1].id, on=start)


@pytest.fixture(scope="module")
def window(browser: Browser, address: str) -> Iterator[Page]:
    """One window for a module; `page` clears it."""
    context = browser.new_context(locale="da-DK", base_url=address)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    yield page
    context.close()


@pytest.fixture
def page(window: Page, address: str) -> Iterator[Page]:
    """A window as of the first visit; fails the test that asked anything of another host, or whose script failed."""
    size = LOOKS[0].size
    window.context.clear_cookies()
    window.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="reduce")
    window.set_viewport_size({"width": size[0], "height": size[1]})
    elsewhere = foreign_hosts(window.context, address)
    faults: list[str] = []

    def note(error: object) -> None:
        faults.append(str(error))

    window.on("pageerror", note)
    yield window
    window.remove_listener("pageerror", note)

    assert elsewhere == []
    assert faults == []
