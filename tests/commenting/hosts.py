"""A server on this machine that answers as GitHub's REST interface does for one pull request.

Comments are listed in pages, written and changed by whoever the token belongs to; faults stand in
a list and are answered first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "ghs_a-token-that-nobody-may-see-at-all-0123"
OWN = "github-actions[bot]"
LIMIT = 65_536

_COMMENTS = re.compile(r"/repos/octo/app/issues/(\d+)/comments")
_COMMENT = re.compile(r"/repos/octo/app/issues/comments/(\d+)")


@dataclass
class Fault:
    """What is answered instead, once, to requests of a method."""

    method: str
    status: int = 0
    """0: the connection is cut."""
    message: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    after_writing: bool = False
    """The comment is written all the same."""


@dataclass
class World:
    """The pull request, and what was asked."""

    comments: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    readable_user: str | None = None
    """The login of a person's token; a workflow's may not ask."""
    address: str = ""

    def says(self, login: str, body: str) -> int:
        """A comment of somebody."""
        number = 100 + len(self.comments)
        self.comments.append({"id": number, "user": {"login": login}, "body": body})
        return number

    @property
    def bodies(self) -> list[str]:
        return [one["body"] for one in self.comments]

    @property
    def writes(self) -> list[str]:
        return [one for one in self.asked if not one.startswith("GET")]


class _Handler(BaseHTTPRequestHandler):
    world: World

    def do_GET(self) -> None:
        self._answered()

    def do_POST(self) -> None:
        self._answered()

    def do_PATCH(self) -> None:
        self._answered()

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""

    def _answered(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        sent = json.loads(self.rfile.read(length)) if length else {}
        self.world.asked.append(f"{self.command} {urlsplit(self.path).path}")
        if self.headers.get("authorization") != f"Bearer {TOKEN}":
            self._say(401, {"message": "Bad credentials"})
            return
        fault = next((one for one in self.world.faults if one.method == self.command), None)
        if fault is None:
            self._say(*self._answer(sent))
            return
        self.world.faults.remove(fault)
        if fault.after_writing:
            self._answer(sent)
        if fault.status:
            self._say(fault.status, {"message": fault.message}, fault.headers)
        else:
            self.close_connection = True
            self.connection.close()

    def _answer(self, sent: dict[str, Any]) -> tuple[int, object]:
        parts = urlsplit(self.path)
        if parts.path == "/user":
            return self._user()
        if _COMMENTS.fullmatch(parts.path) and self.command == "GET":
            return 200, self._page(parse_qs(parts.query))
        if len(sent.get("body", "").encode("utf-16-le")) // 2 > LIMIT:
            return 422, {"message": "Validation Failed"}
        if _COMMENTS.fullmatch(parts.path):
            return 201, {"id": self.world.says(self.world.readable_user or OWN, sent["body"])}
        found = _COMMENT.fullmatch(parts.path)
        mine = [one for one in self.world.comments if found and one["id"] == int(found[1])]
        if not mine:
            return 404, {"message": "Not Found"}
        mine[0]["body"] = sent["body"]
        return 200, mine[0]

    def _user(self) -> tuple[int, object]:
        if self.world.readable_user is None:
            return 403, {"message": "Resource not accessible by integration"}
        return 200, {"login": self.world.readable_user}

    def _page(self, query: Mapping[str, list[str]]) -> list[dict[str, Any]]:
        size, page = int(query["per_page"][0]), int(query["page"][0])
        return self.world.comments[(page - 1) * size : page * size]

    def _say(self, status: int, said: object, headers: Mapping[str, str] | None = None) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        for name, text in {**(headers or {}), "content-length": str(len(body))}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def github() -> Iterator[World]:
    """The server, for as long as the block."""
    world = World()
    handler = type("Handler", (_Handler,), {"world": world})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    world.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield world
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
