"""Sentences reach whoever reads along as soon as they are checked."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from live import serving as serving_app
from scripted import say, serving

from assistant.assistant import Assistant
from assistant.channels.http import create_app
from assistant.generation.chat import ChatModel
from assistant.generation.limits import LimitedModel, Limits
from assistant.generation.llama import load_model
from ingest.settings import load_settings

BAR_S = 0.1
TIMES = 5
BODY = {"question": "what are our five values?", "asked_at": "2025-05-20T12:00:00"}


@pytest.mark.slow
# A reply given up on leaves its connection to the garbage collector: LlamaIndex offers no way to close it.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_checked_sentence_is_shown_while_the_model_still_writes(
    with_model: Callable[[ChatModel | None], Assistant], tmp_path: Path
) -> None:
    """A tenth of a second after the model has written it, over HTTP, however long the rest takes."""
    written: list[float] = []

    def script(handler: Any, _: dict[str, Any]) -> None:
        handler.begin()
        handler.piece(say("SSI names five qualities.", 1))
        written.append(time.perf_counter())
        handler.server.stopping.wait(0.5)
        handler.done()

    with serving(script) as (url, _):
        values = {"RETTESNOR_DATA": str(tmp_path), "RETTESNOR_LLM_MODEL": "scripted", "RETTESNOR_LLM_URL": url}
        settings = load_settings(values, file=Path("/nonexistent/rettesnor.toml"))
        model = LimitedModel(load_model(settings), Limits(timeout_s=30, at_once=2))
        with serving_app(create_app(with_model(model), settings)) as address:
            _read(address)  # the client's first request imports much
            waits = [_read(address) - written[-1] for _ in range(TIMES)]

    assert statistics.median(waits) <= BAR_S


def _read(address: str) -> float:
    """When the first words came; the answer that follows must hold them."""
    came, first = None, ""
    headers = {"accept": "text/event-stream"}
    with httpx.stream("POST", f"{address}/v1/ask", json=BODY, headers=headers, timeout=30) as response:
        event = ""
        for line in response.iter_lines():
            name, _, data = line.partition(": ")
            event = data if name == "event" else event
            if name == "data" and came is None:
                came, first = time.perf_counter(), json.loads(data)["delta"]
            elif name == "data" and event == "answer":
                assert json.loads(data)["text"].startswith(first)
    assert came is not None
    return came
