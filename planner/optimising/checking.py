"""A problem to the parts of it that contradict each other: a mistake of whoever wrote it down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from planner.optimising.problem import Need, Pool, Problem
from planner.units import Range


def subjects(problem: Problem) -> tuple[str, ...]:
    """Ids of needs, quotas and pools, no two of which have the same."""
    needs, quotas = (one.id for one in problem.needs), (one.id for one in problem.quotas)
    return (*needs, *quotas, *(one.id for one in problem.pools))


def check(problem: Problem) -> None:
    """See whether a problem can be solved at all.

    Raises:
        ValueError: two parts have one name, one names what there is not, or a number is impossible.
    """
    wrong = next(_wrong(problem), None)
    if wrong is not None:
        raise ValueError(wrong)


def _wrong(problem: Problem) -> Iterator[str]:
    yield from _twice("", subjects(problem))
    yield from _twice("", (one.id for one in problem.shared))
    shared = {one.id for one in problem.shared}
    for one in problem.shared:
        yield from _unknown(f"`{one.id}` requires", one.requires, shared)
        yield from _negative(one.id, one.monthly)
    for pool in problem.pools:
        yield from _unknown(f"pool `{pool.id}` requires", pool.requires, shared)
        yield from _wrong_pool(pool)
    for quota in problem.quotas:
        if quota.tokens_per_minute < 0:
            yield f"quota `{quota.id}` has less than no tokens"
    for need in problem.needs:
        yield from _wrong_need(need)
        yield from _unknown_to(need, problem, shared)


def _wrong_pool(pool: Pool) -> Iterator[str]:
    yield from _twice(f"pool `{pool.id}`: ", (one.id for one in pool.purchases))
    if pool.zones < 1 or pool.spare < 0:
        yield f"pool `{pool.id}` has less than one zone, or less than no spare nodes"
    for one in pool.purchases:
        yield from _negative(f"{pool.id}: {one.id}", one.monthly)
        if not 0 <= one.paid <= (one.paid if one.most is None else one.most):
            yield f"pool `{pool.id}` has more nodes paid as `{one.id}` than it may have"
    paid = sum(one.paid for one in pool.purchases)
    if pool.max_nodes is not None and paid > pool.max_nodes:
        yield f"pool `{pool.id}` has more nodes paid than it may have"


def _wrong_need(need: Need) -> Iterator[str]:
    yield from _twice(f"need `{need.id}`: ", (one.id for one in need.candidates))
    yield from _twice(f"need `{need.id}`: ", (one.id for one in need.places))
    if not 1 <= need.targets <= need.most:
        yield f"need `{need.id}` asks for {need.targets} to {need.most} targets"
    shares = [need.unavailability, *(one.unavailability for one in need.candidates)]
    if any(share is not None and not 0 <= share <= 1 for share in shares):
        yield f"need `{need.id}`: an unavailability is a share, 0 to 1"
    for one in need.candidates:
        where = f"{need.id}: {one.id}"
        yield from _negative(where, one.primary)
        yield from _negative(where, one.fallback)
        if one.load < 0 or one.tokens_per_minute < 0:
            yield f"`{where}` needs less than nothing"
    for place in need.places:
        yield from _negative(f"{need.id}: {place.id}", place.monthly)


def _unknown_to(need: Need, problem: Problem, shared: set[str]) -> Iterator[str]:
    pools = {pool.id for pool in problem.pools}
    quotas = {quota.id for quota in problem.quotas}
    for one in need.candidates:
        where = f"`{need.id}: {one.id}`"
        yield from _unknown(f"{where} requires", one.requires, shared)
        yield from _unknown(f"{where} stands on", {one.pool} - {None}, pools)
        yield from _unknown(f"{where} counts for", {one.quota} - {None}, quotas)
    for place in need.places:
        yield from _unknown(f"`{need.id}: {place.id}` requires", place.requires, shared)


def _twice(where: str, names: Iterable[str]) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1 or not name:
            yield (
                f"{where}`{name}` is there {count} times" if name else f"{where}a part has no name"
            )


def _unknown(where: str, names: Iterable[str | None], known: set[str]) -> Iterator[str]:
    for name in sorted({name for name in names if name} - known):
        yield f"{where} `{name}`, which there is not"


def _negative(where: str, price: Range | None) -> Iterator[str]:
    if price is not None and not (price.expected >= 0 and price.expected < Decimal("Infinity")):
        yield f"`{where}` costs less than nothing, or endlessly much"
