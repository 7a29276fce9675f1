"""
A line of the log: the event, and the fields that tell of it.

Owns how fields are written behind an event of our own; what other libraries log stays as they put it.
"""

from __future__ import annotations

import logging

__all__ = ["FieldsFormatter"]

OURS = ("assistant", "ingest")
"""Packages whose events have fields."""
_STANDARD = frozenset({*vars(logging.makeLogRecord({})), "message", "asctime"})


class FieldsFormatter(logging.Formatter):
    """Writes the fields that were given as `extra` behind the event: "model_failed why='…'"."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (so called by `logging`)
        """The line, before any trace."""
        line = super().formatMessage(record)
        if record.name.partition(".")[0] not in OURS:
            return line
        fields = sorted((key, value) for key, value in vars(record).items() if key not in _STANDARD)
        return " ".join([line, *(f"{key}={value!r}" for key, value in fields)])
