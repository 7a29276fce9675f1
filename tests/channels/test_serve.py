"""Serving starts, says where, answers, and stops; what is in its way is one sentence."""

from __future__ import annotations

import dataclasses
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from fakes import FakeAnswers
from fastapi import FastAPI

from assistant.channels import serve
from assistant.question import ANYBODY, Asker
from ingest.errors import IndexMissing, SettingInvalid
from ingest.knowledge import Knowledge
from ingest.settings import Settings

ROOT = Path(__file__).parents[2]
SERVER = """
import sys, types
sys.path[:0] = ["tests", "."]
import fakes
bootstrap = types.ModuleType("assistant.bootstrap")
bootstrap.build = lambda settings: fakes.FakeAnswers()
sys.modules["assistant.bootstrap"] = bootstrap
from assistant.channels.serve import serve_command
sys.exit(serve_command(["--port", "0"]))
"""


def test_a_taken_port_says_what_to_do(settings: Settings) -> None:
    """The commonest failure of a first start."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingInvalid, match=rf"Port {port} .* is taken.*--port {port + 1}"):
            serve.bound_socket(dataclasses.replace(settings, port=port))


def test_a_newer_generation_is_opened_before_somebody_asks(caplog: pytest.LogCaptureFixture) -> None:
    """Whoever asks first would wait for thousands of documents; an index that is not there yet is no fault."""
    fresh = FakeAnswers()
    opened: list[str | None] = []
    found: list[str | None] = [None, "g1", "g1", "g2"]

    def knowledge(_asker: Asker) -> Knowledge:
        opened.append(name := found[len(opened)])
        if name is None:
            msg = "no index yet"
            raise IndexMissing(msg)
        return dataclasses.replace(FakeAnswers.knowledge(fresh, ANYBODY), snapshot=name)

    fresh.knowledge = knowledge  # one answer of the fake for each look
    rehearsed: list[str | None] = []
    watch = serve._watch(fresh, lambda: rehearsed.append(opened[-1]))
    with caplog.at_level("INFO"):
        for _ in found:
            watch.look()

    assert opened == found
    assert rehearsed == ["g1", "g2"]
    assert [(record.message, record.look, record.count) for record in caplog.records] == [("round_done", "index", 1)]


@pytest.mark.parametrize("is_known", [True, False], ids=["elsewhere", "unknown"])
def test_an_address_of_another_machine_says_what_to_do(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, is_known: bool
) -> None:
    """A mistyped address must not end in a trace."""

    def look_up(*_: object, **__: object) -> list[object]:
        if not is_known:
            raise socket.gaierror(-2, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.1", 0))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(SettingInvalid, match="RETTESNOR_HOST"):
        serve.bound_socket(dataclasses.replace(settings, host="plan.example", port=0))


def test_slack_is_left_alone_without_both_tokens(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """One token is a half-made configuration, not a reason to fail."""
    monkeypatch.setitem(sys.modules, "assistant.channels.slack.start", None)  # importing it would fail

    serve._start_slack(FastAPI(), FakeAnswers(), dataclasses.replace(settings, slack_bot_token="xoxb-1"))()


@pytest.mark.slow
def test_the_server_answers_and_stops_when_told() -> None:
    """From command to answer to a clean end, as an operator sees it."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1]
        with urllib.request.urlopen(f"{address}/healthz", timeout=30) as response:
            found = response.read()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    finally:
        process.kill()

    assert found == b'{"status":"alive"}'
    assert address.startswith("http://127.0.0.1:")
    assert process.returncode in (0, -signal.SIGTERM)
