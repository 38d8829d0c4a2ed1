"""What a replica carries within a deadline, and the fewest GPUs that carry a load."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from planner.capacity.bands import engine_speed, regime
from planner.capacity.capacity import Bound, Deadline, Estimate, Load, Replica, Unfit
from planner.capacity.constants import Constants, constants
from planner.capacity.fleets import for_peak
from planner.capacity.roofline import GIB, Pace, Work, first_token, pace, room
from planner.capacity.shapes import Chip, Shape, chip, shape
from planner.catalog import Accelerator, Band, Machine, OpenModel
from planner.units import Range
from planner.values import value

ENGINE = "vllm"
"""What the rendered pools run."""


@value
class _Case:
    """A replica and its work, in plain numbers."""

    shape: Shape
    chip: Chip
    gpus: int
    room: float
    """Bytes for the KV cache."""
    work: Work
    longest: float
    """Tokens of the longest sequence."""
    speed: float
    """Of the engine, in parts of the reference."""
    constants: Constants

    def at(self, sequences: int) -> Pace:
        return pace(self.shape, self.chip, self.gpus, self.work, sequences, self.constants)

    def bytes_of(self, tokens: float) -> float:
        return self.shape.cached(tokens) * self.constants.cache_bytes

    @property
    def most(self) -> int:
        """Sequences that the cache has room for."""
        return int(self.room / self.bytes_of(self.work.context))

    @property
    def planned(self) -> int:
        """Sequences that are planned with, whatever the deadline."""
        filled = int(self.most * self.constants.cache_fill)
        return max(1, min(filled, int(self.constants.most_sequences)))


@value
class _Waits:
    """Seconds that 95 % of requests take at most."""

    first: float
    last: float
    per_token: float
    """The mean, and not a percentile."""


def smallest(
    model: OpenModel,
    precision: str,
    machine: Machine,
    accelerator: Accelerator,
    load: Load,
    deadline: Deadline,
) -> Estimate | Unfit:
    """The replica that carries a load within its deadline on the fewest GPUs of a machine.

    The GPUs of all replicas for the peak and of one spare are counted; of two that need as many,
    the one with more throughput for each GPU. Unfit: why the largest that the machine holds can't.
    """
    found = [
        over(gpus, model, precision, machine, accelerator, load, deadline)
        for gpus in sizes(machine, model)
    ]
    fitting = [one for one in found if isinstance(one, Estimate)]
    if fitting:
        return min(fitting, key=lambda one: _cost(one, load))
    return next(one for one in reversed(found) if isinstance(one, Unfit))


def over(
    gpus: int,
    model: OpenModel,
    precision: str,
    machine: Machine,
    accelerator: Accelerator,
    load: Load,
    deadline: Deadline,
) -> Estimate | Unfit:
    """What a replica over so many GPUs of a machine carries of a load within its deadline."""
    memory = machine.least_gpu_gib
    if memory is None or not machine.gpus:
        return Unfit("unknown", f"the catalogue does not know the GPU memory of {machine.name}")
    if machine.gpu_fraction is not None and machine.gpu_fraction < 1:
        return Unfit("unknown", f"nobody publishes what a part of a GPU carries: {machine.name}")
    replica = Replica(model, precision, accelerator.name, gpus, memory)
    found = estimate(replica, accelerator, load, deadline)
    return found if isinstance(found, Unfit) else _noted(found, machine)


def _noted(one: Estimate, machine: Machine) -> Estimate:
    if machine.gpu_memory_gib is not None:
        return one
    note = f"nobody says what a guest sees of a GPU's {machine.gpu_memory_gb_nominal} GB: as listed"
    return replace(one, notes=(*one.notes, note))


def sizes(machine: Machine, model: OpenModel) -> Iterator[int]:
    """GPUs that a replica may take: powers of two that a node has.

    They divide the model's heads, as tensor parallelism must.
    """
    size = 1
    while size <= max(1, machine.gpus or 1):
        if size == 1 or not model.heads or model.heads % size == 0:
            yield size
        size *= 2


def _cost(one: Estimate, load: Load) -> tuple[int, Decimal]:
    gpus = one.replica.gpus
    return (for_peak(one, load) + 1) * gpus, -one.requests_per_second.expected / gpus


def estimate(
    replica: Replica, accelerator: Accelerator, load: Load, deadline: Deadline
) -> Estimate | Unfit:
    """What a replica carries: as many sequences as its cache, the cap and the deadline admit.

    Throughput rises with the sequences at once, and so does the time that each of them takes: the
    most that keep the deadline are the best. `roofline.pace` says what a step takes, `bands.regime`
    how far off that may be. Unfit, where a fact is missing, where the weights and the longest
    sequence don't fit, and where one sequence alone is too slow.
    """
    match _case(replica, accelerator, load):
        case Unfit() as unknown:
            return unknown
        case case:
            pass
    if case.room < case.bytes_of(case.longest):
        return Unfit("memory", _too_small(case, replica))
    sequences = _within(case, deadline)
    if sequences == 0:
        return Unfit("latency", _too_slow(case, replica, deadline))
    return _estimate(case, replica, load, sequences)


def _case(replica: Replica, accelerator: Accelerator, load: Load) -> _Case | Unfit:
    model, gpu = shape(replica.model, replica.precision), chip(accelerator, replica.precision)
    if isinstance(model, Unfit):
        return model
    if isinstance(gpu, Unfit):
        return gpu
    known, prompt, answer = constants(), float(load.input_tokens), float(load.output_tokens)
    return _Case(
        shape=model,
        chip=gpu,
        gpus=replica.gpus,
        room=room(model, replica.gpus, float(replica.gpu_memory_gib) * GIB, known),
        work=Work(max(prompt, 1.0), prompt * float(load.cached_input), answer),
        longest=max(float(load.context_tokens or 0), prompt + answer),
        speed=engine_speed(ENGINE),
        constants=known,
    )


def _within(case: _Case, deadline: Deadline) -> int:
    """The most sequences that keep the deadline, 0 where one alone doesn't; by halving."""
    low, high = 0, case.planned
    if _keeps(case, deadline, high):
        return high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _keeps(case, deadline, middle) else (low, middle)
    return low


def _keeps(case: _Case, deadline: Deadline, sequences: int) -> bool:
    waits = _waits(case, case.at(sequences))
    asked = ((deadline.ttft_p95_ms, waits.first), (deadline.p95_ms, waits.last))
    return all(limit is None or 1000 * seconds <= limit for limit, seconds in asked)


def _waits(case: _Case, at: Pace) -> _Waits:
    known = case.constants
    first = known.first_token_seconds + first_token(at, known) / case.speed
    whole = max(first, known.first_token_seconds + at.request / case.speed)
    return _Waits(
        known.first_token_p95 * first, known.last_token_p95 * whole, at.per_token / case.speed
    )


def _estimate(case: _Case, replica: Replica, load: Load, sequences: int) -> Estimate:
    at = case.at(sequences)
    waits = _waits(case, at)
    name, spread = regime(replica.model, sequences)
    rate = _around(at.rate * case.speed, spread)
    return Estimate(
        replica=replica,
        concurrency=sequences,
        most_concurrency=case.most,
        requests_per_second=rate,
        output_tokens_per_second=rate * load.output_tokens,
        ttft_p95_ms=_ms(waits.first),
        tpot_ms=_ms(waits.per_token),
        p95_ms=_ms(waits.last),
        bound=_bound(case, at),
        basis="estimated",
        notes=tuple(_notes(replica, load, name, spread)),
    )


def _around(rate: float, spread: Band) -> Range:
    expected = Decimal(repr(rate)).quantize(Decimal("1e-6"))
    return Range(expected * spread.low, expected, expected * spread.high)


def _ms(seconds: float) -> Decimal:
    return Decimal(repr(1000 * seconds)).quantize(Decimal("0.1"))


def _bound(case: _Case, at: Pace) -> Bound:
    """What would have to give for the replica to carry more.

    At the cap: what most of a step goes into, if that grows with the sequences; else the cap.
    """
    if at.sequences < case.planned:
        return "latency"
    if at.sequences < case.constants.most_sequences:
        return "cache"
    growing = max((at.reading, "bandwidth"), (at.multiplying, "compute"))
    return growing[1] if growing[0] > at.per_token / 2 else "cap"  # type: ignore[return-value]


def _notes(replica: Replica, load: Load, name: str, spread: Band) -> Iterator[str]:
    yield f"{name}: published runs lie between {spread.low} and {spread.high} of the estimate"
    if load.context_tokens is None:
        yield "nobody says how long the longest request is: room for one of mean length is planned"
    if replica.model.note:
        yield f"{replica.model.name}: {replica.model.note}"


def _too_small(case: _Case, replica: Replica) -> str:
    weights, longest = case.shape.weights, case.bytes_of(case.longest)
    held = case.room + weights
    return (
        f"{replica.model.name} at {replica.precision} weighs {_gb(weights)}, and a sequence of "
        f"{case.longest:.0f} tokens takes {_gb(longest)} of cache: {replica.gpus} x "
        f"{replica.accelerator} hold {_gb(max(held, 0))} of them, {_gb(weights + longest - held)} "
        f"too few; {_fitting(case, replica, longest)}"
    )


def _fitting(case: _Case, replica: Replica, longest: float) -> str:
    """What would fit: more of the GPUs, up to two nodes of eight, or fewer bytes."""
    memory, known = float(replica.gpu_memory_gib) * GIB, case.constants
    for gpus in (2, 4, 8, 16):
        if gpus > replica.gpus and room(case.shape, gpus, memory, known) >= longest:
            return f"{gpus} of them would do"
    lighter = {name: size for name, size in replica.model.weights_gb.items() if size}
    if not lighter:
        return "no number of them up to 16 would do"
    name, size = min(lighter.items(), key=lambda one: (one[1], one[0]))
    return f"no number of them up to 16 would do; at {name} it weighs {size} GB"


def _gb(size: float) -> str:
    return f"{size / 1e9:.1f} GB"


def _too_slow(case: _Case, replica: Replica, deadline: Deadline) -> str:
    waits = _waits(case, case.at(1))
    asked = (
        ("the first token", deadline.ttft_p95_ms, waits.first),
        ("the last token", deadline.p95_ms, waits.last),
    )
    missed = " and ".join(
        f"{1000 * seconds:.0f} ms to {what}, {limit} ms asked for"
        for what, limit, seconds in asked
        if limit is not None and 1000 * seconds > limit
    )
    return (
        f"one sequence alone of {replica.model.name} at {replica.precision} on {replica.gpus} x "
        f"{replica.accelerator} takes, at the 95th percentile, {missed}"
    )
