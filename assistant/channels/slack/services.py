"""
What every listener in Slack works with: answers, settings, the time, workspaces, people.

Owns handing these round as one value; leaves each to its module.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assistant.channels.slack.roster import Roster
from assistant.channels.slack.workspaces import Workspaces
from assistant.clock import Clock
from assistant.protocols import Answers
from ingest.records import Language
from ingest.settings import Settings

__all__ = ["Services"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The five things that all listeners share."""

    answers: Answers
    settings: Settings
    clock: Clock
    workspaces: Workspaces
    roster: Roster

    def language(self, team: str, user: str) -> Language:
        """
        The language of the person's Slack; Danish when Slack does not say.

        Raises:
            WorkspaceGone: If the app is not installed in the workspace.
        """
        return self.roster.language(self.workspaces.workspace(team), user)

    def today(self) -> dt.date:
        """The day it is where the assistant is at home."""
        return self.clock().astimezone(self.settings.time_zone).date()
