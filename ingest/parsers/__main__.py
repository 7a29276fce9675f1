"""
`python -m ingest.parsers FILE …` prints the section tree of each file.

Owns nothing but the printing; leaves decoding to `ingest.corpus`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ingest.parsers import parse_text, show_tree

if __name__ == "__main__":
    for name in sys.argv[1:]:
        text = Path(name).read_bytes().decode("utf-8-sig", errors="replace")
        sys.stdout.write(f"{name}\n{show_tree(parse_text(text))}\n")
