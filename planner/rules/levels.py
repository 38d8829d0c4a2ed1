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
from planner.rules.reached import binding
from planner.topology import Allowance, Endpoint, Path, Role


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


def processing_levels(endpoint: Endpoint, path: Path | None = None) -> tuple[Allowance, ...]:
    """What the levels that bind a path, or all of them, allow as places of processing."""
    levels = binding(endpoint, path) if path else endpoint.policies
    return tuple(level.processing for level in levels if level.processing)


def storage_levels(endpoint: Endpoint, path: Path | None = None) -> tuple[Allowance, ...]:
    """What the levels that bind a path, or all of them, allow as places of storage."""
    levels = binding(endpoint, path) if path else endpoint.policies
    return tuple(level.at_rest for level in levels if level.at_rest)


def fixed(levels: tuple[Allowance, ...], path: Path | None = None) -> tuple[Allowance, ...]:
    """Those that no ground of a transfer opens; the rule SOV023 speaks of the others.

    It says nothing of state, which holds names and no data: all levels are fixed for that.
    """
    if path is not None and path.stop.role is Role.STATE:
        return levels
    return tuple(level for level in levels if not level.grounds)


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
    """Those of some paths that aren't proven to stay where every fixed level allows."""
    known: dict[tuple[str, frozenset[str], bool], tuple[frozenset[str] | None, ...]] = {}
    for endpoint, path in paths:
        key = (endpoint.name, path.data, path.stop.role is Role.STATE)
        if key not in known:
            known[key] = (
                _allowed(fixed(processing_levels(endpoint, path), path)),
                _allowed(fixed(storage_levels(endpoint, path), path)),
            )
        processing, storage = known[key]
        stop = path.stop
        if _leaves(stop.processing, processing) or _leaves(stop.at_rest, storage):
            yield endpoint, path


def _allowed(levels: tuple[Allowance, ...]) -> frozenset[str] | None:
    return within(levels) if levels else None


def _leaves(reach: Reach | None, allowed: frozenset[str] | None) -> bool:
    return reach is not None and allowed is not None and not reach.possible <= allowed
