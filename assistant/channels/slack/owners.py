"""
Whom to ask about a document: its owner in corpus.toml, as somebody in Slack.

Owns which documents have somebody to ask; leaves who that is to `recipients`, which reminders ask as well.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from slack_sdk.errors import SlackClientError

from assistant.access.outside import OutsideIdentities
from assistant.channels.slack.recipients import Recipients, is_findable
from assistant.channels.slack.workspaces import Workspace, error_name
from ingest.records import Document

__all__ = ["Owner", "Owners"]

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Somebody responsible for a document."""

    user: str
    """Their user id in the workspace."""
    name: str
    """As corpus.toml writes it."""


class Owners:
    """Looks owners up, among those with a granted role and those whom Slack knows."""

    def __init__(self, identities: OutsideIdentities) -> None:
        self._identities = identities

    def with_somebody_to_ask(self, documents: Iterable[Document]) -> list[Document]:
        """Those whose owner may be found in Slack, as far as can be said without asking it."""
        owned = [each for each in documents if each.owner]
        if not owned:
            return []
        recipients = Recipients(self._identities.all(), None)
        return [each for each in owned if is_findable(each.owner or "") or recipients.owner(each.owner or "")]

    def of(self, documents: Sequence[Document], workspace: Workspace) -> list[Owner]:
        """Those who can be asked in this workspace about any of the documents, each once."""
        recipients = Recipients(self._identities.all(), _Only(workspace))
        found: dict[str, Owner] = {}
        for document in documents:
            user = self._user(document.owner or "", recipients, workspace)
            if user:
                found.setdefault(user, Owner(user=user, name=document.owner or user))
        return list(found.values())

    @staticmethod
    def _user(owner: str, recipients: Recipients, workspace: Workspace) -> str | None:
        try:
            found = recipients.owner(owner) if owner else None
        except (SlackClientError, OSError) as error:
            _logger.warning("slack_owner_unknown", extra={"error": error_name(error)})
            return None
        return found.user if found and found.team == workspace.team else None


class _Only:
    """The workspace that somebody asks in, as if there were no other."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def workspace(self, _team: str) -> Workspace:
        return self._workspace

    def teams(self) -> tuple[str, ...]:
        return (self._workspace.team,)

    def forget(self, team: str) -> None:
        """Nothing is remembered."""
