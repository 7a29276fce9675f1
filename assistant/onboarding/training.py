"""
The training material as answers and pages see it: read when first needed, with what is approved.

Owns that laziness and what an answer depends on; leaves the files to `library` and the records to `approvals`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from assistant.onboarding.library import Library, load_library

__all__ = ["BUNDLED", "Approval", "SeenBy", "Training", "nothing_approved"]


class SeenBy(StrEnum):
    """The least role that sees whether somebody has completed their onboarding."""

    EDITOR = "editor"
    MANAGER = "manager"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Somebody who stands behind a module as it is written now."""

    module: str
    """`Module.id`."""
    digest: str
    """Of the module's files when it was approved; a changed module is a draft again."""
    approver: str
    """As named to people."""
    approved_at: dt.datetime


def nothing_approved() -> Mapping[str, Approval]:
    """No approvals: every module is a draft."""
    return {}


@dataclass(frozen=True, kw_only=True)
class Training:
    """Journeys and modules with their approvals; safe to share between threads."""

    corpus: Path | None = None
    """Whose `onboarding/` folder stands in for bundled files; None: the bundled ones alone."""
    approvals: Callable[[], Mapping[str, Approval]] = nothing_approved
    """Gives the newest approval of each module, by its id; asked anew each time."""
    completion_seen_by: SeenBy = SeenBy.EDITOR
    """Who sees whether somebody has completed."""

    @cached_property
    def library(self) -> Library:
        """
        The material, read the first time it is asked for.

        Raises:
            OnboardingInvalid: If a file has not the right shape.
        """
        return load_library(self.corpus)

    def approval(self, module: str) -> Approval | None:
        """The approval of a module as it is written now; None for a draft."""
        found = self.approvals().get(module)
        return found if found is not None and found.digest == self.library.digests.get(module) else None

    def approved(self) -> frozenset[str]:
        """The ids of all modules that are approved as they are written now."""
        return frozenset(
            id_ for id_, found in self.approvals().items() if found.digest == self.library.digests.get(id_)
        )

    @property
    def head(self) -> str:
        """Changes with the material and its approvals: what an answer from it depends on."""
        digests = ",".join(f"{id_}:{digest}" for id_, digest in sorted(self.library.digests.items()))
        return f"{digests};{','.join(sorted(self.approved()))}"


BUNDLED = Training()
"""What ships, nothing of it approved."""
