"""Files become knowledge: section trees, goals and milestones, passages, vectors, one generation on disk."""
