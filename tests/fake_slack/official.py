"""
What Slack's own type definitions forbid in a message or a dialog.

Owns holding blocks and views against the schema made of `@slack/types` (`slack_types.json`): which kinds there are, and
which fields of which kind each has. Lengths and counts, which types do not say, are in `checks`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match

__all__ = ["type_faults"]

_SCHEMA = json.loads((Path(__file__).parent / "slack_types.json").read_text(encoding="utf-8"))
# In Slack's reference (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block) and its Python client, but
# not in these types: the number that an ordered list begins after.
_SCHEMA["definitions"]["RichTextList"]["properties"]["offset"] = {"type": "number"}
_VIEWS = {"modal": "ModalView", "home": "HomeView"}


@cache
def _kinds() -> Mapping[str, str]:
    """The `type` of each block, with its definition."""
    named = _SCHEMA["definitions"]["KnownBlock"]["anyOf"]
    found = {}
    for name in (each["$ref"].rsplit("/", 1)[1] for each in named):
        definition = _SCHEMA["definitions"][name]
        one = definition["anyOf"][0] if "anyOf" in definition else definition
        found[one["properties"]["type"]["const"]] = name
    return found


@cache
def _validator(name: str) -> Draft7Validator:
    return Draft7Validator({**_SCHEMA, "$ref": f"#/definitions/{name}"})


def type_faults(shown: Mapping[str, Any]) -> Iterator[str]:
    """Why a block, or a view without its blocks, is none of Slack's."""
    kind = str(shown.get("type"))
    name = _VIEWS.get(kind) or _kinds().get(kind)
    if name is None:
        yield f"{kind!r} is no type of Slack's"
        return
    error = best_match(_validator(name).iter_errors(shown))
    if error is not None:
        place = "/".join(map(str, error.absolute_path))
        yield f"{kind} is no {name} of Slack's: {error.message[:200]} at {place or 'its top'}"
