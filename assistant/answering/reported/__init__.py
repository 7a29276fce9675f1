"""What was reported, asked about: how things stand, what is missing, what changed, what it amounts to."""
