"""
Reminders and digests brought to people in Slack: who gets which, in which words, once.

Owns the round that puts what is due into the outbox, and the look ahead at it; leaves who is reminded of what to
`assistant.register`, the form of the messages to `assistant.render.slack_reminders`, sending to the outbox.
A message holds what its reader may read: in a channel, what everybody may.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from slack_sdk.errors import SlackClientError

from assistant.channels.slack.recipients import Recipient, Recipients
from assistant.channels.slack.records import ChannelSettings
from assistant.channels.slack.reportable import subject_key, subject_words
from assistant.delivery import Item
from assistant.onboarding.sending import Puts
from assistant.onboarding.working_days import WorkingDays
from assistant.protocols import Answers
from assistant.question import ANYBODY, Asker
from assistant.register.outlook import Sending, Timing, due_on, outlook
from assistant.register.reminders import Occasion, Reminder, wheel_of
from assistant.register.views import Round, Statuses
from assistant.render.slack_reminders import Count, Line, Message, digest_message, reminder_message
from assistant.status import NOT_REPORTED
from ingest.knowledge import Knowledge
from ingest.records import Goal, Language, Milestone
from ingest.settings import Settings

__all__ = ["DIGEST", "REMINDER", "Notice", "Reminding"]

_logger = logging.getLogger(__name__)
REMINDER, DIGEST = "reminder", "digest"
"""Kinds of items in the outbox."""

DigestChannel = tuple[str, str, ChannelSettings]
"""Workspace, channel, settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A reminder on its way to one reader."""

    reminder: Reminder
    subjects: tuple[str, ...]
    """Those of the reminder's subjects that the reader may read."""
    address: str | None
    """Of the reader, as the outbox names them; None: nobody in Slack is known for it."""
    reader: Recipient | None
    """None for a channel, and for nobody."""
    language: Language | None = None
    """That of a channel, where an editor chose one."""


def _timing_of(settings: Settings, days: WorkingDays) -> Timing:
    """When people are reminded."""
    return Timing(
        is_working=days.is_working, lead_days=settings.reminder_days, quiet_days=settings.reminder_quiet_days,
        zone=settings.time_zone,
    )  # fmt: skip


class Reminding:
    """Looks at every plan and tells people; safe to run in any number of processes."""

    def __init__(
        self,
        answers: Answers,
        settings: Settings,
        *,
        recipients: Recipients,
        channels: Sequence[DigestChannel],
        days: WorkingDays,
    ) -> None:
        self._answers = answers
        self._settings = settings
        self._recipients = recipients
        self._channels = tuple(channels)
        self._days = days
        self._timing = _timing_of(settings, days)

    def ahead(self, *, first: dt.date, last: dt.date) -> tuple[tuple[Sending, tuple[Notice, ...]], ...]:
        """What goes out from `first` to `last`, both inclusive, and to whom, as far as is known today."""
        knowledge, statuses = self._everything()
        found = outlook(knowledge, statuses, wheel_of(knowledge), self._timing, first=first, last=last)
        return tuple((each, tuple(self._notices(each.reminder))) for each in found)

    def state_at(self, now: dt.datetime) -> Hashable | None:
        """All that `give_due` depends on, None when nothing goes out at `now`: on days off and in quiet hours."""
        if not self._days.is_open(now):
            return None
        knowledge, statuses = self._everything()
        return self._days.today(now), knowledge.snapshot, statuses.head, self._channels, self._recipients.known

    def give_due(self, now: dt.datetime, outbox: Puts, *, language_of: Callable[[Recipient], Language]) -> int:
        """
        Put everything that is due at `now` into the outbox; how much of it was not there before.

        Nothing on days off. Whoever cannot be looked up stands in nobody's way.

        Raises:
            SlackClientError, OSError: If Slack did not say who somebody is; the others have theirs.
        """
        knowledge, statuses = self._everything()
        today, count = self._days.today(now), 0
        failed: Exception | None = None
        for reminder in due_on(knowledge, statuses, wheel_of(knowledge), self._timing, today=today):
            try:
                for notice in self._notices(reminder):
                    count += self._put(notice, now, outbox, language_of)
            except (SlackClientError, OSError) as error:
                failed = error
        if failed is not None:
            raise failed
        return count

    def _everything(self) -> tuple[Knowledge, Statuses]:
        """All plans that somebody in Slack may read, and all that was reported."""
        scope = self._recipients.scope
        return self._answers.knowledge(scope), self._answers.statuses(scope)

    def _notices(self, reminder: Reminder) -> Iterator[Notice]:
        if reminder.occasion is Occasion.DIGEST:
            yield from self._digests(reminder)
            return
        readers = [self._recipients.owner(reminder.to)] if reminder.to else [*self._recipients.editors()]
        yield from self._to_people(reminder, [each for each in readers if each])

    def _to_people(self, reminder: Reminder, readers: Sequence[Recipient]) -> Iterator[Notice]:
        if not readers:
            _logger.info("reminder_to_nobody", extra={"occasion": reminder.occasion})
            yield Notice(reminder=reminder, subjects=reminder.subjects, address=None, reader=None)
        for reader in readers:
            subjects = self._readable(reminder, reader.asker)
            if subjects:
                yield Notice(reminder=reminder, subjects=subjects, address=reader.address, reader=reader)

    def _digests(self, digest: Reminder) -> Iterator[Notice]:
        """To every channel that follows the plan; where there is none, to the editors."""
        known = self._answers.knowledge(ANYBODY)
        channels = [each for each in self._channels if _follows(each[2], digest.plan, known)]
        if not channels:
            yield from self._to_people(digest, self._recipients.editors())
        elif self._may_be_public(digest):
            for team, channel, chosen in channels:
                yield Notice(
                    reminder=digest,
                    subjects=digest.subjects,
                    address=f"slack:{team}:{channel}",
                    reader=None,
                    language=chosen.language,
                )

    def _may_be_public(self, digest: Reminder) -> bool:
        """Where employees do not see interim reports, a count that leaves them out would only mislead."""
        is_annual = digest.entry is not None and digest.entry.round is Round.ANNUAL
        return is_annual or self._settings.employees_see_interim

    def _readable(self, reminder: Reminder, asker: Asker) -> tuple[str, ...]:
        knowledge = self._answers.knowledge(asker)
        known = {*knowledge.goals_by_id, *(each.id for each in knowledge.milestones)}
        return tuple(each for each in reminder.subjects if each in known)

    def _put(
        self, notice: Notice, now: dt.datetime, outbox: Puts, language_of: Callable[[Recipient], Language]
    ) -> bool:
        if notice.address is None:
            return False
        language = notice.language or (language_of(notice.reader) if notice.reader else Language.DANISH)
        message = self._message(notice, language)
        midnight = dt.datetime.combine(notice.reminder.until + dt.timedelta(days=1), dt.time(), self._days.zone)
        return outbox.put(
            Item(
                key=_key(notice),
                kind=DIGEST if notice.reminder.occasion is Occasion.DIGEST else REMINDER,
                recipient=notice.address,
                payload={"text": message.text, "blocks": list(message.blocks)},
                not_before=now,
                expires=midnight,
            )
        )

    def _message(self, notice: Notice, language: Language) -> Message:
        reminder, texts = notice.reminder, self._answers.texts
        asker = notice.reader.asker if notice.reader else ANYBODY
        knowledge, statuses = self._answers.knowledge(asker), self._answers.statuses(asker)
        plan = knowledge.documents[reminder.plan]
        known: dict[str, Goal | Milestone] = {
            **knowledge.goals_by_id,
            **{each.id: each for each in knowledge.milestones},
        }
        lines = [self._line(known[each], notice, statuses) for each in notice.subjects]
        if reminder.occasion is not Occasion.DIGEST:
            quiet = self._settings.reminder_quiet_days
            return reminder_message(reminder, lines, plan, texts, language, quiet_days=quiet)
        every = [each for goal in knowledge.goals if goal.document == plan.id for each in goal.milestones]
        whole = Count(reported=sum(statuses.latest(each.id) is not None for each in every), total=len(every))
        return digest_message(
            reminder,
            lines,
            plan,
            texts,
            language,
            whole=whole,
            public_url=self._settings.public_url,
            to_editor=notice.reader is not None,
        )

    @staticmethod
    def _line(found: Goal | Milestone, notice: Notice, statuses: Statuses) -> Line:
        reports = statuses.history(found.id)
        identity = notice.reader.identity if notice.reader else None
        goal = found.goal if isinstance(found, Milestone) else found.id
        may_report = identity is not None and identity.may_report(goal)
        time = found.quarters if isinstance(found, Milestone) else found.deadline
        return Line(
            words=subject_words(found),
            time=time.printed if time else None,
            status=reports[-1].status.value if reports else NOT_REPORTED,
            key=subject_key(found.id) if may_report else "",
            seen=len(reports),
            is_milestone=isinstance(found, Milestone),
        )


def _follows(chosen: ChannelSettings, plan: str, knowledge: Knowledge) -> bool:
    """Whether a channel gets the digests of a plan: one of its organisation, that everybody may read."""
    document = knowledge.documents.get(plan)
    ours = chosen.organisation or (knowledge.home.id if knowledge.home else None)
    return document is not None and ours in (None, document.organisation)


def _key(notice: Notice) -> str:
    """Says which reminder for whom, and nothing of either to who reads it in the message's metadata."""
    return f"reminder:{hashlib.sha256(f'{notice.reminder.key}|{notice.address}'.encode()).hexdigest()[:32]}"
