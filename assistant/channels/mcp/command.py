"""
`rettesnor mcp`: the Model Context Protocol over standard input and output, for an assistant on this machine.

Owns starting it; leaves tools to `server`. Standard output belongs to the protocol: nothing else is ever written there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from assistant.channels.command_line import Build, build_late
from assistant.clock import system_clock
from ingest.errors import RettesnorError
from ingest.settings import load_settings

__all__ = ["mcp_command"]


def mcp_command(argv: Sequence[str], *, build: Build = build_late) -> int:
    """`rettesnor mcp`: tools and documents for an assistant, over standard input and output."""
    parser = argparse.ArgumentParser(
        prog="rettesnor mcp",
        description="Speak the Model Context Protocol on standard input and output. `rettesnor serve` has it at /mcp.",
    )
    parser.parse_args(argv)
    try:
        settings = load_settings()
        answers = build(settings)
    except RettesnorError as error:
        sys.stderr.write(f"rettesnor: {error}\n")
        return 1
    from assistant.channels.mcp.server import mcp_server  # half a second, after what may be wrong

    mcp_server(answers, settings, system_clock).run("stdio")
    return 0
