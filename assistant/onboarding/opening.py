"""
The training material that the settings describe, its approvals read when they are first needed.

Owns that a question which needs none of it loads no database library.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.onboarding.training import Approval, SeenBy, Training
from assistant.store.location import locate
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.onboarding.approvals import Approvals

__all__ = ["training_of"]


def training_of(settings: Settings) -> Training:
    """Journeys and modules of the corpus, approved as the store says; drafts as long as there is none."""
    location, lock = locate(settings), threading.Lock()
    opened: list[Approvals] = []

    def approvals() -> Mapping[str, Approval]:
        with lock:
            if not opened and not location.is_made:
                return {}
            if not opened:
                from assistant.onboarding.approvals import Approvals  # it loads the database library
                from assistant.store.store import open_store

                opened.append(Approvals(open_store(settings)))
        return opened[0].newest()

    seen_by = SeenBy(settings.onboarding_completion)
    return Training(corpus=settings.corpus, approvals=approvals, completion_seen_by=seen_by)
