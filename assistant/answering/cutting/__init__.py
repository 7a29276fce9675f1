"""A text cut into stretches and quotations that a reader can take in."""
