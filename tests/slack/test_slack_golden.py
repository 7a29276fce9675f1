"""The golden questions get the same answers through Slack as over HTTP: one pipeline, whatever the channel."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from fake_slack import FakeSlack
from fake_slack.payloads import escaped
from fake_slack.state import BOT_ID, BOT_USER
from starlette.testclient import TestClient

from assistant.answer import Answer, Sentence
from assistant.assistant import Assistant
from assistant.bootstrap import build
from assistant.channels.http import create_app
from assistant.channels.slack.connection import SlackConnection
from assistant.channels.slack.records import ChannelSettings
from assistant.channels.slack.start import make_front, make_workspaces
from assistant.question import Asker, Question
from assistant.render.json import answer_json
from assistant.store.store import Store
from evals.cases import Case, load_sets
from ingest.settings import Settings

ROOT = Path(__file__).parents[2]
SEED = 20250520
SAMPLE = 16
AT_ONCE = 16


class Listening:
    """The real assistant, whose answers are remembered by their questions."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.gave: dict[str, Answer] = {}

    def __getattr__(self, name: str) -> object:
        """Everything else is the assistant's own."""
        return getattr(self._assistant, name)

    def stream(self, question: Question, asker: Asker) -> Iterator[Sentence | Answer]:
        """Its answer."""
        for event in self._assistant.stream(question, asker):
            if isinstance(event, Answer):
                self.gave[question.text] = event
            yield event


class Now:
    """A clock that shows when the question at hand is asked."""

    def __init__(self) -> None:
        self.time = dt.datetime.now(dt.UTC)

    def __call__(self) -> dt.datetime:
        """What it shows."""
        return self.time


CORPORA = (ROOT / "corpus", *sorted(each for each in (ROOT / "evals" / "corpora").iterdir() if each.is_dir()))


def cases(corpus: Path = ROOT / "corpus") -> list[Case]:
    """Every golden question about the documents of a corpus."""
    files = load_sets(ROOT / "evals", corpus=ROOT / "corpus", corpora=ROOT / "evals" / "corpora")
    return [case for file in files if file.corpus == corpus for case in file.cases]


def batches(asked: Sequence[Case]) -> Iterator[list[Case]]:
    """Those that can be asked together: on one day, for one organisation, no words twice."""
    waiting = list(asked)
    while waiting:
        first, together, rest = waiting[0], {}, []
        for case in waiting:
            is_like_first = (case.asks.asked_at, case.organisation) == (first.asks.asked_at, first.organisation)
            fits = is_like_first and case.question.strip() not in together and len(together) < AT_ONCE
            if fits:
                together[case.question.strip()] = case
            else:
                rest.append(case)
        yield list(together.values())
        waiting = rest


def ask_in_slack(slack: FakeSlack, case: Case) -> Callable[[], object]:
    """Mention the assistant where the earlier turns stand already; what comes back waits for its reply."""
    thread = None
    for turn in case.history:
        is_ours = turn.role == "assistant"
        message = {"type": "message", "text": escaped(turn.content), "ts": slack.state.timestamp(), "user": "U1"}
        message |= {"user": BOT_USER, "bot_id": BOT_ID} if is_ours else {}
        slack.state.add("C1", message | ({"thread_ts": thread} if thread else {}))
        thread = thread or str(message["ts"])
    before = len(slack.replies(thread, channel="C1")) if thread else 0
    ts = slack.mention(case.question, thread_ts=thread)
    return lambda: slack.wait_for_reply(thread or ts, channel="C1", count=before + 1)


def over_http(web: TestClient, case: Case) -> object:
    """The answer to the same question over HTTP."""
    body = {
        "question": case.question,
        "history": [{"role": turn.role, "content": turn.content} for turn in case.history],
        "asked_at": case.asks.asked_at.isoformat(),
        "organisation": case.organisation,
    }
    return web.post("/v1/ask", json={key: value for key, value in body.items() if value}).json()


def differing(slack: FakeSlack, settings: Settings, records: Store, asked: Sequence[Case]) -> list[str]:
    """The ids of those that were answered differently."""
    clock, answers = Now(), Listening(build(settings))
    workspaces = make_workspaces(settings, records)
    front = make_front(answers, settings, records, workspaces, clock=clock, poll_s=0.1)
    connection = SlackConnection(front, workspaces, settings)
    connection.open()
    slack.wait_connected()
    web, found = TestClient(create_app(answers, settings), base_url="http://127.0.0.1"), []
    try:
        for together in batches(asked):
            answers.gave.clear()
            clock.time = together[0].asks.asked_at
            front.records.set_channel("T1", "C1", ChannelSettings(organisation=together[0].organisation))
            for wait in [ask_in_slack(slack, case) for case in together]:
                wait()
            in_slack = {words: answer_json(answer) for words, answer in answers.gave.items()}
            found += [case.id for case in together if in_slack.get(case.question.strip()) != over_http(web, case)]
    finally:
        slack.settle()
        connection.close()
    return found


@pytest.fixture
def real_settings(settings: Settings, corpus_index: Path) -> Settings:
    """The real documents."""
    return dataclasses.replace(settings, data=corpus_index)


def test_sample_of_golden_questions_is_answered_the_same(
    slack: FakeSlack, real_settings: Settings, records: Store
) -> None:
    """The channel decides how an answer looks, never what it says."""
    sample = random.Random(SEED).sample(cases(), SAMPLE)

    assert differing(slack, real_settings, records, sample) == []


@pytest.mark.soak
@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus.name)
def test_every_golden_question_is_answered_the_same(
    slack: FakeSlack, settings: Settings, records: Store, tmp_path: Path, corpus: Path
) -> None:
    """The bar: all of them, over every corpus."""
    there = dataclasses.replace(settings, corpus=corpus, data=tmp_path / "var")
    command = [sys.executable, "-c", "import sys; from ingest.cli import main; sys.exit(main(['ingest', '--quiet']))"]
    named = {"RETTESNOR_CORPUS": str(corpus), "RETTESNOR_DATA": str(there.data)}
    subprocess.run(command, check=True, env=os.environ | named, cwd=tmp_path)
    asked = cases(corpus)
    found = differing(slack, there, records, asked)
    sys.stdout.write(f"{corpus.name}: {len(asked) - len(found)} of {len(asked)} the same {found}\n")

    assert asked
    assert found == []
