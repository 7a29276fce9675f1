"""A hundred ways to write a ping, a link or an unfurl, for wherever words of others are shown in Slack."""

from __future__ import annotations

__all__ = ["hostile_words"]

_MARKS = (
    "<!channel>",
    "<!here|alle>",
    "<@U2>",
    "<#C1|x>",
    "<http://evil.example|SSI>",
    "[x](http://evil.example)",
    "http://evil.example/a?b=c",
    "www.evil.example",
    "&lt;!channel&gt;",
    "<!subteam^S1|@holdet>",
)
_FRAMES = (
    "{}",
    "*{}*",
    "`{}`",
    "> {}",
    "1. {}",
    "x{}y",
    "{}{}",
    "**fed** {}",
    "a | b\n--|--\n{} | x",
    "\u200b{}\u202e",
)


def hostile_words() -> list[str]:
    """Ten marks in ten frames."""
    return [frame.format(*[mark] * 2) for mark in _MARKS for frame in _FRAMES]
