"""A vendor's API on loopback, which can be made to fail."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

Mode = Literal["ok", "error", "hang"]
_HANG_S = 60
_LIMITS = {"max_tokens", "max_completion_tokens"}


class Upstream(ThreadingHTTPServer):
    """Speaks the chat protocols of OpenAI and Anthropic; every answer is its own name.

    `error` answers 500, `hang` never answers.
    """

    daemon_threads = True

    def __init__(self, name: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.name = name
        self.mode: Mode = "ok"
        self.bodies: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.stopping = threading.Event()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    @property
    def calls(self) -> int:
        """How often a client asked; health checks, which limit their answer, don't count."""
        return sum(1 for body in self.bodies if not _LIMITS & body.keys())

    def refuse(self) -> None:
        """Take no more connections."""
        self.stopping.set()
        self.shutdown()
        self.server_close()


@contextmanager
def running(name: str) -> Iterator[Upstream]:
    """An upstream that serves until the block ends."""
    upstream = Upstream(name)
    threading.Thread(target=upstream.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield upstream
    finally:
        upstream.refuse()


class _Handler(BaseHTTPRequestHandler):
    server: Upstream

    def do_POST(self) -> None:
        upstream = self.server
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        upstream.paths.append(self.path)
        upstream.bodies.append(body)
        if upstream.mode == "hang":
            upstream.stopping.wait(_HANG_S)
        elif upstream.mode == "error":
            self._answer(500, {"error": {"message": "out of order", "type": "server_error"}})
        elif body.get("stream"):
            self._stream()
        elif self.path.endswith("/messages"):
            self._answer(200, _anthropic_message(upstream.name))
        else:
            self._answer(200, _chat_completion(upstream.name))

    def _answer(self, status: int, document: object) -> None:
        content = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self._event({"content": self.server.name}, None)
        self._event({}, "stop")
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, delta: dict[str, str], finish_reason: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
        chunk = {
            "id": "chunk",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "fake",
            "choices": [choice],
        }
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing."""


def _chat_completion(text: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    return {
        "id": "completion",
        "object": "chat.completion",
        "created": 1,
        "model": "fake",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
    }


def _anthropic_message(text: str) -> dict[str, Any]:
    return {
        "id": "message",
        "type": "message",
        "role": "assistant",
        "model": "fake",
        "content": [{"type": "text", "text": text}],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": 10, "output_tokens": 5},
    }
