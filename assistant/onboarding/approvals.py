"""
Who stands behind a module: without a named approver it is a draft and goes to nobody.

Owns the records; leaves what a module is written as to `library`, whose digest an approval is given to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Text, column, select, table

from assistant.errors import RequestInvalid
from assistant.onboarding.training import Approval
from assistant.store.store import Store
from assistant.store.types import Moment

__all__ = ["NOBODY", "Approvals"]

NOBODY = "–"
"""The approver of a module when whoever it was has been erased."""

_APPROVALS = table(
    "onboarding_approvals",
    column("module", Text),
    column("digest", Text),
    column("approver", Text),
    column("approved_at", Moment),
)


class Approvals:
    """The approvals of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def approve(self, module: str, *, digest: str, approver: str, at: dt.datetime) -> Approval:
        """
        Record that `approver` stands behind the module as it is written now.

        Raises:
            RequestInvalid: If no name is given.
        """
        if not approver.strip():
            msg = "An approver needs a name; give the name of whoever stands behind the module."
            raise RequestInvalid(msg, field="approver")
        approval = Approval(module=module, digest=digest, approver=approver.strip(), approved_at=at)
        row = {"module": module, "digest": digest, "approver": approval.approver, "approved_at": at}
        with self._store.writing() as connection:
            is_same = (_APPROVALS.c.module == module, _APPROVALS.c.digest == digest)
            connection.execute(_APPROVALS.delete().where(*is_same))
            connection.execute(_APPROVALS.insert().values(row))
        return approval

    def withdraw(self, module: str) -> bool:
        """Make the module a draft again; whether it was approved."""
        with self._store.writing() as connection:
            return bool(connection.execute(_APPROVALS.delete().where(_APPROVALS.c.module == module)).rowcount)

    def export(self, called: Collection[str]) -> list[dict[str, Any]]:
        """The approvals that somebody gave, by all they are called, as JSON values."""
        with self._store.reading() as connection:
            rows = connection.execute(select(_APPROVALS).order_by(_APPROVALS.c.approved_at)).all()
        return [
            {"module": row.module, "digest": row.digest, "approved_at": row.approved_at.isoformat()}
            for row in rows
            if row.approver in called
        ]

    def erase(self, called: Collection[str]) -> int:
        """Take the name off the approvals that somebody gave; they hold, as their reports do; how many."""
        with self._store.writing() as connection:
            given = _APPROVALS.update().where(_APPROVALS.c.approver.in_(called))
            return connection.execute(given.values(approver=NOBODY)).rowcount

    def newest(self) -> Mapping[str, Approval]:
        """The newest approval of each module."""
        with self._store.reading() as connection:
            rows = connection.execute(select(_APPROVALS).order_by(_APPROVALS.c.approved_at)).all()
        return {
            row.module: Approval(
                module=row.module, digest=row.digest, approver=row.approver, approved_at=row.approved_at
            )
            for row in rows
        }
