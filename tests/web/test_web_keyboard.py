"""Whoever has no mouse does everything that the pages are for."""

from __future__ import annotations

import pytest
from browsing import GOAL, PLAN, STATES, axe_violations, enter
from playwright.sync_api import Browser, Page, expect

MOST_STOPS = 80
FOCUSED = "() => document.activeElement.innerText || document.activeElement.id || document.activeElement.tagName"
HAS_OUTLINE = """
() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  return document.activeElement === document.body || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
}
"""
IN_SIGHT = """
(id) => {
  const box = document.getElementById(id).getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight;
}
"""


def _tab_to(page: Page, selector: str, *, back: bool = False) -> None:
    """Press Tab until the element has the focus, which must be seen at every stop."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        assert page.evaluate(HAS_OUTLINE), f"no visible focus on {page.evaluate(FOCUSED)!r}"
        if page.locator(selector).first.evaluate("each => each === document.activeElement"):
            return
    pytest.fail(f"{selector} is not reached in {MOST_STOPS} stops; the last was {page.evaluate(FOCUSED)!r}")


def _ask(page: Page, question: str) -> None:
    _tab_to(page, "#question")
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    expect(page.locator("#asked")).to_have_text(question)


def test_the_first_stop_leads_past_the_navigation(page: Page) -> None:
    """Nobody should have to pass the same links on every page."""
    page.goto("/goals")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_question_is_asked_and_its_answer_takes_the_focus(page: Page) -> None:
    """Without this a screen reader would stay silent when the answer came."""
    page.goto("/")
    _ask(page, "Hvad er vores mission?")

    expect(page.locator("#asked")).to_be_focused()


def test_a_question_is_asked_further_and_the_earlier_answer_is_looked_up(page: Page) -> None:
    """A conversation goes on, and nothing of it is lost."""
    page.goto("/")
    _ask(page, "Hvad er vores mission?")
    _ask(page, "Hvilke mål har vi?")
    _tab_to(page, ".earlier summary", back=True)
    page.keyboard.press("Enter")

    expect(page.locator(".earlier .prose")).to_be_visible()


def test_a_suggestion_is_chosen(page: Page) -> None:
    """Whoever does not know what to ask begins here."""
    page.goto("/")
    _tab_to(page, ".choices button")
    chosen = page.evaluate("document.activeElement.value")
    page.keyboard.press("Enter")

    expect(page.locator("#asked")).to_have_text(chosen)


def test_a_question_back_is_answered(page: Page) -> None:
    """Choosing what was meant takes one key."""
    enter(page, "", next(each for each in STATES if each.name == "clarify"))
    _tab_to(page, ".options button")
    page.keyboard.press("Enter")

    expect(page.locator("article.answered")).to_be_visible()


def test_a_citation_leads_to_its_source_and_into_the_document(page: Page) -> None:
    """Whoever doubts an answer sees the words where they stand."""
    page.goto("/")
    _ask(page, "Hvad er vores mission?")
    _tab_to(page, ".cite")
    page.keyboard.press("Enter")
    expect(page.locator("#source-1")).to_be_in_viewport()
    _tab_to(page, "#source-1 a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")

    assert page.evaluate(IN_SIGHT, "quote")


def test_the_official_wording_is_copied_with_its_reference(page: Page) -> None:
    """It goes into a letter as it stands, with where it is from."""
    page.goto("/")
    _ask(page, "Hvad er vores mission?")
    _tab_to(page, "[data-copy]")
    page.keyboard.press("Enter")
    expect(page.locator("#say")).to_have_text("Kopieret")
    copied = page.evaluate("navigator.clipboard.readText()")

    assert copied.startswith("»")
    assert "Statens Serum Institut: " in copied.splitlines()[-1]


def test_words_are_found_in_a_document(page: Page) -> None:
    """A search inside leads to each place."""
    page.goto(PLAN)
    _tab_to(page, "#q")
    page.keyboard.type("bias")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=bias")
    _tab_to(page, ".hits a")
    page.keyboard.press("Enter")

    expect(page.locator("mark:target")).to_be_in_viewport()


def test_a_section_is_reached_by_the_table_of_contents(page: Page) -> None:
    """A long document is read from where one wants."""
    page.goto(PLAN)
    _tab_to(page, ".contents li:last-child a")
    page.keyboard.press("Enter")

    expect(page.locator("section:target :is(h2, h3)")).to_be_in_viewport()


def test_milestones_are_filtered_and_shown_as_a_table(page: Page) -> None:
    """The choice stands in the address, so that it can be sent to a colleague."""
    page.goto("/milestones")
    _tab_to(page, "#quarter")
    page.keyboard.type("2")
    _tab_to(page, ".filters .primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**quarter=Q2**")
    _tab_to(page, ".views a >> nth=1")
    page.keyboard.press("Enter")
    page.wait_for_url("**view=table**")

    assert page.locator("tbody tr").count() == 7
    assert "quarter=Q2" in page.url


def test_a_goal_is_reached_from_the_catalogue(page: Page) -> None:
    """Each goal has an address that stays."""
    page.goto("/goals")
    _tab_to(page, f'main a[href="{GOAL}"]')
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{GOAL}")

    expect(page.locator("h1")).to_have_text("Attraktiv arbejdsplads")


def test_the_language_is_changed_for_good(page: Page) -> None:
    """The choice holds on the next page, and the page says which language it speaks."""
    page.goto("/goals")
    _tab_to(page, ".switch")
    page.keyboard.press("Enter")
    page.wait_for_url("**lang=en**")
    page.goto("/documents")

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("Documents")


def test_what_was_wrong_with_an_answer_is_said(page: Page) -> None:
    """Whoever finds a fault says so on the spot, without losing the answer."""
    page.goto("/")
    _ask(page, "Hvad er vores mission?")
    _tab_to(page, ".feedback summary")
    page.keyboard.press("Enter")
    _tab_to(page, "#reason")
    page.keyboard.press("ArrowDown")
    found = axe_violations(page)
    _tab_to(page, ".feedback details button")
    page.keyboard.press("Enter")
    expect(page.locator("#feedback")).to_contain_text("Tak for din tilbagemelding")
    expect(page.locator("#feedback")).to_be_focused()

    expect(page.locator("#asked")).to_have_text("Hvad er vores mission?")
    assert found + axe_violations(page) == []


def test_whoever_may_reports_a_status(browser: Browser, guarded: tuple[str, str]) -> None:
    """Logging in, being told what is missing, and reporting need no mouse either; nothing on the way bars anybody."""
    address, secret = guarded
    context = browser.new_context(locale="da-DK", base_url=address)
    page = context.new_page()
    page.goto(GOAL)
    found = axe_violations(page)
    _tab_to(page, "#token")
    page.keyboard.type(f"{secret}x")
    page.keyboard.press("Enter")
    expect(page.locator("#error")).to_be_visible()
    found += axe_violations(page)
    _tab_to(page, "#token")
    page.keyboard.type(secret)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{GOAL}")
    found += axe_violations(page)
    _tab_to(page, ".milestone .acts a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/**")
    found += axe_violations(page)
    _tab_to(page, "[name=status]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#wrong-note")).to_be_visible()
    found += axe_violations(page)
    _tab_to(page, "#note")
    page.keyboard.type("Leverandøren er forsinket.")
    _tab_to(page, ".panel .primary")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{GOAL}?reported=yes**")
    found += axe_violations(page)
    reported = page.locator(".milestone").first.inner_text()
    context.close()

    assert "gul" in reported
    assert "Leverandøren er forsinket." in reported
    assert found == []
