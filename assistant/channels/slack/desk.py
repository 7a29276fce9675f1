"""
One question out of Slack answered back into Slack, whatever goes wrong on the way.

Owns the history it fetches, the scope it asks with and the honest text when it cannot answer;
leaves taking questions in to `intake`, posting to `posting` and the form of the message to `assistant.render.slack`.
"""

from __future__ import annotations

import dataclasses
import logging
import uuid

from slack_sdk.errors import SlackClientError

from assistant.answer import Answer, AnswerStatus
from assistant.channels.requests import make_question
from assistant.channels.slack.carrier import markdown_blocks
from assistant.channels.slack.journeys import Journeys
from assistant.channels.slack.messages import Asked, Reply, asked_of_json, turns
from assistant.channels.slack.owners import Owners
from assistant.channels.slack.posting import Message, Poster, key_of, metadata, thread_messages
from assistant.channels.slack.records import Place, Records
from assistant.channels.slack.services import Services
from assistant.channels.slack.streaming import Stream
from assistant.channels.slack.workspaces import Workspace, WorkspaceGone, error_name
from assistant.delivery import Later, Queue, Taken
from assistant.errors import RequestInvalid
from assistant.question import Question, Turn
from assistant.render.markdown import plain_text
from assistant.render.slack import blocks, fallback_text, own_words_blocks
from assistant.render.slack_buttons import Extras
from assistant.render.slack_parts import Place as PlaceInDocument
from assistant.render.slack_parts import escaped, places_of, plain_context, plain_section
from assistant.render.slack_text import pieces, rich_text_blocks
from assistant.understanding.language import detect
from ingest.errors import IndexMissing, IndexUnreadable, RettesnorError
from ingest.records import Language

__all__ = ["Desk"]

_logger = logging.getLogger(__name__)
_MOST_ATTEMPTS = 4
"""A question that a process died over this often is apologised for, so that it cannot take down one after the other."""


class Desk:
    """Answers questions out of the inbox."""

    def __init__(
        self,
        services: Services,
        *,
        records: Records,
        poster: Poster,
        journeys: Journeys,
        owners: Owners,
        inbox: Queue,
    ) -> None:
        self._services = services
        self._records = records
        self._poster = poster
        self._journeys = journeys
        self._owners = owners
        self._inbox = inbox

    def handle(self, taken: Taken) -> None:
        """
        Answer the question of an item, unless its answer stands there already.

        Raises:
            Later: If Slack takes nothing right now.
            SlackClientError, OSError: If nobody knows whether the answer was posted.
        """
        asked = asked_of_json(taken.item.payload)
        try:
            workspace = self._services.workspaces.workspace(asked.team)
        except WorkspaceGone as error:
            _logger.warning("slack_workspace_gone", extra={"error": str(error)})
            return
        standing = self._poster.find(workspace, asked) if taken.is_doubtful else None
        if standing is not None and standing.is_whole:
            return
        if asked.thread and not asked.is_direct and not asked.is_unprompted:
            place = Place(team=asked.team, channel=asked.channel, thread=asked.thread)
            self._records.begin(place, asked.user, at=self._services.clock())
        self._show_status(workspace, asked)
        is_first = not self._records.has_met(asked.team, asked.user)
        # A process that slept through its lease must not post beside the one that took over.
        stream = Stream(
            workspace, asked, may_begin=lambda: self._inbox.holds(taken), ts=standing.ts if standing else ""
        )
        message = self._message(taken, stream, asked, workspace, introduce=is_first)
        if stream.doubt is not None:
            raise stream.doubt
        if message is None or not self._inbox.holds(taken):
            return
        if self._delivered(workspace, asked, message, stream):
            if is_first:
                self._records.meet(asked.team, asked.user, at=self._services.clock())
            if asked.chosen and message["metadata"]["event_payload"].get("failed"):
                # After an error the button is the natural thing to try again.
                self._inbox.release(taken)
        elif asked.reply is Reply.CHANNEL:
            self.tell(workspace, asked, "slack.invite_me")

    def _delivered(self, workspace: Workspace, asked: Asked, message: Message, stream: Stream) -> bool:
        if stream.ts:
            return self._poster.finish(workspace, asked, message, ts=stream.ts)
        return self._poster.answer(workspace, asked, message)

    def tell(self, workspace: Workspace, asked: Asked, key: str) -> None:
        """Say one of our own texts to the asker alone; that it is lost does no harm."""
        words = self._services.answers.texts.say(self._language(asked), key)
        alone = dataclasses.replace(asked, reply=Reply.PRIVATE)
        try:
            self._poster.answer(workspace, alone, {"text": escaped(words), "blocks": [plain_section(words)]})
        except (SlackClientError, OSError, Later) as error:
            _logger.warning("slack_note_lost", extra={"error": error_name(error)})

    def _message(
        self, taken: Taken, stream: Stream, asked: Asked, workspace: Workspace, *, introduce: bool
    ) -> Message | None:
        """The answer, or an honest text; None where nobody asked us and there is nothing to say."""
        try:
            if taken.is_orphan and taken.attempt > _MOST_ATTEMPTS:
                msg = "answering this question ended the process again and again"
                raise RuntimeError(msg)  # noqa: TRY301 (told like any other failure)
            told = self._refusal(asked, introduce=introduce) or self._ordered(workspace, asked, introduce=introduce)
            return told or self._answer(workspace, asked, stream, introduce=introduce)
        except Exception as error:
            if asked.is_unprompted:
                _logger.exception("slack_unprompted_failed")
                return None
            return self._apology(asked, error, introduce=introduce)

    def _ordered(self, workspace: Workspace, asked: Asked, *, introduce: bool) -> Message | None:
        """The reply to what somebody orders about their own onboarding; None for a question."""
        reply = self._journeys.reply(asked, written_under=lambda: self._thread_key(workspace, asked))
        if reply is None:
            return None
        buttons = [{"label": each.label, "question": each.question} for each in reply.buttons]
        shown = markdown_blocks(reply.text, buttons)
        if introduce:
            shown.append(plain_context(self._services.answers.texts.say(reply.language, "slack.introduction")))
        return {"text": escaped(reply.text), "blocks": shown, "metadata": metadata(asked.key)}

    def _thread_key(self, workspace: Workspace, asked: Asked) -> str | None:
        """Under which key the message was sent whose thread this stands in; None where Slack does not say."""
        try:
            return key_of(thread_messages(workspace, asked.channel, asked.thread)[:1])
        except (SlackClientError, OSError) as error:
            _logger.warning("slack_thread_missing", extra={"error": error_name(error)})
            return None

    def _answer(self, workspace: Workspace, asked: Asked, stream: Stream, *, introduce: bool) -> Message | None:
        answer = self._composed(self._question(asked, self._history(workspace, asked)), asked, stream)
        if answer is None:
            return self._stopped(asked, stream, introduce=introduce)
        if asked.is_unprompted and answer.status is not AnswerStatus.ANSWERED:
            return None
        extras = Extras(
            public_url=self._services.settings.public_url,
            chosen=asked.chosen or (asked.text if asked.reply is Reply.CHANNEL else None),
            introduce=introduce,
            question=asked.text,
            # Shared it is asked anew, where nothing came before it.
            can_share=asked.reply is Reply.PRIVATE and not asked.is_follow_up,
            asks_for_feedback=asked.reply is not Reply.CHANNEL,
            people_of=self._people_of(asked, answer),
        )
        more = {"answer": answer.id} | ({"question": asked.text} if asked.chosen else {})
        shown = blocks(answer, self._services.answers.texts, extras)
        return {"text": fallback_text(answer), "blocks": shown, "metadata": metadata(asked.key, **more)}

    def _composed(self, question: Question, asked: Asked, stream: Stream) -> Answer | None:
        """The answer, shown as it comes where somebody waits for it; None when they stopped it."""
        asker = self._services.roster.asker_for(asked)
        if not asked.is_awaited:
            return self._services.answers.ask(question, asker)
        for event in self._services.answers.stream(question, asker):
            if isinstance(event, Answer):
                return event
            stream.add(event.text)
            if stream.was_stopped:
                break
        return None

    def _stopped(self, asked: Asked, stream: Stream, *, introduce: bool) -> Message:
        """What had been shown when somebody stopped it, with a word that this is not all."""
        language, texts = self._language(asked), self._services.answers.texts
        words = " ".join(stream.shown)
        shown = [*rich_text_blocks(pieces(words)), plain_context(texts.say(language, "slack.stopped"))]
        if introduce:
            shown.append(plain_context(texts.say(language, "slack.introduction")))
        return {"text": escaped(plain_text(words)), "blocks": shown, "metadata": metadata(asked.key)}

    def _people_of(self, asked: Asked, answer: Answer) -> tuple[PlaceInDocument, ...]:
        """
        A place in each document whose owner can be asked.

        Those are the documents cited; where the documents have no answer, those of the organisation meant.
        """
        knowledge = self._services.answers.knowledge(self._services.roster.asker_for(asked))
        cited = {place.document: place for place in reversed(places_of(answer.citations))}
        if not cited and answer.status is AnswerStatus.ABSTAINED:
            meant = asked.organisation or (knowledge.home.id if knowledge.home else None)
            ours = (each for each in knowledge.documents.values() if meant in (None, each.organisation))
            cited = {each.id: PlaceInDocument(document=each.id, start=0, end=1) for each in ours if each.text}
        there = [knowledge.documents[each] for each in cited if each in knowledge.documents]
        return tuple(cited[each.id] for each in self._owners.with_somebody_to_ask(there))

    def _question(self, asked: Asked, history: tuple[Turn, ...]) -> Question:
        return make_question(
            asked.text,
            settings=self._services.settings,
            clock=self._services.clock,
            knowledge=lambda: self._services.answers.knowledge(self._services.roster.asker_for(asked)),
            history=history,
            organisation=asked.organisation,
            language=Language(asked.language) if asked.language else None,
        )

    def _history(self, workspace: Workspace, asked: Asked) -> tuple[Turn, ...]:
        """The thread's earlier turns; none when Slack will not give them, so that a missing scope costs no answer."""
        if not asked.is_follow_up:
            return ()
        try:
            return turns(thread_messages(workspace, asked.channel, asked.thread, before=asked.before), asked, workspace)
        except (SlackClientError, OSError) as error:
            _logger.warning("slack_history_missing", extra={"error": error_name(error)})
            return ()

    def _show_status(self, workspace: Workspace, asked: Asked) -> None:
        """Say that we are looking; Slack takes it away when the answer comes."""
        if not asked.is_awaited:
            return
        words = self._services.answers.texts.say(self._language(asked), "slack.looking")
        try:
            workspace.client.assistant_threads_setStatus(channel_id=asked.channel, thread_ts=asked.thread, status=words)
        except (SlackClientError, OSError) as error:
            _logger.info("slack_status_lost", extra={"error": error_name(error)})

    def _refusal(self, asked: Asked, *, introduce: bool) -> Message | None:
        """What to say to a question that holds nothing, or too much."""
        most = self._services.settings.max_question_chars
        if asked.is_unprompted and (not asked.text or len(asked.text) > most):
            msg = "not a question that could be answered"
            raise RequestInvalid(msg)
        if not asked.text:
            return self._own_words(asked, "slack.empty", introduce=introduce)
        if len(asked.text) > most:
            return self._own_words(asked, "slack.too_long", introduce=introduce, max=most)
        return None

    def _apology(self, asked: Asked, error: Exception, *, introduce: bool) -> Message:
        if isinstance(error, RequestInvalid):
            return self._own_words(asked, "slack.unreadable", introduce=introduce)
        reference = uuid.uuid4().hex[:8]
        trace = None if isinstance(error, RettesnorError) else error
        what = str(error) if trace is None else error_name(error)
        _logger.error("slack_answer_failed", extra={"reference": reference, "error": what}, exc_info=trace)
        key = "slack.not_ready" if isinstance(error, (IndexMissing, IndexUnreadable)) else "slack.error"
        message = self._own_words(asked, key, introduce=introduce, reference=reference)
        return message | {"metadata": metadata(asked.key, failed=reference)}

    def _own_words(self, asked: Asked, key: str, *, introduce: bool, **variables: object) -> Message:
        """A message of our own, in the language of what was asked."""
        language = self._language(asked)
        words = self._services.answers.texts.say(language, key, **variables)
        shown = own_words_blocks(words, self._services.answers.texts, language, introduce=introduce)
        return {"text": escaped(words), "blocks": shown, "metadata": metadata(asked.key)}

    @staticmethod
    def _language(asked: Asked) -> Language:
        if asked.language:
            return Language(asked.language)
        return detect(asked.text, knows=lambda _word, _language: False).answer or Language.DANISH
