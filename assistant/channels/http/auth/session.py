"""
Sessions of people who logged in on the page with a token: one signed cookie, and nothing on the server.

Owns the cookie, its signature and its end; leaves whether the token is still good to `assistant.access.tokens`,
which is asked at every request, so that revoking a token ends its sessions.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import Response

from ingest.errors import SettingInvalid
from ingest.settings import Settings

__all__ = ["COOKIE", "Sessions", "session_in"]

COOKIE = "rettesnor_session"
_KEY_FILE = "session.key"
_PARTS = 3
_MIN_KEY_CHARS = 32


class Sessions:
    """Makes and reads session cookies."""

    def __init__(self, key: bytes, *, lasts_s: int, is_https: bool, clock: Callable[[], float] = time.time) -> None:
        self._key = key
        self._lasts_s = lasts_s
        self._is_https = is_https
        self._clock = clock

    @classmethod
    def of(cls, settings: Settings) -> Sessions:
        """
        As `settings` have them.

        Raises:
            SettingInvalid: If the key is too short to be secret, or cannot be kept.
        """
        if settings.session_key and len(settings.session_key) < _MIN_KEY_CHARS:
            msg = f"RETTESNOR_SESSION_KEY is shorter than {_MIN_KEY_CHARS} characters; write a longer random text."
            raise SettingInvalid(msg)
        key = settings.session_key.encode() or _kept_key(settings.data)
        is_https = settings.public_url.startswith("https:")
        return cls(key, lasts_s=settings.session_hours * 3600, is_https=is_https)

    def begin(self, token: str, response: Response) -> None:
        """Let `response` log its receiver in as the holder of the token with this id."""
        end = int(self._clock()) + self._lasts_s
        value = f"{token}.{end}.{self._signature(token, str(end))}"
        response.set_cookie(
            COOKIE, value, max_age=self._lasts_s, path="/", httponly=True, samesite="lax", secure=self._is_https
        )

    def end(self, response: Response) -> None:
        """Let `response` log its receiver out."""
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax", secure=self._is_https)

    def token_of(self, cookie: str) -> str | None:
        """The id of the token that the session was begun with; None for a session that is over or not ours."""
        parts = cookie.split(".")
        if len(parts) != _PARTS:
            return None
        token, end, signature = parts
        if not hmac.compare_digest(signature.encode(), self._signature(token, end).encode()):
            return None
        return token if int(end) > self._clock() else None

    def _signature(self, token: str, end: str) -> str:
        digest = hmac.digest(self._key, f"session.{token}.{end}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def session_in(headers: Headers) -> str | None:
    """The session cookie that a request carries."""
    return next((value for each in headers.getlist("cookie") if (value := cookie_parser(each).get(COOKIE))), None)


def _kept_key(data: Path) -> bytes:
    """The key in the data folder, made at the first use; of several processes the first to make it wins."""
    path = data / _KEY_FILE
    try:
        data.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            draft = data / f"{_KEY_FILE}.{os.getpid()}"
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_hex(32), encoding="ascii")
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)
            draft.unlink()
        return path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be kept ({error.strerror}); set RETTESNOR_SESSION_KEY, or mend the data folder."
        raise SettingInvalid(msg) from error
