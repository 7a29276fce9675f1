"""The page shows a model's sentences while the rest of the answer is on its way."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator

import pytest
from browsing import serving
from fakes import NOW, FakeAnswers
from playwright.sync_api import Browser, Page, expect

from assistant.answer import Answer, Sentence
from assistant.question import Asker, Question
from ingest.settings import Settings

QUESTION = "Hvad er målet?"
SENTENCE = "Planen nævner <b>et</b> mål. [1]"


class _Slow(FakeAnswers):
    """Says one sentence, and the rest when it may."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go_on = threading.Event()
        self.breaks_off = False

    def stream(self, question: Question, asker: Asker) -> Iterator[Sentence | Answer]:
        """The sentence; the answer, or an error, when the test says so."""
        yield Sentence(text=SENTENCE)
        self.may_go_on.wait(30)
        if self.breaks_off:
            msg = "broken"
            raise RuntimeError(msg)
        yield self.ask(question, asker)


@pytest.fixture
def slow() -> _Slow:
    """Answers that take their time."""
    return _Slow()


@pytest.fixture
def page(browser: Browser, settings: Settings, slow: _Slow) -> Iterator[Page]:
    """A window on a server with a model."""
    with serving(slow, dataclasses.replace(settings, llm_model="scripted"), lambda: NOW) as address:
        context = browser.new_context(locale="da-DK", base_url=address)
        opened = context.new_page()
        opened.goto("/")
        opened.locator("#question").fill(QUESTION)
        opened.locator(".ask .primary").click()
        yield opened
        slow.may_go_on.set()
        context.close()


def test_a_sentence_is_read_before_the_answer_is_there(page: Page, slow: _Slow) -> None:
    """As plain words; then the answer takes its place, as it would without a script."""
    expect(page.locator(".coming")).to_have_text(SENTENCE)
    slow.may_go_on.set()

    expect(page.locator("#asked")).to_have_text(QUESTION)
    expect(page.locator(".coming")).to_have_count(0)
    expect(page.locator(".answer .prose")).to_contain_text("Planen siger")


def test_a_stream_that_breaks_off_leaves_the_question(page: Page, slow: _Slow) -> None:
    """What was written stays, and the page says that it did not get through."""
    slow.breaks_off = True
    expect(page.locator(".coming")).to_be_visible()
    slow.may_go_on.set()

    expect(page.locator(".error")).to_be_visible()
    expect(page.locator("#question")).to_have_value(QUESTION)
    expect(page.locator(".coming")).to_have_count(0)
