"""
The log: an event a line, and the fields that tell of it.

Owns how fields are written behind an event of our own, and where lines go: what other libraries log stays as they
put it. A process that runs for long writes what its settings say, any other command its warnings.
"""

from __future__ import annotations

import logging

from ingest.errors import SettingInvalid

__all__ = ["FieldsFormatter", "write_log", "write_warnings"]

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


def write_log(level: str) -> None:
    """
    Write what is logged to standard error, with the time and from where; nothing where a log is written already.

    Args:
        level: The least severe that is written, as RETTESNOR_LOG_LEVEL names it.

    Raises:
        SettingInvalid: If there is no such level.
    """
    least = logging.getLevelNamesMapping().get(level.upper())
    if least is None:
        msg = f"RETTESNOR_LOG_LEVEL is {level!r}, but must be DEBUG, INFO, WARNING or ERROR."
        raise SettingInvalid(msg)
    logging.basicConfig(level=least, handlers=[_written("%(asctime)s %(levelname)s %(name)s %(message)s")])


def write_warnings() -> None:
    """Write warnings to standard error, as far as nobody has a log written."""
    handler = _written("%(message)s")
    handler.setLevel(logging.WARNING)
    logging.lastResort = handler


def _written(form: str) -> logging.Handler:
    handler = logging.StreamHandler()
    handler.setFormatter(FieldsFormatter(form))
    return handler
