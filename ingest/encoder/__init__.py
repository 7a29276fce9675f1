"""Text to vectors, and words to their translations: the bundled encoder and lexicon, or any other model."""

from ingest.encoder.choice import BUNDLED, Running, load_embedding, load_encoder, load_reranker

__all__ = ["BUNDLED", "Running", "load_embedding", "load_encoder", "load_reranker"]
