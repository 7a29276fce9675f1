"""What a plan says: its goals and milestones with their codes, columns, weights, conditions and versions."""
