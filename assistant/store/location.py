"""
Where the database is: a file in RETTESNOR_DATA, or the server that RETTESNOR_DATABASE_URL names.

Owns that choice; imports no SQLAlchemy, so that a command may ask whether there is a database before it loads one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import SettingInvalid
from ingest.settings import Settings

__all__ = ["FILE_NAME", "Location", "locate"]

FILE_NAME = "rettesnor.db"
_POSTGRESQL = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """One database: exactly one of the two fields is set."""

    file: Path | None = None
    """The SQLite file, which need not exist yet."""
    server: str | None = field(default=None, repr=False)
    """The PostgreSQL address, beginning with "postgresql+psycopg://"; it may hold a password."""

    @property
    def is_made(self) -> bool:
        """Whether there may be records: a server always, a file once it exists."""
        return self.file is None or self.file.exists()

    @property
    def shown(self) -> str:
        """Names the database to a person, without its password."""
        return str(self.file) if self.file else "the PostgreSQL database of RETTESNOR_DATABASE_URL"


def locate(settings: Settings) -> Location:
    """
    The database that `settings` describe.

    Raises:
        SettingInvalid: If RETTESNOR_DATABASE_URL is no PostgreSQL address.
    """
    given = settings.database_url
    if not given:
        return Location(file=settings.data / FILE_NAME)
    if not _POSTGRESQL.match(given):
        msg = (
            "RETTESNOR_DATABASE_URL does not begin with postgresql://; "
            "write postgresql://user:password@host/database, or remove it for a SQLite file in RETTESNOR_DATA."
        )
        raise SettingInvalid(msg)
    return Location(server=_POSTGRESQL.sub("postgresql+psycopg://", given, count=1))
