"""
A browser for the page tests: one Chromium a module, a server on a port of its own, and the states to look at.

Owns starting and stopping both and what a state is; leaves what must hold in a state to the tests.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from assistant.channels.http import create_app
from assistant.clock import Clock
from assistant.protocols import Answers
from ingest.settings import Settings

__all__ = [
    "CHROMIUM",
    "LOOKS",
    "STATES",
    "Look",
    "State",
    "axe_violations",
    "chromium",
    "enter",
    "foreign_hosts",
    "serving",
]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
"""The browser to use; None where there is none. Debian: apt-get install chromium."""
AXE = (Path(__file__).parent / "axe" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_SWITCHES = ("--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking", "--no-first-run")
ANSWERED = """
(asked) => document.querySelector("#error") || document.querySelector("#asked")?.textContent.trim() === asked
"""
PLAN = "/documents/ssi-maal-og-resultatplan-2025"
STRATEGY = "/documents/ssi-mission-vision-strategi"
GOAL = "/goals/ssi-maal-og-resultatplan-2025/koncernfaelles-maal/3"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A page in a state that people meet it in."""

    name: str
    path: str
    asked: tuple[str, ...] = ()
    """Questions asked on it, one after the other."""
    status: int = 200


STATES = (
    State(name="empty", path="/"),
    State(name="answer", path="/", asked=("Hvilke målepunkter er planlagt til 2. kvartal?",)),
    State(name="answer-in-english", path="/?lang=en", asked=("What are our five values?",)),
    State(name="conversation", path="/", asked=("Hvad er vores mission?", "Hvad betyder det?", "Hvilke mål har vi?")),
    State(name="clarify", path="/", asked=("Hvad er målet?",)),
    State(name="abstain", path="/", asked=("Hvem er direktør for Socialstyrelsen?",)),
    State(name="not-reported", path="/", asked=("Er HAIBA færdig?",)),
    State(name="error", path="/", asked=("   ",)),
    State(name="long", path="/", asked=("Speciallægepraksisplanlægningsstabiliseringsperiode " * 30,)),
    State(name="documents", path="/documents"),
    State(name="reader", path=f"{STRATEGY}?start=120&end=200#quote"),
    State(name="reader-of-tables", path=PLAN),
    State(name="found-in-document", path=f"{PLAN}?q=bias"),
    State(name="goals", path="/goals"),
    State(name="goal", path=GOAL),
    State(name="board", path="/milestones"),
    State(name="table", path="/milestones?view=table"),
    State(name="no-milestones", path="/milestones?quarter=Q2&status=green"),
    State(name="year", path="/year"),
    State(name="side-by-side", path=f"{STRATEGY}?beside=yes"),
    State(name="onboarding", path="/onboarding"),
    State(name="journey", path="/onboarding/journeys/leader"),
    State(name="lesson", path="/onboarding/lessons/bias/what-bias-is"),
    State(name="handout", path="/onboarding/handouts/bias/interview"),
    State(name="about", path="/about"),
    State(name="about-in-english", path="/about?lang=en"),
    State(name="not-found", path="/nothing", status=404),
    State(name="bad-filter", path="/milestones?quarter=Q9", status=422),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How somebody has set their browser."""

    name: str
    size: tuple[int, int] = (1280, 900)
    """CSS pixels. 320 x 256 is 1280 x 1024 at 400 % zoom."""
    is_judged: bool = True
    """Whether axe-core is run in it: not where it differs from another look by the window's height alone."""
    media: Mapping[str, str] = field(default_factory=lambda: {"color_scheme": "light", "forced_colors": "none"})


LOOKS = (
    Look(name="light"),
    Look(name="dark", media={"color_scheme": "dark", "forced_colors": "none"}),
    Look(name="forced colours", media={"color_scheme": "light", "forced_colors": "active"}),
    Look(name="320 px", size=(320, 640)),
    Look(name="400 % zoom", size=(320, 256), is_judged=False),
)


@contextmanager
def serving(answers: Answers, settings: Settings, clock: Clock) -> Iterator[str]:
    """The address of an app over `answers`, on a free port of this machine."""
    config = uvicorn.Config(create_app(answers, settings, clock), host="127.0.0.1", port=0, log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        if time.monotonic() > deadline or not thread.is_alive():
            msg = "the server for the page tests did not start"
            raise RuntimeError(msg)
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, without a sandbox only where a sandbox cannot be had (as root)."""
    switches = [*_SWITCHES, "--no-sandbox"] if os.geteuid() == 0 else list(_SWITCHES)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=switches)
        try:
            yield browser
        finally:
            browser.close()


def enter(page: Page, address: str, state: State) -> None:
    """Bring `page` into `state`, as a person does: go there, and ask."""
    page.goto(address + state.path)
    for question in state.asked:
        page.locator("#question").fill(question)
        page.locator(".ask .primary").click()
        page.wait_for_function(ANSWERED, arg=question.strip())


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA and best practice: rule and element of each."""
    if not page.evaluate("typeof window.axe !== 'undefined'"):
        page.evaluate(AXE)
    wanted = {"runOnly": {"type": "tag", "values": _RULES}, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = page.evaluate(f"axe.run(document, {json.dumps(wanted)}).then(r => r.violations)")
    return [f"{each['id']}: {node['html'][:160]} {node['failureSummary']}" for each in found for node in each["nodes"]]


def foreign_hosts(context: BrowserContext, address: str) -> list[str]:
    """A list that fills with every address outside `address` that the context asks for; nothing of it is fetched."""
    seen: list[str] = []
    own = urlsplit(address).netloc

    def note(url: str) -> None:
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).netloc != own:
            seen.append(url)

    context.on("request", lambda request: note(request.url))
    return seen
