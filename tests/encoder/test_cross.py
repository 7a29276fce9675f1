"""A cross-encoder on disk ranks passages; one that is not there, or no cross-encoder, is refused in our words."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ingest.encoder.choice import Running, load_encoder, load_reranker
from ingest.errors import EncoderUnavailable

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "hvad", "er", "vores", "mission", "plan", "vision", "?", ".")


def _written(folder: Path, *, labels: int) -> Path:
    """A cross-encoder with a handful of words and random weights, the same every time."""
    import torch
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace
    from tokenizers.processors import TemplateProcessing
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    numbers = {word: number for number, word in enumerate(WORDS)}
    tokenizer = Tokenizer(WordLevel(numbers, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    torch.manual_seed(4)
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=64, initializer_range=0.9,
    )  # fmt: skip
    config.num_labels = labels
    BertForSequenceClassification(config).save_pretrained(folder)
    special = {"unk_token": "[UNK]", "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its folder."""
    return _written(tmp_path_factory.mktemp("cross") / "model", labels=1)


def test_each_passage_has_a_number_of_its_own(model: Path) -> None:
    """However many are read at a time."""
    passages = ["vores mission", "plan .", "vision er mission ?"]

    one = load_reranker(str(model), running=Running(device="cpu", batch=1)).score("hvad er vores mission ?", passages)
    all_at_once = load_reranker(str(model), running=Running(device="cpu")).score("hvad er vores mission ?", passages)

    assert one.shape == (3,)
    assert len(set(one.tolist())) == 3
    np.testing.assert_allclose(one, all_at_once, atol=1e-5)


def test_no_passages_have_no_numbers(model: Path) -> None:
    """A search may find nothing."""
    assert load_reranker(str(model)).score("hvad ?", []).shape == (0,)


def test_it_is_found_in_the_hubs_cache_by_its_short_name(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As sentence-transformers itself would find it."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    snapshots = tmp_path / "models--cross-encoder--tiny" / "snapshots"
    snapshots.mkdir(parents=True)
    (snapshots / "aaa").symlink_to(model)

    assert load_reranker("tiny").score("hvad ?", ["plan"]).shape == (1,)


@pytest.mark.parametrize("kind", ["absent", "damaged", "two numbers", "no such device"])
def test_what_cannot_rank_is_refused_with_advice(model: Path, tmp_path: Path, kind: str) -> None:
    """The name of the setting to change stands in the message."""
    folder, device = {"absent": (tmp_path / "none", None), "no such device": (model, "nonsense")}.get(
        kind, (tmp_path / "made", None)
    )
    if kind == "two numbers":
        _written(folder, labels=2)
    elif kind == "damaged":
        folder.mkdir()
        (folder / "config.json").write_text(json.dumps({"model_type": "bert"}), encoding="utf-8")

    with pytest.raises(EncoderUnavailable, match="RETTESNOR_RERANKER"):
        load_reranker(str(folder), running=Running(device=device))


def test_an_absent_one_is_reported_before_torch_is_imported() -> None:
    """Importing torch takes seconds, and the hub would be tried for minutes."""
    code = (
        "import sys; from ingest.encoder.choice import load_reranker\n"
        "try: load_reranker('owner/absent')\n"
        "except Exception as error: print(type(error).__name__, 'torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["EncoderUnavailable", "False"]


def test_an_encoder_is_refused_a_device_that_is_not_there(tmp_path: Path) -> None:
    """The message names the setting."""
    from ingest.encoder.static import StaticEncoder
    from ingest.encoder.transformer import materialise

    folder = materialise(StaticEncoder.load(), tmp_path)

    with pytest.raises(EncoderUnavailable, match="RETTESNOR_DEVICE"):
        load_encoder(str(folder), running=Running(device="nonsense"))
