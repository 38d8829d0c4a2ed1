"""Answers that don't come, or aren't what a source is known to answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from planner.errors import CloudError


class Unreachable(CloudError):
    """Nobody listens at the address: none of a source's other steps would be answered either."""


@contextmanager
def understood(who: str) -> Iterator[None]:
    """Turns what reading an unexpected answer raises into the failure of one step."""
    try:
        yield
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise CloudError(
            f"{who} answered in a form that isn't known: {type(error).__name__}: {error}",
            mend="it was cut off or has changed: run it again, or ask for a newer topoplan",
        ) from None
