"""The application in front of moto, without moto."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from planner.sandbox.front import answered_once, one_at_a_time

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


def _posted(served: Client, operation: str) -> str:
    return served.post("/", headers={"amz-sdk-invocation-id": operation}).get_data(as_text=True)


def _numbering(*statuses: int) -> Client:
    """A client of an application that answers with the request's number and these statuses."""
    asked = iter(enumerate(statuses, start=1))

    @Request.application
    def answer(_: Request) -> Response:
        number, status = next(asked)
        return Response(str(number), status)

    return Client(answered_once(answer))


def test_an_operation_that_is_repeated_gets_the_answer_that_was_lost() -> None:
    served = _numbering(200, 200)

    assert [_posted(served, name) for name in ("create", "create", "tag")] == ["1", "1", "2"]


def test_an_operation_that_was_refused_is_done_anew() -> None:
    served = _numbering(409, 200)

    assert [_posted(served, "create") for _ in range(2)] == ["1", "2"]


def test_requests_without_an_operations_name_are_no_repetitions() -> None:
    served = _numbering(200, 200)

    assert [served.post("/").get_data(as_text=True) for _ in range(2)] == ["1", "2"]


def test_what_is_only_read_is_read_anew() -> None:
    served = _numbering(200, 200)
    name = {"amz-sdk-invocation-id": "describe"}

    assert [served.get("/", headers=name).get_data(as_text=True) for _ in range(2)] == ["1", "2"]
