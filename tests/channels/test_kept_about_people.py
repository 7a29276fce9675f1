"""Every table that says something about a person is shown to them and erased with them; a new table has to say."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sqlalchemy import Connection, MetaData, inspect

from assistant.access.identity import Identity, Role
from assistant.access.outside import OutsideIdentities, OutsideIdentity
from assistant.access.tokens import AccessTokens
from assistant.channels.kept import kept_about_people
from assistant.channels.slack.records import Place, Records
from assistant.delivery import Item, Outbox, Queue
from assistant.onboarding.approvals import NOBODY, Approvals
from assistant.onboarding.enrolments import Enrolments, StepState, make_enrolment
from assistant.register.draft import NewReport
from assistant.register.opening import open_register, whole_register
from assistant.status import ReportedStatus
from assistant.store.location import locate
from assistant.store.store import Store
from ingest.settings import Settings, load_settings

METTE = Identity(person="mette@x.example", name="Mette Sørensen", role=Role.MANAGER)
BENT = Identity(person="bent@x.example", name="Bent Holm", role=Role.MANAGER)
USERS = {METTE.person: "UMETTE7", BENT.person: "UBENT77"}
MARKS = {METTE.person: "red", BENT.person: "blue"}
"""What tells the rows about one from those about the other, without saying who."""
NOW = dt.datetime(2025, 5, 20, 8, tzinfo=dt.UTC)

WITHOUT = {
    "feedback": "what is said of answers, masked, to the day, without who said it",
    "gaps": "questions without an answer, masked, to the day, without who asked",
    "migrations": "names of migrations",
    "model_spending": "tokens sent to a language model and received, by day",
    "register_entries": "reporters by a pseudonym, whose way back stands in people",
    "slack_channels": "how a channel wants it",
    "slack_installations": "tokens of workspaces, encrypted",
    "slack_states": "installations under way, by a random word",
}
"""Tables with nothing that leads to a person, and what they hold instead."""


def _in_access(store: Store, who: Identity) -> None:
    AccessTokens(store).mint(who, by=who.person, lasts=None)
    AccessTokens(store).mint(BENT, by=who.person, lasts=None)


def _outside(store: Store, who: Identity) -> None:
    subject = f"T1:{USERS[who.person]}"
    OutsideIdentities(store).grant(OutsideIdentity(provider="slack", subject=subject, identity=who))


def _in_boxes(store: Store, who: Identity) -> None:
    user = USERS[who.person]
    asked = {"text": "Hvem?", "user": user}
    item = Item(key=f"T1:C1:{user}", kind="question", recipient=f"slack:T1:{user}", payload=asked, not_before=NOW)
    Queue(store, "in").put(item, aliases=[f"click:{user}:1"])
    Outbox(store).put(
        Item(key=f"x:{user}", kind="welcome", recipient=f"slack:T1:{user}", payload={"text": "Hej"}, not_before=NOW)
    )
    done = Queue(store, "out").take()
    assert done is not None
    Queue(store, "out").finish(done)
    named = {"text": "…", "blocks": [{"type": "user", "user_id": user}]}
    Outbox(store).put(
        Item(
            key=f"p:{MARKS[who.person]}",
            kind="question_to_person",
            recipient="slack:T1:C9",
            payload=named,
            not_before=NOW,
        )
    )


def _in_register(settings: Settings) -> Callable[[Store, Identity], None]:
    def seed(store: Store, who: Identity) -> None:
        register = open_register(settings, store)
        made = NewReport(subject=f"g-{MARKS[who.person]}", goal="g", status=ReportedStatus.GREEN)
        register.report(made, by=who)

    return seed


def _in_approvals(store: Store, who: Identity) -> None:
    Approvals(store).approve(f"module-{MARKS[who.person]}", digest="d", approver=who.name, at=NOW)


def _in_onboarding(store: Store, who: Identity) -> None:
    enrolments = Enrolments(store)
    made = make_enrolment(who.person, "employee", NOW.date(), recipient=f"slack:T1:{USERS[who.person]}")
    beside = make_enrolment(f"buddy-of-{MARKS[who.person]}", "buddy", NOW.date(), beside=who.person)
    enrolments.enrol([made, beside], at=NOW)
    enrolments.record(made.id, "values", on=NOW.date(), state=StepState.GIVEN, digest="d")
    enrolments.done(made.id, "values", on=NOW.date(), order=f"order-{USERS[who.person]}")


def _in_slack(store: Store, who: Identity) -> None:
    records, user = Records(store), USERS[who.person]
    records.meet("T1", user, at=NOW)
    records.begin(Place(team="T1", channel="C1", thread=f"ts-{user}"), user, at=NOW)


SHOWN: Mapping[str, str] = {
    "access_tokens": "minted_for_somebody_else",
    "outside_identities": "T1:UMETTE7",
    "delivery_items": '"text": "Hvem?"',
    "delivery_names": "click:UMETTE7:1",
    "people": '"by": "p-',
    "onboarding_approvals": "module-red",
    "onboarding_enrolments": '"journey": "employee"',
    "onboarding_steps": '"step": "values"',
    "onboarding_orders": "order-UMETTE7",
    "slack_people": '"met_at": "2025-05-20',
    "slack_threads": "ts-UMETTE7",
}
"""Tables that say something about a person, and what of the seeded rows an export has to show."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data folder of its own."""
    return load_settings({"RETTESNOR_DATA": str(tmp_path / "data")}, file=tmp_path / "none.toml")


@pytest.fixture
def store(settings: Settings) -> Store:
    """A database in which two people have left traces everywhere."""
    opened = Store(locate(settings))
    for who in (METTE, BENT):
        for seed in (
            _in_access,
            _outside,
            _in_boxes,
            _in_register(settings),
            _in_approvals,
            _in_onboarding,
            _in_slack,
        ):
            seed(opened, who)
    return opened


def rows(store: Store) -> dict[str, list[str]]:
    """Every row of every table, as text."""

    def all_rows(connection: Connection) -> dict[str, list[str]]:
        known = MetaData()
        known.reflect(connection)
        return {
            table.name: [" | ".join(map(str, row)) for row in connection.execute(table.select())]
            for table in known.sorted_tables
        }

    with store.reading() as connection:
        return all_rows(connection)


def test_every_table_says_whether_it_is_about_people(store: Store) -> None:
    """Whoever adds a table decides here: an export shows it and an erasure clears it, or why neither has to."""
    with store.reading() as connection:
        tables = set(inspect(connection).get_table_names())

    assert tables == set(SHOWN) | set(WITHOUT)
    assert not set(SHOWN) & set(WITHOUT)
    assert all(rows(store)[table] for table in SHOWN), "a table about people has no seeded row to be tested with"


def test_an_export_shows_every_table_about_a_person(store: Store, settings: Settings) -> None:
    """All of theirs, nothing of anybody else's, and no secret."""
    found = {each.name: list(each.export(METTE.person)) for each in kept_about_people(settings, store)}
    told = json.dumps(found, ensure_ascii=False)

    assert {table: shown for table, shown in SHOWN.items() if shown not in told} == {}
    assert [word for word in (BENT.person, BENT.name, "UBENT77", "blue", "hash", "secret") if word in told] == []


def test_an_erasure_leaves_nothing_in_any_table_that_leads_to_a_person(store: Store, settings: Settings) -> None:
    """What is left of them is what they reported and approved, by nobody; others keep theirs."""
    before = rows(store)
    counted = {each.name: each.erase(METTE.person) for each in kept_about_people(settings, store)}
    after = rows(store)
    traces = [f"{table}: {row}" for table, found in after.items() for row in found if leads_to(METTE, row)]

    assert all(counted.values())
    assert traces == []
    assert len(after["register_entries"]) == len(before["register_entries"])
    assert len(after["onboarding_approvals"]) == 2
    assert {each.approver for each in Approvals(store).newest().values()} == {NOBODY, BENT.name}
    assert all(
        sum(leads_to(BENT, row) for row in after[table]) == sum(leads_to(BENT, row) for row in before[table])
        for table in SHOWN
    )
    assert whole_register(settings)[0]
    assert [each.export(METTE.person) for each in kept_about_people(settings, store)] == [[]] * len(counted)


def leads_to(who: Identity, row: str) -> bool:
    """Whether a row says who somebody is."""
    return any(word in row for word in (who.person, who.name, USERS[who.person]))


@pytest.mark.parametrize("name", ["slack:T1:UMETTE7"])
def test_somebody_known_by_their_slack_id_alone_is_found(settings: Settings, name: str) -> None:
    """Most people in Slack have no role here."""
    store = Store(locate(settings))
    _in_slack(store, METTE)
    _in_boxes(store, METTE)
    told = json.dumps([list(each.export(name)) for each in kept_about_people(settings, store)])
    erased = sum(each.erase(name) for each in kept_about_people(settings, store))

    assert "ts-UMETTE7" in told
    assert erased == 5
    assert [row for found in rows(store).values() for row in found if "UMETTE7" in row] == []
