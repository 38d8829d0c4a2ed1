"""Schedule that the cloud can't keep.

## What it checks
That the node pools of the cloud can be scaled by a timetable, where a pool has a `schedule`.

## Why it matters
Only Auto Scaling groups of AWS know hours of the week. On another cloud the nodes would run all
week, and the bill was estimated for the hours of the schedule.

## Example
`{cloud: azure, schedule: {days: mon-fri, hours: 07:00-20:00, timezone: Europe/Berlin}, …}`.

## Mend
Leave `schedule` out, or let the pool follow its load: `nodes: {min: 0, max: 4}`.

## Sources
https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import building
from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import GpuPool, Schedule


def judge(case: Case) -> Iterator[Diagnostic]:
    for pool in case.topology.gpu_pools:
        if pool.schedule is not None and not building(pool.region.cloud).schedules:
            yield _finding(pool, pool.schedule)


def _finding(pool: GpuPool, schedule: Schedule) -> Diagnostic:
    cloud = pool.region.cloud
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"`{pool.id}` has a schedule, and node pools of {cloud} follow no timetable",
        at=pool.at,
        because=Fact(f"it is to run {schedule.words}", pool.at),
        fixes=(
            Fix("leave `schedule` out"),
            Fix("let it follow its load, down to no node: `nodes: {min: 0, …}`"),
        ),
        path=(pool.id,),
        offending=(schedule.words,),
    )


RULE = Rule("CAP014", "schedule that the cloud can't keep", "0.2.0", judge)
