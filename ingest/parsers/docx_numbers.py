"""
The numbers and bullets that Word prints before paragraphs and does not store with them.

Owns counting every list of a document the way Word does; leaves which paragraph is in which list to its styles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

__all__ = ["Numbering"]

BULLET = "•"
MAX_LEVEL = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    form: str
    """How it counts: "decimal", "lowerLetter", "bullet" …"""
    shown: str
    """What is printed, "%1" standing for the number of level 1."""
    start: int


class Numbering:
    """Counts on as paragraphs come by, in document order."""

    def __init__(self, root: Any, namespace: str) -> None:
        self._w = namespace
        self._levels: dict[str, dict[int, _Level]] = {}
        self._restarts: set[str] = set()
        self._list_of: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        if root is not None:
            self._read(root)

    def next(self, paragraph: Any, reference: Any) -> tuple[str, int, bool]:
        """
        The marker that Word prints before a paragraph.

        Args:
            paragraph: Whose own level wins over its style's.
            reference: Its `numPr`, or that of its style.

        Returns:
            The marker, its depth (0 outermost) and whether it is a bullet; an empty marker for no list after all.
        """
        own = paragraph.find(f"{self._w}pPr/{self._w}numPr")
        number = self._value(reference, "numId")
        depth = min(int(self._value(own if own is not None else reference, "ilvl") or 0), MAX_LEVEL)
        levels = self._levels.get(number or "")
        level = levels.get(depth) if levels else None
        if number in {None, "0"} or levels is None or level is None or level.form == "none":
            return "", 0, False
        if level.form == "bullet":
            return BULLET, depth, True
        counts = self._counted(str(number), depth, levels)
        shown = re.sub(r"%(\d)", lambda found: _print(counts, int(found[1]) - 1, levels), level.shown)
        return shown.strip(), depth, False

    def _counted(self, number: str, depth: int, levels: dict[int, _Level]) -> list[int]:
        """The counts of all levels after one more at `depth`; deeper ones begin anew."""
        key = number if number in self._restarts else self._list_of[number]
        before = self._counts.get(key, [])
        counts = [before[each] if each < len(before) else 0 for each in range(depth + 1)]
        for each in range(depth):
            counts[each] = counts[each] or levels[each].start if each in levels else counts[each]
        counts[depth] = counts[depth] + 1 if counts[depth] else levels[depth].start
        self._counts[key] = counts
        return counts

    def _read(self, root: Any) -> None:
        w = self._w
        abstract = {
            each.get(w + "abstractNumId"): {
                int(level.get(w + "ilvl")): self._level(level) for level in each.iter(w + "lvl")
            }
            for each in root.iter(w + "abstractNum")
        }
        for each in root.iter(w + "num"):
            key, base = each.get(w + "numId"), self._value(each, "abstractNumId")
            levels = dict(abstract.get(base, {}))
            for override in each.iter(w + "lvlOverride"):
                depth = int(override.get(w + "ilvl"))
                start = self._value(override, "startOverride")
                if start is not None and depth in levels:
                    self._restarts.add(key)
                    levels[depth] = _Level(form=levels[depth].form, shown=levels[depth].shown, start=int(start))
            self._levels[key], self._list_of[key] = levels, f"abstract {base}"

    def _level(self, level: Any) -> _Level:
        return _Level(
            form=self._value(level, "numFmt") or "decimal",
            shown=self._value(level, "lvlText") or "",
            start=int(self._value(level, "start") or 1),
        )

    def _value(self, parent: Any, name: str) -> str | None:
        found = parent.find(self._w + name)
        value: str | None = found.get(self._w + "val") if found is not None else None
        return value


def _print(counts: list[int], depth: int, levels: dict[int, _Level]) -> str:
    if depth >= len(counts):
        return ""
    form = levels[depth].form if depth in levels else "decimal"
    count = counts[depth]
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form.startswith("upper") else letter
    if form in {"lowerRoman", "upperRoman"}:
        return _roman(count).upper() if form.startswith("upper") else _roman(count)
    return str(count)


def _roman(count: int) -> str:
    signs = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    shown = ""
    for value, sign in signs:
        shown += sign * (count // value)
        count %= value
    return shown
