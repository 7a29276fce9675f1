"""One's own onboarding in Slack: written orders, the buttons under a step, and the home tab."""

from __future__ import annotations

import datetime as dt

import pytest
from fake_slack import FakeSlack
from fakes import FakeAnswers, tiny_knowledge
from test_slack_clicks import grant

from assistant.access.identity import Role
from assistant.clock import system_clock
from assistant.delivery import Item, Outbox
from assistant.onboarding.enrolments import Enrolment, Enrolments, StepState, make_enrolment
from assistant.onboarding.order_words import read_order
from assistant.store.store import Store
from assistant.texts import load_texts
from ingest.records import Language

pytestmark = pytest.mark.usefixtures("connection")

TODAY = dt.date(2025, 5, 20)


@pytest.fixture
def mine(records: Store) -> Enrolment:
    """U1 is on the journey of a new employee, and has had two steps."""
    made = make_enrolment("anna@ssi.example", "employee", TODAY, recipient="slack:T1:U1")
    Enrolments(records).enrol([made], at=system_clock())
    for step in ("purpose", "values"):
        Enrolments(records).record(made.id, step, on=TODAY, state=StepState.GIVEN, digest="")
    return made


def now(records: Store, mine: Enrolment) -> Enrolment:
    """The enrolment as it is kept now."""
    return next(each for each in Enrolments(records).all() if each.id == mine.id)


def done(records: Store, mine: Enrolment) -> set[str]:
    """The steps that are done."""
    return {step.step for step in Enrolments(records).given(mine.id).values() if step.done_on}


def given_step(slack: FakeSlack, records: Store, mine: Enrolment, step: str) -> dict[str, object]:
    """The message of a step, as it is sent."""
    buttons = [
        {"label": label, "question": question}
        for label, question in (
            ("Færdig", f"onboarding færdig {step}"), ("Udskyd en uge", "onboarding udskyd 5"),
            ("Pause", "onboarding pause"),
        )
    ]  # fmt: skip
    Outbox(records).put(
        Item(
            key=f"onboarding:{mine.id}:{step}", kind="question_to_person", recipient="slack:T1:U1",
            payload={"text": "Velkommen.", "buttons": buttons}, not_before=system_clock(),
        )
    )  # fmt: skip
    return slack.wait_for_own("DU1")


def test_orders_are_written_in_a_direct_message(slack: FakeSlack, records: Store, mine: Enrolment) -> None:
    """Whoever is on a journey says it in a word."""
    paused = slack.wait_for_reply(slack.dm("pause"))
    assert now(records, mine).paused_on is not None
    slack.wait_for_reply(slack.dm("fortsæt, tak"))
    slack.wait_for_reply(slack.dm("udsæt en uge"))
    slack.wait_for_reply(slack.dm("færdig"))
    english = slack.wait_for_reply(slack.dm("på engelsk, tak"))

    assert "holder pause" in paused["text"]
    assert "Fortsæt" in str(paused["blocks"])
    assert english["text"] == "From now on the steps come in English."
    assert (now(records, mine).paused_on, now(records, mine).language) == (None, Language.ENGLISH)
    assert now(records, mine).shift_days >= 5
    assert done(records, mine) == {"values"}


def test_bare_words_are_questions_from_others(slack: FakeSlack, answers: FakeAnswers) -> None:
    """Somebody on no journey means something else by "pause"."""
    slack.wait_for_reply(slack.dm("pause"))

    assert [question.text for question, _ in answers.asked] == ["pause"]


def test_what_names_no_step_is_a_question(slack: FakeSlack, answers: FakeAnswers, mine: Enrolment) -> None:
    """Somebody who is done with a project says nothing about their onboarding."""
    slack.wait_for_reply(slack.dm("færdig med haiba"))

    assert mine.journey == "employee"
    assert [question.text for question, _ in answers.asked] == ["færdig med haiba"]


def test_nobody_orders_in_a_channel(slack: FakeSlack, answers: FakeAnswers, records: Store, mine: Enrolment) -> None:
    """What somebody is learning is nobody else's business."""
    slack.wait_for_reply(slack.mention("onboarding pause"), channel="C1")

    assert now(records, mine).paused_on is None
    assert len(answers.asked) == 1


def test_the_private_command_takes_orders(slack: FakeSlack, records: Store, mine: Enrolment) -> None:
    """Wherever they are, with nobody reading along."""
    slack.slash("onboarding pause")

    assert "holder pause" in slack.wait_for_whisper()["text"]
    assert now(records, mine).paused_on is not None


def test_a_journey_is_begun_by_whoever_wants_one(slack: FakeSlack, records: Store) -> None:
    """Nobody has to be enrolled by an administrator, known or not."""
    grant(records, "U1", Role.EMPLOYEE)
    slack.wait_for_reply(slack.dm("Start onboarding"))
    slack.wait_for_reply(slack.dm("start onboarding som leder", user="U2"), channel="DU2")
    found = {each.person: (each.journey, each.recipient) for each in Enrolments(records).all()}

    assert found == {
        "U1@ssi.example": ("employee", "slack:T1:U1"),
        "slack:T1:U2": ("leader", "slack:T1:U2"),
    }


def test_words_under_a_step_are_about_that_step(slack: FakeSlack, records: Store, mine: Enrolment) -> None:
    """The newest step is not the one they have just answered to."""
    step = given_step(slack, records, mine, "purpose")
    slack.dm("færdig", thread_ts=str(step["ts"]))
    slack.state.wait_until(lambda: bool(done(records, mine)), 5)

    assert done(records, mine) == {"purpose"}


def test_an_answer_is_asked_for_in_another_language(
    slack: FakeSlack, answers: FakeAnswers, records: Store, mine: Enrolment
) -> None:
    """In the thread of an answer "in English" is about the answer."""
    ts = slack.dm("Hvad er mål 1?")
    slack.wait_for_reply(ts)
    slack.dm("på engelsk, tak", thread_ts=ts)
    slack.wait_for_reply(ts, count=2)

    assert len(answers.asked) == 2
    assert now(records, mine).language is Language.DANISH


def test_buttons_under_a_step_carry_orders(slack: FakeSlack, records: Store, mine: Enrolment) -> None:
    """One press does it; pausing can be pressed again, and postponing counts once for each button."""
    step = given_step(slack, records, mine, "purpose")
    for count, label in enumerate(("Færdig", "Pause", "Udskyd en uge"), start=1):
        slack.click("DU1", step, label)
        slack.wait_for_reply(str(step["ts"]), count=count)
    slack.wait_for_reply(slack.dm("fortsæt"))
    slack.click("DU1", step, "Pause")
    slack.wait_for_reply(str(step["ts"]), count=4)
    slack.click("DU1", step, "Udskyd en uge")
    slack.wait_for_whisper()

    assert done(records, mine) == {"purpose"}
    assert now(records, mine).paused_on is not None
    assert now(records, mine).shift_days - 5 <= 1


def test_official_words_are_one_click_away(slack: FakeSlack, records: Store) -> None:
    """A list in an edition's words leads to what the document says."""
    place = ["plan-2025", 32, 64]
    payload = {"text": "- “We measure what matters.”", "behind": [place], "language": "en"}
    Outbox(records).put(
        Item(key="onboarding:e:s", kind="question_to_person", recipient="slack:T1:U1", payload=payload,
             not_before=system_clock())
    )  # fmt: skip
    slack.click("DU1", slack.wait_for_own("DU1"), "Official wording")

    assert tiny_knowledge().documents["plan-2025"].text[32:64] in str(slack.wait_for_dialog()["blocks"])


def test_home_shows_where_somebody_is(slack: FakeSlack, records: Store, mine: Enrolment) -> None:
    """Progress, what comes next, and the same orders to press; nobody else sees it."""
    slack.open_tab()
    home = str(slack.wait_for_home(holding="Min onboarding"))
    slack.click_home("Pause")
    paused = str(slack.wait_for_home(holding="Forløbet holder pause"))
    slack.click_home("Færdig med det seneste")
    slack.wait_for_home(holding="1 af 6")
    slack.open_tab(user="U2")

    assert "0 af 6 trin er færdige" in home
    assert "Målene i planen" in home
    assert "Fortsæt" in paused
    # Both steps were given in other words than these documents have.
    assert 'Dokumenterne siger nu noget andet, end da du fik: "Hvad vi er til for", "Sådan vil vi arbejde"' in home
    assert done(records, mine) == {"values"}
    assert "af 6" not in str(slack.wait_for_home(user="U2"))


def test_a_journey_is_begun_from_home(slack: FakeSlack, records: Store) -> None:
    """The first page somebody opens leads on."""
    slack.open_tab(user="U2")
    slack.wait_for_home(user="U2", holding="Start onboarding")
    slack.click_home("Start onboarding", user="U2")
    slack.wait_for_home(user="U2", holding="0 of 6")

    assert [each.language for each in Enrolments(records).all()] == [Language.ENGLISH]


def test_every_button_of_a_step_is_an_order_or_a_question() -> None:
    """What a button says is read by the same rules as what people write."""
    texts = load_texts()
    names = ("start", "pause", "resume", "postpone", "done", "show", "english", "danish")
    orders = [texts.say(language, f"onboarding_orders.{name}_order") for language in Language for name in names]

    assert all(read_order(order) is not None for order in orders)
