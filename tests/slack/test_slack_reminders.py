"""Owners are reminded in Slack, once, in time and kindly; a channel hears how much is reported, never by whom."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_slack import FakeSlack, live_constructs
from fakes import PLAN, FakeAnswers, document_of, quote_of, tiny_knowledge
from slack_runs import Hands, Process, run_process
from test_slack_clicks import eventually, grant

from assistant.access.identity import Identity, Role
from assistant.access.outside import OutsideIdentities
from assistant.channels.rounds import make_reminding, make_rounds
from assistant.channels.slack.records import ChannelSettings, Records
from assistant.channels.slack.reportable import subject_key
from assistant.question import Asker
from assistant.register.draft import NewReport
from assistant.register.opening import open_register, reports
from assistant.register.views import Statuses
from assistant.status import ReportedStatus
from assistant.store.store import Store
from ingest.knowledge import Knowledge
from ingest.records import Goal, Language, Milestone, Quarters
from ingest.settings import Settings

GOAL, FIRST, SECOND = "plan-2025/mål-1", "plan-2025/mål-1/1", "plan-2025/mål-1/2"
REGISTER, EXERCISE = "Nyt register er i drift", "Øvelse er holdt"


def at(moment: str) -> dt.datetime:
    """A moment in UTC; 08:00 is ten o'clock in Copenhagen in summer."""
    return dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)


FOURTEEN_BEFORE, THREE_BEFORE, DAY_AFTER = at("2025-06-16T08:00"), at("2025-06-27T08:00"), at("2025-07-01T08:00")
"""Of the end of Q2, a Monday; its fourteenth day before is one as well, the third a Friday."""


class Reporting(FakeAnswers):
    """Fake answers over the register in the settings' database."""

    def __init__(self, settings: Settings, knowledge: Knowledge) -> None:
        super().__init__(knowledge)
        self._seen = reports(settings)

    def statuses(self, asker: Asker) -> Statuses:
        """What has been reported, as `asker` may see it."""
        return self._seen(asker)


def owned(owner: str | None, knowledge: Knowledge | None = None) -> Knowledge:
    """The plan with an owner."""
    known = knowledge or tiny_knowledge()
    return dataclasses.replace(known, goals=tuple(dataclasses.replace(goal, owner=owner) for goal in known.goals))


@pytest.fixture
def hands() -> Hands:
    """Stands at the first reminder of what ends with Q2."""
    return Hands(FOURTEEN_BEFORE)


@pytest.fixture
def answers(settings: Settings) -> FakeAnswers:
    """The plan belongs to U1, known by address."""
    return Reporting(settings, owned("Una Holm <U1@ssi.example>"))


@pytest.fixture
def listening(slack: FakeSlack, answers: FakeAnswers, settings: Settings, hands: Hands) -> Iterator[None]:
    """A process that is told of clicks."""
    with run_process(answers, settings, hands, connects=slack.wait_connected):
        yield
        slack.settle()


def report(records: Store, settings: Settings, hands: Hands, subject: str, status: str, **more: object) -> None:
    """Report about something in the plan, by somebody else."""
    register = open_register(settings, records, clock=hands)
    made = NewReport(subject=subject, goal=GOAL, status=ReportedStatus(status), wording="…", **more)
    by = Identity(person="u3@ssi.example", name="U3", role=Role.EDITOR)
    register.report(made, by=by, expected=len(register.history(subject)))


def texts(slack: FakeSlack, channel: str = "DU1") -> list[str]:
    """Everything written there."""
    return [each["text"] for each in slack.own(channel)]


def test_an_owner_is_reminded_once_however_often_the_program_starts(
    slack: FakeSlack, records: Store, process: Process
) -> None:
    """Three processes at a time, twice: one message, of what ends soon and nothing else."""
    grant(records, "U1", Role.MANAGER)
    for _ in range(2):
        with contextlib.ExitStack() as running:
            for _ in range(3):
                running.enter_context(process())
            slack.wait_for_own("DU1")

    (message,) = slack.own("DU1")
    assert message["text"].startswith("Planlagt tid slutter 30-06-2025 for ét målepunkt i »Resultatplan 2025«")
    assert REGISTER in str(message["blocks"])
    assert EXERCISE not in str(message["blocks"])
    assert live_constructs({**slack.state.sent[0]}) == []


def test_what_was_put_out_before_a_process_died_is_sent_by_the_next(
    slack: FakeSlack, answers: FakeAnswers, settings: Settings, records: Store, process: Process, *, hands: Hands
) -> None:
    """Looking and sending are two steps, and anything may happen between them."""
    grant(records, "U1", Role.MANAGER)
    for _ in range(2):
        make_rounds(answers, settings, clock=hands).look()
    assert texts(slack) == []
    with process():
        slack.wait_for_own("DU1")

    assert len(texts(slack)) == 1


@pytest.mark.parametrize(
    ("moments", "sent"),
    [
        (["2025-06-13T08:00", "2025-06-15T08:00"], 0),
        (["2025-06-16T08:00", "2025-06-27T08:00"], 2),
        (["2025-06-16T05:00"], 0),
        (["2025-06-16T15:00"], 0),
        (["2025-06-17T08:00"], 1),
        (["2025-06-25T08:00"], 0),
        (["2025-06-28T08:00"], 0),
        (["2025-06-30T08:00"], 1),
        (["2025-07-01T08:00"], 0),
    ],
    ids=[
        "not before its day",
        "fourteen and three days before",
        "not before work begins",
        "not after it has ended",
        "a missed day is caught up with",
        "not for ever",
        "not on a Saturday",
        "on the last day still",
        "not when the time is over",
    ],
)
def test_reminders_come_on_their_days(
    slack: FakeSlack, records: Store, process: Process, hands: Hands, *, moments: list[str], sent: int
) -> None:
    """A reminder at night, or of what is over, helps nobody."""
    grant(records, "U1", Role.MANAGER)
    for moment in moments:
        hands.now = at(moment)
        with process():
            pass

    assert len(texts(slack)) == sent


def test_a_day_off_moves_a_reminder_forward(slack: FakeSlack, records: Store, process: Process, hands: Hands) -> None:
    """Three days before the end of September is a Saturday: people hear of it on the Friday."""
    grant(records, "U1", Role.MANAGER)
    hands.now = at("2025-09-26T08:00")
    with process():
        slack.wait_for_own("DU1")

    assert EXERCISE in texts(slack)[0]


def test_who_has_reported_lately_is_left_alone(
    slack: FakeSlack, records: Store, settings: Settings, process: Process, *, hands: Hands
) -> None:
    """A reminder of what was said last week teaches people to ignore reminders; after three weeks it is one."""
    grant(records, "U1", Role.MANAGER)
    report(records, settings, hands, FIRST, "green")
    hands.now = at("2025-06-27T08:00")
    with process():
        pass
    assert texts(slack) == []
    hands.now = at("2025-06-30T08:00")
    with process():
        pass

    assert texts(slack) == []


def test_done_is_reported_with_one_click(
    slack: FakeSlack, records: Store, settings: Settings, hands: Hands, listening: None
) -> None:
    """The register has it, with the day and who said so; the button is gone, and a second click changes nothing."""
    grant(records, "U1", Role.MANAGER)
    make_rounds(Reporting(settings, owned("U1@ssi.example")), settings, clock=hands).look()
    message = dict(slack.wait_for_own("DU1"))
    slack.click("DU1", message, "Gennemført i dag")
    said = slack.wait_for_dialog()
    assert "gennemført 16-06-2025" in str(said["blocks"])
    assert eventually(lambda: "Gennemført i dag" not in str(slack.own("DU1")[0]["blocks"]))
    slack.click("DU1", message, "Gennemført i dag")

    assert eventually(lambda: "siden beskeden" in str(slack.dialog()["blocks"]))
    (entry,) = open_register(settings, records).history(FIRST)
    assert (entry.status, entry.completed_on) == (ReportedStatus.COMPLETED, hands.now.date())


def test_a_click_never_overrules_what_came_since(
    slack: FakeSlack, records: Store, settings: Settings, hands: Hands, listening: None
) -> None:
    """Somebody reported red after the reminder went out: one press must not hide that."""
    grant(records, "U1", Role.MANAGER)
    make_rounds(Reporting(settings, owned("U1@ssi.example")), settings, clock=hands).look()
    message = dict(slack.wait_for_own("DU1"))
    report(records, settings, hands, FIRST, "red", note="Leverandøren er gået konkurs.")
    slack.click("DU1", message, "Gennemført i dag")
    slack.wait_for_dialog()

    assert "siden beskeden" in str(slack.dialog()["blocks"])
    assert [each.status.value for each in open_register(settings, records).history(FIRST)] == ["red"]


def test_a_click_asks_again_who_may(
    slack: FakeSlack, records: Store, settings: Settings, hands: Hands, listening: None
) -> None:
    """A role taken back is gone at once, whatever stands in old messages."""
    grant(records, "U1", Role.MANAGER)
    make_rounds(Reporting(settings, owned("U1@ssi.example")), settings, clock=hands).look()
    message = dict(slack.wait_for_own("DU1"))
    grant(records, "U1", Role.EMPLOYEE)
    slack.click("DU1", message, "Gennemført i dag")
    slack.wait_for_dialog()

    assert "kan ikke indberettes" in str(slack.dialog()["blocks"])
    assert open_register(settings, records).history(FIRST) == ()


def test_the_dialog_opens_on_what_the_button_is_about(
    slack: FakeSlack, records: Store, settings: Settings, hands: Hands, listening: None
) -> None:
    """Whoever is asked about one milestone should not have to look for it among all."""
    grant(records, "U1", Role.MANAGER)
    make_rounds(Reporting(settings, owned("U1@ssi.example")), settings, clock=hands).look()
    slack.click("DU1", dict(slack.wait_for_own("DU1")), "Indberet status")
    assert "Der er ikke indberettet noget" in str(slack.wait_for_dialog("Indberet status")["blocks"])
    said = slack.submit(status="yellow", note="Forsinket en måned.")
    slack.close()
    slack.click("DU1", dict(slack.own("DU1")[0]), "Indberet status")
    shown = str(slack.wait_for_dialog("Indberet status")["blocks"])

    assert said["response_action"] == "update"
    assert "Senest: gul (16-06-2025, U1) – Forsinket en måned." in shown
    assert [each.status.value for each in open_register(settings, records).history(FIRST)] == ["yellow"]


def test_a_goals_light_is_reported_in_slack(
    slack: FakeSlack, records: Store, settings: Settings, listening: None
) -> None:
    """The interim round asks for a light for each goal, so the dialog has to offer goals."""
    grant(records, "U1", Role.MANAGER)
    slack.slash("status")
    slack.wait_for_dialog("Indberet status")
    slack.submit(milestone=subject_key(GOAL), status="green")

    assert [each.status.value for each in open_register(settings, records).history(GOAL)] == ["green"]


def test_an_owner_without_a_role_is_told_who_can_help(slack: FakeSlack, records: Store, process: Process) -> None:
    """They are found by their address; a button that would refuse them is not offered."""
    with process():
        slack.wait_for_own("DU1")

    (message,) = slack.own("DU1")
    assert "Bed en redaktør" in str(message["blocks"])
    assert "Gennemført i dag" not in str(message["blocks"])


def test_owners_read_their_own_language(
    slack: FakeSlack, records: Store, settings: Settings, hands: Hands, *, answers: FakeAnswers, process: Process
) -> None:
    """Nobody asked a question that would show it; their Slack does. The plan's words stay the plan's."""
    answers.everything = owned("u2@ssi.example")
    with process():
        slack.wait_for_own("DU2")

    assert texts(slack, "DU2")[0].startswith("Planned time ends on 30 June 2025")
    assert REGISTER in texts(slack, "DU2")[0]


def test_what_nobody_owns_is_brought_to_the_editors(
    slack: FakeSlack, records: Store, answers: FakeAnswers, process: Process
) -> None:
    """Otherwise nobody would hear of it, and no owner would ever be named."""
    answers.everything = owned(None)
    grant(records, "U1", Role.EDITOR)
    grant(records, "U3", Role.MANAGER)
    with process():
        slack.wait_for_own("DU1")

    assert "ingen står som ejer af" in texts(slack)[0]
    assert texts(slack, "DU3") == []


def test_nobody_is_reminded_of_what_they_may_not_read(
    slack: FakeSlack, records: Store, answers: FakeAnswers, process: Process
) -> None:
    """An owner outside the audience hears nothing of it: hidden is absent."""
    known = tiny_knowledge()
    hidden = dataclasses.replace(known.documents["plan-2025"], audience=frozenset({"board"}))
    answers.everything = owned("U1@ssi.example", dataclasses.replace(known, documents={"plan-2025": hidden}))
    grant(records, "U1", Role.EMPLOYEE)
    grant(records, "U3", Role.EMPLOYEE, groups=frozenset({"board"}))
    with process():
        pass
    assert texts(slack) == []
    grant(records, "U1", Role.EMPLOYEE, groups=frozenset({"board"}))
    with process():
        slack.wait_for_own("DU1")

    assert len(texts(slack)) == 1


def test_who_cannot_be_looked_up_now_is_looked_up_again(
    slack: FakeSlack, records: Store, settings: Settings, hands: Hands, *, answers: FakeAnswers, process: Process
) -> None:
    """An hour without Slack must not cost anybody a reminder, nor those after them in the list."""
    first, *_ = answers.everything.goals
    other = dataclasses.replace(
        first,
        id="plan-2025/mål-2",
        owner="U3",
        milestones=tuple(
            dataclasses.replace(each, id=f"{each.id}-b", goal="plan-2025/mål-2") for each in first.milestones
        ),
    )
    answers.everything = dataclasses.replace(answers.everything, goals=(first, other))
    slack.fail("users.lookupByEmail", times=1)
    make_rounds(answers, settings, clock=hands).look()
    with process():
        slack.wait_for_own("DU1")
        slack.wait_for_own("DU3")

    assert (len(texts(slack)), len(texts(slack, "DU3"))) == (1, 1)


def test_switched_off_nothing_is_sent(
    slack: FakeSlack, records: Store, settings: Settings, hands: Hands, answers: FakeAnswers
) -> None:
    """Not every organisation wants to be reminded."""
    quiet = dataclasses.replace(settings, reminders=False)
    with run_process(answers, quiet, hands):
        pass

    assert texts(slack) == []


def test_a_channel_gets_the_digest_the_day_after(
    slack: FakeSlack, records: Store, settings: Settings, process: Process, *, hands: Hands
) -> None:
    """Facts without a name: how many, of what, and where to see the rest; once."""
    grant(records, "U1", Role.EDITOR)
    Records(records).set_channel("T1", "C1", ChannelSettings(posts_digest=True))
    report(records, settings, hands, SECOND, "green")
    hands.now = DAY_AFTER
    for _ in range(2):
        with process():
            slack.wait_for_own("C1")

    (message,) = slack.own("C1")
    shown = str(message["blocks"])
    assert message["text"].startswith("Opsamling på »Resultatplan 2025«: Q2 2025")
    assert "0 af 1 målepunkter, hvis planlagte tid sluttede i Q2 2025, har en indberetning." in shown
    assert "I hele planen har 1 af 3 målepunkter en indberetning." in shown
    assert "https://rettesnor.example/milestones?organisation=ssi&view=table&year=2025" in shown
    assert not [name for name in ("Una", "U1", "U3", "ssi.example") if name in shown.replace("rettesnor.example", "")]
    assert texts(slack) == []


def test_without_a_channel_the_editors_get_the_digest(
    slack: FakeSlack, records: Store, process: Process, *, hands: Hands
) -> None:
    """It should not need a setting for somebody to know."""
    grant(records, "U1", Role.EDITOR)
    hands.now = DAY_AFTER
    with process():
        slack.wait_for_own("DU1")

    assert "/rettesnor indstillinger" in str(slack.own("DU1")[0]["blocks"])


@pytest.mark.parametrize(
    ("chosen", "sees_interim", "count"),
    [
        (ChannelSettings(posts_digest=True, organisation="socialstyrelsen"), True, 0),
        (ChannelSettings(posts_digest=True, language=Language.ENGLISH), True, 1),
        (ChannelSettings(posts_digest=False), True, 0),
        (ChannelSettings(posts_digest=True), False, 0),
    ],
    ids=["another organisation's channel", "in the channel's language", "not asked for", "interim lights are hidden"],
)
def test_a_channel_gets_what_it_is_for(
    slack: FakeSlack,
    records: Store,
    settings: Settings,
    hands: Hands,
    *,
    answers: FakeAnswers,
    chosen: ChannelSettings,
    sees_interim: bool,
    count: int,
) -> None:
    """And nothing that not everybody in it may read: a count without the hidden reports would mislead."""
    Records(records).set_channel("T1", "C1", chosen)
    hands.now = DAY_AFTER
    with run_process(answers, dataclasses.replace(settings, employees_see_interim=sees_interim), hands):
        pass

    assert len(slack.own("C1")) == count
    assert all(each.startswith("Digest of") for each in texts(slack, "C1"))


def test_an_editor_chooses_the_channel_in_slack(slack: FakeSlack, records: Store, listening: None) -> None:
    """The setting is made where it is seen."""
    grant(records, "U1", Role.EDITOR)
    slack.slash("indstillinger")
    slack.wait_for_dialog("Rettesnor i kanalen")
    slack.submit(digest="on")

    assert [each[:2] for each in Records(records).digest_channels()] == [("T1", "C1")]


def hostile_plan(count: int) -> Knowledge:
    """A plan of many long milestones that end with Q2, whose words would ping and link."""
    words = [
        f"<!channel> <@U2> [se](https://evil.example) {number} {'meget langt ' * 40}(Q2)." for number in range(count)
    ]
    text = PLAN + "\n".join(f"- {each}" for each in words)
    quarters = Quarters(printed="Q2", first=dt.date(2025, 4, 1), last=dt.date(2025, 6, 30))
    known = tiny_knowledge()
    goal: Goal = dataclasses.replace(
        known.goals[0],
        owner="U1@ssi.example",
        milestones=tuple(
            Milestone(id=f"{GOAL}/{number}", goal=GOAL, quote=quote_of(text, each), quarters=quarters)
            for number, each in enumerate(words, start=1)
        ),
    )
    plan = document_of("plan-2025", text, title="<!here> plan", kind="results_plan", period_from=dt.date(2025, 1, 1))
    return dataclasses.replace(known, documents={"plan-2025": plan}, goals=(goal,))


@pytest.mark.parametrize("count", [1, 14, 120])
def test_no_plan_is_too_long_or_too_hostile(
    slack: FakeSlack, records: Store, answers: FakeAnswers, process: Process, hands: Hands, *, count: int
) -> None:
    """What does not fit is counted; words of a plan stay words. The fake refuses what Slack would refuse."""
    grant(records, "U1", Role.MANAGER)
    Records(records).set_channel("T1", "C1", ChannelSettings(posts_digest=True))
    answers.everything = hostile_plan(count)
    with process():
        slack.wait_for_own("DU1")
    hands.now = DAY_AFTER
    with process():
        slack.wait_for_own("C1")

    assert [each for sent in slack.state.sent for each in live_constructs(sent, allowed_url="https://rettesnor.")] == []
    told = [str(each["blocks"]) for each in (*slack.own("DU1"), *slack.own("C1"))]
    assert ["mere" in each for each in told] == [count > 1] * 2


def test_administrators_see_what_will_be_sent(
    records: Store, settings: Settings, answers: FakeAnswers, hands: Hands, tmp_path: Path
) -> None:
    """To whom, when and of what, before anybody is written to; who cannot be found is said."""
    grant(records, "U1", Role.MANAGER)
    Records(records).set_channel("T1", "C1", ChannelSettings(posts_digest=True))
    reminding = make_reminding(answers, settings, records, None)
    found = reminding.ahead(first=dt.date(2025, 6, 14), last=dt.date(2025, 10, 2))
    shown = [(str(each.on), each.reminder.occasion.value, notice.address) for each, told in found for notice in told]

    assert shown == [
        ("2025-06-16", "due_soon", "slack:T1:U1"),
        ("2025-06-27", "due_soon", "slack:T1:U1"),
        ("2025-07-01", "digest", "slack:T1:C1"),
        ("2025-09-16", "due_soon", "slack:T1:U1"),
        ("2025-09-26", "due_soon", "slack:T1:U1"),
        ("2025-10-01", "digest", "slack:T1:C1"),
    ]
    assert len(OutsideIdentities(records).all()) == 1
