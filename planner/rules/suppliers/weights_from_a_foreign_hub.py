"""Weights from a foreign hub.

## What it checks
Where the nodes of a pool get their weights from, if a level of the policy says who may run what
prompts pass (`operators`): a hub that the catalogue knows must be run by somebody admitted; any
other host must say its `country`, which must lie inside `processing`.

## Why it matters
Prompts don't go there, but the pool does each time it scales out: without the hub it serves
nothing, and whoever runs it chooses the bytes.

## Example
`operators: {parents: [bloc:EU]}` with weights from huggingface.co, the default.

## Mend
Mirror the weights into a bucket of your own inside, and name its host in `weights`.

## Sources
The catalogue's `hubs.csv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from planner.catalog import Catalog
from planner.diagnostics import Diagnostic, Severity, Verdict
from planner.rules.demands import Demand, finding, names_operators
from planner.rules.hubs import hub_verdict
from planner.rules.levels import processing_levels, within
from planner.rules.residency import named
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, GpuPool, Path, Policy


def judge(case: Case) -> Iterator[Diagnostic]:
    pools = {pool.id: pool for pool in case.topology.gpu_pools}
    told = set()
    for endpoint, path in case.protected:
        pool = pools.get(path.stop.id.partition("/")[0])
        if pool is None or (endpoint.name, pool.name) in told:
            continue
        told.add((endpoint.name, pool.name))
        levels = filter(names_operators, endpoint.policies)
        found = (_judged(case, endpoint, path, pool, policy) for policy in levels)
        yield from islice(filter(None, found), 1)


def _judged(
    case: Case, endpoint: Endpoint, path: Path, pool: GpuPool, policy: Policy
) -> Diagnostic | None:
    host = pool.weights.host
    verdict, why, ground = hub_verdict(host, policy, case.catalog, pool.weights.at)
    if case.catalog.hub(host) is None and pool.weights.country is not None:
        verdict, why = _own_mirror(endpoint, pool.weights.country, case.catalog)
    if verdict is Verdict.PROVEN:
        return None
    return finding(
        RULE.code,
        verdict,
        Demand("whoever runs what a pool depends on has to be admitted", (policy.at,)),
        endpoint,
        path,
        says=f"its weights are pulled from {host}: {why}",
        facts=((f"{host}: {why}", ground),),
        fixes=("mirror the weights inside, and name that host in `weights`",),
        offending=(host,),
        weight=Severity.WARNING,
    )


def _own_mirror(
    endpoint: Endpoint, country: frozenset[str], catalog: Catalog
) -> tuple[Verdict, str]:
    """A host that only the spec speaks of must be where prompts may be processed."""
    levels = processing_levels(endpoint)
    outside = country - within(levels) if levels else frozenset()
    verdict = Verdict.VIOLATED if outside else Verdict.PROVEN
    return verdict, f"it is in {named(country, catalog)}"


RULE = Rule("SUP004", "weights from a foreign hub", "0.2.0", judge)
