"""The assistant's own words: read, checked, the same in both languages, and open to an organisation's tone."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import TextsInvalid
from assistant.texts import Texts, load_texts
from ingest.records import Language

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH
BUNDLED = load_texts()


def _file(body: str, *, variables: str = "{}", more: str = "") -> str:
    return f"---\npurpose: A test.\nversion: 1\nvariables: {variables}\n{more}---\n{body}"


def _overlay(folder: Path, danish: str, english: str | None = None, *, group: str = "made") -> Path:
    for language, source in (("da", danish), ("en", danish if english is None else english)):
        (folder / language).mkdir(exist_ok=True)
        (folder / language / f"{group}.md").write_text(source, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("language", "key"), sorted(BUNDLED.words), ids=str)
def test_every_bundled_text_says_something(language: Language, key: str) -> None:
    """An empty text would be an answer with a hole in it."""
    text = BUNDLED.words[language, key]
    needed = {field: "x" for _, field, _, _ in string.Formatter().parse(text) if field}

    said = BUNDLED.say(language, key, **needed)

    assert said.strip()
    assert "{" not in said or "{{" in text


def test_both_languages_say_the_same_things() -> None:
    """Danish first, English equal: a text in one language only would fail half the askers."""
    keys = {language: {key for of, key in BUNDLED.words if of is language} for language in Language}

    assert keys[DANISH] == keys[ENGLISH]
    assert keys[DANISH]


def test_a_text_is_said_with_its_variables(tmp_path: Path) -> None:
    """Words stand in files and values come from the answer."""
    folder = _overlay(tmp_path, _file("# greet\nHej {name}, {{sic}}.\n\n# bye\nFarvel.\n", variables="{name: who}"))

    texts = load_texts(folder)

    assert texts.say(DANISH, "made.greet", name="Åse {x}") == "Hej Åse {x}, {sic}."
    assert texts.say(DANISH, "made.bye") == "Farvel."


def test_a_text_keeps_its_lines_and_loses_those_around(tmp_path: Path) -> None:
    """Empty lines between headings are layout, those inside a text are its own; "##" is no key."""
    texts = load_texts(_overlay(tmp_path, _file("\n# one\n\nFirst\n\n## not a key\n\n# two\nSecond\n")))

    assert texts.say(DANISH, "made.one") == "First\n\n## not a key"
    assert texts.say(DANISH, "made.two") == "Second"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param("# one\nHej.\n", "front matter", id="no-front-matter"),
        pytest.param("", "front matter", id="empty-file"),
        pytest.param("Hej\n---\npurpose: x\n---\n# one\nHej\n", "front matter", id="words-before-it"),
        pytest.param("---\npurpose: x\nversion: 1\n", "front matter", id="not-closed"),
        pytest.param("---\npurpose: [x\n---\n# one\nHej\n", "no YAML", id="broken-yaml"),
        pytest.param("---\npurpose: x\nversion: 1\n---\n# one\nHej\n", "no variables", id="no-variables"),
        pytest.param("---\nversion: 1\nvariables: {}\n---\n# one\nHej\n", "no purpose", id="no-purpose"),
        pytest.param("---\npurpose: x\nvariables: {}\n---\n# one\nHej\n", "no version", id="no-version"),
        pytest.param("---\n- a\n- list\n---\n# one\nHej\n", "no purpose, variables, version", id="a-list-for-fields"),
        pytest.param("---\n---\n# one\nHej\n", "no purpose, variables, version", id="empty-front-matter"),
        pytest.param(_file("# one\nHej {name}\n"), r"\{name\}.*does not declare", id="undeclared-variable"),
        pytest.param(_file("# one\nHej {\n"), "brace", id="open-brace"),
        pytest.param(_file("# one\nHej }\n"), "brace", id="closing-brace"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_what_to_do(tmp_path: Path, source: str, message: str) -> None:
    """An editor of the tone is no programmer, so the file, the fault and the remedy are named at the start."""
    with pytest.raises(TextsInvalid, match=message) as refused:
        load_texts(_overlay(tmp_path, source))

    assert "made.md" in str(refused.value)


def test_variables_may_be_left_empty(tmp_path: Path) -> None:
    """A file whose texts need no values declares none."""
    texts = load_texts(_overlay(tmp_path, _file("# one\nHej.\n", variables="")))

    assert texts.say(DANISH, "made.one") == "Hej."


@pytest.mark.parametrize(
    ("danish", "english", "lacking"),
    [
        pytest.param("# one\nHej\n\n# two\nTo\n", "# one\nHi\n", "prompts/en lacks 'made.two'", id="english-lacks"),
        pytest.param("# one\nHej\n", "# one\nHi\n\n# two\nTwo\n", "prompts/da lacks 'made.two'", id="danish-lacks"),
    ],
)
def test_a_text_in_one_language_only_is_refused(tmp_path: Path, danish: str, english: str, lacking: str) -> None:
    """What is missing shows when the program starts, not when an English colleague asks."""
    with pytest.raises(TextsInvalid, match=lacking):
        load_texts(_overlay(tmp_path, _file(danish), _file(english)))


def test_the_languages_use_the_same_variables(tmp_path: Path) -> None:
    """A caller gives the same values whatever the language, so one must not need more."""
    danish = _file("# one\nHej {name}\n", variables="{name: who}")

    with pytest.raises(TextsInvalid, match="other variables"):
        load_texts(_overlay(tmp_path, danish, _file("# one\nHi\n", variables="{name: who}")))


def test_an_overlay_replaces_a_text_and_keeps_the_rest(tmp_path: Path) -> None:
    """An organisation edits the tone of one sentence without copying the file it stands in."""
    group, key = next(
        key for of, key in sorted(BUNDLED.words) if of is DANISH and "{" not in BUNDLED.words[of, key]
    ).split(".")

    texts = load_texts(_overlay(tmp_path, _file(f"# {key}\nOur own words.\n"), group=group))

    assert texts.say(DANISH, f"{group}.{key}") == "Our own words."
    changed = {pair for pair, text in texts.words.items() if BUNDLED.words.get(pair) != text}
    assert changed == {(language, f"{group}.{key}") for language in Language}
    assert set(texts.words) == set(BUNDLED.words)


def test_a_change_of_words_is_a_change_of_version(tmp_path: Path) -> None:
    """An answer depends on the words it was framed in."""
    one = load_texts(_overlay(tmp_path, _file("# one\nHej.\n"))).version
    two = load_texts(_overlay(tmp_path, _file("# one\nDavs.\n"))).version

    assert len({one, two, BUNDLED.version}) == 3
    assert load_texts().version == BUNDLED.version


def test_an_overlay_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    """Most organisations have none."""
    assert load_texts(tmp_path / "absent") == BUNDLED


def test_other_files_are_let_alone(tmp_path: Path) -> None:
    """A README beside the texts is no text."""
    folder = _overlay(tmp_path, _file("# one\nHej.\n"))
    (folder / "da" / "notes.txt").write_text("not a text", encoding="utf-8")

    assert load_texts(folder).has(DANISH, "made.one")


def test_what_is_not_written_is_not_said() -> None:
    """A key misspelt in code must show in tests, not as silence."""
    assert not BUNDLED.has(DANISH, "made.absent")
    with pytest.raises(KeyError):
        BUNDLED.say(DANISH, "made.absent")


def test_a_variable_not_given_is_an_error(tmp_path: Path) -> None:
    """A brace shown to people is worse than a fault found at once."""
    texts = load_texts(_overlay(tmp_path, _file("# one\nHej {name}\n", variables="{name: who}")))

    with pytest.raises(KeyError, match="name"):
        texts.say(DANISH, "made.one")


@pytest.fixture(scope="module")
def greeting(tmp_path_factory: pytest.TempPathFactory) -> Texts:
    """The bundled texts and one that says a name."""
    source = _file("# one\n»{name}«\n", variables="{name: who}")
    return load_texts(_overlay(tmp_path_factory.mktemp("texts"), source))


@given(value=st.text(max_size=60))
def test_a_value_is_said_as_it_is(greeting: Texts, value: str) -> None:
    """A document's words may hold braces or percent signs, and are never read as a template."""
    assert greeting.say(ENGLISH, "made.one", name=value) == f"»{value}«"
