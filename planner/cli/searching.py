"""What the commands that search for something share: their arguments, and which endpoints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

import planner
from planner.errors import UsageError

_F = TypeVar("_F", bound=Callable[..., Any])


def endpoint_argument(function: _F) -> _F:
    """One endpoint; all of them without it."""
    return click.argument("endpoint", required=False)(function)


def asked(plan: planner.Plan, endpoint: str | None) -> tuple[str, ...]:
    """The names of the endpoints that are meant.

    Raises:
        UsageError: the spec has no such endpoint.
    """
    known = tuple(one.name for one in plan.topology.endpoints)
    if endpoint is None:
        return known
    if endpoint not in known:
        raise UsageError(f"no endpoint `{endpoint}`", mend=f"one of {', '.join(known)}")
    return (endpoint,)
