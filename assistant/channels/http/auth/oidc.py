"""
JSON Web Tokens of one OpenID Connect issuer, checked against its published keys.

Owns fetching, keeping and renewing the keys, and what a token must hold; leaves who the subject is to the modes.
Nothing but the issuer's own address is ever fetched: no redirect is followed, no proxy asked, no key address elsewhere.

Source: OpenID Connect Discovery 1.0, https://openid.net/specs/openid-connect-discovery-1_0.html;
RFC 8725, https://www.rfc-editor.org/rfc/rfc8725.
"""

from __future__ import annotations

import json
import logging
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import jwt

from assistant.channels.hosts import is_local
from assistant.channels.http.auth.caller import NotAdmitted
from ingest.errors import SettingInvalid
from ingest.settings import Settings

__all__ = ["Fetch", "Issuer"]

Fetch = Callable[[str], bytes]
"""Gets what stands at an address of the issuer; raises OSError."""

_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Those with a public key: a token signed with "none", or with a public key taken for a secret, is refused."""
_LEEWAY_S = 30
_MAX_TOKEN_CHARS = 16_384
_MAX_BYTES = 1 << 20
_TIMEOUT_S = 5
_KEPT_S = 3600
_PAUSE_S = 30
"""Shortest time between two looks for new keys: an invented key id must not make us ask without end."""
_logger = logging.getLogger(__name__)


class Issuer:
    """One issuer with its keys, as far as they are known; safe to share between threads."""

    def __init__(
        self, address: str, *, audience: str, fetch: Fetch | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._address = address.removesuffix("/")
        self._named = address
        self._audience = audience
        self._fetch = fetch or _fetched
        self._clock = clock
        self._keys: dict[str | None, jwt.PyJWK] = {}
        self._looked_at: float | None = None
        self._lock = threading.Lock()

    @classmethod
    def of(cls, settings: Settings) -> Issuer:
        """
        As `settings` name it.

        Raises:
            SettingInvalid: If the address is none, or could be listened in on.
        """
        parts = urlsplit(settings.oidc_issuer)
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_local(parts.hostname or ""))
        if not (is_safe and parts.hostname and not parts.query and not parts.fragment and not parts.username):
            msg = f"RETTESNOR_OIDC_ISSUER is {settings.oidc_issuer!r}, but must be the issuer's https address."
            raise SettingInvalid(msg)
        return cls(settings.oidc_issuer, audience=settings.oidc_audience)

    def claims(self, token: str) -> Mapping[str, Any]:
        """
        What `token` says, once it is shown to be the issuer's, for us, and still good.

        Raises:
            NotAdmitted: If it is not, or the keys cannot be had.
        """
        if len(token) > _MAX_TOKEN_CHARS:
            msg = "The token is longer than any sign-in service makes them; sign in again."
            raise NotAdmitted(msg)
        try:
            key = self._key(jwt.get_unverified_header(token))
            claims: Mapping[str, Any] = jwt.decode(
                token,
                key,
                algorithms=_ALGORITHMS,
                audience=self._audience,
                issuer=self._named,
                leeway=_LEEWAY_S,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except jwt.ExpiredSignatureError as error:
            msg = "The token has expired; sign in again."
            raise NotAdmitted(msg) from error
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            _logger.info("token_refused", extra={"error": type(error).__name__})
            msg = "The token is not one of RETTESNOR_OIDC_ISSUER's for RETTESNOR_OIDC_AUDIENCE; sign in again."
            raise NotAdmitted(msg) from error
        return claims

    def _key(self, header: Mapping[str, Any]) -> jwt.PyJWK:
        """The key that the token says it is signed with; the issuer is asked again where it may have changed keys."""
        wanted = header.get("kid")
        with self._lock:
            now = self._clock()
            age = None if self._looked_at is None else now - self._looked_at
            if age is None or age > _KEPT_S or (wanted not in self._keys and age > _PAUSE_S):
                self._looked_at = now
                self._renew()
            if wanted in self._keys:
                return self._keys[wanted]
        msg = "no key has this id"
        raise jwt.InvalidKeyError(msg)

    def _renew(self) -> None:
        """Take the issuer's keys of now; those known before stay in use while it cannot be reached."""
        try:
            described = json.loads(self._fetch(f"{self._address}/.well-known/openid-configuration"))
            place = described["jwks_uri"]
            if described["issuer"] != self._named or _origin(place) != _origin(self._address):
                _logger.error("issuer_refused", extra={"reason": "names another issuer, or keys at another address"})
                return
            keys = jwt.PyJWKSet.from_dict(json.loads(self._fetch(place))).keys
        except (OSError, ValueError, KeyError, TypeError, jwt.PyJWTError) as error:
            _logger.error("keys_not_fetched", extra={"error": type(error).__name__})  # noqa: TRY400 (no trace of tokens)
            return
        self._keys = {key.key_id: key for key in keys if key.public_key_use in (None, "sig")}


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc.lower()


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: it could lead to an address inside the network."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """None: no redirect is followed."""


_opener = urllib.request.build_opener(_Stay, urllib.request.ProxyHandler({}))


def _fetched(address: str) -> bytes:
    with _opener.open(address, timeout=_TIMEOUT_S) as response:
        found: bytes = response.read(_MAX_BYTES + 1)
    if len(found) > _MAX_BYTES:
        msg = f"more than {_MAX_BYTES} bytes"
        raise OSError(msg)
    return found
