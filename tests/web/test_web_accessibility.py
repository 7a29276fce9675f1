"""Every page can be used by everybody: in every state and every setting of the browser."""

from __future__ import annotations

import pytest
from browsing import LOOKS, STATES, State, axe_violations, enter
from playwright.sync_api import Browser, Page

from assistant.status import ReportedStatus

SPACING = """
const spacing = ["line-height: 1.5", "letter-spacing: .12em", "word-spacing: .16em"];
const rules = [`* { ${spacing.map((each) => `${each} !important`).join(";")} }`, "p { margin-bottom: 2em !important }"];
for (const rule of rules)
  document.styleSheets[0].insertRule(rule, document.styleSheets[0].cssRules.length)
"""
"""The text spacing of WCAG 1.4.12."""
CLIPPED = """
() => [...document.querySelectorAll("body *")].filter((each) => {
  const style = getComputedStyle(each);
  const hides = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
  return hides && style.clipPath === "none" && each.clientWidth > 1
    && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map((each) => each.outerHTML.slice(0, 120))
"""
SHAPE_AND_TEXT = "lights => lights.map((each) => [each.querySelector('svg').innerHTML.trim(), each.innerText.trim()])"
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_nothing_bars_anybody(page: Page, address: str, state: State) -> None:
    """No violation of WCAG 2.2 AA in any state, light, dark, forced colours, small or enlarged; nothing is cut off."""
    enter(page, address, state)
    found = {}
    for look in LOOKS:
        page.emulate_media(**look.media)
        page.set_viewport_size({"width": look.size[0], "height": look.size[1]})
        found[look.name] = axe_violations(page) if look.is_judged else []
        if page.evaluate(TOO_WIDE) > 0:
            found[look.name].append("the page scrolls sideways")
    page.evaluate(SPACING)
    cut = page.evaluate(CLIPPED)
    width = page.evaluate(TOO_WIDE)

    assert {name: faults for name, faults in found.items() if faults} == {}
    assert cut == []
    assert width <= 0


@pytest.mark.slow
def test_nothing_bars_anybody_without_our_script(browser: Browser, address: str) -> None:
    """The pages as they come from the server hold to the same; axe-core itself needs scripts to run."""
    context = browser.new_context(locale="da-DK")
    context.route("**/page.js*", lambda route: route.abort())
    page = context.new_page()
    found = {}
    for state in STATES:
        enter(page, address, state)
        found[state.name] = axe_violations(page)
    context.close()

    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.slow
def test_no_status_bars_anybody(browser: Browser, guarded: tuple[str, str]) -> None:
    """Every light and rating is told by text and shape, with contrast enough, on every page that shows it."""
    address, secret = guarded
    context = browser.new_context(locale="da-DK", base_url=address)
    page = context.new_page()
    page.goto("/login")
    page.locator("#token").fill(secret)
    page.locator(".panel .primary").click()
    found, shapes = {}, set()
    for path in ("/milestones", "/milestones?view=table", "/year", "/goals"):
        page.goto(path)
        for look in LOOKS[:3]:
            page.emulate_media(**look.media)
            found[path, look.name] = axe_violations(page)
        shapes |= {tuple(each) for each in page.locator(".light").evaluate_all(SHAPE_AND_TEXT)}
    context.close()

    assert {where: faults for where, faults in found.items() if faults} == {}
    assert len({shape for shape, _ in shapes}) == len({text for _, text in shapes}) == len(ReportedStatus) + 1


@pytest.mark.slow
def test_no_journey_bars_anybody(browser: Browser, guarded: tuple[str, str]) -> None:
    """One's own onboarding with its buttons, who has completed, and the counts that a report is offered."""
    address, secret = guarded
    context = browser.new_context(locale="da-DK", base_url=address)
    page = context.new_page()
    page.goto("/login")
    page.locator("#token").fill(secret)
    page.locator(".panel .primary").click()
    found = {}
    for path in (
        "/onboarding?did=pause",
        "/onboarding?lang=en",
        "/onboarding/completion?lang=da",
        "/onboarding/lessons/bias/leader?lang=en",
        f"/report/{_onboarding_milestone(page)}?lang=da",
    ):
        page.goto(path)
        for look in LOOKS[:4]:
            page.emulate_media(**look.media)
            page.set_viewport_size({"width": look.size[0], "height": look.size[1]})
            found[path, look.name] = axe_violations(page)
            if page.evaluate(TOO_WIDE) > 0:
                found[path, look.name].append("the page scrolls sideways")
        page.evaluate(SPACING)
        found[path, "spacing"] = page.evaluate(CLIPPED)
    shown = page.get_by_text("nye medarbejdere").is_visible()
    context.close()

    assert {where: faults for where, faults in found.items() if faults} == {}
    assert shown


def _onboarding_milestone(page: Page) -> str:
    """The id of the milestone on training in onboarding, as the interface lists it."""
    listed = page.request.get("/v1/milestones?year=2025").json()["milestones"]
    return str(next(each["id"] for each in listed if "i proces for onboarding" in each["text"]))
