"""One answerer for each kind of question, and what they share: evidence, drafts, grounding."""
