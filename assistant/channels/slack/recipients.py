"""
Who in Slack a plan's owner is, and who its editors are.

Owns the look-up: an owner is known by a granted role (`rettesnor role`), by a Slack user id or an e-mail address in the
name; leaves what they are sent to `reminding`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError

from assistant.access.identity import Identity
from assistant.access.outside import OutsideIdentity
from assistant.channels.slack.roster import PROVIDER
from assistant.channels.slack.workspaces import WorkspaceGone, Workspaces, error_name
from assistant.question import ANYBODY, Asker

__all__ = ["EMAIL", "Recipient", "Recipients", "is_findable"]

EMAIL = re.compile(r"[^\s<>@,;()]+@[^\s<>@,;()]+\.[^\s<>@,;()]+")
_USER = re.compile(r"\b[UW](?=[A-Z0-9]*\d)[A-Z0-9]{1,20}\b")
"""A user id; every one has a digit, which tells it from an abbreviation such as "UVM"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody in Slack."""

    team: str
    user: str
    identity: Identity | None
    """Who that is here; None when no role was granted."""

    @property
    def address(self) -> str:
        """As the outbox names them."""
        return f"{PROVIDER}:{self.team}:{self.user}"

    @property
    def asker(self) -> Asker:
        """What they may read and do."""
        return ANYBODY if self.identity is None else Asker.known(self.identity)


class Recipients:
    """Looks owners and editors up, among those known at one moment."""

    def __init__(self, known: Sequence[OutsideIdentity], workspaces: Workspaces | None) -> None:
        """Without `workspaces` Slack is not asked, and nobody is found by an id or address alone."""
        self.known = tuple(_recipient(each) for each in known if each.provider == PROVIDER and ":" in each.subject)
        """Everybody in Slack with a role here."""
        self._workspaces = workspaces
        self._found: dict[str, Recipient | None] = {}

    @property
    def scope(self) -> Asker:
        """Somebody who may read what any of them may, to see what there is to be told."""
        groups = [each.identity.groups for each in self.known if each.identity]
        return Asker(groups=frozenset().union(*groups), can_report=True)

    def editors(self) -> tuple[Recipient, ...]:
        """Every editor once, however many workspaces they are in."""
        found: dict[str, Recipient] = {}
        for each in self.known:
            if each.identity and each.identity.is_editor:
                found.setdefault(each.identity.person, each)
        return tuple(found.values())

    def owner(self, name: str) -> Recipient | None:
        """
        Who it is whom corpus.toml or a plan calls `name`; None when nobody knows.

        Raises:
            SlackClientError, OSError: If Slack cannot be asked right now.
        """
        if name not in self._found:
            self._found[name] = self._granted(name) or self._in_slack(name)
        return self._found[name]

    def _granted(self, name: str) -> Recipient | None:
        """By the person, name or user id of a granted role."""
        email, user = EMAIL.search(name), _USER.search(name)
        words = {each.casefold() for each in (name.strip(), email[0] if email else "") if each}
        for each in self.known:
            identity = each.identity
            if identity and words & {identity.person.casefold(), identity.name.casefold()}:
                return each
        return next((each for each in self.known if user and each.user == user[0]), None)

    def _in_slack(self, name: str) -> Recipient | None:
        email, user = EMAIL.search(name), _USER.search(name)
        if self._workspaces is None or not (email or user):
            return None
        teams = self._workspaces.teams()
        for team in teams:
            found = _with_email(self._workspaces, team, email[0]) if email else None
            if found:
                return Recipient(team=team, user=found, identity=self._identity(team, found))
        # An id alone does not say in which of several workspaces.
        if user and len(teams) == 1:
            return Recipient(team=teams[0], user=user[0], identity=None)
        return None

    def _identity(self, team: str, user: str) -> Identity | None:
        return next((each.identity for each in self.known if (each.team, each.user) == (team, user)), None)


def is_findable(name: str) -> bool:
    """Whether Slack may know somebody by what stands in `name`: an e-mail address or a user id."""
    return bool(EMAIL.search(name) or _USER.search(name))


def _recipient(known: OutsideIdentity) -> Recipient:
    team, _, user = known.subject.partition(":")
    return Recipient(team=team, user=user, identity=known.identity)


def _with_email(workspaces: Workspaces, team: str, email: str) -> str | None:
    """The user with this address, if there is one and the app may see addresses."""
    try:
        found = workspaces.workspace(team).client.users_lookupByEmail(email=email)
    except WorkspaceGone:
        return None
    except SlackApiError as error:
        if error_name(error) in ("users_not_found", "missing_scope"):
            return None
        raise
    return str((found.get("user") or {}).get("id") or "") or None
