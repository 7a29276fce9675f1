"""
Which names this server answers to.

Owns reading a Host header and the check against DNS rebinding; leaves refusing to `assistant.channels.http.guard`.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from urllib.parse import urlsplit

from ingest.settings import Settings

__all__ = ["host_check", "is_local"]

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 (recognised, not bound to)


def is_local(host: str) -> bool:
    """Whether this address or name leads to this machine only."""
    return host in _LOCAL or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def host_check(settings: Settings) -> Callable[[str], bool]:
    """
    Whether a Host header names this server: this machine, the address bound to, or one that the settings name.

    Those are the host of the public URL and RETTESNOR_HOSTS. A server bound to every address also takes any address in
    figures: rebinding needs a name.
    """
    public = urlsplit(settings.public_url).hostname if settings.public_url else None
    known = _LOCAL | {settings.host.lower()} | ({public.lower()} if public else set())
    known |= {name.lower() for name in settings.hosts}
    takes_figures = settings.host in _EVERYWHERE

    def names_this_server(header: str) -> bool:
        name = _host_name(header)
        return name in known or (takes_figures and _is_address(name))

    return names_this_server


def _host_name(header: str) -> str:
    """The name in a Host header, lower-case, without port, brackets and final dot."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower().removesuffix(".")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
