"""The ways a document may put a word, and what each is worth as evidence."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import DANISH, ENGLISH, FixedNeighbours, bridge, knowledge

from assistant.understanding import bridge as bridges
from assistant.understanding.concepts import Bag, Concept, accounted
from assistant.understanding.frame import FRAME, SOFT, light_words
from assistant.understanding.meanings import Meanings, family, other, root, stems_of
from ingest.encoder.lexicon import Lexicon
from ingest.lexical import Term, analyse, fold
from ingest.records import Language

BRIDGE = bridge()
words = st.text(alphabet="abcdefghijklmnopqrstuvwxyzæøåABCÆØÅ0123456789-'", min_size=1, max_size=30)


def _concepts(text: str, language: Language) -> tuple[str, ...]:
    return tuple(concept.words for concept in BRIDGE.concepts(text, language=language))


def _only(text: str, language: Language) -> Concept:
    (concept,) = BRIDGE.concepts(text, language=language)
    return concept


def _cover(
    asked: str, language: Language, sentence: str, *, near: dict[str, list[tuple[str, float]]] | None = None
) -> float:
    made = bridge(knowledge(sentence), near)
    (concept,) = made.concepts(asked, language=language)
    return made.bag(sentence, DANISH).cover(concept)


@pytest.mark.parametrize(
    ("asked", "language", "sentence"),
    [
        pytest.param("vision", DANISH, "Vores vision er rene kyster.", id="the-word"),
        pytest.param("VISIONEN", DANISH, "Vores vision er rene kyster.", id="inflected-in-capitals"),
        pytest.param("øvelser", DANISH, "En øvelse er holdt.", id="plural"),
        pytest.param("oevelse", DANISH, "En øvelse er holdt.", id="without-danish-letters"),
        pytest.param("coast", ENGLISH, "Rene kyster for alle.", id="translated"),
        pytest.param("floods", ENGLISH, "Vurdering af oversvømmelser.", id="learned-translation"),
        pytest.param("staff", ENGLISH, "Uddannelse af medarbejdere.", id="translated-synonym"),
        pytest.param("indsatsområde", DANISH, "Tre fokusområder.", id="synonym"),
        pytest.param("overvåges", DANISH, "Overvågning af havvand.", id="word-family"),
        pytest.param("klimatilpassning", DANISH, "Mål for klimatilpasning.", id="misspelt"),
        pytest.param("badvand", DANISH, "Rent badevand.", id="letter-left-out"),
        pytest.param("focus areas", ENGLISH, "Fokusområderne er to.", id="phrase-for-a-compound"),
        pytest.param("kerne opgaven", DANISH, "Kerneopgaven er vurdering.", id="compound-written-apart"),
        pytest.param("øvelse", ENGLISH, "En øvelse er holdt.", id="danish-word-in-an-english-question"),
        pytest.param("KD25", DANISH, "Se KD25 for mere.", id="code"),
        pytest.param(
            "helkystmåling", DANISH, "Vi begynder med shared measurements.", id="english-words-in-danish-text"
        ),
    ],
)
def test_a_word_is_met_however_the_document_puts_it(asked: str, language: Language, sentence: str) -> None:
    """People ask in their own words, spelling and language; the document has but one of each."""
    made = bridge(knowledge(sentence))
    (concept,) = made.concepts(asked, language=language)

    assert accounted(concept, made.bag(sentence, DANISH))


@pytest.mark.parametrize(
    ("asked", "language", "sentence"),
    [
        pytest.param("budget", DANISH, "Vores vision er rene kyster.", id="absent"),
        pytest.param("KD26", DANISH, "Se KD25 for mere.", id="code-one-off"),
        pytest.param("HAIBU", DANISH, "Udvikling af HAIBA er planlagt.", id="acronym-one-off"),
        pytest.param("annual cycle", ENGLISH, "Opfølgning følger et årshjul.", id="translation-of-no-worth"),
        pytest.param("focus areas", ENGLISH, "Områderne ved havet.", id="half-a-phrase"),
        pytest.param("ny leder", DANISH, "En leder for alle.", id="head-of-a-phrase"),
        pytest.param(
            "ret til indsigt", DANISH, "Indsigt i vores kyster.", id="last-word-of-a-phrase-with-a-small-word"
        ),
    ],
)
def test_what_is_not_there_is_not_met(asked: str, language: Language, sentence: str) -> None:
    """Something near is no answer: a code is another code, and half a phrase another thing."""
    made = bridge(knowledge(sentence))

    for concept in made.concepts(asked, language=language):
        assert not accounted(concept, made.bag(sentence, DANISH))


def test_likeness_is_worth_less_than_translation_and_that_less_than_the_word() -> None:
    """The surer a way was found, the better evidence it is."""
    near = {"havet": [("kyster", 0.7)]}
    sentence = "Rene kyster for alle."

    own, translated = _cover("kyster", DANISH, sentence), _cover("coast", ENGLISH, sentence)
    alike = _cover("havet", DANISH, sentence, near=near)

    assert own == pytest.approx(1.0)
    assert 0.0 < alike < translated < own


def test_a_name_is_met_as_written_only() -> None:
    """A name that is like another is somebody else's."""
    made = bridge(knowledge("Projekt DELFIN begynder."), {"delfen": [("delfin", 0.9)]})
    (concept,) = made.concepts("DELFEN", language=DANISH)

    assert concept.is_name
    assert made.bag("Projekt DELFIN begynder.", DANISH).cover(concept) == pytest.approx(0.0)


def test_words_near_by_spelling_are_not_near_in_meaning() -> None:
    """Vectors of subwords put "inform" beside "reform"; shared letters say nothing of meaning."""
    near = {"vandgang": [("badevand", 0.9)]}

    assert _cover("vandgang", DANISH, "Rent badevand.", near=near) == pytest.approx(
        _cover("vandgang", DANISH, "Rent badevand.")
    )


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        pytest.param("Hvad er vores vision?", DANISH, ("vision",), id="frame-da"),
        pytest.param("what are the values", ENGLISH, ("values",), id="frame-en"),
        pytest.param("could you please tell me about coasts", ENGLISH, ("coasts",), id="politeness"),
        pytest.param("the focus areas and core tasks", ENGLISH, ("focus areas", "core tasks"), id="phrases-whole"),
        pytest.param("kerne opgaven", DANISH, ("kerne opgaven",), id="written-apart"),
        pytest.param("vision og vision", DANISH, ("vision",), id="once"),
        pytest.param("er IT i orden", DANISH, ("it", "orden"), id="acronym-that-looks-like-a-pronoun"),
        pytest.param(
            "vores vision Jeg venter", DANISH, ("vision", "venter"), id="sentence-without-a-full-stop-before-it"
        ),
        pytest.param("", DANISH, (), id="empty"),
        pytest.param("?!…", DANISH, (), id="marks"),
    ],
)
def test_concepts_are_the_words_with_content(text: str, language: Language, found: tuple[str, ...]) -> None:
    """Every word with content must be accounted for, so none may be lost and no frame word kept."""
    assert _concepts(text, language) == found


@pytest.mark.parametrize(
    ("text", "taken", "found"),
    [
        pytest.param("vision i andet kvartal", ["andet kvartal"], ("vision",), id="time"),
        pytest.param("vision for mål 1", ["mal 1"], ("vision",), id="goal"),
        pytest.param("kyster i q2's vision", ["q2"], ("kyster", "vision"), id="genitive"),
        pytest.param("kyster uden kvartal", ["andet kvartal"], ("kyster", "kvartal"), id="another-phrase"),
        pytest.param("vision", [], ("vision",), id="nothing"),
    ],
)
def test_what_is_accounted_for_elsewhere_is_no_concept(text: str, taken: list[str], found: tuple[str, ...]) -> None:
    """A quarter is a filter over records, not a word to look for."""
    concepts = BRIDGE.concepts(text, language=DANISH, taken=taken)

    assert tuple(concept.words for concept in concepts) == found


def test_function_words_of_a_third_language_are_no_concepts() -> None:
    """A German's "unsere" is no topic, though neither stop list has it."""
    concepts = BRIDGE.concepts("unsere vision", language=ENGLISH, foreign={"unsere"})

    assert [concept.words for concept in concepts] == ["vision"]


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        pytest.param("om HAIBA", True, id="acronym"),
        pytest.param("om H5N1", True, id="code"),
        pytest.param("om Særkjær", True, id="capital"),
        pytest.param("om Havnestyrelsen", True, id="organisation"),
        pytest.param("Kvalitetsmåling", False, id="first-word-is-always-capital"),
        pytest.param("om Vision", False, id="known-word"),
        pytest.param("om særkjær", False, id="lower-case"),
    ],
)
def test_names_show_in_their_letters(text: str, is_name: bool) -> None:
    """A name must be found as written, so it has to be told from a word."""
    assert _only(text, DANISH).is_name is is_name


@pytest.mark.parametrize(
    ("text", "is_solid"),
    [
        pytest.param("beredskab", True, id="content"),
        pytest.param("planen", False, id="what-documents-are"),
        pytest.param("milestones", False, id="what-records-are"),
        pytest.param("gør", False, id="verb-that-fits-anything"),
    ],
)
def test_soft_words_weigh_little(text: str, is_solid: bool) -> None:
    """An answer need not repeat "plan" to answer about a plan."""
    assert (_only(text, DANISH).weight == 1.0) is is_solid


def test_a_compound_holds_its_parts_and_its_head_most() -> None:
    """A focus area is an area first of all, so the head is the better evidence."""
    stems = bridge(knowledge("I fokus er to områder.")).bag("Fokusområder", DANISH).stems

    assert stems["fokusomrad"] == 1.0
    assert 0.0 < stems["fokus"] < stems["omrad"] < 1.0


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        pytest.param("målestationer", ("mal", "station"), id="learned-parts"),
        pytest.param("nettobevilling", ("netto", "bevilling"), id="learned-head"),
        pytest.param("havneområder", ("havn", "omrad"), id="linking-letter"),
        pytest.param("ledelsesprincipper", ("led", "princip"), id="part-with-a-short-stem"),
        pytest.param("undervisning", (), id="prefix-is-no-part"),
        pytest.param("uddannelse", (), id="short-prefix"),
    ],
)
def test_words_of_the_learned_table_are_parts_of_compounds(word: str, parts: tuple[str, ...]) -> None:
    """A document's own compounds are in no dictionary, their parts are."""
    made = Meanings(Lexicon.load(), FixedNeighbours(), vocabulary=frozenset(), spellings={})

    assert made.split(word) == parts


@pytest.mark.parametrize(
    ("phrase", "language", "stems"),
    [
        pytest.param("focus areas", ENGLISH, ("focus", "area"), id="phrase"),
        pytest.param("plan for action", ENGLISH, ("plan", "action"), id="small-word-dropped"),
        pytest.param("følge op", DANISH, ("folg", "op"), id="particle-kept"),
    ],
)
def test_terms_are_compared_by_their_stems(phrase: str, language: Language, stems: tuple[str, ...]) -> None:
    """Small words are dropped, but not where one word would be left that means something else."""
    assert stems_of(phrase, language) == stems


@pytest.mark.parametrize(
    ("one", "another"),
    [("udvikling", "udvikler"), ("implementering", "implementer"), ("overvagning", "overvager")],
    ids=["udvikl", "implementer", "overvag"],
)
def test_a_noun_and_its_verb_are_one_family(one: str, another: str) -> None:
    """Documents write nouns where people ask with verbs."""
    assert root(one) is not None
    assert root(one) == root(another)


@pytest.mark.parametrize("form", ["vurderes", "vurderet", "vurdere", "vurderede", "vurderingen", "vurderinger"])
def test_a_short_verb_meets_its_noun(form: str) -> None:
    """The stemmer cuts such verbs deeper than their nouns, so by their stems they would never meet."""
    assert family(form, DANISH) == family("vurdering", DANISH) == "√vurder"


@pytest.mark.parametrize("short", ["", "by", "mal", "gør", "lig"])
def test_short_words_have_no_family(short: str) -> None:
    """Four letters belong to many words by chance."""
    assert root(short) is None


def test_each_language_has_the_other() -> None:
    """There are two, so the other of the other is the first."""
    assert [other(other(language)) for language in Language] == list(Language)
    assert other(DANISH) is ENGLISH


@given(words, st.sampled_from(list(Language)), st.booleans())
def test_every_way_of_a_word_has_a_worth(word: str, language: Language, is_name: bool) -> None:
    """Worth is 0 to 1, the word itself is worth most, and no way is of no words."""
    ways = BRIDGE.meanings.of_word(word, language, is_name=is_name)

    assert all(stems for stems in ways)
    assert all(0.0 <= worth <= 1.0 for worth in ways.values())


@given(st.text(max_size=120), st.sampled_from(list(Language)))
def test_any_text_has_concepts_and_a_bag(text: str, language: Language) -> None:
    """Whatever is asked, concepts are distinct, weigh 0 to 1, and their words stand in the text."""
    concepts = BRIDGE.concepts(text, language=language)
    bag = BRIDGE.bag(text, language)

    assert len({concept.words for concept in concepts}) == len(concepts)
    assert all(0.0 < concept.weight <= 1.0 for concept in concepts)
    assert all(part in fold(text) for concept in concepts for part in concept.words.split())
    assert all(0.0 < share <= 1.0 for share in bag.stems.values())


@given(st.lists(st.sampled_from(["vision", "kyster", "HAIBA", "modig", "øvelse", "register"]), max_size=6, unique=True))
def test_a_text_covers_its_own_words(some: list[str]) -> None:
    """Verbatim evidence is the best there is."""
    text = " ".join(some)
    bag = BRIDGE.bag(text, DANISH)

    assert all(bag.cover(concept) == 1.0 for concept in BRIDGE.concepts(text, language=DANISH))


@pytest.mark.parametrize("table", [FRAME, SOFT, light_words()], ids=["frame", "soft", "light"])
def test_tables_of_small_words_are_folded(table: frozenset[str]) -> None:
    """Questions are looked up folded, so a word that is not would never be found."""
    assert table
    assert all(word == fold(word) and " " not in word for word in table)


@pytest.mark.parametrize(
    "word",
    ["vision", "mission", "strategi", "budget", "direktør", "epidemi", "onboarding", "bias", "værdier", "values"],
)
def test_content_is_in_no_table_of_dropped_words(word: str) -> None:
    """A dropped word is never looked for, and an answer that lacks it would still be given."""
    assert fold(word) not in FRAME


def test_an_empty_text_covers_nothing_but_nothing() -> None:
    """Without words there is no evidence."""
    assert BRIDGE.bag("", DANISH) == Bag({})


@pytest.mark.parametrize(
    ("word", "language", "term"),
    [
        pytest.param("egenskaber", DANISH, "quality", id="da"),
        pytest.param("Coast", ENGLISH, "kyst", id="en-capital"),
        pytest.param("flood", ENGLISH, None, id="learned-is-no-glossary"),
        pytest.param("havskum", DANISH, None, id="unknown"),
    ],
)
def test_a_gloss_is_the_glossarys(word: str, language: Language, term: str | None) -> None:
    """A rendering shown to people must have been written by one."""
    assert BRIDGE.gloss(word, language) == term


@pytest.mark.parametrize(("word", "knows"), [("øvelse", True), ("oevelse", True), ("havskum", False), ("", False)])
def test_a_language_knows_its_words_in_either_spelling(word: str, knows: bool) -> None:
    """People without Danish letters on their keyboard write the same Danish."""
    assert BRIDGE.knows(word, DANISH) is knows


def test_each_word_of_a_question_is_bared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking for taken phrases by baring the rest at every word would take the square of the question's length."""
    bared: list[str] = []
    bare = bridges._bare  # the one place where words are bared

    def counted(term: Term) -> str:
        bared.append(term.word)
        return bare(term)

    monkeypatch.setattr(bridges, "_bare", counted)
    BRIDGE.concepts("kyst " * 50, language=DANISH, taken=("q2",))

    assert len(bared) == 51


WORDS = st.sampled_from(
    ["Måling", "maaling", "malinger", "Q2", "COVID-19", "SSI's", "does", "daglig", "e-post", "e", "post"]
)


@given(
    st.lists(st.tuples(st.lists(WORDS, max_size=5).map(" ".join), st.sampled_from(Language)), min_size=1, max_size=5)
)
def test_each_piece_read_once_gives_the_spellings_of_every_word(passages: list[tuple[str, Language]]) -> None:
    """The last spelling of a word counts, and reading every passage whole took a server 10 s of thousands."""
    known = knowledge(*(text or "x" for text, _ in passages))
    held = tuple(
        dataclasses.replace(each, language=language)
        for each, (_, language) in zip(known.passages, passages, strict=True)
    )
    known = dataclasses.replace(known, passages=held)
    whole = {fold(term.word): term.stem for each in known.visible for term in analyse(each.indexed_text, each.language)}

    assert bridges._spellings(known) == whole
