"""
Goal and milestone records out of any plan's section tree.

Owns recognising goals in tables, headings and lists by the role of their parts, in Danish and English;
leaves parsing to `ingest.parsers` and the days in "Q2/Q3" to `ingest.dates`. What is not understood is reported.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.goals.find import find_goals

__all__ = ["find_goals"]

_HOMES = {"find_goals": "find"}


def __getattr__(name: str) -> Any:
    """A name of the package, imported when first asked for: whoever needs one module is spared the others."""
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
