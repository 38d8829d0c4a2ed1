"""Self-hosting without the hands to run it.

## What it checks
That a topology with GPU pools states people, with at least half of the hours of operations that are
assumed for GPUs of one's own.

## Why it matters
Drivers, engines and models are upgraded, nodes fail at night, capacity runs out, and somebody has
to find out whether the next model answers as well. Where nobody has the hours, nobody does it.

## Example
`gpu_pools: {hot: …}` and no `people`.

## Mend
State who does it, `people: {rate: 95 USD, operations_hours: 20, evaluation_hours: 8}`, or stay on
APIs.

## Sources
`owning_operations_hours` of `assumptions.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.advising.advice import Advice
from planner.advising.regretting import Regret
from planner.catalog import assumptions
from planner.diagnostics import Diagnostic, Fact, Fix, Severity
from planner.topology import GpuPool, People
from planner.units import plain


def judge(advice: Advice) -> Iterator[Diagnostic]:
    topology, wanted = advice.plan.topology, assumptions()["owning_operations_hours"].value
    stated = _stated(topology.people)
    if topology.gpu_pools and (stated is None or stated < wanted / 2):
        yield _finding(topology.gpu_pools[0], stated, wanted)


def _stated(people: People | None) -> Decimal | None:
    """Hours of operations in a month; None where nobody says."""
    hours = people.operations_hours if people else None
    return hours.expected if hours is not None else None


def _finding(pool: GpuPool, stated: Decimal | None, wanted: Decimal) -> Diagnostic:
    said = "nobody says who runs" if stated is None else f"{plain(stated)} hours a month run"
    return Diagnostic(
        code=REGRET.code,
        severity=Severity.WARNING,
        message=f"{said} `{pool.name}`, and GPUs of one's own take about {plain(wanted)} hours",
        at=pool.at,
        because=Fact("nodes, drivers, engines and models are somebody's work", pool.at),
        fixes=(
            Fix(f"add `people: {{rate: 95 USD, operations_hours: {plain(wanted)}}}`"),
            Fix("or call APIs, which others run"),
        ),
        path=(pool.id,),
        offending=("people",),
    )


REGRET = Regret("ADV005", "self-hosting without the hands to run it", "0.2.0", judge)
