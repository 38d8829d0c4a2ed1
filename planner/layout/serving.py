"""How a model is laid over a pool's GPUs."""

from __future__ import annotations

from decimal import Decimal

from planner.catalog import Machine, OpenModel
from planner.topology import GpuPool, PooledModel
from planner.values import value

WEIGHTS_SHARE = Decimal("0.7")
"""Most of a GPU's memory that weights may take, so that the KV cache of a few requests fits too."""

GIB_PER_GB = Decimal(10**9) / Decimal(2**30)
"""Weights are counted in powers of ten, memory in powers of two."""

_ALSO = {"fp16": "bf16", "int8": "fp8", "awq": "int4", "gptq": "int4", "nvfp4": "int4"}
"""Precisions of the same size in memory."""


@value
class Serving:
    """Replicas of one model on each node of a pool."""

    model: PooledModel
    gpus_per_replica: int
    """Tensor parallelism."""
    replicas_per_node: int


def weights_gb(model: PooledModel) -> Decimal | None:
    """Memory that the weights take at the pool's precision; None where nobody says."""
    return None if model.facts is None else _weights_gb(model.facts, model.precision)


def weights_gib(model: PooledModel) -> Decimal | None:
    """The same as memory is counted, in powers of two."""
    size = weights_gb(model)
    return None if size is None else size * GIB_PER_GB


def _weights_gb(facts: OpenModel, precision: str) -> Decimal | None:
    return facts.weights_gb.get(precision) or facts.weights_gb.get(_ALSO.get(precision, ""))


def fetched_gb(model: PooledModel) -> Decimal | None:
    """What a replica downloads before it serves; None where nobody says.

    That is the published checkpoint, mostly at 16 bits: vLLM makes fp8 of it while it loads.
    """
    if model.facts is None:
        return None
    return model.facts.checkpoint_gb or model.facts.weights_gb.get("bf16")


def serving(pool: GpuPool) -> Serving:
    """As many GPUs for each replica as the spec says, else the fewest that hold the weights."""
    model = next(iter(pool.serves.values()))
    gpus = model.gpus_per_replica or gpus_for(model.facts, model.precision, pool.machine)
    return Serving(model, gpus, max(1, (pool.machine.gpus or 1) // gpus))


def gpus_for(facts: OpenModel | None, precision: str, machine: Machine) -> int:
    """The fewest GPUs that hold the weights with room for a cache, in powers of two.

    All GPUs of a node where the weights' size is not known, since that can only be safe.
    """
    gpus, memory = machine.gpus or 1, machine.gpu_memory_gib
    size = None if facts is None else _weights_gb(facts, precision)
    if size is None or memory is None:
        return gpus
    needed = 1
    while needed < gpus and size / needed > memory * WEIGHTS_SHARE:
        needed *= 2
    return needed
