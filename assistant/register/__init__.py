"""What was agreed and what was reported: milestones and goals as answers show them, and filters over them."""
