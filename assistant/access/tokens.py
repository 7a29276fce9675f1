"""
Tokens: secrets that show who somebody is, to a program that has no other way to know.

Owns minting, listing, revoking and recognising them. A secret is shown once and kept as a hash only.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Text, column, select, table

from assistant.access.identity import Identity
from assistant.access.rows import identity_columns, identity_of, identity_values
from assistant.clock import Clock, system_clock
from assistant.errors import NotFound, RequestInvalid
from assistant.store.store import Store
from assistant.store.types import Moment

__all__ = ["TOKENS", "AccessTokens", "MintedToken", "Token"]

TOKENS = table(
    "access_tokens",
    column("id", Text),
    column("hash", Text),
    *identity_columns(),
    column("created_at", Moment),
    column("created_by", Text),
    column("expires_at", Moment),
    column("revoked_at", Moment),
)
"""The table."""
_SECRET = re.compile(r"rettesnor_([a-z2-9]{8})_([A-Za-z0-9_-]{43})", re.ASCII)
_ID_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_NO_HASH = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What is known of a token; not its secret."""

    id: str
    """Eight letters and digits; stands in the secret too, so that a token found somewhere can be revoked."""
    identity: Identity
    created_at: dt.datetime
    created_by: str
    """`Identity.person` of who minted it."""
    expires_at: dt.datetime | None
    """From then on it is refused; None: never by itself."""
    revoked_at: dt.datetime | None

    def is_good(self, now: dt.datetime) -> bool:
        """Whether it is accepted at `now`."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class MintedToken:
    """A new token with its secret, which nobody can read again."""

    token: Token
    secret: str
    """What its holder sends: "rettesnor_" + id + "_" + 256 random bits in Base64."""


class AccessTokens:
    """The tokens of one store."""

    def __init__(self, store: Store, *, clock: Clock = system_clock) -> None:
        self._store = store
        self._clock = clock

    def mint(self, identity: Identity, *, by: str, lasts: dt.timedelta | None) -> MintedToken:
        """
        A new token for `identity`.

        Args:
            identity: Whom the token stands for.
            by: `Identity.person` of who mints it.
            lasts: How long it is good for; None: until revoked.

        Raises:
            RequestInvalid: If it would never be good.
        """
        now = self._clock()
        if lasts is not None and lasts <= dt.timedelta():
            msg = f"A token must last longer than no time: got {lasts}; give at least one day."
            raise RequestInvalid(msg, field="days")
        token = Token(
            id="".join(secrets.choice(_ID_LETTERS) for _ in range(8)),
            identity=identity,
            created_at=now,
            created_by=by,
            expires_at=None if lasts is None else now + lasts,
            revoked_at=None,
        )
        secret = f"rettesnor_{token.id}_{secrets.token_urlsafe(32)}"
        row = identity_values(identity) | {
            "id": token.id,
            "hash": _hash(secret),
            "created_at": now,
            "created_by": by,
            "expires_at": token.expires_at,
        }
        with self._store.writing() as connection:
            connection.execute(TOKENS.insert().values(row))
        return MintedToken(token=token, secret=secret)

    def all(self) -> tuple[Token, ...]:
        """Every token ever minted, oldest first."""
        with self._store.reading() as connection:
            rows = connection.execute(select(TOKENS).order_by(TOKENS.c.created_at, TOKENS.c.id)).all()
        return tuple(map(_token, rows))

    def revoke(self, token: str) -> Token:
        """
        Refuse the token with this id from now on, in every process; revoking it again changes nothing.

        Raises:
            NotFound: If there is none.
        """
        with self._store.writing() as connection:
            is_wanted = TOKENS.c.id == token
            still_good = TOKENS.update().where(is_wanted, TOKENS.c.revoked_at.is_(None))
            connection.execute(still_good.values(revoked_at=self._clock()))
            row = connection.execute(select(TOKENS).where(is_wanted)).one_or_none()
        if row is None:
            msg = f'{token!r} is the id of no token; "rettesnor token list" shows them all.'
            raise NotFound(msg, field="token")
        return _token(row)

    def identify(self, secret: str) -> Identity | None:
        """Whom `secret` stands for; None if it is unknown, expired or revoked, and all three take equally long."""
        token = self.recognise(secret)
        return token.identity if token else None

    def recognise(self, secret: str) -> Token | None:
        """As `identify`, with what is known of the token."""
        shape = _SECRET.fullmatch(secret)
        row = self._row(shape[1] if shape else "")
        is_right = hmac.compare_digest(_hash(secret), row.hash if row else _NO_HASH)
        if row is None or not is_right:
            return None
        token = _token(row)
        return token if token.is_good(self._clock()) else None

    def holder(self, token: str) -> Identity | None:
        """Whom the token with this id stands for, for a session begun with its secret; None once it is not good."""
        row = self._row(token)
        found = _token(row) if row else None
        return found.identity if found and found.is_good(self._clock()) else None

    def _row(self, token: str) -> Row[Any] | None:
        with self._store.reading() as connection:
            return connection.execute(select(TOKENS).where(TOKENS.c.id == token)).one_or_none()


def _hash(secret: str) -> str:
    # 256 random bits cannot be guessed from a plain hash; a slow one is for what people make up themselves.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _token(row: Row[tuple[object, ...]]) -> Token:
    return Token(
        id=row.id,
        identity=identity_of(row),
        created_at=row.created_at,
        created_by=row.created_by,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )
