"""
A draft worded with a model's help: checked sentences before it, glosses beneath its quotations.

Owns which answers are worded so, what is asked of the model, and setting down what passes the checks;
leaves the checks to `assistant.generation.claims`. Lists, records and quotations stay as the draft has them.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from weakref import WeakKeyDictionary

from assistant.answer import AnswerStatus, Kind, Translation
from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.editions import translations
from assistant.errors import ModelFailed
from assistant.generation.chat import ChatModel, Message
from assistant.generation.claim import Read
from assistant.generation.claims import Claim, is_carried, is_faithful
from assistant.generation.evidence import Piece, as_data, pieces_of, quotations
from assistant.generation.masking import mask
from assistant.generation.plan import Gloss, Say, read_lines
from assistant.understanding.bridge import Bridge
from ingest.lexical import fold
from ingest.records import Language, Passage

__all__ = ["Wording", "rehearse", "word_draft"]

MOST_SENTENCES = 2
MOST_GLOSSES = 6
_NOT_WORDED = frozenset((Kind.HELP, Kind.SMALLTALK, Kind.LEARNING))
_READ: WeakKeyDictionary[Bridge, dict[Language, Read]] = WeakKeyDictionary()
_log = logging.getLogger(__name__)


class Wording:
    """The sentences and glosses that have passed, and the draft they make."""

    def __init__(self, draft: Draft, model: ChatModel, context: Context) -> None:
        self._draft = draft
        self._model = model
        self._context = context
        self._moves = _moves(context)
        self._sentences: list[str] = []
        self._glosses: dict[int, str] = {}

    def add(self, item: Say | Gloss, pieces: Sequence[Piece]) -> str | None:
        """What an item adds to the top of the answer; None for a gloss, and for what fails a check."""
        if isinstance(item, Gloss):
            self._add_gloss(item, pieces)
            return None
        leans_on = [piece for piece in pieces if piece.n in item.leans_on]
        if len(self._sentences) >= MOST_SENTENCES or len(leans_on) != len(set(item.leans_on)):
            return None
        if not is_carried(self._claim(item.text, leans_on)):
            return None
        marks = "".join(f"[{piece.n}]" for piece in leans_on if piece.kind == "quotation")
        self._sentences.append(f"{item.text} {marks}".strip())
        return self._sentences[-1]

    def _add_gloss(self, item: Gloss, pieces: Sequence[Piece]) -> None:
        piece = next((each for each in pieces if each.n == item.of and each.kind == "quotation"), None)
        if piece is None or piece.language is self._context.inquiry.language or len(self._glosses) >= MOST_GLOSSES:
            return
        if self._rendered[piece.n - 1] is not None:  # an edition has it in the asker's language, and is shown
            return
        if is_faithful(self._claim(item.text, [piece], is_gloss=True)):
            self._glosses.setdefault(item.of, item.text)

    @cached_property
    def _rendered(self) -> Sequence[Translation | None]:
        """What editions have for each quotation."""
        return translations(self._context, self._draft.evidence)

    def _claim(self, text: str, pieces: Sequence[Piece], *, is_gloss: bool = False) -> Claim:
        return _claim(self._context, self._moves, text, pieces, is_gloss=is_gloss)

    def finished(self) -> Draft:
        """The draft with all that has passed; the draft itself where nothing has."""
        if not self._sentences and not self._glosses:
            return self._draft
        left = dict(self._glosses)
        lines = [" ".join(self._sentences)] if self._sentences else []
        for line in self._draft.lines:
            lines.append(line)
            for n in [n for n in left if f"[{n}]" in line]:
                lines[-1] += f" {self._context.say('llm.gloss', text=left.pop(n))}"
        return replace(self._draft, lines=tuple(lines), model=self._model.name)


def word_draft(context: Context, draft: Draft, model: ChatModel) -> Iterator[str | Draft]:
    """
    The sentences that pass the checks, as they come, and last the draft that they make.

    A draft that is no plain answer comes back as it is: what was decided before the model stays decided.
    So does one whose model fails before anything has passed.
    """
    pieces = pieces_of(context, draft)
    if draft.status is not AnswerStatus.ANSWERED or draft.kind in _NOT_WORDED or not pieces:
        yield draft
        return
    wording = Wording(draft, model, context)
    try:
        for item in read_lines(model.reply(_messages(context, pieces))):
            if sentence := wording.add(item, pieces):
                yield sentence
    except ModelFailed as failure:
        _log.warning("model_failed", extra={"why": str(failure)})
    yield wording.finished()


def _messages(context: Context, pieces: Sequence[Piece]) -> list[Message]:
    language = context.say("llm.language")
    asked = mask(context.inquiry.text, is_public=context.is_printed)
    return [
        Message(role="system", content=context.say("llm.system", language=language)),
        Message(role="user", content=context.say("llm.task", question=_one_line(asked), evidence=as_data(pieces))),
    ]


def rehearse(context: Context, passages: Iterable[Passage]) -> None:
    """Take apart what of these passages may be quoted, as answers to a question in this language will."""
    moves = _moves(context)
    for piece in quotations(context, passages):
        for is_gloss in (False, True):
            _ = _claim(context, moves, piece.text, [piece], is_gloss=is_gloss).sentences


def _moves(context: Context) -> frozenset[str]:
    """Folded words that any sentence of an answer may use."""
    return frozenset(fold(context.say("llm.moves")).split())


def _claim(
    context: Context, moves: frozenset[str], text: str, pieces: Sequence[Piece], *, is_gloss: bool = False
) -> Claim:
    return Claim(
        text=text,
        pieces=pieces,
        language=context.inquiry.language,
        bridge=context.bridge,
        organisations=context.knowledge.organisations,
        moves=moves,
        is_gloss=is_gloss,
        read=_read_before(context.bridge, context.inquiry.language),
    )


def _read_before(bridge: Bridge, language: Language) -> Read:
    """What was taken apart for answers in one language over the same knowledge: one sentence is quoted many times."""
    return _READ.setdefault(bridge, {each: {} for each in Language})[language]


def _one_line(text: str) -> str:
    """A question cannot pretend to be evidence by breaking its line."""
    return re.sub(r"\s+", " ", text)
