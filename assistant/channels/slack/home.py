"""
What somebody sees who opens the app: the home tab, or first questions in the conversation.

Owns what is looked up for both; leaves their form to `assistant.render.slack_workplace`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from assistant.channels.slack.journeys import Journeys
from assistant.channels.slack.reportable import subject_key
from assistant.channels.slack.services import Services
from assistant.register.filters import MilestoneFilter, select
from assistant.register.reminders import followed_plans
from assistant.register.views import Statuses
from assistant.register.years import QuarterOfYear, year_start
from assistant.render.slack_journey import journey_blocks
from assistant.render.slack_workplace import Progress, home_view
from ingest.knowledge import Knowledge
from ingest.records import Document

__all__ = ["Home"]

Body = Mapping[str, Any]
_HOME, _MESSAGES = "home", "messages"


class Home:
    """Listens for who opens the app."""

    def __init__(self, services: Services, *, journeys: Journeys) -> None:
        self._services = services
        self._journeys = journeys

    def listen(self, app: App) -> None:
        """Register the listener."""
        app.event("app_home_opened")(self.opened)

    def opened(self, event: Body, client: WebClient, context: BoltContext) -> None:
        """Show the home tab, or greet with first questions where somebody opens a conversation."""
        if event.get("tab") == _MESSAGES:
            self._suggest(event, client, context)
        elif event.get("tab") == _HOME:
            self.show(str(context.team_id), str(event["user"]), client)

    def _suggest(self, event: Body, client: WebClient, context: BoltContext) -> None:
        language = self._services.language(str(context.team_id), str(event["user"]))
        say = self._services.answers.texts.say
        words = [say(language, f"slack_app.prompt_{number}") for number in range(1, 5)]
        client.api_call(
            "assistant.threads.setSuggestedPrompts",
            json={
                "channel_id": event["channel"],
                "title": say(language, "slack_home.greeting"),
                "prompts": [{"title": each, "message": each} for each in words],
            },
        )

    def show(self, team: str, user: str, client: WebClient) -> None:
        """Publish the home tab of one person, as of now."""
        asker, language = self._services.roster.asker(team, user), self._services.language(team, user)
        today = self._services.today()
        knowledge, statuses = self._services.answers.knowledge(asker), self._services.answers.statuses(asker)
        quarter = _quarter(knowledge, today)
        wanted = MilestoneFilter(within=(quarter.first, quarter.last))
        found = select(knowledge, statuses, wanted, today=today)
        identity = asker.identity
        view = home_view(
            [(each, subject_key(each.id) if identity and identity.may_report(each.goal) else "") for each in found],
            self._services.answers.texts,
            language,
            quarter=quarter.label,
            can_report=asker.can_report,
            progress=_progress(knowledge, statuses, today=today),
            onboarding=journey_blocks(self._journeys.progress(team, user), self._services.answers.texts, language),
        )
        client.views_publish(user_id=user, view=view)


def _quarter(knowledge: Knowledge, today: dt.date) -> QuarterOfYear:
    """The quarter of today, as the home organisation's plan that is in force counts it."""
    ours = knowledge.home.id if knowledge.home else None
    starts = (
        year_start(each)
        for each in followed_plans(knowledge)
        if ours in (None, each.organisation) and each.period_from and each.period_to
        if each.period_from <= today <= each.period_to
    )
    return QuarterOfYear.of(today, next(starts, 1))


def _progress(knowledge: Knowledge, statuses: Statuses, *, today: dt.date) -> list[Progress]:
    """How far the home organisation's plans are reported, the newest first, without those that a newer one replaced."""
    ours = knowledge.home.id if knowledge.home else None
    plans = [each for each in followed_plans(knowledge) if ours in (None, each.organisation)]
    newest_first = sorted(plans, key=lambda each: each.period_to or dt.date.max, reverse=True)
    return [
        _progress_of(each, knowledge, statuses, today=today)
        for each in newest_first
        if each.superseded_by not in knowledge.documents
    ]


def _progress_of(plan: Document, knowledge: Knowledge, statuses: Statuses, *, today: dt.date) -> Progress:
    milestones = [each for goal in knowledge.goals if goal.document == plan.id for each in goal.milestones]
    return Progress(
        plan=plan.title,
        reported=sum(statuses.latest(each.id) is not None for each in milestones),
        total=len(milestones),
        has_ended=plan.period_to is not None and plan.period_to < today,
    )
