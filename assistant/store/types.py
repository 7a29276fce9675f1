"""
Column types that read back the same from SQLite and PostgreSQL.

Owns how moments and lists of words are written down.
"""

from __future__ import annotations

import datetime as dt
import json

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

__all__ = ["Moment", "Words"]


class Moment(TypeDecorator[dt.datetime]):
    """A point in time, kept as UTC text of one length, so that texts in order are times in order."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """
        As "2025-05-20T07:00:00.000000+00:00".

        Raises:
            ValueError: If the time has no zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"a moment needs a time zone: got {value.isoformat()}"
            raise ValueError(msg)
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """The moment that the text names, in UTC."""
        return None if value is None else dt.datetime.fromisoformat(value)


class Words(TypeDecorator[frozenset[str]]):
    """A set of words, kept as a JSON list in alphabetical order; None stays None."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: frozenset[str] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """As a JSON list of the words, None as it is."""
        return None if value is None else json.dumps(sorted(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[str] | None:  # noqa: ARG002
        """The words that the JSON list holds."""
        return None if value is None else frozenset(json.loads(value))
