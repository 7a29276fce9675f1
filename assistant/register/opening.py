"""
Opening the register that the settings describe.

Owns where it lies and that a process without reports loads no database library.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.question import Asker
from assistant.register.views import NothingReported, Statuses
from assistant.store.location import locate
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.register.register import Register
    from assistant.store.store import Store

__all__ = ["ANCHOR_NAME", "anchor_path", "open_register", "reports"]

ANCHOR_NAME = "register.anchor"


def anchor_path(settings: Settings) -> Path:
    """The file that anchors the register's head."""
    return Path(settings.anchor) if settings.anchor else settings.data / ANCHOR_NAME


def open_register(settings: Settings, store: Store) -> Register:
    """The register in `store`."""
    from assistant.register.anchor import Anchor  # noqa: PLC0415 (a question without reports needs none of it)
    from assistant.register.register import Register  # noqa: PLC0415

    return Register(store, Anchor(anchor_path(settings)), zone=settings.time_zone)


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
    from assistant.register.seen import Sight  # noqa: PLC0415 (it loads the database library)
    from assistant.store.store import open_store  # noqa: PLC0415

    register = open_register(settings, open_store(settings))
    return Sight(register, employees_see_interim=settings.employees_see_interim)
