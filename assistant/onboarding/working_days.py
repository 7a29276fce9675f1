"""
Working days and hours: when steps are due, and when a message may go out.

Owns the calendar of Denmark's public holidays with the days that public offices keep closed beside them
(Constitution Day, Christmas Eve, New Year's Eve), and the hours of the day that are not quiet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from zoneinfo import ZoneInfo

__all__ = ["WorkingDays", "read_hours"]

_WEEKEND = 5
_DAY = dt.timedelta(days=1)


@cache
def _holidays(year: int) -> frozenset[dt.date]:
    import holidays  # only who reckons working days needs it

    return frozenset(holidays.country_holidays("DK", years=year, categories=("public", "optional")))


def _is_danish_working_day(day: dt.date) -> bool:
    return day.weekday() < _WEEKEND and day not in _holidays(day.year)


def read_hours(text: str) -> tuple[dt.time, dt.time]:
    """The hours in "08:30-16:00", as the setting has them: from the first minute to before the last."""
    first, _, last = text.partition("-")
    return dt.time.fromisoformat(first), dt.time.fromisoformat(last)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDays:
    """The days and hours in which people are at work."""

    zone: ZoneInfo
    first: dt.time = dt.time(8, 30)
    """Messages go out from this time of the day."""
    last: dt.time = dt.time(16)
    """And before this one."""
    is_working: Callable[[dt.date], bool] = field(default=_is_danish_working_day)
    """Whether people work on a day."""

    def today(self, now: dt.datetime) -> dt.date:
        """The date of `now`, here."""
        return now.astimezone(self.zone).date()

    def is_open(self, now: dt.datetime) -> bool:
        """Whether a message may go out at `now`: a working day, outside the quiet hours."""
        here = now.astimezone(self.zone)
        return self.is_working(here.date()) and self.first <= here.time() < self.last

    def next_open(self, now: dt.datetime) -> dt.datetime:
        """The first moment from `now` on when a message may go out."""
        if self.is_open(now):
            return now
        here = now.astimezone(self.zone)
        day = here.date() if here.time() < self.first else here.date() + _DAY
        return dt.datetime.combine(self.nth(day, 1), self.first, self.zone)

    def nth(self, start: dt.date, number: int) -> dt.date:
        """The `number`-th working day from `start`, `start` being the first one if people work on it."""
        day, left = start, number
        while True:
            if self.is_working(day):
                left -= 1
                if left <= 0:
                    return day
            day += _DAY

    def number(self, start: dt.date, day: dt.date) -> int:
        """How many working days there are from `start` to `day`, both included; 0 when `day` comes before."""
        return sum(self.is_working(start + _DAY * each) for each in range((day - start).days + 1))
