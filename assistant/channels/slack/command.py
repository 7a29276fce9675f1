"""
`rettesnor slack`: the assistant in Slack over Socket Mode, alone or beside the web server.

Owns the tokens, the connection and its life; leaves what is said over it to `app`.
Socket Mode opens the connection from here, so no public address is needed.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.error import BoltError
from slack_sdk.errors import SlackApiError, SlackClientError

from assistant.channels.slack.app import create_slack_app, make_client
from assistant.channels.slack.desk import error_name
from assistant.protocols import Answers
from assistant.question import ANYBODY
from ingest.errors import RettesnorError, SettingInvalid
from ingest.settings import Settings, load_settings

__all__ = ["SlackConnection", "SlackUnreachable", "check_tokens", "slack_command", "start_in_background"]

_logger = logging.getLogger(__name__)
_WORKERS = 8
_PING_INTERVAL_S = 10.0
_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 60.0
_REFUSED = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "not_allowed_token_type"})


class SlackUnreachable(RettesnorError):
    """No connection to Slack could be made."""


def slack_command(argv: Sequence[str]) -> int:
    """Answer in Slack until interrupted; 1 with one sentence when that cannot be."""
    argparse.ArgumentParser(prog="rettesnor slack", description="Answer in Slack, over Socket Mode.").parse_args(argv)
    try:
        settings = load_settings()
        check_tokens(settings)
        from assistant.bootstrap import build  # noqa: PLC0415 (a wrong token should not wait for an index)

        answers = build(settings)
        _warm(answers)
        connection = SlackConnection(answers, settings)
        connection.open()
        sys.stdout.write("Rettesnor answers in Slack. Stop with Ctrl-C.\n")
        sys.stdout.flush()
        try:
            _until_stopped()
        finally:
            connection.close()
    except RettesnorError as error:
        sys.stderr.write(f"rettesnor: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _warm(answers: Answers) -> None:
    """Open the index before the first question; without one Slack starts all the same and says what to do."""
    try:
        answers.knowledge(ANYBODY)
    except RettesnorError as error:
        sys.stderr.write(f"rettesnor: {error}\n")


def _until_stopped() -> None:
    """Wait for Ctrl-C, or for the signal that service managers stop a process with."""
    is_over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: is_over.set())
    is_over.wait()


def check_tokens(settings: Settings) -> None:
    """
    Refuse tokens that cannot work, before anything is sent.

    Raises:
        SettingInvalid: If one is missing or is of another kind.
    """
    wanted = (
        ("RETTESNOR_SLACK_BOT_TOKEN", settings.slack_bot_token, "xoxb-", "OAuth & Permissions"),
        ("RETTESNOR_SLACK_APP_TOKEN", settings.slack_app_token, "xapp-", "Basic Information, App-Level Tokens"),
    )
    for variable, token, prefix, page in wanted:
        if not token:
            msg = f"{variable} is not set; copy the token that begins with {prefix} from the app's page ({page})."
            raise SettingInvalid(msg)
        if not token.startswith(prefix):
            begins = token.split("-")[0][:4] + "-" if "-" in token[:5] else "something else"
            msg = (
                f"{variable} begins with {begins}, but must begin with {prefix}; copy it from the app's page ({page})."
            )
            raise SettingInvalid(msg)


def start_in_background(answers: Answers, settings: Settings) -> SlackConnection:
    """
    Answer in Slack beside whatever else the process does; what comes back has `stop()`.

    While Slack cannot be reached it is tried again, with longer and longer pauses; a refused token ends that.

    Raises:
        SettingInvalid: If a token is missing or is of another kind.
    """
    check_tokens(settings)
    connection = SlackConnection(answers, settings)
    connection.open_in_background()
    return connection


class SlackConnection:
    """One Socket Mode connection with the threads that answer over it."""

    def __init__(self, answers: Answers, settings: Settings, *, ping_interval_s: float = _PING_INTERVAL_S) -> None:
        self._answers = answers
        self._settings = settings
        self._ping_interval_s = ping_interval_s
        self._handler: SocketModeHandler | None = None
        self._executor = ThreadPoolExecutor(max_workers=_WORKERS, thread_name_prefix="slack-answer")
        self._is_stopping = threading.Event()
        self._opener: threading.Thread | None = None

    def open(self) -> None:
        """
        Connect; afterwards the connection is renewed by itself.

        Raises:
            SettingInvalid: If Slack refuses a token.
            SlackUnreachable: If Slack does not answer.
        """
        client = make_client(self._settings)
        try:
            app = create_slack_app(self._answers, self._settings, client, executor=self._executor)
            handler = SocketModeHandler(app, self._settings.slack_app_token, ping_interval=self._ping_interval_s)
            self._handler = handler
            # As with the client, the handler would take a proxy from the environment that NO_PROXY rules out.
            handler.client.proxy = client.proxy
            handler.connect()  # type: ignore[no-untyped-call]  # the library has no types here
        except (BoltError, SlackClientError, OSError) as error:
            self._close_handler()
            raise _explained(error) from error

    def open_in_background(self) -> None:
        """Connect on a thread of its own, again and again until it works."""
        self._opener = threading.Thread(target=self._keep_opening, name="slack-connect", daemon=True)
        self._opener.start()

    def _keep_opening(self) -> None:
        wait = _FIRST_WAIT_S
        while not self._is_stopping.is_set():
            try:
                self.open()
            except SlackUnreachable as error:
                _logger.warning("slack_unreachable again_in_s=%.0f %s", wait, error)
                self._is_stopping.wait(wait)
                wait = min(wait * 2, _LONGEST_WAIT_S)
            except RettesnorError as error:
                sys.stderr.write(f"rettesnor: {error}\n")
                return
            else:
                return

    def close(self) -> None:
        """Disconnect, then finish the answers at hand."""
        self._is_stopping.set()
        if self._opener is not None:
            self._opener.join(timeout=_FIRST_WAIT_S * 5)
        self._close_handler()
        self._executor.shutdown(wait=True)

    stop = close

    def _close_handler(self) -> None:
        if self._handler is None:
            return
        _wake(self._handler)
        self._handler.close()  # type: ignore[no-untyped-call]  # as above
        self._handler.app.listener_runner.listener_executor.shutdown(wait=True)
        self._handler = None


def _wake(handler: SocketModeHandler) -> None:
    """End the two waits, of up to three seconds and one, that the library would sit out before it closes."""
    client = handler.client
    client.auto_reconnect_enabled = False
    client.closed = True
    client.message_queue.put(None)
    session = client.current_session
    if session is not None and session.sock is not None:
        with contextlib.suppress(OSError):
            session.sock.shutdown(socket.SHUT_RDWR)


def _explained(error: Exception) -> RettesnorError:
    cause = error if isinstance(error, SlackApiError) else error.__cause__ or error.__context__ or error
    code = error_name(cause) if isinstance(cause, Exception) else ""
    if code == "missing_scope":
        return SettingInvalid(
            "Slack says that a token lacks a scope; the app-level token needs connections:write, "
            "the bot token the scopes in docs/slack.md. Add them and install the app again."
        )
    if code in _REFUSED or (cause is error and isinstance(error, BoltError)):
        return SettingInvalid(
            f"Slack refuses a token ({code}); "
            "copy RETTESNOR_SLACK_BOT_TOKEN and RETTESNOR_SLACK_APP_TOKEN from the app's page again."
        )
    return SlackUnreachable(f"Slack cannot be reached ({code}); check the network, HTTPS_PROXY and NO_PROXY.")
