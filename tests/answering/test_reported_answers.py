"""What was reported, asked about: complete, as of the day asked, and no word of a reporter taken for the plan's."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from answer_scenes import Reported, asks, assert_grounded, assistant_over, report

from assistant.answer import AnswerStatus, Reason
from assistant.assistant import Assistant
from assistant.question import ANYBODY, Asker
from assistant.register.views import Report
from ingest.knowledge import Knowledge

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
IN_AUTUMN = dt.date(2025, 10, 1)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """One over the real documents, in which nothing is reported."""
    return assistant_over(CORPUS, tmp_path_factory.mktemp("reported"))


def _id(knowledge: Knowledge, words: str) -> str:
    """The id of the one milestone with these words."""
    (found,) = [each.id for each in knowledge.milestones if words in each.quote.text]
    return found


def _knowing(assistant: Assistant, **reports: Report) -> Assistant:
    """`assistant` with one report on each milestone that a word names."""
    knowledge = assistant.knowledge(ANYBODY)
    return assistant.knowing(Reported({_id(knowledge, words): each for words, each in reports.items()}))


@pytest.mark.parametrize(
    "note",
    [
        "Se [1] og **fed** tekst",
        "»Målet er nået« siger vi",
        "<script>alert(1)</script> & @channel",
        "Linje et\n\n# Overskrift\n- punkt",
        "“Citat” og “mere”",
    ],
)
def test_a_reporters_words_are_never_shown_as_the_plans(assistant: Assistant, note: str) -> None:
    """A comment is written by anybody who may report; only documents are quoted."""
    known = _knowing(assistant, HAIBA=report("red", note=note))
    answer = known.ask(asks("Hvorfor er HAIBA rød?", on=IN_AUTUMN), ANYBODY)
    rest = answer.text.replace(f"»{answer.citations[0].quote}«", "")

    assert "»" not in rest
    assert rest.count("[1]") == 1
    assert "\n# " not in answer.text
    assert "<script" not in answer.text.replace("\\<script", "")


def test_a_long_comment_is_cut(assistant: Assistant) -> None:
    """One row must not push the others out of sight."""
    known = _knowing(assistant, HAIBA=report("red", note="meget langt " * 200))

    assert len(known.ask(asks("Hvorfor er HAIBA rød?", on=IN_AUTUMN), ANYBODY).text) < 800


def test_a_status_given_to_an_earlier_wording_says_so(assistant: Assistant) -> None:
    """A mended sentence may promise something else than what was reported on."""
    earlier = "Udvikling af en offentlig løsning for HAIBA (Q1)."
    known = _knowing(assistant, HAIBA=report("completed", wording=earlier))
    answer = known.ask(asks("Is HAIBA done?", on=IN_AUTUMN), ANYBODY)

    assert "given to the earlier wording" in answer.text
    assert "offentlig løsning for HAIBA (Q1)" in answer.text
    assert_grounded(answer, CORPUS)


def test_the_same_wording_is_not_mentioned_twice(assistant: Assistant) -> None:
    """White space alone is no other wording."""
    words = next(each.quote.text for each in assistant.knowledge(ANYBODY).milestones if "HAIBA" in each.quote.text)
    known = _knowing(assistant, HAIBA=report("completed", wording=f" {words.replace(' ', '  ')}"))

    assert "earlier wording" not in known.ask(asks("Is HAIBA done?", on=IN_AUTUMN), ANYBODY).text


@pytest.mark.parametrize("question", ["Hvilke målepunkter er overskredet?", "Which milestones are overdue?"])
def test_silence_accuses_nobody(assistant: Assistant, question: str) -> None:
    """What nobody reported is neither late nor done; it stands in a list of its own."""
    known = _knowing(assistant, HAIBA=report("red"))
    answer = known.ask(asks(question, on=dt.date(2026, 3, 1)), ANYBODY)
    late, silent = (part.count("\n\n1. ") + part.count("\n2. ") for part in answer.text.split("\n\n*", 1))

    assert (late, silent) == (1, 1)
    assert [view.overdue for view in answer.milestones] == [True, *[None] * 10]


def test_history_needs_something_to_tell_of(assistant: Assistant) -> None:
    """Nothing reported is an abstention with the record, not an empty list."""
    answer = assistant.ask(asks("Vis historikken for HAIBA"), ANYBODY)

    assert (answer.status, answer.reason) == (AnswerStatus.ABSTAINED, Reason.NOT_REPORTED)
    assert "HAIBA" in answer.text


def test_hidden_plans_are_neither_counted_nor_told(tmp_path: Path) -> None:
    """Their reports exist for those who may read them, and for nobody else."""
    corpus = ROOT / "evals" / "corpora" / "kystvagt"
    copy = tmp_path / "corpus"
    copy.mkdir()
    for file in corpus.iterdir():
        text = file.read_text(encoding="utf-8")
        (copy / file.name).write_text(text.replace('language = "da"', 'language = "da"\naudience = ["board"]'))
    assistant = assistant_over(copy, tmp_path / "var")
    whole = assistant.knowledge(Asker(groups=frozenset({"board"})))
    moment = dt.datetime(2028, 2, 1, 9, tzinfo=dt.UTC)
    reports = {each.id: report("red", note="hemmeligt", reported_at=moment) for each in whole.milestones}
    known = assistant.knowing(Reported(reports))

    for question in (
        "Hvad er rødt?",
        "Hvad mangler vi at indberette?",
        "Hvad er der sket siden januar?",
        "Hvad scorer vi nu?",
    ):
        answer = known.ask(asks(question, on=dt.date(2028, 3, 1)), ANYBODY)
        assert (answer.milestones, answer.goals, answer.citations) == ((), (), ())
        assert "hemmeligt" not in answer.text


def test_an_interim_light_decides_no_goal(assistant: Assistant) -> None:
    """The plan's rule speaks of what is fulfilled, not of what is going well."""
    knowledge = assistant.knowledge(ANYBODY)
    goal = next(each for each in knowledge.goals if each.title and each.title.text == "Attraktiv arbejdsplads")
    green = {each.id: report("green") for each in goal.milestones}
    done = {each.id: report("fulfilled") for each in goal.milestones}
    question = asks("How many of our goals are fulfilled?", on=IN_AUTUMN)

    assert "rule: reached" not in assistant.knowing(Reported(green)).ask(question, ANYBODY).text
    assert "rule: reached" in assistant.knowing(Reported(done)).ask(question, ANYBODY).text
