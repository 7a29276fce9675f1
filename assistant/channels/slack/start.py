"""
What to start in Slack for the settings at hand.

Owns picking the workspaces, the store and the way in; leaves each to its module.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.channels.slack.app import SlackFront
from assistant.channels.slack.connection import SlackConnection, check_tokens
from assistant.channels.slack.workspaces import OneWorkspace, Workspaces, make_client
from assistant.clock import Clock, system_clock
from assistant.protocols import Answers
from assistant.register.opening import open_register
from assistant.store.store import Store, open_store
from ingest.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["make_connection", "make_front", "make_workspaces", "serve_in", "start_in_background"]


def make_workspaces(settings: Settings, store: Store) -> Workspaces:
    """
    The workspace of the bot token, or all that installed the app.

    Raises:
        SettingInvalid: If workspaces may install it and there is no key for their tokens.
    """
    if not settings.slack_client_id:
        return OneWorkspace(make_client(settings))
    from assistant.channels.slack.installations import Installations

    return Installations(store, settings, clock=system_clock)


def make_connection(
    answers: Answers,
    settings: Settings,
    store: Store,
    *,
    ping_interval_s: float = 10.0,
    poll_s: float = 2.0,
) -> SlackConnection:
    """
    A Socket Mode connection, not opened yet.

    Raises:
        SettingInvalid: If a token is missing or is of another kind.
    """
    check_tokens(settings)
    workspaces = make_workspaces(settings, store)
    front = make_front(answers, settings, store, workspaces, poll_s=poll_s)
    return SlackConnection(front, workspaces, settings, ping_interval_s=ping_interval_s)


def make_front(
    answers: Answers,
    settings: Settings,
    store: Store,
    workspaces: Workspaces,
    *,
    clock: Clock = system_clock,
    poll_s: float = 2.0,
    lease_s: float = 60.0,
) -> SlackFront:
    """Everything behind the connection, not started yet."""
    return SlackFront(
        answers,
        settings,
        store=store,
        workspaces=workspaces,
        register=open_register(settings, store, clock=clock),
        clock=clock,
        poll_s=poll_s,
        lease_s=lease_s,
    )


def start_in_background(answers: Answers, settings: Settings, store: Store) -> SlackConnection:
    """
    Answer in Slack beside whatever else the process does; what comes back has `stop()`.

    While Slack cannot be reached it is tried again, with longer and longer pauses; a refused token ends that.

    Raises:
        SettingInvalid: If a token is missing or is of another kind.
    """
    connection = make_connection(answers, settings, store)
    connection.open_in_background()
    return connection


def serve_in(app: FastAPI, answers: Answers, settings: Settings) -> Callable[[], None]:
    """
    Answer in Slack at routes of `app`; what comes back stops it.

    Raises:
        SettingInvalid: If requests could not be told from forged ones, or nothing speaks for the app.
    """
    from assistant.channels.slack.web import check_http, slack_router  # only in HTTP mode

    check_http(settings)
    store = open_store(settings)
    front = make_front(answers, settings, store, make_workspaces(settings, store))
    before = list(app.router.routes)
    app.include_router(slack_router(front, settings, store))
    # Before the pages' own routes, of which one may take any path.
    app.router.routes[:] = [*app.router.routes[len(before) :], *before]
    front.start()

    def stop() -> None:
        front.stop()
        store.close()

    return stop
