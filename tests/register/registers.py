"""Registers over real databases, reports to put in them, and a clock that tests move."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from assistant.access.identity import Identity, Role
from assistant.register.anchor import Anchor
from assistant.register.draft import NewReport
from assistant.register.register import Register
from assistant.store.store import Store

__all__ = ["ANNE", "METTE", "NOW", "Clock", "new", "register_over"]

NOW = dt.datetime(2025, 10, 1, 9, tzinfo=dt.UTC)
METTE = Identity(person="mette@ssi.example", name="Mette Sørensen", role=Role.MANAGER)
ANNE = Identity(person="anne@ssi.example", name="Anne Åberg", role=Role.MANAGER, goals=frozenset({"g"}))


class Clock:
    """A clock that tests move, backwards too."""

    def __init__(self, now: dt.datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        """Whatever it was set to."""
        return self.now


def register_over(store: Store, folder: Path, *, clock: Clock | None = None) -> Register:
    """A register in `store`, anchored in `folder`."""
    return Register(store, Anchor(folder / "register.anchor"), clock=clock or Clock())


def new(status: str = "green", subject: str = "g", **more: object) -> NewReport:
    """A report about goal "g", with a comment where its status needs one."""
    fields: dict[str, object] = {"subject": subject, "goal": "g", "status": status, "note": "Fordi."}
    return NewReport(**{**fields, **more})
