"""What sentences of the documents say: definitions, people, times, figures, and whatever else is on the topic."""
