"""Reminders go out on working days, before what is coming and after what is over; what was missed is made good."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path

import pytest
from answer_scenes import assistant_over, write_corpus
from test_year_wheel import DESCRIBED, PLAN

from assistant.access.identity import Identity, Role
from assistant.access.outside import OutsideIdentities, OutsideIdentity
from assistant.assistant import Assistant
from assistant.channels.reminder_commands import reminders_command
from assistant.onboarding.working_days import WorkingDays
from assistant.question import ANYBODY
from assistant.register.outlook import Timing, due_on, outlook
from assistant.register.reminders import Occasion, followed_plans, wheel_of
from assistant.store.store import open_store
from ingest.settings import load_settings

ROOT = Path(__file__).parents[2]
TIMING = Timing(is_working=WorkingDays(zone=load_settings({}).time_zone).is_working)


def _days(assistant: Assistant, first: str, last: str, timing: Timing = TIMING) -> list[tuple[str, str]]:
    known = assistant.knowledge(ANYBODY)
    found = outlook(
        known,
        assistant.statuses(ANYBODY),
        wheel_of(known),
        timing,
        first=dt.date.fromisoformat(first),
        last=dt.date.fromisoformat(last),
    )
    return [(str(each.on), each.reminder.occasion.value) for each in found]


def _due(assistant: Assistant, day: str, timing: Timing = TIMING) -> list[tuple[Occasion, str]]:
    known, today = assistant.knowledge(ANYBODY), dt.date.fromisoformat(day)
    found = due_on(known, assistant.statuses(ANYBODY), wheel_of(known), timing, today=today)
    return [(each.occasion, str(each.on)) for each in found]


def _over(tmp_path: Path, *, more: str = "", sentence: str = "Der følges op i efteråret 2027.") -> Assistant:
    corpus = write_corpus(tmp_path / "c", {"plan.md": PLAN.format(sentence=sentence)}, described=DESCRIBED + more)
    return assistant_over(corpus, tmp_path / "var")


def test_a_year_ahead_of_a_plan(tmp_path: Path) -> None:
    """Before a day off for what is coming, after it for what has begun or is over; the holidays are Denmark's."""
    assert _days(_over(tmp_path), "2027-01-01", "2028-01-31") == [
        ("2027-06-16", "due_soon"),
        ("2027-06-25", "due_soon"),  # the 27th is a Sunday
        ("2027-07-01", "digest"),
        ("2027-09-01", "round"),
        ("2027-12-01", "digest"),
        ("2027-12-17", "due_soon"),
        ("2027-12-28", "due_soon"),
        ("2028-01-03", "digest"),  # New Year's Day is a Saturday
    ]


def test_a_round_with_a_day_is_told_of_before_it(tmp_path: Path) -> None:
    """On the day itself it is too late to write anything."""
    found = _days(_over(tmp_path, more="interim_on = 2027-10-14\n"), "2027-09-01", "2027-10-20")

    assert found == [("2027-09-30", "round"), ("2027-10-11", "round"), ("2027-10-15", "digest")]


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2027-06-16", [(Occasion.DUE_SOON, "2027-06-16")]),
        ("2027-06-20", []),  # a Sunday
        ("2027-06-23", [(Occasion.DUE_SOON, "2027-06-16")]),
        ("2027-06-24", []),
        ("2027-06-30", [(Occasion.DUE_SOON, "2027-06-27")]),
        ("2027-07-01", [(Occasion.DIGEST, "2027-07-01")]),
        ("2027-07-08", [(Occasion.DIGEST, "2027-07-01")]),
        ("2027-07-09", []),
    ],
)
def test_what_was_missed_is_due_for_a_week(tmp_path: Path, day: str, due: list[tuple[Occasion, str]]) -> None:
    """And never once the time it speaks of is over."""
    assert _due(_over(tmp_path), day) == due


def test_of_two_that_say_the_same_one_goes_out(tmp_path: Path) -> None:
    """After some days without power nobody needs the reminder of Monday and that of Wednesday."""
    timing, assistant = dataclasses.replace(TIMING, lead_days=(7, 6, 5)), _over(tmp_path)

    assert _due(assistant, "2027-06-25", timing) == [(Occasion.DUE_SOON, "2027-06-25")]
    assert _due(assistant, "2027-06-28", timing) == [(Occasion.DUE_SOON, "2027-06-25")]


def test_last_years_plan_is_followed_up_and_an_earlier_version_is_not(tmp_path: Path) -> None:
    """The annual round comes when the next plan is in force; a plan that was corrected is not asked about twice."""
    assistant = _over(tmp_path)
    known = assistant.knowledge(ANYBODY)
    (plan,) = known.documents.values()
    for later, kept in (
        (dataclasses.replace(plan, id="next", period_from=dt.date(2028, 1, 1)), ["plan", "next"]),
        (dataclasses.replace(plan, id="next"), ["next"]),
    ):
        goals = [*known.goals, *(dataclasses.replace(each, document="next") for each in known.goals)]
        both = {"plan": dataclasses.replace(plan, superseded_by="next"), "next": later}
        changed = dataclasses.replace(known, documents=both, goals=tuple(goals))

        assert [each.id for each in followed_plans(changed)] == kept


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented plan in a folder of its own, where one of its two owners has a role in Slack."""
    monkeypatch.setenv("RETTESNOR_CORPUS", str(ROOT / "evals" / "corpora" / "kystvagt"))
    monkeypatch.setenv("RETTESNOR_DATA", str(tmp_path))
    assistant_over(ROOT / "evals" / "corpora" / "kystvagt", tmp_path)
    store = open_store(load_settings())
    ida = Identity(person="ida@kystvagten.example", name="Ida Skov", role=Role.MANAGER)
    OutsideIdentities(store).grant(OutsideIdentity(provider="slack", subject="T1:U7", identity=ida))
    store.close()
    return tmp_path


def test_the_command_says_what_will_be_sent_to_whom(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An administrator sees it before anybody is written to, and what is missing for it."""
    assert reminders_command(["--asked-at", "2028-06-10", "--days", "10", "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert len(lines) == 3
    assert lines[0].startswith("2028-06-16  planned time ends 2028-06-30: ")
    assert any("→ Ida Skov (slack:T1:U7)" in line for line in lines)
    assert any('"Jens Aagaard" is not known in Slack; grant a role' in line for line in lines)
    assert lines[-1].startswith("None of these will be sent as things are set")


def test_the_command_speaks_to_programs(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the keys that say the same from one run to the next."""
    assert reminders_command(["--asked-at", "2028-06-10", "--days", "25", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert (found["from"], found["to"], found["is_on"]) == ("2028-06-10", "2028-07-05", False)
    assert [(each["on"], each["occasion"]) for each in found["reminders"]][-1] == ("2028-07-03", "digest")
    assert {each["owner"] for each in found["reminders"]} == {"Ida Skov", "Jens Aagaard", None}
    assert len({(each["key"], each["to"]) for each in found["reminders"]}) == len(found["reminders"])


@pytest.mark.parametrize("days", ["-1", "401", "many", "٣"])
def test_the_command_looks_ahead_so_far_and_no_further(days: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong number is said to be one."""
    with pytest.raises(SystemExit):
        reminders_command(["--days", days])

    assert "is no number of days from 0 to 400" in capsys.readouterr().err
