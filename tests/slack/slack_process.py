"""
The Slack app as a process of its own, over fake answers that take their time, killed by chance around its calls.

Every other answer comes in sentences, as with a language model, and is streamed. Killed is it right before or right
after a call that writes: one that posts, or one that begins, lengthens, ends or completes a stream.

Run by `test_slack_soak.py`: slack_process.py <address> <database> <seed> <chance of a kill, in percent> <seconds>.
"""

from __future__ import annotations

import dataclasses
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fakes import FakeAnswers
from slack_sdk import WebClient

from assistant.answer import Answer, Sentence
from assistant.channels.slack.connection import SlackConnection
from assistant.channels.slack.start import make_front, make_workspaces
from assistant.question import Asker, Question
from assistant.store.location import Location
from assistant.store.store import Store
from ingest.settings import load_settings

WRITING = ("chat.postMessage", "chat.startStream", "chat.appendStream", "chat.stopStream", "chat.update")


class SlowAnswers(FakeAnswers):
    """Answers that take a while."""

    seconds = 0.0

    def ask(self, question: Question, asker: Asker) -> Answer:
        """The answer, later."""
        time.sleep(self.seconds)
        return super().ask(question, asker)

    def stream(self, question: Question, asker: Asker) -> Iterator[Sentence | Answer]:
        """To every question with an odd number two sentences on the way, which are not in the answer."""
        if question.text[-1] in "13579":
            for number in (1, 2):
                time.sleep(self.seconds / 4)
                yield Sentence(text=f"Sætning {number}.")
        yield self.ask(question, asker)


def main(address: str, database: str, seed: str, percent: str, seconds: str) -> None:
    """Answer until killed, or told to stop."""
    chance = random.Random(int(seed))
    call = WebClient.api_call

    def deadly(self: WebClient, api_method: str, **more: Any) -> Any:
        fate = chance.random() * 100 if api_method in WRITING else 50.0
        if fate < float(percent):
            os.kill(os.getpid(), signal.SIGKILL)
        done = call(self, api_method, **more)
        if fate > 100 - float(percent):
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    WebClient.api_call = deadly
    SlowAnswers.seconds = float(seconds)
    settings = dataclasses.replace(
        load_settings({}),
        data=Path(database).parent,
        slack_bot_token="xoxb-fake-bot",
        slack_app_token="xapp-fake-app",
        slack_api_url=address,
    )
    store = Store(Location(file=Path(database)))
    workspaces = make_workspaces(settings, store)
    front = make_front(SlowAnswers(), settings, store, workspaces, poll_s=0.5, lease_s=8.0)
    connection = SlackConnection(front, workspaces, settings)
    connection.open()
    signal.sigwait({signal.SIGTERM})
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
