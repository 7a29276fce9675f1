"""
Files become section trees.

Owns reading plain text and Markdown, as they really come, into sections and blocks with exact spans;
leaves goals, people and passages to the modules that read the tree.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.parsers.inline import sentences
    from ingest.parsers.outline import parse_text
    from ingest.parsers.show import show_tree

__all__ = ["parse_text", "sentences", "show_tree"]

_HOMES = {"sentences": "inline", "parse_text": "outline", "show_tree": "show"}


def __getattr__(name: str) -> Any:
    """A name of the package, imported when first asked for: whoever needs one module is spared the others."""
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
