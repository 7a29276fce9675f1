"""Over thousands of documents what is looked up in indexes is what looking at every passage finds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from answer_scenes import AFTER_PERIOD, ROOT, asks, assistant_over, context_of

from assistant.answering.labels.several import labelled_each
from assistant.assistant import Assistant
from assistant.onboarding.references import Find, Reference, resolve
from assistant.question import ANYBODY
from ingest import knowledge as knowledge_module

QUESTIONS = (
    "Hvad er vores mission og vision?",
    "what are our five values?",
    "Hvilke aktiviteter har SSI?",
    'Hvad står der under "Vision"?',
    'Hvad betyder "Nyttig"?',
    "Hvad står SSI for?",
    "Hvornår er siden opdateret?",
    "Hvem har underskrevet planen?",
    "Hvad er Mål 1?",
    "what happens in March 2026?",
    "Hvem er direktør for Socialstyrelsen?",
)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over the corpus of this repository."""
    return assistant_over(ROOT / "corpus", tmp_path_factory.mktemp("many"))


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever there is counts as very many."""
    monkeypatch.setattr(knowledge_module, "MANY", 0)


@pytest.mark.parametrize("text", QUESTIONS)
def test_an_answer_is_the_same_by_index(real: Assistant, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index is a quicker way to the same passages."""
    one_by_one = real.ask(asks(text, on=AFTER_PERIOD), ANYBODY)
    monkeypatch.setattr(knowledge_module, "MANY", 0)

    by_index = real.ask(asks(text, on=AFTER_PERIOD), ANYBODY)

    assert by_index == one_by_one


@pytest.mark.usefixtures("many")
def test_a_label_is_found_among_labels_alone(real: Assistant) -> None:
    """A search among very many passages brings up forty: a label may be none of them."""
    context = context_of(real, asks("Hvad er vores mission og vision?", on=AFTER_PERIOD))
    concepts = context.bridge.concepts("vision", language=context.inquiry.language)

    rows = context.bridge.labels.naming(concepts)

    named = [context.knowledge.passages[row] for row in rows.tolist()]
    assert named
    assert all("vision" in f"{each.path} {each.lead_in}".lower() for each in named)
    assert labelled_each(context, (*concepts, replace(concepts[0], words="månen", alternatives={("maan",): 1.0}))) == ()


@pytest.mark.parametrize("find", [Find.STATEMENTS, Find.LIST, Find.STATEMENT])
@pytest.mark.parametrize("words", [("bias",), ("værdi", "egenskab"), ("vision",), ("uddannelse", "undervis")])
def test_a_reference_quotes_the_same_by_index(
    real: Assistant, find: Find, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stem is the beginning of a word, or is one that was cut off."""
    known = real.knowledge(ANYBODY)
    reference = Reference(find=find, words=words)
    one_by_one = resolve(reference, known, today=AFTER_PERIOD)
    monkeypatch.setattr(knowledge_module, "MANY", 0)

    assert resolve(reference, known, today=AFTER_PERIOD) == one_by_one


def test_every_passage_with_the_words_is_held(real: Assistant) -> None:
    """None may be missing, whatever its language."""
    context = context_of(real, asks("Hvad er vores vision?", on=AFTER_PERIOD))
    every = [each for each in context.passages if "Statens Serum Institut" in each.body]

    held = context.holding("Statens Serum Institut")

    assert every
    assert {each.id for each in every} <= {each.id for each in held}
    assert np.all(np.diff([context.passages.index(each) for each in held]) > 0)
