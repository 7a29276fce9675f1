"""What answers are made of: records, rows, explanations, initials, times; and what is nearest where nothing is."""
