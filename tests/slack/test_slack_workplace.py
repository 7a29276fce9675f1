"""Daily work in Slack: the home tab, reporting a status, channel settings, joining, leaving."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from fake_slack import FakeSlack
from fake_slack.live import live_values
from fakes import FakeAnswers, goal_answer
from test_slack_clicks import eventually, grant

from assistant.access.identity import Role
from assistant.answer import AnswerStatus, Reason
from assistant.channels.slack.connection import SlackConnection
from assistant.channels.slack.reportable import subject_key
from assistant.clock import system_clock
from assistant.onboarding.enrolments import Enrolments, make_enrolment
from assistant.register.opening import open_register
from assistant.register.opening import reports as reported
from assistant.store.store import Store
from ingest.settings import Settings

pytestmark = pytest.mark.usefixtures("connection")

FIRST = "plan-2025/mål-1/1"


def reports(records: Store, settings: Settings) -> list[str]:
    """Every status in the register about the first milestone."""
    return [entry.status.value for entry in open_register(settings, records).history(FIRST)]


def test_home_says_what_it_can_do_and_what_is_stored(slack: FakeSlack) -> None:
    """The first page somebody opens has to answer the first questions."""
    slack.open_tab()
    home = slack.wait_for_home(holding="AI-assistent")

    assert "Målepunkter i Q" in str(home["blocks"])
    assert "Indberet" not in str(home["blocks"])
    assert live_values(home["blocks"]) == []


def test_home_says_how_far_the_plan_is_reported(slack: FakeSlack) -> None:
    """And that its period is over, where it is: the clock of the machine has left the plan of 2025 behind."""
    slack.open_tab()
    home = str(slack.wait_for_home()["blocks"])

    assert "Resultatplan 2025: 0 af 3 målepunkter er indberettet. Planens periode er slut" in home


def test_home_speaks_the_language_of_the_persons_slack(slack: FakeSlack) -> None:
    """No question says which language to use there."""
    slack.open_tab(user="U2")

    assert "AI assistant" in str(slack.wait_for_home(user="U2")["blocks"])


def test_conversation_begins_with_questions_to_press(slack: FakeSlack) -> None:
    """An empty page invites nobody to ask."""
    slack.open_tab("messages")
    slack.state.wait_until(lambda: bool(slack.calls("assistant.threads.setSuggestedPrompts")), 5)
    prompts = slack.calls("assistant.threads.setSuggestedPrompts")[0]

    assert len(prompts["prompts"]) == 4
    assert "thread_ts" not in prompts


def test_status_is_reported_from_home(slack: FakeSlack, records: Store, settings: Settings) -> None:
    """Three clicks, and it stands in the register with who said so; the rules of a report hold here too."""
    grant(records, "U1", Role.MANAGER)
    slack.open_tab()
    slack.wait_for_home(holding="Indberet status")
    slack.click_home("Indberet status")
    slack.wait_for_dialog("Indberet status")
    wanted = {"milestone": subject_key(FIRST), "status": "yellow"}
    refused = slack.submit(**wanted)
    assert refused["errors"] == {"note": "Skriv en bemærkning: denne status siger ikke noget uden en grund."}
    assert reports(records, settings) == []
    said = slack.submit(**wanted, note="Leverandøren er forsinket")

    assert said["response_action"] == "update"
    assert reports(records, settings) == ["yellow"]


def test_the_dialog_says_what_was_reported_last_and_takes_proof(
    slack: FakeSlack, records: Store, settings: Settings, answers: FakeAnswers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who corrects a status has to see it; what proves it stands with the report."""
    monkeypatch.setattr(answers, "statuses", reported(settings))
    grant(records, "U1", Role.MANAGER)
    for wanted in ("yellow", "completed"):
        slack.slash("status")
        slack.wait_for_dialog("Indberet status")
        said = {"milestone": subject_key(FIRST), "status": wanted}
        if wanted == "yellow":
            slack.submit(**said, note="Forsinket")
            continue
        wrong = slack.submit(**said, date="2025-05-01", evidence="ftp://ssi.example/bevis")
        assert "https://" in wrong["errors"]["evidence"]
        slack.submit(**said, date="2025-05-01", evidence="https://ssi.example/bevis")
    entry = open_register(settings, records).history(FIRST)[-1]

    assert entry.evidence == "https://ssi.example/bevis"


def test_day_is_asked_for_where_it_is_needed(slack: FakeSlack, records: Store, settings: Settings) -> None:
    """Done without a day says less than it seems."""
    grant(records, "U1", Role.EDITOR)
    slack.slash("status")
    slack.wait_for_dialog("Indberet status")
    wanted = {"milestone": subject_key(FIRST), "status": "completed"}
    assert slack.submit(**wanted)["errors"] == {"date": "Vælg den dag, det blev gjort."}
    assert "fremtiden" in slack.submit(**wanted, date="2199-01-01")["errors"]["date"]
    slack.submit(**wanted, date="2025-05-01")

    assert reports(records, settings) == ["completed"]


@pytest.mark.parametrize("role", [None, Role.EMPLOYEE], ids=["nobody in particular", "employee"])
def test_who_may_not_report_is_told_who_can(
    slack: FakeSlack, records: Store, settings: Settings, role: Role | None
) -> None:
    """A refusal says what to do."""
    if role:
        grant(records, "U1", role)
    slack.slash("status")

    assert "Kun ledere og redaktører" in str(slack.wait_for_dialog()["blocks"])


def test_role_is_asked_again_when_the_dialog_is_sent(slack: FakeSlack, records: Store, settings: Settings) -> None:
    """A role taken back is gone at once, not when every dialog is closed."""
    grant(records, "U1", Role.MANAGER)
    slack.slash("status")
    slack.wait_for_dialog("Indberet status")
    grant(records, "U1", Role.EMPLOYEE)
    said = slack.submit(milestone=subject_key(FIRST), status="green")

    assert "Kun ledere" in said["errors"]["milestone"]
    assert reports(records, settings) == []


def test_manager_reports_on_their_own_goals_only(slack: FakeSlack, records: Store) -> None:
    """What is somebody else's is not even offered."""
    grant(records, "U1", Role.MANAGER, goals=frozenset({"another"}))
    slack.slash("status")

    assert "ingen målepunkter" in str(slack.wait_for_dialog()["blocks"])


def test_editor_lets_it_listen_in_a_channel(slack: FakeSlack, answers: FakeAnswers, records: Store) -> None:
    """In a channel for questions nobody wants to mention it each time; it speaks only when it has the answer."""
    grant(records, "U1", Role.EDITOR)
    answers.replies["Hvad er klokken?"] = lambda question, knowledge: dataclasses.replace(
        goal_answer(question, knowledge), status=AnswerStatus.ABSTAINED, reason=Reason.NOT_IN_DOCUMENTS
    )
    slack.slash("indstillinger")
    slack.wait_for_dialog("Rettesnor i kanalen")
    slack.submit(mode="questions", language="en")
    quiet = slack.say("Hvad er klokken?")
    slack.say("Det er fredag.")
    slack.wait_for_reply(slack.say("Hvad er mål 1?"), channel="C1")

    # Several threads answer: which question is taken first is nobody's promise.
    assert eventually(lambda: len(answers.asked) >= 2)
    assert slack.replies(quiet, channel="C1") == []
    assert sorted(question.text for question, _ in answers.asked) == ["Hvad er klokken?", "Hvad er mål 1?"]
    assert {question.language.value for question, _ in answers.asked if question.language} == {"en"}


def test_private_channel_answers_are_for_the_asker(slack: FakeSlack, records: Store) -> None:
    """An editor keeps a busy channel free of answers."""
    grant(records, "U1", Role.EDITOR)
    slack.slash("indstillinger")
    slack.wait_for_dialog("Rettesnor i kanalen")
    slack.submit(privacy="private")
    ts = slack.mention("Hvad er mål 1?", user="U2")
    whisper = slack.wait_for_whisper()

    assert whisper["user"] == "U2"
    assert slack.replies(ts, channel="C1") == []


def test_private_follow_up_is_not_offered_to_the_channel(slack: FakeSlack, records: Store) -> None:
    """What is shared is asked anew, and "and the milestones?" alone means nothing there, or something else."""
    grant(records, "U1", Role.EDITOR)
    slack.slash("indstillinger")
    slack.wait_for_dialog("Rettesnor i kanalen")
    slack.submit(privacy="private")
    ts = slack.mention("Hvad er mål 1?", user="U2")
    first = slack.wait_for_whisper()
    slack.mention("og milepælene?", user="U2", thread_ts=ts)
    second = slack.wait_for_whisper(2)

    assert "Del i kanalen" in str(first["blocks"])
    assert "Del i kanalen" not in str(second["blocks"])


def test_only_editors_change_a_channel(slack: FakeSlack, records: Store) -> None:
    """Everybody in the channel lives with it."""
    grant(records, "U1", Role.MANAGER)
    slack.slash("indstillinger")

    assert "Kun redaktører" in str(slack.wait_for_dialog()["blocks"])


def test_new_member_is_welcomed_once(slack: FakeSlack) -> None:
    """However often Slack tells of it."""
    for _ in range(3):
        slack.event({"type": "team_join", "user": {"id": "U2", "is_bot": False}})
    slack.wait_for_own("DU2")
    slack.settle()

    assert "Welcome!" in slack.own("DU2")[0]["text"]
    assert len(slack.own("DU2")) == 1


def test_invited_channel_gets_one_line(slack: FakeSlack) -> None:
    """People see who came in, and how to use it; others who join are none of its business."""
    slack.event({"type": "member_joined_channel", "user": "U3", "channel": "C1"})
    slack.event({"type": "member_joined_channel", "user": "UBOT", "channel": "C1", "inviter": "U1"})
    message = slack.wait_for_own("C1")

    assert message["text"].startswith("Hej, jeg er Rettesnor")
    assert len(slack.own("C1")) == 1


def test_removed_app_keeps_nothing(slack: FakeSlack, connection: SlackConnection) -> None:
    """Who leaves takes their data along."""
    slack.wait_for_reply(slack.dm("Hvad er mål 1?"))
    records = connection._front.records
    assert eventually(lambda: records.has_met("T1", "U1"))
    slack.event({"type": "app_uninstalled"})

    assert eventually(lambda: not records.has_met("T1", "U1"))
    assert eventually(lambda: connection._front.inbox.export("slack:T1:U1") == [])


def test_counts_of_onboarding_are_offered_in_the_dialog(
    slack: FakeSlack, answers: FakeAnswers, records: Store, settings: Settings
) -> None:
    """For the milestone that asks for them; another one does not take them."""
    (goal,) = answers.everything.goals
    words = "Undervisning i bias er med i onboarding (Q2)."
    first, *others = goal.milestones
    first = dataclasses.replace(first, quote=dataclasses.replace(first.quote, text=words))
    changed = dataclasses.replace(goal, milestones=(first, *others))
    answers.everything = dataclasses.replace(answers.everything, goals=(changed,))
    people = [make_enrolment(f"p{number}", "employee", dt.date(2025, 5, 20)) for number in range(6)]
    Enrolments(records).enrol(people, at=system_clock())
    grant(records, "U1", Role.MANAGER)
    slack.slash("status")
    shown = str(slack.wait_for_dialog("Indberet status")["blocks"])
    wrong = slack.submit(milestone=subject_key(others[0].id), status="green", counts=subject_key(FIRST))
    said = slack.submit(milestone=subject_key(FIRST), status="green", counts=subject_key(FIRST))
    (report,) = open_register(settings, records).history(FIRST)

    assert "0 af 6 nye medarbejdere" in shown
    assert "et andet målepunkt" in wrong["errors"]["counts"]
    assert said["response_action"] == "update"
    assert "0 af 6 nye medarbejdere" in report.note
