"""Model does not fit the machine.

## What it checks
The weights of a pool's model, at the pool's precision, against the memory of all GPUs of one
machine, or of so many as each copy is to take (`gpus_per_replica`). More than all of it is an
error. More than seventy percent is a warning: it loads, and leaves little for the KV cache, which
holds the context of every request in flight.

## Why it matters
vLLM finds out after a GPU machine was bought and the weights were downloaded, and restarts for
ever.

## Example
`{machine: g6.12xlarge, serves: {llama: {model: llama-3.1-70b, precision: bf16}}}`: 141 GB of
weights for four GPUs of 22.4 GiB.

## Mend
Take a machine or a precision that the finding names.

## Sources
The catalogue's rows of the model and the machine;
https://docs.vllm.ai/en/latest/configuration/conserving_memory.html
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Catalog, Machine, OpenModel
from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Step, Verdict
from planner.layout import GIB_PER_GB, WEIGHTS_SHARE, weights_gib
from planner.rules.rule import Case, Rule
from planner.topology import GpuPool, PooledModel
from planner.values import value

_FIXES = 4
"""Machines that are offered instead, smallest first."""


@value
class _Fit:
    """A model's weights beside the memory of a pool's machine."""

    pool: GpuPool
    model: PooledModel
    facts: OpenModel
    weights_gib: Decimal
    gpus: int
    """For each copy."""
    memory_gib: Decimal
    """Of these."""

    @property
    def is_too_large(self) -> bool:
        return self.weights_gib > self.memory_gib

    @property
    def is_tight(self) -> bool:
        return not _has_room(self.weights_gib, self.memory_gib)


def judge(case: Case) -> Iterator[Diagnostic]:
    for pool in case.topology.gpu_pools:
        for model in pool.serves.values():
            if pool.machine.gpus and (model.gpus_per_replica or 0) > pool.machine.gpus:
                yield _too_wide(pool, model)
        for fit in _fits(pool):
            if fit.is_too_large:
                message = f"{_weights(fit)} don't fit on {_place(fit)}, which has"
                yield _finding(fit, case.catalog, Severity.ERROR, message)
            elif fit.is_tight:
                message = f"{_weights(fit)} leave little room for requests on {_place(fit)} with"
                yield _finding(fit, case.catalog, Severity.WARNING, message)


def _too_wide(pool: GpuPool, model: PooledModel) -> Diagnostic:
    machine = pool.machine
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"each copy of {model.id} is to take {model.gpus_per_replica} GPUs, and "
        f"{machine.name} has {machine.gpus}",
        at=model.at,
        because=Fact(f"{machine.name} has {machine.gpus} x {machine.accelerator}", machine.row),
        fixes=(Fix(f"take `gpus_per_replica` {machine.gpus} or less, or a larger machine"),),
        path=(f"{pool.id}/{model.key}",),
        offending=(machine.name, str(model.gpus_per_replica)),
        facts=(machine.row,),
    )


def _place(fit: _Fit) -> str:
    machine = fit.pool.machine
    return machine.name if fit.gpus == machine.gpus else f"{fit.gpus} GPU(s) of {machine.name}"


def _fits(pool: GpuPool) -> Iterator[_Fit]:
    """The models whose weights are known; CAP001 speaks of the others."""
    machine = pool.machine
    for model in pool.serves.values():
        size, each, gpus = weights_gib(model), machine.gpu_memory_gib, _gpus(model, machine)
        if model.facts is not None and size is not None and gpus and each is not None:
            yield _Fit(pool, model, model.facts, size, gpus, gpus * each)


def _gpus(model: PooledModel, machine: Machine) -> int:
    """GPUs for each copy: as many as the spec says, else all of a machine; 0: nobody says."""
    there = machine.gpus or 0
    return min(model.gpus_per_replica or there, there)


def _memory_gib(machine: Machine) -> Decimal | None:
    """GPU memory of a whole machine; None where nobody says."""
    if machine.gpus is None or machine.gpu_memory_gib is None:
        return None
    return machine.gpus * machine.gpu_memory_gib


def _has_room(weights_gib: Decimal, memory_gib: Decimal) -> bool:
    return weights_gib <= memory_gib * WEIGHTS_SHARE


def _weights(fit: _Fit) -> str:
    return f"the {fit.weights_gib:.1f} GiB of {fit.model.id} in {fit.model.precision}"


def _finding(fit: _Fit, catalog: Catalog, severity: Severity, message: str) -> Diagnostic:
    machine = fit.pool.machine
    verdict = Verdict.VIOLATED if severity is Severity.ERROR else Verdict.UNPROVEN
    return Diagnostic(
        code=RULE.code,
        severity=severity,
        verdict=verdict,
        message=f"{message} {fit.memory_gib:.1f} GiB",
        at=fit.model.at,
        because=_because(fit),
        fixes=tuple(_fixes(fit, catalog)),
        path=(f"{fit.pool.id}/{fit.model.key}",),
        offending=(machine.name, fit.model.precision),
        facts=(fit.facts.row, machine.row),
    )


def _because(fit: _Fit) -> Step:
    machine = fit.pool.machine
    room = fit.memory_gib * WEIGHTS_SHARE
    share = f"{WEIGHTS_SHARE:.0%}"
    return Step(
        f"{fit.weights_gib:.1f} GiB is more than {room:.1f} GiB, {share} of the GPU memory of "
        f"{_place(fit)}",
        "and the rest has to hold the KV cache",
        (
            Fact(
                f"{fit.model.id} takes {fit.weights_gib / GIB_PER_GB:.1f} GB in "
                f"{fit.model.precision}, which is {fit.weights_gib:.1f} GiB",
                fit.facts.row,
            ),
            Fact(
                f"{fit.gpus} x {machine.gpu_memory_gib} GiB = {fit.memory_gib:.1f} GiB",
                machine.row,
            ),
        ),
    )


def _fixes(fit: _Fit, catalog: Catalog) -> Iterator[Fix]:
    if machines := _machines(fit, catalog):
        yield Fix(f"take {' or '.join(machines)}")
    if precisions := _precisions(fit):
        yield Fix(f"take precision {' or '.join(precisions)}")
    if fit.gpus != fit.pool.machine.gpus:
        yield Fix("take more `gpus_per_replica`")
    elif not (machines or precisions):
        yield Fix("take a smaller model: no machine that the region offers holds it")


def _machines(fit: _Fit, catalog: Catalog) -> list[str]:
    """The smallest machines that the pool's region offers and that hold the weights with room."""
    region = fit.pool.region
    holding = [
        (memory, machine.name)
        for machine in catalog.machines(region.cloud)
        if (memory := _memory_gib(machine)) is not None
        and _has_room(fit.weights_gib, memory)
        and catalog.offering(region.cloud, region.name, machine.name)
    ]
    return [name for _, name in sorted(holding)[:_FIXES]]


def _precisions(fit: _Fit) -> list[str]:
    """The precisions in which the pool's own machine holds the weights with room."""
    sizes = fit.facts.weights_gb
    return [name for name in sizes if _has_room(sizes[name] * GIB_PER_GB, fit.memory_gib)]


RULE = Rule("CAP009", "model does not fit the machine", "0.1.0", judge)
