"""
What Slack would refuse in a message or a dialog.

Owns the limits, from Slack's block, element and view reference; leaves the fields that each kind has to `official`, and
refusing to `api`.
Unknown kinds and unknown fields are faults too: Slack refuses a message for either.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fake_slack.official import type_faults

__all__ = ["MOST_CHARS", "block_faults", "message_size", "view_faults"]

MOST_CHARS = 13_000
"""Slack gives no figure; messages of some 13 200 characters are known to be refused."""
_MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
_TEXT = {
    "section": 3000,
    "button": 75,
    "header": 150,
    "context": 3000,
    "label": 2000,
    "option": 75,
    "view": 24,
    "field": 2000,
}
_COMMON = {"type", "block_id"}
_KEYS = {
    "section": {"text", "fields", "accessory", "expand"},
    "context": {"elements"},
    "actions": {"elements"},
    "context_actions": {"elements"},
    "rich_text": {"elements"},
    "divider": set(),
    "header": {"text", "level"},
    "table": {"rows", "column_settings"},
    "input": {"label", "element", "hint", "optional", "dispatch_action"},
}
_ONLY_IN = {"input": ("modal", "home"), "table": ("message",), "context_actions": ("message",)}
_ELEMENTS = {
    "button": {"text", "value", "url", "style", "confirm", "accessibility_label"},
    "static_select": {"placeholder", "options", "option_groups", "initial_option", "confirm", "focus_on_load"},
    "radio_buttons": {"options", "initial_option", "confirm", "focus_on_load"},
    "checkboxes": {"options", "initial_options", "confirm", "focus_on_load"},
    "overflow": {"options", "confirm"},
    "plain_text_input": {
        "placeholder",
        "initial_value",
        "multiline",
        "min_length",
        "max_length",
        "focus_on_load",
        "dispatch_action_config",
    },
    "url_text_input": {"placeholder", "initial_value", "focus_on_load", "dispatch_action_config"},
    "datepicker": {"placeholder", "initial_date", "confirm", "focus_on_load"},
    "conversations_select": {
        "placeholder",
        "initial_conversation",
        "default_to_current_conversation",
        "filter",
        "confirm",
    },
    "feedback_buttons": {"positive_button", "negative_button"},
    "icon_button": {"icon", "text", "value", "confirm", "accessibility_label", "visible_to_user_ids"},
}
_PLACES = {
    "actions": {
        "button",
        "static_select",
        "radio_buttons",
        "checkboxes",
        "overflow",
        "datepicker",
        "conversations_select",
    },
    "accessory": {
        "button",
        "static_select",
        "radio_buttons",
        "checkboxes",
        "overflow",
        "datepicker",
        "conversations_select",
    },
    "context_actions": {"feedback_buttons", "icon_button"},
    "input": {
        "static_select",
        "radio_buttons",
        "checkboxes",
        "plain_text_input",
        "url_text_input",
        "datepicker",
        "conversations_select",
    },
}
_MOST_OPTIONS = {"static_select": 100, "radio_buttons": 10, "checkboxes": 10, "overflow": 5}
_LENGTHS = {"value": 2000, "url": 3000, "action_id": 255, "accessibility_label": 75}
_RICH = {
    "rich_text_section": {"type", "elements"},
    "rich_text_quote": {"type", "elements", "border"},
    "rich_text_preformatted": {"type", "elements", "border", "language"},
    "rich_text_list": {"type", "elements", "style", "indent", "offset", "border"},
}
_STYLES = {"bold", "italic", "strike", "code", "underline"}
_VIEW = {
    "modal": {
        "type",
        "title",
        "blocks",
        "close",
        "submit",
        "private_metadata",
        "callback_id",
        "clear_on_close",
        "notify_on_close",
        "external_id",
    },
    "home": {"type", "blocks", "private_metadata", "callback_id", "external_id"},
}


def message_size(message: Mapping[str, Any]) -> int:
    """Characters of blocks and text, as sent."""
    return len(json.dumps(message.get("blocks", []), ensure_ascii=False)) + len(message.get("text") or "")


def block_faults(blocks: Sequence[Mapping[str, Any]], *, place: str = "message") -> list[str]:
    """Everything Slack's reference forbids in these blocks of a "message", "modal" or "home"."""
    most = _MOST_BLOCKS[place]
    faults = [f"{len(blocks)} blocks"] if len(blocks) > most else []
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        faults.append("block_id twice")
    if sum(block.get("type") == "table" for block in blocks) > 1:
        faults.append("two tables")
    for block in blocks:
        faults += [*_one_block(block, place), *type_faults(block)]
    return faults


def view_faults(view: Mapping[str, Any], *, kind: str) -> list[str]:
    """Everything Slack's reference forbids in a view of this kind, "modal" or "home"."""
    if view.get("type") != kind:
        return [f"{view.get('type')!r} is no {kind}"]
    faults = [f"view with {sorted(set(view) - _VIEW[kind])}"] if set(view) - _VIEW[kind] else []
    for name in ("title", "submit", "close"):
        if name in view or (kind == "modal" and name == "title"):
            faults += _text(view.get(name), _TEXT["view"], plain=True)
    if len(view.get("private_metadata", "")) > 3000 or len(view.get("callback_id", "")) > 255:
        faults.append("private_metadata or callback_id too long")
    if (
        any(block.get("type") == "input" for block in view.get("blocks", []))
        and kind == "modal"
        and "submit" not in view
    ):
        faults.append("input without submit")
    faults += type_faults({**view, "blocks": []})
    return faults + block_faults(view.get("blocks", []), place=kind)


def _one_block(block: Mapping[str, Any], place: str) -> Iterator[str]:
    kind = str(block.get("type"))
    if kind not in _KEYS or place not in _ONLY_IN.get(kind, (place,)):
        yield f"unknown block {kind!r} in a {place}"
        return
    if set(block) - _KEYS[kind] - _COMMON:
        yield f"{kind} with {sorted(set(block) - _KEYS[kind] - _COMMON)}"
    if len(str(block.get("block_id", ""))) > 255:
        yield "block_id too long"
    yield from _CONTENT.get(kind, lambda _: iter(()))(block)


def _section(block: Mapping[str, Any]) -> Iterator[str]:
    if "text" not in block and not block.get("fields"):
        yield "section without text"
    if "text" in block:
        yield from _text(block["text"], _TEXT["section"])
    if len(block.get("fields", [])) > 10:
        yield "too many fields"
    for each in block.get("fields", []):
        yield from _text(each, _TEXT["field"])
    if "accessory" in block:
        yield from _actions([block["accessory"]], _PLACES["accessory"])


def _elements(block: Mapping[str, Any], most: int) -> Iterator[str]:
    if not 1 <= len(block.get("elements", [])) <= most:
        yield f"{block['type']} with {len(block.get('elements', []))} elements"


def _actions(elements: Sequence[Mapping[str, Any]], allowed: set[str]) -> Iterator[str]:
    names = [element.get("action_id") for element in elements]
    if len(names) != len(set(names)):
        yield "action_id twice in a block"
    for element in elements:
        kind = str(element.get("type"))
        if kind not in allowed or set(element) - _ELEMENTS[kind] - {"type", "action_id"}:
            yield f"bad element {kind} {sorted(element)}"
            continue
        yield from _element(element, kind)


def _element(element: Mapping[str, Any], kind: str) -> Iterator[str]:
    yield from (f"{kind} {key} too long" for key, most in _LENGTHS.items() if len(element.get(key, "")) > most)
    if kind == "button":
        yield from _text(element.get("text"), _TEXT["button"], plain=True)
        if element.get("style", "primary") not in ("primary", "danger"):
            yield "bad style"
    if kind in _MOST_OPTIONS:
        yield from _options(element, kind)
    if "placeholder" in element:
        yield from _text(element["placeholder"], 150, plain=True)
    if kind == "plain_text_input":
        most = element.get("max_length", 3000)
        if not 1 <= most <= 3000 or len(element.get("initial_value", "")) > most:
            yield "bad length of plain_text_input"
    if kind == "feedback_buttons":
        for name in ("positive_button", "negative_button"):
            button = element.get(name, {})
            if set(button) - {"text", "value", "accessibility_label"} or len(button.get("value", "")) > 2000:
                yield f"bad {name}"
            yield from _text(button.get("text"), _TEXT["button"], plain=True)


def _options(element: Mapping[str, Any], kind: str) -> Iterator[str]:
    options = [
        *element.get("options", []),
        *(o for group in element.get("option_groups", []) for o in group["options"]),
    ]
    if not 1 <= len(options) <= _MOST_OPTIONS[kind]:
        yield f"{kind} with {len(options)} options"
    yield from (fault for option in options for fault in _option(option))
    chosen = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    if any(option not in options for option in chosen):
        yield "initial option is no option"


def _option(option: Mapping[str, Any]) -> Iterator[str]:
    yield from _text(option.get("text"), _TEXT["option"])
    if not 1 <= len(option.get("value", "")) <= 150 or set(option) - {"text", "value", "description", "url"}:
        yield f"bad option {option}"
    if "description" in option:
        yield from _text(option["description"], _TEXT["option"])


def _text(value: Mapping[str, Any] | None, most: int, *, plain: bool = False) -> Iterator[str]:
    if not value or value.get("type") not in (("plain_text",) if plain else ("plain_text", "mrkdwn")):
        yield f"no text object: {value}"
        return
    allowed = {"type", "text", "emoji"} if value["type"] == "plain_text" else {"type", "text", "verbatim"}
    if set(value) - allowed:
        yield f"text object with {sorted(set(value) - allowed)}"
    if not 1 <= len(value.get("text", "")) <= most:
        yield f"text of {len(value.get('text', ''))} characters, the most is {most}"


def _table(block: Mapping[str, Any]) -> Iterator[str]:
    rows = block.get("rows", [])
    if not 1 <= len(rows) <= 100 or any(not 1 <= len(row) <= 20 for row in rows):
        yield f"table of {len(rows)} rows"
    if len({len(row) for row in rows}) > 1 or len(block.get("column_settings", [])) > 20:
        yield "table with uneven rows"
    for setting in block.get("column_settings", []):
        if set(setting or {}) - {"align", "is_wrapped"}:
            yield "bad column setting"
    for cell in (cell for row in rows for cell in row):
        if cell.get("type") == "raw_text":
            if set(cell) - {"type", "text"} or not cell.get("text"):
                yield f"bad cell {cell}"
        elif cell.get("type") == "rich_text":
            yield from (fault for element in cell.get("elements", []) for fault in _rich(element))
        else:
            yield f"bad cell {cell}"


def _header(block: Mapping[str, Any]) -> Iterator[str]:
    yield from _text(block.get("text"), _TEXT["header"], plain=True)


def _context(block: Mapping[str, Any]) -> Iterator[str]:
    yield from _elements(block, 10)
    for element in block.get("elements", []):
        yield from _text(element, _TEXT["context"])


def _action_block(block: Mapping[str, Any]) -> Iterator[str]:
    yield from _elements(block, 25 if block["type"] == "actions" else 5)
    yield from _actions(block.get("elements", []), _PLACES[block["type"]])


def _rich_block(block: Mapping[str, Any]) -> Iterator[str]:
    yield from _elements(block, 10_000)
    for element in block.get("elements", []):
        yield from _rich(element)


def _input(block: Mapping[str, Any]) -> Iterator[str]:
    yield from _text(block.get("label"), _TEXT["label"], plain=True)
    yield from _actions([block.get("element", {})], _PLACES["input"])
    if "hint" in block:
        yield from _text(block["hint"], _TEXT["label"], plain=True)


def _rich(element: Mapping[str, Any]) -> Iterator[str]:
    kind = str(element.get("type"))
    if kind not in _RICH or set(element) - _RICH[kind]:
        yield f"bad rich text element {kind} {sorted(element)}"
        return
    if not element["elements"]:
        yield f"empty {kind}"
    if kind == "rich_text_list":
        if element.get("style") not in ("bullet", "ordered") or not 0 <= element.get("indent", 0) <= 8:
            yield "bad list"
        for row in element["elements"]:
            yield from _rich(row)
        return
    for run in element["elements"]:
        if run.get("type") == "text" and (not run.get("text") or set(run.get("style", {})) - _STYLES):
            yield f"bad rich text run {run}"


_CONTENT = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _action_block,
    "context_actions": _action_block,
    "rich_text": _rich_block,
    "table": _table,
    "input": _input,
}
