"""Quota below demand.

## What it checks
A quota that the spec states, against what the topology asks of it: tokens a minute of a provider's
model against the peak of the endpoints that call it, vCPUs against the nodes of the GPU pools in
the region. Beyond the demand of primaries, and of the fewest nodes, it is an error; where it is too
small only for a day on which every fallback is called, or for the most nodes, it warns. Of a quota
that nobody states, nothing is said; `topoplan apply` asks AWS for those of machines.

## Why it matters
New accounts have a quota of zero for GPU machines, and a small one for tokens. Terraform succeeds,
and the nodes never start; the fallback answers 429 on the day that it is needed.

## Example
`quotas: {sonnet: 100k}` with an endpoint whose peak is 500,000 tokens a minute.

## Mend
Ask for more before the plan is applied, or spread the demand over more targets.

## Sources
`quotas` of the spec's providers, `quota` of its pools; a month has 43,800 minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Span, Verdict
from planner.layout import busiest_minute
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, GpuPool, ServedModel, Target, Topology


def judge(case: Case) -> Iterator[Diagnostic]:
    yield from _tokens(case.topology)
    yield from _machines(case.topology)


def _tokens(topology: Topology) -> Iterator[Diagnostic]:
    callers: dict[str, list[tuple[Endpoint, Target]]] = {}
    for endpoint in topology.endpoints:
        for target in endpoint.targets:
            callers.setdefault(target.id, []).append((endpoint, target))
    for id, calls in callers.items():  # noqa: A001 - the field's name
        model = calls[0][1].model
        if isinstance(model, ServedModel) and model.quota is not None:
            usual = busiest_minute(e for e, target in calls if target.role == "primary")
            most = busiest_minute(endpoint for endpoint, _ in calls)
            yield from _short(id, model.at, model.quota, usual, most, "tokens a minute")


def _machines(topology: Topology) -> Iterator[Diagnostic]:
    """Pools of one region, family and purchase share a quota."""
    stated = [pool for pool in topology.gpu_pools if pool.quota is not None]
    for _, group in groupby(sorted(stated, key=_shared), key=_shared):
        pools = tuple(group)
        quota = min(pool.quota for pool in pools if pool.quota is not None)
        least = sum((pool.machine.vcpus or 0) * pool.min_nodes for pool in pools)
        most = sum((pool.machine.vcpus or 0) * pool.max_nodes for pool in pools)
        yield from _short(pools[0].id, pools[0].at, quota, least, most, "vCPUs")


def _shared(pool: GpuPool) -> tuple[str, ...]:
    return pool.region.cloud, pool.region.name, pool.machine.name[0], pool.purchase


def _short(
    node: str, at: Span, quota: int, usual: int, most: int, unit: str
) -> Iterator[Diagnostic]:
    if quota and quota >= most:
        return
    is_error = not quota or quota < usual
    needed = usual if is_error and usual else most
    why = "asks for" if is_error else "may ask for"
    yield Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR if is_error else Severity.WARNING,
        verdict=Verdict.VIOLATED,
        message=f"the quota of `{node}` is {quota:,} {unit}, and the topology {why} {needed:,}",
        at=at,
        because=Fact(f"usually {usual:,}, at the most {most:,}", at),
        fixes=(Fix(f"ask for a quota of {most:,} {unit}, or spread the demand"),),
        path=(node,),
        offending=(str(quota),),
    )


RULE = Rule("CAP004", "quota below demand", "0.2.0", judge)
