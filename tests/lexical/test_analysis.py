"""What counts as a word, and which words are one and the same."""

from __future__ import annotations

import re
import threading
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.lexical import analyse, british, fold, is_stop_word, stem
from ingest.lexical.analysis import EVERY_WORD, WORD, danish_letters, words_in
from ingest.records import Language

DA, EN = Language.DANISH, Language.ENGLISH


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("planlagt til Q2/Q3", ["planlagt", "Q2", "Q3"], id="quarters"),
        pytest.param("den 17/12 2024", ["17/12", "2024"], id="date"),
        pytest.param("5,0 mio. kr.", ["5,0", "mio", "kr"], id="decimal comma"),
        pytest.param("COVID-19 og H5N1", ["COVID-19", "H5N1"], id="codes"),
        pytest.param("HAIBA's AMR-området", ["HAIBA's", "AMR", "området"], id="acronyms"),
        pytest.param("One-Health perspektivet", ["One", "Health", "perspektivet"], id="hyphen"),
        pytest.param("udd. Slut.Vi", ["udd", "Slut"], id="a full stop without space parts two words"),
        pytest.param("2025-planen", ["2025", "planen"], id="number before word"),
    ],
)
def test_words_people_write_stay_whole(text: str, words: list[str]) -> None:
    """A split date, code or quarter could never be asked for."""
    found = [term.word for term in analyse(text, DA)]

    assert found == words


@pytest.mark.parametrize(
    ("american", "spelling"),
    [
        ("prioritize", "prioritise"),
        ("prioritization", "prioritisation"),
        ("organizational", "organisational"),
        ("analyzed", "analysed"),
        ("behavior", "behaviour"),
        ("labor", "labour"),
        ("centers", "centres"),
        ("program", "programme"),
        ("defense", "defence"),
        ("fulfill", "fulfil"),
        ("enrollment", "enrolment"),
        ("aging", "ageing"),
        ("pediatrics", "paediatrics"),
    ],
)
def test_american_spellings_meet_british_ones(american: str, spelling: str) -> None:
    """Documents keep to one of the two and people to either; Snowball holds half of these pairs apart."""
    assert british(american) == spelling
    assert stem(american, EN) == stem(spelling, EN)


@pytest.mark.parametrize(
    "word", ["size", "prize", "citizen", "laboratory", "laborious", "perimeter", "skill", "honorary"]
)
def test_words_of_one_spelling_are_left_alone(word: str) -> None:
    """A rule that reaches too far would make a word out of nothing."""
    assert british(word) == word


@pytest.mark.parametrize(
    "forms",
    [
        pytest.param(["mål", "målet", "målene", "maalene", "malene", "MÅL"], id="definite forms and å"),
        pytest.param(["proces", "processen", "processer", "processerne"], id="doubled consonant"),
        pytest.param(["budget", "budgettet", "budgetter"], id="stem ending like an article"),
        pytest.param(["direktør", "direktøren", "direktoer", "direktor"], id="ø"),
        pytest.param(["miljø", "miljøet", "miljøer", "miljoeet", "miljoe", "miljo"], id="ø before an ending"),
        pytest.param(["værdi", "vaerdi", "værdier", "værdierne"], id="æ"),
        pytest.param(["barn", "børn", "børnene", "boernene"], id="irregular plural"),
        pytest.param(["underskrevet", "underskriver", "underskrift"], id="irregular verb"),
        pytest.param(["SSI", "SSI's", "SSI’s", "SSIs", "ssi"], id="genitive of an acronym"),
        pytest.param(["bl.a.", "bl.a", "bla"], id="abbreviation"),
        pytest.param(["egenskab", "egenskaber", "egenskaberne"], id="plural"),
        pytest.param(["tema", "temaet", "temaer", "temaernes"], id="a before an ending"),
        pytest.param(["beboer", "beboeren", "beboere", "beboerne"], id="o before an ending"),
        pytest.param(["by", "byen", "byer", "byernes"], id="y before an ending"),
        pytest.param(["sø", "søen", "søer", "søerne"], id="short ø before an ending"),
        pytest.param(["menu", "menuen", "menuer"], id="u before an ending"),
        pytest.param(["museum", "museet", "museer", "museerne"], id="Latin noun"),
        pytest.param(["gymnasium", "gymnasiet", "gymnasier"], id="Latin noun in -ium"),
        pytest.param(["risiko", "risikoen", "risici", "risiciene"], id="Italian plural"),
        pytest.param(["kursus", "kurset", "kurser"], id="Latin noun in -us"),
        pytest.param(["ministerium", "ministeriet"], id="ministry"),
        pytest.param(["indsats", "indsatsen", "indsatser"], id="s that is no genitive"),
    ],
)
def test_forms_of_a_danish_word_share_a_stem(forms: list[str]) -> None:
    """Askers inflect as the sentence needs, and keyboards lack Danish letters."""
    stems = {stem(form, DA) for form in forms}

    assert len(stems) == 1


@pytest.mark.parametrize(("one", "other"), [("demens", "dem"), ("ledig", "leder"), ("ledighed", "ledelse")])
def test_danish_words_that_only_sound_alike_are_kept_apart(one: str, other: str) -> None:
    """Snowball takes "ens" and "ig" for endings, so that a question about dementia met every "dem"."""
    assert stem(one, DA) != stem(other, DA)


@pytest.mark.parametrize("forms", [["strategy", "strategies"], ["process", "processes"], ["value", "values", "Values"]])
def test_forms_of_an_english_word_share_a_stem(forms: list[str]) -> None:
    """English equal: the same promise as for Danish."""
    stems = {stem(form, EN) for form in forms}

    assert len(stems) == 1


def test_different_words_keep_different_stems() -> None:
    """A stemmer that merged everything would pass every test above."""
    words = [
        "mission",
        "vision",
        "strategi",
        "mål",
        "plan",
        "direktør",
        "biobank",
        "vaccine",
        "Q1",
        "Q2",
        "2024",
        "2025",
    ]

    assert len({stem(word, DA) for word in words}) == len(words)


def test_decomposed_letters_are_the_same_letters() -> None:
    """Files from a Mac write å as a and a ring."""
    text = unicodedata.normalize("NFD", "Målene på området")
    terms = analyse(text, DA)

    assert [term.stem for term in terms] == [term.stem for term in analyse("Målene på området", DA)]
    assert [text[term.start : term.end] for term in terms] == [term.word for term in terms]


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [("og", DA, True), ("på", DA, True), ("paa", DA, True), ("it", EN, True), ("IT", EN, False), ("don’t", EN, True)],
)
def test_stop_words_are_known_in_every_spelling(word: str, language: Language, *, expected: bool) -> None:
    """A stop word in another spelling is no more content, and an acronym spelt like one is."""
    assert is_stop_word(word, language) is expected


@given(st.text(max_size=80), st.sampled_from(Language))
def test_offsets_slice_back_to_the_word(text: str, language: Language) -> None:
    """Highlighting and evidence point into the asker's own text."""
    for term in analyse(text, language, keep_stop_words=True):
        assert text[term.start : term.end] == term.word


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzæøå", min_size=1, max_size=14))
def test_a_word_without_danish_letters_on_the_keyboard_stems_alike(word: str) -> None:
    """The spelling aa, oe, ae is as old as the letters."""
    word = danish_letters(word)
    typed = word.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")

    assert danish_letters(word) == word
    assert danish_letters(typed) != word or stem(typed, DA) == stem(word, DA)
    assert danish_letters(typed) != word or fold(typed) == fold(word)


@given(st.text(alphabet="abmÆøéŁ\u030112²'’-. ", max_size=16))
def test_plain_words_are_no_kind_of_their_own(text: str) -> None:
    """They are only told sooner: with or without that, a text has the same words."""
    expected = [found.span() for found in re.finditer(EVERY_WORD, text, re.VERBOSE)]

    assert [found.span() for found in WORD.finditer(text)] == expected


@given(st.text(st.sampled_from("abæøÅ12.,/:-'’²\u0301\u00a0\u2003\t\n _()COVID"), max_size=60))
def test_words_of_pieces_are_the_words_of_the_text(text: str) -> None:
    """No word reaches over a blank of any kind."""
    assert words_in(text) == WORD.findall(text)


def test_threads_do_not_mix_their_words() -> None:
    """A Snowball stemmer keeps state; a server stems in many threads."""
    words = [f"{first}{second}" for first in ("plan", "direktør", "styrels") for second in ("en", "ens", "er", "erne")]
    expected = {word: stem(word, DA) for word in words}
    stem.cache_clear()
    wrong: list[str] = []

    def work() -> None:
        for _ in range(50):
            stem.cache_clear()
            wrong.extend(word for word in words if stem(word, DA) != expected[word])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def test_a_link_and_a_leader_are_apart() -> None:
    """The Danish stemmer makes one of "led" and "leder"; "som led i" is in every other plan."""
    assert stem("led", Language.DANISH) != stem("leder", Language.DANISH)
    assert stem("leddet", Language.DANISH) == stem("led", Language.DANISH)
    assert stem("lederne", Language.DANISH) == stem("leder", Language.DANISH)
