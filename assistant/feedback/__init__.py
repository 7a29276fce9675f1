"""What people say of answers, and the questions that had none: for editors, and never by whom."""
