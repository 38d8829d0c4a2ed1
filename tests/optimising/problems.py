"""Problems drawn by lot, the same ones from the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from planner.optimising import Candidate, Need, Place, Pool, Problem, Purchase, Quota, Shared
from planner.units import Range

T = TypeVar("T")


def cents(draw: random.Random, low: int, high: int) -> Range:
    """Money in whole cents."""
    return Range.exactly(Decimal(draw.randint(low * 100, high * 100)) / 100)


def small(seed: int, needs: int | None = None, candidates: int | None = None) -> Problem:
    """A problem, by default one that can be solved by trying everything; half have no solution."""
    draw = random.Random(seed)  # noqa: S311  # drawn by lot, not kept secret
    shared = tuple(
        Shared(
            f"shared-{i}",
            None if draw.random() < 0.05 else cents(draw, 0, 40),
            frozenset({f"shared-{draw.randrange(i)}"} if i and draw.random() < 0.4 else ()),
        )
        for i in range(draw.randint(0, 3))
    )
    names = [one.id for one in shared]
    pools = tuple(_pool(draw, f"pool-{i}", names) for i in range(draw.randint(0, 2)))
    quotas = tuple(
        Quota(f"quota-{i}", Decimal(draw.randint(2, 9))) for i in range(draw.randint(0, 1))
    )
    count = needs or draw.randint(1, 3)
    drawn = tuple(
        _need(draw, f"need-{i}", candidates or draw.randint(2, 5), pools, quotas, names)
        for i in range(count)
    )
    return Problem(drawn, pools, shared, quotas)


def _some(draw: random.Random, names: list[str], chance: float) -> frozenset[str]:
    return frozenset(name for name in names if draw.random() < chance)


def _pool(draw: random.Random, name: str, shared: list[str]) -> Pool:
    committed = draw.random() < 0.5
    paid = draw.randint(0, 1)
    first = Purchase("reserved", cents(draw, 5, 20), most=draw.randint(paid, 2), paid=paid)
    return Pool(
        name,
        (*((first,) if committed else ()), Purchase("on-demand", cents(draw, 10, 30))),
        spare=draw.randint(0, 1),
        zones=draw.choice((1, 1, 2, 3)),
        max_nodes=draw.choice((None, 3, 5)),
        requires=_some(draw, shared, 0.2),
    )


def _need(
    draw: random.Random,
    name: str,
    count: int,
    pools: tuple[Pool, ...],
    quotas: tuple[Quota, ...],
    shared: list[str],
) -> Need:
    targets = draw.choice((1, 1, 2))
    return Need(
        name,
        tuple(_candidate(draw, f"to-{i}", pools, quotas, shared) for i in range(count)),
        targets=targets,
        most_targets=draw.choice((None, None, targets + 1)),
        latency_ms=draw.choice((None, None, Decimal(300))),
        primary_latency_ms=draw.choice((None, None, Decimal(250))),
        unavailability=draw.choice((None, None, Decimal("0.0001"), Decimal("0.01"))),
        places=_places(draw, count, shared),
    )


def _places(draw: random.Random, count: int, shared: list[str]) -> tuple[Place, ...]:
    if draw.random() < 0.6:
        return ()
    return tuple(
        Place(
            f"place-{i}",
            _some(draw, shared, 0.5),
            cents(draw, 0, 5),
            {f"to-{k}": Decimal(draw.choice((200, 400))) for k in range(count) if k % 2 == i},
            frozenset(f"to-{k}" for k in range(count) if draw.random() < 0.15),
        )
        for i in range(2)
    )


def _candidate(
    draw: random.Random,
    name: str,
    pools: tuple[Pool, ...],
    quotas: tuple[Quota, ...],
    shared: list[str],
) -> Candidate:
    pool = draw.choice(pools).id if pools and draw.random() < 0.5 else None
    quota = draw.choice(quotas).id if quotas and draw.random() < 0.4 else None
    return Candidate(
        name,
        None if draw.random() < 0.05 else cents(draw, 0, 60),
        None if draw.random() < 0.05 else cents(draw, 0, 10),
        domains=_some(draw, ["a", "b", "c", "d"], 0.35),
        latency_ms=draw.choice((None, Decimal(250), Decimal(300), Decimal(350))),
        unavailability=draw.choice((None, Decimal("0.01"), Decimal("0.01"), Decimal("0.001"))),
        pool=pool,
        load=Decimal(draw.randint(1, 24)) / 10 if pool else Decimal(0),
        quota=quota,
        tokens_per_minute=Decimal(draw.randint(1, 5)) if quota else Decimal(0),
        leads=draw.random() < 0.85,
        requires=_some(draw, shared, 0.25),
        rank=draw.randint(0, 2),
    )


def shuffled(problem: Problem, seed: int) -> Problem:
    """The same problem, written down in another order."""
    draw = random.Random(seed)  # noqa: S311  # drawn by lot, not kept secret

    def mixed(parts: Sequence[T]) -> tuple[T, ...]:
        return tuple(draw.sample(parts, len(parts)))

    needs = (
        replace(need, candidates=mixed(need.candidates), places=mixed(need.places))
        for need in problem.needs
    )
    pools = (replace(pool, purchases=mixed(pool.purchases)) for pool in problem.pools)
    return replace(
        problem,
        needs=mixed(tuple(needs)),
        pools=mixed(tuple(pools)),
        shared=mixed(problem.shared),
        quotas=mixed(problem.quotas),
    )


def changed(
    problem: Problem, seed: int, change: Callable[[Candidate], Candidate | None]
) -> Problem:
    """The problem with one candidate changed, or gone."""
    draw = random.Random(seed)  # noqa: S311  # drawn by lot, not kept secret
    need = draw.choice(problem.needs)
    one = draw.choice(need.candidates)
    made = (change(other) if other is one else other for other in need.candidates)
    after = replace(need, candidates=tuple(other for other in made if other is not None))
    return replace(problem, needs=tuple(after if n is need else n for n in problem.needs))
