"""A workbench that listens, and what a client makes of its answers."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from planner.advising import thresholds
from planner.pipeline import Plan
from planner.workbench import Workbench, listening


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def document(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody who knows an address, and asks for what lies below it."""

    address: str
    complaints: list[str]

    @property
    def place(self) -> str:
        return urlsplit(self.address).netloc

    def get(self, name: str = "", *, path: str | None = None, **headers: str) -> Answer:
        return self._ask("GET", path or urlsplit(self.address).path + name, None, headers)

    def post(self, name: str, settings: object, **headers: str) -> Answer:
        body = json.dumps({"settings": settings}).encode()
        return self.send(name, body, **{"Content-Type": "application/json", **headers})

    def send(self, name: str, body: bytes, **headers: str) -> Answer:
        return self._ask("POST", urlsplit(self.address).path + name, body, headers)

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        line = http.client.HTTPConnection(self.place, timeout=60)
        named = {name.replace("_", "-"): words for name, words in headers.items()}
        line.request(method, path, body, named)
        answer = line.getresponse()
        found = Answer(answer.status, dict(answer.getheaders()), answer.read())
        line.close()
        return found


@contextmanager
def asked(plan: Plan) -> Iterator[Client]:
    """A workbench of a plan on a free port, while it lasts."""
    complaints: list[str] = []
    desk = Workbench(plan, thresholds())
    with listening(desk, "127.0.0.1", 0, complaints.append) as server:
        Thread(target=server.answer, daemon=True).start()
        yield Client(server.address, complaints)
    assert complaints == []
