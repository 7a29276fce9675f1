"""
Workspaces that installed the app by OAuth, each with its token, encrypted in the store.

Owns the two tables of installations and of those under way, and the keys; leaves the pages of OAuth to `web`.
A token is sealed with Fernet (AES-128-CBC and HMAC-SHA256) under the first of the keys; the others still open what
they sealed, so that a key can be changed without installing anew. Source: https://cryptography.io/en/latest/fernet/
"""

from __future__ import annotations

import datetime as dt
import json
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.installation_store import InstallationStore
from slack_sdk.oauth.state_store import OAuthStateStore
from sqlalchemy import Text, column, select, table

from assistant.channels.slack.workspaces import Workspace, WorkspaceGone, make_client
from assistant.clock import Clock
from assistant.store.store import Store
from assistant.store.types import Moment
from ingest.errors import SettingInvalid
from ingest.settings import Settings

__all__ = ["InstallStates", "Installations"]

_INSTALLED = table("slack_installations", column("team", Text), column("sealed", Text), column("installed_at", Moment))
_STATES = table("slack_states", column("state", Text), column("expires_at", Moment))
_STATE_LASTS = dt.timedelta(minutes=10)


def _cipher_of(settings: Settings) -> MultiFernet:
    """
    What seals and opens tokens.

    Raises:
        SettingInvalid: If there is no key, or one that is none.
    """
    keys = [key.strip() for key in settings.slack_store_key.split(",") if key.strip()]
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        got = "is not set" if not keys else "holds something that is no key"
        msg = f"RETTESNOR_SLACK_STORE_KEY {got}; set it to what `rettesnor slack key` prints, and keep a copy."
        raise SettingInvalid(msg) from error


class Installations(InstallationStore):
    """Every workspace that installed the app; as Bolt's OAuth pages want it, and as `Workspaces`."""

    def __init__(self, store: Store, settings: Settings, *, clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._cipher = _cipher_of(settings)

    def save(self, installation: Installation) -> None:
        """Keep it; an earlier one of the same workspace is replaced."""
        bot = installation.to_bot()
        kept = {
            "token": bot.bot_token,
            "user": bot.bot_user_id,
            "bot": bot.bot_id or "",
            "scopes": list(bot.bot_scopes),
        }
        sealed = self._cipher.encrypt(json.dumps(kept).encode()).decode()
        with self._store.writing() as connection:
            connection.execute(_INSTALLED.delete().where(_INSTALLED.c.team == bot.team_id))
            row = {"team": bot.team_id, "sealed": sealed, "installed_at": self._clock()}
            connection.execute(_INSTALLED.insert().values(row))

    def save_bot(self, bot: Bot) -> None:
        """Nothing more than `save` keeps."""

    def workspace(self, team: str) -> Workspace:
        """
        The workspace with this id, read anew each time: what was removed is gone at once, in every process.

        Raises:
            WorkspaceGone: If the app is not installed there, or its token cannot be opened.
        """
        with self._store.reading() as connection:
            sealed = connection.execute(select(_INSTALLED.c.sealed).where(_INSTALLED.c.team == team)).scalar()
        if sealed is None:
            msg = f"The app is not installed in workspace {team}; install it at /slack/install."
            raise WorkspaceGone(msg)
        try:
            kept = json.loads(self._cipher.decrypt(sealed.encode()))
        except InvalidToken as error:
            msg = f"The token of workspace {team} is sealed with a key that RETTESNOR_SLACK_STORE_KEY lacks; add it."
            raise WorkspaceGone(msg) from error
        client = make_client(self._settings, kept["token"])
        return Workspace(team=team, client=client, user=kept["user"], bot=kept["bot"], token=kept["token"])

    def teams(self) -> tuple[str, ...]:
        """Every workspace that has the app installed, by id."""
        with self._store.reading() as connection:
            return tuple(connection.scalars(select(_INSTALLED.c.team).order_by(_INSTALLED.c.team)))

    def forget(self, team: str) -> None:
        """The app was removed there, or its token revoked."""
        with self._store.writing() as connection:
            connection.execute(_INSTALLED.delete().where(_INSTALLED.c.team == team))


class InstallStates(OAuthStateStore):
    """States of installations under way: each good once, in any process."""

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def issue(self, *_: object, **__: object) -> str:
        """A new state."""
        state = secrets.token_urlsafe(32)
        with self._store.writing() as connection:
            connection.execute(_STATES.delete().where(_STATES.c.expires_at < self._clock()))
            connection.execute(_STATES.insert().values(state=state, expires_at=self._clock() + _STATE_LASTS))
        return state

    def consume(self, state: str) -> bool:
        """Whether the state was issued, not long ago and not consumed yet."""
        good = (_STATES.c.state == state, _STATES.c.expires_at >= self._clock())
        with self._store.writing() as connection:
            return bool(connection.execute(_STATES.delete().where(*good)).rowcount)
