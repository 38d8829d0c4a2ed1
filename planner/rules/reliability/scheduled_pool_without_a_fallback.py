"""Scheduled pool without a fallback.

## What it checks
That a route over a GPU pool that has no node outside of its hours has another target, which is no
pool with hours of its own.

## Why it matters
Outside of its hours the pool's address answers nothing: every call fails until the next morning.

## Example
`schedule: {days: mon-fri, hours: 07:00-20:00, …}` on the only target of a route.

## Mend
Give the route a fallback, let some nodes stay with `outside`, or call only in these hours.

## Sources
The schedule of the pool; `schedule` of the module gpu_pool.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, GpuPool


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint in case.topology.endpoints:
        closed = [pool for t in endpoint.targets if isinstance(pool := t.site, GpuPool)]
        closed = [pool for pool in closed if pool.schedule and not pool.schedule.outside]
        if closed and len(closed) == len(endpoint.targets):
            yield _finding(endpoint, closed[0])


def _finding(endpoint: Endpoint, pool: GpuPool) -> Diagnostic:
    words = pool.schedule.words if pool.schedule else ""
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        verdict=Verdict.VIOLATED,
        message=f"outside of its hours `{pool.id}` has no node, and `{endpoint.name}` no fallback",
        at=endpoint.targets[0].at,
        because=Fact(f"it runs {words}", pool.at),
        fixes=(Fix(f"give `{endpoint.name}` a fallback, or let a node stay with `outside: 1`"),),
        endpoint=endpoint.name,
        path=(endpoint.id, pool.id),
        offending=("schedule",),
    )


RULE = Rule("REL011", "scheduled pool without a fallback", "0.2.0", judge)
