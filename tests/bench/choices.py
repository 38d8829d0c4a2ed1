"""Problems of choice of any size: what a large company with endpoints in many regions asks for.

`python -m tests.bench.choices 200 40 30` proves the optimum of one with so many needs, candidates
of each, and pools; a fourth number draws another one.

As in real catalogues, a price belongs to a model and its operator, a load to a kind of node, and a
latency to two places, so that all needs like the same targets and pools best.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Sequence
from decimal import Decimal

from planner.optimising import (
    Candidate,
    Need,
    Optimum,
    Place,
    Pool,
    Problem,
    Purchase,
    Quota,
    Shared,
    solve,
)
from planner.units import Range
from planner.values import value

_REGIONS = 6
_MODELS = 5
_OPERATORS = 8
_GATEWAYS = (0, 2, 4)
"""Regions where a gateway may stand."""
_ADMITTED = ((0, 1, 2), (3, 4, 5), (0, 1), (2, 3, 4, 5), (0, 1, 2, 3, 4, 5))
"""Sets of regions that policies admit."""
_ON_POOLS = 4
"""Of so many candidates of a need, one stands on a pool."""
_NODES = ((600, 1), (1500, 1), (4000, 4), (16000, 8), (31000, 8))
"""USD of a month and GPUs, from a small machine to one with eight large GPUs."""


@value
class Market:
    """What things cost wherever they are asked from."""

    api: tuple[tuple[Decimal, ...], ...]
    """Operator and model to money, as a share of what a need pays today."""
    thrift: tuple[Decimal, ...]
    """Node kind to money for full nodes, as a share of what a need pays today."""
    speed: tuple[int, ...]
    """Model to milliseconds."""


def choices(needs: int, candidates: int, pools: int, seed: int = 1) -> Problem:
    """Needs with so many candidates each, that share pools, clusters, quotas and gateways."""
    draw = random.Random(seed)  # noqa: S311  # drawn by lot, not kept secret
    market = Market(
        tuple(tuple(_share(draw, 50, 250) for _ in range(_MODELS)) for _ in range(_OPERATORS)),
        tuple(_share(draw, 15, 120) for _ in _NODES),
        tuple(draw.randint(200, 900) for _ in range(_MODELS)),
    )
    every = tuple(_pool(draw, number) for number in range(pools))
    return Problem(
        tuple(_need(draw, market, number, candidates, every) for number in range(needs)),
        every,
        tuple(_shared(draw)),
        tuple(
            Quota(f"operator-{n}", Decimal(needs) * draw.randint(60, 600))
            for n in range(_OPERATORS)
        ),
    )


def _share(draw: random.Random, low: int, high: int) -> Decimal:
    return Decimal(draw.randint(low, high)) / 100


def _money(draw: random.Random, low: int, high: int) -> Range:
    return Range.exactly(Decimal(draw.randint(low * 100, high * 100)) / 100)


def _cents(amount: Decimal) -> Range:
    return Range.exactly(amount.quantize(Decimal("0.01")))


def _shared(draw: random.Random) -> Sequence[Shared]:
    hands = Shared("hands", _money(draw, 6000, 12000))
    gateways = (Shared(f"gateway-{at}", _money(draw, 150, 400)) for at in _GATEWAYS)
    networks = (Shared(f"network-{at}", _money(draw, 30, 120)) for at in range(_REGIONS))
    clusters = (
        Shared(f"cluster-{at}", _money(draw, 70, 300), frozenset({f"network-{at}", "hands"}))
        for at in range(_REGIONS)
    )
    return (hands, *gateways, *networks, *clusters)


def _pool(draw: random.Random, number: int) -> Pool:
    region, kind = number % _REGIONS, number // _REGIONS % len(_NODES)
    price = _NODES[kind][0] * _share(draw, 85, 115)
    reserved = Purchase("reserved", _cents(price * _share(draw, 55, 75)), most=draw.randint(1, 6))
    return Pool(
        f"pool-{number}",
        (reserved, Purchase("on-demand", _cents(price))),
        spare=1,
        zones=draw.choice((1, 2, 3)),
        max_nodes=draw.choice((None, 20, 40)),
        requires=frozenset({f"cluster-{region}"}),
    )


def _need(
    draw: random.Random, market: Market, number: int, candidates: int, pools: Sequence[Pool]
) -> Need:
    # most endpoints are small, and a few pay for the rest
    bill = Decimal(round(10 ** draw.uniform(1.5, 4.5)))
    regions = draw.choice(_ADMITTED)
    near = [n for n in range(len(pools)) if n % _REGIONS in regions]
    standing = draw.sample(near, min(len(near), candidates // _ON_POOLS))
    called = candidates - len(standing)
    drawn = [_called(draw, market, bill, f"to-{n}", regions) for n in range(called)]
    drawn += [_standing(draw, market, bill, n, pools[n]) for n in standing]
    return Need(
        f"need-{number}",
        tuple(one for one, _ in drawn),
        targets=draw.choice((1, 2, 2, 3)),
        latency_ms=draw.choice((None, Decimal(700), Decimal(1100))),
        unavailability=draw.choice((None, None, Decimal("0.001"), Decimal("0.00001"))),
        places=tuple(_place(gateway, drawn) for gateway in _GATEWAYS),
    )


def _place(gateway: int, drawn: Sequence[tuple[Candidate, int]]) -> Place:
    trips = {
        one.id: one.latency_ms and one.latency_ms + 40 * abs(gateway - at) for one, at in drawn
    }
    return Place(f"gateway-{gateway}", frozenset({f"gateway-{gateway}"}), latency_ms=trips)


def _called(
    draw: random.Random, market: Market, bill: Decimal, name: str, regions: Sequence[int]
) -> tuple[Candidate, int]:
    """An API, and its region."""
    operator, model = draw.randrange(_OPERATORS), draw.randrange(_MODELS)
    region = draw.choice(regions)
    price = bill * market.api[operator][model] * _share(draw, 95, 110)
    target = Candidate(
        name,
        _cents(price),
        _cents(price / 100),
        domains=frozenset({f"operator-{operator}"}),
        latency_ms=Decimal(market.speed[model] + draw.randint(0, 100)),
        unavailability=Decimal(draw.choice(("0.0005", "0.001", "0.005", "0.01"))),
        quota=f"operator-{operator}",
        tokens_per_minute=(bill / 20).quantize(Decimal("0.001")),
        rank=model,
    )
    return target, region


def _standing(
    draw: random.Random, market: Market, bill: Decimal, number: int, pool: Pool
) -> tuple[Candidate, int]:
    """A model on a pool, whose replicas take whole GPUs, and its region."""
    region, kind = number % _REGIONS, number // _REGIONS % len(_NODES)
    price, gpus = _NODES[kind]
    taken = math.ceil(bill / price * gpus * market.thrift[kind] * _share(draw, 90, 110))
    target = Candidate(
        f"on-{pool.id}",
        Range.exactly(0),
        Range.exactly(0),
        domains=frozenset({f"region-{region}"}),
        latency_ms=Decimal(draw.randint(150, 600)),
        unavailability=Decimal("0.002"),
        pool=pool.id,
        load=Decimal(taken) / gpus,
        rank=kind,
    )
    return target, region


def main() -> None:
    found = solve(choices(*map(int, sys.argv[1:])), time_limit_s=600)
    assert isinstance(found, Optimum), found
    assert found.proven
    print(found.monthly.expected, found.bound)


if __name__ == "__main__":
    main()
