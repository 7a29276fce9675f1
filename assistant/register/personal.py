"""
What the register keeps about a person.

Owns showing it and erasing the way back to them; the entries themselves stay, under a pseudonym that leads nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.register import people
from assistant.register.entry import body_of
from assistant.register.register import Register

__all__ = ["RegisterData"]


class RegisterData:
    """The reports that somebody has made."""

    name = "register"

    def __init__(self, register: Register) -> None:
        self._register = register

    def export(self, person: str) -> Sequence[Mapping[str, Any]]:
        """Every entry that they reported, as it is chained."""
        with self._register.store.reading() as connection:
            pseudonym = people.pseudonym_of(connection, person)
        if pseudonym is None:
            return []
        return [json.loads(body_of(entry)) for entry in self._register.entries() if entry.by == pseudonym]

    def erase(self, person: str) -> int:
        """Destroy the key of their pseudonym and forget their name."""
        with self._register.store.writing() as connection:
            return int(people.erase(connection, person))
