"""How long a step of a replica takes: the roofline of its GPUs, in plain numbers.

A step makes one token of each of B sequences. Its matrix products read the weights once and
multiply each active parameter twice for each sequence, and take as long as the slower of the two
(S. Williams, A. Waterman, D. Patterson: Roofline, CACM 52(4), 2009; for transformers R. Pope et
al.: Efficiently Scaling Transformer Inference, arXiv:2211.05102, section 2). Attention then reads
the KV cache of every sequence, which bandwidth bounds; that is another kernel, and its time is
added. A prompt is multiplied all at once, which arithmetic bounds. The efficiencies are fitted:
`capacity.toml`.
"""

from __future__ import annotations

from math import log

from planner.capacity.constants import Constants
from planner.capacity.shapes import Chip, Shape
from planner.values import value

GIB = 1024.0**3


@value
class Work:
    """A request of mean size."""

    prompt: float
    """Tokens, cached ones included."""
    cached: float
    """Tokens of the prompt whose prefix the engine has."""
    answer: float
    """Tokens."""

    @property
    def context(self) -> float:
        """Tokens of a sequence at half its answer, which is the mean over its life."""
        return self.prompt + self.answer / 2


@value
class Pace:
    """B sequences at once on a replica, in a steady state."""

    step: float
    """Seconds of a step that only decodes."""
    prefill: float
    """Seconds of one prompt."""
    answer: float
    """Tokens of an answer."""
    sequences: float
    reading: float
    """Seconds of a step that go into reading the sequences' caches."""
    multiplying: float
    """Seconds of a step that go into arithmetic, prompts included."""

    @property
    def request(self) -> float:
        """Seconds of a request: its steps, and the prompts of all sequences that share them."""
        return self.answer * self.step + self.sequences * self.prefill

    @property
    def per_token(self) -> float:
        """Seconds from one token to the next, the prompts of other sequences in between."""
        return self.request / self.answer if self.answer else self.step

    @property
    def rate(self) -> float:
        """Requests in a second."""
        return self.sequences / self.request


def room(shape: Shape, gpus: int, memory: float, constants: Constants) -> float:
    """Bytes left for the KV cache on GPUs of `memory` bytes each; negative where none are."""
    usable = memory * constants.memory_share - constants.overhead_gib * GIB
    return gpus * usable - shape.weights


def pace(
    shape: Shape, chip: Chip, gpus: int, work: Work, sequences: float, constants: Constants
) -> Pace:
    """What B sequences take.

    A mixture reads the experts that any of B tokens passes, experts * (1 - (1 - k/E)^B), beside
    what all tokens share, and adds its arithmetic to its reading: each expert gets too few tokens
    for the two to overlap.
    """
    bandwidth = gpus * chip.bandwidth
    weights = _touched(shape, sequences) / (bandwidth * _memory(shape, constants))
    cache = shape.cached(work.context) * constants.cache_bytes
    reading = sequences * cache / (bandwidth * constants.cache_efficiency)
    multiplying = 2 * shape.active * sequences / (gpus * chip.flops * _decode(shape, constants))
    products = weights + multiplying if shape.is_moe else max(weights, multiplying)
    step = (
        products
        + reading
        + _reduced(shape, chip, gpus, sequences, constants)
        + constants.step_seconds
        + shape.layers * _layer(shape, constants)
        + constants.sequence_seconds * sequences
    )
    prefill = _prefill(shape, chip, gpus, work, constants)
    shared = sequences * prefill / work.answer if work.answer else 0.0
    return Pace(step, prefill, work.answer, sequences, reading, multiplying + shared)


def first_token(found: Pace, constants: Constants) -> float:
    """Mean seconds to the first token, without the front end's.

    The own prompt, the step it waits for, and prompts that came before it: prompts queue as in
    M/D/1, whose mean wait is s * u / 2(1 - u) (Pollaczek-Khinchine) at the share u of the time that
    goes into prompts.
    """
    busy = min(found.sequences * found.prefill / found.request, 0.95)
    wait = found.prefill * busy / (2 * (1 - busy))
    return constants.first_token_factor * (found.prefill + found.step + wait)


def drained(prompts: float, found: Pace, alone: Pace, constants: Constants) -> float:
    """Requests in a second where so many prompts arrive at once and nothing follows.

    The longest answers run on with ever fewer beside them. Of n answers whose lengths are
    exponential the longest is ln n times the mean, in steps of one sequence alone.
    """
    tail = constants.burst_tail * log(max(prompts, 1.0)) * alone.answer * alone.step
    return prompts / (prompts / found.rate + tail)


def _touched(shape: Shape, sequences: float) -> float:
    untouched: float = (1 - shape.expert_share) ** sequences
    return shape.weights - shape.expert_weights * untouched


def _prefill(shape: Shape, chip: Chip, gpus: int, work: Work, constants: Constants) -> float:
    """Each new token meets every parameter, and every token before it in each layer's attention."""
    new = max(work.prompt - work.cached, 1.0)
    efficiency = constants.prefill_efficiency * (constants.expert_prefill if shape.is_moe else 1.0)
    attention = 2 * shape.layers * shape.attention * (work.prompt**2 - work.cached**2)
    seconds = (2 * shape.active * new + attention) / (gpus * chip.flops * efficiency)
    sent = 2 * shape.layers * _ring(shape, chip, gpus) * new if gpus > 1 else 0.0
    return seconds + sent


def _reduced(shape: Shape, chip: Chip, gpus: int, sequences: float, constants: Constants) -> float:
    """Two all-reduces for each layer."""
    if gpus == 1:
        return 0.0
    each = constants.reduce_seconds + sequences * _ring(shape, chip, gpus)
    return 2 * shape.layers * each


def _ring(shape: Shape, chip: Chip, gpus: int) -> float:
    """Seconds that a token's 16-bit numbers take around a ring of GPUs, there and back."""
    return 2 * (gpus - 1) / gpus * 2 * shape.hidden / chip.link


def _memory(shape: Shape, constants: Constants) -> float:
    return constants.weights_efficiency * (constants.expert_memory if shape.is_moe else 1.0)


def _layer(shape: Shape, constants: Constants) -> float:
    return constants.expert_layer_seconds if shape.is_moe else constants.layer_seconds


def _decode(shape: Shape, constants: Constants) -> float:
    return constants.decode_efficiency * (constants.expert_decode if shape.is_moe else 1.0)
