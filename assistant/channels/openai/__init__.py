"""The protocol of OpenAI's interface, for chat programs that people already have."""
