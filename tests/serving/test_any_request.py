"""Whatever is sent, the interface answers as it is published, and never to somebody it should not know."""

from __future__ import annotations

import os
from typing import Any

import hypothesis
import pytest
import schemathesis
from access_matrix import Who
from fastapi import FastAPI
from hypothesis import HealthCheck
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig

CASES = 15
"""Generated requests for each operation and identity in `make test`."""
_CONFIG = SchemathesisConfig.from_dict(
    # No schema says that a question has a visible character, or that a day exists: 400 and 422 are right for those.
    {"checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "304", "400", "401", "403", "404", "422"]}}}
)
SOAKED = int(os.environ.get("SOAK_CASES", "50000"))
"""Generated requests in all, for `make soak`."""
SHARDS, MOST_ROUNDS = 8, 10
"""Parts that may be tried beside each other, and how often each begins anew until it has its share."""


def _pairs(app: FastAPI) -> list[tuple[Any, Who]]:
    """Every operation with each of two identities."""
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=_CONFIG)
    operations = [result.ok() for result in schema.get_all_operations()]
    return [(operation, who) for operation in operations for who in (Who.EMPLOYEE, Who.EDITOR)]


def _try(operation: Any, secret: str, *, cases: int, seed: int = 0) -> int:
    """Try one operation; gives the number of requests, fewer than `cases` where there are not so many."""
    count = 0
    bearer = {"Authorization": f"Bearer {secret}"}

    @hypothesis.seed(seed)
    @hypothesis.settings(max_examples=cases, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @hypothesis.given(case=operation.as_strategy())
    def attempt(case: Any) -> None:
        nonlocal count
        count += 1
        case.call_and_validate(headers=bearer, checks=CHECKS.get_all())

    attempt()
    return count


@pytest.fixture
def closed(app_of: object) -> FastAPI:
    """A server that wants a token."""
    return app_of(auth="token", rate_limit=0, hosts=("testserver", "localhost"))


@pytest.mark.slow
def test_any_request_is_answered_as_published(closed: FastAPI, secrets_of: dict[Who, str]) -> None:
    """No 5xx that is not published, no shape that is not, and no credential that is not looked at."""
    tried = [_try(operation, secrets_of[who], cases=CASES) for operation, who in _pairs(closed)]

    assert sum(tried) >= 500


@pytest.mark.soak
@pytest.mark.sharded
@pytest.mark.parametrize("shard", range(SHARDS))
def test_very_many_requests_are_answered_as_published(
    closed: FastAPI, secrets_of: dict[Who, str], *, shard: int
) -> None:
    """The same, with so many that rare shapes come up; what has few shapes leaves its share to the others."""
    pairs = _pairs(closed)[shard::SHARDS]
    varied = [pair for pair in pairs if pair[0].body or pair[0].path_parameters or pair[0].query]
    left = -(-SOAKED // SHARDS) - sum(_try(operation, secrets_of[who], cases=1) for operation, who in pairs)
    for seed in range(1, MOST_ROUNDS):
        each = -(-left // len(varied))
        left -= sum(_try(operation, secrets_of[who], cases=each, seed=seed) for operation, who in varied)
        if left <= 0:
            break

    assert left <= 0
