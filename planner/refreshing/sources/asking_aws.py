"""Asking AWS for a step of a refresh: with patience that ends, failures in our words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from planner.aws_sessions import Client, client, explained
from planner.errors import CloudError
from planner.refreshing.answers import Unreachable, understood

_ATTEMPTS = 3
_CREDENTIALS = "run `aws sso login` or set AWS_PROFILE; any identity may read prices"


def patient_client(service: str, environ: Mapping[str, str], region: str) -> Client:
    """A client that gives up in time for the other steps to be asked."""
    return client(service, environ, region, attempts=_ATTEMPTS)


@contextmanager
def asked_of_aws(what: str, *, refused: str, others_answer: bool = False) -> Iterator[None]:
    """Turns whatever goes wrong in asking into the failure of one step.

    `refused` mends a refusal; `others_answer` says that other steps ask at another address.
    """
    unreachable = CloudError if others_answer else Unreachable
    known = explained(what, refused=refused, credentials=_CREDENTIALS, unreachable=unreachable)
    with known, understood(what):
        yield
