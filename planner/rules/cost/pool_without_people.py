"""Pool without people.

## What it checks
That a topology with a GPU pool, or with servers of its own, says what the people who run it cost.

## Why it matters
Nodes are not all that self-hosting costs: somebody upgrades them, is called at night, and finds out
whether the next model answers well enough. Left out, an API looks dearer than it is. It is a note
and no line of the bill, since a bill without these hours is still complete about what is invoiced.

## Example
`gpu_pools: {hot: …}` and no `people`.

## Mend
`people: {rate: 95 USD, operations_hours: 20, evaluation_hours: 8}`; `operations_hours: 0` where it
truly costs nobody's time.

## Sources
`people` of the spec.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity
from planner.rules.rule import Case, Rule
from planner.topology import GpuPool, Provider


def judge(case: Case) -> Iterator[Diagnostic]:
    topology = case.topology
    nodes: list[GpuPool | Provider] = [*topology.gpu_pools]
    nodes += [provider for provider in topology.providers if provider.hardware is not None]
    for node in nodes[:1]:
        if topology.people is None:
            yield Diagnostic(
                code=RULE.code,
                severity=Severity.NOTE,
                message=f"nobody's hours are on the bill, and somebody runs `{node.id}`",
                at=node.at,
                because=Fact("it is no service that others run", node.at),
                fixes=(
                    Fix("beside `endpoints`, add `people: {rate: 95 USD, operations_hours: 20}`"),
                ),
                path=(node.id,),
                offending=("people",),
            )


RULE = Rule("COST014", "pool without people", "0.2.0", judge)
