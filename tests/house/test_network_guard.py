"""The network is off in tests, and saying so is not left to good will."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import guard
import pytest

FAR = ("192.0.2.1", 9)
"""An address set aside for documentation (RFC 5737): nothing answers there."""
SWALLOWS = """
import contextlib, socket

def test_swallows():
    with contextlib.suppress(Exception), socket.socket() as wire:
        wire.connect(("192.0.2.1", 9))
"""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log of this test's own, so that its refusals do not fail it."""
    path = tmp_path / "refused"
    monkeypatch.setenv(guard.LOG_VARIABLE, str(path))
    return path


def test_connect_outside_is_refused_and_names_the_address(log: Path) -> None:
    """A stray call must fail loudly, with what is needed to find it."""
    with socket.socket() as wire, pytest.raises(guard.NetworkUsed, match=r"192\.0\.2\.1:9"):
        wire.connect(FAR)

    assert log.read_text(encoding="utf-8") == "192.0.2.1:9\n"


def test_datagram_outside_is_refused(log: Path) -> None:
    """Connecting a datagram socket is how programs find their own address; it leaves the machine all the same."""
    with socket.socket(type=socket.SOCK_DGRAM) as wire, pytest.raises(guard.NetworkUsed):
        wire.sendto(b"x", FAR)

    assert log.exists()


def test_looking_up_a_name_outside_is_refused(log: Path) -> None:
    """A look-up already tells the outside what is being tested."""
    with pytest.raises(guard.NetworkUsed, match=r"models\.example"):
        socket.getaddrinfo("models.example", 443)

    assert "models.example" in log.read_text(encoding="utf-8")


def test_this_machine_may_be_reached() -> None:
    """Servers and fakes under test listen on the loopback address."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()[:2]) as wire:
        assert wire.getpeername() == server.getsockname()


def test_started_processes_are_guarded_too(log: Path) -> None:
    """The command line and the server are tested as processes; they must not reach out either."""
    code = f"import socket; socket.socket().connect({FAR!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode != 0
    assert "NetworkUsed" in done.stderr
    assert log.read_text(encoding="utf-8") == "192.0.2.1:9\n"


def test_a_swallowed_refusal_still_fails_the_test(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Code that catches every error would otherwise hide the call."""
    (tmp_path / "test_swallows.py").write_text(SWALLOWS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-c", "/dev/null", "-p", "conftest", "-p", "no:cacheprovider"]
    path = f"{request.config.rootpath / 'tests'}:{os.environ['PYTHONPATH']}"
    # What is asked of this run of pytest is not asked of the one inside it.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment |= {"PYTHONPATH": path}
    done = subprocess.run([*command, tmp_path], capture_output=True, text=True, check=False, env=environment)

    assert done.returncode == 1
    assert "1 passed, 1 error" in done.stdout
    assert "reached for the network: 192.0.2.1:9" in done.stdout
