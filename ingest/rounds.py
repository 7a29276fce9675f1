"""
The settings of what happens by itself: how often it is looked for.

Owns these rows of the table; leaves the table to `ingest.settings`, and their use to `assistant.channels.rounds`.
"""

from __future__ import annotations

from ingest.setting import Setting, count

__all__ = ["ROUNDS"]

ROUNDS: tuple[Setting, ...] = (
    Setting(
        name="rounds_minutes",
        default="5",
        read=count,
        wanted="a number of minutes, 0 for never",
        help="Minutes between two looks of `rettesnor serve` and `rettesnor slack` at what is due to be sent.",
    ),
)
