"""
Who somebody in Slack is here: what they may read and do, and which language they use.

Owns the way from a Slack user to an `Asker`; leaves roles to `assistant.access`.
"""

from __future__ import annotations

import logging
from collections import OrderedDict

from slack_sdk.errors import SlackClientError

from assistant.access.identity import Identity
from assistant.access.outside import OutsideIdentities
from assistant.channels.slack.messages import Asked
from assistant.channels.slack.workspaces import Workspace, error_name
from assistant.question import ANYBODY, Asker
from ingest.records import Language

__all__ = ["PROVIDER", "Roster", "subject"]

_logger = logging.getLogger(__name__)
PROVIDER = "slack"
"""How `rettesnor role` names this system."""
_MOST_KNOWN = 5000


def subject(team: str, user: str) -> str:
    """How `rettesnor role` names a user of this system: "T012AB3C4:U045DE6F7"."""
    return f"{team}:{user}"


class Roster:
    """Looks people up; their roles anew each time, so that what was revoked is gone at once."""

    def __init__(self, identities: OutsideIdentities) -> None:
        self._identities = identities
        self._languages: OrderedDict[tuple[str, str], Language] = OrderedDict()

    def identity(self, team: str, user: str) -> Identity | None:
        """Who the person is here; None when no role was granted."""
        return self._identities.identify(provider=PROVIDER, subject=subject(team, user))

    def asker(self, team: str, user: str) -> Asker:
        """The person as somebody who reads an answer alone."""
        identity = self.identity(team, user)
        return ANYBODY if identity is None else Asker.known(identity)

    def asker_for(self, asked: Asked) -> Asker:
        """
        What the answer may draw on: what its only reader may read, or in a channel what everybody may.

        Who is in a channel changes from one moment to the next, so nothing but what everybody may read is shown there.
        """
        return self.asker(asked.team, asked.user) if asked.has_one_reader else ANYBODY

    def language(self, workspace: Workspace, user: str) -> Language:
        """The language of the person's Slack; Danish when Slack does not say."""
        key = (workspace.team, user)
        if key not in self._languages:
            try:
                found = workspace.client.users_info(user=user, include_locale=True)
            except (SlackClientError, OSError) as error:
                _logger.warning("slack_locale_unknown", extra={"error": error_name(error)})
                return Language.DANISH
            locale = str((found.get("user") or {}).get("locale") or "da")
            nordic = ("da", "nb", "nn", "no", "sv")
            self._languages[key] = Language.DANISH if locale[:2].lower() in nordic else Language.ENGLISH
            while len(self._languages) > _MOST_KNOWN:
                self._languages.popitem(last=False)
        return self._languages[key]
