"""
Printed dates and stretches of time, made into days, in Danish and English.

Owns what a document's time expressions mean; leaves which milestone a time belongs to to `ingest.goals`,
and what a *question* means by "this quarter" to the assistant.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.dates.days import read_day
    from ingest.dates.financial import financial_period
    from ingest.dates.periods import Period, is_twelve_months, months_of, read_period
    from ingest.dates.times import Found, find_times

__all__ = [
    "Found",
    "Period",
    "financial_period",
    "find_times",
    "is_twelve_months",
    "months_of",
    "read_day",
    "read_period",
]

_HOMES = {
    "read_day": "days",
    "financial_period": "financial",
    "Period": "periods",
    "is_twelve_months": "periods",
    "months_of": "periods",
    "read_period": "periods",
    "Found": "times",
    "find_times": "times",
}


def __getattr__(name: str) -> Any:
    """A name of the package, imported when first asked for: whoever needs one module is spared the others."""
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
