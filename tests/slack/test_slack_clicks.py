"""What people do with an answer: see its source, copy it, share it, say what was wrong, ask a person, report."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import time
from collections.abc import Callable

import pytest
from fake_slack import FakeSlack, live_constructs
from fake_slack.live import live_values
from fakes import FakeAnswers, goal_answer, tiny_knowledge

from assistant.access.identity import Identity, Role
from assistant.access.outside import OutsideIdentities, OutsideIdentity
from assistant.answer import AnswerStatus
from assistant.answer import Reason as NoAnswer
from assistant.channels.feedback_commands import feedback_command
from assistant.feedback.verdicts import Feedback, FeedbackBook, Reason, Source, Verdict
from assistant.store.store import Store
from ingest.settings import Settings

pytestmark = pytest.mark.usefixtures("connection")

WORDS = "Vi måler det, der betyder noget."


def eventually(holds: Callable[[], bool]) -> bool:
    """Whether it came true within some seconds."""
    until = time.monotonic() + 5
    while not holds() and time.monotonic() < until:
        time.sleep(0.02)
    return holds()


def grant(records: Store, user: str, role: Role, **more: object) -> None:
    """Give a role to somebody in the workspace."""
    identity = Identity(person=f"{user}@ssi.example", name=user, role=role, **more)
    OutsideIdentities(records).grant(OutsideIdentity(provider="slack", subject=f"T1:{user}", identity=identity))


def test_command_answers_for_one_pair_of_eyes_and_shares_on_request(slack: FakeSlack, answers: FakeAnswers) -> None:
    """Somebody may want to know before everybody does; what is shared is asked anew for all."""
    slack.slash("Hvad er mål 1?")
    whisper = slack.wait_for_whisper()
    slack.click("C1", whisper, "Del i kanalen")
    shared = slack.wait_for_own("C1")

    assert WORDS in str(whisper["blocks"])
    assert whisper["response_type"] == "ephemeral"
    assert WORDS in str(shared["blocks"])
    assert "thread_ts" not in shared
    assert [asker.groups for _, asker in answers.asked] == [frozenset(), frozenset()]


def test_sharing_leaves_out_what_only_some_may_read(slack: FakeSlack, answers: FakeAnswers, records: Store) -> None:
    """The private answer may draw on more than the channel's."""
    grant(records, "U1", Role.EMPLOYEE, groups=frozenset({"hr"}))
    slack.slash("Hvad er mål 1?")
    slack.click("C1", slack.wait_for_whisper(), "Del i kanalen")
    slack.wait_for_own("C1")

    assert [asker.groups for _, asker in answers.asked] == [frozenset({"hr"}), frozenset()]


def test_sharing_where_it_is_no_member_says_what_to_do(slack: FakeSlack) -> None:
    """A button that does nothing is worse than none."""
    slack.slash("Hvad er mål 1?", channel="C2")
    slack.click("C2", slack.wait_for_whisper(), "Del i kanalen")

    assert "/invite" in slack.wait_for_whisper(2)["text"]


def test_answer_is_shared_once(slack: FakeSlack) -> None:
    """A second click tells that it is done."""
    slack.slash("Hvad er mål 1?")
    whisper = slack.wait_for_whisper()
    action = whisper | {"ts": "1.1"}
    slack.click("C1", action, "Del i kanalen")
    slack.wait_for_own("C1")
    slack.click("C1", action, "Del i kanalen")

    assert "allerede delt" in slack.wait_for_whisper(2)["text"]
    assert len(slack.own("C1")) == 1


def test_shortcut_asks_about_a_message(slack: FakeSlack, answers: FakeAnswers) -> None:
    """A claim in a channel is held against the documents without copying it."""
    ts = slack.say("Hvad er mål 1?")
    slack.shortcut(ts)
    slack.wait_for_whisper()

    assert answers.asked[0][0].text == "Hvad er mål 1?"


def test_source_without_an_address_is_shown_in_a_dialog(slack: FakeSlack, settings: object) -> None:
    """Where no page can be reached the passage itself is shown, with where it stands."""
    message = slack.wait_for_reply(slack.dm("Hvad er mål 1?"))
    slack.click("DU1", message, "Kopiér ordlyden")
    view = slack.wait_for_dialog("Den officielle ordlyd")

    assert WORDS in str(view["blocks"])
    assert "Resultatplan 2025" in str(view["blocks"])
    assert live_values(view["blocks"]) == []


def test_place_that_is_gone_is_said_to_be_gone(slack: FakeSlack, answers: FakeAnswers) -> None:
    """A button outlives the document it leads to, and the right to read it."""
    message = slack.wait_for_reply(slack.dm("Hvad er mål 1?"))
    answers.everything = tiny_knowledge(with_secret=False)
    answers.everything.documents.clear()
    slack.click("DU1", message, "Kopiér ordlyden")

    assert "ændret eller fjernet" in str(slack.wait_for_dialog()["blocks"])


def test_verdict_names_the_reason_and_the_source(slack: FakeSlack, records: Store) -> None:
    """What was wrong can be mended only where it is known."""
    message = slack.wait_for_reply(slack.dm("Hvad er mål 1?"))
    slack.click("DU1", message, "Det hjalp ikke")
    slack.wait_for_dialog("Hvad var galt?")
    slack.submit(reason="wrong_source", source="0", comment="Se afsnit 4, eller spørg mig på 12 34 56 78")
    slack.settle()
    slack.click("DU1", message, "Det hjalp")
    slack.settle()
    book = FeedbackBook(records, kept_days=90)
    assert eventually(lambda: book.count() == 2)
    first, second = sorted(book.latest(limit=9), key=lambda each: each.verdict)

    assert (first.reason, first.question) == (Reason.WRONG_SOURCE, "Hvad er mål 1?")
    assert first.comment == "Se afsnit 4, eller spørg mig på •••"
    assert first.source is not None
    assert first.source.document == "plan-2025"
    assert (second.verdict, second.question) == (Verdict.UP, None)


@pytest.mark.parametrize("owner", ["Plankontoret <u3@ssi.example>", "U3"])
def test_person_is_asked_in_the_thread(slack: FakeSlack, answers: FakeAnswers, owner: str) -> None:
    """Where the documents end, somebody is responsible for them; only who asked and who is asked are named."""
    documents = answers.everything.documents
    documents["plan-2025"] = dataclasses.replace(documents["plan-2025"], owner=owner)
    ts = slack.mention("Hvad er mål 1?")
    slack.click("C1", slack.wait_for_reply(ts, channel="C1"), "Ikke svaret? Spørg en person")
    slack.wait_for_dialog("Spørg en person")
    slack.submit(question="Hvad menes der? <!channel>")
    message = slack.wait_for_reply(ts, channel="C1", count=2)

    assert "U3" in str(message["blocks"])
    assert "Hvad menes der?" in str(message["blocks"])
    assert live_constructs(slack.state.sent[-1], allowed_users=frozenset({"U1", "U3"})) == []


def test_person_is_asked_directly_where_nobody_else_reads(slack: FakeSlack, answers: FakeAnswers) -> None:
    """A private question stays between two."""
    documents = answers.everything.documents
    documents["plan-2025"] = dataclasses.replace(documents["plan-2025"], owner="U3")
    message = slack.wait_for_reply(slack.dm("Hvad er mål 1?"))
    slack.click("DU1", message, "Ikke svaret? Spørg en person")
    slack.wait_for_dialog("Spørg en person")
    slack.submit()

    assert "Hvad er mål 1?" in str(slack.wait_for_own("DU3")["blocks"])


def test_where_the_documents_end_a_person_can_be_asked(slack: FakeSlack, answers: FakeAnswers) -> None:
    """An answer without a quotation is where somebody is needed most: those of the organisation's documents."""
    documents = answers.everything.documents
    documents["plan-2025"] = dataclasses.replace(documents["plan-2025"], owner="U3")
    answers.replies["Hvad koster det?"] = lambda question, knowledge: dataclasses.replace(
        goal_answer(question, knowledge),
        status=AnswerStatus.ABSTAINED,
        reason=NoAnswer.NOT_IN_DOCUMENTS,
        citations=(),
        text="Det står ikke i mine dokumenter.",
    )
    slack.click("DU1", slack.wait_for_reply(slack.dm("Hvad koster det?")), "Ikke svaret? Spørg en person")
    slack.wait_for_dialog("Spørg en person")
    slack.submit()

    assert "Hvad koster det?" in str(slack.wait_for_own("DU3")["blocks"])


@pytest.mark.parametrize("owner", [None, "Plankontoret, UVM"], ids=["no owner", "a name that nobody knows in Slack"])
def test_nobody_to_ask_gives_no_button(slack: FakeSlack, answers: FakeAnswers, owner: str | None) -> None:
    """No false hope."""
    documents = answers.everything.documents
    documents["plan-2025"] = dataclasses.replace(documents["plan-2025"], owner=owner)
    message = slack.wait_for_reply(slack.dm("Hvad er mål 1?"))

    assert "Spørg en person" not in str(message["blocks"])


def test_owner_is_known_by_a_granted_role(slack: FakeSlack, answers: FakeAnswers, records: Store) -> None:
    """As for reminders: whoever was granted a role need not stand in corpus.toml with an address."""
    identity = Identity(person="una", name="Una Holm", role=Role.MANAGER)
    OutsideIdentities(records).grant(OutsideIdentity(provider="slack", subject="T1:U3", identity=identity))
    documents = answers.everything.documents
    documents["plan-2025"] = dataclasses.replace(documents["plan-2025"], owner="Una Holm")
    slack.click("DU1", slack.wait_for_reply(slack.dm("Hvad er mål 1?")), "Ikke svaret? Spørg en person")
    slack.wait_for_dialog("Spørg en person")
    slack.submit()

    assert "Hvad er mål 1?" in str(slack.wait_for_own("DU3")["blocks"])


def test_owner_who_is_not_in_slack_is_told_of(slack: FakeSlack, answers: FakeAnswers) -> None:
    """An address may be of somebody who has left."""
    documents = answers.everything.documents
    documents["plan-2025"] = dataclasses.replace(documents["plan-2025"], owner="una@left.example")
    slack.click("DU1", slack.wait_for_reply(slack.dm("Hvad er mål 1?")), "Ikke svaret? Spørg en person")

    assert "kan ikke finde den ansvarlige" in str(slack.wait_for_dialog()["blocks"])


def test_follow_up_in_its_own_thread_needs_no_mention(slack: FakeSlack, answers: FakeAnswers) -> None:
    """Talking to somebody who answers does not take their name in every sentence."""
    ts = slack.mention("Hvad er mål 1?")
    slack.wait_for_reply(ts, channel="C1")
    slack.say("Og milepælene?", user="U1", thread_ts=ts)
    slack.wait_for_reply(ts, channel="C1", count=2)

    assert [turn.content for turn in answers.asked[1][0].history if turn.role == "user"] == ["Hvad er mål 1?"]


def test_it_stays_quiet_where_others_talk(slack: FakeSlack, answers: FakeAnswers) -> None:
    """An assistant that joins every conversation is switched off."""
    ts = slack.mention("Hvad er mål 1?")
    slack.wait_for_reply(ts, channel="C1")
    slack.say("hvad mener du?", user="U1", thread_ts=ts, to="U3")
    slack.say("Det ved jeg ikke", user="U2", thread_ts=ts)
    slack.settle()
    slack.say("Nå, men hvad så?", user="U1", thread_ts=ts)
    slack.say("Hvad er mål 2?", user="U1")
    slack.settle()
    slack.mention("Og mål 3?", thread_ts=ts)
    slack.wait_for_reply(ts, channel="C1", count=2)

    assert len(answers.asked) == 2


def test_feedback_is_kept_and_listed(
    records: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What people took the time to say is read by whoever can mend it."""
    source = Source(document="plan-2025", start=1, end=9)
    FeedbackBook(records, kept_days=90).add(
        Feedback(
            answer="a",
            verdict=Verdict.DOWN,
            reason=Reason.OUTDATED,
            question="Hvad?",
            source=source,
            comment="Fra 2023",
            day=dt.date(2025, 5, 20),
        )
    )
    monkeypatch.setenv("RETTESNOR_DATA", str(settings.data))

    assert feedback_command([]) == 0
    assert capsys.readouterr().out == "2025-05-20  down  outdated · Hvad? · plan-2025 · Fra 2023\n"
    assert feedback_command(["--json"]) == 0
    assert json.loads(capsys.readouterr().out)["feedback"][0]["source"] == dataclasses.asdict(source)
