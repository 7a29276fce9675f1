"""
A corpus folder becomes sources and documents.

Owns corpus.toml, walking the folder, decoding files and guessing what nobody wrote down;
leaves the section tree to `ingest.parsers`, and what is in it to the modules that read the tree.
"""

from ingest.corpus.folder import Corpus, Source, read_corpus
from ingest.corpus.load import load_document, read_document
from ingest.corpus.owners import Owned, settle_owners

__all__ = ["Corpus", "Owned", "Source", "load_document", "read_corpus", "read_document", "settle_owners"]
