"""Imports run one way; the rules are in `.importlinter`."""

from __future__ import annotations

import contextlib
import io

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_imports_run_one_way(request: pytest.FixtureRequest) -> None:
    """A package that reaches upwards can no longer be understood, tested or replaced by itself."""
    report = io.StringIO()
    with contextlib.redirect_stdout(report):
        status = lint_imports(config_filename=str(request.config.rootpath / ".importlinter"), cache_dir=None)

    assert status == EXIT_STATUS_SUCCESS, report.getvalue()
