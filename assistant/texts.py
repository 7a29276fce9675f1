"""
Every text the assistant says that is not quotation, read from `prompts/`.

Owns reading and checking those files and filling in their variables;
leaves the words to the files and their choice to the callers.

A file is `prompts/<language>/<group>.md`: YAML front matter with `purpose`, `version` and `variables` (name: meaning),
then one `# key` heading for each text, the text beneath it. `{name}` stands for a variable, `{{` and `}}` for braces.
A text is addressed as "group.key". Both languages have the same groups, keys and variables.
"""

from __future__ import annotations

import hashlib
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from assistant.errors import TextsInvalid
from ingest.records import Language
from ingest.yaml_text import parse_yaml

__all__ = ["Texts", "load_texts"]

_KEY = re.compile(r"^# +(\S+)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The assistant's own words in every language."""

    words: Mapping[tuple[Language, str], str]
    """(language, "group.key") to template."""
    version: str
    """Short hash over all files: part of what an answer depends on."""

    def say(self, language: Language, key: str, /, **variables: object) -> str:
        """
        The text `key` in `language` with its variables filled in.

        Raises:
            KeyError: If there is no such text, or a variable it needs is not given.
        """
        return self.words[language, key].format(**variables)

    def has(self, language: Language, key: str) -> bool:
        """Whether there is such a text."""
        return (language, key) in self.words


def load_texts(overlay: Path | None = None) -> Texts:
    """
    Read the bundled texts, a file in `overlay` (`<language>/<group>.md`) adding to or replacing those of the same name.

    Raises:
        TextsInvalid: If a file has no front matter, uses a variable it does not declare,
            or the languages do not have the same texts.
    """
    words: dict[tuple[Language, str], str] = {}
    digest = hashlib.sha256()
    folders: list[Traversable] = [resources.files("prompts")]
    if overlay is not None:
        folders.append(overlay)
    for folder in folders:
        for language in Language:
            for file in _files(folder / language.value):
                source = file.read_text(encoding="utf-8")
                digest.update(source.encode())
                group = file.name.removesuffix(".md")
                words.update({(language, f"{group}.{key}"): text for key, text in _read(source, str(file)).items()})
    _check_languages(words)
    return Texts(words=words, version=digest.hexdigest()[:12])


def _files(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        return []
    return sorted((file for file in folder.iterdir() if file.name.endswith(".md")), key=lambda file: file.name)


def _read(source: str, name: str) -> dict[str, str]:
    """The texts of one file by key."""
    head, body = _front_matter(source, name)
    missing = {"purpose", "version", "variables"} - set(head)
    if missing:
        msg = f"{name} has no {', '.join(sorted(missing))} in its front matter; add it between the two lines of dashes."
        raise TextsInvalid(msg)
    parts = _KEY.split(body)
    texts = {key: text.strip("\n") for key, text in zip(parts[1::2], parts[2::2], strict=True)}
    declared = set(head["variables"] or {})
    for key, text in texts.items():
        undeclared = _variables(text, f"{name} # {key}") - declared
        if undeclared:
            used = min(undeclared)
            msg = f"{name} # {key} uses {{{used}}}, which its front matter does not declare; add it to variables."
            raise TextsInvalid(msg)
    return texts


def _front_matter(source: str, name: str) -> tuple[dict[str, dict[str, str] | None], str]:
    parts = source.split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():  # before, between and after the two lines of dashes
        msg = (
            f"{name} does not begin with front matter; begin it with a line of three dashes, the fields, three dashes."
        )
        raise TextsInvalid(msg)
    try:
        head = parse_yaml(parts[1])
    except ValueError as error:
        msg = f"{name} has front matter that is no YAML ({error}); mend the line it names."
        raise TextsInvalid(msg) from error
    return (head if isinstance(head, dict) else {}), parts[2]


def _variables(text: str, name: str) -> set[str]:
    try:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field}
    except ValueError as error:
        msg = f"{name} has a brace that is not closed; write {{{{ or }}}} for a brace itself."
        raise TextsInvalid(msg) from error


def _check_languages(words: Mapping[tuple[Language, str], str]) -> None:
    keys = {language: {key for of, key in words if of is language} for language in Language}
    for one in Language:
        for other in Language:
            lacking = sorted(keys[one] - keys[other])
            if lacking:
                msg = f"prompts/{other.value} lacks {lacking[0]!r}, which prompts/{one.value} has; write it."
                raise TextsInvalid(msg)
    for key in keys[Language.DANISH]:
        danish, english = words[Language.DANISH, key], words[Language.ENGLISH, key]
        if _variables(danish, key) != _variables(english, key):
            msg = f"{key!r} uses other variables in Danish than in English; use the same."
            raise TextsInvalid(msg)
