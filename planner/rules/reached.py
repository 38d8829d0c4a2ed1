"""What protected data reaches, and so what the rules of residency look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.topology import UNPROTECTED, Endpoint, Path, Policy, Role, Topology

_TELLING = frozenset({Role.LOG, Role.STATE})
"""Names, paths and counts are kept there, which tell of protected data without holding it."""


GUARDED = frozenset({"export_controlled", "pci", "phi", "special_category"})
"""Classes that ask for more than the right place: closed networks, and no public address."""


def reached_paths(topology: Topology) -> Iterator[tuple[Endpoint, Path]]:
    """Each endpoint of protected data under a policy, with every path to a stop."""
    for endpoint in topology.endpoints:
        if endpoint.is_protected and endpoint.policies:
            for path in topology.graph.paths(endpoint.id):
                yield endpoint, path


def protected(
    reached: Iterable[tuple[Endpoint, Path]],
) -> Iterator[tuple[Endpoint, Path]]:
    """Of the paths of each endpoint, the shortest that brings protected data to each stop."""
    seen: set[tuple[str, str]] = set()
    for endpoint, path in reached:
        key = endpoint.id, path.stop.id
        if key not in seen and is_protected(path):
            seen.add(key)
            yield endpoint, path


def protected_paths(topology: Topology) -> Iterator[tuple[Endpoint, Path]]:
    """Each endpoint under a policy with the shortest path of protected data to each stop."""
    return protected(reached_paths(topology))


def binding(endpoint: Endpoint, path: Path) -> Iterator[Policy]:
    """The levels that bind what a path brings, outermost first.

    What only tells of the endpoint's data is bound by all of its levels.
    """
    return (level for level in endpoint.policies if not path.data or level.binds(path.data))


def is_protected(path: Path) -> bool:
    """Whether a path brings data that a residency constraint binds, or what tells of it.

    What a service keeps of its own accord is judged with the service.
    """
    if path.stop.part_of is not None:
        return False
    if path.data - UNPROTECTED:
        return True
    is_told = not path.hops or path.hops[-1].carries_data
    return is_told and path.stop.role in _TELLING
