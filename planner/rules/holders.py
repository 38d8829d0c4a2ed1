"""Who processes or keeps the data of endpoints, and so has to have agreed to something."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.rules.reached import binding
from planner.rules.rule import Case
from planner.topology import UNPROTECTED, Agreements, Endpoint, Path, Policy, Role, Stop

HOLDING = frozenset(
    {
        Role.GATEWAY,
        Role.PROVIDER,
        Role.POOL,
        Role.STORE,
        Role.LOG,
        Role.TRACE,
        Role.INGRESS,
        Role.INDEX,
        Role.CACHE,
        Role.COPY,
    }
)
"""What stops do that process or keep data; the others tell of who runs them, or of calls."""


def holders(
    case: Case, asks: Callable[[Policy], object]
) -> Iterator[tuple[Endpoint, Path, tuple[Policy, ...]]]:
    """A shortest path to each node that has data of an endpoint, with the levels that ask for it.

    `asks` says whether a level asks for something; an endpoint without such a level has no holders.

    What a node brings along, such as its logs, doesn't stand beside it where the same operator runs
    it. State holds names, not data.
    """
    asked = _asked(case, asks)
    seen: set[tuple[str, str, str | None]] = set()
    for endpoint, path in case.protected:
        if endpoint.name not in asked or path.stop.role not in HOLDING:
            continue
        key = (endpoint.name, node(path.stop), operator_of(path.stop))
        if key in seen or not path.data - UNPROTECTED:
            continue
        seen.add(key)
        levels = tuple(level for level in binding(endpoint, path) if asks(level))
        if levels:
            yield endpoint, path, levels


def _asked(case: Case, asks: Callable[[Policy], object]) -> frozenset[str]:
    """Names of the endpoints that some level asks something of."""
    return frozenset(
        endpoint.name
        for endpoint in case.topology.endpoints
        if any(asks(level) for level in endpoint.policies)
    )


def node(stop: Stop) -> str:
    """The node of the spec that a stop belongs to, such as `providers.fra`."""
    return stop.id.partition("/")[0].partition(":")[0]


def operator_of(stop: Stop) -> str | None:
    """The id of who runs a stop; None where nobody says."""
    return stop.operator.id if stop.operator else None


def agreed_at(stop: Stop, case: Case) -> Agreements | None:
    """What was agreed for a stop, or for the node that brings it along; None for neither."""
    if stop.agreements is not None:
        return stop.agreements
    owner = case.topology.graph.stops.get(node(stop))
    return owner.agreements if owner and operator_of(owner) == operator_of(stop) else None


def signed_with(case: Case, key: str) -> frozenset[str]:
    """Operators with whom an agreement was made for any of their nodes; `key` says which."""
    stops = case.topology.graph.stops.values()
    return frozenset(
        stop.operator.id for stop in stops if stop.operator and getattr(stop.agreements, key, None)
    )
