"""Several models on one pool.

## What it checks
That a GPU pool serves one model.

## Why it matters
A pool's machines all run the same model, so that each of its GPUs can answer each of its
requests. A second one would never be started, and every call to it would fail.

## Example
`serves: {llama: {model: llama-3.1-8b-instruct}, qwen: {model: qwen3-8b}}`.

## Mend
Give each model a pool of its own.

## Sources
`topoplan plan` writes one deployment for each pool, below `workloads/`.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import GpuPool, PooledModel


def judge(case: Case) -> Iterator[Diagnostic]:
    for pool in case.topology.gpu_pools:
        first, *further = pool.serves.values()
        for model in further:
            yield _finding(pool, first, model)


def _finding(pool: GpuPool, first: PooledModel, model: PooledModel) -> Diagnostic:
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"`{pool.id}` serves one model, `{first.key}`, so `{model.key}` would never run",
        at=model.at,
        because=Fact(f"`{first.key}` is the first of its models", first.at),
        fixes=(Fix(f"give `{model.key}` a pool of its own"),),
        path=(f"{pool.id}/{model.key}",),
        offending=(model.key,),
    )


RULE = Rule("CAP011", "several models on one pool", "0.1.0", judge)
