"""Records survive being written, and a quotation cannot come back as anything but the document's own words."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest
from generation_samples import document, goal, passages
from hypothesis import given
from hypothesis import strategies as st

from ingest.records import Document, Goal, Language, Passage, Quarters, Quote, Section, Span
from ingest.serial import from_json, to_json


@pytest.mark.parametrize("number", [1, 2])
def test_records_come_back_equal(number: int) -> None:
    """What is read from the disk is what was understood at ingestion."""
    one = document(number)

    written = json.loads(json.dumps(to_json(one)))
    assert from_json(Document, written) == one
    for kind, record in ((Goal, goal(one)), *((Passage, each) for each in passages(one))):
        plain = json.loads(json.dumps(to_json(record, text=one.text)))
        assert from_json(kind, plain, text=one.text) == record


@given(
    text=st.text(min_size=1, max_size=40),
    day=st.none() | st.dates(),
    audience=st.frozensets(st.text(max_size=5), max_size=3),
    language=st.sampled_from(Language),
)
def test_any_document_comes_back_equal(
    text: str, day: dt.date | None, audience: frozenset[str], language: Language
) -> None:
    """No text, date or group is special."""
    root = Section(heading=None, number=None, level=0, span=Span(0, len(text)), blocks=())
    one = dataclasses.replace(document(), text=text, root=root, updated=day, audience=audience, language=language)

    assert from_json(Document, json.loads(json.dumps(to_json(one)))) == one


def test_a_quotation_that_is_not_the_documents_is_refused_when_written() -> None:
    """Verbatim or silent: the fault must not reach the disk."""
    one = document()
    wrong = dataclasses.replace(passages(one)[0], quotes=(Quote(text="Andet!", span=Span(0, 6)),))

    with pytest.raises(ValueError, match="not what the document says"):
        to_json(wrong, text=one.text)


def test_a_quotation_past_the_end_is_refused_when_read() -> None:
    """A span cut short by the end would be a silent misquotation."""
    one = document()
    written = to_json(passages(one)[0], text=one.text)

    with pytest.raises(ValueError, match="ends at"):
        from_json(Passage, written, text="Plan")


def test_defaults_are_left_out() -> None:
    """Files stay small, and a field added later with a default can be read from older files."""
    written = to_json(document())

    assert "notice" not in written
    assert "is_official" not in written


def test_a_broken_invariant_is_refused_when_read() -> None:
    """Records check themselves once, on every way in."""
    with pytest.raises(ValueError, match="ends"):
        from_json(Quarters, {"printed": "Q2", "first": "2025-07-01", "last": "2025-06-30"})
