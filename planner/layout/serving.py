"""How a model is laid over a pool's GPUs."""

from __future__ import annotations

from decimal import Decimal

from planner.topology import GpuPool, PooledModel
from planner.values import value

WEIGHTS_SHARE = Decimal("0.7")
"""Most of a GPU's memory that weights may take, so that the KV cache of a few requests fits too."""

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
    if model.facts is None:
        return None
    sizes = model.facts.weights_gb
    return sizes.get(model.precision) or sizes.get(_ALSO.get(model.precision, ""))


def fetched_gb(model: PooledModel) -> Decimal | None:
    """What a replica downloads before it serves; None where nobody says.

    That is the published checkpoint, mostly at 16 bits: vLLM makes fp8 of it while it loads.
    """
    if model.facts is None:
        return None
    return model.facts.checkpoint_gb or model.facts.weights_gb.get("bf16")


def serving(pool: GpuPool) -> Serving:
    """The fewest GPUs that hold the weights with room for a cache, in powers of two.

    All GPUs of a node where the weights' size is not known, since that can only be safe.
    """
    model = next(iter(pool.serves.values()))
    gpus = pool.machine.gpus or 1
    size = weights_gb(model)
    memory = pool.machine.gpu_memory_gib
    needed = gpus
    if size is not None and memory is not None:
        needed = 1
        while needed < gpus and size / needed > memory * WEIGHTS_SHARE:
            needed *= 2
    return Serving(model, needed, gpus // needed)
