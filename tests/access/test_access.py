"""Who somebody is and what they may do, over every kind of store."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.access.identity import Identity, Role, local_editor
from assistant.access.outside import OutsideIdentities, OutsideIdentity
from assistant.access.tokens import AccessTokens
from assistant.errors import NotFound, RequestInvalid
from assistant.question import ANYBODY, Asker
from assistant.store.location import Location
from assistant.store.store import Store

NOW = dt.datetime(2025, 5, 20, 9, tzinfo=dt.UTC)
METTE = Identity(
    person="mette@ssi.example",
    name="Mette Sørensen",
    role=Role.MANAGER,
    goals=frozenset({"plan/maal-1"}),
    groups=frozenset({"ledelse"}),
)


class Clock:
    """A clock that tests move."""

    now = NOW

    def __call__(self) -> dt.datetime:
        """Whatever it was set to."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """At 2025-05-20."""
    return Clock()


@pytest.fixture
def tokens(store: Store, clock: Clock) -> AccessTokens:
    """The tokens of an empty store."""
    return AccessTokens(store, clock=clock)


@pytest.mark.parametrize(
    ("role", "goals", "goal", "may"),
    [
        (Role.EMPLOYEE, None, "a", False),
        (Role.MANAGER, None, "a", True),
        (Role.MANAGER, frozenset({"a"}), "a", True),
        (Role.MANAGER, frozenset({"a"}), "b", False),
        (Role.MANAGER, frozenset(), "a", False),
        (Role.EDITOR, None, "a", True),
    ],
)
def test_who_may_report(role: Role, goals: frozenset[str] | None, goal: str, *, may: bool) -> None:
    """A manager of one goal says nothing about another's."""
    assert Identity(person="x", name="x", role=role, goals=goals).may_report(goal) is may


def test_goals_are_a_managers() -> None:
    """An editor with named goals could mean two things."""
    with pytest.raises(RequestInvalid, match="manager only"):
        Identity(person="x", name="x", role=Role.EDITOR, goals=frozenset({"a"}))


def test_nobody_has_no_name() -> None:
    """A report has to be somebody's."""
    with pytest.raises(RequestInvalid, match="needs a person"):
        Identity(person=" ", name="x")


def test_an_asker_who_is_known_reads_and_reports_as_their_identity_says() -> None:
    """Channels translate who somebody is in one place."""
    asker = Asker.known(METTE)

    assert (asker.groups, asker.can_report, asker.identity) == (METTE.groups, True, METTE)
    assert not Asker.known(Identity(person="x", name="x")).can_report
    assert ANYBODY.identity is None


def test_whoever_runs_commands_is_a_named_editor() -> None:
    """What is reported on the machine itself is somebody's too."""
    editor = local_editor()

    assert editor.is_editor
    assert editor.person == f"local:{editor.name}"


def test_a_token_stands_for_whom_it_was_minted_for(tokens: AccessTokens) -> None:
    """Role, goals and groups come back as given."""
    minted = tokens.mint(METTE, by="local:x", lasts=None)

    assert tokens.identify(minted.secret) == METTE


@pytest.mark.parametrize(
    "spoil", [str.upper, lambda s: s[:-1] + ("B" if s[-1] == "A" else "A"), lambda s: s + " ", lambda _: ""]
)
def test_a_spoilt_secret_is_nobody(tokens: AccessTokens, spoil: object) -> None:
    """One character is all an attacker needs to vary."""
    minted = tokens.mint(METTE, by="local:x", lasts=None)

    assert callable(spoil)
    assert tokens.identify(spoil(minted.secret)) is None


def test_the_secret_of_one_token_is_none_of_another(tokens: AccessTokens) -> None:
    """The id in a secret only says where to look."""
    one, other = (tokens.mint(METTE, by="x", lasts=None) for _ in range(2))

    assert tokens.identify(one.secret.replace(one.token.id, other.token.id)) is None


@pytest.mark.parametrize("strange", ["x" * 100_000, "\ud800", "rettesnor_", "' OR 1=1 --", "\0"])
def test_strange_secrets_are_nobody(tokens: AccessTokens, strange: str) -> None:
    """What comes in a header can be anything."""
    assert tokens.identify(strange) is None


def test_a_token_ends_when_it_expires(tokens: AccessTokens, clock: Clock) -> None:
    """It is refused from that moment on, and so is it when the clock is exact."""
    minted = tokens.mint(METTE, by="x", lasts=dt.timedelta(days=1))
    clock.now = NOW + dt.timedelta(days=1, microseconds=-1)
    before = tokens.identify(minted.secret)
    clock.now = NOW + dt.timedelta(days=1)

    assert before == METTE
    assert tokens.identify(minted.secret) is None


def test_a_revoked_token_is_refused_at_once_everywhere(tokens: AccessTokens, location: Location) -> None:
    """Another process keeps no list of its own."""
    minted = tokens.mint(METTE, by="x", lasts=None)
    elsewhere = Store(location)
    AccessTokens(elsewhere).revoke(minted.token.id)
    elsewhere.close()

    assert tokens.identify(minted.secret) is None


def test_revoking_twice_keeps_the_first_time(tokens: AccessTokens, clock: Clock) -> None:
    """When it ended is a record."""
    minted = tokens.mint(METTE, by="x", lasts=None)
    tokens.revoke(minted.token.id)
    clock.now = NOW + dt.timedelta(days=9)

    assert tokens.revoke(minted.token.id).revoked_at == NOW


def test_revoking_what_is_not_there_is_told(tokens: AccessTokens) -> None:
    """A slip of the fingers must not look like success."""
    with pytest.raises(NotFound, match="token list"):
        tokens.revoke("nothing")


def test_a_token_that_never_begins_is_refused(tokens: AccessTokens) -> None:
    """It would be a riddle to its holder."""
    with pytest.raises(RequestInvalid, match="longer than no time"):
        tokens.mint(METTE, by="x", lasts=dt.timedelta())


def test_no_secret_is_kept(tokens: AccessTokens, store: Store) -> None:
    """Who reads the database cannot act as those in it."""
    minted = tokens.mint(METTE, by="x", lasts=None)
    with store.reading() as connection:
        rows = str(connection.execute(text("SELECT * FROM access_tokens")).all())

    assert minted.secret[-43:] not in rows
    assert minted.token.id in rows


def test_tokens_are_listed_oldest_first(tokens: AccessTokens, clock: Clock) -> None:
    """A list that jumps about cannot be compared with last month's."""
    ids = []
    for day in range(3):
        clock.now = NOW + dt.timedelta(days=day)
        ids.append(tokens.mint(METTE, by="x", lasts=None).token.id)

    assert [token.id for token in tokens.all()] == ids


def test_an_outside_user_is_whom_an_editor_says(store: Store) -> None:
    """The last word counts, and only for that user of that system."""
    known = OutsideIdentities(store)
    known.grant(OutsideIdentity(provider="slack", subject="T1:U1", identity=Identity(person="x", name="x")))
    known.grant(OutsideIdentity(provider="slack", subject="T1:U1", identity=METTE))

    assert known.identify(provider="slack", subject="T1:U1") == METTE
    assert known.identify(provider="oidc", subject="T1:U1") is None
    assert [outside.identity for outside in known.all()] == [METTE]


def test_an_outside_user_can_be_forgotten(store: Store) -> None:
    """Who has left must not report."""
    known = OutsideIdentities(store)
    known.grant(OutsideIdentity(provider="slack", subject="T1:U1", identity=METTE))
    known.revoke(provider="slack", subject="T1:U1")

    assert known.identify(provider="slack", subject="T1:U1") is None
    with pytest.raises(NotFound, match="role list"):
        known.revoke(provider="slack", subject="T1:U1")


def test_the_command_line_shows_a_secret_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a person does by hand: mint, list, revoke, list."""
    from assistant.channels.access_commands import role_command, token_command

    monkeypatch.setenv("RETTESNOR_DATA", str(tmp_path))
    token_command(["create", "mette@ssi.example", "--role", "manager", "--goal", "g"])
    secret = capsys.readouterr().out.strip()
    token_command(["list"])
    listed = capsys.readouterr().out
    token_command(["revoke", secret.split("_")[1]])
    token_command(["list"])
    after = capsys.readouterr().out
    role_command(["grant", "slack", "T1:U1", "mette@ssi.example", "--role", "editor"])
    role_command(["list"])
    granted = capsys.readouterr().out

    assert secret.startswith("rettesnor_")
    assert "mette@ssi.example  manager  g" in listed
    assert "good" in listed
    assert secret not in listed
    assert "revoked" in after
    assert "slack     T1:U1    mette@ssi.example  editor" in granted
