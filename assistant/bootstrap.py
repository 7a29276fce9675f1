"""
The one place that picks concrete classes from Settings.

Owns wiring; nothing else imports both a protocol and what stands behind it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from assistant.assistant import Assistant, View
from assistant.generation.limits import LimitedModel, Limits, Prices, Spending
from assistant.generation.notice import with_notice
from assistant.onboarding.opening import training_of
from assistant.register.opening import reports
from assistant.retrieval.neighbours import Neighbours
from assistant.retrieval.reranking import Reranker
from assistant.retrieval.search import Searcher
from assistant.texts import load_texts
from assistant.understanding.bridge import Bridge
from ingest.encoder import Running, load_encoder, load_reranker
from ingest.encoder.lexicon import Lexicon
from ingest.encoder.tables import glossaries_of, tables_file
from ingest.errors import IndexUnreadable, SettingInvalid
from ingest.knowledge import Encoder, Knowledge
from ingest.settings import Settings
from ingest.snapshot import SnapshotSource

__all__ = ["build", "load_limited_model"]

_PATIENCE_S = 2.0
"""How long a question waits to count what it sends to the model; then it is answered without."""


def build(
    settings: Settings, *, alter: Callable[[Knowledge], Knowledge] | None = None, lexicon: Lexicon | None = None
) -> Assistant:
    """
    The assistant that `settings` describe.

    Args:
        settings: The effective settings.
        alter: Changes what is known before it is used; for experiments (`evals`).
        lexicon: Used instead of the bundled one and the organisation's own glossary; for experiments too.

    Raises:
        EncoderUnavailable: If the weights of the encoder, or of the reranker, are not there.
        TextsInvalid: If a file of prompts/ cannot be used.
    """
    running = Running.of(settings)
    encoder = load_encoder(settings.encoder, running=running)
    reranker = _reranker(settings, running)
    words = lexicon or Lexicon.load(glossaries=glossaries_of(settings), kept=tables_file(settings))

    def look(knowledge: Knowledge) -> View:
        _check_encoder(knowledge, encoder)
        known = knowledge if settings.editions else knowledge.without_editions()
        known = alter(known) if alter else known
        return View(
            knowledge=known,
            bridge=Bridge(known, dictionary=words, neighbours=Neighbours(known, encoder=encoder)),
            searcher=Searcher(known, encoder=encoder, lexicon=words, reranker=reranker),
        )

    return Assistant(
        source=SnapshotSource(settings.data),
        look=look,
        reported=reports(settings),
        texts=with_notice(load_texts(Path(settings.prompts) if settings.prompts else None), settings),
        training=training_of(settings),
        model=load_limited_model(settings),
    )


def _reranker(settings: Settings, running: Running) -> Reranker | None:
    if not settings.reranker:
        return None
    return Reranker(load_reranker(settings.reranker, running=running), most=settings.reranked)


def load_limited_model(settings: Settings) -> LimitedModel | None:
    """
    The language model that helps to word answers, within its limits; None when the settings name none.

    Raises:
        SettingInvalid: If it cannot be made.
    """
    if not settings.llm_model:
        return None
    from assistant.generation.llama import load_model  # heavy; only a configured model needs it

    limits = Limits(
        timeout_s=float(settings.llm_timeout_s),
        at_once=settings.llm_at_once,
        daily_tokens=settings.llm_daily_tokens,
        prices=_prices(settings),
        daily_cost=settings.llm_daily_cost,
    )
    return LimitedModel(
        load_model(settings),
        limits,
        spending=_spending(settings),
        today=lambda: dt.datetime.now(settings.time_zone).date(),
    )


def _spending(settings: Settings) -> Spending | None:
    """Where a day's use is kept; None where nothing caps it, so that no store is opened for it."""
    if settings.llm_daily_tokens is None and settings.llm_daily_cost is None:
        return None
    from assistant.generation.spending import SpendingBook  # heavy; only a cap needs it
    from assistant.store.location import locate
    from assistant.store.store import Store

    return SpendingBook(lambda: Store(locate(settings), patience_s=_PATIENCE_S))


def _prices(settings: Settings) -> Prices | None:
    if settings.llm_price_sent is not None and settings.llm_price_received is not None:
        return Prices(sent=settings.llm_price_sent, received=settings.llm_price_received)
    if settings.llm_daily_cost is not None:
        msg = (
            f"RETTESNOR_LLM_DAILY_COST is {settings.llm_daily_cost:g}, but nothing says what a token costs; set "
            "RETTESNOR_LLM_PRICE_SENT and RETTESNOR_LLM_PRICE_RECEIVED, or cap tokens by RETTESNOR_LLM_DAILY_TOKENS."
        )
        raise SettingInvalid(msg)
    return None


def _check_encoder(knowledge: Knowledge, encoder: Encoder) -> None:
    if knowledge.encoder_name != encoder.name:
        msg = (
            f"The index was made with encoder {knowledge.encoder_name!r}, but the setting gives {encoder.name!r}; "
            'run "rettesnor ingest".'
        )
        raise IndexUnreadable(msg)
