"""The application in front of moto, without moto."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from planner.sandbox.front import one_at_a_time

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class _Counting:
    """Answers slowly with the request's body, and counts those it serves at the same time."""

    def __init__(self) -> None:
        self.serving = threading.Semaphore(1)
        self.overlapped = False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        alone = self.serving.acquire(blocking=False)
        self.overlapped |= not alone
        time.sleep(0.01)
        answer = Response(Request(environ).get_data())(environ, start_response)
        if alone:
            self.serving.release()
        return answer


def test_requests_at_once_are_served_one_after_the_other_each_with_its_own_body() -> None:
    counting = _Counting()
    served = one_at_a_time(counting)
    bodies = [str(number) for number in range(8)]

    with ThreadPoolExecutor(len(bodies)) as threads:
        answers = list(
            threads.map(
                lambda body: Client(served).post("/", data=body).get_data(as_text=True), bodies
            )
        )

    assert answers == bodies
    assert not counting.overlapped
