"""
Who calls, as the gate leaves it with the request.

Owns `Caller` and the refusal of somebody who should be known and is not; leaves finding out to the modes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from starlette.types import Scope

from assistant.access.identity import Identity
from assistant.question import ANYBODY, Asker

__all__ = ["Caller", "NotAdmitted", "nobody_at", "peer_of", "somebody"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """One request's caller."""

    asker: Asker
    counted_as: str
    """What rate limits count by: a person, or an address that nobody is known at. Never written to a log."""
    is_ambient: bool = False
    """Whether a browser shows who it is by itself (a cookie, a proxy's login), so that another site could borrow it."""


class NotAdmitted(Exception):
    """Nobody may come in like this; the text says how one may."""


def peer_of(scope: Scope) -> str:
    """The address at the other end of the connection; "" where there is none."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def nobody_at(scope: Scope) -> Caller:
    """A caller who is not known, counted by address."""
    return Caller(asker=ANYBODY, counted_as=f"address:{peer_of(scope)}")


def somebody(identity: Identity, *, is_ambient: bool = False) -> Caller:
    """The caller that `identity` is."""
    person = hashlib.sha256(identity.person.encode()).hexdigest()
    return Caller(asker=Asker.known(identity), counted_as=f"person:{person}", is_ambient=is_ambient)
