"""Callers that mean it ill are refused early, and the others hardly notice."""

from __future__ import annotations

import asyncio
import time

import pytest
from live import serving

from evals.load import HOSTILE, Shape, _send

SENT_AT_ONCE = [shape for shape in HOSTILE if not shape.pause_s]


@pytest.mark.slow
@pytest.mark.parametrize("shape", SENT_AT_ONCE, ids=lambda shape: shape.name)
def test_a_hostile_request_is_refused_early(app_of: object, shape: Shape) -> None:
    """What costs the sender nothing must cost the server next to nothing; the full run is `make load`."""
    with serving(app_of(rate_limit=0, body_timeout_s=1)) as address:
        start = time.perf_counter()
        status = asyncio.run(_send(int(address.rsplit(":", 1)[1]), shape))

    assert 400 <= status < 500
    assert time.perf_counter() - start < 10
