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
SOAKED = int(os.environ.get("RETTESNOR_SOAK_CASES", "50000"))
"""Generated requests in all, for `make soak`."""


def _try(app: FastAPI, secrets: dict[Who, str], *, cases: int) -> dict[str, int]:
    """Try every operation with two identities; gives the number of requests by operation."""
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=_CONFIG)
    tried: dict[str, int] = {}
    for result in schema.get_all_operations():
        operation = result.ok()
        for who in (Who.EMPLOYEE, Who.EDITOR):
            bearer = {"Authorization": f"Bearer {secrets[who]}"}
            tried[f"{operation.label} {who}"] = _try_one(operation, bearer, cases=cases)
    return tried


def _try_one(operation: Any, bearer: dict[str, str], *, cases: int) -> int:
    count = 0

    @hypothesis.settings(
        max_examples=cases, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
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
    return app_of(auth="token", rate_limit=0, hosts=("testserver", "localhost"))  # type: ignore[operator, no-any-return]


@pytest.mark.slow
def test_any_request_is_answered_as_published(closed: FastAPI, secrets_of: dict[Who, str]) -> None:
    """No 5xx that is not published, no shape that is not, and no credential that is not looked at."""
    tried = _try(closed, secrets_of, cases=CASES)

    assert sum(tried.values()) >= 500


@pytest.mark.soak
def test_very_many_requests_are_answered_as_published(closed: FastAPI, secrets_of: dict[Who, str]) -> None:
    """The same, with so many that rare shapes come up."""
    schema = schemathesis.openapi.from_asgi("/openapi.json", closed)
    operations = [result.ok() for result in schema.get_all_operations()]
    varied = [each for each in operations if each.body or each.path_parameters or each.query]
    tried = _try(closed, secrets_of, cases=-(-SOAKED // (2 * len(varied))))
    print(f"{sum(tried.values())} requests to {len(operations)} operations")  # noqa: T201 (what the soak run reports)

    assert sum(tried.values()) >= SOAKED
