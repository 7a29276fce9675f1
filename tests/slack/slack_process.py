"""
The Slack app as a process of its own, over fake answers that take their time, killed by chance around a posting.

Run by `test_slack_soak.py`: slack_process.py <address> <database> <seed> <chance of a kill, in percent> <seconds>.
"""

from __future__ import annotations

import dataclasses
import os
import random
import signal
import sys
import time
from pathlib import Path

from fakes import FakeAnswers

from assistant.answer import Answer
from assistant.channels.slack.connection import SlackConnection
from assistant.channels.slack.posting import Message, Poster
from assistant.channels.slack.start import make_front, make_workspaces
from assistant.channels.slack.workspaces import Workspace
from assistant.question import Asker, Question
from assistant.store.location import Location
from assistant.store.store import Store
from ingest.settings import load_settings


class SlowAnswers(FakeAnswers):
    """Answers that take a while."""

    seconds = 0.0

    def ask(self, question: Question, asker: Asker) -> Answer:
        """The answer, later."""
        time.sleep(self.seconds)
        return super().ask(question, asker)


def main(address: str, database: str, seed: str, percent: str, seconds: str) -> None:
    """Answer until killed, or told to stop."""
    chance = random.Random(int(seed))
    post = Poster.post

    def deadly(self: Poster, workspace: Workspace, channel: str, message: Message, *, thread: str = "") -> bool:
        fate = chance.random() * 100
        if fate < float(percent):
            os.kill(os.getpid(), signal.SIGKILL)
        done = post(self, workspace, channel, message, thread=thread)
        if fate > 100 - float(percent):
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    Poster.post = deadly  # type: ignore[method-assign]
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
