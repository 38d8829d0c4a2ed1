"""Which endpoints have a proof to keep, and what each endpoint calls."""

from __future__ import annotations

from collections.abc import Iterator

from planner.topology import Endpoint, Policy, Provider, Topology


def bound(topology: Topology) -> tuple[Endpoint, ...]:
    """The endpoints whose data a policy keeps to some places."""
    return tuple(
        endpoint
        for endpoint in topology.endpoints
        if endpoint.is_protected and any(map(_places, endpoint.policies))
    )


def _places(policy: Policy) -> bool:
    return any(
        constraint is not None
        for constraint in (
            policy.processing,
            policy.at_rest,
            policy.regions,
            policy.countries_denied,
        )
    )


def called(endpoint: Endpoint) -> Iterator[Provider]:
    """The providers that an endpoint's data is sent to, on its route and beside it."""
    sites = (*(t.site for t in endpoint.targets), *(s.site for s in endpoint.sides))
    yield from (site for site in sites if isinstance(site, Provider))


def names(endpoints: tuple[Endpoint, ...]) -> tuple[str, ...]:
    """Their names in the order of the spec."""
    return tuple(endpoint.name for endpoint in endpoints)
