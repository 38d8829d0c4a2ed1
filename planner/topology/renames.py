"""Nodes that had other names before: in the cloud they keep the name that they were built as."""

from __future__ import annotations

from collections.abc import Sequence

from planner.values import value


@value
class Rename:
    """A node of a spec under a new name; both are ids, such as `gateways.main`."""

    before: str
    now: str


def name_after(renames: Sequence[Rename], node: str, *, steps: int = 0) -> str:
    """The name that a node, by its id of today, had after so many of all renames."""
    for rename in reversed(renames[steps:]):
        if node == rename.now:
            node = rename.before
    return node.partition(".")[2]
