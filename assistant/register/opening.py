"""
Opening the register that the settings describe.

Owns where it lies and that a process without reports loads no database library.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.clock import Clock, system_clock
from assistant.question import Asker
from assistant.register.views import NothingReported, Statuses
from assistant.store.location import locate
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.register.register import Register
    from assistant.store.store import Store

__all__ = ["ANCHOR_NAME", "anchor_path", "open_register", "reports", "whole_register"]

ANCHOR_NAME = "register.anchor"


def anchor_path(settings: Settings) -> Path:
    """The file that anchors the register's head."""
    return Path(settings.anchor) if settings.anchor else settings.data / ANCHOR_NAME


def open_register(settings: Settings, store: Store, *, clock: Clock = system_clock) -> Register:
    """The register in `store`; `clock` says when it takes a report in, with a time zone."""
    from assistant.register.anchor import Anchor  # a question without reports needs none of it
    from assistant.register.register import Register

    anchor = Anchor(anchor_path(settings))
    return Register(store, anchor, clock=clock, zone=settings.time_zone)


def whole_register(settings: Settings) -> tuple[bool, str]:
    """
    Whether the register is what was written to it, and a sentence for whoever runs the server.

    Raises:
        StoreUnusable: If the database or the anchor cannot be read.
    """
    location, anchor = locate(settings), anchor_path(settings)
    if not location.is_made:
        if anchor.exists():
            return False, f"{location.shown} is gone, but {anchor} says there were reports; restore a backup."
        return True, "nothing has been reported yet."
    from assistant.store.store import open_store  # it loads the database library

    store = open_store(settings)
    try:
        state = open_register(settings, store).check()
    finally:
        store.close()
    if state.broken:
        return False, f"the chain breaks at entry {state.broken.n}: {state.broken.reason}; restore a backup."
    if state.false_pseudonyms:
        return False, f"the names behind {', '.join(state.false_pseudonyms)} were changed by hand; restore a backup."
    if state.damaged_lines:
        return False, f"{anchor} has {state.damaged_lines} lines that cannot be read; put its backup in place."
    return True, f"{state.head.n} entries in {location.shown}, chained, and anchored in {anchor}."


def reports(settings: Settings) -> Callable[[Asker], Statuses]:
    """What each asker may see of the register; nothing is reported until there is a database, which may come later."""
    location, lock = locate(settings), threading.Lock()
    nothing, opened = NothingReported(), list[Callable[[Asker], Statuses]]()

    def seen_by(asker: Asker) -> Statuses:
        with lock:
            if not opened and not location.is_made:
                return nothing
            if not opened:
                opened.append(_sight(settings))
        return opened[0](asker)

    return seen_by


def _sight(settings: Settings) -> Callable[[Asker], Statuses]:
    from assistant.register.seen import Sight  # it loads the database library
    from assistant.store.store import open_store

    register = open_register(settings, open_store(settings))
    return Sight(register, employees_see_interim=settings.employees_see_interim)
