"""Text to vectors, and words to their translations: the bundled encoder and lexicon, or any other model."""

from ingest.encoder.choice import BUNDLED, load_embedding, load_encoder

__all__ = ["BUNDLED", "load_embedding", "load_encoder"]
