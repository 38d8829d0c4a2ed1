"""How many replicas stand for a peak, and on how many nodes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from planner.capacity.capacity import Estimate, Fleet, Load
from planner.catalog import Constant, Machine, capacity_constants
from planner.units import Range, plain

_ONE = Decimal(1)


def utilisation(kind: str) -> Constant:
    """The share of its throughput that a replica is planned with; unknown kinds get the least."""
    known = capacity_constants().utilisation
    return known.get(kind) or min(known.values(), key=lambda one: one.value)


def for_peak(estimate: Estimate, load: Load) -> int:
    """Replicas that carry the peak as expected, without any spare; at least one."""
    return max(1, _ceiling(_needed(estimate, load).expected))


def fleet(estimate: Estimate, load: Load, *, machine: Machine, zones: int) -> Fleet:
    """Replicas of an estimate for a load's peak, one of them spare, over some zones.

    Replicas for the peak, N = peak rate / (a replica's rate * utilisation), then N + 1 for one that
    is lost or replaced, then as many that the fullest zone can be lost: R - ceil(R / zones) >= N.
    The utilisation stands for the queue of an M/G/c system at bursts within the peak's minutes. A
    zone's replicas fill its nodes.
    """
    needed, busy = _needed(estimate, load), utilisation(load.kind)
    peak = for_peak(estimate, load)
    spared = peak + 1
    replicas = _kept_without_a_zone(peak, spared, zones)
    each = max(1, (machine.gpus or 1) // estimate.replica.gpus)
    return Fleet(
        estimate=estimate,
        needed=needed,
        replicas=replicas,
        replicas_per_node=each,
        nodes=sum(_ceiling(Decimal(share) / each) for share in _shares(replicas, zones)),
        utilisation=load.mean_rate / (replicas * estimate.requests_per_second.expected),
        why=tuple(_why(estimate, load, busy, (peak, spared, replicas), zones)),
    )


def _needed(estimate: Estimate, load: Load) -> Range:
    share, rate = utilisation(load.kind).value, estimate.requests_per_second
    low, expected, high = (
        load.peak_rate / (one * share) for one in (rate.high, rate.expected, rate.low)
    )
    return Range(low, expected, high)


def _kept_without_a_zone(peak: int, spared: int, zones: int) -> int:
    replicas = spared
    while zones > 1 and replicas - _ceiling(Decimal(replicas) / zones) < peak:
        replicas += 1
    return replicas


def _shares(replicas: int, zones: int) -> Iterator[int]:
    """Replicas of each zone, as even as they get."""
    zones = max(zones, 1)
    for zone in range(zones):
        yield replicas // zones + (1 if zone < replicas % zones else 0)


def _why(
    estimate: Estimate, load: Load, busy: Constant, counts: tuple[int, int, int], zones: int
) -> Iterator[str]:
    peak, spared, replicas = counts
    rate = estimate.requests_per_second.expected
    yield (
        f"{_shown(load.peak_rate)} requests/s at peak = {_shown(load.mean_rate)} in the mean x "
        f"{plain(load.peak_to_mean)}"
    )
    yield (
        f"{_shown(rate)} requests/s of a replica x {busy.value} = {_shown(rate * busy.value)} to "
        f"plan with: {busy.why}"
    )
    yield f"{peak} for the peak, {spared} with one spare"
    if replicas > spared:
        yield f"{replicas} so that {peak} are left when the fullest of {zones} zones is lost"


def _shown(number: Decimal) -> str:
    return f"{number:.3g}" if number < 100 else f"{number:.0f}"  # noqa: PLR2004 - three digits


def _ceiling(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_CEILING))
