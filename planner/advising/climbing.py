"""The rung of the ladder that a topology stands on, endpoint by endpoint, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from planner.pipeline import Plan
from planner.topology import Endpoint, Gateway, GpuPool, Topology
from planner.values import value

Rung = Literal[1, 2, 3, 4]
RUNGS: dict[Rung, str] = {
    1: "single API",
    2: "gateway",
    3: "hybrid hot path",
    4: "full self-host",
}
"""What each rung adds to the one below it."""


@value
class Parts:
    """How much there is to run, to pay and to agree with: what a saving is weighed against."""

    operators: int
    """Companies that run what is called, pools of one's own aside."""
    models: int
    gateways: int
    pools: int
    regions: int
    """In which anything of one's own stands."""


@value
class Climbed:
    """The rung of a topology, and of each of its endpoints."""

    rung: Rung
    parts: Parts
    why: tuple[str, ...]
    endpoints: dict[str, Rung]


def climbed(plan: Plan) -> Climbed:
    """Where a topology stands: on its own GPUs, behind a gateway, or on one API."""
    topology = plan.topology
    rungs = {endpoint.name: _rung(endpoint) for endpoint in topology.endpoints}
    highest = max(rungs.values())
    rung: Rung = 4 if highest == 3 and not _calls_apis(topology) else highest  # noqa: PLR2004 - a rung
    return Climbed(rung, _parts(topology), tuple(_reasons(topology, rung)), rungs)


def _parts(topology: Topology) -> Parts:
    targets = [target for endpoint in topology.endpoints for target in endpoint.targets]
    called = [target.site for target in targets if not isinstance(target.site, GpuPool)]
    nodes: list[Gateway | GpuPool] = [*topology.gateways, *topology.gpu_pools]
    return Parts(
        operators=len({site.operator.id if site.operator else site.host for site in called}),
        models=len({target.model.id for target in targets}),
        gateways=len(topology.gateways),
        pools=len(topology.gpu_pools),
        regions=len({node.region for node in nodes}),
    )


def _rung(endpoint: Endpoint) -> Rung:
    if endpoint.targets and isinstance(endpoint.targets[0].site, GpuPool):
        return 3
    return 2 if endpoint.gateway is not None else 1


def _calls_apis(topology: Topology) -> bool:
    targets = (target for endpoint in topology.endpoints for target in endpoint.targets)
    return any(not isinstance(target.site, GpuPool) for target in targets)


def _reasons(topology: Topology, rung: Rung) -> Iterator[str]:
    """Why the topology stands on its rung, and what would lead up from it."""
    own = [e.name for e in topology.endpoints if _rung(e) == 3]  # noqa: PLR2004 - a rung
    second = [e.name for e in topology.endpoints if len(e.targets) > 1]
    models = {t.model.id for e in topology.endpoints for t in e.targets[:1]}
    if own:
        yield f"{_named(own)} stand(s) on GPUs of its own"
    if second:
        yield f"{_named(second)} fall(s) back on a second target"
    if len(models) > 1:
        yield f"requests are routed by their type, to {len(models)} models"
    match rung:
        case 1:
            yield "a gateway pays with a second provider, or a reason to route by type; not before"
        case 2:
            yield "GPUs of one's own pay where an API costs more than a pool and its people"
        case 3:
            yield "all on GPUs of one's own is for steady volume and strict operators alone"
        case 4:
            yield "no API is called"


def _named(names: list[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"  # noqa: PLR2004 - as many as are shown
