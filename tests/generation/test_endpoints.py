"""Endpoints as they are: whatever one does, an answer comes in time and says how it was made."""

from __future__ import annotations

import gc
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import scripted
from scripted import Script, say, serving
from test_lies import CASES

from assistant.answer import Answer, AnswerStatus
from assistant.assistant import Assistant
from assistant.generation.chat import ChatModel
from assistant.generation.limits import LimitedModel, Limits
from assistant.generation.llama import load_model
from assistant.question import ANYBODY, Question
from evals.cases import Case
from ingest.errors import SettingInvalid
from ingest.settings import load_settings

Make = Callable[[ChatModel | None], Assistant]
Ask = Callable[[str], Question]
TIMEOUT_S = 0.6
FIFTY = 50
NO_FILE = Path("/nonexistent/rettesnor.toml")
VALUES = "what are our five values?"
FAULTS: dict[str, Script] = {
    "429 with a long wait": scripted.fails(429, Retry_After="30"),
    "429 without": scripted.fails(429),
    "500": scripted.fails(500),
    "401": scripted.fails(401),
    "404, wrong model": scripted.fails(404),
    "cut stream": scripted.breaks_off,
    "empty": scripted.says_nothing,
    "no stream": scripted.is_no_stream,
    "invalid JSON": scripted.speaks("{'say': not json}"),
    "ten megabytes": scripted.is_huge,
    "never ends": scripted.never_ends,
    "hangs": scripted.hangs,
}


def _model(url: str, *, failures: int = 1_000, timeout_s: float = TIMEOUT_S) -> LimitedModel:
    values = {"RETTESNOR_LLM_MODEL": "scripted", "RETTESNOR_LLM_URL": url, "RETTESNOR_LLM_KEY": "k"}
    limits = Limits(timeout_s=timeout_s, at_once=8, failures=failures)
    return LimitedModel(load_model(load_settings(values, file=NO_FILE)), limits)


def _ask(make: Make, asks: Ask, script: Script, **options: float) -> Answer:
    with serving(script) as (url, _):
        answer = make(_model(url, **options)).ask(asks(VALUES), ANYBODY)
    _let_go()
    return answer


def _let_go() -> None:
    """Wait for the threads of replies given up on, and for their connections."""
    for thread in threading.enumerate():
        if thread.name == "rettesnor-model":
            thread.join(5)
    gc.collect()


def test_an_openai_compatible_endpoint_words_the_answer(with_model: Make, asks: Ask) -> None:
    """Through LlamaIndex's client, as any such endpoint is reached."""
    script = scripted.speaks(say("SSI names five qualities.", 1))

    answer = _ask(with_model, asks, script, timeout_s=30.0)  # the client's first request imports much

    assert (answer.mode, answer.model) == ("generated", "scripted")


# A reply given up on leaves its connection to the garbage collector: LlamaIndex offers no way to close it.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_endpoint_costs_the_wording_and_no_more(with_model: Make, asks: Ask, fault: str) -> None:
    """The rules' answer comes within the time-out and a second, labelled as theirs."""
    with serving(FAULTS[fault]) as (url, _):
        assistant = with_model(_model(url))
        began = time.monotonic()
        answer = assistant.ask(asks(VALUES), ANYBODY)
        took_s = time.monotonic() - began
    _let_go()

    assert (answer.status, answer.mode, answer.model) == (AnswerStatus.ANSWERED, "extractive", None)
    assert took_s < TIMEOUT_S + 1.0


@pytest.mark.soak
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("fault", FAULTS)
def test_fifty_questions_end_in_the_rules_answer_whatever_the_fault(with_model: Make, fault: str) -> None:
    """To the letter, labelled, and in time; asked five at a time, as people do."""
    plain = with_model(None)
    cases = random.Random(fault).sample(CASES, FIFTY)

    def took_s(case: Case) -> float:
        began = time.monotonic()
        answer = assistant.ask(case.asks, ANYBODY)
        took = time.monotonic() - began
        assert answer == plain.ask(case.asks, ANYBODY)
        assert (answer.mode, answer.model) == ("extractive", None)
        return took

    with serving(FAULTS[fault]) as (url, _), ThreadPoolExecutor(5) as pool:
        assistant = with_model(_model(url))
        times = list(pool.map(took_s, cases))
    _let_go()

    assert len(times) == FIFTY
    assert max(times) < TIMEOUT_S + 1.0


def test_the_breaker_opens_after_five_failures(with_model: Make, asks: Ask) -> None:
    """A dead endpoint is not asked a sixth time."""
    with serving(scripted.fails(500)) as (url, asked):
        assistant = with_model(_model(url, failures=5))
        for _ in range(8):
            assistant.ask(asks(VALUES), ANYBODY)

        assert len(asked) == 5 * 2


@pytest.mark.parametrize("name", ["no.such.module:Model", "llama_index.llms.openai_like:NoSuchModel", "nonsense"])
def test_a_class_that_cannot_be_had_is_named(name: str) -> None:
    """A slip in the settings is said at start, not at the first question."""
    settings = load_settings({"RETTESNOR_LLM_MODEL": "m", "RETTESNOR_LLM_CLASS": name}, file=NO_FILE)

    with pytest.raises(SettingInvalid, match="RETTESNOR_LLM_CLASS"):
        load_model(settings)


def test_the_client_is_whole_before_the_first_question() -> None:
    """Whoever asks first would wait for its imports, which no time-out cuts short."""
    program = (
        "import sys\n"
        "from assistant.generation.llama import load_model\n"
        "from ingest.settings import load_settings\n"
        "load_model(load_settings({'RETTESNOR_LLM_MODEL': 'm', 'RETTESNOR_LLM_URL': 'http://127.0.0.1:9/v1'}))\n"
        "assert 'openai.resources.chat.completions' in sys.modules\n"
    )

    subprocess.run([sys.executable, "-c", program], check=True, cwd=NO_FILE.anchor)
