"""
A corpus folder becomes sources and documents.

Owns corpus.toml, walking the folder, decoding files and guessing what nobody wrote down;
leaves the section tree to `ingest.parsers`, and what is in it to the modules that read the tree.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.corpus.folder import Corpus, Earlier, Source, read_corpus
    from ingest.corpus.load import load_document, read_document
    from ingest.corpus.owners import Owned, Told, settle_owners

__all__ = [
    "Corpus",
    "Earlier",
    "Owned",
    "Source",
    "Told",
    "load_document",
    "read_corpus",
    "read_document",
    "settle_owners",
]

_HOMES = {"Corpus": "folder", "Earlier": "folder", "Source": "folder", "read_corpus": "folder", "load_document": "load", "read_document": "load", "Owned": "owners", "Told": "owners", "settle_owners": "owners"}


def __getattr__(name: str) -> Any:
    """A name of the package, imported when first asked for: whoever needs one module is spared the others."""
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
