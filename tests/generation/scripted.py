"""Models that say what a test tells them to: in this process, and as a small OpenAI-compatible server."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from assistant.generation.chat import Message

Reply = str | Exception | Callable[[Sequence[Message]], str]


class ScriptedModel:
    """A `ChatModel` that gives the same reply every time, or raises the same error, and remembers what it was sent."""

    def __init__(self, reply: Reply, *, name: str = "scripted") -> None:
        self._reply = reply
        self.name = name
        self.place = "in this process"
        self.sent: list[Sequence[Message]] = []

    def reply(self, messages: Sequence[Message]) -> Generator[str]:
        """The reply in pieces of seven characters, so that no line comes whole."""
        self.sent.append(messages)
        if isinstance(self._reply, Exception):
            raise self._reply
        text = self._reply if isinstance(self._reply, str) else self._reply(messages)
        yield from (text[at : at + 7] for at in range(0, len(text), 7))


def say(text: str, *leans_on: int) -> str:
    """A line of a reply."""
    return json.dumps({"say": text, "from": list(leans_on)}, ensure_ascii=False) + "\n"


def gloss(text: str, of: int) -> str:
    """A gloss as a line of a reply."""
    return json.dumps({"gloss": text, "of": of}, ensure_ascii=False) + "\n"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Answer /chat/completions by the server's script."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server: Any = self.server
        server.asked.append(body)
        with suppress(BrokenPipeError, ConnectionResetError):
            server.script(self, body)
        self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Silent: a test that asserts on output is not disturbed."""

    def begin(self, status: int = 200, *, kind: str = "text/event-stream", **headers: str) -> None:
        """Status line and headers."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def piece(self, text: str) -> None:
        """One event of a stream."""
        chunk = {
            "id": "c", "object": "chat.completion.chunk", "created": 0, "model": "scripted",
            "choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}],
        }  # fmt: skip
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def done(self) -> None:
        """The end of a stream."""
        self.wfile.write(b"data: [DONE]\n\n")


Script = Callable[[Any, dict[str, Any]], None]


@contextmanager
def serving(script: Script) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server that answers by `script`; yields its base address and the bodies it was sent."""
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.script, server.asked, server.stopping = script, [], threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", server.asked
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()


def speaks(text: str) -> Script:
    """A script that streams `text` in small pieces."""

    def script(handler: Any, _: dict[str, Any]) -> None:
        handler.begin()
        for at in range(0, len(text), 9):
            handler.piece(text[at : at + 9])
        handler.done()

    return script


def fails(status: int, **headers: str) -> Script:
    """A script that answers with an error."""

    def script(handler: Any, _: dict[str, Any]) -> None:
        handler.begin(status, kind="application/json", **headers)
        handler.wfile.write(b'{"error": {"message": "no", "type": "x", "code": "x"}}')

    return script


def never_ends(handler: Any, _: dict[str, Any]) -> None:
    """A reply that drips for as long as the server stands."""
    handler.begin()
    while not handler.server.stopping.wait(0.05):
        handler.piece("x")


def hangs(handler: Any, _: dict[str, Any]) -> None:
    """A reply that begins and does not go on for as long as the server stands."""
    handler.begin()
    handler.piece("{")
    handler.server.stopping.wait()


def breaks_off(handler: Any, _: dict[str, Any]) -> None:
    """A stream cut in the middle of an event."""
    handler.begin()
    handler.wfile.write(b'data: {"id": "c", "obj')


def says_nothing(handler: Any, _: dict[str, Any]) -> None:
    """A stream of no pieces."""
    handler.begin()
    handler.done()


def is_no_stream(handler: Any, _: dict[str, Any]) -> None:
    """A page of HTML where a stream should be."""
    handler.begin(kind="text/html")
    handler.wfile.write(b"<html><body>Gateway</body></html>")


def is_huge(handler: Any, _: dict[str, Any]) -> None:
    """Ten megabytes."""
    handler.begin()
    for _each in range(100):
        handler.piece("x" * 100_000)
    handler.done()
