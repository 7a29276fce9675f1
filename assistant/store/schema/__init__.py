"""The migrations themselves, one module for each feature: what its tables looked like when they were made."""

from assistant.store.schema.access import access_tokens, outside_identities

__all__ = ["access_tokens", "outside_identities"]
