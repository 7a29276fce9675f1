"""
Files become section trees.

Owns reading plain text and Markdown, as they really come, into sections and blocks with exact spans;
leaves goals, people and passages to the modules that read the tree.
"""

from ingest.parsers.inline import sentences
from ingest.parsers.outline import parse_text
from ingest.parsers.show import show_tree

__all__ = ["parse_text", "sentences", "show_tree"]
