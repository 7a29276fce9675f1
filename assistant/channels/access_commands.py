"""
The commands that say who may do what: `token` and `role`.

Owns their arguments and what they print; leaves the records to `assistant.access`. Whoever runs them acts as the
local editor: who can write to the data folder could do as much without them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from assistant.access.identity import Identity, Role, local_editor
from assistant.channels.command_line import add_action
from assistant.render.json import dump
from ingest.settings import load_settings

__all__ = ["role_command", "token_command"]

DEFAULT_DAYS = 365


def token_command(argv: Sequence[str]) -> int:
    """`rettesnor token`: mint, list and revoke the tokens that show the HTTP interface who somebody is."""
    parser = argparse.ArgumentParser(prog="rettesnor token", description="Tokens for the HTTP interface.")
    actions = parser.add_subparsers(dest="action", required=True, metavar="{create,list,revoke}")
    create = add_action(actions, "create", "mint a token; its secret is shown once")
    _add_identity(create)
    create.add_argument(
        "--days", type=_days, default=DEFAULT_DAYS, help="good for so many days (365); 0: until revoked"
    )
    add_action(actions, "list", "show every token, never its secret")
    revoke = add_action(actions, "revoke", "refuse a token from now on")
    revoke.add_argument("id", help='its id, as "list" shows it')
    arguments = parser.parse_args(argv)
    return {"create": _create_token, "list": _list_tokens, "revoke": _revoke_token}[arguments.action](arguments)


def role_command(argv: Sequence[str]) -> int:
    """`rettesnor role`: say who a user of Slack or of a sign-in service is, and what they may do."""
    parser = argparse.ArgumentParser(prog="rettesnor role", description="What users of other systems may do.")
    actions = parser.add_subparsers(dest="action", required=True, metavar="{grant,list,revoke}")
    grant = add_action(actions, "grant", "know a user from now on, or anew")
    _add_outside(grant)
    _add_identity(grant)
    add_action(actions, "list", "show every known user")
    _add_outside(add_action(actions, "revoke", "know a user no longer"))
    arguments = parser.parse_args(argv)
    return {"grant": _grant, "list": _list_granted, "revoke": _revoke_granted}[arguments.action](arguments)


def _add_identity(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", help="who it is: an e-mail address or initials; the same in every channel")
    parser.add_argument("--name", help="as shown to others (the same as PERSON)")
    parser.add_argument(
        "--role", type=Role, choices=list(Role), default=Role.EMPLOYEE, help="what they may do (employee)"
    )
    parser.add_argument("--goal", action="append", metavar="ID", help="a manager's goal, may be repeated; none: all")
    parser.add_argument(
        "--group", action="append", default=[], metavar="NAME", help="a group they read as; may be repeated"
    )


def _add_outside(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("provider", choices=["slack", "oidc", "proxy"], help="the other system")
    parser.add_argument("subject", help='the user there: "T012AB3C4:U045DE6F7" in Slack, the subject of the sign-in')


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 100 * DEFAULT_DAYS):
        msg = f"{text!r} is no number of days from 0 to {100 * DEFAULT_DAYS}"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def _identity(arguments: argparse.Namespace) -> Identity:
    return Identity(
        person=arguments.person,
        name=arguments.name or arguments.person,
        role=arguments.role,
        goals=frozenset(arguments.goal) if arguments.goal else None,
        groups=frozenset(arguments.group),
    )


@contextmanager
def _access() -> Iterator[tuple[Any, Any]]:
    """The tokens and the outside identities of the store in force."""
    from assistant.access.outside import OutsideIdentities  # --help needs no database
    from assistant.access.tokens import AccessTokens
    from assistant.store.store import open_store

    store = open_store(load_settings())
    try:
        yield AccessTokens(store), OutsideIdentities(store)
    finally:
        store.close()


def _create_token(arguments: argparse.Namespace) -> int:
    identity = _identity(arguments)
    lasts = dt.timedelta(days=arguments.days) if arguments.days else None
    with _access() as (tokens, _):
        minted = tokens.mint(identity, by=local_editor().person, lasts=lasts)
    if arguments.json:
        print(dump(_token_json(minted.token) | {"secret": minted.secret}, indent=2))
        return 0
    print(minted.secret)
    if sys.stdout.isatty():
        print("Keep it now: it is not shown again.", file=sys.stderr)
    return 0


def _list_tokens(arguments: argparse.Namespace) -> int:
    with _access() as (tokens, _):
        found = [_token_json(token) for token in tokens.all()]
    if arguments.json:
        print(dump({"tokens": found}, indent=2))
        return 0
    _print_table(found, ("id", "person", "role", "goals", "groups", "expires_at", "state"))
    return 0


def _revoke_token(arguments: argparse.Namespace) -> int:
    with _access() as (tokens, _):
        token = _token_json(tokens.revoke(arguments.id))
    print(dump(token, indent=2) if arguments.json else f"{token['id']} is revoked.")
    return 0


def _grant(arguments: argparse.Namespace) -> int:
    from assistant.access.outside import OutsideIdentity  # --help needs no database

    outside = OutsideIdentity(provider=arguments.provider, subject=arguments.subject, identity=_identity(arguments))
    with _access() as (_, known):
        known.grant(outside)
    shown = _outside_json(outside)
    said = f"{outside.subject} is {outside.identity.person}, {outside.identity.role.value}."
    print(dump(shown, indent=2) if arguments.json else said)
    return 0


def _list_granted(arguments: argparse.Namespace) -> int:
    with _access() as (_, known):
        found = [_outside_json(outside) for outside in known.all()]
    if arguments.json:
        print(dump({"identities": found}, indent=2))
        return 0
    _print_table(found, ("provider", "subject", "person", "role", "goals", "groups"))
    return 0


def _revoke_granted(arguments: argparse.Namespace) -> int:
    with _access() as (_, known):
        known.revoke(provider=arguments.provider, subject=arguments.subject)
    gone = {"provider": arguments.provider, "subject": arguments.subject}
    print(dump(gone, indent=2) if arguments.json else f"{arguments.subject} is known no longer.")
    return 0


def _identity_json(identity: Identity) -> dict[str, object]:
    return {
        "person": identity.person,
        "name": identity.name,
        "role": identity.role.value,
        "goals": None if identity.goals is None else sorted(identity.goals),
        "groups": sorted(identity.groups),
    }


def _token_json(token: Any) -> dict[str, object]:
    expired = token.revoked_at is None and not token.is_good(dt.datetime.now(dt.UTC))
    return {
        "id": token.id,
        **_identity_json(token.identity),
        "created_at": token.created_at.isoformat(),
        "created_by": token.created_by,
        "expires_at": token.expires_at.isoformat() if token.expires_at else None,
        "revoked_at": token.revoked_at.isoformat() if token.revoked_at else None,
        "state": "revoked" if token.revoked_at else "expired" if expired else "good",
    }


def _outside_json(outside: Any) -> dict[str, object]:
    return {"provider": outside.provider, "subject": outside.subject, **_identity_json(outside.identity)}


def _print_table(found: Sequence[dict[str, object]], columns: Sequence[str]) -> None:
    """The named columns, as wide as what is in them."""
    rows = [columns, *([_cell(each[name]) for name in columns] for each in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(columns))]
    for row in rows:
        print("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return ", ".join(map(str, value)) or "-" if isinstance(value, list) else str(value)
