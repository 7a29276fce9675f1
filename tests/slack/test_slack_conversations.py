"""People write and click in a fake Slack, and the real app answers them."""

from __future__ import annotations

import threading
import time

import pytest
from fake_slack import FakeSlack, live_constructs
from fakes import FakeAnswers, goal_answer
from slack_words import words_of
from test_slack_clicks import grant

from assistant.access.identity import Role
from assistant.answer import Answer
from assistant.channels.slack.connection import SlackConnection
from assistant.question import ANYBODY, Question
from assistant.store.store import Store
from ingest.knowledge import Knowledge

pytestmark = pytest.mark.usefixtures("connection")

WORDS = "Vi måler det, der betyder noget."


def test_direct_message_is_answered_once_in_its_thread(slack: FakeSlack, answers: FakeAnswers) -> None:
    """The first thing an employee tries has to work, with the official wording as it stands."""
    ts = slack.dm("Hvad er mål 1?")
    reply = slack.wait_for_reply(ts)

    assert f"»{WORDS}« [1]" in words_of(reply)
    assert WORDS in reply["text"]
    assert [(question.text, asker) for question, asker in answers.asked] == [("Hvad er mål 1?", ANYBODY)]
    assert reply["thread_ts"] == ts


def test_mention_is_answered_in_the_thread_without_the_mention(slack: FakeSlack, answers: FakeAnswers) -> None:
    """A channel's main view stays free of answers, and the assistant's own name is no part of the question."""
    ts = slack.mention("hvad er mål 1 & 2?")
    slack.wait_for_reply(ts, channel="C1")

    assert answers.asked[0][0].text == "hvad er mål 1 & 2?"


def test_channel_answer_uses_what_everybody_may_read(slack: FakeSlack, answers: FakeAnswers, records: Store) -> None:
    """What one asker may read must not be shown to all."""
    grant(records, "U1", Role.EMPLOYEE, groups=frozenset({"hr"}))
    slack.wait_for_reply(slack.mention("Hvad er bonus?"), channel="C1")

    assert answers.asked[0][1].groups == frozenset()


def test_event_delivered_many_times_is_answered_once(slack: FakeSlack, answers: FakeAnswers) -> None:
    """Slack delivers again, with the same and with new event ids, whenever an acknowledgement is lost."""
    ts = slack.dm("Hvad er mål 1?", times=7)
    slack.settle()
    marker = slack.dm("Og nu?")
    slack.wait_for_reply(marker)

    assert len(slack.replies(ts)) == 1
    assert len(answers.asked) == 2


def test_slow_answer_is_acknowledged_at_once(slack: FakeSlack, answers: FakeAnswers) -> None:
    """An answer that takes longer than Slack waits must not be delivered again, nor hold up others."""
    begun, go_on = threading.Event(), threading.Event()

    def slowly(question: Question, knowledge: Knowledge) -> Answer:
        begun.set()
        go_on.wait(5)
        return goal_answer(question, knowledge)

    answers.replies["langsom"] = slowly
    slow = [slack.dm("langsom") for _ in range(6)]
    assert begun.wait(5)
    quick = slack.dm("hurtig")
    slack.wait_for_reply(quick)
    slack.settle()
    assert not any(slack.replies(ts) for ts in slow)
    go_on.set()
    for ts in slow:
        slack.wait_for_reply(ts)

    assert max(taken for _, taken in slack.door.acknowledged) < 1.0
    assert slack.state.deliveries == 7


def test_follow_up_carries_the_threads_turns(slack: FakeSlack, answers: FakeAnswers) -> None:
    """A question such as “And the next one?” means nothing without what came before."""
    first = slack.dm("Hvad er mål 1?")
    slack.wait_for_reply(first)
    slack.dm("Og milepælene?", thread_ts=first)
    slack.wait_for_reply(first, count=2)

    history = answers.asked[1][0].history
    assert [turn.role for turn in history] == ["user", "assistant"]
    assert history[0].content == "Hvad er mål 1?"
    assert WORDS in history[1].content


def test_first_message_of_a_thread_has_no_history(slack: FakeSlack, answers: FakeAnswers) -> None:
    """A new subject begins without the old one, and costs no call for a history that is not there."""
    slack.wait_for_reply(slack.dm("Hvad er mål 1?"))
    slack.wait_for_reply(slack.dm("Hvad er visionen?"))

    assert answers.asked[1][0].history == ()
    assert slack.calls("conversations.replies") == []


def test_what_people_say_to_each_other_is_left_out(slack: FakeSlack, answers: FakeAnswers) -> None:
    """Talk beside the assistant in a thread is neither its business nor its context."""
    first = slack.mention("Hvad er mål 1?")
    slack.wait_for_reply(first, channel="C1")
    slack.say("Det er da en hemmelighed", thread_ts=first)
    slack.mention("og mål 2?", user="U2", thread_ts=first)
    slack.wait_for_reply(first, channel="C1", count=2)

    assert [turn.content for turn in answers.asked[1][0].history if turn.role == "user"] == ["Hvad er mål 1?"]


def test_history_that_slack_refuses_costs_no_answer(slack: FakeSlack, answers: FakeAnswers) -> None:
    """A missing scope makes the answer poorer, not silent."""
    slack.state.scopes.discard("im:history")
    first = slack.dm("Hvad er mål 1?")
    slack.wait_for_reply(first)
    slack.dm("Og milepælene?", thread_ts=first)
    slack.wait_for_reply(first, count=2)

    assert answers.asked[1][0].history == ()


def test_option_clicked_is_asked_in_the_thread(slack: FakeSlack, answers: FakeAnswers) -> None:
    """A question back is answered with one click, and the thread shows what was chosen."""
    ts = slack.dm("hvilket mål 1?")
    slack.click("DU1", slack.wait_for_reply(ts), "<b>Egne</b>")
    reply = slack.wait_for_reply(ts, count=2)

    assert answers.asked[1][0].text == 'Hvad er "egne" mål <1>?'
    assert [turn.content for turn in answers.asked[1][0].history if turn.role == "user"] == ["hvilket mål 1?"]
    assert "<b>Egne</b>" in words_of(reply)


def test_clicked_question_is_part_of_the_history(slack: FakeSlack, answers: FakeAnswers) -> None:
    """No message holds what a button asked; without it the next follow-up would hang in the air."""
    ts = slack.dm("hvilket mål 1?")
    slack.click("DU1", slack.wait_for_reply(ts), "Koncernfælles")
    slack.wait_for_reply(ts, count=2)
    slack.dm("og milepælene?", thread_ts=ts)
    slack.wait_for_reply(ts, count=3)

    asked = [turn.content for turn in answers.asked[2][0].history if turn.role == "user"]
    assert asked == ["hvilket mål 1?", "Hvad er koncernfælles mål 1?"]


def test_second_click_asks_nothing_new(slack: FakeSlack, answers: FakeAnswers) -> None:
    """Two quick clicks are one question; whoever clicks later is told where the answer is."""
    ts = slack.dm("hvilket mål 1?")
    message = slack.wait_for_reply(ts)
    slack.click("DU1", message, "Koncernfælles", times=3)
    slack.wait_for_reply(ts, count=2)
    slack.settle()
    assert slack.state.whispers == []
    slack.click("DU1", message, "Koncernfælles", user="U2")

    assert slack.wait_for_whisper()["user"] == "U2"
    assert len(answers.asked) == 2


def test_link_button_and_unknown_events_are_acknowledged(slack: FakeSlack, answers: FakeAnswers) -> None:
    """Slack delivers again what is not acknowledged, and in the end switches the subscription off."""
    message = slack.wait_for_reply(slack.dm("Hvad er mål 1?"))
    slack.click("DU1", message, "[1] Resultatplan 2025")
    slack.event({"type": "pin_added", "user": "U1", "channel_id": "C1"})
    slack.event({"type": "message", "subtype": "message_changed", "channel": "DU1", "channel_type": "im", "ts": "1.1"})
    slack.event(
        {"type": "message", "user": "U2", "channel": "C1", "channel_type": "channel", "ts": "1.2", "text": "hej"}
    )
    slack.settle()

    assert len(answers.asked) == 1
    assert slack.state.deliveries == 5


@pytest.mark.parametrize(
    "event",
    [
        {"user": "U1", "bot_id": "B2", "text": "hej"},
        {"user": "UBOT", "text": "hej"},
        {"user": "U1", "subtype": "channel_join", "text": "<@U1> has joined"},
        {"user": "U1", "subtype": "message_deleted"},
        {"text": "hej"},
    ],
    ids=["another bot", "itself", "a join", "a deletion", "nobody"],
)
def test_what_no_person_asked_is_not_answered(slack: FakeSlack, answers: FakeAnswers, event: dict[str, str]) -> None:
    """Two bots that answer each other never stop."""
    slack.event({"type": "message", "channel": "DU1", "channel_type": "im", "ts": "1.5", **event})
    slack.settle()
    slack.wait_for_reply(slack.dm("Hvad er mål 1?"))

    assert len(answers.asked) == 1


def test_first_reply_to_a_person_introduces_the_assistant(slack: FakeSlack) -> None:
    """People have a right to know that they talk to a machine and what becomes of what they write; once."""
    first = words_of(slack.wait_for_reply(slack.dm("Hvad er mål 1?")))
    second = words_of(slack.wait_for_reply(slack.dm("Hvad er mål 1?")))
    other = words_of(slack.wait_for_reply(slack.mention("Hvad er mål 1?", user="U2"), channel="C1"))

    assert "AI-assistent" in first
    assert "slettes så" in first
    assert "AI-assistent" not in second
    assert "AI-assistent" in other


def test_empty_mention_says_how_to_ask(slack: FakeSlack, answers: FakeAnswers) -> None:
    """Somebody who only calls is waiting for something."""
    reply = slack.wait_for_reply(slack.mention(""), channel="C1")

    assert "Skriv et spørgsmål" in reply["text"]
    assert answers.asked == []


def test_question_too_long_is_refused_in_its_language(slack: FakeSlack, answers: FakeAnswers) -> None:
    """The limit is told, not suffered."""
    reply = slack.wait_for_reply(slack.dm("What is the goal? " * 200))

    assert reply["text"] == "The question is too long. Write at most 2000 characters."
    assert answers.asked == []


def test_error_gives_an_honest_text_and_a_reference(
    slack: FakeSlack, answers: FakeAnswers, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody is left waiting, and whoever runs it can find the cause; the question itself is not logged."""

    def fails(_question: Question, _knowledge: Knowledge) -> Answer:
        msg = "the disk is gone"
        raise OSError(msg)

    answers.replies["Hvad er hemmeligt?"] = fails
    reply = slack.wait_for_reply(slack.dm("Hvad er hemmeligt?"))
    (logged,) = [record for record in caplog.records if record.message == "slack_answer_failed"]

    assert logged.error == "OSError"
    assert reply["text"].startswith("Noget gik galt")
    assert f"(Reference: {logged.reference})" in reply["text"]
    assert "hemmeligt" not in caplog.text
    assert "the disk is gone" not in reply["text"]


def test_without_an_index_it_says_so(slack: FakeSlack, answers: FakeAnswers) -> None:
    """An installation that is not finished is told apart from a fault."""
    answers.missing = True

    assert "dokumenterne er ikke læst ind" in slack.wait_for_reply(slack.dm("Hvad er mål 1?"))["text"]


def test_failed_click_can_be_repeated(slack: FakeSlack, answers: FakeAnswers) -> None:
    """After an error the button is the natural thing to try again."""
    ts = slack.dm("hvilket mål 1?")
    message = slack.wait_for_reply(ts)
    answers.missing = True
    slack.click("DU1", message, "Koncernfælles")
    slack.wait_for_reply(ts, count=2)
    answers.missing = False
    slack.click("DU1", message, "Koncernfælles")

    assert WORDS in slack.wait_for_reply(ts, count=3)["text"]


def test_rate_limit_is_waited_out(slack: FakeSlack) -> None:
    """Slack allows about one message a second in a channel; the answer comes later, not never."""
    slack.rate_limit("chat.postMessage", retry_after=1)
    begun = time.monotonic()
    ts = slack.dm("Hvad er mål 1?")
    slack.wait_for_reply(ts)

    assert time.monotonic() - begun >= 1.0
    assert len(slack.replies(ts)) == 1


def test_form_that_slack_refuses_is_posted_as_words(slack: FakeSlack) -> None:
    """A plain answer is better than none."""
    slack.fail("chat.postMessage", "invalid_blocks")
    reply = slack.wait_for_reply(slack.dm("Hvad er mål 1?"))

    assert WORDS in reply["text"]
    assert "blocks" not in reply


@pytest.mark.parametrize("is_after", [True, False], ids=["posted all the same", "not posted"])
def test_doubtful_posting_is_looked_up_before_it_is_repeated(slack: FakeSlack, *, is_after: bool) -> None:
    """Slack may fail after it has posted: one answer, neither none nor two."""
    slack.fail("chat.postMessage", "internal_error", status=500, is_after=is_after)
    ts = slack.dm("Hvad er mål 1?")
    slack.wait_for_reply(ts)
    slack.wait_for_reply(slack.dm("Og nu?"))
    slack.state.wait_until(lambda: len(slack.calls("conversations.replies")) == 1, 5)
    time.sleep(0.2)

    assert len(slack.replies(ts)) == 1


def test_where_the_history_cannot_be_read_a_doubtful_answer_is_posted(slack: FakeSlack) -> None:
    """Without the scope nobody can look; an answer that comes twice is better than none."""
    slack.state.scopes.discard("im:history")
    slack.fail("chat.postMessage", "internal_error", status=500)

    assert WORDS in slack.wait_for_reply(slack.dm("Hvad er mål 1?"))["text"]


@pytest.mark.parametrize("is_announced", [True, False], ids=["announced", "dropped"])
def test_connection_lost_is_renewed(slack: FakeSlack, *, is_announced: bool) -> None:
    """Slack closes every connection some times a day."""
    opened = len(slack.calls("apps.connections.open"))
    slack.disconnect(is_announced=is_announced)
    slack.state.wait_until(lambda: len(slack.calls("apps.connections.open")) > opened, 15)
    slack.wait_connected()

    assert slack.wait_for_reply(slack.dm("Hvad er mål 1?"))


@pytest.mark.parametrize("after_s", [0.0, 0.5, 1.0])
def test_closing_ends_while_the_connection_is_renewed(
    slack: FakeSlack, connection: SlackConnection, after_s: float
) -> None:
    """The library waits for the reader of a session that it opened behind its own back."""
    slack.disconnect(is_announced=False)
    time.sleep(after_s)
    closing = threading.Thread(target=connection.close, daemon=True)
    closing.start()
    closing.join(timeout=20)

    assert not closing.is_alive()


HOSTILE = (
    "<!channel>",
    "<!here|alle>",
    "<!everyone>",
    "<@U2>",
    "<#C1|kanal>",
    "<!subteam^S1|@holdet>",
    "<http://evil.example|Sundhed>",
    "<mailto:x@evil.example|skriv>",
    "[Kilden](http://evil.example)",
    "<http://evil.example>",
    "http://evil.example/a?b=c",
    "www.evil.example",
    "&lt;!channel&gt;",
    "&amp;lt;!channel&amp;gt;",
    "*fed* _kursiv_ ~streg~ `kode`",
    "> citat <!channel>",
    "```<!channel>```",
    "<!date^1392734382^{date}^http://evil.example|dato>",
    "![x](http://evil.example/x.png)",
    "\u202e<!channel>\u202c",
    "<\u200b!channel>",
    "a | b\n--|--\n<!channel> | <@U2>",
    "1. <!channel>\n   - <@U2>",
    "<<!channel>>",
    "\\<!channel\\>",
)


def test_nothing_hostile_pings_links_or_unfurls(slack: FakeSlack, answers: FakeAnswers) -> None:
    """A document, a question or a name may hold anything; in a channel it would reach everybody."""
    asked = []
    for number, payload in enumerate(HOSTILE):
        question = f"nr. {number}"
        answers.saying(question, f"Svar: {payload}\n\n- {payload}\n\n> {payload}")
        asked.append(slack.mention(question))
        asked.append(slack.mention(payload))
        asked.append(slack.mention(f"hvilket {payload}"))
        if number % 5 == 4:
            for ts in asked[-15:]:
                slack.wait_for_reply(ts, channel="C1")
    live = [
        found for sent in slack.state.sent for found in live_constructs(sent, allowed_url="https://rettesnor.example/")
    ]

    assert len(slack.state.sent) == 3 * len(HOSTILE)
    assert live == []
