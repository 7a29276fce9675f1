"""
The settings of what happens by itself: how often it is looked for.

Owns these rows of the table; leaves the table to `ingest.settings`, and their use to `assistant.channels.rounds`.
"""

from __future__ import annotations

from ingest.setting import Setting, count, flag, listed

__all__ = ["ROUNDS"]


def _days(value: str) -> tuple[int, ...]:
    found = tuple(sorted({count(word) for word in listed(value)}, reverse=True))
    if not found:
        raise ValueError(value)
    return found


ROUNDS: tuple[Setting, ...] = (
    Setting(
        name="rounds_minutes",
        default="5",
        read=count,
        wanted="a number of minutes, 0 for never",
        help="Minutes between two looks of `rettesnor serve` and `rettesnor slack` at what is due to be sent.",
    ),
    Setting(
        name="reminders",
        default="on",
        read=flag,
        wanted='"on" or "off"',
        help="Whether owners are reminded in Slack to report, and channels there get digests of plans.",
    ),
    Setting(
        name="reminder_days",
        default="14,3",
        read=_days,
        wanted='numbers of days, like "14,3"',
        help="Days before planned time ends, or before the day that an editor set for a follow-up, to remind on.",
    ),
    Setting(
        name="reminder_quiet_days",
        default="14",
        read=count,
        wanted="a number of days",
        help="Days after a report in which its goal or milestone is not brought up again.",
    ),
)
