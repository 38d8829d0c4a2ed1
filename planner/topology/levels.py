"""Which level of a policy stands outside of which, and so may bind it.

A file stands outside of those that extend it, and a policy for all endpoints outside of that of
one. Two files that a third one extends bind it both, and neither binds the other: their order in
`extends` says which of them wins, not whose word counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Protocol

from planner.diagnostics import Span
from planner.topology.policy import Policy, Waiver
from planner.values import value

Lineage = Mapping[PurePath, frozenset[PurePath]]
"""Each file of a spec to all that it extends, itself or through others."""


class Written(Protocol):
    """Something that stands in a file, for all endpoints or for one."""

    @property
    def at(self) -> Span: ...

    @property
    def endpoint(self) -> str | None: ...


def is_outside(outer: Written, inner: Written, lineage: Lineage) -> bool:
    """Whether `outer` was there first, and binds whoever wrote `inner`."""
    if outer.at.path == inner.at.path:
        return outer.endpoint is None and inner.endpoint is not None
    reaches = outer.endpoint in (None, inner.endpoint)
    return reaches and outer.at.path in lineage.get(inner.at.path, ())


@value
class Signing:
    """Who answers for findings, and which levels have a say in that."""

    waivers: tuple[Waiver, ...]
    levels: tuple[Policy, ...]
    lineage: Lineage
