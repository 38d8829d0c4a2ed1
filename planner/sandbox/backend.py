"""Terraform's `http` backend in a thread of this process: states in memory, gone with the sandbox.

In a file Terraform writes the whole state anew after each resource, and compares it with what was
there: a third of the CPU of an apply. Of every other backend it expects that to take long, and
writes every 20 seconds and at the end (`internal/backend/local/hook_state.go` of Terraform 1.11).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@contextmanager
def emulated_backend() -> Iterator[str]:
    """An address until the block ends; each path below it is a place for one state."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, *settings: Any) -> None:  # noqa: ANN401 - those of a socket server
        super().__init__(*settings)
        self.states: dict[str, bytes] = {}


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        state = self.server.states.get(self.path)
        self._answer(HTTPStatus.NOT_FOUND if state is None else HTTPStatus.OK, state or b"")

    def do_POST(self) -> None:
        self.server.states[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(HTTPStatus.OK)

    def log_message(self, *_: object) -> None:
        """Nothing: a request is no event."""

    def _answer(self, status: HTTPStatus, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
