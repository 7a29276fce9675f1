"""
The four modes: anybody on this machine, a token, a proxy that has checked, a sign-in service.

Owns which credential each mode takes and how it is refused; leaves tokens and roles to `assistant.access`,
sessions and JSON Web Tokens to their modules. A credential is never written to a log.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.types import Scope

from assistant.access.identity import Identity
from assistant.access.outside import OutsideIdentities
from assistant.access.tokens import AccessTokens
from assistant.channels.http.auth.caller import Caller, NotAdmitted, nobody_at, peer_of, somebody
from assistant.channels.http.auth.session import Sessions, session_in
from assistant.errors import RequestInvalid
from assistant.store.store import Store
from ingest.errors import SettingInvalid
from ingest.settings import Settings

__all__ = ["Authenticator", "authenticator_of"]

Claims = Callable[[str], Mapping[str, Any]]
"""What a sign-in service's token says, once checked; raises `NotAdmitted`."""

_MOST_GROUPS = 200
_BEARER = "bearer "


class Authenticator(Protocol):
    """Finds out who calls."""

    async def admit(self, scope: Scope) -> Caller:
        """
        Who calls.

        Raises:
            NotAdmitted: If the mode wants somebody known and this is nobody.
        """


def authenticator_of(settings: Settings, store: Callable[[], Store]) -> Authenticator:
    """
    The authenticator that RETTESNOR_AUTH names.

    Raises:
        SettingInvalid: If the mode lacks a setting that it cannot do without.
    """
    if settings.auth == "token":
        return _ByToken(store, Sessions.of(settings))
    if settings.auth == "proxy":
        return _ByProxy(settings, store)
    if settings.auth == "oidc":
        from assistant.channels.http.auth.oidc import Issuer  # cryptography is large; no other mode needs it

        return _BySignIn(settings, store, Issuer.of(settings).claims)
    return _Open()


class _Open:
    """Everybody comes in, and nobody is known."""

    async def admit(self, scope: Scope) -> Caller:
        return nobody_at(scope)


class _ByToken:
    """A token in the Authorization header, or the session of somebody who logged in with one."""

    def __init__(self, store: Callable[[], Store], sessions: Sessions) -> None:
        self._store = store
        self._sessions = sessions

    async def admit(self, scope: Scope) -> Caller:
        headers = Headers(scope=scope)
        bearer = _bearer(headers)
        if bearer is not None:
            identity = await to_thread.run_sync(self._holder_of_secret, bearer)
            return somebody(_known(identity, "This token is unknown, expired or revoked; ask whoever runs the server."))
        session = session_in(headers)
        if session is None:
            msg = "Nobody is logged in; send a token as `Authorization: Bearer …`, or log in at /login."
            raise NotAdmitted(msg)
        identity = await to_thread.run_sync(self._holder_of_session, session)
        return somebody(_known(identity, "The session has ended; log in at /login."), is_ambient=True)

    def _holder_of_secret(self, secret: str) -> Identity | None:
        return AccessTokens(self._store()).identify(secret)

    def _holder_of_session(self, session: str) -> Identity | None:
        token = self._sessions.token_of(session)
        return AccessTokens(self._store()).holder(token) if token else None


class _ByProxy:
    """Headers that name the person, believed only from the proxy's own address."""

    def __init__(self, settings: Settings, store: Callable[[], Store]) -> None:
        if not settings.proxy_from:
            msg = "RETTESNOR_AUTH is 'proxy', but RETTESNOR_PROXY_FROM names no address; write the proxy's."
            raise SettingInvalid(msg)
        self._settings = settings
        self._store = store

    async def admit(self, scope: Scope) -> Caller:
        if not self._is_proxy(peer_of(scope)):
            msg = "Only the proxy of RETTESNOR_PROXY_FROM may call; go through it."
            raise NotAdmitted(msg)
        headers = Headers(scope=scope)
        named = headers.getlist(self._settings.proxy_user_header)
        if len(named) != 1 or not named[0].strip():
            msg = f"The proxy names nobody in {self._settings.proxy_user_header}; log in there."
            raise NotAdmitted(msg)
        groups = ",".join(headers.getlist(self._settings.proxy_groups_header)).split(",")
        look = partial(_outsider, self._store, provider="proxy", subject=named[0].strip(), groups=groups)
        return somebody(await to_thread.run_sync(look), is_ambient=True)

    def _is_proxy(self, peer: str) -> bool:
        try:
            address = ipaddress.ip_address(peer)
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None)
        return any((mapped or address) in network for network in self._settings.proxy_from)


class _BySignIn:
    """A JSON Web Token of one issuer."""

    def __init__(self, settings: Settings, store: Callable[[], Store], claims_of: Claims) -> None:
        self._settings = settings
        self._store = store
        self._claims_of = claims_of

    async def admit(self, scope: Scope) -> Caller:
        bearer = _bearer(Headers(scope=scope))
        if bearer is None:
            msg = "Nobody has signed in; send the sign-in service's token as `Authorization: Bearer …`."
            raise NotAdmitted(msg)
        return await to_thread.run_sync(self._admit, bearer)

    def _admit(self, bearer: str) -> Caller:
        claims = self._claims_of(bearer)
        groups = claims.get(self._settings.oidc_groups_claim)
        listed = [each for each in groups if isinstance(each, str)] if isinstance(groups, list) else []
        name = claims.get("name")
        return somebody(
            _outsider(
                self._store,
                provider="oidc",
                subject=str(claims["sub"]),
                groups=listed,
                name=name if isinstance(name, str) else None,
            )
        )


def _bearer(headers: Headers) -> str | None:
    """The credential of the one Authorization header, if it is a bearer's."""
    given = headers.getlist("authorization")
    if len(given) != 1 or not given[0].lower().startswith(_BEARER):
        return None
    return given[0][len(_BEARER) :].strip()


def _known(identity: Identity | None, otherwise: str) -> Identity:
    if identity is None:
        raise NotAdmitted(otherwise)
    return identity


def _outsider(
    store: Callable[[], Store], *, provider: str, subject: str, groups: list[str], name: str | None = None
) -> Identity:
    """Who that user of another system is here: as granted, otherwise an employee; in the groups they come with too."""
    come_with = frozenset(filter(None, (group.strip() for group in groups[:_MOST_GROUPS])))
    granted = OutsideIdentities(store()).identify(provider=provider, subject=subject)
    if granted is not None:
        return replace(granted, groups=granted.groups | come_with)
    try:
        return Identity(person=f"{provider}:{subject}", name=name or subject, groups=come_with)
    except RequestInvalid as error:
        raise NotAdmitted(str(error)) from error
