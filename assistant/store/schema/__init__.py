"""The migrations themselves, one module for each feature: what its tables looked like when they were made."""

from assistant.store.schema.access import access_tokens, outside_identities
from assistant.store.schema.delivery import delivery_items, delivery_names
from assistant.store.schema.feedback import feedback, gaps, one_feedback
from assistant.store.schema.onboarding import (
    onboarding_approvals,
    onboarding_enrolments,
    onboarding_notes,
    onboarding_orders,
    onboarding_steps,
)
from assistant.store.schema.register import people, register_entries
from assistant.store.schema.slack import (
    slack_channel_digests,
    slack_channels,
    slack_installations,
    slack_people,
    slack_states,
    slack_threads,
    slack_verdicts,
)
from assistant.store.schema.spending import model_spending

__all__ = [
    "access_tokens",
    "delivery_items",
    "delivery_names",
    "feedback",
    "gaps",
    "model_spending",
    "onboarding_approvals",
    "onboarding_enrolments",
    "onboarding_notes",
    "onboarding_orders",
    "onboarding_steps",
    "one_feedback",
    "outside_identities",
    "people",
    "register_entries",
    "slack_channel_digests",
    "slack_channels",
    "slack_installations",
    "slack_people",
    "slack_states",
    "slack_threads",
    "slack_verdicts",
]
