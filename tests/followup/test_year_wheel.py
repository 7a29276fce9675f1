"""The year wheel says what the plan says and no day more; a reminder goes to whoever has not reported, once."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from answer_scenes import asks, assert_grounded, assistant_over, write_corpus
from icalendar import Calendar

from assistant.answer import AnswerStatus, Kind
from assistant.assistant import Assistant
from assistant.channels.packs import calendar_of
from assistant.question import ANYBODY
from assistant.register.reminders import Occasion, Reminder, reminders
from assistant.register.views import AsOf, NothingReported, Report, Round
from assistant.register.wheel import Precision, WheelEntry, year_wheel
from assistant.status import ReportedStatus
from ingest.records import Language, Quarters

ROOT = Path(__file__).parents[2]


def _wheel(assistant: Assistant) -> tuple[WheelEntry, ...]:
    knowledge = assistant.knowledge(ANYBODY)
    with_goals = {goal.document for goal in knowledge.goals}
    return year_wheel(knowledge, [each for each in knowledge.documents.values() if each.id in with_goals])


def _rounds(assistant: Assistant) -> list[tuple[str, str, str, str]]:
    rounds = [each for each in _wheel(assistant) if each.round]
    return [(str(each.round), each.printed, each.first.isoformat(), each.last.isoformat()) for each in rounds]


def test_rounds_are_read_from_the_plans_sentences(ssi: Assistant) -> None:
    """A season is a season and a month a month: no day is invented."""
    assert _rounds(ssi) == [
        ("interim", "efteråret 2025", "2025-09-01", "2025-11-30"),
        ("annual", "marts 2026", "2026-03-01", "2026-03-31"),
    ]
    assert all(each.source and each.printed in each.source.text for each in _wheel(ssi) if each.round)


PLAN = """# Resultatplan 2027

## 1. Om planen

{sentence}

Kontoret flytter i august 2027.

## 2. Mål

### Mål 1

| Titel | Mål | Målepunkt |
|---|---|---|
| Drift | Driften er stabil. | <ul><li>Nyt system er i drift (Q2).</li><li>Brugerne er tilfredse (Q4).</li></ul> |
"""
DESCRIBED = """
[[organisation]]
id = "x"
name = "Kontoret"
home = true

[[document]]
path = "plan.md"
organisation = "x"
kind = "results_plan"
title = "Resultatplan 2027"
language = "da"
period = "2027"
"""


@pytest.mark.parametrize(
    ("sentence", "rounds"),
    [
        ("Der følges op på målene i juni og december.", [("interim", "juni"), ("interim", "december")]),
        ("Der afrapporteres i 3. kvartal 2027.", [("interim", "3. kvartal 2027")]),
        ("Planen evalueres i foråret 2028 med årsrapporten.", [("annual", "foråret 2028")]),
        ("Progress is reviewed in September 2027.", [("interim", "September 2027")]),
        ("Et midtvejsmøde holdes i sommeren 2027.", [("interim", "sommeren 2027")]),
        ("Planen blev til i november 2026.", []),
    ],
)
def test_rounds_of_any_plan(tmp_path: Path, sentence: str, rounds: list[tuple[str, str]]) -> None:
    """Months, quarters and seasons, in both languages; a month without a follow-up is none."""
    corpus = write_corpus(tmp_path / "c", {"plan.md": PLAN.format(sentence=sentence)}, described=DESCRIBED)

    assert [each[:2] for each in _rounds(assistant_over(corpus, tmp_path / "var"))] == rounds


def test_an_editor_may_set_the_day(tmp_path: Path) -> None:
    """Only a person knows it; the plan's own words stay beside it."""
    text = PLAN.format(sentence="Der følges op i efteråret 2027.")
    corpus = write_corpus(tmp_path / "c", {"plan.md": text}, described=f"{DESCRIBED}interim_on = 2027-10-14\n")
    (entry,) = [each for each in _wheel(assistant_over(corpus, tmp_path / "var")) if each.round]

    assert (entry.first, entry.last, entry.precision) == (dt.date(2027, 10, 14), dt.date(2027, 10, 14), Precision.DAY)
    assert entry.printed == "efteråret 2027"


def test_quarters_end_where_milestones_do(coast: Assistant) -> None:
    """February of a leap year belongs to a quarter that ends in March."""
    ends = [(each.printed, len(each.milestones)) for each in _wheel(coast) if each.round is None]

    assert ends == [("Q1 2028", 3), ("Q2 2028", 2), ("Q3 2028", 2), ("Q4 2028", 2)]


FINANCIAL = PLAN.replace(
    "Kontoret flytter i august 2027.", "Regnskabsåret går fra 1. april 2027 til 31. marts 2028."
).replace("Nyt system er i drift (Q2)", "Nyt system er i drift (Q1 2027-28)")
FINANCIAL_DESCRIBED = DESCRIBED.replace('period = "2027"', "from = 2027-04-01\nto = 2028-03-31")


@pytest.mark.parametrize(
    ("sentence", "rounds"),
    [
        ("Der følges op i 3. kvartal.", [("interim", "2027-10-01", "2027-12-31")]),
        ("Der følges op i Q3 2027-28.", [("interim", "2027-10-01", "2027-12-31")]),
        ("Der følges op i februar.", [("interim", "2028-02-01", "2028-02-29")]),
        ("Der følges op i oktober.", [("interim", "2027-10-01", "2027-10-31")]),
        (
            "Der følges op med årsrapporten i maj 2028. Der gives en statusrapport i Q2.",
            [("interim", "2027-07-01", "2027-09-30"), ("annual", "2028-05-01", "2028-05-31")],
        ),
    ],
)
def test_a_plan_that_begins_in_april_is_followed_up_in_its_own_quarters(
    tmp_path: Path, sentence: str, rounds: list[tuple[str, str, str]]
) -> None:
    """Its "Q3" is October to December, and its February lies in the next calendar year."""
    described = {"plan.md": FINANCIAL.format(sentence=sentence)}
    corpus = write_corpus(tmp_path / "c", described, described=FINANCIAL_DESCRIBED)
    assistant = assistant_over(corpus, tmp_path / "var")

    assert [(kind, first, last) for kind, _, first, last in _rounds(assistant)] == rounds
    assert [(each.printed, each.last.isoformat()) for each in _wheel(assistant) if each.round is None] == [
        ("Q1 2027-28", "2027-06-30"),
        ("Q4 2027-28", "2028-03-31"),
    ]


@pytest.mark.parametrize("language", list(Language))
def test_the_calendar_opens_in_calendar_programs(ssi: Assistant, language: Language) -> None:
    """Whole days, an end that is exclusive as the standard has it, and the same UIDs each time."""
    entries, content = calendar_of(ssi, ANYBODY, language=language)
    events = list(Calendar.from_ical(content).walk("VEVENT"))

    assert len(events) == len(entries) == 6
    assert [each.decoded("dtstart") for each in events] == [each.first for each in entries]
    assert all(
        each.decoded("dtend") - dt.timedelta(days=1) == entry.last for each, entry in zip(events, entries, strict=True)
    )
    assert len({str(each["uid"]) for each in events}) == 6
    assert calendar_of(ssi, ANYBODY, language=language)[1] == content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


@pytest.mark.parametrize(
    ("text", "printed", "absent"),
    [
        ("Hvornår skal vi indberette status?", ["efteråret 2025", "marts 2026"], []),
        ("Vis årshjulet", ["efteråret 2025", "marts 2026", "Q2 2025, 30-06-2025: 4"], []),
        ("When is the next follow-up?", ["efteråret 2025"], ["marts 2026"]),
    ],
)
def test_the_wheel_is_told_with_its_sentences(ssi: Assistant, text: str, printed: list[str], absent: list[str]) -> None:
    """Whoever has to report needs to know when, and where that stands."""
    answer = ssi.ask(asks(text), ANYBODY)

    assert (answer.status, answer.kind) == (AnswerStatus.ANSWERED, Kind.YEAR_WHEEL)
    assert all(each in answer.text for each in printed)
    assert not any(each in answer.text for each in absent)
    assert_grounded(answer, ROOT / "corpus")


def _sent(assistant: Assistant, day: str) -> tuple[Reminder, ...]:
    today = dt.date.fromisoformat(day)
    known = AsOf(assistant.statuses(ANYBODY), today, zone=dt.UTC)
    return reminders(assistant.knowledge(ANYBODY), known, _wheel(assistant), today=today)


def _short(found: tuple[Reminder, ...], occasion: Occasion) -> list[tuple[str | None, int]]:
    return [(each.to, len(each.subjects)) for each in found if each.occasion is occasion]


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("2028-02-15", [("Ida Skov", 1)]),  # 14 days before the 29th
        ("2028-02-26", [("Ida Skov", 1)]),
        ("2028-03-17", [("Ida Skov", 1)]),  # the drones are done since the 29th, the yellow duty roster is February's
        ("2028-06-16", [("Ida Skov", 1), ("Jens Aagaard", 1)]),
        ("2028-06-27", [("Ida Skov", 1), ("Jens Aagaard", 1)]),
        ("2028-06-28", []),
    ],
)
def test_an_owner_is_reminded_before_planned_time_ends(
    coast: Assistant, day: str, wanted: list[tuple[str, int]]
) -> None:
    """Fourteen and three days before, of what is not done."""
    assert sorted(_short(_sent(coast, day), Occasion.DUE_SOON), key=str) == wanted


def test_a_goal_with_a_deadline_of_its_own_is_brought_up(coast: Assistant) -> None:
    """Some plans give the time to the goal and have no milestones."""
    knowledge = coast.knowledge(ANYBODY)
    first, *rest = knowledge.goals
    time = Quarters(printed="maj 2028", first=dt.date(2028, 5, 1), last=dt.date(2028, 5, 31))
    changed = dataclasses.replace(knowledge, goals=(dataclasses.replace(first, deadline=time, milestones=()), *rest))
    (found,) = reminders(changed, NothingReported(), (), today=dt.date(2028, 5, 28))

    assert (found.to, found.subjects, found.until) == ("Ida Skov", (first.id,), time.last)


@pytest.mark.parametrize(("zone", "reminded"), [("UTC", 1), ("Europe/Copenhagen", 0)])
def test_a_report_is_as_old_as_the_readers_calendar_says(coast: Assistant, zone: str, reminded: int) -> None:
    """What was reported late on the 14th by world time was reported on the 15th in Copenhagen, 13 days before."""
    knowledge = coast.knowledge(ANYBODY)
    first, *rest = knowledge.goals
    time = Quarters(printed="maj 2028", first=dt.date(2028, 5, 1), last=dt.date(2028, 5, 31))
    changed = dataclasses.replace(knowledge, goals=(dataclasses.replace(first, deadline=time, milestones=()), *rest))
    late = dt.datetime(2028, 5, 14, 22, 30, tzinfo=dt.UTC)

    class Reported(NothingReported):
        def latest(self, subject: str) -> Report | None:
            said = Report(status=ReportedStatus.YELLOW, reported_by="Ida Skov", reported_at=late)
            return said if subject == first.id else None

    found = reminders(changed, Reported(), (), today=dt.date(2028, 5, 28), zone=ZoneInfo(zone))

    assert [each.subjects for each in found] == [(first.id,)] * reminded


def test_whoever_reported_lately_is_left_alone(coast: Assistant) -> None:
    """A reminder of what was said last week teaches people to ignore reminders."""
    knowledge, lately = coast.knowledge(ANYBODY), ("Satellitbilleder", "Øvelser er holdt")
    (entry,) = [each for each in _wheel(coast) if each.round is Round.INTERIM]
    wheel = [dataclasses.replace(entry, first=dt.date(2028, 7, 1), last=dt.date(2028, 7, 31))]
    known = AsOf(coast.statuses(ANYBODY), dt.date(2028, 7, 1), zone=dt.UTC)
    found = reminders(knowledge, known, wheel, today=dt.date(2028, 7, 1))
    asked = {subject for each in found if each.occasion is Occasion.ROUND for subject in each.subjects}
    words = [each.quote.text for each in knowledge.milestones if each.id in asked]

    assert min(words).startswith("Aftale")
    assert not [each for each in words if each.startswith(lately)]
    assert sum(goal.id in asked for goal in knowledge.goals) == 2


def test_a_digest_the_day_after_counts_and_blames_nobody(coast: Assistant) -> None:
    """Those who look after the plan see how much is known; it goes to no owner."""
    (digest,) = [each for each in _sent(coast, "2028-04-01") if each.occasion is Occasion.DIGEST]

    assert (digest.to, digest.reported, len(digest.subjects)) == (None, 3, 3)


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2028-07-01", [(1, 3), (2, 2)]), ("2029-06-01", [(6, 9)])],
    ids=["quarter and interim", "annual"],
)
def test_a_digest_counts_what_was_asked_for(coast: Assistant, day: str, counts: list[tuple[int, int]]) -> None:
    """After a quarter its milestones, after the interim round the goals, after the annual one every milestone."""
    found = [each for each in _sent(coast, day) if each.occasion is Occasion.DIGEST]

    assert sorted((each.reported, len(each.subjects)) for each in found) == counts


def test_the_same_day_gives_the_same_keys(coast: Assistant) -> None:
    """Delivery knows by the key what it has sent."""
    keys = [each.key for each in _sent(coast, "2028-06-16")]

    assert keys == [each.key for each in _sent(coast, "2028-06-16")]
    assert len(set(keys)) == len(keys)
