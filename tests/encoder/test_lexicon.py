"""
The lexicon: glossary above the learned table, both ways, and what a glossary file may hold.

Owns look-up; leaves what a search makes of it to the retrieval's tests.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.encoder.glossary import GLOSSARY, GlossaryEntry, read_glossary
from ingest.encoder.lexicon import Lexicon
from ingest.encoder.static import BUNDLE
from ingest.encoder.tables import Tables, glossaries_of, keep_tables, tables_file
from ingest.errors import EncoderUnavailable
from ingest.records import Language
from ingest.settings import load_settings

DA, EN = Language.DANISH, Language.ENGLISH


@pytest.fixture
def lexicon() -> Lexicon:
    """A small one of known content."""
    tables = Tables.of(
        learned={DA: {"mål": "goals\t60\ttargets\t20", "hund": "dog\t90"}, EN: {"dog": "hund\t80", "goal": "mål\t70"}},
        glossary=(
            GlossaryEntry(danish=("målepunkt", "milepæl"), english=("milestone", "measuring point")),
            GlossaryEntry(danish=("mål",), english=("goal",)),
            GlossaryEntry(danish=("Statens Serum Institut",), english=("SSI",)),
        ),
    )
    return Lexicon(tables)


@pytest.mark.parametrize(
    ("word", "source", "expected"),
    [
        pytest.param("milestone", EN, (("målepunkt", 1.0), ("milepæl", 1.0)), id="glossary"),
        pytest.param("hund", DA, (("dog", 0.9),), id="learned"),
        pytest.param("mål", DA, (("goal", 1.0), ("goals", 0.6), ("targets", 0.2)), id="glossary-before-learned"),
        pytest.param("MÅL", DA, (("goal", 1.0), ("goals", 0.6), ("targets", 0.2)), id="capitals"),
        pytest.param("milestones", EN, (("målepunkt", 0.9), ("milepæl", 0.9)), id="english-plural"),
        pytest.param("målepunkterne", DA, (("milestone", 0.9), ("measuring point", 0.9)), id="danish-definite-plural"),
        pytest.param("milepælens", DA, (("milestone", 0.9), ("measuring point", 0.9)), id="danish-genitive"),
        pytest.param("hundene", DA, (("dog", pytest.approx(0.81)),), id="another-form-of-a-learned-word"),
        pytest.param("measuring point", EN, (("målepunkt", 1.0), ("milepæl", 1.0)), id="phrase"),
        pytest.param("hund", EN, (), id="word-of-the-other-language"),
        pytest.param("", DA, (), id="empty"),
    ],
)
def test_a_word_is_translated(
    lexicon: Lexicon, word: str, source: Language, expected: tuple[tuple[str, float], ...]
) -> None:
    """The glossary is a person's word and comes first; other forms of its terms count a little less."""
    assert lexicon.translations(word, source) == expected


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        pytest.param("målepunkt", DA, ("milepæl",), id="other-term"),
        pytest.param("målepunkter", DA, ("målepunkt", "milepæl"), id="inflected"),
        pytest.param("goal", EN, (), id="none"),
        pytest.param("hund", DA, (), id="learned-words-have-none"),
    ],
)
def test_terms_of_one_entry_are_synonyms(
    lexicon: Lexicon, word: str, language: Language, expected: tuple[str, ...]
) -> None:
    """Documents and questions name one thing differently in the same language, too."""
    assert lexicon.synonyms(word, language) == expected


def test_phrases_are_given_by_the_stems_of_their_content_with_their_translations(lexicon: Lexicon) -> None:
    """A question's words of content are searched for these tuples."""
    assert lexicon.phrases(EN) == {("measur", "point"): ("målepunkt", "milepæl")}
    assert lexicon.phrases(DA) == {("stat", "serum", "institut"): ("ssi",)}


def test_small_words_are_no_part_of_a_phrase() -> None:
    """They are dropped from a question too, and what is left as a single word is looked up as one."""
    entry = GlossaryEntry(danish=("pligt til at levere", "den gode"), english=("duty to supply",))
    lexicon = Lexicon(Tables.of(learned={DA: {}, EN: {}}, glossary=(entry,)))

    assert lexicon.phrases(DA) == {("pligt", "lev"): ("duty to supply",)}


def test_a_glossary_file_is_read_line_by_line(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """People extend it by hand, so one bad line must cost that line alone."""
    path = tmp_path / "own.tsv"
    path.write_text(
        "# ours\n\nmål|målsætning\tgoal | aim\tof a plan\nonly danish\n\tonly english\nvogn\tcar\n", encoding="utf-8"
    )

    with caplog.at_level(logging.WARNING):
        entries = read_glossary(path)

    assert entries == (
        GlossaryEntry(danish=("mål", "målsætning"), english=("goal", "aim"), note="of a plan"),
        GlossaryEntry(danish=("vogn",), english=("car",)),
    )
    assert [record.line for record in caplog.records] == [4, 5]


def test_a_glossary_that_is_not_there_has_no_entries(tmp_path: Path) -> None:
    """An organisation need not have one of its own."""
    assert read_glossary(tmp_path / "none.tsv") == ()


def test_an_own_glossary_comes_beside_the_bundled_one(tmp_path: Path) -> None:
    """Terms and abbreviations of a house are known to that house alone."""
    own = tmp_path / "own.tsv"
    own.write_text("kvartalsflagning\tquarterly waving\n", encoding="utf-8")
    lexicon = Lexicon.load(glossaries=(GLOSSARY, own))

    assert lexicon.translations("kvartalsflagning", DA) == (("quarterly waving", 1.0),)
    assert "milestone" in dict(lexicon.translations("milepæl", DA))


def test_the_bundled_glossary_has_no_bad_line(caplog: pytest.LogCaptureFixture) -> None:
    """A line left out is a term that no question finds."""
    entries = read_glossary(GLOSSARY)

    assert len(entries) > 1000
    assert not caplog.records


@pytest.mark.parametrize(
    ("word", "source", "wanted"),
    [
        ("milestones", EN, "målepunkter"),
        ("values", EN, "egenskaber"),
        ("agency", EN, "styrelse"),
        ("employees", EN, "medarbejdere"),
        ("strategy", EN, "strategi"),
        ("målepunkter", DA, "milestones"),
        ("egenskaber", DA, "qualities"),
        ("samarbejde", DA, "cooperation"),
        ("faktura", DA, "invoice"),
        ("house", EN, "hus"),
        ("launched", EN, "lancere"),
        ("jab", EN, "vaccination"),
        ("job cuts", EN, "årsværksreduktion"),
        ("money", EN, "midler"),
        ("wrap up", EN, "afslutte"),
        ("newcomers", EN, "nyansatte"),
        ("cutting", EN, "nedskæring"),
        ("duties", EN, "pligt"),
        ("reducing", EN, "reducere"),
        ("prioritizing", EN, "prioritere"),
        ("organizational", EN, "organisatorisk"),
        ("lancerede", DA, "launch"),
        ("evalueres", DA, "evaluate"),
        ("budgettet", DA, "budget"),
        ("mødet", DA, "meeting"),
        ("ministeriet", DA, "ministry"),
    ],
)
def test_the_bundled_lexicon_knows_both_ways(word: str, source: Language, wanted: str) -> None:
    """Words of the field come from the glossary, everyday ones from parallel text."""
    assert wanted in dict(Lexicon.load().translations(word, source))


def test_a_damaged_table_is_refused(tmp_path: Path) -> None:
    """Half a table would translate some words and not others, without a sign."""
    folder = Path(shutil.copytree(BUNDLE, tmp_path / "weights"))
    (folder / "lexicon.tsv").write_bytes((folder / "lexicon.tsv").read_bytes()[:-100])

    with pytest.raises(EncoderUnavailable, match="SHA-256"):
        Lexicon.load(folder)


def test_it_lists_what_it_knows(lexicon: Lexicon) -> None:
    """Spelling is corrected against these words, and questions are searched for these terms."""
    assert set(lexicon.terms(EN)) == {"milestone", "measuring point", "goal", "ssi"}


def test_kept_tables_are_those_that_would_be_made(tmp_path: Path) -> None:
    """A question answered from the kept tables must be the one answered without them."""
    settings = load_settings({"RETTESNOR_CORPUS": str(tmp_path), "RETTESNOR_DATA": str(tmp_path)})
    keep_tables(settings)
    made, kept = Lexicon.load(), Lexicon.load(kept=tables_file(settings), glossaries=glossaries_of(settings))

    assert tables_file(settings).is_file()
    assert kept.part_stems == made.part_stems
    assert kept.stemmed_phrases == made.stemmed_phrases
    assert all(kept.phrases(language) == made.phrases(language) for language in Language)
    assert all(kept.terms(language) == made.terms(language) for language in Language)
    assert kept.translations("milepælene", DA) == made.translations("milepælene", DA)
    assert kept.synonyms("milepæl", DA) == made.synonyms("milepæl", DA)


@pytest.mark.parametrize("damage", [lambda old: old[:-10], lambda old: old.replace(b"milestone", b"millstone", 1)])
def test_damaged_tables_are_passed_over(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    """A file that something else has written to is no lexicon; the words are read from their sources again."""
    settings = load_settings({"RETTESNOR_CORPUS": str(tmp_path), "RETTESNOR_DATA": str(tmp_path)})
    keep_tables(settings)
    file = tables_file(settings)
    file.write_bytes(damage(file.read_bytes()))

    found = Lexicon.load(kept=file, glossaries=glossaries_of(settings))

    assert "milestone" in dict(found.translations("milepæl", DA))


def test_tables_follow_the_organisations_own_glossary(tmp_path: Path) -> None:
    """A term that an editor adds counts at once, though the kept tables are older."""
    settings = load_settings({"RETTESNOR_CORPUS": str(tmp_path), "RETTESNOR_DATA": str(tmp_path)})
    keep_tables(settings)
    (tmp_path / "glossary.tsv").write_text("kvartalsflagning\tquarterly waving\n", encoding="utf-8")

    found = Lexicon.load(kept=tables_file(settings), glossaries=glossaries_of(settings))

    assert found.translations("kvartalsflagning", DA) == (("quarterly waving", 1.0),)
