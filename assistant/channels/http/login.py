"""
Logging in and out on the page, with a token.

Owns the two steps; leaves the cookie to `auth.session`, tokens to `assistant.access.tokens`, looks to the template.
Another site's form is refused at the gate, and the page that comes after is always one of this server.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from assistant.access.tokens import AccessTokens
from assistant.channels.http.auth.session import Sessions
from assistant.channels.service import ServiceHere
from assistant.channels.web.layout import PageHere

__all__ = ["login"]

_MAX_FIELDS = 5
_SEE_OTHER = 303

login = APIRouter(include_in_schema=False)


async def _fields(request: Request) -> dict[str, str]:
    try:
        fields = parse_qs((await request.body()).decode("ascii", "replace"), max_num_fields=_MAX_FIELDS)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}


FieldsHere = Annotated[dict[str, str], Depends(_fields)]


async def _only_with_tokens(service: ServiceHere) -> None:
    if service.settings.auth != "token":
        raise HTTPException(404)


@login.get("/login", dependencies=[Depends(_only_with_tokens)])
def login_page(page: PageHere, next: str = "/") -> Response:  # noqa: A002 (the field's name on every page that has one)
    """The form."""
    return page.show("login.html", next=_here(next), has_failed=False)


@login.post("/login", dependencies=[Depends(_only_with_tokens)])
def log_in(page: PageHere, fields: FieldsHere, service: ServiceHere) -> Response:
    """Begin a session for whoever holds the token, and go on to where they wanted to be."""
    token = AccessTokens(service.store()).recognise(fields.get("token", "").strip())
    target = _here(fields.get("next", "/"))
    if token is None:
        return page.show("login.html", status=401, next=target, has_failed=True)
    response = RedirectResponse(target, status_code=_SEE_OTHER)
    Sessions.of(service.settings).begin(token.id, response)
    return response


@login.post("/logout")
def log_out(service: ServiceHere) -> Response:
    """End the session in this browser."""
    response = RedirectResponse("/", status_code=_SEE_OTHER)
    if service.settings.auth == "token":
        Sessions.of(service.settings).end(response)
    return response


def _here(address: str) -> str:
    r"""`address` where it is a path of this server; "//elsewhere" and "/\elsewhere" lead to the front page."""
    is_ours = address.startswith("/") and address[1:2] not in ("/", "\\") and address.isprintable()
    return address if is_ours else "/"
