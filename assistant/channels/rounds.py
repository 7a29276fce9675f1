"""
What a running server does by itself: it gives the onboarding steps that are due.

Owns which looks there are for the settings at hand; leaves when to look to `assistant.delivery.rounds`.
"""

from __future__ import annotations

from assistant.delivery.items import Clock, utc_now
from assistant.delivery.rounds import Look, Rounds
from assistant.onboarding.opening import training_of
from assistant.protocols import Answers
from assistant.question import ANYBODY
from assistant.store.location import locate
from ingest.settings import Settings

__all__ = ["make_rounds", "onboarding_look"]

_MINUTE_S = 60.0


def make_rounds(answers: Answers, settings: Settings, *, clock: Clock = utc_now) -> Rounds:
    """The rounds that `settings` describe, not started yet."""
    looks = {"onboarding": onboarding_look(answers, settings)}
    return Rounds(looks, every_s=settings.rounds_minutes * _MINUTE_S, clock=clock)


def onboarding_look(answers: Answers, settings: Settings) -> Look:
    """Puts every onboarding step that is due into the outbox; how many."""
    training = training_of(settings)

    def look(clock: Clock) -> int:
        # Nobody can be enrolled before there is a database, and looking must not make one.
        if not locate(settings).is_made:
            return 0
        from assistant.delivery import Outbox  # noqa: PLC0415 (it loads the database library)
        from assistant.onboarding.sending import make_round  # noqa: PLC0415 (as above)
        from assistant.store.store import open_store  # noqa: PLC0415 (as above)

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
