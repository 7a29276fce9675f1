"""
Each thing done once, whatever happens on the way: an inbox of what came in, an outbox of what goes out.

Owns items that survive a kill at any instant and are shared by any number of processes;
leaves what handling one means to a channel's handler or `Carrier`.
"""

from __future__ import annotations

from assistant.delivery.commits import Commits
from assistant.delivery.items import Item, Taken
from assistant.delivery.outbox import Carrier, Outbox
from assistant.delivery.queue import Queue
from assistant.delivery.workers import Later, Workers

__all__ = ["Carrier", "Commits", "Item", "Later", "Outbox", "Queue", "Taken", "Workers"]
