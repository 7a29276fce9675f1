"""
The connection to Slack over Socket Mode: opened from here, renewed by itself, closed in good order.

Owns the tokens of one workspace and the connection's life; leaves what is said over it to `app`.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import sys
import threading

from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.error import BoltError
from slack_sdk.errors import SlackApiError, SlackClientError

from assistant.channels.slack.app import SlackFront
from assistant.channels.slack.workspaces import OneWorkspace, Workspaces, error_name
from ingest.errors import RettesnorError, SettingInvalid
from ingest.settings import Settings

__all__ = ["SlackConnection", "SlackUnreachable", "check_tokens", "explained"]

_logger = logging.getLogger(__name__)
_LONGEST_RENEWAL_S = 10.0
"""Seconds that a renewal under way is waited for when closing."""
_PING_INTERVAL_S = 10.0
_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 60.0
_REFUSED = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "not_allowed_token_type"})


class SlackUnreachable(RettesnorError):
    """No connection to Slack could be made."""


def check_tokens(settings: Settings) -> None:
    """
    Refuse tokens that cannot work, before anything is sent.

    Raises:
        SettingInvalid: If one is missing or is of another kind.
    """
    bot = ("RETTESNOR_SLACK_BOT_TOKEN", settings.slack_bot_token, "xoxb-", "OAuth & Permissions")
    app = ("RETTESNOR_SLACK_APP_TOKEN", settings.slack_app_token, "xapp-", "Basic Information, App-Level Tokens")
    # Workspaces that install the app by OAuth bring their own bot tokens.
    for variable, token, prefix, page in (app,) if settings.slack_client_id else (bot, app):
        if not token:
            msg = f"{variable} is not set; copy the token that begins with {prefix} from the app's page ({page})."
            raise SettingInvalid(msg)
        if not token.startswith(prefix):
            begins = token.split("-")[0][:4] + "-" if "-" in token[:5] else "something else"
            msg = (
                f"{variable} begins with {begins}, but must begin with {prefix}; copy it from the app's page ({page})."
            )
            raise SettingInvalid(msg)


class SlackConnection:
    """One Socket Mode connection with the threads that answer over it."""

    def __init__(
        self,
        front: SlackFront,
        workspaces: Workspaces,
        settings: Settings,
        *,
        ping_interval_s: float = _PING_INTERVAL_S,
    ) -> None:
        self._front = front
        self._workspaces = workspaces
        self._settings = settings
        self._ping_interval_s = ping_interval_s
        self._handler: SocketModeHandler | None = None
        self._is_stopping = threading.Event()
        self._opener: threading.Thread | None = None

    def open(self) -> None:
        """
        Connect; afterwards the connection is renewed by itself.

        Raises:
            SettingInvalid: If Slack refuses a token.
            SlackUnreachable: If Slack does not answer.
        """
        try:
            if isinstance(self._workspaces, OneWorkspace):
                self._workspaces.open()
            app = self._front.app
            handler = SocketModeHandler(app, self._settings.slack_app_token, ping_interval=self._ping_interval_s)
            self._handler = handler
            # As with the client, the handler would take a proxy from the environment that NO_PROXY rules out.
            handler.client.proxy = app.client.proxy
            handler.connect()  # type: ignore[no-untyped-call]  # the library has no types here
        except (BoltError, SlackClientError, OSError) as error:
            self._close_handler()
            raise explained(error) from error
        self._front.start()

    def open_in_background(self) -> None:
        """Connect on a thread of its own, again and again until it works; a refused token ends that."""
        self._opener = threading.Thread(target=self._keep_opening, name="slack-connect", daemon=True)
        self._opener.start()

    def _keep_opening(self) -> None:
        wait = _FIRST_WAIT_S
        while not self._is_stopping.is_set():
            try:
                self.open()
            except SlackUnreachable as error:
                _logger.warning("slack_unreachable", extra={"again_in_s": round(wait), "error": str(error)})
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
        self._front.stop()

    stop = close

    def _close_handler(self) -> None:
        if self._handler is None:
            return
        _wake(self._handler)
        _end_reconnecting(self._handler)
        self._handler.close()  # type: ignore[no-untyped-call]  # as above
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


def _end_reconnecting(handler: SocketModeHandler) -> None:
    """
    Let a renewal that is under way end, and close what it opened.

    The library closes the session it knows of and then waits for its reader without an end; a session that its
    monitor opens in between is never closed, and its reader never ends.
    """
    monitor = handler.client.current_app_monitor
    monitor.event.set()
    if monitor.is_alive():
        monitor.thread.join(timeout=_LONGEST_RENEWAL_S)
    _wake(handler)


def explained(error: Exception) -> RettesnorError:
    """What stands between us and Slack, in a sentence that says what to do."""
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
