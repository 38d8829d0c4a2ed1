"""What a replica of a model carries, and how many of them stand for a peak: the values."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from planner.catalog import OpenModel
from planner.units import Range
from planner.values import value

MONTH_SECONDS = Decimal(730 * 3600)
"""Seconds in a billing month."""

Basis = Literal["estimated", "measured"]
Bound = Literal["bandwidth", "compute", "cache", "cap", "latency"]
"""What keeps a replica from carrying more: the GPUs' memory bandwidth or arithmetic, room for the
KV cache, the most sequences that are planned with, or the latency that is asked for."""


@value
class Load:
    """What a month of requests asks of whatever serves them."""

    requests: Decimal
    """In a month."""
    input_tokens: Decimal
    """Mean of a request, cached ones included."""
    output_tokens: Decimal
    """Mean of a request."""
    cached_input: Decimal = Decimal(0)
    """Share of the input tokens whose prefix the engine has in its cache, 0..1."""
    peak_to_mean: Decimal = Decimal(4)
    context_tokens: int | None = None
    """The longest request with its answer; None: nobody says."""
    kind: str = "chat"
    """Of the endpoint, as a spec writes it: how bursty its requests are."""

    @property
    def mean_rate(self) -> Decimal:
        """Requests in a second, over the month."""
        return self.requests / MONTH_SECONDS

    @property
    def peak_rate(self) -> Decimal:
        """Requests in a second, in the busiest minutes."""
        return self.mean_rate * self.peak_to_mean


@value
class Deadline:
    """Milliseconds that 95 % of requests may take; None: nobody asks."""

    ttft_p95_ms: int | None = None
    """To the first token."""
    p95_ms: int | None = None
    """To the last token."""


@value
class Replica:
    """One copy of a model over some GPUs of a node."""

    model: OpenModel
    precision: str
    accelerator: str
    gpus: int
    """Tensor parallelism."""
    gpu_memory_gib: Decimal
    """Usable memory of one GPU."""


@value
class Estimate:
    """What one replica carries of a load, kept within its deadline."""

    replica: Replica
    concurrency: int
    """Sequences at once that it is planned with."""
    most_concurrency: int
    """Sequences at once that its KV cache has room for."""
    requests_per_second: Range
    """Low and high are the bounds that hold nine of ten published measurements."""
    output_tokens_per_second: Range
    ttft_p95_ms: Decimal
    """Milliseconds to the first token at that concurrency."""
    tpot_ms: Decimal
    """Milliseconds for each token after the first, at that concurrency."""
    p95_ms: Decimal
    """Milliseconds to the last token at that concurrency."""
    bound: Bound
    basis: Basis
    notes: tuple[str, ...] = ()
    """What it rests on that somebody should know."""


@value
class Measurement:
    """One run of a benchmark against one replica, as long as it was kept busy."""

    source: str
    """The file, and the line where it has several."""
    requests_per_second: Decimal
    input_tokens: Decimal
    """Mean of a request."""
    output_tokens: Decimal
    """Mean of a request."""
    concurrency: int | None = None
    """Sequences at once; None: not told."""
    ttft_p95_ms: Decimal | None = None
    tpot_ms: Decimal | None = None
    """Mean."""
    p95_ms: Decimal | None = None
    is_open_loop: bool = False
    """Whether requests came at a rate of their own, so that the replica may carry more."""


@value
class Unfit:
    """Why no replica can be planned."""

    kind: Literal["unknown", "memory", "latency", "nodes"]
    """`unknown`: a fact is missing; `memory`: it does not fit; `latency`: it would be too slow;
    `nodes`: it would take more of them than a pool can have."""
    reason: str


@value
class Fleet:
    """The replicas of a load, and the nodes that they stand on."""

    estimate: Estimate
    needed: Range
    """Replicas for the peak, not rounded: at the high, expected and low end of the estimate."""
    replicas: int
    """For the peak as expected, with spares for a lost replica and a lost zone."""
    replicas_per_node: int
    nodes: int
    utilisation: Decimal
    """Of all replicas, in the month's mean, 0..1."""
    why: tuple[str, ...]
    """How the number came about, step by step."""
