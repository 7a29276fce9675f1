"""
The tokenizer: lower-cased words and pieces of words, without a mark at the word's start.

Owns how text is cut, so that a piece of a Danish compound shares its row with the word by itself;
leaves the rows to `ingest.encoder.training.rows`.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

__all__ = ["UNKNOWN", "count_words", "settled", "train_tokenizer", "unmarked", "words"]

UNKNOWN = "<unk>"
WORD = re.compile(r"[^\W_]+")
SPELT_OUT = {"æ": "ae", "ø": "oe", "å": "aa"}


def words(text: str) -> list[str]:
    """The lower-cased words of `text`, as the tokenizer cuts them before it looks for pieces."""
    return WORD.findall(text.lower())


def unmarked(text: str) -> str:
    """Danish as written in a hurry or on a foreign keyboard: å as a, ø as o."""
    return text.translate(str.maketrans("åøÅØ", "aoAO"))


def count_words(texts: Iterable[str]) -> Counter[str]:
    """How often each word occurs."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(words(text))
    return counts


def train_tokenizer(counts: Mapping[str, int], *, size: int) -> Tokenizer:
    """
    A unigram tokenizer of `size` tokens for words that occur this often.

    Counts enter by their square root: otherwise the rows go to endings of common words instead of to rare words.

    Source: Kudo 2018, Subword Regularization.
    """
    tokenizer = Tokenizer(models.Unigram())
    # Tokens are spelt without æ, ø and å, so that "maalepunkt" is "målepunkt" from the first letter on.
    spelt_out = [normalizers.Replace(letter, instead) for letter, instead in SPELT_OUT.items()]
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Lowercase(), *spelt_out, normalizers.NFD(), normalizers.StripAccents()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[\p{L}\p{N}\p{M}]+"), behavior="removed", invert=True)
    tokenizer.decoder = decoders.Fuse()
    trainer = trainers.UnigramTrainer(
        vocab_size=size, unk_token=UNKNOWN, special_tokens=[UNKNOWN], max_piece_length=24, show_progress=False
    )
    lines = (word for word, count in sorted(counts.items()) for _ in range(math.isqrt(count)))
    tokenizer.train_from_iterator(lines, trainer)
    return settled(tokenizer)


def settled(tokenizer: Tokenizer) -> Tokenizer:
    """
    The same tokenizer with scores of four decimals and tokens in order of them.

    The trainer adds up in no fixed order, so that its scores, and with them equal tokens' places, differ in the last
    digits between runs.
    """
    parsed = json.loads(tokenizer.to_str())
    unknown, *others = ([token, round(score, 4)] for token, score in parsed["model"]["vocab"])
    parsed["model"]["vocab"] = [unknown, *sorted(others, key=lambda each: (-each[1], each[0]))]
    return Tokenizer.from_str(json.dumps(parsed, ensure_ascii=False))
