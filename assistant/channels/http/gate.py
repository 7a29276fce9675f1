"""
Who comes in: every request passes here, whatever its route, before anything of it is read.

Owns the order (who calls, from which page, how often) and which paths need nobody known;
leaves finding out who calls to `auth`, and what a known caller may do to the routes (`assistant.channels.service`).
What is not listed here is closed to strangers in every mode but `open`.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.channels.http.auth import Authenticator, Caller, NotAdmitted, nobody_at
from assistant.channels.http.limits import RateLimits
from assistant.channels.http.problems import refusal, wants_page
from ingest.settings import Settings

__all__ = ["PUBLIC_PATHS", "SLACK_PATHS", "UNCOUNTED_PATHS", "Gate"]

SLACK_PATHS = frozenset({"/slack/events", "/slack/install", "/slack/oauth_redirect"})
"""Slack proves itself by its signature, an installation by its state (`assistant.channels.slack.web`)."""
PUBLIC_PATHS = frozenset({"/healthz", "/readyz", "/openapi.json", "/login", "/logout"}) | SLACK_PATHS
"""Open to strangers in every mode; so is what begins with `STATIC`."""
UNCOUNTED_PATHS = frozenset({"/healthz", "/readyz", "/metrics", "/slack/events"})
"""Called by machines that watch over the server, as often as they like."""
STATIC = "/static/"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_ASKING = "/"
"""Where the page's form is sent: it changes nothing, and takes no history from another site (`web.form`)."""


class Gate:
    """ASGI middleware: leaves the request's `Caller` in `scope["state"]["caller"]`, or refuses the request."""

    def __init__(self, app: ASGIApp, *, authenticator: Authenticator, settings: Settings, limits: RateLimits) -> None:
        self.app = app
        self.authenticator = authenticator
        self.limits = limits
        self.is_own_page = _origin_check(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]  # never the URL: a Host header can write itself into that
        refused, caller = await self._admit(scope, path)
        allowance = None if _is_uncounted(path) else self.limits.take(caller.counted_as)
        if allowance is not None:
            send = _with_headers(send, dict(allowance.headers()))
        if allowance is not None and not allowance.is_within:
            detail = f"More than {allowance.limit} requests in a minute; wait {allowance.reset_s} s and try again."
            refused = refusal(scope, 429, detail)
        elif refused is None and not self._is_from_where_it_may(scope, path, caller):
            detail = "A page of another site may not do this; RETTESNOR_CORS_ORIGINS names those that may."
            refused = refusal(scope, 403, detail)
        if refused is not None:
            await refused(scope, receive, send)
            return
        scope.setdefault("state", {})["caller"] = caller
        await self.app(scope, receive, send)

    async def _admit(self, scope: Scope, path: str) -> tuple[Response | None, Caller]:
        """The caller; with a refusal where it should be somebody known and is nobody."""
        if path in PUBLIC_PATHS or path.startswith(STATIC):
            return None, nobody_at(scope)
        try:
            return None, await self.authenticator.admit(scope)
        except NotAdmitted as error:
            return _turned_away(scope, path, str(error)), nobody_at(scope)

    def _is_from_where_it_may(self, scope: Scope, path: str, caller: Caller) -> bool:
        """Whether the request is no other site's that acts through somebody's browser (CSRF)."""
        if scope["method"] in _SAFE or path == _ASKING:
            return True
        headers = Headers(scope=scope)
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is not None:
            return self.is_own_page(origin, headers.get("host", ""), caller)
        if site is not None:
            return site in ("same-origin", "none")
        return not (caller.is_ambient and "cookie" in headers)


def _origin_check(settings: Settings) -> Callable[[str, str, Caller], bool]:
    """Whether an Origin is this server's own, or may call it with a credential that it had to be given."""
    public = urlsplit(settings.public_url).netloc.lower()

    def may_call(origin: str, host: str, caller: Caller) -> bool:
        netloc = urlsplit(origin).netloc.lower()
        if netloc and netloc in (host.lower(), public):
            return True
        return origin in settings.cors_origins and not caller.is_ambient

    return may_call


def _turned_away(scope: Scope, path: str, why: str) -> Response:
    if scope["method"] in _SAFE and wants_page(scope):
        return RedirectResponse(f"/login?next={quote(path, safe='/')}", status_code=303)
    return refusal(scope, 401, why, headers={"www-authenticate": 'Bearer realm="rettesnor"'})


def _is_uncounted(path: str) -> bool:
    return path in UNCOUNTED_PATHS or path.startswith(STATIC)


def _with_headers(send: Send, told: dict[str, str]) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(told)
        await send(message)

    return send_with_headers
