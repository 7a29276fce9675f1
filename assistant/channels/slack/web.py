"""
Slack over HTTP: signed requests at /slack/events, and the pages by which workspaces install the app.

Owns that nothing is parsed before it is known to be Slack's own; leaves what a request asks to `app`.
Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request, Response
from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.adapter.starlette.handler import to_starlette_response
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.oauth_settings import OAuthSettings

from assistant.channels.slack.app import SlackFront
from assistant.channels.slack.installations import Installations, InstallStates
from assistant.channels.slack.manifest import SCOPES
from assistant.channels.slack.workspaces import make_client
from assistant.clock import Clock, system_clock
from assistant.store.store import Store
from ingest.errors import SettingInvalid
from ingest.settings import Settings

__all__ = ["EVENTS_PATH", "INSTALL_PATH", "REDIRECT_PATH", "check_http", "slack_router"]

EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH = "/slack/events", "/slack/install", "/slack/oauth_redirect"
_MOST_AGE_S = 300
_AT_ONCE = 16


def check_http(settings: Settings) -> None:
    """
    Refuse to listen for requests that could not be told from forged ones.

    Raises:
        SettingInvalid: If there is no signing secret, or nothing that speaks for the app.
    """
    if not settings.slack_signing_secret.strip():
        msg = (
            'RETTESNOR_SLACK_MODE is "http", but RETTESNOR_SLACK_SIGNING_SECRET is not set; '
            "copy it from the app's page (Basic Information, App Credentials)."
        )
        raise SettingInvalid(msg)
    if not (settings.slack_bot_token or settings.slack_client_id):
        msg = (
            "Nothing speaks for the app in Slack; set RETTESNOR_SLACK_BOT_TOKEN for one workspace, "
            "or RETTESNOR_SLACK_CLIENT_ID and RETTESNOR_SLACK_CLIENT_SECRET for several."
        )
        raise SettingInvalid(msg)
    if settings.slack_client_id and not settings.slack_client_secret:
        msg = "RETTESNOR_SLACK_CLIENT_ID is set, but RETTESNOR_SLACK_CLIENT_SECRET is not; copy it from the same page."
        raise SettingInvalid(msg)


def _is_genuine(headers: Mapping[str, str], body: bytes, *, secret: str, now_s: float) -> bool:
    """Whether Slack signed this body with `secret`, at most five minutes ago."""
    timestamp, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
    if not (timestamp.isascii() and timestamp.isdigit()) or abs(now_s - int(timestamp)) > _MOST_AGE_S:
        return False
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    # As bytes: a comparison of texts raises for what is not ASCII.
    return hmac.compare_digest(f"v0={digest}".encode(), signature.encode("utf-8", "surrogateescape"))


def slack_router(front: SlackFront, settings: Settings, store: Store, *, clock: Clock = system_clock) -> APIRouter:
    """
    The routes that Slack and those who install the app call.

    Raises:
        SettingInvalid: If they could not be told from forged ones, or there is no key for tokens.
    """
    check_http(settings)
    router = APIRouter(include_in_schema=False)
    limiter = CapacityLimiter(_AT_ONCE)

    async def events(request: Request) -> Response:
        body = await request.body()
        if not _is_genuine(request.headers, body, secret=settings.slack_signing_secret, now_s=clock().timestamp()):
            return Response(status_code=401)
        try:
            given = BoltRequest(body=body.decode(), headers=dict(request.headers))
        except ValueError:
            return Response(status_code=400)
        return to_starlette_response(await to_thread.run_sync(front.app.dispatch, given, limiter=limiter))

    router.add_api_route(EVENTS_PATH, events, methods=["POST"])
    if settings.slack_client_id:
        _add_install_pages(router, settings, store, clock=clock)
    return router


def _add_install_pages(router: APIRouter, settings: Settings, store: Store, *, clock: Clock) -> None:
    flow = _flow(settings, store, clock=clock)

    async def install(request: Request) -> Response:
        return await _page(flow.handle_installation, request)

    async def redirected(request: Request) -> Response:
        return await _page(flow.handle_callback, request)

    router.add_api_route(INSTALL_PATH, install, methods=["GET"])
    router.add_api_route(REDIRECT_PATH, redirected, methods=["GET"])


async def _page(handle: object, request: Request) -> Response:
    given = BoltRequest(body="", query=dict(request.query_params), headers=dict(request.headers))
    found: BoltResponse = await to_thread.run_sync(handle, given)  # type: ignore[arg-type]  # a method of the flow
    return to_starlette_response(found)


def _flow(settings: Settings, store: Store, *, clock: Clock) -> OAuthFlow:
    client = make_client(settings)
    client.token = None
    return OAuthFlow(
        client=client,
        settings=OAuthSettings(
            client_id=settings.slack_client_id,
            client_secret=settings.slack_client_secret,
            scopes=sorted(SCOPES),
            redirect_uri=f"{settings.public_url.rstrip('/')}{REDIRECT_PATH}" if settings.public_url else None,
            install_path=INSTALL_PATH,
            redirect_uri_path=REDIRECT_PATH,
            installation_store=Installations(store, settings, clock=clock),
            state_store=InstallStates(store, clock=clock),
            install_page_rendering_enabled=False,
        ),
    )
