"""
YAML text as plain Python values.

Owns that no text makes anything but plain values, and that the quick reader is used where it was built;
leaves what the values must be to the callers.
"""

from __future__ import annotations

from typing import Any

import yaml

__all__ = ["parse_yaml"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(text: str) -> Any:
    """
    What `text` says: mappings, lists, texts, numbers, days, or None where it says nothing.

    Raises:
        ValueError: If it is no YAML, or holds a day that no calendar has; the message names the line.
    """
    try:
        return yaml.load(text, Loader=_LOADER)  # noqa: S506 (either loader is a safe one)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
