"""An `Answer` as JSON, Markdown, plain text or HTML: pure functions, one module for each form."""
