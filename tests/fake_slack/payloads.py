"""
What people's doings look like on the wire: events, clicks, dialogs, commands and shortcuts.

Owns the form of the payloads; a click is made from the real blocks of what was shown, so nothing can be pressed
that is not there. Leaves who does it and when to `people`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fake_slack.state import APP, BOT_USER

__all__ = ["action_of", "command", "envelope", "escaped", "interaction", "state_of"]

Shown = Mapping[str, Any]


def escaped(text: str) -> str:
    """`text` as Slack delivers it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def envelope(event: Shown, *, event_id: str, team: str) -> dict[str, Any]:
    """An event as the Events API tells it."""
    return {
        "type": "event_callback",
        "token": "-",
        "event": dict(event),
        "event_id": event_id,
        "team_id": team,
        "api_app_id": APP,
        "event_time": 1_700_000_000,
        "authorizations": [{"team_id": team, "user_id": BOT_USER, "is_bot": True, "is_enterprise_install": False}],
    }


def interaction(kind: str, *, user: str, team: str, **more: Any) -> dict[str, Any]:
    """An interactive payload."""
    return {
        "type": kind,
        "user": {"id": user, "username": user.lower(), "team_id": team},
        "team": {"id": team, "domain": "fake"},
        "api_app_id": APP,
        "token": "-",
        **more,
    }


def command(text: str, *, user: str, channel: str, team: str, **more: str) -> dict[str, Any]:
    """The slash command with this text."""
    return {
        "command": "/rettesnor",
        "text": escaped(text),
        "user_id": user,
        "user_name": user.lower(),
        "channel_id": channel,
        "channel_name": "directmessage" if channel.startswith("D") else "kanal",
        "team_id": team,
        "team_domain": "fake",
        "api_app_id": APP,
        "token": "-",
        **more,
    }


def action_of(blocks: Sequence[Shown], label: str, *, at: str, chosen: str | None = None) -> dict[str, Any]:
    """The action of pressing what bears this label, or of choosing `chosen` there; it must be there."""
    for block, element in _elements(blocks):
        for words, extra in _choices(element, chosen):
            if words == label:
                shared = {
                    "type": element["type"],
                    "action_id": element["action_id"],
                    "block_id": block.get("block_id", "b1"),
                }
                return {**shared, **extra, "action_ts": at}
    found = [words for _, element in _elements(blocks) for words, _ in _choices(element, chosen)]
    msg = f"there is no {label!r} to press, only {found}"
    raise AssertionError(msg)


def _elements(blocks: Sequence[Shown]) -> Iterator[tuple[Shown, Shown]]:
    for block in blocks:
        if block["type"] in ("actions", "context_actions"):
            yield from ((block, element) for element in block["elements"])
        if "accessory" in block:
            yield block, block["accessory"]
        if block["type"] == "input" and block.get("dispatch_action"):
            yield block, block["element"]


def _choices(element: Shown, chosen: str | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """What can be pressed on an element: label and what the action then carries."""
    kind = element["type"]
    if kind == "feedback_buttons":
        for name in ("positive_button", "negative_button"):
            yield element[name]["text"]["text"], {"value": escaped(element[name].get("value", ""))}
    elif kind == "button":
        extra = {"text": {**element["text"], "text": escaped(element["text"]["text"])}}
        yield element["text"]["text"], extra | ({"value": escaped(element["value"])} if "value" in element else {})
    elif kind in ("overflow", "static_select"):
        for option in element.get("options", []):
            if chosen is None or option["text"]["text"] == chosen:
                yield option["text"]["text"], {"selected_option": dict(option)}


def state_of(view: Shown, given: Mapping[str, str]) -> dict[str, Any]:
    """
    What a dialog sends when it is submitted: every input with what was entered, chosen or there from the start.

    Raises:
        AssertionError: If something is given for an input that the dialog has not.
    """
    values: dict[str, dict[str, Any]] = {}
    left = dict(given)
    for number, block in enumerate(view["blocks"]):
        if block["type"] != "input":
            continue
        element = block["element"]
        entered = left.pop(element["action_id"], None)
        values.setdefault(block.get("block_id", f"b{number}"), {})[element["action_id"]] = _entered(element, entered)
    assert not left, (
        f"the dialog has no {sorted(left)}; it has {sorted(key for each in values.values() for key in each)}"
    )
    return values


def _entered(element: Shown, entered: str | None) -> dict[str, Any]:
    kind = element["type"]
    if kind in ("static_select", "radio_buttons"):
        options = [option for option in element["options"] if option["value"] == entered]
        assert entered is None or options, f"no option {entered!r} in {[each['value'] for each in element['options']]}"
        return {"type": kind, "selected_option": options[0] if options else element.get("initial_option")}
    if kind == "checkboxes":
        wanted = [] if entered is None else entered.split(",")
        options = [option for option in element["options"] if option["value"] in wanted]
        return {
            "type": kind,
            "selected_options": options if entered is not None else element.get("initial_options", []),
        }
    if kind == "datepicker":
        return {"type": kind, "selected_date": entered or element.get("initial_date")}
    if kind == "conversations_select":
        return {"type": kind, "selected_conversation": entered or element.get("initial_conversation")}
    return {"type": kind, "value": entered if entered is not None else element.get("initial_value")}
