"""What the facts say of each endpoint as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.diagnostics import Diagnostic, Verdict
from planner.rules.levels import (
    denied_levels,
    processing_levels,
    storage_levels,
    weigh,
    weigh_denied,
    within,
)
from planner.rules.operators import operator_verdict, unadmitted
from planner.rules.reached import protected_paths
from planner.topology import Endpoint, Path, Topology

_FROM_THE_BEST = (Verdict.PROVEN, Verdict.UNPROVEN, Verdict.VIOLATED)


TRANSFERS = "SOV023"
"""The rule on the grounds of transfers, which depend on the day and on certificates."""


def verdicts(topology: Topology, findings: Iterable[Diagnostic] = ()) -> dict[str, Verdict]:
    """Each endpoint's worst verdict over processing, storage, operators and transfers.

    An endpoint that no policy binds is proven: there is nothing to break.
    """
    found = {endpoint.name: Verdict.PROVEN for endpoint in topology.endpoints}
    paths = tuple(protected_paths(topology))
    for endpoint, path in paths:
        found[endpoint.name] = worst((found[endpoint.name], *_places(endpoint, path)))
    for way in unadmitted(paths, topology.graph):
        found[way.endpoint.name] = worst((found[way.endpoint.name], way.against.verdict))
    for finding in findings:
        if finding.code == TRANSFERS and finding.endpoint and finding.verdict:
            found[finding.endpoint] = worst((found[finding.endpoint], finding.verdict))
    return found


def worst(found: Iterable[Verdict]) -> Verdict:
    """The verdict that decides; proven where there is none."""
    return max(found, key=_FROM_THE_BEST.index, default=Verdict.PROVEN)


def path_verdict(endpoint: Endpoint, path: Path) -> Verdict:
    """The worst verdict on what one path reaches, over processing, storage and operators."""
    operators = (operator_verdict(path.stop, policy)[0] for policy in endpoint.policies)
    return worst((*_places(endpoint, path), *operators))


def _places(endpoint: Endpoint, path: Path) -> Iterator[Verdict]:
    stop = path.stop
    for reach, levels in (
        (stop.processing, processing_levels(endpoint, path)),
        (stop.at_rest, storage_levels(endpoint, path)),
    ):
        if reach and levels:
            yield weigh(reach, within(levels))[0]
        if reach and (denied := denied_levels(endpoint)):
            yield weigh_denied(reach, denied)[0]
