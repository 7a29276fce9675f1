"""
Whether a chain of entries is whole, and where it breaks.

Owns the rules of the chain and of its anchor; pure, so that they can be tried against every tampering.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.register.anchor import Anchored, Head
from assistant.register.entry import Entry, entry_of, hash_of

__all__ = ["Break", "Link", "first_break", "read_links", "verify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One row of the chain as it is stored."""

    n: int
    """Place in the chain, from 1."""
    subject: str
    """Id of the goal or milestone."""
    version: int
    """How many entries its subject has up to this one, from 1."""
    body: str
    """The entry as JSON, to the letter as it was hashed."""
    hash: str
    """Of `body`, hex."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The first place where a chain is not what this program wrote."""

    n: int
    """The entry at which it shows, from 1."""
    reason: str
    """What is wrong there, for a person."""


def read_links(links: Iterable[Link], *, after: Head = Head(0, "")) -> tuple[tuple[Entry, ...], Break | None]:
    """The entries up to the first break, and that break; `links` follow `after` in order."""
    entries: list[Entry] = []
    at, found = after, None
    for link in links:
        entry, found = _read(link, at)
        if entry is None:
            break
        entries.append(entry)
        at = Head(link.n, link.hash)
    return tuple(entries), found


def _read(link: Link, before: Head) -> tuple[Entry | None, Break | None]:
    def broken(reason: str) -> tuple[None, Break]:
        return None, Break(n=before.n + 1, reason=reason)

    if link.n != before.n + 1:
        return broken(f"entry {before.n + 1} is missing; entry {link.n} comes next")
    if hash_of(link.body) != link.hash:
        return broken("its content does not fit its hash, so one of them was changed")
    try:
        entry = entry_of(link.body)
    except ValueError as error:
        return broken(f"it cannot be read: {error}")
    if (entry.n, entry.subject) != (link.n, link.subject):
        return broken("it is filed under another number or subject than it was written for")
    if entry.previous != before.hash:
        return broken("it does not follow the entry before it")
    return entry, None


def verify(links: Sequence[Link], *, before: Anchored, after: Anchored) -> Break | None:
    """
    The first break, or None for a whole chain.

    Args:
        links: Every row, by number.
        before: The anchor as read before the rows: what it confirms must be there.
        after: The anchor as read after them: what is there, it must know.
    """
    _, found = read_links(links)
    return found or _misfiled(links) or first_break(links, before=before, after=after)


def _misfiled(links: Sequence[Link]) -> Break | None:
    counts: Counter[str] = Counter()
    for link in links:
        counts[link.subject] += 1
        if link.version != counts[link.subject]:
            return Break(n=link.n, reason="its version is not the next of its subject")
    return None


def first_break(links: Sequence[Link], *, before: Anchored, after: Anchored) -> Break | None:
    """Where rows that hang together by themselves part from the anchor; None if nowhere."""
    hashes = {link.n: link.hash for link in links}
    for n, hash_ in sorted(before.confirmed.items()):
        if n not in hashes:
            return Break(n=len(links) + 1, reason=f"the register ends before entry {n}, which was acknowledged")
        if hashes[n] != hash_:
            return Break(n=n, reason="it is not the entry that was acknowledged under this number")
    head = Head(links[-1].n, links[-1].hash) if links else Head(0, "")
    if after.knows(head):
        return None
    return Break(n=before.last.n + 1, reason="it was not written by this program, or the anchor was lost")
