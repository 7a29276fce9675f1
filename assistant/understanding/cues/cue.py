"""
What a cue is: phrases, and the words of theirs that are no topic of a question.

Owns `Cue` and making one from patterns; the patterns are in the modules beside this one.
Patterns are matched against the folded question (`ingest.lexical.fold`: lower case, æ ø å made one with their
spellings).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.understanding.patterns import joined
from ingest.lexical import fold

__all__ = ["Cue", "cue"]

_MOST_TRIED = 2_000


@dataclass(frozen=True)
class Cue:
    """The phrases of one cue."""

    patterns: tuple[str, ...]
    """Each phrase, to be found in a folded question."""
    tried: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)
    """Words asked about before: a question asks about the same few again and again."""

    @cached_property
    def anywhere(self) -> re.Pattern[str]:
        """Finds any of them."""
        return _joined(self.patterns)

    @cached_property
    def spoken(self) -> re.Pattern[str] | None:
        """Finds those without a gap, whose words are the cue's own and no topic."""
        spoken = [pattern for pattern in self.patterns if ".*" not in pattern and "[^" not in pattern]
        return _joined(spoken) if spoken else None

    def compile(self) -> None:
        """Make its patterns, which the first question would wait for."""
        _ = self.anywhere, self.spoken

    def search(self, folded: str) -> re.Match[str] | None:
        """The first phrase in a folded text."""
        return self.anywhere.search(folded)

    def sub(self, replacement: str, folded: str) -> str:
        """A folded text with each phrase replaced."""
        return self.anywhere.sub(replacement, folded)

    def touches(self, word: str) -> bool:
        """Whether a folded word belongs to such a phrase by itself."""
        touches = self.tried.get(word)
        if touches is None:
            if len(self.tried) >= _MOST_TRIED:
                self.tried.clear()
            touches = self.tried[word] = self.spoken is not None and self.spoken.search(word) is not None
        return touches


def cue(*patterns: str) -> Cue:
    """The cue that any of `patterns` gives; one with a gap (".*") finds the cue, but its words may be a topic."""
    return Cue(patterns)


def _joined(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(joined(map(_folded, patterns)))


def _folded(pattern: str) -> str:
    r"""The pattern's letters folded, its escapes left alone: `\W` is not `\w`."""
    return "".join(part if part.startswith("\\") else fold(part) for part in re.split(r"(\\.)", pattern))
