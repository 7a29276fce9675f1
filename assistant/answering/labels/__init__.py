"""What the documents print under a label of their own: a list, a statement, a heading, a table, a question."""
