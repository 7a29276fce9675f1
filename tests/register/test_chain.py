"""Each rule of the chain by itself: together they would cover for one another."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from registers import NOW

from assistant.register.anchor import Anchored, Head
from assistant.register.chain import Link, first_break, read_links, verify
from assistant.register.entry import Entry, body_of, entry_of, hash_of
from assistant.status import ReportedStatus


def _entry(n: int, previous: str, **changes: object) -> Entry:
    fields: dict[str, object] = {
        "n": n,
        "previous": previous,
        "subject": "g",
        "goal": "g",
        "status": ReportedStatus.GREEN,
        "round": None,
        "completed_on": None,
        "note": "Ærø – ½ 🩺",
        "evidence": None,
        "wording": None,
        "by": "p-1",
        "reported_at": NOW,
        "recorded_at": NOW,
    }
    return Entry(**fields | changes)


def _link(entry: Entry, *, version: int | None = None) -> Link:
    body = body_of(entry)
    return Link(n=entry.n, subject=entry.subject, version=version or entry.n, body=body, hash=hash_of(body))


def _chain(count: int = 3) -> list[Link]:
    links: list[Link] = []
    for n in range(1, count + 1):
        links.append(_link(_entry(n, links[-1].hash if links else "")))
    return links


def _confirmed(links: list[Link]) -> Anchored:
    return Anchored(confirmed={link.n: link.hash for link in links})


def test_a_whole_chain_is_whole() -> None:
    """And gives its entries in order."""
    links = _chain()
    entries, broken = read_links(links)

    assert broken is None
    assert [entry.n for entry in entries] == [1, 2, 3]
    assert verify(links, before=_confirmed(links), after=_confirmed(links)) is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda link: dataclasses.replace(link, n=7), "is missing"),
        (lambda link: dataclasses.replace(link, hash="0" * 64), "does not fit its hash"),
        (lambda link: dataclasses.replace(link, body="{}", hash=hash_of("{}")), "cannot be read"),
        (lambda link: dataclasses.replace(link, subject="h"), "filed under another"),
        (lambda link: dataclasses.replace(_link(_entry(9, "")), n=link.n), "filed under another"),
        (lambda link: _link(_entry(link.n, "0" * 64)), "does not follow"),
    ],
    ids=["number", "hash", "form", "subject", "number inside", "previous"],
)
def test_the_first_link_that_does_not_fit_is_named(change: Callable[[Link], Link], reason: str) -> None:
    """The second of three is changed; the first is still read."""
    links = _chain()
    links[1] = change(links[1])
    entries, broken = read_links(links)

    assert [entry.n for entry in entries] == [1]
    assert broken is not None
    assert broken.n == 2
    assert reason in broken.reason


def test_a_version_out_of_turn_is_named() -> None:
    """Who expects a version relies on it."""
    links = [_chain(1)[0], _link(_entry(2, _chain(1)[0].hash), version=5)]
    broken = verify(links, before=_confirmed(links), after=_confirmed(links))

    assert broken is not None
    assert broken.n == 2


def test_an_acknowledged_entry_that_was_exchanged_is_named() -> None:
    """Even where the end of the chain is one that was intended."""
    links = _chain()
    anchored = Anchored(confirmed={2: "0" * 64}, intended={Head(3, links[2].hash)})
    broken = first_break(links, before=anchored, after=anchored)

    assert broken is not None
    assert broken.n == 2


def test_what_came_while_it_was_read_is_no_break() -> None:
    """The anchor is read before the rows for what must be there, and after them for what may."""
    links = _chain()
    before, after = _confirmed(links[:2]), Anchored(intended={Head(3, links[2].hash)})

    assert first_break(links, before=before, after=after) is None
    assert first_break(links, before=before, after=before) is not None


@pytest.mark.parametrize("spoil", [" {}", "{} ", "[]", "", "null", '{"v":1}', "{"])
def test_what_is_no_canonical_entry_is_refused(spoil: str) -> None:
    """Two texts for one entry would be two hashes for it."""
    with pytest.raises(ValueError, match=r"entry|char|Expecting|canonical"):
        entry_of(spoil)


def test_an_entry_reads_back_from_its_canonical_form() -> None:
    """Letters outside ASCII stand as they are, in UTF-8."""
    entry = _entry(1, "")
    body = body_of(entry)

    assert entry_of(body) == entry
    assert "Ærø – ½ 🩺" in body
    assert hash_of(body) == hash_of(body_of(entry_of(body)))
    with pytest.raises(ValueError, match="canonical"):
        entry_of(body.replace(",", ", ", 1))
