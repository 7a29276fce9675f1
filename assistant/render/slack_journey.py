"""
One's own onboarding on Slack's home tab: how far one is, and what one can do about it.

Owns its blocks and what their buttons carry; leaves what a click does to `assistant.channels.slack.journeys`.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.onboarding.orders import Progress
from assistant.render.slack_parts import Block, button, plain, plain_context, plain_section
from assistant.texts import Texts
from ingest.records import Language

__all__ = ["ORDER_ACTION", "journey_blocks", "read_home_order"]

ORDER_ACTION = "journey"
"""`action_id` of a button that carries an order begins with this."""
_MOST_SHOWN = 3


def journey_blocks(own: Sequence[Progress], texts: Texts, language: Language) -> list[Block]:
    """What stands on the home tab of whoever is on these journeys; of somebody on none, how to begin."""
    title = plain(texts.say(language, "slack_home.onboarding_title"), most=150)
    if not own:
        row = [_button(texts, language, "start", enrolment="", number=0)]
        actions = {"type": "actions", "block_id": f"{ORDER_ACTION}_new", "elements": row}
        return [{"type": "header", "text": title}, plain_section(texts.say(language, "slack_home.onboarding")), actions]
    found: list[Block] = [{"type": "header", "text": title}]
    for number, each in enumerate(own[:_MOST_SHOWN], start=1):
        spoken = each.enrolment.language
        other = "danish" if spoken is Language.ENGLISH else "english"
        names = ["done"] if each.open_step else []
        names += ["resume"] if each.is_paused else ["pause", "postpone"]
        row = [_button(texts, spoken, name, enrolment=each.enrolment.id, number=number) for name in (*names, other)]
        actions = {"type": "actions", "block_id": f"{ORDER_ACTION}_{number}", "elements": row}
        found.append(plain_section(each.words))
        if each.changed:
            titles = ", ".join(f'"{title}"' for title in each.changed)
            found.append(plain_context(texts.say(spoken, "onboarding_orders.changed", titles=titles)))
        found.append(actions)
    return found


def _button(texts: Texts, language: Language, name: str, *, enrolment: str, number: int) -> Block:
    order = texts.say(language, f"onboarding_orders.{name}_order")
    label = texts.say(language, f"onboarding_orders.{name}_label")
    return button(label, action=f"{ORDER_ACTION}_{number}_{name}", value=f"{enrolment}|{order}")


def read_home_order(value: str) -> tuple[str, str]:
    """The enrolment ("" for none) and the order that a button carries."""
    enrolment, _, order = value.partition("|")
    return enrolment, order
