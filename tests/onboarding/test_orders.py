"""What people say about their own journey is understood, carried out once, and replied to."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from assistant.onboarding.enrolments import Enrolment, Enrolments, StepState
from assistant.onboarding.journeys import JourneyRole
from assistant.onboarding.order_words import OrderKind, read_order
from assistant.onboarding.orders import Orders, Reply
from assistant.onboarding.training import Training
from assistant.onboarding.working_days import WorkingDays
from assistant.store.store import Store
from assistant.texts import load_texts
from ingest.records import Language

ZONE = ZoneInfo("Europe/Copenhagen")
NOW = dt.datetime(2025, 5, 20, 10, tzinfo=ZONE)
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("start onboarding", OrderKind.START),
        ("Onboarding pause", OrderKind.PAUSE),
        ("pause my onboarding.", OrderKind.PAUSE),
        ("Kan du sætte min onboarding på pause?", OrderKind.PAUSE),
        ("please put it on hold", OrderKind.PAUSE),
        ("onboarding fortsæt", OrderKind.RESUME),
        ("go on", OrderKind.RESUME),
        ("onboarding done values", OrderKind.DONE),
        ("jeg er færdig", OrderKind.DONE),
        ("I\u2019m done with it", OrderKind.DONE),
        ("onboarding på engelsk", OrderKind.SPEAK),
        ("På engelsk, tak", OrderKind.SPEAK),
        ("can I get it in English?", OrderKind.SPEAK),
        ("onboarding status", OrderKind.SHOW),
        ("hvor langt er jeg?", OrderKind.SHOW),
    ],
)
def test_orders_are_understood(text: str, kind: OrderKind) -> None:
    """Plain words, in either language, as people write them to somebody they know."""
    order = read_order(text)

    assert order is not None
    assert order.kind is kind


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("udskyd", 5), ("onboarding udskyd 10", 10), ("udsæt en uge", 5), ("udsæt to uger, tak", 10),
        ("postpone 3 days", 3), ("can you postpone it by a week?", 5), ("udskyd 3 dage", 3), ("snooze for two days", 2),
    ],
)  # fmt: skip
def test_postponing_says_how_long(text: str, days: int) -> None:
    """A week is five working days."""
    order = read_order(text)

    assert order is not None
    assert (order.kind, order.days) == (OrderKind.POSTPONE, days)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("udskyd til mandag", "2025-05-26"), ("postpone until Monday", "2025-05-26"),
        ("udsæt til på fredag", "2025-05-23"),
        ("can you postpone it to next week?", "2025-05-26"), ("vent til næste uge, tak", "2025-05-26"),
        ("postpone to next Friday please", "2025-05-30"), ("udskyd til næste tirsdag", "2025-05-27"),
        ("snooze until tomorrow", "2025-05-21"), ("udskyd til i morgen", "2025-05-21"),
        ("kan du udskyde det til den 2. juni?", "2025-06-02"), ("postpone until 3 June", "2025-06-03"),
        ("delay until June 3rd", "2025-06-03"), ("onboarding udskyd til 15/6", "2025-06-15"),
        ("udskyd til den 15.", "2025-06-15"), ("wait until after the weekend", "2025-05-26"),
        ("udskyd til efter weekenden", "2025-05-26"), ("postpone until tuesday", "2025-05-27"),
        ("udskyd til næste måned", "2025-06-01"), ("postpone until 1 March", "2026-03-01"),
    ],
)  # fmt: skip
def test_postponing_may_name_a_day(text: str, day: str) -> None:
    """The day as people name it, seen from Tuesday 20 May 2025: the next such one that is to come."""
    order = read_order(text)

    assert order is not None
    assert order.kind is OrderKind.POSTPONE
    assert order.until is not None
    assert str(order.until.on(TODAY)) == day


def test_an_order_says_whether_it_names_onboarding() -> None:
    """The bare word means something else from somebody who is on no journey."""
    named, bare, leader = read_order("onboarding pause"), read_order("pause"), read_order("start onboarding som leder")

    assert named is not None
    assert named.is_named
    assert bare is not None
    assert not bare.is_named
    assert leader is not None
    assert leader.role is JourneyRole.LEADER


@pytest.mark.parametrize(
    "text",
    [
        "Hvad siger planen om onboarding?", "which onboarding should I do?", "onboarding udskyd 999",
        "Er undervisningen i onboarding færdig?", "status for onboarding af ledere", "hvad er status?", "tak",
        "start onboarding of the new lab equipment now", "kan jeg udskyde et trin i forløbet?", "vis målene", "status",
        "how do I pause my onboarding?", "udskyd til jeg er tilbage", "wait until the plan is signed",
        "postpone until 31 February and a half",
        "Er HAIBA færdig?", "done?", "næste målepunkt", "what is it in English?",
    ],
)  # fmt: skip
def test_questions_are_no_orders(text: str) -> None:
    """A question about the plan must reach the assistant, whatever words it uses."""
    assert read_order(text) is None


class Person:
    """Somebody who gives orders."""

    def __init__(self, store: Store) -> None:
        self.enrolments = Enrolments(store)
        self.orders = Orders(
            enrolments=self.enrolments, training=Training(), texts=load_texts(), days=WorkingDays(zone=ZONE)
        )

    @property
    def mine(self) -> Enrolment:
        """The one journey they are on."""
        (found,) = self.enrolments.of_names({"anna"})
        return found

    def start(self, role: JourneyRole | None = None) -> Reply:
        """Begin."""
        journey = self.orders.journey_for(role)
        return self.orders.start(journey, person="anna", recipient=None, now=NOW, language=Language.DANISH)

    def say(self, text: str, *, day: int = 0, key: str | None = None) -> Reply:
        """Order something."""
        order, mine = read_order(text), self.enrolments.of_names({"anna"})
        assert order is not None
        return self.orders.obey(order, mine, now=NOW + dt.timedelta(days=day), language=Language.DANISH, key=key)

    def is_given(self, *steps: str) -> None:
        """These steps were given today."""
        for step in steps:
            self.enrolments.record(self.mine.id, step, on=TODAY, state=StepState.GIVEN, digest="")


@pytest.fixture
def anna(store: Store) -> Person:
    """On no journey yet."""
    return Person(store)


def test_a_journey_is_begun_paused_and_ended_by_its_person(anna: Person) -> None:
    """Whoever is to learn decides when."""
    begun = anna.start()
    anna.is_given("purpose")
    done, english = anna.say("færdig"), anna.say("in English, please")
    paused, shown = anna.say("pause"), anna.say("where am I?")
    resumed = anna.say("resume", day=3)

    assert "20-05-2025" in begun.text
    assert done.text == 'Noteret: "Hvad vi er til for" er færdig. Kun du kan se det.'
    assert english.text == "From now on the steps come in English."
    assert [button.question for button in paused.buttons] == ["onboarding resume"]
    assert shown.text == "New employee: 1 of 6 steps are done. The journey is paused."
    # Three working days rested, so the step of day 3 comes on day 6: the 27th.
    assert resumed.text == 'The journey goes on. The next one, "How we want to work", comes 27-05-2025.'
    assert anna.mine.shift_days == 3


def test_somebody_on_no_journey_is_told_how_to_begin(anna: Person) -> None:
    """An order that changes nothing says so."""
    reply = anna.say("onboarding pause")

    assert [button.question for button in reply.buttons] == ["start onboarding"]
    assert anna.enrolments.all() == ()


def test_a_leader_begins_the_leaders_journey(anna: Person) -> None:
    """Whoever says which one gets it."""
    anna.start(role=JourneyRole.LEADER)

    assert anna.mine.journey == "leader"


def test_a_step_that_waits_for_its_approval_is_not_promised(anna: Person) -> None:
    """Nobody knows when a draft is approved."""
    anna.start()
    anna.is_given("purpose", "values", "goals")

    assert 'Det næste, "Hvad der sker lige nu", kommer' in anna.say("hvor er jeg?").text


def test_an_order_delivered_twice_changes_nothing_twice(anna: Person) -> None:
    """A process that dies between the change and the reply leaves the order to the next one."""
    anna.start()
    anna.is_given("purpose", "values")
    replies = [anna.say("udskyd 5", key="k1").text for _ in range(2)]
    done = [anna.say("færdig", key="k2").text for _ in range(2)]
    anna.say("udskyd 5", key="k3")

    assert replies[0] == replies[1]
    assert done[0] == done[1]
    assert anna.mine.shift_days == 10
    assert sum(step.done_on is not None for step in anna.enrolments.given(anna.mine.id).values()) == 1


def test_nothing_more_comes_before_the_day_that_is_named(anna: Person) -> None:
    """The next step comes then, or on the working day after; said again, the order changes nothing."""
    anna.start()
    anna.is_given("purpose")
    first = anna.say("udskyd til den 7. juni", key="k1").text
    again = anna.say("udskyd til den 7. juni", key="k2").text
    sooner = anna.say("udskyd til mandag").text
    far = anna.say("udskyd til 1. december").text

    assert "07-06-2025" in first
    assert "10-06-2025" in first  # the 9th is Whit Monday
    assert again == first
    assert "26-05-2025" in sooner
    assert "10-06-2025" in sooner
    assert "60" in far
    assert anna.mine.shift_days == 10
