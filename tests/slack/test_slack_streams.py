"""Answers that a language model words are read while they come, and stand there once, whole, whatever happens."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator

import pytest
from fake_slack import FakeSlack, live_constructs
from fake_slack.live import live_streamed
from fakes import FakeAnswers
from hostile_words import hostile_words
from slack_words import words_of

from assistant.answer import Answer, Sentence
from assistant.question import Asker, Question

pytestmark = pytest.mark.usefixtures("connection")

SEED = 20250520
QUESTION = "Hvad er mål 1?"
FIRST, SECOND = "Planen har ét mål. [1]", "Det handler om måling. [1]"
WHOLE = "Vi måler det, der betyder noget."
STREAMING = ("chat.startStream", "chat.appendStream", "chat.stopStream")


class Telling(FakeAnswers):
    """Answers in sentences; `go_on` holds back what follows the first, and `breaks` fails there."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()
        self.go_on.set()
        self.breaks = False
        self.sentences[QUESTION] = (FIRST, SECOND)

    def stream(self, question: Question, asker: Asker) -> Iterator[Sentence | Answer]:
        """One sentence, then, in time, the rest."""
        for number, event in enumerate(super().stream(question, asker)):
            if number == 1:
                assert self.go_on.wait(20)
                if self.breaks:
                    msg = "the machine is gone"
                    raise OSError(msg)
            yield event


@pytest.fixture
def answers() -> Telling:
    """Answers that come in sentences."""
    return Telling()


def test_first_sentence_is_read_before_there_is_a_second(slack: FakeSlack, answers: Telling) -> None:
    """Whoever waits for a model sees that it has begun, and what."""
    answers.go_on.clear()
    ts = slack.dm(QUESTION)
    begun = words_of(slack.wait_for_reply(ts))
    is_streaming = slack.state.streams[0].is_open
    answers.go_on.set()

    assert begun == FIRST
    assert is_streaming
    assert SECOND not in begun


def test_whole_answer_takes_the_place_of_what_was_shown(slack: FakeSlack, answers: Telling) -> None:
    """In the end it is what it would be in one piece: sources, buttons and all, and nothing that no longer stands."""
    ts = slack.dm(QUESTION)
    streamed = wait_for_whole(slack, ts)
    answers.sentences.clear()
    posted = wait_for_whole(slack, slack.dm(QUESTION))

    assert (streamed["text"], shown(streamed)) == (posted["text"], shown(posted))
    assert FIRST not in words_of(streamed)
    assert len(slack.state.streams) == 1
    assert len(slack.replies(ts)) == 1


def test_answer_without_a_model_is_one_message(slack: FakeSlack, answers: Telling) -> None:
    """It is whole before its first word could be shown: to stream it would cost three calls for nothing."""
    answers.sentences.clear()
    wait_for_whole(slack, slack.dm(QUESTION))

    assert slack.state.streams == []
    assert [name for name, _, _ in slack.state.calls if name.startswith("chat.")] == ["chat.postMessage"]


def test_channel_is_told_for_whom_it_is_written(slack: FakeSlack) -> None:
    """Slack begins no stream in a channel without both names."""
    wait_for_whole(slack, slack.mention(QUESTION), channel="C1")
    begun = slack.calls("chat.startStream")[0]

    assert (begun["recipient_team_id"], begun["recipient_user_id"]) == ("T1", "U1")


@pytest.mark.parametrize("lives", ["idle", "whole"])
def test_stream_that_slack_ends_does_not_end_the_answer(slack: FakeSlack, answers: Telling, lives: str) -> None:
    """Slack gives a stream up after half a minute without words, or after five minutes; a model may take longer."""
    answers.go_on.clear()
    ts = slack.dm(QUESTION)
    slack.wait_for_reply(ts)
    setattr(slack.state, f"stream_{lives}_s", 0.0)
    answers.go_on.set()
    reply = wait_for_whole(slack, ts)

    assert WHOLE in words_of(reply)
    assert refused(slack) == ["message_not_in_streaming_state"] * 2
    assert len(slack.replies(ts)) == 1


def test_stop_ends_the_answer_and_says_that_it_is_not_whole(slack: FakeSlack, answers: Telling) -> None:
    """Slack has a button to stop a message that grows: no more is written, and nobody takes a part for the whole."""
    answers.go_on.clear()
    ts = slack.dm(QUESTION)
    slack.wait_for_reply(ts)
    slack.stop_stream()
    answers.go_on.set()
    reply = wait_for_whole(slack, ts)

    assert words_of(reply).startswith(FIRST)
    assert "Stoppet, før svaret var færdigt" in words_of(reply)
    assert WHOLE not in words_of(reply)
    assert len(slack.replies(ts)) == 1


def test_failure_on_the_way_is_told_in_the_place_of_what_was_shown(slack: FakeSlack, answers: Telling) -> None:
    """Half an answer with nothing after it would look like all of it."""
    answers.breaks = True
    ts = slack.dm(QUESTION)
    reply = wait_for_whole(slack, ts)

    assert words_of(reply).startswith("Noget gik galt")
    assert FIRST not in words_of(reply)
    assert len(slack.replies(ts)) == 1


@pytest.mark.parametrize(
    "error",
    ["channel_type_not_supported", "invalid_chunks", "unknown_method", "ratelimited"],
)
def test_stream_that_slack_does_not_begin_costs_nothing(slack: FakeSlack, error: str) -> None:
    """The answer comes in one piece then, and waits for no limit that only streams have."""
    if error == "ratelimited":
        slack.rate_limit("chat.startStream", retry_after=20)
    else:
        slack.fail("chat.startStream", error)
    begun = time.monotonic()
    ts = slack.dm(QUESTION)
    reply = wait_for_whole(slack, ts)

    assert WHOLE in words_of(reply)
    assert len(slack.replies(ts)) == 1
    assert time.monotonic() - begun < 15


def test_sentence_that_met_a_rate_limit_comes_with_the_next(slack: FakeSlack, answers: Telling) -> None:
    """A limit is reached when many ask at once; what is shown stays in order."""
    third = "Det er hele målet. [1]"
    answers.sentences[QUESTION] = (FIRST, SECOND, third)
    slack.rate_limit("chat.appendStream", retry_after=20)
    ts = slack.dm(QUESTION)
    wait_for_whole(slack, ts)

    assert words_of({"blocks": slack.state.streams[0].blocks}) == f"{FIRST}\n{SECOND}\n{third}"


@pytest.mark.parametrize("is_after", [True, False], ids=["took effect", "took none"])
@pytest.mark.parametrize("method", [*STREAMING, "chat.update"])
def test_call_that_breaks_off_leaves_one_whole_answer(slack: FakeSlack, method: str, *, is_after: bool) -> None:
    """Slack may have done what it did not answer to: what stands there is looked for and finished, never repeated."""
    slack.fail(method, "internal_error", status=500, is_after=is_after)
    ts = slack.dm(QUESTION)
    reply = wait_for_whole(slack, ts)
    slack.wait_for_reply(slack.dm("Og nu?"))
    time.sleep(0.3)

    assert WHOLE in words_of(reply)
    assert len(slack.replies(ts)) == 1


@pytest.mark.parametrize("method", ["chat.stopStream", "chat.update"])
def test_rate_limit_at_the_end_is_waited_out(slack: FakeSlack, method: str) -> None:
    """What was begun is finished later, and found again by then."""
    slack.rate_limit(method, times=7, retry_after=0)
    ts = slack.dm(QUESTION)
    reply = wait_for_whole(slack, ts)

    assert WHOLE in words_of(reply)
    assert len(slack.replies(ts)) == 1


@pytest.mark.parametrize("error", ["edit_window_closed", "cant_update_message", "message_not_found", "block_mismatch"])
def test_message_that_cannot_be_changed_is_followed_by_the_whole(slack: FakeSlack, error: str) -> None:
    """A workspace may forbid to change messages, and somebody may have deleted it: the answer is not lost by that."""
    slack.fail("chat.update", error)
    ts = slack.dm(QUESTION)
    reply = slack.wait_for_reply(ts, count=2)

    assert WHOLE in words_of(reply)


def test_many_who_ask_at_once_are_all_answered(slack: FakeSlack) -> None:
    """Slack begins twenty streams a minute, here in five seconds: whoever comes later reads the answer in one piece."""
    slack.api.has_limits, slack.api.minute_s = True, 5.0
    asked = [slack.dm(QUESTION, user=f"U{number % 3 + 1}") for number in range(36)]
    for number, ts in enumerate(asked):
        assert WHOLE in words_of(wait_for_whole(slack, ts, channel=f"DU{number % 3 + 1}"))

    assert [len(slack.replies(ts, channel=f"DU{number % 3 + 1}")) for number, ts in enumerate(asked)] == [1] * 36
    assert "ratelimited" in [body.get("error") for name, _, body in slack.state.calls if name == "chat.startStream"]


def test_private_and_shared_answers_are_not_streamed(slack: FakeSlack) -> None:
    """Slack streams under a message that everybody there sees, and nowhere else."""
    slack.slash(QUESTION)
    slack.click("C1", slack.wait_for_whisper(), "Del i kanalen")
    slack.wait_for_own("C1")

    assert slack.state.streams == []


def test_nothing_hostile_is_live_in_a_stream(slack: FakeSlack, answers: Telling) -> None:
    """Slack reads a stream as one text: what is harmless in two pieces may be a mention where they meet."""
    chance = random.Random(SEED)
    asked = []
    for number, words in enumerate(hostile_words()):
        question = f"nr. {number}"
        cut = chance.randint(1, len(words) - 1)
        answers.sentences[question] = [part for part in (words[:cut], words[cut:], f"{words} {words}") if part.strip()]
        answers.saying(question, f"Svar: {words}")
        asked.append(slack.mention(question) if number % 2 else slack.dm(question))
        if number % 10 == 9:
            for at, ts in enumerate(asked[-10:], start=number - 9):
                wait_for_whole(slack, ts, channel="C1" if at % 2 else "DU1")

    assert len(slack.state.streams) == len(hostile_words()) == 100
    assert [each for stream in slack.state.streams for each in live_streamed(stream)] == []
    url = "https://rettesnor.example/"
    assert [each for sent in slack.state.sent for each in live_constructs(sent, allowed_url=url)] == []


def wait_for_whole(slack: FakeSlack, ts: str, *, channel: str = "DU1") -> dict[str, object]:
    """The reply under `ts`, once it is finished."""

    def there() -> bool:
        return any("metadata" in each for each in slack.replies(ts, channel=channel))

    assert slack.state.wait_until(there, slack.timeout_s), slack.replies(ts, channel=channel)
    return next(each for each in slack.replies(ts, channel=channel) if "metadata" in each)


def shown(message: dict[str, object]) -> str:
    """Its blocks, without the small print that only a first answer has."""
    return str([block for block in message["blocks"] if "AI-assistent" not in str(block)])


def refused(slack: FakeSlack) -> list[str]:
    """What Slack said to calls for streams that it refused."""
    return [body["error"] for name, _, body in slack.state.calls if name in STREAMING and not body["ok"]]
