"""Hidden is absent: a document somebody may not read looks exactly like one that does not exist."""

from __future__ import annotations

from pathlib import Path

import pytest
from answer_scenes import AFTER_PERIOD, IN_PERIOD, asks, assistant_over, same_but_snapshot, write_corpus

from assistant.answer import AnswerStatus
from assistant.assistant import Assistant
from assistant.protocols import Hit
from assistant.question import ANYBODY, Asker
from assistant.register.filters import MilestoneFilter, select
from assistant.register.views import NothingReported

HR = Asker(groups=frozenset({"hr"}))
OTHERS = [ANYBODY, Asker(groups=frozenset({"finance"}))]
ORGANISATIONS = """
[[organisation]]
id = "skov"
name = "Skovtilsynet"
home = true

[[organisation]]
id = "havn"
name = "Havnetilsynet"
"""
PAGE = """Vores strategi

Visionen er:

Skove, som alle kan lide at være i.

De tre værdier er:

- Rolig
- Grundig
- Venlig

Vi planter 200 hektar ny skov hvert år.
"""
PLAN = """# Resultatplan 2025

## 1. Mål

### Mål 1: Mere skov

- Der er plantet 200 hektar ny skov (Q2).
- Ny planteskole er åbnet (Q3/Q4).
"""
SECRET = """# Lønplan 2026

De fem værdier er:

- Tavs
- Lukket
- Rolig
- Hemmelig
- Diskret

Bonussen er 7 pct. af lønnen for dem, der planter skov.

## 1. Mål

### Mål 1: Færre ansatte

- Planteskolen er lukket ned (Q2).
- 40 medarbejdere i Havnetilsynet er afskediget (Q4).

Skovby, den 3. marts 2026

Gerda Skovmose

Direktør, Skovtilsynet
"""
COAST = """Strategi

Visionen er:

Kyster uden skov.
"""
DESCRIBED = """
[[document]]
path = "strategi.txt"
organisation = "skov"
kind = "strategy"
title = "Vores strategi"
language = "da"
published = "undated"

[[document]]
path = "resultatplan.md"
organisation = "skov"
kind = "results_plan"
title = "Resultatplan 2025"
language = "da"
period = "2025"
published = 2024-12-01
"""
# The one's id sorts before the others', so that it would take their place wherever order decides;
# the other is all there is of its organisation.
HIDDEN = """
[[document]]
path = "a-loenplan.md"
organisation = "skov"
kind = "results_plan"
title = "Lønplan 2026"
language = "da"
period = "2026"
published = 2026-03-03
audience = ["hr"]

[[organisation]]
id = "kyst"
name = "Kystrådet"

[[document]]
path = "kyst.txt"
organisation = "kyst"
kind = "strategy"
title = "Strategi"
language = "da"
published = "undated"
audience = ["hr", "kyst"]
"""
QUESTIONS = """
hvad er vores værdier?
hvad er vores tre værdier?
hvad er vores fem værdier?
what are our five values
hvor mange værdier har vi
hvad er visionen
hvor stor er bonussen?
bonus
who is Gerda Skovmose?
hvem er direktør?
hvem har underskrevet planen
hvad er mål 1?
hvad er målene?
hvad er målene for 2026?
hvilke milepæle er der i Q2?
which milestones are open?
hvilke milepæle er forsinkede?
næste milepæl
hvilke milepæle er der i dette kvartal
er planteskolen lukket ned?
er planteskolen åbnet?
hvornår er 40 medarbejdere afskediget
hvad betyder diskret
hvad laver Havnetilsynet
sammenlign vores vision med Havnetilsynets
hvad er Kystrådets vision?
sammenlign visionen med Kystrådets
hvilke dokumenter har du?
hvornår er planen dateret
hej
hjælp
jeg er ny
lønplan
den hemmelige plan
plante skov
hektar
xyzzy
""".strip().splitlines()
questions = pytest.mark.parametrize("text", QUESTIONS)


@pytest.fixture(scope="module")
def with_it(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The corpus with a plan that only "hr" may read."""
    return _assistant(tmp_path_factory.mktemp("with"), {"a-loenplan.md": SECRET, "kyst.txt": COAST}, HIDDEN)


@pytest.fixture(scope="module")
def without_it(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The corpus in which that plan does not exist."""
    return _assistant(tmp_path_factory.mktemp("without"), {}, "")


def _assistant(folder: Path, more: dict[str, str], described: str) -> Assistant:
    files = {"strategi.txt": PAGE, "resultatplan.md": PLAN, **more}
    corpus = write_corpus(folder / "corpus", files, described=f"{ORGANISATIONS}{DESCRIBED}{described}")
    return assistant_over(corpus, folder / "data")


def _words(assistant: Assistant) -> list[str]:
    """The words whose meanings a question is held against."""
    knowledge = assistant.knowledge(ANYBODY)
    return [knowledge.words.spelling[row] for row in knowledge.word_rows]


def _hits(hits: tuple[Hit, ...]) -> list[tuple[object, ...]]:
    return [(hit.rank, hit.passage, hit.quote, hit.score) for hit in hits]


@questions
@pytest.mark.parametrize("asker", OTHERS, ids=["anybody", "another group"])
def test_answers_are_the_same_to_the_letter(with_it: Assistant, without_it: Assistant, text: str, asker: Asker) -> None:
    """A changed word, order, suggestion or count would tell that there is something."""
    for day in (IN_PERIOD, AFTER_PERIOD):
        question = asks(text, on=day)
        assert same_but_snapshot(with_it.ask(question, asker)) == same_but_snapshot(without_it.ask(question, asker))


def test_a_conversation_is_the_same_to_the_letter(with_it: Assistant, without_it: Assistant) -> None:
    """What an earlier turn mentions lends no access either."""
    question = asks("og i Q4?", history=["Hvad er målene i Lønplan 2026?", ("assistant", "Mål 1: Færre ansatte")])

    assert same_but_snapshot(with_it.ask(question, ANYBODY)) == same_but_snapshot(without_it.ask(question, ANYBODY))


@questions
def test_searches_are_the_same_to_the_letter(with_it: Assistant, without_it: Assistant, text: str) -> None:
    """Scores too: a word's rarity must not be felt through documents that are not there."""
    assert _hits(with_it.search(text, ANYBODY, limit=50)) == _hits(without_it.search(text, ANYBODY, limit=50))
    assert with_it.search(text, ANYBODY, document="a-loenplan") == ()
    assert _hits(with_it.search(text, ANYBODY, organisation="skov")) == _hits(
        without_it.search(text, ANYBODY, organisation="skov")
    )


def test_lists_are_the_same(with_it: Assistant, without_it: Assistant) -> None:
    """Documents, organisations, goals, milestones and people are what every listing is made of."""
    seen, expected = with_it.knowledge(ANYBODY), without_it.knowledge(ANYBODY)

    assert list(seen.documents.values()) == list(expected.documents.values())
    assert seen.organisations == expected.organisations
    assert seen.goals == expected.goals
    assert seen.people == expected.people
    assert _words(with_it) == _words(without_it)
    every = MilestoneFilter()
    today = IN_PERIOD
    assert select(seen, NothingReported(), every, today=today) == select(
        expected, NothingReported(), every, today=today
    )


def test_who_may_read_it_is_answered_from_it(with_it: Assistant) -> None:
    """Otherwise it would be missing for everybody, and nothing above would be tested."""
    answer = with_it.ask(asks("Hvor stor er bonussen?", on=AFTER_PERIOD), HR)

    assert answer.status is AnswerStatus.ANSWERED
    assert [citation.document for citation in answer.citations] == ["a-loenplan"]
    assert with_it.ask(asks("Hvad er vores fem værdier?"), HR) != with_it.ask(
        asks("Hvad er vores fem værdier?"), ANYBODY
    )
    assert len(with_it.knowledge(HR).goals) == 2
    assert with_it.search("bonus", HR)[0].passage.document == "a-loenplan"


def test_an_answer_is_not_lent_from_one_scope_to_another(with_it: Assistant, without_it: Assistant) -> None:
    """What somebody else asked a moment before must leave no trace in what is remembered."""
    question = asks("Hvor stor er bonussen?")
    expected = same_but_snapshot(without_it.ask(question, ANYBODY))

    for _ in range(3):
        with_it.ask(question, HR)
        assert same_but_snapshot(with_it.ask(question, ANYBODY)) == expected


def test_askers_who_read_the_same_share_what_is_prepared(with_it: Assistant) -> None:
    """Groups that no document names would otherwise fill the memory with copies."""
    assert with_it.view(ANYBODY) is with_it.view(OTHERS[1])
    assert with_it.view(HR) is not with_it.view(ANYBODY)
