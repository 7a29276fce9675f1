"""
`rettesnor serve`: the web page, the HTTP interface and, with two tokens set, Slack, in one process.

Owns starting and stopping them; leaves what they do to the channels and ingestion to a process of its own,
so that what only ingestion needs does not stay in the server's memory.
"""

from __future__ import annotations

import argparse
import dataclasses
import errno
import logging
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from assistant.channels.hosts import is_local
from assistant.channels.once import Once
from assistant.channels.watched import Watched
from assistant.protocols import Answers
from assistant.question import ANYBODY
from ingest.errors import RettesnorError, SettingInvalid
from ingest.log_lines import write_log
from ingest.settings import MAX_PORT, Settings, load_settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.assistant import Assistant
    from assistant.channels.http.metrics import Metrics
    from assistant.clock import Clock
    from assistant.delivery.rounds import Rounds
    from assistant.feedback.gaps import GapBook

__all__ = ["bound_socket", "serve_command"]

_BACKLOG = 512
_GRACE_S = 10
_LOOK_EVERY_S = 0.5
"""Between two looks for a newer generation, each of which costs a look at a file's date."""


def serve_command(argv: Sequence[str]) -> int:
    """Serve until interrupted; 1 with one sentence when that cannot be."""
    parser = argparse.ArgumentParser(prog="rettesnor serve", description="Serve the web page and the HTTP interface.")
    parser.add_argument("--host", help="address to bind to (RETTESNOR_HOST)")
    parser.add_argument("--port", type=_port, help="port to bind to; 0 picks a free one (RETTESNOR_PORT)")
    parser.add_argument("--ingest", action="store_true", help="read the corpus first")
    arguments = parser.parse_args(argv)
    try:
        settings = _with(load_settings(), host=arguments.host, port=arguments.port)
        if arguments.ingest and (code := _ingest()):
            return code
        return _serve(settings)
    except RettesnorError as error:
        sys.stderr.write(f"rettesnor: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _with(settings: Settings, *, host: str | None, port: int | None) -> Settings:
    return dataclasses.replace(
        settings, host=settings.host if host is None else host, port=settings.port if port is None else port
    )


def _ingest() -> int:
    """Read the corpus in a child process."""
    command = [sys.executable, "-c", "import sys; from ingest.cli import main; sys.exit(main(['ingest']))"]
    return subprocess.run(command, check=False).returncode  # noqa: S603 (our own command, no outside words in it)


def _serve(settings: Settings) -> int:
    write_log(settings.log_level)
    logging.getLogger("faiss.loader").setLevel(logging.WARNING)  # tells at INFO which build it loads
    _check_reach(settings)
    listener = bound_socket(settings)
    try:
        # A taken port should not wait for any of these.
        from assistant.bootstrap import build
        from assistant.channels.http.metrics import Metrics
        from assistant.feedback.gaps import GapNotes
        from assistant.generation.limits import LimitedModel

        built = build(settings)
        _warm(built)
        model = built.model if isinstance(built.model, LimitedModel) else None
        measures, notes = Metrics(built, model=model), GapNotes(Once(partial(_gap_book, settings)))
        answers = Watched(built, (measures.count_answer, notes.look))
        app = _app(answers, settings, measures)
        stop_slack, rounds = _start_slack(app, answers, settings), _rounds(answers, settings)

        def take_into_use() -> None:
            measures.look_at_index()
            built.rehearse(ANYBODY)

        watch = _watch(built, take_into_use)
        rounds.start()
        watch.start()
        try:
            _run(app, settings, listener)
        finally:
            watch.stop()
            rounds.stop()
            stop_slack()
            notes.write()
    finally:
        listener.close()
    return 0


def _gap_book(settings: Settings) -> GapBook:
    from assistant.feedback.gaps import GapBook
    from assistant.store.store import open_store

    return GapBook(open_store(settings), kept_days=settings.gaps_days)


def _check_reach(settings: Settings) -> None:
    """
    Let nobody open the documents to a network without meaning to.

    Raises:
        SettingInvalid: If everybody would be let in, from more than this machine, and nothing says so.
    """
    if settings.auth == "open" and not is_local(settings.host) and not settings.open_anywhere:
        msg = (
            f"With RETTESNOR_AUTH=open everybody who reaches {settings.host} could read everything; set RETTESNOR_AUTH "
            "to token, proxy or oidc, or say that this is meant: RETTESNOR_OPEN_ANYWHERE=on."
        )
        raise SettingInvalid(msg)


def bound_socket(settings: Settings) -> socket.socket:
    """
    A listening socket at the settings' host and port.

    Raises:
        SettingInvalid: If the port is taken or the address is not one of this machine.
    """
    try:
        address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.socket(address[0], address[1], address[2])
    except OSError as error:
        msg = f"{settings.host!r} is no address of this machine ({error}); set RETTESNOR_HOST, or use --host 127.0.0.1."
        raise SettingInvalid(msg) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address[4])
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise SettingInvalid(_why_not_bound(error, settings)) from error
    return listener


def _why_not_bound(error: OSError, settings: Settings) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {settings.port} of {settings.host} is taken, perhaps by another rettesnor; stop what uses it, "
            f"or choose another: rettesnor serve --port {min(settings.port + 1, MAX_PORT)}"
        )
    if error.errno == errno.EACCES:
        return f"Port {settings.port} needs more rights than this user has; choose one above 1023."
    return f"{settings.host}:{settings.port} cannot be bound ({error.strerror}); set RETTESNOR_HOST and RETTESNOR_PORT."


def _warm(answers: Assistant) -> None:
    """
    Open the index, and answer a few questions to nobody, before the first one comes.

    Without an index the server starts all the same and says what to do.
    """
    try:
        answers.rehearse(ANYBODY)
    except RettesnorError as error:
        sys.stderr.write(f"rettesnor: {error}\n")


def _watch(answers: Answers, take_into_use: Callable[[], None]) -> Rounds:
    """Opens what is put in force, and takes it into use before somebody asks, who would wait for it."""
    from assistant.delivery.rounds import Rounds

    seen: str | None = None

    def look(_: Clock) -> int:
        nonlocal seen
        try:
            found = answers.knowledge(ANYBODY).snapshot
        except RettesnorError:
            # Whoever asks is told; said here, it would be said twice a second.
            return 0
        before, seen = seen, found
        if before != found:
            take_into_use()
        return int(before is not None and before != found)

    return Rounds({"index": look}, every_s=_LOOK_EVERY_S)


def _app(answers: Answers, settings: Settings, measures: Metrics) -> FastAPI:
    from assistant.channels.http import create_app  # 0.3 s that a wrong option need not cost

    return create_app(answers, settings, measures=measures)


def _start_slack(app: FastAPI, answers: Answers, settings: Settings) -> Callable[[], None]:
    """Start Slack where it is set up: over a connection of our own, or at routes of `app`. Gives what stops it."""
    if settings.slack_mode == "http":
        from assistant.channels.slack.start import serve_in  # only where Slack is used

        return serve_in(app, answers, settings)
    if not settings.slack_app_token or not (settings.slack_bot_token or settings.slack_client_id):
        return lambda: None
    from assistant.channels.slack.start import start_in_background  # only where Slack is used
    from assistant.store.store import open_store

    return start_in_background(answers, settings, open_store(settings)).stop


def _rounds(answers: Answers, settings: Settings) -> Rounds:
    from assistant.channels.rounds import make_rounds

    return make_rounds(answers, settings)


def _run(app: FastAPI, settings: Settings, listener: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        app,
        log_config=None,  # its lines go the way of all others
        access_log=settings.log_level.upper() == "DEBUG",
        server_header=False,
        timeout_graceful_shutdown=_GRACE_S,
        proxy_headers=False,
    )
    sys.stdout.write(_greeting(_address(listener)))
    sys.stdout.flush()
    uvicorn.Server(config).run(sockets=[listener])


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    named = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 (shown)
    return f"http://{named}:{port}"


def _greeting(address: str) -> str:
    return (
        f"Rettesnor answers at {address}\n"
        f"  curl -s {address}/v1/ask -H 'Content-Type: application/json' "
        """-d '{"question": "Which milestones are planned for Q2?"}'\n"""
        "Stop with Ctrl-C.\n"
    )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= MAX_PORT):
        msg = f"{text!r} is no port; write a number from 0 to {MAX_PORT}"
        raise argparse.ArgumentTypeError(msg)
    return int(text)
