"""Which comment of a pull request is ours, and what has to be done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, Protocol

from planner.commenting.marker import is_intact, marker_of
from planner.errors import CloudError
from planner.values import value

_ROUNDS = 3
"""How often it is looked anew where nobody knows whether a comment was written."""


class Forbidden(Exception):
    """The host lets nobody with this token write here, as for a pull request from a fork."""


class Gone(Exception):
    """The comment was deleted since it was read."""


class Unclear(Exception):
    """The connection ended before the host said whether the comment was written."""


@value
class Posted:
    """A comment at the host."""

    id: int
    author: str
    body: str


@value
class Kept:
    """What became of the comment."""

    how: Literal["created", "updated", "unchanged"]
    id: int


class Host(Protocol):
    """A code host with one pull request."""

    def author(self) -> str:
        """The login that comments of ours have."""

    def comments(self) -> Iterable[Posted]:
        """All comments, oldest first."""

    def create(self, body: str) -> int:
        """Write a comment and give its id."""

    def update(self, id_: int, body: str) -> None:
        """Give a comment another text."""


def keep(host: Host, key: str, body: str, pause: Callable[[float], None]) -> Kept:
    """The one comment of a key says what `body` says; nothing is written where it does already.

    Ours is a comment of our own login whose marker has exactly the key: whoever else writes such
    a marker is passed over, and what somebody made of ours is put right.

    Raises:
        Forbidden: nothing may be written there.
        CloudError: the host can't be reached, or refuses.
    """
    for attempt in range(_ROUNDS):
        try:
            return _kept(host, key, body)
        except (Gone, Unclear):
            pause(float(1 << attempt))
    raise CloudError(
        f"the comment was written {_ROUNDS} times, and nobody knows whether it is there",
        mend="see the pull request, and run it again",
    )


def _kept(host: Host, key: str, body: str) -> Kept:
    ours = _ours(host, key)
    if ours is None:
        return Kept("created", host.create(body))
    if is_intact(ours.body) and marker_of(ours.body) == marker_of(body):
        return Kept("unchanged", ours.id)
    host.update(ours.id, body)
    return Kept("updated", ours.id)


def _ours(host: Host, key: str) -> Posted | None:
    marked = [one for one in host.comments() if _is_of(one, key)]
    if not marked:
        return None
    author = host.author()
    return next((one for one in marked if one.author == author), None)


def _is_of(one: Posted, key: str) -> bool:
    marker = marker_of(one.body)
    return marker is not None and marker.key == key
