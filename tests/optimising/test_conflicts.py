"""The smallest conflict, named in the words of whoever asks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from planner.optimising import (
    Candidate,
    Infeasible,
    Need,
    Optimum,
    Pool,
    Problem,
    Purchase,
    Quota,
    Unpriceable,
    solve,
)
from planner.optimising.supposing import demands
from planner.units import Range
from tests.optimising.problems import shuffled, small
from tests.optimising.trying import asking, cheapest, smallest_conflict


def usd(amount: int) -> Range:
    return Range.exactly(amount)


def priced(problem: Problem) -> Problem:
    """The problem with all prices known."""
    needs = (
        replace(
            need,
            candidates=tuple(
                replace(one, primary=one.primary or usd(1), fallback=one.fallback or usd(1))
                for one in need.candidates
            ),
        )
        for need in problem.needs
    )
    shared = (replace(one, monthly=one.monthly or usd(1)) for one in problem.shared)
    return replace(problem, needs=tuple(needs), shared=tuple(shared))


@pytest.mark.parametrize("first", range(0, 80, 20))
def test_no_other_conflict_has_fewer_demands(first: int) -> None:
    for seed in range(first, first + 20):
        problem = priced(small(seed, needs=2, candidates=3))
        found = solve(problem)
        if isinstance(found, Optimum):
            continue
        assert isinstance(found, Infeasible), seed
        least = smallest_conflict(problem, demands(problem))

        assert (len(found.conflict) or None) == least, seed
        assert cheapest(asking(problem, found.conflict)) is None, seed
        assert found.minimality == "smallest", seed


def test_a_budget_below_the_optimum_is_named() -> None:
    named = 0
    for seed in range(40):
        problem = priced(small(seed, needs=2, candidates=3))
        found = solve(problem)
        if not isinstance(found, Optimum) or not found.monthly.expected:
            continue
        named += 1
        limit = found.monthly.expected - Decimal("0.01")
        short = replace(problem, budget=limit)
        refused = solve(short)

        assert isinstance(solve(replace(problem, budget=limit + Decimal("0.01"))), Optimum), seed
        assert isinstance(refused, Infeasible), seed
        assert "budget" in {one.kind for one in refused.conflict}, seed
        assert refused.at_least is not None, seed
        assert refused.at_least > limit, seed
        assert len(refused.conflict) == smallest_conflict(short, demands(short)), seed

    assert named > 10


def test_a_conflict_speaks_the_words_of_whoever_asks() -> None:
    one = Candidate("a", usd(5), usd(1), latency_ms=Decimal(900))
    words = {"latency": "needs.latency_p95_ms"}
    found = solve(Problem((Need("chat", (one,), latency_ms=Decimal(500), labels=words),)))

    assert isinstance(found, Infeasible)
    assert [demand.label for demand in found.conflict] == ["needs.latency_p95_ms"]
    assert found.minimality == "smallest"


def test_targets_and_failure_domains_conflict_together() -> None:
    eu = frozenset({"eu"})
    both = (Candidate("a", usd(5), usd(1), eu), Candidate("b", usd(5), usd(1), eu))
    found = solve(Problem((Need("chat", both, targets=2),)))

    assert isinstance(found, Infeasible)
    assert [demand.kind for demand in found.conflict] == ["targets", "domains"]


def test_needs_that_crowd_a_pool_and_a_quota_are_told_so() -> None:
    stands = Candidate("own", usd(0), usd(0), pool="gpus", load=Decimal("0.6"))
    counts = Candidate("api", usd(0), usd(0), quota="tpm", tokens_per_minute=Decimal(60))
    pool = Pool("gpus", (Purchase("on-demand", usd(1)),), max_nodes=1, label="gpu_pools.gpus")
    quota = Quota("tpm", Decimal(100), label="quotas.tpm")
    needs = tuple(Need(f"need-{n}", (stands, counts)) for n in range(3))
    found = solve(Problem(needs, (pool,), quotas=(quota,)))

    assert isinstance(found, Infeasible)
    assert [demand.label for demand in found.conflict] == ["quotas.tpm", "gpu_pools.gpus"]


def test_a_need_that_nothing_serves_is_no_conflict() -> None:
    one = Candidate("a", usd(1), usd(1))
    found = solve(Problem((Need("chat", ()), Need("search", (one,)))))

    assert found == Infeasible((), "smallest", ("chat",))


def test_a_conflict_does_not_depend_on_the_order_of_a_problem() -> None:
    for seed in range(60):
        problem = priced(small(seed))
        found, other = solve(problem), solve(shuffled(problem, seed))
        if isinstance(found, Infeasible) and isinstance(other, Infeasible):
            assert set(found.conflict) == set(other.conflict), seed


def test_a_budget_that_only_an_unknown_price_could_keep_asks_for_it() -> None:
    both = (Candidate("a", None, None), Candidate("b", usd(9), usd(1)))
    found = solve(Problem((Need("chat", both),), budget=Decimal(5)))

    assert isinstance(found, Unpriceable)
    assert [one.candidate for one in found.missing] == ["a"]


def test_many_needs_have_a_conflict_with_a_budget() -> None:
    one = Candidate("api", usd(10), usd(1), latency_ms=Decimal(200))
    needs = tuple(Need(f"need-{n}", (one,), latency_ms=Decimal(500)) for n in range(100))
    found = solve(Problem(needs, budget=Decimal(999)))

    assert isinstance(found, Infeasible)
    assert [demand.kind for demand in found.conflict] == ["budget"]
    assert found.at_least == Decimal(1000)
