"""Who holds an office, and who answers for a counted part, by the words that the documents print for them."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import asks, assistant_over, write_corpus

from assistant.answer import Answer, AnswerStatus
from assistant.assistant import Assistant
from assistant.question import ANYBODY

RUN = """\
<html><body><h1>How we are run</h1>
<p>The Chief Executive, Maeve Tollander, is the Accounting Officer.</p>
<h2>Directorates</h2>
<table><thead><tr><th>Directorate</th><th>Director</th></tr></thead>
<tbody><tr><td>Engineering</td><td>Ngozi Farrant</td></tr>
<tr><td>Operations</td><td>Callum Eastaway</td></tr></tbody></table>
<h2>Our team</h2>
<dl><dt>Rafe Coulthard</dt><dd>Head of Reading Rooms. Priorities A and C</dd>
<dt>Sunniva Petrie</dt><dd>Head of Plain Language. Priority B</dd></dl>
<h2>Our priorities</h2>
<h3>Priority A: Reach people</h3><p>We will go to where they are.</p>
<h3>Priority B: Plain words</h3><p>The text is half of the problem.</p>
<h3>Priority C: Keep learners</h3><p>They stay as long as they like.</p>
</body></html>
"""
SCHOOL = """\
# Akademiet

## Strategiske mål

### Mål 1: Flere gennemfører

Vi vil styrke studiestarten.

### Mål 2: Grøn omstilling

Vi bruger mindre.

## Ledelse

Thomas Munk, rektor
Dorte Klint, prorektor med ansvar for kvalitet
Ida Vig, næstformand

Birgitte Sandvad
Bestyrelsesformand
"""
ACTIONS = """\
# Handlingsplan 2026

## Mål 1: Flere gennemfører

| Handling | Deadline | Ansvarlig |
|---|---|---|
| Mentorer er klar til alle nye | 15. august 2026 | Studiechef Camilla Roed |
| Varslingssystem er taget i brug | 1. oktober 2026 | It-chef Søren Hvidt |

## Mål 2: Grøn omstilling

| Handling | Deadline | Ansvarlig |
|---|---|---|
| Digital tilmelding er sat i drift | 30. juni 2026 | It-chef Søren Hvidt |
"""


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over a page with a team, priorities by letters and directorates."""
    folder = tmp_path_factory.mktemp("team")
    described = '[[organisation]]\nid = "team"\nname = "Rushlight"\nhome = true\n'
    return assistant_over(write_corpus(folder / "corpus", {"run.html": RUN}, described=described), folder / "data")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over the offices and goals of a school."""
    folder = tmp_path_factory.mktemp("school")
    described = '[[organisation]]\nid = "skole"\nname = "Akademiet"\nhome = true\n'
    return assistant_over(
        write_corpus(folder / "corpus", {"om.md": SCHOOL, "plan.md": ACTIONS}, described=described), folder / "data"
    )


def _ask(assistant: Assistant, text: str) -> Answer:
    return assistant.ask(asks(text, on=dt.date(2026, 3, 2)), ANYBODY)


@pytest.mark.parametrize(
    ("text", "somebody"),
    [
        ("Who's responsible for priority B?", "Sunniva Petrie"),
        ("who is responsible for priority C?", "Rafe Coulthard"),
        ("hvem har ansvaret for prioritet A?", "Rafe Coulthard"),
    ],
)
def test_whoever_has_a_counted_part_in_the_role_answers_for_it(team: Assistant, text: str, somebody: str) -> None:
    """By itself or among others of its kind."""
    answer = _ask(team, text)

    assert answer.status is AnswerStatus.ANSWERED
    assert [name for name in ("Rafe Coulthard", "Sunniva Petrie") if name in answer.text] == [somebody]


def test_an_office_printed_by_its_own_name_is_no_other_of_its_meaning(team: Assistant) -> None:
    """A chief executive may be called director, but here directors are others."""
    answer = _ask(team, "who is the Chief Executive?")

    assert "Maeve Tollander" in answer.text
    assert "Farrant" not in answer.text


def test_the_chair_of_the_whole_body_is_its_chair(school: Assistant) -> None:
    """The word "Bestyrelsesformand" says which body; a deputy is another office."""
    answer = _ask(school, "hvem er formand?")

    assert "Birgitte Sandvad" in answer.text
    assert "Ida Vig" not in answer.text


def test_who_is_responsible_for_nothing_said_is_asked_back(school: Assistant) -> None:
    """A role that speaks of responsibility for one thing answers for no other."""
    assert _ask(school, "hvem er ansvarlig?").status is AnswerStatus.CLARIFY


@pytest.mark.parametrize(
    "text",
    [
        "hvad har it-chefen ansvar for i handlingsplanen?",
        "hvad har IT chefen ansvaret for?",
        "what is the head of IT responsible for?",
    ],
)
def test_an_owner_is_named_by_title_alone(school: Assistant, text: str) -> None:
    """Definite, with a hyphen or without, and in the other language; nobody else's is told."""
    answer = _ask(school, text)

    assert "Varslingssystem" in answer.text
    assert "Digital tilmelding" in answer.text
    assert "Mentorer" not in answer.text
    assert "Camilla Roed" not in answer.text


def test_there_is_no_goal_for_what_only_part_of_is_spoken_of(school: Assistant) -> None:
    """That a goal speaks of new students does not make one for foreign students."""
    assert _ask(school, "er der et mål for udenlandske studerende?").status is AnswerStatus.ABSTAINED
