"""Guessing whose a document is by the names in its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.contained.wire import pack_outcome, unpack_outcome
from ingest.corpus import Corpus, Source, guesses, owners, settle_owners
from ingest.corpus.described import Written
from ingest.parsers.files import parse_file
from ingest.recognise import recognise
from ingest.records import Organisation, Section

PIECES = ("Statens", "Serum", "Institut", "A/S", "SSI", "'s", "s", " ", " ", "-", ".", "æ", "’")
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
names = st.lists(st.sampled_from(PIECES[:-1]), min_size=1, max_size=4).map("".join)


def tree_of(text: str) -> Section:
    """The tree of a Markdown document."""
    return parse_file(text.encode(), "a.md").root


def organisations(written: Sequence[str]) -> list[Organisation]:
    """One organisation for each name, none of them home."""
    return [Organisation(id=str(at), name=name) for at, name in enumerate(written)]


def by_plain_search(text: str, known: Sequence[Organisation]) -> Organisation | None:
    """The same guess with every name searched for in the whole text."""
    counts = [len(re.findall(rf"(?<!\w){re.escape(each.name)}(?:'?s)?(?!\w)", text, re.IGNORECASE)) for each in known]
    return known[counts.index(max(counts))] if max(counts) else None


@given(text=texts, written=st.lists(names, min_size=2, max_size=4))
def test_a_plain_look_first_changes_no_guess(text: str, written: list[str]) -> None:
    """The short way may only be shorter: genitives, capitals, and names of signs and several words count as before."""
    known = organisations(written)

    assert guesses.OwnerGuess(known).of(text) == by_plain_search(text, known)


def test_names_that_a_text_does_not_hold_are_not_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """With thousands of documents and the hundred names that they speak of, the search for them was a third of all."""
    searched: list[str] = []
    plain = guesses._count

    def count(pattern: re.Pattern[str], text: str, starts: Sequence[int] | None) -> int:
        searched.append(pattern.pattern)
        return plain(pattern, text, starts)

    monkeypatch.setattr(guesses, "_count", count)
    known = organisations([f"Styrelsen {number}" for number in range(100)])

    found = guesses.OwnerGuess(known).of("Styrelsen 77s mål og styrelsen 42's opgaver.")

    assert found == known[42]
    assert len(searched) == 4


def test_a_letter_that_folds_to_two_moves_no_name() -> None:
    """"ß" becomes "ss", so that places in the folded text are not places in the text."""
    known = organisations(["Straße", "Styrelsen"])

    assert guesses.OwnerGuess(known).of("Großes Haus, Styrelsen, Styrelsen. Straße") == known[1]


def test_what_a_file_calls_its_organisation_is_not_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told when the file is read, in a child process, and kept with what was read."""
    source = Source(id="a", path="a.md", file=Path(), written=Written(path="a.md"), is_listed=False)
    outcome = recognise(source, "# Mål\n\nFyrstyrelsen vil hjælpe flere.\n".encode())
    monkeypatch.setattr(owners, "guess_organisation_name", lambda _: pytest.fail("looked for again"))

    one = unpack_outcome(pack_outcome(outcome)).understood
    assert one is not None
    corpus = Corpus(name="x", organisations=(), sources=(source,), findings=())
    assert settle_owners(corpus, [one.document], named={"a": one.named}).organisations[0].name == "Fyrstyrelsen"


@pytest.mark.parametrize(
    ("name", "text", "years"),
    [
        ("strategi.md", "# Varm suppe\n\n**Køkkenets strategi 2026–2031**\n", (2026, 2031)),
        ("Warm soup - strategy 2025-2030.md", "# Warm soup\n\nWe cook.\n", (2025, 2030)),
        ("strategi.md", "# Varm suppe\n\nVores forrige strategi (2020-2024) var for lang, og den nåede ikke alt.\n", None),
        ("noter 2020-2024.md", "# Varm suppe\n\nVi koger.\n", None),
    ],
)
def test_a_plans_years_stand_in_its_first_lines_or_its_files_name(
    name: str, text: str, years: tuple[int, int] | None
) -> None:
    """A title often has none; what a strategy says of an earlier one is no period of its own."""
    root = tree_of(text)

    kind = guesses.guess_kind("Varm suppe", name, root)
    found = guesses.guess_printed_period(root, name, kind)

    assert (found and (found[0].year, found[1].year)) == years
