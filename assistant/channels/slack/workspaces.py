"""
Which workspaces the app is in, each with a client that may speak there.

Owns making clients and the workspace of a single token; leaves installed workspaces to `installations`.
"""

from __future__ import annotations

import threading
import urllib.request
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import RetryHandler
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from ingest.errors import RettesnorError
from ingest.settings import Settings

__all__ = ["OneWorkspace", "Workspace", "WorkspaceGone", "Workspaces", "error_name", "hasty", "make_client"]

_TIMEOUT_S = 30
_MOST_WAITS = 5
"""Times that one call waits out Slack's rate limit."""


class WorkspaceGone(RettesnorError):
    """The app is not, or no longer, in this workspace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """One workspace, and who the assistant is there."""

    team: str
    client: WebClient
    user: str
    """The assistant's user id."""
    bot: str
    """Its bot id."""
    token: str


class Workspaces(Protocol):
    """Every workspace the app is in."""

    def workspace(self, team: str) -> Workspace:
        """
        The workspace with this id.

        Raises:
            WorkspaceGone: If the app is not installed there.
        """

    def teams(self) -> tuple[str, ...]:
        """
        The ids of all of them.

        Raises:
            SlackClientError, OSError: If Slack has to be asked and does not say.
        """

    def forget(self, team: str) -> None:
        """The app was removed there."""


def make_client(settings: Settings, token: str | None = None) -> WebClient:
    """A client with `token`, or the setting's, that waits out rate limits and honours NO_PROXY."""
    # No retry on connection errors: whether a message was posted is looked up before it is posted again.
    handlers: list[RetryHandler] = [RateLimitErrorRetryHandler(max_retry_count=_MOST_WAITS)]
    client = WebClient(
        token=token or settings.slack_bot_token or None,
        base_url=settings.slack_api_url or WebClient.BASE_URL,
        timeout=_TIMEOUT_S,
        retry_handlers=handlers,
    )
    # slack_sdk takes HTTPS_PROXY from the environment and never looks at NO_PROXY; urllib does for calls of the
    # Web API, nothing does for Socket Mode, which takes its proxy from this client (see `connection`).
    if urllib.request.proxy_bypass(urlsplit(client.base_url).hostname or ""):
        client.proxy = None
    return client


def hasty(client: WebClient) -> WebClient:
    """The same client, but for one thing: it waits out no rate limit."""
    return WebClient(
        token=client.token,
        base_url=client.base_url,
        timeout=client.timeout,
        ssl=client.ssl,
        proxy=client.proxy,
        retry_handlers=[],
    )


class OneWorkspace:
    """The workspace that the bot token of the settings belongs to."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._known: Workspace | None = None
        self._lock = threading.Lock()

    def open(self) -> Workspace:
        """
        Ask Slack once whose token it is.

        Raises:
            SlackApiError: If Slack does not accept it.
        """
        with self._lock:
            if self._known is None:
                who = self._client.auth_test()
                self._known = Workspace(
                    team=str(who["team_id"]),
                    client=self._client,
                    user=str(who["user_id"]),
                    bot=str(who["bot_id"]),
                    token=str(self._client.token),
                )
            return self._known

    def workspace(self, team: str) -> Workspace:
        """
        The one there is.

        Raises:
            WorkspaceGone: If `team` is another.
        """
        known = self.open()
        if team != known.team:
            msg = f"The bot token belongs to workspace {known.team}, not {team}; install the app there by OAuth."
            raise WorkspaceGone(msg)
        return known

    def teams(self) -> tuple[str, ...]:
        """The one there is; the errors are those of `open`."""
        return (self.open().team,)

    def forget(self, team: str) -> None:
        """Ask again who the token is next time: it may have been installed anew."""
        with self._lock:
            if self._known is not None and self._known.team == team:
                self._known = None


def error_name(error: Exception) -> str:
    """What went wrong, in Slack's word for it where there is one, without anything that was said."""
    if isinstance(error, SlackApiError) and error.response is not None:
        code = str(error.response.get("error", ""))
        # A reply that is not Slack's own, as from a proxy, has its whole page here.
        return code if code.isidentifier() else type(error).__name__
    return type(error).__name__
