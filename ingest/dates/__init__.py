"""
Printed dates and stretches of time, made into days, in Danish and English.

Owns what a document's time expressions mean; leaves which milestone a time belongs to to `ingest.goals`,
and what a *question* means by "this quarter" to the assistant.
"""

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
