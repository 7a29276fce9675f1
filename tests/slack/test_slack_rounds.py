"""What is due reaches people in Slack by itself: once, in working hours, whatever was restarted in between."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from fake_slack import FakeSlack
from fakes import FakeAnswers
from slack_runs import Hands, Process

from assistant.channels.rounds import make_rounds
from assistant.onboarding.enrolments import Enrolments, make_enrolment
from assistant.store.store import Store
from ingest.settings import Settings

JOURNEY = """
id: lab
role: employee
title: {da: Laboratoriet, en: The laboratory}
steps:
  - {id: hello, day: 1, title: {da: Velkommen, en: Welcome}, text: {da: Hej., en: Hello.}, needs_quotes: false}
  - {id: promise, day: 2, title: {da: Løftet, en: Promise}, text: {da: Svar., en: Answer.}, needs_quotes: false}
"""
FRIDAY = dt.datetime(2025, 5, 23, 8, 0, tzinfo=dt.UTC)


@pytest.fixture
def hands() -> Hands:
    """Stands at a Friday morning."""
    return Hands(FRIDAY)


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """With a journey of our own."""
    folder = tmp_path / "corpus" / "onboarding" / "journeys"
    folder.mkdir(parents=True)
    (folder / "lab.yaml").write_text(JOURNEY, encoding="utf-8")
    return dataclasses.replace(settings, corpus=tmp_path / "corpus")


def enrol(records: Store) -> None:
    """Begin the journey on the Friday."""
    made = make_enrolment("anna@ssi.example", "lab", FRIDAY.date(), recipient="slack:T1:U1")
    Enrolments(records).enrol([made], at=FRIDAY)


def titles(slack: FakeSlack) -> list[str]:
    """The first line of everything written to the newcomer."""
    return [each["text"].splitlines()[0] for each in slack.own("DU1")]


def test_a_step_comes_by_itself_and_once_after_a_restart(slack: FakeSlack, records: Store, process: Process) -> None:
    """Nobody has to run a command for it, and a new version of the program repeats nothing."""
    enrol(records)
    with process():
        slack.wait_for_own("DU1")
    for _ in range(2):
        with process():
            pass

    assert [title for title in titles(slack) if "Velkommen" in title] == titles(slack)
    assert len(titles(slack)) == 1


def test_two_processes_give_a_step_once(slack: FakeSlack, records: Store, process: Process) -> None:
    """`rettesnor serve` and `rettesnor slack` may run side by side."""
    enrol(records)
    with contextlib.ExitStack() as running:
        for _ in range(3):
            running.enter_context(process())
        slack.wait_for_own("DU1")

    assert len(titles(slack)) == 1


def test_a_missed_day_is_caught_up_with_in_working_hours(
    slack: FakeSlack, records: Store, process: Process, hands: Hands
) -> None:
    """The machine was off on Friday and comes back on Saturday: people hear of it on Monday morning."""
    enrol(records)
    for moment in ("2025-05-24T08:00", "2025-05-25T08:00", "2025-05-26T06:00"):
        hands.now = dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)
        with process():
            pass
    before = titles(slack)
    hands.now = dt.datetime(2025, 5, 26, 7, 0, tzinfo=dt.UTC)
    with process():
        slack.wait_for_own("DU1", count=2)

    assert before == []
    assert [any(word in title for title in titles(slack)) for word in ("Velkommen", "Løftet")] == [True, True]
    assert len(titles(slack)) == 2


@pytest.fixture
def quoting(settings: Settings) -> Settings:
    """With a journey whose first step quotes the goals."""
    quotes = "quotes: [{find: goals}], needs_quotes: false}"
    text = JOURNEY.replace("en: Hello.}, needs_quotes: false}", f"en: Hello.}}, {quotes}")
    (settings.corpus / "onboarding" / "journeys" / "lab.yaml").write_text(text, encoding="utf-8")
    return settings


def _reword(answers: FakeAnswers, words: str) -> None:
    goal, *others = answers.everything.goals
    quote = goal.title or goal.wording
    assert quote is not None
    said = dataclasses.replace(quote, text=words)
    answers.everything = dataclasses.replace(
        answers.everything, goals=(dataclasses.replace(goal, title=said, wording=said), *others)
    )


@pytest.mark.usefixtures("quoting")
def test_a_step_whose_document_changes_is_followed_by_a_note_once(
    slack: FakeSlack, records: Store, process: Process, answers: FakeAnswers
) -> None:
    """What was sent goes on being read; each new wording is told under it, whatever is restarted."""
    enrol(records)
    with process():
        slack.wait_for_own("DU1")
    (step,) = slack.own("DU1")
    for words, count in (("Vi gør det om.", 2), ("Vi gør det om.", 2), ("Vi gør det helt om.", 3)):
        _reword(answers, words)
        with process():
            slack.wait_for_own("DU1", count=count)
        with process():
            pass
    notes = [each for each in slack.own("DU1") if each is not step and "ændret" in each["text"]]

    assert [each.get("thread_ts") for each in notes] == [step["ts"]] * 2
    assert ["Vi gør det om." in each["text"] for each in notes] == [True, False]
    assert "Vi gør det helt om." in notes[1]["text"]


def test_looking_makes_no_database(answers: FakeAnswers, settings: Settings, tmp_path: Path, hands: Hands) -> None:
    """A server that answers questions and keeps nothing goes on keeping nothing."""
    make_rounds(answers, settings, clock=hands).look()

    assert not (tmp_path / "rettesnor.db").exists()
