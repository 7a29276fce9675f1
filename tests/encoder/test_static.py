"""
The bundled encoder as questions use it: what it promises of vectors, files and cost.

Owns the light path; leaves its equality with sentence-transformers to test_transformer.py.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.encoder.static import BUNDLE, MANIFEST, ROWS, TOKENIZER, StaticEncoder
from ingest.errors import EncoderUnavailable

MOST_BYTES = 16_000_000
GLOSSARY_BYTES = 1_000_000


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    """The encoder as it ships."""
    return StaticEncoder.load()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A bundle that a test may spoil."""
    return Path(shutil.copytree(BUNDLE, tmp_path / "weights"))


@given(text=st.text(max_size=200))
@settings(max_examples=50)
def test_every_text_gives_a_vector_of_length_one_or_zero(encoder: StaticEncoder, text: str) -> None:
    """A cosine is taken as a dot product, so no text may come out of another length or as NaN."""
    [vector] = encoder.embed_questions([text])

    assert vector.shape == (encoder.dim,)
    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5) or not vector.any()


@pytest.mark.parametrize("text", ["", "   ", "?!", "中文"], ids=["empty", "blank", "marks", "unknown-script"])
def test_a_text_without_a_known_token_is_a_row_of_zeros(encoder: StaticEncoder, text: str) -> None:
    """Nothing is known of such a text, so it must be near nothing."""
    assert not encoder.embed_questions([text]).any()


def test_no_texts_give_an_empty_table(encoder: StaticEncoder) -> None:
    """An ingestion without new passages asks for the vectors of none."""
    assert encoder.embed_passages([]).shape == (0, encoder.dim)
    assert encoder.embed_words([]).shape == (0, encoder.dim)


def test_a_long_passage_is_read_to_its_end(encoder: StaticEncoder) -> None:
    """A cut passage would not be found by what stands last in it."""
    start = "strategien beskriver målene for samarbejdet " * 500
    plain, ended = encoder.embed_passages([start, start + "vacciner " * 500])
    asked = encoder.embed_questions(["vaccines"])[0]

    assert ended @ asked > plain @ asked + 0.1


def test_letter_case_does_not_matter(encoder: StaticEncoder) -> None:
    """People write questions in capitals and in none."""
    np.testing.assert_array_equal(*encoder.embed_questions(["ÅBNE MÅLEPUNKTER", "åbne målepunkter"]))


def test_letters_spelt_out_are_the_same_word(encoder: StaticEncoder) -> None:
    """A keyboard without æ, ø and å is no reason not to be understood."""
    np.testing.assert_array_equal(*encoder.embed_questions(["målepunkter for nyfødte", "maalepunkter for nyfoedte"]))


@pytest.mark.parametrize("typed", ["malepunkter", "nyfodte", "arsvaerk"])
def test_a_word_without_its_marks_stays_near(encoder: StaticEncoder, typed: str) -> None:
    """People leave out marks as well, and the vector must still point the same way."""
    meant = {"malepunkter": "målepunkter", "nyfodte": "nyfødte", "arsvaerk": "årsværk"}[typed]

    assert float(np.dot(*encoder.embed_words([typed, meant]))) > 0.6


@pytest.mark.parametrize(
    ("danish", "english"),
    [
        ("milepæl", "milestone"),
        ("målepunkter", "milestones"),
        ("egenskaber", "qualities"),
        ("værdier", "values"),
        ("nyfødte", "newborns"),
        ("styrelse", "agency"),
        ("beredskab", "preparedness"),
        ("sygdomsovervågning", "disease surveillance"),
        ("medarbejder", "employee"),
        ("årsværk", "full-time equivalents"),
        ("vacciner", "vaccines"),
        ("underskrevet", "signed"),
    ],
)
def test_a_word_of_the_field_is_nearest_its_translation(encoder: StaticEncoder, danish: str, english: str) -> None:
    """English questions reach Danish documents by these words; a build that lost one must not ship."""
    others = ["computer", "invoice", "weather", "holiday", "kitchen", "music", "football", "river", "price", "colour"]
    cosines = encoder.embed_words([english, *others]) @ encoder.embed_words([danish])[0]

    assert int(np.argmax(cosines)) == 0
    assert cosines[0] > 0.4


def test_a_remembered_word_is_the_same_as_a_fresh_one(encoder: StaticEncoder) -> None:
    """Words are kept between calls; a mix-up would show as another word's vector."""
    first = encoder.embed_words(["mål", "goal"])
    again = encoder.embed_words(["goal", "mål", "goal"])

    np.testing.assert_array_equal(first[[1, 0, 1]], again)
    np.testing.assert_array_equal(again, encoder.embed_questions(["goal", "mål", "goal"]))


@pytest.mark.parametrize("name", [ROWS, TOKENIZER, MANIFEST])
def test_a_missing_file_is_reported_with_what_to_do(copy: Path, name: str) -> None:
    """A clone without its weights must say so rather than answer from nothing."""
    (copy / name).unlink()

    with pytest.raises(EncoderUnavailable, match="restore it from the repository"):
        StaticEncoder.load(copy)


@pytest.mark.parametrize("name", [ROWS, TOKENIZER])
def test_a_changed_byte_is_refused(copy: Path, name: str) -> None:
    """Damaged weights still give vectors, only wrong ones, so nothing but a checksum notices."""
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)

    with pytest.raises(EncoderUnavailable, match="SHA-256"):
        StaticEncoder.load(copy)


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"sha256": {}}', '{"sha256": 3}'])
def test_a_manifest_that_is_none_is_refused(copy: Path, written: str) -> None:
    """Without checksums nothing can be trusted."""
    (copy / MANIFEST).write_text(written, encoding="utf-8")

    with pytest.raises(EncoderUnavailable):
        StaticEncoder.load(copy)


def test_the_name_follows_rows_and_tokenizer_but_not_the_lexicon(copy: Path) -> None:
    """An index is bound to the name: it must change with any vector, and not with a longer lexicon."""
    manifest = json.loads((copy / MANIFEST).read_text(encoding="utf-8"))
    (copy / "lexicon.tsv").write_text("", encoding="utf-8")
    same = StaticEncoder.load(copy).name
    content = (copy / TOKENIZER).read_bytes() + b"\n"
    (copy / TOKENIZER).write_bytes(content)
    import hashlib

    manifest["sha256"][TOKENIZER] = hashlib.sha256(content).hexdigest()
    (copy / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")

    assert same == StaticEncoder.load().name
    assert StaticEncoder.load(copy).name != same


def test_the_bundle_is_small_and_holds_no_pickle() -> None:
    """It lies in the repository and is loaded at every start."""
    files = [file for file in BUNDLE.iterdir() if file.is_file()]

    assert sum(file.stat().st_size for file in files) <= MOST_BYTES - GLOSSARY_BYTES
    assert {file.suffix for file in files} == {".safetensors", ".json", ".tsv"}


def test_nothing_restricted_went_into_what_ships() -> None:
    """Share-alike and copyleft texts would bind whoever passes the weights on."""
    manifest = json.loads((BUNDLE / MANIFEST).read_text(encoding="utf-8"))
    licences = {facts["licence"] for facts in manifest["sources"].values()}

    assert licences <= {"CC BY 4.0", "CC BY 3.0", "CC BY 2.0 FR", "MIT", "BSD-3-Clause", "Apache-2.0"}


def test_a_question_costs_a_tenth_of_a_millisecond_at_most(encoder: StaticEncoder) -> None:
    """The best of many tries is measured, since the machine has other work."""
    question = ["Which of our milestones are planned for the second quarter of 2025?"]
    took = []
    for _ in range(200):
        start = time.perf_counter()
        encoder.embed_questions(question)
        took.append(time.perf_counter() - start)

    assert min(took) < 0.0001


def test_questions_need_no_torch() -> None:
    """A cold question is answered in the time that torch alone would take to import."""
    code = (
        "import sys; from ingest.encoder.choice import load_encoder; "
        "from ingest.encoder.lexicon import Lexicon; load_encoder('bundled').embed_questions(['mål']); "
        "Lexicon.load(); print(sorted({'torch', 'transformers', 'llama_index', 'sentence_transformers'} "
        "& set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
