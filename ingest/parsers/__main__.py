"""
`python -m ingest.parsers FILE …` prints the section tree of each file.

Owns nothing but the printing; leaves reading to `ingest.parsers.files`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ingest.parsers.files import parse_file
from ingest.parsers.show import show_tree

if __name__ == "__main__":
    for name in sys.argv[1:]:
        sys.stdout.write(f"{name}\n{show_tree(parse_file(Path(name).read_bytes(), name).root)}\n")
