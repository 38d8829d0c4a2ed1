"""Whether the policies of an endpoint admit a target: the one door for whoever looks for places.

The rules say the same with a path and a proof, and rest on the same verdicts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from planner.catalog import Catalog, Region
from planner.diagnostics import Severity, Verdict
from planner.rules.levels import (
    denied_levels,
    processing_levels,
    storage_levels,
    weigh,
    weigh_denied,
    within,
)
from planner.rules.operators import operator_verdict
from planner.rules.reached import is_protected
from planner.rules.residency import named, severity
from planner.rules.verdicts import path_verdict
from planner.topology import Endpoint, Path, Stop

Objection = tuple[str, frozenset[str]]
"""What stands against a stop in words, and the countries or the operator that do; else empty."""


def objection(endpoint: Endpoint, stop: Stop, catalog: Catalog) -> Objection:
    """The first thing that stands against sending an endpoint's data to a stop."""
    for what, reach, levels in (
        ("processed", stop.processing, processing_levels(endpoint)),
        ("kept", stop.at_rest, storage_levels(endpoint)),
    ):
        if reach and levels:
            verdict, outside = weigh(reach, within(levels))
            if verdict is not Verdict.PROVEN:
                return _would_be(what, verdict, outside, catalog)
        if reach and (denied := denied_levels(endpoint)):
            verdict, outside = weigh_denied(reach, denied)
            if verdict is not Verdict.PROVEN:
                return _would_be(what, verdict, outside, catalog)
    for policy in endpoint.policies:
        verdict, why = operator_verdict(stop, policy)
        if verdict is not Verdict.PROVEN:
            return why, frozenset({stop.operator.id if stop.operator else "nobody known"})
    return "", frozenset()


def _would_be(what: str, verdict: Verdict, outside: frozenset[str], catalog: Catalog) -> Objection:
    may = "it would be" if verdict is Verdict.VIOLATED else "it might be"
    return f"{may} {what} in {named(outside, catalog)}", outside


def permitted(endpoint: Endpoint, region: Region, what: Literal["processing", "at_rest"]) -> bool:
    """Whether the policies of an endpoint let its data be processed, or kept, in a region."""
    levels = processing_levels(endpoint) if what == "processing" else storage_levels(endpoint)
    if levels and region.country not in within(levels):
        return False
    constraints = (policy.regions for policy in endpoint.policies if policy.regions)
    return not any(one.refuses(region.cloud, region.name) for one in constraints)


def refusal(endpoint: Endpoint, path: Path, regions: Iterable[str], catalog: Catalog) -> str:
    """Why data of an endpoint may not take a path to a stop that uses some regions; else empty.

    Unproven is let pass where it only warns. What is refused here breaks a rule; what is let pass
    may still break one that asks for more than places and operators.
    """
    cloud = path.stop.region.cloud if path.stop.region else ""
    for name in regions:
        for constraint in (policy.regions for policy in endpoint.policies if policy.regions):
            if why := constraint.refuses(cloud, name):
                return f"{cloud}:{name} is refused, as {why}"
    if not is_protected(path):
        return ""
    verdict = path_verdict(endpoint, path)
    passes = verdict is Verdict.PROVEN or severity(endpoint, verdict) is not Severity.ERROR
    return "" if passes else objection(endpoint, path.stop, catalog)[0]
