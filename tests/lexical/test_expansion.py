"""A question finds what it means in the words of the documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from ingest.lexical import Bm25, analyse, build_postings, expand
from ingest.records import Language

DA, EN = Language.DANISH, Language.ENGLISH
PASSAGES = [
    ("Undervisning i biasbevidsthed er en del af onboarding af ledere", DA),
    ("Styrkelse af sygdomsovervågningen og beredskabet", DA),
    ("Fem egenskaber vi arbejder efter", DA),
    ("Mål- og resultatplanen er et ledelsesværktøj", DA),
    ("SSI har ansvar for forsyningen af vacciner", DA),
    ("Our strategy is built on early action", EN),
    ("Screening af alle nyfødte", DA),
]


class Lexicon:
    """Three translations, a synonym and a phrase, as the real lexicon gives them."""

    def translations(self, word: str, source: Language, /) -> Sequence[tuple[str, float]]:
        """From English only, best first."""
        known = {"newborns": (("nyfødte", 0.9),), "surveillance": (("overvågning", 0.7), ("og", 0.3))}
        return known.get(word, ()) if source is EN else ()

    def synonyms(self, word: str, language: Language, /) -> Sequence[str]:
        """One."""
        return ("egenskaber",) if word == "værdier" else ()

    def phrases(self, language: Language) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """One, from English."""
        translations = ("forsyningsansvar", "ansvar for forsyning")
        return {tuple(term.stem for term in analyse("duty to supply", EN)): translations} if language is EN else {}


@pytest.mark.parametrize(
    ("question", "language", "row"),
    [
        pytest.param("bevidsthed om bias", DA, 0, id="parts of a compound"),
        pytest.param("overvågning af sygdomme", DA, 1, id="parts in another order"),
        pytest.param("egenskaberne", DA, 2, id="definite form"),
        pytest.param("egneskaber", DA, 2, id="misspelling"),
        pytest.param("resultat plan", DA, 3, id="split compound"),
        pytest.param("onboardingprocessen", DA, 0, id="joined compound with an unknown part"),
        pytest.param("ssis vacciner", DA, 4, id="genitive of an acronym in lower case"),
        pytest.param("strategies", EN, 5, id="English over English"),
        pytest.param("strategies", DA, 5, id="language guessed wrong"),
        pytest.param("newborns", EN, 6, id="translation"),
        pytest.param("hvilke værdier", DA, 2, id="synonym"),
        pytest.param("the duty to supply", EN, 4, id="phrase"),
        pytest.param("surveillance", EN, 1, id="translation into a part of a compound"),
    ],
)
def test_the_meant_passage_comes_first(question: str, language: Language, row: int) -> None:
    """Spelling, inflection, compounding and language are the asker's affair, not the document's."""
    index = Bm25(build_postings(PASSAGES))
    among = np.arange(len(PASSAGES))

    terms = expand(analyse(question, language), language, vocabulary=index.vocabulary(among), lexicon=Lexicon())
    rows, coverages = index.search(terms, among=among, limit=3)

    assert rows[0] == row
    assert len(rows) == 1 or coverages[0] > coverages[1]


def test_a_word_as_asked_outweighs_what_it_may_stand_for() -> None:
    """A guess supports the asker's word and never replaces it."""
    terms = expand(analyse("surveillance", EN), EN, vocabulary={"overvagning"}, lexicon=Lexicon())

    assert terms["surveil"] == 1.0
    assert terms["overvagning"] == pytest.approx(0.7)
    assert "og" not in terms


def test_a_known_word_is_not_corrected() -> None:
    """A neighbour of a word that the documents hold is another word."""
    terms = expand(analyse("mission", DA), DA, vocabulary={"mission", "missio"})

    assert "missio" not in terms
