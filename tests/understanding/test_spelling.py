"""Slips in small words, and verbs parted from their particles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.spelling import join_particles, mend_small_words

KNOWN = frozenset(
    {"war", "dates", "goal", "hvad", "er", "what", "målepunkter", "harde", "where", "were", "state", "statur"}
)


def _mend(text: str) -> str:
    return mend_small_words(text, is_known=lambda word: word in KNOWN, is_name=lambda word: word == "kd")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("hvm har underskrevet", "hvem har underskrevet", id="hvm"),
        pytest.param("hvd er vores vision", "hvad er vores vision", id="hvd"),
        pytest.param("hvornar er det", "hvornår er det", id="hvornar"),
        pytest.param("hvornaar er det", "hvornår er det", id="hvornaar"),
        pytest.param("waht is it", "what is it", id="swapped"),
        pytest.param("teh vision", "the vision", id="teh"),
        pytest.param("wich goals", "which goals", id="left-out"),
        pytest.param("whos the director", "who's the director", id="apostrophe"),
        pytest.param("whn is it due", "when is it due", id="whn"),
        pytest.param("how r u", "how are you", id="letters"),
        pytest.param("dir 4 kd", "dir for kd", id="digit-before-a-name"),
        pytest.param("voers vision", "vores vision", id="voers"),
        pytest.param("mileston 3", "milestone 3", id="mileston"),
        pytest.param("hvem har undeskrevt planen", "hvem har underskrevet planen", id="two-slips-in-a-long-word"),
    ],
)
def test_slips_in_small_words_are_mended(written: str, meant: str) -> None:
    """Cues are read from small words, so a slip there would lose what kind of thing is asked."""
    assert _mend(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("mine målepunktter", "mine målepunkter", id="twice"),
        pytest.param("which stateee", "which state", id="three-times"),
        pytest.param("hvad arbjeder I med", "hvad arbejder I med", id="everyday-verb"),
    ],
)
def test_letters_typed_too_often_and_slips_in_everyday_words_are_mended(written: str, meant: str) -> None:
    """Such a word is no content that the documents lack."""
    assert _mend(written) == meant


@pytest.mark.parametrize("text", ["statee", "arbjeder"])
def test_what_the_documents_print_is_no_slip(text: str) -> None:
    """A word that stands there just so is meant so."""
    assert mend_small_words(text, is_known=KNOWN.__contains__, is_printed=lambda _: True) == text


def test_a_name_keeps_its_letters() -> None:
    """A capital may begin anybody's name."""
    assert _mend("hvad er Statee") == "hvad er Statee"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Who does the agency work closely with?", "Who does the agency cooperate with?"),
        ("hvem arbejder styrelsen tæt sammen med?", "hvem samarbejder styrelsen med?"),
        ("What do we work with?", "What do we work with?"),
        ("hvem arbejder her", "hvem arbejder her"),
    ],
)
def test_working_with_somebody_is_one_verb(written: str, meant: str) -> None:
    """Documents say "cooperate" or "samarbejde"; what somebody works with is a task, and no partner."""
    assert join_particles(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("where were dates of war", id="known-words"),
        pytest.param("WHA er HAIBA", id="acronym"),
        pytest.param("goal 2 to goal 4", id="digits-that-are-goals"),
        pytest.param("mål 4 for 2025", id="digit-after-maal"),
        pytest.param("Q2 og Q 4 til", id="quarters"),
        pytest.param("our 4 values", id="count"),
        pytest.param("the 2 visions of kd", id="count-after-an-article"),
        pytest.param("vores 4 kd", id="count-before-a-name"),
        pytest.param("promise 4 kd", id="place-before-a-name"),
        pytest.param("kvartal 2 kd", id="quarter-before-a-name"),
        pytest.param("laboratorium", id="content-word"),
        pytest.param("hx af", id="too-short"),
        pytest.param("abc_def  (x)\n\t»y«", id="marks-and-space"),
        pytest.param("", id="empty"),
    ],
)
def test_all_else_is_untouched(text: str) -> None:
    """A known word, a name, a number or a word of content is not this module's to change."""
    assert _mend(text) == text


@given(st.text(alphabet="bcdkoøåæBCD 0259.,?!-", max_size=80).filter(lambda text: " 2 " not in text))
def test_a_known_word_is_never_changed(text: str) -> None:
    """What some vocabulary has is no slip, however near a small word it is."""
    assert mend_small_words(text, is_known=lambda word: True) == text


@given(st.text(max_size=200))
def test_any_text_is_mended_once(text: str) -> None:
    """Mending never fails, and what is mended needs no mending."""
    mended = _mend(text)

    assert _mend(mended) == mended


@given(st.text(alphabet=" \t\n.,;:!?()[]{}<>»«\"'/\\|+*=&%#@_-–…", max_size=60))
def test_what_stands_between_words_is_kept(text: str) -> None:
    """Marks and spaces carry dates, codes and sentences, so all of them survive."""
    assert _mend(text) == text


@pytest.mark.parametrize(
    ("written", "joined"),
    [
        pytest.param("hvordan følges der op på målene?", "hvordan opfølgning på målene?", id="foelges-der-op"),
        pytest.param("hvem følger op", "hvem opfølgning", id="foelger-op"),
        pytest.param("foelges der op", "opfølgning", id="without-letters"),
        pytest.param("how are goals followed up?", "how are goals follow-up?", id="followed-up"),
        pytest.param("who follows it up", "who follow-up", id="word-between"),
        pytest.param("a follow-up", "a follow-up", id="already-one"),
        pytest.param("følg vejen op ad bakken nu", "følg vejen op ad bakken nu", id="imperative-is-another-verb"),
        pytest.param("vi følger planen", "vi følger planen", id="no-particle"),
        pytest.param("she followed the plan", "she followed the plan", id="no-particle-en"),
    ],
)
def test_a_verb_and_its_particle_are_one_word(written: str, joined: str) -> None:
    """Documents write the noun where people part the verb, and the parts alone mean something else."""
    assert join_particles(written) == joined


@given(st.text(max_size=200))
def test_joining_is_done_once(text: str) -> None:
    """What is joined has no parted verb left."""
    assert join_particles(join_particles(text)) == join_particles(text)
