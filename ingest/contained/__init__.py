"""
Files read in child processes that can do no harm.

Owns the children, their limits on memory, time and the network, and what is said of a file that breaks one;
leaves what is done with a file to `ingest.recognise`.
"""

from ingest.contained.pool import Frame, Limits, Pool, Refused

__all__ = ["Frame", "Limits", "Pool", "Refused"]
