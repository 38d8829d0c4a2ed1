"""Gateway without a reason.

## What it checks
That some endpoint of a gateway has a second target, or that its endpoints call several models.

## Why it matters
A gateway is one more thing that can fail, to patch and to pay. It earns that with a second provider
to fall back on, or by sending each type of request to another model; not before.

## Example
`gateways: {main: {region: eu-central-1}}` where the one endpoint has one target.

## Mend
Add a fallback of another operator, or drop the gateway until there is one.

## Sources
The ladder of topologies: a gateway pays when there is a second provider or a reason to route.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.advising.advice import Advice
from planner.advising.regretting import Regret
from planner.diagnostics import Diagnostic, Fact, Fix, Severity
from planner.topology import Gateway, GpuPool
from planner.units import Money


def judge(advice: Advice) -> Iterator[Diagnostic]:
    topology = advice.plan.topology
    for gateway in topology.gateways:
        endpoints = topology.served_by(gateway)
        targets = [target for endpoint in endpoints for target in endpoint.targets]
        models = {target.id for target in targets}
        falls_back = any(len(endpoint.targets) > 1 for endpoint in endpoints)
        serves_pool = any(isinstance(target.site, GpuPool) for target in targets)
        if not falls_back and not serves_pool and len(models) < 2:  # noqa: PLR2004 - several
            yield _finding(advice, gateway)


def _finding(advice: Advice, gateway: Gateway) -> Diagnostic:
    bill = advice.plan.bill.by_node().get(gateway.id)
    costs = f" for {Money(bill.monthly.expected)} a month" if bill else ""
    return Diagnostic(
        code=REGRET.code,
        severity=Severity.WARNING,
        message=f"`{gateway.name}` stands{costs} before a single target",
        at=gateway.at,
        because=Fact("there is no second provider, and nothing to route by type", gateway.at),
        fixes=(
            Fix("add a fallback of another operator"),
            Fix("or drop the gateway until there is one"),
        ),
        path=(gateway.id,),
        offending=(gateway.id,),
    )


REGRET = Regret("ADV002", "gateway without a reason", "0.2.0", judge)
