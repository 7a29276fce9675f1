"""
The error tree.

    RettesnorError
    ├── SettingInvalid          a setting has a value that cannot be used
    ├── CorpusInvalid           corpus.toml or the corpus folder cannot be used
    ├── DocumentUnreadable      one document cannot be read; the run goes on without it
    ├── EncoderUnavailable      the encoder's weights are neither bundled nor on disk
    ├── IndexMissing            no generation has been made yet
    ├── IndexUnreadable         a generation is damaged or does not fit the encoder
    ├── IdentitiesUnreadable    the map of lasting ids is damaged
    └── IngestBusy              another ingestion holds the lock

Each message says what was got, what was wanted and what to do, in one sentence for a person.
Not being able to answer a question is a result (`Answer.status`), never an error.
"""

from __future__ import annotations

__all__ = [
    "CorpusInvalid",
    "DocumentUnreadable",
    "EncoderUnavailable",
    "IdentitiesUnreadable",
    "IndexMissing",
    "IndexUnreadable",
    "IngestBusy",
    "RettesnorError",
    "SettingInvalid",
]


class RettesnorError(Exception):
    """Anything Rettesnor raises on purpose; its text may be shown to the person who caused it."""


class SettingInvalid(RettesnorError):
    """A setting has a value that cannot be used."""


class CorpusInvalid(RettesnorError):
    """The corpus folder or its corpus.toml cannot be used."""


class DocumentUnreadable(RettesnorError):
    """One document cannot be read; ingestion reports it and goes on."""


class EncoderUnavailable(RettesnorError):
    """The encoder's weights are neither bundled nor on disk."""


class IndexMissing(RettesnorError):
    """No generation has been made yet."""


class IndexUnreadable(RettesnorError):
    """A generation is damaged, or made with another encoder than the one configured."""


class IdentitiesUnreadable(RettesnorError):
    """The map of lasting ids cannot be read; without it reworded milestones would lose their history."""


class IngestBusy(RettesnorError):
    """Another ingestion of the same data folder is running."""
