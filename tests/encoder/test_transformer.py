"""
The same encoder through sentence-transformers and LlamaIndex, other models on disk, and none.

Owns the heavy path and the choice between both; leaves the light path to test_static.py.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from ingest.encoder.choice import find_model, load_embedding, load_encoder
from ingest.encoder.static import StaticEncoder
from ingest.errors import EncoderUnavailable

TEXTS = (
    "Udvikling af ny offentlig interaktiv visualiseringsløsning (Q2).",
    "Which milestones are planned for the second quarter?",
    "målepunkt",
    "Beredskab og overvågning. " * 300,
    "?!",
    "",
    "中文 og dansk",
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the bundled encoder in the form that sentence-transformers loads."""
    from ingest.encoder.transformer import materialise

    folder = tmp_path_factory.mktemp("data")
    materialise(StaticEncoder.load(), folder / "encoder")
    return folder


def test_the_light_path_equals_sentence_transformers(data: Path) -> None:
    """Questions are compared with passages that the other path made."""
    from sentence_transformers import SentenceTransformer

    light = StaticEncoder.load()
    model = SentenceTransformer(str(data / "encoder" / light.name), device="cpu", local_files_only=True)

    np.testing.assert_allclose(model.encode(list(TEXTS)), light.embed_questions(TEXTS), atol=1e-4)


def test_llama_index_embeds_as_the_light_path_does(data: Path) -> None:
    """Ingestion goes through LlamaIndex's interface, questions do not."""
    light, embedding = StaticEncoder.load(), load_embedding("bundled", data)

    np.testing.assert_allclose(embedding.get_text_embedding_batch(list(TEXTS)), light.embed_passages(TEXTS), atol=1e-4)
    np.testing.assert_allclose(embedding.get_query_embedding(TEXTS[1]), light.embed_questions(TEXTS[1:2])[0], atol=1e-4)
    np.testing.assert_allclose(
        asyncio.run(embedding.aget_query_embedding(TEXTS[1])), light.embed_questions(TEXTS[1:2])[0], atol=1e-4
    )
    assert embedding.model_name == light.name


def test_a_whole_folder_is_kept_and_a_damaged_one_replaced(data: Path, tmp_path: Path) -> None:
    """A run that broke off, or a disk that lost a byte, must not decide what a passage means."""
    from ingest.encoder.transformer import materialise

    encoder = StaticEncoder.load()
    folder = materialise(encoder, tmp_path)
    [weights] = folder.rglob("*.safetensors")
    before = weights.stat().st_mtime_ns
    materialise(encoder, tmp_path)
    kept = weights.stat().st_mtime_ns
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    materialise(encoder, tmp_path)

    assert kept == before
    assert weights.read_bytes() != bytes(content)
    assert [each.name for each in tmp_path.iterdir()] == [encoder.name]


def test_any_model_on_disk_is_an_encoder_of_its_own_name(data: Path) -> None:
    """Another model is chosen by its folder, and an index made with it must not pass for the bundled one's."""
    light = StaticEncoder.load()
    path = str(data / "encoder" / light.name)
    encoder = load_encoder(path)

    assert encoder.name.startswith(f"{path}@")
    assert encoder.name == load_encoder(path).name
    assert encoder.dim == light.dim
    assert encoder.embed_passages([]).shape == (0, light.dim)
    np.testing.assert_allclose(encoder.embed_questions(TEXTS), light.embed_questions(TEXTS), atol=1e-4)


@pytest.mark.parametrize(
    ("label", "prompts", "expected"),
    [
        pytest.param("some/model", {"query": "", "document": ""}, ("", ""), id="none"),
        pytest.param("some/model", {"query": "Q: ", "passage": "P: "}, ("Q: ", "P: "), id="its-own"),
        pytest.param("some/model", {"query": "Q: ", "document": "D: "}, ("Q: ", "D: "), id="document"),
        pytest.param("intfloat/multilingual-e5-small", {}, ("query: ", "passage: "), id="e5-without-prompts"),
        pytest.param("/models/e5-base-v2", {}, ("query: ", "passage: "), id="e5-in-a-folder"),
        pytest.param("intfloat/multilingual-e5-large-instruct", {}, ("", ""), id="e5-instruct-is-another"),
    ],
)
def test_a_model_is_asked_with_its_prompts(label: str, prompts: dict[str, str], expected: tuple[str, str]) -> None:
    """An asymmetric model without its prompts gives vectors that look right and rank badly."""
    from ingest.encoder.transformer import _prompts

    class Model:
        """What is read of a model."""

        def __init__(self) -> None:
            self.prompts = prompts

    found = _prompts(Model(), label)

    assert (found.get("query", ""), found.get("passage", "")) == expected


def test_a_model_is_found_in_the_hubs_cache_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without network has its models there, copied by hand."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    repository = tmp_path / "models--owner--name"
    for snapshot in ("aaa", "bbb"):
        (repository / "snapshots" / snapshot).mkdir(parents=True)
        (repository / "snapshots" / snapshot / "modules.json").write_text("[]", encoding="utf-8")
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("bbb", encoding="utf-8")

    assert find_model("owner/name") == repository / "snapshots" / "bbb"


def test_a_name_that_is_not_on_disk_fails_at_once_with_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Offline, the libraries would retry for minutes before they say less."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    start = time.monotonic()

    with pytest.raises(EncoderUnavailable, match="RETTESNOR_ENCODER"):
        load_encoder("owner/absent")
    with pytest.raises(EncoderUnavailable, match="RETTESNOR_ENCODER"):
        find_model(str(tmp_path))
    assert time.monotonic() - start < 1


def test_a_folder_that_is_no_model_is_refused_in_our_words(tmp_path: Path) -> None:
    """A traceback from three libraries down helps nobody."""
    (tmp_path / "modules.json").write_text("[", encoding="utf-8")

    with pytest.raises(EncoderUnavailable, match="cannot load"):
        load_encoder(str(tmp_path))


def test_an_absent_model_is_reported_before_torch_is_imported() -> None:
    """Importing torch takes seconds, and the answer is known without it."""
    code = (
        "import sys; from ingest.encoder.choice import load_encoder\n"
        "try: load_encoder('owner/absent')\n"
        "except Exception as error: print(type(error).__name__, 'torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["EncoderUnavailable", "False"]
