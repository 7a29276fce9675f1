"""
The assistant's part of the error tree; its root is `ingest.errors.RettesnorError`.

    RettesnorError
    ├── TextsInvalid        a file of prompts/ cannot be used
    ├── UngroundedAnswer    a quotation does not stand where its citation says
    ├── RequestInvalid      a question or filter cannot be read as given
    │   └── NotFound        no document, goal or milestone has this id, for this asker
    └── StoreUnusable       the database of records cannot be used
        ├── StoreUnreadable     it cannot be opened, read or written
        ├── StoreTooNew         a newer version of Rettesnor has written to it
        └── StoreBusy           another process keeps it locked
"""

from __future__ import annotations

from ingest.errors import RettesnorError

__all__ = [
    "NotFound",
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


class RequestInvalid(RettesnorError):
    """A question, a filter or a parameter cannot be read as given."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
        """Name of the part of the request that is wrong, where it is one part."""


class NotFound(RequestInvalid):
    """Nothing that this asker may read has this id."""


class StoreUnusable(RettesnorError):
    """The database of records cannot be used; nothing was kept and nothing was lost."""


class StoreUnreadable(StoreUnusable):
    """The database cannot be opened, read or written."""


class StoreTooNew(StoreUnusable):
    """A newer version of Rettesnor has written to the database; this one might harm it."""


class StoreBusy(StoreUnusable):
    """Another process kept the database locked for longer than anybody waits."""
