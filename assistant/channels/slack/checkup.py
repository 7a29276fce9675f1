"""
What a workspace lacks for the assistant to work there.

Owns the checks of `rettesnor slack check`; leaves printing them to `command`. Nothing is posted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from slack_sdk.errors import SlackApiError, SlackClientError

from assistant.access.outside import OutsideIdentities, OutsideIdentity
from assistant.channels.slack.manifest import APP_SCOPE, SCOPES
from assistant.channels.slack.recipients import Recipients
from assistant.channels.slack.workspaces import OneWorkspace, error_name, make_client
from assistant.protocols import Answers
from assistant.question import ANYBODY
from assistant.render.slack_buttons import has_address
from assistant.store.location import locate
from assistant.store.store import open_store
from ingest.errors import RettesnorError
from ingest.knowledge import Knowledge
from ingest.settings import Settings

__all__ = ["Finding", "check_up"]

_MOST_NAMES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    what: str
    is_well: bool
    said: str
    """What was found, and what to do where it is not well."""
    is_needed: bool = True
    """Without it the assistant cannot answer; otherwise only something is missing."""


def check_up(settings: Settings, build: Callable[[Settings], Answers]) -> tuple[Finding, ...]:
    """Everything that was looked at: tokens and their scopes, the way in, links, the index, and who is known."""
    way_in = _http(settings) if settings.slack_mode == "http" else _socket(settings)
    tokens = () if settings.slack_client_id else _bot_token(settings)
    index, known = _index(settings, build)
    return (*tokens, *way_in, _links(settings), index, *(_people(settings, known) if known else ()))


def _bot_token(settings: Settings) -> Sequence[Finding]:
    what = "bot token"
    if not settings.slack_bot_token:
        do = "set RETTESNOR_SLACK_BOT_TOKEN to the token that begins with xoxb- (the app's page, OAuth & Permissions)"
        return [Finding(what=what, is_well=False, said=do)]
    try:
        reply = make_client(settings).auth_test()
    except SlackApiError as error:
        return [Finding(what=what, is_well=False, said=f"Slack says {error_name(error)}; copy the token again")]
    except (SlackClientError, OSError) as error:
        return [Finding(what=what, is_well=False, said=_unreachable(error))]
    found = [Finding(what=what, is_well=True, said=f"speaks as {reply['user']} in {reply['team']}")]
    given = {scope for value in [_header(reply.headers)] for scope in value.split(",") if scope}
    for scope, reason in SCOPES.items():
        said = reason if scope in given else f"missing. {reason} Add it and install the app again"
        found.append(Finding(what=scope, is_well=scope in given, said=said, is_needed=scope == "chat:write"))
    return found


def _header(headers: object) -> str:
    """The scopes of the token, which Slack sends with every reply."""
    pairs = dict(headers).items() if isinstance(headers, dict) else []
    value = next((value for name, value in pairs if str(name).lower() == "x-oauth-scopes"), "")
    return ",".join(value) if isinstance(value, list) else str(value)


def _socket(settings: Settings) -> Sequence[Finding]:
    what = "app-level token"
    if not settings.slack_app_token:
        do = "set RETTESNOR_SLACK_APP_TOKEN to the token that begins with xapp- (Basic Information, App-Level Tokens)"
        return [Finding(what=what, is_well=False, said=do)]
    try:
        make_client(settings).apps_connections_open(app_token=settings.slack_app_token)
    except SlackApiError as error:
        do = f"give it the scope {APP_SCOPE}" if error_name(error) == "missing_scope" else "copy it again"
        return [Finding(what=what, is_well=False, said=f"Slack says {error_name(error)}; {do}")]
    except (SlackClientError, OSError) as error:
        return [Finding(what=what, is_well=False, said=_unreachable(error))]
    return [Finding(what=what, is_well=True, said="opens a connection")]


def _unreachable(error: Exception) -> str:
    return f"Slack cannot be reached ({error_name(error)}); check the network, HTTPS_PROXY and NO_PROXY"


def _http(settings: Settings) -> Sequence[Finding]:
    secret, url = bool(settings.slack_signing_secret), urlsplit(settings.public_url)
    said = "is set" if secret else "set RETTESNOR_SLACK_SIGNING_SECRET (the app's page, Basic Information)"
    address = f"{settings.public_url.rstrip('/')}/slack/events"
    return [
        Finding(what="signing secret", is_well=secret, said=said),
        Finding(
            what="request address",
            is_well=url.scheme == "https",
            said=address if url.scheme == "https" else "Slack needs https; set RETTESNOR_PUBLIC_URL to such an address",
        ),
    ]


def _links(settings: Settings) -> Finding:
    if has_address(settings.public_url):
        return Finding(what="links to documents", is_well=True, said=settings.public_url)
    do = "sources are shown in dialogs; set RETTESNOR_PUBLIC_URL to open them in a browser"
    return Finding(what="links to documents", is_well=False, said=do, is_needed=False)


def _index(settings: Settings, build: Callable[[Settings], Answers]) -> tuple[Finding, Knowledge | None]:
    try:
        known = build(settings).knowledge(ANYBODY)
    except RettesnorError as error:
        return Finding(what="index", is_well=False, said=str(error)), None
    owned = sum(bool(document.owner) for document in known.documents.values())
    said = f"{len(known.documents)} documents, {owned} with somebody to ask"
    return Finding(what="index", is_well=True, said=said), known


def _people(settings: Settings, known: Knowledge) -> Sequence[Finding]:
    """Whether editors and owners are known in Slack, to whom reminders and questions go."""
    granted = _granted(settings)
    workspaces = None if settings.slack_client_id else OneWorkspace(make_client(settings))
    recipients = Recipients(granted, workspaces)
    editors = len(recipients.editors())
    do = 'nobody; settings and digests need one: "rettesnor role grant slack TEAM:USER PERSON --role editor"'
    found = [Finding(what="editors", is_well=editors > 0, said=f"{editors} known" if editors else do, is_needed=False)]
    owners = [owner for goal in known.goals for owner in (goal.owner, *(each.owner for each in goal.milestones))]
    names = sorted({owner for owner in owners if owner})
    if not names:
        said = "corpus.toml names none for goals; reminders go to the editors"
        return [*found, Finding(what="owners", is_well=True, said=said)]
    try:
        unknown = [name for name in names if recipients.owner(name) is None]
    except (SlackClientError, OSError) as error:
        said = f"cannot be looked up ({error_name(error)})"
        return [*found, Finding(what="owners", is_well=False, said=said, is_needed=False)]
    said = f"{len(names) - len(unknown)} of {len(names)} known"
    if unknown:
        said += f"; not {', '.join(unknown[:_MOST_NAMES])}: write an e-mail address beside the name, or grant a role"
    return [*found, Finding(what="owners", is_well=not unknown, said=said, is_needed=False)]


def _granted(settings: Settings) -> Sequence[OutsideIdentity]:
    """Who has a role in another system; looking makes no database."""
    if not locate(settings).is_made:
        return ()
    store = open_store(settings)
    try:
        return OutsideIdentities(store).all()
    finally:
        store.close()
