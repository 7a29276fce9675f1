"""Passages that fit a question: hybrid search inside the asker's scope, and LlamaIndex's retriever over it."""
