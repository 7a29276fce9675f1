"""
Somebody who is known, and what they may do.

Owns roles and what each allows; leaves how somebody proves who they are to `assistant.access.tokens` and the channels.
"""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from enum import StrEnum

from assistant.errors import RequestInvalid

__all__ = ["Identity", "Role", "local_editor"]


class Role(StrEnum):
    """What somebody may do; each may do all that the one before it may."""

    EMPLOYEE = "employee"
    """Ask and read."""
    MANAGER = "manager"
    """Report status, for every goal or for named ones."""
    EDITOR = "editor"
    """Look after documents and settings; report status for every goal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """
    Somebody who has shown who they are.

    Raises:
        RequestInvalid: If person or name is empty, or goals are named for somebody who is no manager.
    """

    person: str
    """Who, the same wherever they come in: an e-mail address or initials, say."""
    name: str
    """As shown to others."""
    role: Role = Role.EMPLOYEE
    """What they may do beside asking."""
    goals: frozenset[str] | None = None
    """A manager's goals, by id; None: all of them."""
    groups: frozenset[str] = frozenset()
    """Groups whose documents they read."""

    def __post_init__(self) -> None:
        """Refuse what could be nobody, or could mean two things."""
        if not self.person.strip() or not self.name.strip():
            msg = f"An identity needs a person and a name: got {self.person!r} and {self.name!r}."
            raise RequestInvalid(msg, field="person")
        if self.goals is not None and self.role is not Role.MANAGER:
            msg = f"Goals are named for a manager only, but the role is {self.role.value!r}; leave them out."
            raise RequestInvalid(msg, field="goals")

    @property
    def is_reporter(self) -> bool:
        """Whether they may report on any goal at all."""
        return self.role is not Role.EMPLOYEE

    @property
    def is_editor(self) -> bool:
        """Whether they look after documents and settings."""
        return self.role is Role.EDITOR

    def may_report(self, goal: str) -> bool:
        """Whether they may report on the goal with this id and on its milestones."""
        return self.is_reporter and (self.goals is None or goal in self.goals)


def local_editor() -> Identity:
    """Whoever runs the command line on this machine: an editor, named for the account."""
    try:
        account = getpass.getuser()
    except (KeyError, OSError):
        account = "unknown"
    return Identity(person=f"local:{account}", name=account, role=Role.EDITOR)
