"""
Every file below a folder, with its name there.

Owns going through folders of thousands of files in little time, links to folders not followed;
leaves which files count to its callers.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

__all__ = ["files_below"]


def files_below(
    folder: Path, *, enters: Callable[[str], bool], below: str = ""
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """
    The name of each file below `folder`, with "/", and its entry there.

    The files of a folder come before those of its own folders, each by name. A folder that cannot be read holds none.

    Args:
        folder: The folder.
        enters: Whether a folder of this name is looked into; the name is below `folder`, with "/".
        below: Begins every name.
    """
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    # An entry knows what it is without another look at the disk.
    yield from ((f"{below}{entry.name}", entry) for entry in entries if _is_file(entry))
    for entry in entries:
        name = f"{below}{entry.name}"
        if entry.is_dir(follow_symlinks=False) and enters(name):
            yield from files_below(Path(entry.path), enters=enters, below=f"{name}/")


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        # A link in a circle.
        return False
