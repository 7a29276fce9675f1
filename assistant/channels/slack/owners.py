"""
Whom to ask about a document: its owner in corpus.toml, as somebody in Slack.

Owns that look-up. An owner is written as a Slack user id ("U045DE6F7") or as anything that holds an e-mail address.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.errors import SlackClientError

from assistant.channels.slack.recipients import EMAIL
from assistant.channels.slack.workspaces import Workspace, error_name
from ingest.records import Document

__all__ = ["Owner", "Owners"]

_logger = logging.getLogger(__name__)
_USER = re.compile(r"\b[UW][A-Z0-9]{1,20}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Somebody responsible for a document."""

    user: str
    """Their user id in the workspace."""
    name: str
    """As corpus.toml writes it."""


class Owners:
    """Looks owners up."""

    def of(self, documents: Sequence[Document], workspace: Workspace) -> list[Owner]:
        """Those who can be asked about any of the documents, each once."""
        found: dict[str, Owner] = {}
        for document in documents:
            user = self._user(document.owner or "", workspace)
            if user and user not in found:
                found[user] = Owner(user=user, name=document.owner or user)
        return list(found.values())

    @staticmethod
    def _user(owner: str, workspace: Workspace) -> str | None:
        email = EMAIL.search(owner)
        if email is None:
            user = _USER.search(owner)
            return user[0] if user else None
        try:
            found = workspace.client.users_lookupByEmail(email=email[0])
        except (SlackClientError, OSError) as error:
            _logger.warning("slack_owner_unknown %s", error_name(error))
            return None
        return str((found.get("user") or {}).get("id") or "") or None
