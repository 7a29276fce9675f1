"""The Model Context Protocol, for assistants that use tools: over HTTP at /mcp, and over standard input and output."""
