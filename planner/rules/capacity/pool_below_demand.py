"""Pool below demand.

## What it checks
The nodes that a pool may have at the most, against the busiest minutes of the endpoints that call
it: what one replica carries of their requests within `needs.ttft_p95_ms` and `needs.p95_ms`, and
how many replicas that takes, without one to spare. Also that a replica can be as quick as that at
all, and holds the longest request.

What a team measured of the pool (`requests_per_second` in the file named as `measured`) decides:
primaries that fill more nodes than there can be are an error. Else topoplan's capacity model says
what is expected; that is no proof, so it warns. Fallbacks count as if every one of them were called
at once, and only warn. Nodes are counted with replicas that keep a part of their throughput for
bursts, which every finding names; that part alone is never an error.

The tree starts as many replicas as the fewest nodes hold, and nothing in it starts more: where the
peak takes more than those, a note says so.

## Why it matters
Under a load that it can't carry a pool doesn't fail, it queues: every answer comes late, and the
gateway's timeouts turn that into errors when most people ask.

## Example
40 million requests a month, three times as many in the busiest minutes, on four nodes whose
replicas carry 5 of the 60 requests a second that they have to.

## Mend
Let it have more nodes, lay each replica over other GPUs (`gpus_per_replica`), send less of it
there, or ask for what is possible. Measure a replica with the endpoint's own requests, and name
the file as `measured`.

## Sources
The capacity model and its error against published throughput: `docs/owning.md` and `make
bench-capacity`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from decimal import Decimal

from planner.capacity import Estimate, Unfit
from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.layout import PoolLoad, loads_on, serving, weights_gib
from planner.rules.rule import Case, Rule
from planner.topology import GpuPool, PooledModel
from planner.units import Range

_FIX = Fix("let it have more nodes, other `gpus_per_replica`, or less to carry")


def judge(case: Case) -> Iterator[Diagnostic]:
    for pool in case.topology.gpu_pools:
        found = tuple(loads_on(pool, case.topology, case.catalog))
        for one in found:
            if isinstance(one.estimate, Unfit) and _is_news(one, one.estimate):
                yield _unfit(one, one.estimate)
        yield from _too_small(pool, [one for one in found if one.nodes is not None])


def _is_news(one: PoolLoad, why: Unfit) -> bool:
    """Whether a replica doesn't do, and not for its weights alone: of those CAP009 speaks."""
    if why.kind == "latency":
        return True
    model, pool = one.target.model, one.target.site
    if why.kind != "memory" or not isinstance(model, PooledModel) or not isinstance(pool, GpuPool):
        return False
    weights, memory = weights_gib(model), pool.machine.gpu_memory_gib
    held = None if memory is None else memory * serving(pool).gpus_per_replica
    return weights is not None and held is not None and weights <= held


def _unfit(one: PoolLoad, why: Unfit) -> Diagnostic:
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        verdict=Verdict.UNPROVEN,
        message=f"no replica of `{one.target.id}` is expected to keep what `{one.endpoint.name}` "
        "asks for",
        at=one.target.at,
        because=Fact(why.reason, one.endpoint.at),
        fixes=(Fix(_ENOUGH[why.kind == "memory"]),),
        endpoint=one.endpoint.name,
        path=(one.endpoint.id, one.target.id),
        offending=(why.kind, one.target.id),
    )


_ENOUGH = (
    "take more `gpus_per_replica` or quicker GPUs, or ask for what is possible",
    "take more `gpus_per_replica` or larger GPUs, or ask for less `context`",
)


def _too_small(pool: GpuPool, loads: list[PoolLoad]) -> Iterator[Diagnostic]:
    primaries = [one for one in loads if one.target.role == "primary"]
    usual, most = _nodes(primaries), _nodes(loads)
    if most <= pool.max_nodes:
        yield from _unscaled(pool, usual)
        return
    asks = usual > pool.max_nodes
    counted = primaries if asks else loads
    needed, is_measured = math.ceil(_nodes(counted)), _is_measured(counted)
    is_sure = is_measured and _filled(counted) > pool.max_nodes
    needs = "needs" if is_measured else "is expected to need"
    when = "at its peak" if asks else "at its peak once every fallback is called"
    yield Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR if asks and is_sure else Severity.WARNING,
        verdict=Verdict.VIOLATED if is_sure else Verdict.UNPROVEN,
        message=f"`{pool.id}` {needs} {needed} node(s) {when}, and has {pool.max_nodes} at most",
        at=pool.at,
        because=Fact(", ".join(_share(one, one.nodes) for one in counted if one.nodes), pool.at),
        fixes=(_FIX,),
        path=(pool.id,),
        offending=(str(needed), str(pool.max_nodes)),
    )


def _unscaled(pool: GpuPool, usual: Decimal) -> Iterator[Diagnostic]:
    """That more replicas have to be started than the tree starts."""
    there, needed = max(pool.min_nodes, 1), math.ceil(usual)
    if needed <= there:
        return
    yield Diagnostic(
        code=RULE.code,
        severity=Severity.NOTE,
        verdict=Verdict.UNPROVEN,
        message=f"`{pool.id}` starts the replicas of {there} node(s), and its peak is expected to "
        f"need those of {needed}",
        at=pool.at,
        because=Fact("the tree sets the bounds of the nodes, and a fixed number of pods", pool.at),
        fixes=(
            Fix(f"let `nodes.min` be {needed}"),
            Fix("or scale its Deployment yourself, by what its server reports"),
        ),
        path=(pool.id,),
        offending=(str(needed), str(there)),
    )


def _nodes(loads: Iterable[PoolLoad]) -> Decimal:
    return sum((one.nodes.expected for one in loads if one.nodes is not None), Decimal(0))


def _filled(loads: Iterable[PoolLoad]) -> Decimal:
    """Nodes whose replicas are never idle at the peak."""
    nodes = (one.nodes.expected * one.share for one in loads if one.nodes is not None)
    return sum(nodes, Decimal(0))


def _is_measured(loads: Iterable[PoolLoad]) -> bool:
    return all(
        isinstance(one.estimate, Estimate) and one.estimate.basis == "measured" for one in loads
    )


def _share(one: PoolLoad, nodes: Range) -> str:
    is_sure = nodes.low == nodes.high
    band = "as measured" if is_sure else f"{nodes.low:.1f} to {nodes.high:.1f} in nine of ten cases"
    planned = f"with replicas planned at {one.share:.0%} of what they carry"
    return f"`{one.endpoint.name}` takes {nodes.expected:.1f} node(s) {planned}, {band}"


RULE = Rule("CAP019", "pool below demand", "0.2.0", judge)
