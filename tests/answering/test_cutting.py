"""Stretches of passages: what of one may be quoted by itself, cut into sentences no sooner than it must be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from answer_scenes import encoder, lexicon

from assistant.answering.cutting.stretches import Stretch, Stretches
from assistant.assistant import Assistant
from assistant.question import ANYBODY
from assistant.retrieval.neighbours import Neighbours
from assistant.understanding.bridge import Bridge
from ingest.knowledge import Knowledge
from ingest.lexical import stem
from ingest.records import Language, PassageKind

WORDS = ("viden", "institut", "sundhed", "plan", "2025", "og")


def _fresh(knowledge: Knowledge) -> Stretches:
    return Stretches(
        knowledge, Bridge(knowledge, dictionary=lexicon(), neighbours=Neighbours(knowledge, encoder=encoder()))
    )


@pytest.mark.parametrize("word", WORDS)
def test_what_is_judged_is_what_judging_every_stretch_gives(real: Assistant, word: str) -> None:
    """Sentences are left uncut only where none of them could be accepted: with editions, and without them."""
    for knowledge in (real.knowledge(ANYBODY), replace(real.knowledge(ANYBODY), pairings=(), editions={})):
        stretches = _fresh(knowledge)

        def holding(stretch: Stretch) -> Stretch | None:
            return stretch if stretch.whole.stems.get(stem(word, Language.DANISH)) else None

        judged = [list(stretches.judged(passage, holding)) for passage in knowledge.visible]
        all_held = [[each for each in stretches.of(passage) if holding(each)] for passage in knowledge.visible]

        assert judged == all_held
        assert any(judged)


def test_sentences_of_what_is_not_accepted_are_not_looked_at(real: Assistant) -> None:
    """A question holds forty passages against its words, and most lack them."""
    knowledge = replace(real.knowledge(ANYBODY), pairings=(), editions={})
    stretches = _fresh(knowledge)
    long = next(
        each
        for each in knowledge.visible
        if each.kind is PassageKind.PARAGRAPH and not each.goal and len(stretches.of(each)) > len(each.quotes) + 1
    )
    seen: list[Stretch] = []

    assert not list(stretches.judged(long, seen.append))

    assert 0 < len(seen) < len(stretches.of(long))
    assert {each.quote for each in seen} <= set(long.quotes)


def test_a_sentence_that_an_edition_renders_is_looked_at_in_any_case(real: Assistant) -> None:
    """Its rendering may say what that of the paragraph does not."""
    knowledge = real.knowledge(ANYBODY)
    assert knowledge.pairings
    stretches = _fresh(knowledge)
    seen: list[Stretch] = []

    for passage in knowledge.visible:
        assert not list(stretches.judged(passage, seen.append))

    assert len(seen) == sum(len(stretches.of(passage)) for passage in knowledge.visible)
