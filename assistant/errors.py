"""
The assistant's part of the error tree; its root is `ingest.errors.RettesnorError`.

    RettesnorError
    ├── TextsInvalid        a file of prompts/ cannot be used
    ├── UngroundedAnswer    a quotation does not stand where its citation says
    ├── BackupUnusable      a backup cannot be taken or put back so
    ├── NotAllowed          whoever asks for it may not have it done
    ├── ReportConflict      somebody else reported meanwhile
    ├── RegisterBroken      the register is not what was written to it
    ├── OnboardingInvalid   a journey, lesson or handout cannot be used as written
    ├── ModelFailed         a language model gave no reply; the answer is made without it
    │   └── ModelHeldBack   it was not asked at all: it is busy, rests, or has used what it may use in a day
    ├── RequestInvalid      a question or filter cannot be read as given
    │   └── NotFound        no document, goal or milestone has this id, for this asker
    └── StoreUnusable       the database of records cannot be used
        ├── StoreUnreadable     it cannot be opened, read or written
        ├── StoreTooNew         a newer version of Rettesnor has written to it
        └── StoreBusy           another process keeps it locked
"""

from __future__ import annotations

from typing import Any

from ingest.errors import RettesnorError

__all__ = [
    "BackupUnusable",
    "ModelFailed",
    "ModelHeldBack",
    "NotAllowed",
    "NotFound",
    "OnboardingInvalid",
    "RegisterBroken",
    "ReportConflict",
    "RequestInvalid",
    "StoreBusy",
    "StoreTooNew",
    "StoreUnreadable",
    "StoreUnusable",
    "TextsInvalid",
    "UngroundedAnswer",
]


class TextsInvalid(RettesnorError):
    """A file of prompts/ cannot be used."""


class UngroundedAnswer(RettesnorError):
    """A quotation does not stand in its document where its citation says; the answer is withheld."""


class OnboardingInvalid(RettesnorError):
    """A journey, a lesson or a handout is not written as its schema wants it; the message names file and key."""


class ModelFailed(RettesnorError):
    """A language model gave no reply, or a broken one; the answer is then made without it."""

    def __init__(self, message: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s
        """Seconds after which it may be tried again; None: it should not be."""


class ModelHeldBack(ModelFailed):
    """A language model was not asked, by a rule of its owner's; that is no failure of the model."""


class RequestInvalid(RettesnorError):
    """A question, a filter or a parameter cannot be read as given."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
        """Name of the part of the request that is wrong, where it is one part."""


class NotFound(RequestInvalid):
    """Nothing that this asker may read has this id."""


class BackupUnusable(RettesnorError):
    """A backup cannot be taken or put back so; nothing was changed."""


class NotAllowed(RettesnorError):
    """Whoever asks for it may not have it done."""


class ReportConflict(RettesnorError):
    """Somebody else has reported on the same goal or milestone since the reporter last looked."""

    def __init__(self, message: str, *, version: int, latest: Any) -> None:
        super().__init__(message)
        self.version = version
        """How many reports there are now."""
        self.latest = latest
        """The latest of them, an `assistant.register.entry.Entry`; None if there is none."""


class RegisterBroken(RettesnorError):
    """The register is not what was written to it; nothing is told from it or added to it until somebody has looked."""


class StoreUnusable(RettesnorError):
    """The database of records cannot be used; nothing was kept and nothing was lost."""


class StoreUnreadable(StoreUnusable):
    """The database cannot be opened, read or written."""


class StoreTooNew(StoreUnusable):
    """A newer version of Rettesnor has written to the database; this one might harm it."""


class StoreBusy(StoreUnusable):
    """Another process kept the database locked for longer than anybody waits."""
