"""What a quotation stands under: headings, sentences before a list, and labels, where they say what it is."""

from __future__ import annotations

import pytest

from assistant.generation.standing import Title, titles_of
from evals.runner import indexed
from ingest.records import Document, Span
from ingest.snapshot import SnapshotSource

PLAN = """# Strategy

## Our mission

We count fish. We do it well.

A further paragraph.

## Values

Three values guide us:

- Curious
- **Plain** – we say what we count
- Patient

## Words

*Catch:* fish that were taken.
"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """A strategy of three sections."""
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "strategy.md").write_text(PLAN, encoding="utf-8")
    settings = indexed(folder, tmp_path_factory.mktemp("data"))
    (found,) = SnapshotSource(settings.data).current().documents.values()
    return found


HEADING = Title(text="Values", items=3)
LEAD = Title(text="Three values guide us:", items=3, is_sentence=True)


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("We count fish.", (Title(text="Our mission", items=1),)),
        ("We do it well.", ()),
        ("A further paragraph.", ()),
        ("Curious", (LEAD, HEADING)),
        ("Patient", (LEAD, HEADING)),
        ("we say what we count", (Title(text="Plain", items=1),)),
        ("fish that were taken.", (Title(text="Catch", items=1),)),
    ],
)
def test_what_a_quotation_stands_under(document: Document, words: str, titles: tuple[Title, ...]) -> None:
    """Only what comes first under a heading, or is one of a list that does, is what the heading says."""
    start = document.text.index(words)

    assert titles_of(document, Span(start, start + len(words))) == titles
