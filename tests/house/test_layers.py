"""Imports run one way; the rules are in `.importlinter`."""

from __future__ import annotations

import subprocess
import sys

import pytest

LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(cache_dir=None))"
"""In a process of its own: it sets up logging anew, and the loggers of other tests would fall silent."""


def test_imports_run_one_way(request: pytest.FixtureRequest) -> None:
    """A package that reaches upwards can no longer be understood, tested or replaced by itself."""
    ran = subprocess.run(
        [sys.executable, "-c", LINT], cwd=request.config.rootpath, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "kept, 0 broken" in ran.stdout
