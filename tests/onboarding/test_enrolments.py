"""Enrolments and what is kept of them: the steps and whether they are done, never what anybody thought."""

from __future__ import annotations

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import inspect

from assistant.errors import RequestInvalid
from assistant.onboarding.approvals import Approvals
from assistant.onboarding.completion import completed_all, completed_module, count_groups
from assistant.onboarding.enrolments import Enrolment, Enrolments, StepState, make_enrolment
from assistant.onboarding.intake import read_starters
from assistant.onboarding.journeys import JourneyRole
from assistant.onboarding.library import Library
from assistant.onboarding.training import Training
from assistant.onboarding.working_days import WorkingDays
from assistant.store.store import Store
from ingest.records import Language

ZONE = ZoneInfo("Europe/Copenhagen")
NOW = dt.datetime(2025, 5, 20, 10, tzinfo=ZONE)
TODAY = NOW.date()
DAYS = WorkingDays(zone=ZONE)


@pytest.fixture
def enrolments(store: Store) -> Enrolments:
    """Its enrolments."""
    return Enrolments(store)


def _enrolled(enrolments: Enrolments, person: str = "anna", journey: str = "employee") -> Enrolment:
    made = make_enrolment(person, journey, TODAY, recipient=f"test:{person}")
    enrolments.enrol([made], at=NOW)
    return made


def _complete(enrolments: Enrolments, library: Library, enrolment: Enrolment) -> None:
    for step in library.journeys[enrolment.journey].steps:
        enrolments.record(enrolment.id, step.id, on=TODAY, state=StepState.GIVEN, digest="")
        enrolments.done(enrolment.id, step.id, on=TODAY)


def test_somebody_is_enrolled_once(enrolments: Enrolments) -> None:
    """A list imported twice must not greet anybody twice."""
    first, second = (make_enrolment("anna", "employee", TODAY) for _ in range(2))

    assert enrolments.enrol([first], at=NOW) == (first,)
    assert enrolments.enrol([second], at=NOW) == ()
    assert enrolments.all() == (first,)


def test_a_step_is_recorded_once_and_done_once(enrolments: Enrolments) -> None:
    """The first record stands, whoever comes second."""
    anna = _enrolled(enrolments)

    assert enrolments.record(anna.id, "purpose", on=TODAY, state=StepState.GIVEN, digest="a")
    assert not enrolments.record(anna.id, "purpose", on=TODAY, state=StepState.LEFT_OUT, digest="b")
    assert enrolments.given(anna.id)["purpose"].state is StepState.GIVEN
    assert enrolments.done(anna.id, "purpose", on=TODAY)
    assert not enrolments.done(anna.id, "purpose", on=TODAY)
    assert not enrolments.done(anna.id, "values", on=TODAY)


def test_no_column_could_hold_an_answer_or_a_score(store: Store) -> None:
    """What is not kept cannot be read by anybody, asked for or leaked."""
    with store.reading() as connection:
        found = {
            column["name"]
            for table in ("onboarding_enrolments", "onboarding_steps", "onboarding_orders")
            for column in inspect(connection).get_columns(table)
        }

    assert found == {
        "id", "person", "journey", "start", "language", "recipient", "beside", "shift_days", "paused_on", "created_at",
        "enrolment", "step", "given_on", "state", "digest", "done_on", "noted", "key", "carried_out_on",
    }  # fmt: skip


def test_export_holds_all_of_one_person_and_nothing_of_another(enrolments: Enrolments) -> None:
    """Whoever asks what is kept of them gets it whole."""
    anna, _ = _enrolled(enrolments), _enrolled(enrolments, "bo")
    enrolments.record(anna.id, "purpose", on=TODAY, state=StepState.GIVEN, digest="a")
    exported = json.dumps(enrolments.export({"anna"}))

    assert "anna" in exported
    assert "purpose" in exported
    assert "bo" not in exported


def test_erasing_forgets_one_person_and_leaves_the_others(store: Store, enrolments: Enrolments) -> None:
    """Nobody else's journey may be lost with theirs, and no trace of them may stay beside it."""
    anna = _enrolled(enrolments)
    beside = make_enrolment("bo", "buddy", TODAY, beside="anna")
    enrolments.enrol([beside], at=NOW)
    enrolments.record(anna.id, "purpose", on=TODAY, state=StepState.GIVEN, digest="a")
    with store.writing() as connection:
        erased = enrolments.erase(connection, {"anna"})

    assert erased == 1
    assert enrolments.of_person("anna") == ()
    assert enrolments.given(anna.id) == {}
    assert [each.beside for each in enrolments.all()] == [None]


def test_somebody_is_one_person_by_all_their_names(store: Store, enrolments: Enrolments) -> None:
    """A journey begun in Slack before anybody knew who it was belongs to them too, and goes with them."""
    early = make_enrolment("slack:T1:U1", "employee", TODAY, recipient="slack:T1:U1")
    enrolments.enrol([early, make_enrolment("anna", "buddy", TODAY)], at=NOW)
    enrolments.pause(early.id, on=TODAY, order="T1:D1:1.1")
    names = {"anna", "slack:T1:U1"}
    exported = json.dumps(enrolments.export(names))
    with store.writing() as connection:
        erased = enrolments.erase(connection, names)

    assert [each.journey for each in enrolments.all()] == []
    assert erased == 2
    assert "T1:D1:1.1" in exported
    assert "T1:D1:1.1" not in json.dumps(enrolments.export(names))


def test_an_approval_is_for_what_was_read(store: Store, library: Library) -> None:
    """Whoever approved one text did not approve another."""
    approvals = Approvals(store)
    training = Training(approvals=approvals.newest)
    before = training.approval("bias")
    approvals.approve("bias", digest=library.digests["bias"], approver="Mette Holm", at=NOW)
    after = training.approval("bias")
    approvals.approve("bias", digest="of another text", approver="Mette Holm", at=NOW + dt.timedelta(days=1))

    assert before is None
    assert after is not None
    assert after.approver == "Mette Holm"
    assert training.approval("bias") is None
    assert training.approved() == frozenset()


def test_an_approver_has_a_name(store: Store) -> None:
    """Nobody in particular stands behind nothing."""
    with pytest.raises(RequestInvalid, match="needs a name"):
        Approvals(store).approve("bias", digest="x", approver="  ", at=NOW)


def test_small_groups_are_not_counted(enrolments: Enrolments, library: Library) -> None:
    """One of two leaders who has not completed would be known by name to the other."""
    for number in range(6):
        made = _enrolled(enrolments, f"p{number}")
        if number < 4:
            _complete(enrolments, library, made)
    _complete(enrolments, library, _enrolled(enrolments, "leader", "leader"))
    counts = count_groups(
        library, enrolments.all(), enrolments.given_to_all(), completed=completed_module("bias"), least=5, module="bias"
    )
    by_role = {count.role: (count.enrolled, count.completed) for count in counts}

    assert by_role == {JourneyRole.EMPLOYEE: (6, 4), JourneyRole.LEADER: (None, None)}


def test_completed_means_every_given_step_done(enrolments: Enrolments, library: Library) -> None:
    """A step that the documents had nothing for cannot be done, and need not be."""
    anna, buddy = _enrolled(enrolments), library.journeys["buddy"]
    for number, step in enumerate(buddy.steps):
        state = StepState.LEFT_OUT if number else StepState.GIVEN
        enrolments.record(anna.id, step.id, on=TODAY, state=state, digest="")
    before = completed_all(buddy, enrolments.given(anna.id))
    enrolments.done(anna.id, buddy.steps[0].id, on=TODAY)

    assert not before
    assert completed_all(buddy, enrolments.given(anna.id))


def test_starters_come_with_their_companions(library: Library) -> None:
    """A spreadsheet saved in Danish is what people have."""
    text = "\ufeffPerson;Start;Journey;Language;To;Buddy;Manager\nanna;2026-02-02;leader;en;slack:T1:U1;bo;\n;;;;;;\n"
    found = read_starters(text, library)

    assert [(each.person, each.journey, each.language, each.recipient, each.beside) for each in found] == [
        ("anna", "leader", Language.ENGLISH, "slack:T1:U1", None),
        ("bo", "buddy", Language.ENGLISH, None, "anna"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("person,begin\nanna,2026-02-02\n", "a column 'begin'"),
        ("person\nanna\n", "no column 'start'"),
        ("person,start\nanna,2. februar\n", "Row 2: the start '2. februar' is no date"),
        ("person,start,journey\nanna,2026-02-02,king\n", "Row 2: there is no journey 'king'"),
        ("person,start,language\nanna,2026-02-02,sv\n", "Row 2: the language 'sv'"),
        ("person,start\nanna,2026-02-02\n,2026-02-02\n", "Row 3: nobody is named"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(library: Library, text: str, said: str) -> None:
    """All or none: half a list would be worse than an error."""
    with pytest.raises(RequestInvalid) as raised:
        read_starters(text, library)

    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("start", "number", "day"),
    [
        ("2025-05-20", 1, "2025-05-20"),
        ("2025-05-24", 1, "2025-05-26"),
        ("2025-04-14", 5, "2025-04-23"),
        ("2025-12-22", 4, "2025-12-30"),
        ("2025-06-04", 2, "2025-06-06"),
        ("2024-04-24", 4, "2024-04-29"),
    ],
    ids=["same day", "weekend", "Easter", "Christmas", "Constitution Day", "Prayer Day is no holiday any more"],
)
def test_working_days_know_the_danish_year(start: str, number: int, day: str) -> None:
    """A welcome on Easter Monday reaches nobody."""
    assert DAYS.nth(dt.date.fromisoformat(start), number) == dt.date.fromisoformat(day)
    assert DAYS.number(dt.date.fromisoformat(start), dt.date.fromisoformat(day)) == number


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2025-05-20T08:29+02:00", False),
        ("2025-05-20T08:30+02:00", True),
        ("2025-05-20T15:59+02:00", True),
        ("2025-05-20T16:00+02:00", False),
        ("2025-10-27T07:30+00:00", True),
        ("2025-10-27T06:45+00:00", False),
        ("2025-06-09T12:00+02:00", False),
    ],
)
def test_quiet_hours_are_those_of_the_clock_on_the_wall(moment: str, is_open: bool) -> None:
    """When the clocks change, nobody is written to an hour early."""
    assert DAYS.is_open(dt.datetime.fromisoformat(moment)) is is_open
