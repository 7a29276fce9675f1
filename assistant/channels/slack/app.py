"""
The Slack app: which deliveries are questions, acknowledged in time and taken in once.

Owns the listeners and the client; leaves answering to `desk`, tokens and the connection to `command`.
Every delivery is claimed in the inbox before it is acknowledged, and answered on a thread of its own executor, so that
slow answers never keep Slack waiting for an acknowledgement.
"""

from __future__ import annotations

import logging
import re
import urllib.request
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

from slack_bolt import App, BoltContext, BoltResponse
from slack_sdk import WebClient
from slack_sdk.http_retry import RetryHandler
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from assistant.channels.requests import Clock, system_clock
from assistant.channels.slack.desk import Desk
from assistant.channels.slack.inbox import Inbox, MemoryInbox
from assistant.channels.slack.messages import Bot, asked_by_click, asked_in_message, is_question_to_us
from assistant.protocols import Answers
from assistant.render.slack import ASK_ACTION
from ingest.settings import Settings

__all__ = ["create_slack_app", "make_client"]

_WORKERS = 8
_TIMEOUT_S = 30
_MOST_WAITS = 5
"""Times that one call waits out Slack's rate limit."""
_ANY = re.compile(".*", re.DOTALL)

Body = Mapping[str, Any]


def make_client(settings: Settings) -> WebClient:
    """A client with the bot token that waits out rate limits and honours NO_PROXY."""
    # No retry on connection errors: whether a message was posted is looked up before it is posted again.
    handlers: list[RetryHandler] = [RateLimitErrorRetryHandler(max_retry_count=_MOST_WAITS)]
    client = WebClient(
        token=settings.slack_bot_token,
        base_url=settings.slack_api_url or WebClient.BASE_URL,
        timeout=_TIMEOUT_S,
        retry_handlers=handlers,
    )
    # slack_sdk takes HTTPS_PROXY from the environment and never looks at NO_PROXY; urllib does for calls of the
    # Web API, nothing does for Socket Mode, which takes its proxy from this client (see `command`).
    if urllib.request.proxy_bypass(urlsplit(client.base_url).hostname or ""):
        client.proxy = None
    return client


def create_slack_app(
    answers: Answers,
    settings: Settings,
    client: WebClient | None = None,
    clock: Clock = system_clock,
    *,
    inbox: Inbox | None = None,
    executor: Executor | None = None,
) -> App:
    """
    The Bolt app, ready for Socket Mode or any other adapter; asks Slack once who it is.

    Args:
        answers: What answers.
        settings: For the bot token, the public address and the longest question.
        client: Slack's Web API; made from `settings` when None.
        clock: The present moment, with a time zone.
        inbox: What was taken in before; in memory when None.
        executor: Runs the answering; a pool of eight threads when None.

    Raises:
        slack_bolt.error.BoltError: If Slack does not accept the token.
    """
    _quieten()
    client = client or make_client(settings)
    app = App(
        name="rettesnor.slack",
        client=client,
        logger=logging.getLogger("slack_bolt"),
    )
    pool = executor or ThreadPoolExecutor(max_workers=_WORKERS, thread_name_prefix="slack-answer")
    desk = Desk(answers, settings, clock=clock, executor=pool)
    box = inbox or MemoryInbox()
    _listen_for_questions(app, desk, box)
    _listen_for_clicks(app, desk, box)
    _acknowledge_the_rest(app)
    return app


def _quieten() -> None:
    """Keep the libraries from logging what people write: below WARNING they log whole payloads."""
    for name in ("slack_bolt", "slack_sdk", "rettesnor.slack"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _bot(context: BoltContext) -> Bot:
    return Bot(user=context.bot_user_id, bot=context.bot_id)


def _listen_for_questions(app: App, desk: Desk, inbox: Inbox) -> None:
    def is_direct_question(event: Body, context: BoltContext) -> bool:
        return event.get("channel_type") == "im" and is_question_to_us(event, _bot(context))

    def is_mention(event: Body, context: BoltContext) -> bool:
        return is_question_to_us(event, _bot(context))

    def claim(body: Body, event: Body, next_: Callable[[], None]) -> BoltResponse | None:
        # The same message can come as two events with two ids, and one event can come many times.
        keys = [f"{event.get('channel')}:{event.get('ts')}"]
        if body.get("event_id"):
            keys.append(str(body["event_id"]))
        if not inbox.claim(keys):
            return BoltResponse(status=200, body="")
        next_()
        return None

    def answer(event: Body, client: WebClient, context: BoltContext) -> None:
        bot = _bot(context)
        desk.take(asked_in_message(event, bot), client, bot)

    app.event("message", matchers=[is_direct_question], middleware=[claim])(answer)
    app.event("app_mention", matchers=[is_mention], middleware=[claim])(answer)


def _listen_for_clicks(app: App, desk: Desk, inbox: Inbox) -> None:
    def claim(body: Body, action: Body, next_: Callable[[], None]) -> BoltResponse | None:
        user = (body.get("user") or {}).get("id")
        if not inbox.claim([f"click:{user}:{action.get('action_ts')}:{action.get('action_id')}"]):
            return BoltResponse(status=200, body="")
        next_()
        return None

    def answer(ack: Callable[[], object], body: Body, action: Body, client: WebClient, context: BoltContext) -> None:
        ack()
        bot = _bot(context)
        asked = asked_by_click(body, action, bot)
        if asked is None:
            return
        # A second click, by anybody, asks nothing new: the answer stands in the thread.
        if inbox.claim([asked.key]):
            desk.take(asked, client, bot, failed=lambda: inbox.forget([asked.key]))
        else:
            desk.tell(asked, client, "slack.already")

    app.action(re.compile(rf"^{ASK_ACTION}_"), middleware=[claim])(answer)


def _acknowledge_the_rest(app: App) -> None:
    """Acknowledge what is no question: Slack delivers again what is not acknowledged. Registered last."""

    def nothing_to_do() -> None:
        """An event that asks nothing."""

    def acknowledge(ack: Callable[[], object]) -> None:
        ack()

    app.event(_ANY)(nothing_to_do)
    # A button with a link tells of the click, too.
    app.action(_ANY)(acknowledge)
