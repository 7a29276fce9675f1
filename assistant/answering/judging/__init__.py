"""A text held against a question: what it accounts for, what it must hold, and what may be left over."""
