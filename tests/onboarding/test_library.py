"""Journeys and lessons as files: an organisation's own stand in, and what is wrong is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.errors import OnboardingInvalid
from assistant.onboarding.library import Library, load_library

MATERIAL = Path(__file__).parents[2] / "assistant" / "onboarding" / "material"
STEP = """
  - id: hello
    day: 1
    title: {da: Hej, en: Hello}
    text: {da: Velkommen., en: Welcome.}
"""
JOURNEY = "id: lab\nrole: employee\ntitle: {da: Laboratoriet, en: The laboratory}\nsteps:" + STEP


def _own(corpus: Path, path: str, text: str) -> Path:
    file = corpus / "onboarding" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return corpus


def test_default_journey_has_its_days(library: Library) -> None:
    """A little at a time, up to the third month."""
    assert sorted({step.day for step in library.journeys["employee"].steps}) == [1, 3, 5, 10, 30, 60, 90]


def test_leaders_have_a_track_on_top(library: Library) -> None:
    """A leader is a new employee first."""
    leader = {step.id for step in library.journeys["leader"].steps}
    employee = {step.id for step in library.journeys["employee"].steps}

    assert employee < leader


def test_own_journey_is_added(tmp_path: Path) -> None:
    """An organisation writes journeys without touching the program."""
    library = load_library(_own(tmp_path, "journeys/lab.yaml", JOURNEY))

    assert {"lab", "employee", "leader"} <= set(library.journeys)


def test_own_file_stands_in_for_the_bundled_one(tmp_path: Path) -> None:
    """Words that fit elsewhere may not fit here."""
    bundled = (MATERIAL / "bias" / "da" / "halo.yaml").read_text(encoding="utf-8")
    own = bundled.replace("title: Når ét træk farver alt", "title: Glorien")
    library = load_library(_own(tmp_path, "bias/da/halo.yaml", own))

    assert "Glorien" in {text.title for text in library.lesson("bias/halo").texts.values()}
    assert library.digests["bias"] != load_library().digests["bias"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("day: 1", "day: 0", r"journeys/lab\.yaml, steps 'hello': 'day' is 0"),
        ("day: 1", "day: 1\n    dya: 2", r"steps 'hello': 'dya' is no key here"),
        ("role: employee", "role: king", r"'role' is 'king', but must be one of employee, leader"),
        ("en: Welcome.", "en: ''", r"steps 'hello', text: 'en' is ''"),
        ("da: Velkommen", "da: Velkommen, kom ind", r"'kom ind\.' is no key here"),
        ("role: employee", "role: employee\non_top_of: nobody", r"'on_top_of' names 'nobody'"),
        (STEP, STEP + STEP, r"the step 'hello' is there twice"),
        ("day: 1", "day: 1\n    lessons: [bias/none]", r"step 'hello' names 'bias/none'"),
        ("day: 1", "day: 1\n    quotes: [{find: text}]", r"a reference to 'text' needs 'text'"),
        ("day: 1", "day: 1\n    quotes: [{find: goals, when: year}]", r"'when' is 'year'"),
        ("id: lab", "id: employee", r"there is another journey 'employee'"),
        ("id: lab", "id: [", r"journeys/lab\.yaml cannot be read as YAML"),
        (JOURNEY, "- a list", r"journeys/lab\.yaml holds no mapping"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    """Whoever wrote the file must find the line without reading ours."""
    with pytest.raises(OnboardingInvalid, match=said):
        load_library(_own(tmp_path, "journeys/lab.yaml", JOURNEY.replace(old, new)))


def test_a_lesson_listed_but_not_written_is_named(tmp_path: Path) -> None:
    """A module in one language only would leave half its readers with nothing."""
    shutil.copytree(MATERIAL / "bias", tmp_path / "onboarding" / "care")
    (tmp_path / "onboarding" / "care" / "en" / "halo.yaml").unlink()
    module = tmp_path / "onboarding" / "care" / "module.yaml"
    module.write_text(module.read_text(encoding="utf-8").replace("id: bias", "id: care"), encoding="utf-8")

    with pytest.raises(OnboardingInvalid, match=r"care/en/halo\.yaml is missing"):
        load_library(tmp_path)
