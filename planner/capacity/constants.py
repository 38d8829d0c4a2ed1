"""The constants of the capacity model as plain numbers, for arithmetic that is asked often."""

from __future__ import annotations

from functools import lru_cache

from planner.catalog import CapacityConstants, capacity_constants
from planner.values import value


@value
class Constants:
    """`[constants]` of `capacity.toml`; what each one means stands there."""

    memory_share: float
    overhead_gib: float
    cache_bytes: float
    cache_fill: float
    most_sequences: float
    weights_efficiency: float
    cache_efficiency: float
    decode_efficiency: float
    prefill_efficiency: float
    expert_memory: float
    expert_decode: float
    expert_prefill: float
    reduce_seconds: float
    step_seconds: float
    layer_seconds: float
    expert_layer_seconds: float
    sequence_seconds: float
    first_token_seconds: float
    first_token_factor: float
    first_token_p95: float
    last_token_p95: float
    burst_tail: float


@lru_cache(maxsize=1)
def constants() -> Constants:
    """Those that are shipped."""
    return read(capacity_constants())


def read(found: CapacityConstants) -> Constants:
    """The numbers of a file of constants."""
    return Constants(**{name: float(one.value) for name, one in found.constants.items()})
