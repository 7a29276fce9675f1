"""
What a running server does by itself: it gives what is due of onboarding steps, reminders and digests of plans.

Owns which looks there are for the settings at hand; leaves when to look to `assistant.delivery.rounds`.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from assistant.clock import Clock, system_clock
from assistant.delivery.rounds import Look, Rounds
from assistant.onboarding.opening import training_of
from assistant.protocols import Answers
from assistant.question import ANYBODY
from assistant.store.location import locate
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.channels.slack.reminding import Reminding
    from assistant.channels.slack.workspaces import Workspaces
    from assistant.store.store import Store

__all__ = ["make_reminding", "make_rounds"]

_MINUTE_S = 60.0


def make_rounds(answers: Answers, settings: Settings, *, clock: Clock = system_clock) -> Rounds:
    """The rounds that `settings` describe, not started yet."""
    looks = {"onboarding": _onboarding_look(answers, settings)}
    # Slack is the one channel that writes to people by itself.
    if settings.reminders and (settings.slack_bot_token or settings.slack_client_id):
        looks["reminders"] = _reminder_look(answers, settings)
    return Rounds(looks, every_s=settings.rounds_minutes * _MINUTE_S, clock=clock)


def _onboarding_look(answers: Answers, settings: Settings) -> Look:
    """Puts every onboarding step that is due into the outbox; how many."""
    training = training_of(settings)

    def look(clock: Clock) -> int:
        # Nobody can be enrolled before there is a database, and looking must not make one.
        if not locate(settings).is_made:
            return 0
        from assistant.delivery import Outbox  # it loads the database library
        from assistant.onboarding.sending import make_round
        from assistant.store.store import open_store

        store = open_store(settings)
        try:
            steps = make_round(
                settings,
                store,
                Outbox(store, clock=clock),
                training=training,
                knowledge=lambda: answers.knowledge(ANYBODY),
                texts=answers.texts,
            )
            return steps.give_due(clock())
        finally:
            store.close()

    return look


def _reminder_look(answers: Answers, settings: Settings) -> Look:
    """Puts every reminder and digest that is due into the outbox; how many."""
    told: set[Hashable] = set()
    """The state of things for which everybody was told last: as long as it holds there is nothing to look for."""

    def look(clock: Clock) -> int:
        # Nobody has a role in Slack before there is a database, and looking must not make one.
        if not locate(settings).is_made:
            return 0
        from assistant.access.outside import OutsideIdentities  # it loads the database library
        from assistant.channels.slack.roster import Roster
        from assistant.channels.slack.start import make_workspaces
        from assistant.delivery import Outbox
        from assistant.store.store import open_store

        now = clock()
        store = open_store(settings)
        try:
            roster, workspaces = Roster(OutsideIdentities(store)), make_workspaces(settings, store)
            reminding = make_reminding(answers, settings, store, workspaces)
            state = reminding.state_at(now)
            if state is None or state in told:
                return 0
            given = reminding.give_due(
                now,
                Outbox(store, clock=clock),
                language_of=lambda each: roster.language(workspaces.workspace(each.team), each.user),
            )
        finally:
            store.close()
        told.clear()
        told.add(state)
        return given

    return look


def make_reminding(answers: Answers, settings: Settings, store: Store, workspaces: Workspaces | None) -> Reminding:
    """What brings reminders to people, as the settings and the store have it now; without `workspaces`, offline."""
    from assistant.access.outside import OutsideIdentities
    from assistant.channels.slack.recipients import Recipients
    from assistant.channels.slack.records import Records
    from assistant.channels.slack.reminding import Reminding
    from assistant.onboarding.sending import working_days

    return Reminding(
        answers,
        settings,
        recipients=Recipients(OutsideIdentities(store).all(), workspaces),
        channels=Records(store).digest_channels(),
        days=working_days(settings),
    )
