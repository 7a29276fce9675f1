"""Starting and stopping Slack: clear refusals, no heavy imports, no proxy where none is wanted."""

from __future__ import annotations

import dataclasses
import json
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from fake_slack import FakeSlack
from fakes import FakeAnswers

from assistant.channels.slack.command import slack_command
from assistant.channels.slack.connection import SlackConnection, SlackUnreachable
from assistant.channels.slack.start import make_connection, start_in_background
from assistant.channels.slack.workspaces import make_client
from assistant.store.store import Store
from ingest.errors import SettingInvalid
from ingest.settings import Settings, load_settings


def made(answers: FakeAnswers, settings: Settings, records: Store) -> SlackConnection:
    """A connection that is not open yet."""
    return make_connection(answers, settings, records)


@pytest.mark.parametrize(
    ("bot", "app", "words"),
    [
        ("", "xapp-1", "RETTESNOR_SLACK_BOT_TOKEN is not set"),
        ("xoxb-1", "", "RETTESNOR_SLACK_APP_TOKEN is not set"),
        ("xapp-1", "xoxb-1", "RETTESNOR_SLACK_BOT_TOKEN begins with xapp-, but must begin with xoxb-"),
        ("xoxb-1", "hemmelig", "RETTESNOR_SLACK_APP_TOKEN begins with something else, but must begin with xapp-"),
    ],
    ids=["no bot token", "no app token", "exchanged", "something else"],
)
def test_wrong_tokens_are_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], bot: str, app: str, words: str
) -> None:
    """Tokens are easily mixed up, and Slack's own words for it help nobody; the token itself is never shown."""
    monkeypatch.setenv("RETTESNOR_SLACK_BOT_TOKEN", bot)
    monkeypatch.setenv("RETTESNOR_SLACK_APP_TOKEN", app)

    assert slack_command([]) == 1
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
    assert "hemmelig" not in error


def test_token_that_slack_refuses_is_named(answers: FakeAnswers, settings: Settings, records: Store) -> None:
    """A revoked token looks right until it is used."""
    connection = made(answers, dataclasses.replace(settings, slack_bot_token="xoxb-old"), records)
    with pytest.raises(SettingInvalid, match=r"Slack refuses a token \(invalid_auth\)"):
        connection.open()
    connection.close()


def test_app_token_without_its_scope_is_named(
    slack: FakeSlack, answers: FakeAnswers, settings: Settings, records: Store
) -> None:
    """The most common slip when an app is set up."""
    slack.state.scopes.discard("connections:write")
    connection = made(answers, settings, records)
    with pytest.raises(SettingInvalid, match="connections:write"):
        connection.open()
    connection.close()


def test_slack_out_of_reach_is_said(answers: FakeAnswers, settings: Settings, records: Store) -> None:
    """A firewall is another matter than a wrong token."""
    connection = made(answers, dataclasses.replace(settings, slack_api_url="http://127.0.0.1:9/api/"), records)
    with pytest.raises(SlackUnreachable, match="cannot be reached"):
        connection.open()
    connection.close()


def test_in_background_it_answers_and_stops(
    slack: FakeSlack, answers: FakeAnswers, settings: Settings, records: Store
) -> None:
    """One process serves the web and Slack."""
    started = start_in_background(answers, settings, records)
    slack.wait_connected()
    slack.wait_for_reply(slack.dm("Hvad er mål 1?"))
    started.stop()

    assert slack.state.wait_until(lambda: not slack.door.sockets, 5)


def test_in_background_it_tries_again(
    slack: FakeSlack, answers: FakeAnswers, settings: Settings, records: Store
) -> None:
    """The web server must not fail because Slack does."""
    slack.fail("auth.test", "internal_error", status=503)
    started = start_in_background(answers, settings, records)
    slack.wait_connected()
    started.stop()


def test_proxy_is_not_used_where_no_proxy_rules_it_out(
    monkeypatch: pytest.MonkeyPatch, slack: FakeSlack, answers: FakeAnswers, settings: Settings, records: Store
) -> None:
    """slack_sdk takes a proxy from the environment and never looks at NO_PROXY."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    connection = made(answers, settings, records)
    connection.open()
    slack.wait_connected()
    slack.wait_for_reply(slack.dm("Hvad er mål 1?"))
    connection.close()


def test_proxy_is_used_for_slack_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many workplaces reach the outside through a proxy only."""
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    assert make_client(load_settings({})).proxy == "http://proxy.example:3128"


@pytest.mark.usefixtures("connection")
def test_libraries_log_no_payloads(caplog: pytest.LogCaptureFixture) -> None:
    """Below WARNING they log what people write, however much of our own log is asked for."""
    with caplog.at_level(logging.DEBUG):
        levels = [logging.getLogger(name).getEffectiveLevel() for name in ("slack_bolt", "slack_sdk", "slack_bolt.App")]

    assert min(levels) >= logging.WARNING


def test_slack_alone_imports_nothing_heavy() -> None:
    """A small machine can run the Slack process; imports decide its memory and start."""
    code = (
        "import json, sys, assistant.bootstrap, assistant.channels.slack.start; "
        "heavy = ('torch', 'transformers', 'sentence_transformers', 'llama_index'); "
        "print(json.dumps([name for name in heavy if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == []


@pytest.mark.parametrize("word", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "a service manager"])
def test_process_answers_and_stops_at_a_word(slack: FakeSlack, settings: Settings, tmp_path: Path, word: int) -> None:
    """As people run it: one process that says when it is ready, answers honestly without an index, and goes at once."""
    # Whoever runs the tests in the background hands down that Ctrl-C is ignored.
    heeded = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = f"{heeded}; from assistant.channels.slack.command import slack_command; sys.exit(slack_command([]))"
    environment = os.environ | {
        "RETTESNOR_SLACK_BOT_TOKEN": settings.slack_bot_token,
        "RETTESNOR_SLACK_APP_TOKEN": settings.slack_app_token,
        "RETTESNOR_SLACK_API_URL": settings.slack_api_url,
        "RETTESNOR_DATA": str(tmp_path),
    }
    with subprocess.Popen([sys.executable, "-c", command], env=environment, stdout=-1, stderr=-1, text=True) as process:
        try:
            slack.wait_connected()
            reply = slack.wait_for_reply(slack.dm("Hvad er mål 1?"))
            slack.settle()
            process.send_signal(word)
            output, errors = process.communicate(timeout=10)
        finally:
            process.kill()  # nothing, where it has stopped; else leaving would wait for ever

    assert reply["text"].startswith("Jeg kan ikke svare lige nu")
    assert output == "Rettesnor answers in Slack. Stop with Ctrl-C.\n"
    assert "rettesnor ingest" in errors.splitlines()[0]
    assert process.returncode == (130 if word == signal.SIGINT else 0)
