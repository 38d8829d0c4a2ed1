"""What the levels of a policy allow as places, and how a reach is weighed against them.

A fact has two bounds: `certain` is what no source contradicts, `possible` all that any source says.
With `allowed` a set of countries:

    possible <= allowed            proven
    certain not <= allowed         violated
    otherwise                      unproven

Every level of a policy has to hold, so a reach is weighed against what all of them allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce

from planner.catalog import Reach
from planner.diagnostics import Verdict
from planner.topology import Allowance, Endpoint, Path


def weigh(reach: Reach, allowed: frozenset[str]) -> tuple[Verdict, frozenset[str]]:
    """The verdict on a reach, and the countries that stand against a better one."""
    if reach.possible <= allowed:
        return Verdict.PROVEN, frozenset()
    if outside := reach.certain - allowed:
        return Verdict.VIOLATED, outside
    return Verdict.UNPROVEN, reach.possible - allowed


def within(levels: tuple[Allowance, ...]) -> frozenset[str]:
    """The countries that every one of some levels allows."""
    return reduce(frozenset.intersection, (level.countries for level in levels))


def processing_levels(endpoint: Endpoint) -> tuple[Allowance, ...]:
    """What each level that speaks of it allows as places of processing, outermost first."""
    return tuple(policy.processing for policy in endpoint.policies if policy.processing)


def storage_levels(endpoint: Endpoint) -> tuple[Allowance, ...]:
    """What each level that speaks of it allows as places of storage, outermost first."""
    return tuple(policy.at_rest for policy in endpoint.policies if policy.at_rest)


def denied_levels(endpoint: Endpoint) -> tuple[Allowance, ...]:
    """What each level that speaks of it puts out of reach, whatever else is allowed."""
    return tuple(policy.countries_denied for policy in endpoint.policies if policy.countries_denied)


def weigh_denied(reach: Reach, levels: tuple[Allowance, ...]) -> tuple[Verdict, frozenset[str]]:
    """The verdict on a reach where some countries are denied, and those that it reaches."""
    denied = frozenset[str]().union(*(level.countries for level in levels))
    if reached := reach.certain & denied:
        return Verdict.VIOLATED, reached
    possible = reach.possible & denied
    return (Verdict.UNPROVEN if possible else Verdict.PROVEN), possible


def leaving(paths: Iterable[tuple[Endpoint, Path]]) -> Iterator[tuple[Endpoint, Path]]:
    """Those of some paths that aren't proven to stay where every level allows.

    Paths of one endpoint stand together.
    """
    of: Endpoint | None = None
    processing = storage = None
    for endpoint, path in paths:
        if endpoint is not of:
            of = endpoint
            processing = _allowed(processing_levels(endpoint))
            storage = _allowed(storage_levels(endpoint))
        stop = path.stop
        if _leaves(stop.processing, processing) or _leaves(stop.at_rest, storage):
            yield endpoint, path


def _allowed(levels: tuple[Allowance, ...]) -> frozenset[str] | None:
    return within(levels) if levels else None


def _leaves(reach: Reach | None, allowed: frozenset[str] | None) -> bool:
    return reach is not None and allowed is not None and not reach.possible <= allowed
