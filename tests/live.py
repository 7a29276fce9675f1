"""
A server on a port of this machine, for clients that bring their own HTTP.

Owns starting and stopping it in a thread; leaves what is served to the test.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

__all__ = ["serving"]


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve `app`; gives its address, and stops when the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(app, log_config=None, lifespan="on", timeout_graceful_shutdown=2, ws="none")
        server = uvicorn.Server(config)
        begun = threading.Event()
        startup = server.startup

        async def started(*arguments: object, **more: object) -> None:
            await startup(*arguments, **more)
            begun.set()

        server.startup = started
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            assert begun.wait(30), "the server did not start"
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(30)
