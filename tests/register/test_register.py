"""The register keeps every report, in order, for good; on SQLite and on PostgreSQL."""

from __future__ import annotations

import dataclasses
import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from registers import ANNE, METTE, NOW, Clock, new, register_over
from sqlalchemy import text

from assistant.access.identity import Identity
from assistant.errors import NotAllowed, RegisterBroken, ReportConflict, RequestInvalid, StoreUnreadable
from assistant.question import ANYBODY, Asker
from assistant.register import people
from assistant.register.anchor import Head
from assistant.register.register import Register
from assistant.register.seen import Sight
from assistant.store.location import Location
from assistant.store.store import Store

MANAGER = Asker.known(METTE)


@pytest.fixture
def clock() -> Clock:
    """At 1 October 2025."""
    return Clock()


@pytest.fixture
def register(store: Store, tmp_path: Path, clock: Clock) -> Register:
    """An empty register."""
    return register_over(store, tmp_path, clock=clock)


def test_an_empty_register_is_whole(register: Register) -> None:
    """A new installation has nothing to mend."""
    state = register.check()

    assert state.is_whole
    assert state.head == Head(0, "")


def test_a_report_is_kept_as_it_was_given(register: Register) -> None:
    """Every field, to the letter."""
    done = dt.date(2025, 9, 30)
    given = new("completed", "m", completed_on=done, evidence="https://x.example/1", wording="HAIBA er på plads")
    register.report(given, by=METTE)

    (entry,) = register.history("m")
    report = entry.report("Mette")
    assert (entry.n, entry.goal, entry.reported_at, entry.recorded_at) == (1, "g", NOW, NOW)
    assert (report.status, report.completed_on, report.note) == ("completed", done, "Fordi.")
    assert (report.evidence, report.wording, report.reported_by) == (given.evidence, given.wording, "Mette")


def test_a_correction_is_a_further_entry(register: Register) -> None:
    """What was said remains said."""
    register.report(new("red"), by=METTE)
    register.report(new("green"), by=ANNE)

    assert [entry.status for entry in register.history("g")] == ["red", "green"]
    assert register.check().is_whole


def test_a_subject_has_a_history_of_its_own(register: Register) -> None:
    """Reports about others in between change nothing."""
    for subject in "abab":
        register.report(new(subject=subject), by=METTE)

    assert [entry.n for entry in register.history("b")] == [2, 4]
    assert register.history("c") == ()


def test_who_may_not_report_does_not(register: Register) -> None:
    """An employee reads; a manager of one goal reports on that one."""
    with pytest.raises(NotAllowed, match="may not report"):
        register.report(new(), by=Identity(person="x", name="X"))
    with pytest.raises(NotAllowed):
        register.report(new(subject="h", goal="h"), by=ANNE)

    assert register.head().n == 0


def test_a_report_on_what_has_changed_meanwhile_is_refused_with_the_latest(register: Register) -> None:
    """The second of two managers must see what the first one said before overruling it."""
    register.report(new("green"), by=METTE, expected=0)
    with pytest.raises(ReportConflict) as refused:
        register.report(new("red"), by=ANNE, expected=0)

    assert refused.value.version == 1
    assert refused.value.latest.status == "green"
    assert register.report(new("red"), by=ANNE, expected=1).n == 2


def test_of_reporters_at_once_who_expect_the_same_one_is_heard(register: Register) -> None:
    """And every other is told, so that nobody's report is overruled unseen."""

    def tries(who: int) -> bool:
        try:
            register.report(new(note=str(who)), by=METTE, expected=0)
        except ReportConflict:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        heard = list(pool.map(tries, range(8)))

    assert heard.count(True) == 1
    assert len(register.history("g")) == 1


def test_writers_at_once_lose_nothing(register: Register, location: Location, tmp_path: Path) -> None:
    """Eight writers, two stores: every acknowledged report is there, and the chain holds."""
    elsewhere = Store(location)
    registers = (register, register_over(elsewhere, tmp_path))

    def writes(who: int) -> list[str]:
        notes = [f"{who}.{n}" for n in range(6)]
        for note in notes:
            registers[who % 2].report(new(note=note, subject=str(who % 3)), by=METTE)
        return notes

    with ThreadPoolExecutor(8) as pool:
        acknowledged = [note for notes in pool.map(writes, range(8)) for note in notes]
    kept = [entry.note for entry in register.entries()]
    elsewhere.close()

    assert sorted(filter(None, kept)) == sorted(acknowledged)
    assert register.check().is_whole


def test_several_reports_are_added_all_or_none(register: Register) -> None:
    """Half an import is worse than none."""
    with pytest.raises(NotAllowed):
        register.report_all([new(), new(subject="h", goal="h")], by=ANNE)
    assert register.head().n == 0

    added = register.report_all([new(), new(), new(subject="m")], by=ANNE)
    assert [entry.n for entry in added] == [1, 2, 3]
    assert register.report_all([], by=ANNE) == ()
    assert register.check().is_whole


def test_nothing_is_done_or_reported_in_the_future(register: Register) -> None:
    """A slip in the year would stand for a year."""
    with pytest.raises(RequestInvalid, match="after today"):
        register.report(new("completed", completed_on=dt.date(2026, 9, 30)), by=METTE)
    with pytest.raises(RequestInvalid, match="still to come"):
        register.report(new(reported_at=NOW + dt.timedelta(seconds=1)), by=METTE)


def test_what_is_imported_keeps_its_time_and_shows_when_it_came(register: Register) -> None:
    """Last round's returns were reported then, and taken in now."""
    then = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
    entry = register.report(new("fulfilled", reported_at=then), by=METTE)

    assert (entry.reported_at, entry.recorded_at) == (then, NOW)


def test_a_clock_that_goes_back_breaks_nothing(register: Register, clock: Clock) -> None:
    """Order is by number; the clock only says what it said."""
    register.report(new("red"), by=METTE)
    clock.now = NOW - dt.timedelta(days=400)
    register.report(new("green"), by=METTE)

    assert [entry.status for entry in register.history("g")] == ["red", "green"]
    assert register.check().is_whole


def test_an_anchor_that_cannot_be_written_stops_the_report(store: Store, tmp_path: Path) -> None:
    """What is not anchored could be cut unseen, so it is not acknowledged, nor kept."""
    (tmp_path / "register.anchor").mkdir()
    register = register_over(store, tmp_path)
    with pytest.raises(StoreUnreadable, match="anchors the register"):
        register.report(new(), by=METTE)

    assert register.head().n == 0


def test_nothing_is_added_to_a_register_that_was_changed(register: Register, store: Store) -> None:
    """A further entry would bury the break."""
    for _ in range(3):
        register.report(new(), by=METTE)
    with store.writing() as connection:
        connection.execute(text("DELETE FROM register_entries WHERE n = 3"))
    with pytest.raises(RegisterBroken, match="entry 3 on"):
        register.report(new(), by=METTE)

    assert register.head().n == 2


def test_nobody_is_named_in_the_chain(register: Register, store: Store) -> None:
    """Names stand beside it, where they can be removed."""
    register.report(new(), by=METTE)
    with store.reading() as connection:
        chained = str(connection.execute(text("SELECT * FROM register_entries")).all())
        known = people.names(connection)

    assert "Mette" not in chained
    assert "mette" not in chained
    assert list(known.values()) == ["Mette Sørensen"]


def test_one_person_has_one_pseudonym_and_the_latest_name(register: Register, store: Store) -> None:
    """People marry; who reported is still the same person."""
    first = register.report(new(), by=METTE)
    second = register.report(new(), by=dataclasses.replace(METTE, name="Mette Holm"))
    other = register.report(new(), by=ANNE)
    with store.reading() as connection:
        known = people.names(connection)

    assert first.by == second.by != other.by
    assert known[first.by] == "Mette Holm"


def test_an_erased_person_leaves_the_chain_whole(register: Register, store: Store) -> None:
    """The key is gone, so nothing leads back; the reports stay."""
    entry = register.report(new(), by=METTE)
    with store.writing() as connection:
        assert people.erase(connection, METTE.person)
        assert not people.erase(connection, METTE.person)
    again = register.report(new(), by=METTE)
    seen = Sight(register, employees_see_interim=True)(ANYBODY).history("g")

    assert [report.reported_by for report in seen] == [entry.by, "Mette Sørensen"]
    assert again.by != entry.by
    assert register.check().is_whole


def test_a_name_put_under_another_pseudonym_by_hand_is_found(register: Register, store: Store) -> None:
    """Who swaps two people's rows changes who said what."""
    by = {who.person: register.report(new(), by=who).by for who in (METTE, ANNE)}
    with store.writing() as connection:
        for person, pseudonym in (
            (METTE.person, "x"),
            (ANNE.person, by[METTE.person]),
            (METTE.person, by[ANNE.person]),
        ):
            change = text("UPDATE people SET pseudonym = :to WHERE person = :person")
            connection.execute(change, {"to": pseudonym, "person": person})

    state = register.check()
    assert set(state.false_pseudonyms) == set(by.values())
    assert not state.is_whole


def test_everybody_sees_what_stands_at_one_moment(register: Register) -> None:
    """A report that comes while an answer is made is in the next one."""
    sight = Sight(register, employees_see_interim=True)
    register.report(new("red"), by=METTE)
    before = sight(ANYBODY)
    register.report(new("green"), by=METTE)
    after = sight(ANYBODY)

    assert [report.status for report in before.history("g")] == ["red"]
    assert [report.status for report in after.history("g")] == ["red", "green"]
    assert before.head != after.head


def test_a_register_that_nobody_wrote_to_is_not_read_again(
    register: Register, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most questions come long after the last report; and the first one after a report is told of it."""
    stamps: list[tuple[int, ...] | None] = [(1,), (1,), (2,), None]
    monkeypatch.setattr(store, "stamp", lambda: stamps.pop(0))
    sight = Sight(register, employees_see_interim=True)
    register.report(new("red"), by=METTE)
    first = sight(ANYBODY)
    register.report(new("green"), by=METTE)
    same, after = sight(ANYBODY), sight(ANYBODY)
    register.report(new("yellow"), by=METTE)

    assert [[report.status for report in seen.history("g")] for seen in (first, same, after, sight(ANYBODY))] == [
        ["red"],
        ["red"],
        ["red", "green"],
        ["red", "green", "yellow"],
    ]


@pytest.mark.parametrize(
    "given",
    [new("red"), new("completed", completed_on=dt.date(2025, 9, 1), round="interim")],
    ids=["a light", "any status of the interim round"],
)
def test_an_interim_report_hidden_from_employees_is_as_if_never_made(register: Register, given: object) -> None:
    """Neither it nor that there is one shows anywhere, the register's state included."""
    sight = Sight(register, employees_see_interim=False)
    register.report(new("fulfilled", "m"), by=METTE)
    before = sight(ANYBODY)
    register.report(given, by=METTE)
    employee, manager = sight(ANYBODY), sight(MANAGER)

    assert employee.latest("g") is None
    assert employee.head == before.head
    assert manager.latest("g") is not None
    assert employee.latest("m") == manager.latest("m")


def test_a_shorter_register_is_read_anew(register: Register, store: Store, tmp_path: Path) -> None:
    """A backup that was put in force must not be read on top of what was there before."""
    sight = Sight(register, employees_see_interim=True)
    for status in ("red", "green"):
        register.report(new(status), by=METTE)
    sight(ANYBODY)
    head = Head(1, register.entries()[1].previous)
    with store.writing() as connection:
        connection.execute(text("DELETE FROM register_entries WHERE n = 2"))
    register.anchor.restored(head)

    assert [report.status for report in sight(ANYBODY).history("g")] == ["red"]
    assert register.check().is_whole


def test_no_status_is_told_from_a_register_that_was_changed(register: Register, store: Store) -> None:
    """Everything else can still be answered."""
    register.report(new("red"), by=METTE)
    with store.writing() as connection:
        connection.execute(text("UPDATE register_entries SET body = replace(body, 'red', 'green')"))
    seen = Sight(register, employees_see_interim=True)(ANYBODY)

    assert seen.head == "broken"
    with pytest.raises(RegisterBroken):
        seen.latest("g")
    with pytest.raises(RegisterBroken):
        seen.history("g")


def test_a_reader_beside_a_writer_is_never_alarmed(register: Register) -> None:
    """An entry that is committed but not yet confirmed is nothing wrong."""
    stop, states = threading.Event(), []

    def checks() -> None:
        while not stop.is_set():
            states.append(register.check().is_whole)

    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(checks)
        for _ in range(15):
            register.report(new(), by=METTE)
        stop.set()
        looking.result()

    assert states
    assert all(states)
