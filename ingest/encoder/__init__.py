"""Text to vectors, and words to their translations: the bundled encoder and lexicon, or any other model."""
