"""
One question out of Slack answered back into Slack, whatever goes wrong on the way.

Owns the history it fetches, the scope it asks with, the message it posts and the honest text when it cannot answer;
leaves receiving, acknowledging and de-duplicating to `app`, and the form of the message to `assistant.render.slack`.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from assistant.channels.requests import Clock, make_question
from assistant.channels.slack.messages import ANSWER_EVENT, Asked, Bot, turns
from assistant.errors import RequestInvalid
from assistant.protocols import Answers
from assistant.question import Asker, Question, Turn
from assistant.render.slack import blocks, escaped, fallback_text, plain_context
from assistant.understanding.language import detect
from ingest.errors import IndexMissing, IndexUnreadable, RettesnorError
from ingest.records import Language
from ingest.settings import Settings

__all__ = ["Desk", "asker_for", "error_name"]

_logger = logging.getLogger(__name__)
_MOST_MET = 50_000
_PAGE = 200
_MOST_PAGES = 3
_PAUSE_S = 1.0
_FORM_ERRORS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "invalid_metadata_format"})
"""Slack refused how the message is built; the words alone can still be posted."""
_GONE = frozenset({"channel_not_found", "not_in_channel", "is_archived", "account_inactive", "token_revoked"})
"""There is nobody left to tell."""

Message = dict[str, Any]


def asker_for(asked: Asked) -> Asker:
    """
    What the answer may draw on: in a channel, what everybody in it may read; in a direct message, what the person may.

    No groups are known in Slack yet, so both are what everybody may read.
    """
    del asked
    return Asker()


class Desk:
    """Answers questions, each on a thread of `executor`, away from the threads that take deliveries in."""

    def __init__(self, answers: Answers, settings: Settings, *, clock: Clock, executor: Executor) -> None:
        self._answers = answers
        self._settings = settings
        self._clock = clock
        self._executor = executor
        self._met: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, asked: Asked, client: WebClient, bot: Bot, *, failed: Callable[[], None] = lambda: None) -> None:
        """Answer in the background; `failed` is called when the person got an error text instead."""
        self._executor.submit(self._serve, asked, client, bot, failed)

    def tell(self, asked: Asked, client: WebClient, key: str) -> None:
        """Say one of our own texts to this person alone."""
        self._executor.submit(self._whisper, asked, client, key)

    def _serve(self, asked: Asked, client: WebClient, bot: Bot, failed: Callable[[], None]) -> None:
        try:
            message = self._message(asked, client, bot)
        except Exception as error:  # noqa: BLE001 (whatever it is, the person must not be left waiting)
            failed()
            message = self._apology(asked, error)
        try:
            self._post(asked, client, message)
        except Exception as error:  # noqa: BLE001 (nothing is left to say it with)
            failed()
            self._not_met(asked.user)
            _logger.error("slack_answer_lost %s %s", error_name(error), asked.key)  # noqa: TRY400

    def _message(self, asked: Asked, client: WebClient, bot: Bot) -> Message:
        refusal = self._refusal(asked)
        if refusal:
            return refusal
        question = self._question(asked, self._history(asked, client, bot))
        answer = self._answers.ask(question, asker_for(asked))
        shown = blocks(
            answer,
            self._answers.texts,
            self._settings.public_url,
            chosen=asked.chosen,
            introduce=self._is_first(asked.user),
        )
        more = {"answer": answer.id} | ({"question": asked.text} if asked.chosen else {})
        return {"text": fallback_text(answer), "blocks": shown, "metadata": _metadata(asked, **more)}

    def _question(self, asked: Asked, history: tuple[Turn, ...]) -> Question:
        return make_question(
            asked.text,
            settings=self._settings,
            clock=self._clock,
            knowledge=lambda: self._answers.knowledge(asker_for(asked)),
            history=history,
        )

    def _refusal(self, asked: Asked) -> Message | None:
        """What to say to a question that holds nothing, or too much."""
        most = self._settings.max_question_chars
        if not asked.text:
            return self._own_words(asked, "slack.empty")
        if len(asked.text) > most:
            return self._own_words(asked, "slack.too_long", max=most)
        return None

    def _apology(self, asked: Asked, error: Exception) -> Message:
        if isinstance(error, RequestInvalid):
            return self._own_words(asked, "slack.unreadable")
        reference = uuid.uuid4().hex[:8]
        trace = None if isinstance(error, RettesnorError) else error
        what = str(error) if trace is None else error_name(error)
        _logger.error("slack_answer_failed reference=%s %s", reference, what, exc_info=trace)
        key = "slack.not_ready" if isinstance(error, (IndexMissing, IndexUnreadable)) else "slack.error"
        return self._own_words(asked, key, reference=reference)

    def _own_words(self, asked: Asked, key: str, **variables: object) -> Message:
        """A message of our own, in the language of what was asked; introduces us where nobody has yet."""
        language = detect(asked.text, knows=lambda _word, _language: False).answer or Language.DANISH
        words = self._answers.texts.say(language, key, **variables)
        shown: list[Message] = [{"type": "section", "text": {"type": "plain_text", "text": words, "emoji": False}}]
        if self._is_first(asked.user):
            shown.append(plain_context(self._answers.texts.say(language, "slack.introduction")))
        return {"text": escaped(words), "blocks": shown, "metadata": _metadata(asked)}

    def _is_first(self, user: str) -> bool:
        """Whether this is our first message to the person since the start."""
        with self._lock:
            is_first = user not in self._met
            self._met[user] = None
            while len(self._met) > _MOST_MET:
                self._met.popitem(last=False)
        return is_first

    def _not_met(self, user: str) -> None:
        """Introduce us again next time: the message that did may not have arrived."""
        with self._lock:
            self._met.pop(user, None)

    def _history(self, asked: Asked, client: WebClient, bot: Bot) -> tuple[Turn, ...]:
        """The thread's earlier turns; none when Slack will not give them, so that a missing scope costs no answer."""
        if not asked.is_follow_up:
            return ()
        try:
            return turns(self._thread(asked, client, before=asked.before), asked, bot)
        except (SlackClientError, OSError) as error:
            _logger.warning("slack_history_missing %s", error_name(error))
            return ()

    def _thread(self, asked: Asked, client: WebClient, *, before: str | None = None) -> list[Mapping[str, Any]]:
        """The thread's messages in order, at most some hundreds, those before `before` where it is given."""
        found: list[Mapping[str, Any]] = []
        cursor = None
        for _ in range(_MOST_PAGES):
            page = client.conversations_replies(
                channel=asked.channel,
                ts=asked.thread,
                latest=before,
                limit=_PAGE,
                cursor=cursor,
                include_all_metadata=True,
            )
            found += page.get("messages") or []
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                break
        return found

    def _post(self, asked: Asked, client: WebClient, message: Message) -> None:
        """
        Post under the question.

        Where Slack refuses the form, the words alone are posted; where nobody knows whether it arrived, the thread
        is looked through before it is posted again.
        """
        try:
            self._send(asked, client, message)
        except (SlackClientError, OSError) as error:
            if error_name(error) in _GONE:
                raise
            again = message
            if error_name(error) in _FORM_ERRORS:
                again = {"text": message["text"]}
                self._not_met(asked.user)
            else:
                time.sleep(_PAUSE_S)
                if self._has_arrived(asked, client):
                    return
            _logger.warning("slack_post_again %s", error_name(error))
            self._send(asked, client, again)

    def _has_arrived(self, asked: Asked, client: WebClient) -> bool:
        try:
            thread = self._thread(asked, client)
        except (SlackClientError, OSError):
            return False
        payloads = [(message.get("metadata") or {}).get("event_payload") or {} for message in thread]
        return any(payload.get("key") == asked.key for payload in payloads)

    def _send(self, asked: Asked, client: WebClient, message: Message) -> None:
        client.chat_postMessage(
            channel=asked.channel,
            thread_ts=asked.thread,
            unfurl_links=False,
            unfurl_media=False,
            parse="none",
            link_names=False,
            mrkdwn=False,
            **message,
        )

    def _whisper(self, asked: Asked, client: WebClient, key: str) -> None:
        language = detect(asked.text, knows=lambda _word, _language: False).answer or Language.DANISH
        words = escaped(self._answers.texts.say(language, key))
        try:
            client.chat_postEphemeral(
                channel=asked.channel, user=asked.user, thread_ts=asked.thread, text=words, parse="none"
            )
        except (SlackClientError, OSError) as error:
            _logger.warning("slack_note_lost %s", error_name(error))


def _metadata(asked: Asked, **more: str) -> Message:
    """What tells later which question a message answers."""
    return {"event_type": ANSWER_EVENT, "event_payload": {"key": asked.key, **more}}


def error_name(error: Exception) -> str:
    """What went wrong, in Slack's word for it where there is one, without anything that was said."""
    if isinstance(error, SlackApiError) and error.response is not None:
        code = str(error.response.get("error", ""))
        # A reply that is not Slack's own, as from a proxy, has its whole page here.
        return code if code.isidentifier() else type(error).__name__
    return type(error).__name__
