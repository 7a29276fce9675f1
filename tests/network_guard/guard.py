"""
The network is off in tests: an outbound connect to anything but this machine is refused and noted.

Owns the audit hook that sees every connect and name look-up Python makes, in the test process and in the Python
processes it starts (through `sitecustomize` beside this file); leaves failing the test to `conftest`.
Code that opens sockets without Python's socket module is not seen.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from pathlib import Path
from typing import Any

__all__ = ["LOG_VARIABLE", "NetworkUsed", "install"]

LOG_VARIABLE = "NETWORK_GUARD_LOG"
"""Environment variable naming the file that refused addresses are noted in, one a line."""
_LOCAL_NAMES = frozenset({"", "localhost", "localhost.localdomain", "ip6-localhost", "0.0.0.0", "::"})
_CONNECTS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_LOOK_UPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})


class NetworkUsed(RuntimeError):
    """A test reached for the network."""


def install() -> None:
    """Refuse connects and look-ups from now on, for the life of the process."""
    sys.addaudithook(_hook)


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _CONNECTS:
        wire, address = arguments[0], arguments[1]
        if wire.family not in (socket.AF_INET, socket.AF_INET6) or not address:
            return
        host, shown = address[0], f"{address[0]}:{address[1]}"
    elif event in _LOOK_UPS:
        host = arguments[0]
        shown = str(host)
    else:
        return
    if not _is_local(host):
        _note(shown)
        msg = f"a test reached for {shown}; only this machine's own addresses may be used."
        raise NetworkUsed(msg)


def _is_local(host: object) -> bool:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
    if name.lower() in _LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        return False


def _note(shown: str) -> None:
    log = os.environ.get(LOG_VARIABLE)
    if log:
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(shown + "\n")
