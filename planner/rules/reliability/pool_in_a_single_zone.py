"""Pool or gateway in a single zone.

## What it checks
That gateways and GPU pools of a production environment use at least two zones.

## Why it matters
A zone is the unit that clouds lose. Some GPU machines are sold in a single zone of a region: then the
fallback of the route has to carry the loss.

## Example
`gpu_pools: {hot: {zones: [eu-central-1a], …}}` with `environment: prod`.

## Mend
Let the pool use every zone that offers the machine, or give the route a fallback.

## Sources
https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/use-fault-isolation-to-protect-your-workload.html
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    if case.topology.environment != "prod":
        return
    for node in (*case.topology.gateways, *case.topology.gpu_pools):
        if len(node.zones) == 1:
            yield Diagnostic(
                code=RULE.code,
                severity=Severity.WARNING,
                verdict=Verdict.VIOLATED,
                message=f"`{node.id}` stands in the single zone {node.zones[0]}",
                at=node.at,
                because=Fact(f"{node.region.name} has zones {', '.join(node.region.zones)}", node.region.row),
                fixes=(Fix("use two zones, or a fallback outside the zone"),),
                path=(node.id,),
                offending=node.zones,
            )


RULE = Rule("REL002", "pool or gateway in a single zone", "0.1.0", judge)
