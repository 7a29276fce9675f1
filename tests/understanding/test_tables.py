"""Word tables as data: read whole, shipped, and free of what only looks like an entry."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from assistant.understanding import tables
from assistant.understanding.tables import keyed_words, phrases, words

FOLDER = Path(tables.__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
KEYED = frozenset(
    ("function_words", "sister_words", "slips", "telling_words", *(name for name in NAMES if name.startswith("claim_")))
)


@pytest.mark.parametrize("name", NAMES)
def test_no_comment_or_key_is_read_as_a_word(name: str) -> None:
    """A stray mark would be a word that no question holds, and hide that a line is broken."""
    found = [word for each in keyed_words(name).values() for word in each] if name in KEYED else list(words(name))

    assert found
    assert not [word for word in found if set(word) & set('#:,;\t"')]


@pytest.mark.parametrize("name", ["frame_words", "small_words", "soft_words"])
def test_a_word_stands_once_in_its_table(name: str) -> None:
    """A word that stands twice stays when one of them is taken out."""
    assert len(words(name)) == len(set(words(name)))


@pytest.mark.parametrize("name", ["function_words", "telling_words"])
def test_words_of_languages_are_keyed_by_their_codes(name: str) -> None:
    """A misspelt code would make a language of its own, and some questions be answered in English."""
    assert set(keyed_words(name)) <= {"da", "en", "no", "sv", "de", "fr", "es", "nl"}


def test_asides_are_written_as_they_are_looked_for() -> None:
    """A phrase in capitals, or with a curly apostrophe or twice, is looked for in vain; one word may be content."""
    found = phrases("asides")

    assert [each for each in found if each != " ".join(each.lower().split()) or "’" in each] == []
    assert len(set(found)) == len(found)
    assert {each for each in found if " " not in each} <= {"asap", "kh", "mvh", "vh", "undskyld"}


def test_lines_of_one_key_stand_together() -> None:
    """A language has more words than a line, and all of them count."""
    assert {"af", "værdier"} <= set(keyed_words("function_words")["da"])


def test_every_table_is_shipped() -> None:
    """An installed package without its tables fails at the first question."""
    project = tomllib.loads((FOLDER.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = project["tool"]["setuptools"]["package-data"]["assistant"]

    assert all(any(Path(f"understanding/{name}.txt").match(pattern) for pattern in shipped) for name in NAMES)
