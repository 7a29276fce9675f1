"""
Dates as a page writes them.

Owns the form of a date in each language; leaves which date to the callers.
"""

from __future__ import annotations

import calendar
import datetime as dt

from ingest.records import Language

__all__ = ["long_date"]


def long_date(date: dt.date, language: Language) -> str:
    """19-12-2024 in Danish, as the documents write it; 19 December 2024 in English."""
    if language is Language.DANISH:
        return date.strftime("%d-%m-%Y")
    return f"{date.day} {calendar.month_name[date.month]} {date.year}"
