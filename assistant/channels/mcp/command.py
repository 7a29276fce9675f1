"""
`rettesnor mcp`: the Model Context Protocol over standard input and output, for an assistant on this machine.

Owns starting it; leaves tools to `server`. Standard output belongs to the protocol: nothing else is ever written there.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence

from assistant.channels.requests import system_clock
from assistant.protocols import Answers
from ingest.errors import RettesnorError
from ingest.settings import Settings, load_settings

__all__ = ["mcp_command"]


def _build(settings: Settings) -> Answers:
    from assistant.bootstrap import build  # --help and wrong usage should not wait for an index

    return build(settings)


def mcp_command(argv: Sequence[str], *, build: Callable[[Settings], Answers] = _build) -> int:
    """`rettesnor mcp`: tools and documents for an assistant, over standard input and output."""
    parser = argparse.ArgumentParser(
        prog="rettesnor mcp",
        description="Speak the Model Context Protocol on standard input and output. `rettesnor serve` has it at /mcp.",
    )
    parser.parse_args(argv)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    try:
        settings = load_settings()
        answers = build(settings)
    except RettesnorError as error:
        sys.stderr.write(f"rettesnor: {error}\n")
        return 1
    from assistant.channels.mcp.server import mcp_server  # half a second, after what may be wrong

    mcp_server(answers, settings, system_clock).run("stdio")
    return 0
