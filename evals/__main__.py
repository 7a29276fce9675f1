"""`python -m evals`: the same as `rettesnor evals`."""

from __future__ import annotations

import sys

from evals.cli import evals_command

if __name__ == "__main__":
    sys.exit(evals_command(sys.argv[1:]))
