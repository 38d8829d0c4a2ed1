"""What protected data reaches, and so what the rules of residency look at."""

from __future__ import annotations

from collections.abc import Iterator

from planner.topology import UNPROTECTED, Endpoint, Path, Policy, Role, Topology

_TELLING = frozenset({Role.LOG, Role.STATE})
"""Names, paths and counts are kept there, which tell of protected data without holding it."""


def protected_paths(topology: Topology) -> Iterator[tuple[Endpoint, Path]]:
    """Each endpoint under a policy with the shortest path of protected data to each stop."""
    for endpoint in topology.endpoints:
        if endpoint.is_protected and endpoint.policies:
            seen = set()
            for path in topology.graph.paths(endpoint.id):
                if path.stop.id not in seen and is_protected(path):
                    seen.add(path.stop.id)
                    yield endpoint, path


def binding(endpoint: Endpoint, path: Path) -> Iterator[Policy]:
    """The levels that bind what a path brings, outermost first.

    What only tells of the endpoint's data is bound by all of its levels.
    """
    return (level for level in endpoint.policies if not path.data or level.binds(path.data))


def is_protected(path: Path) -> bool:
    """Whether a path brings data that a residency constraint binds, or what tells of it."""
    return bool(path.data - UNPROTECTED) or path.stop.role in _TELLING
