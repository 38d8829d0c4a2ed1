"""What it costs to be quicker, or stricter."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from planner.optimising import Candidate, Need, Problem, latency_front, strictness_front
from planner.units import Range
from tests.optimising.problems import small
from tests.optimising.trying import cheapest


def calls(name: str, price: int, latency: int | None) -> Candidate:
    money = Range.exactly(price)
    return Candidate(name, money, money, latency_ms=None if latency is None else Decimal(latency))


def test_a_front_goes_from_the_cheapest_to_the_quickest() -> None:
    every = (
        calls("slow", 1, 900),
        calls("mid", 3, 500),
        calls("dull", 4, 600),
        calls("fast", 9, 100),
        calls("unknown", 2, None),
    )
    front = latency_front(Problem((Need("chat", every), Need("search", every[:3]))))

    found = [(point.optimum.monthly.expected, point.worst) for point in front.points]
    assert found == [(Decimal(2), Decimal(900)), (Decimal(6), Decimal(500))]
    assert front.is_complete


def test_no_point_of_a_front_can_be_bettered() -> None:
    for seed in range(60):
        problem = small(seed)
        front = latency_front(problem)

        assert front.is_complete, seed
        for earlier, later in pairwise(front.points):
            assert earlier.optimum.monthly.expected < later.optimum.monthly.expected, seed
            assert later.worst is not None, seed
            assert earlier.worst is None or earlier.worst > later.worst, seed
        for point in front.points:
            cost = point.optimum.monthly.expected
            if point.worst is not None:
                quicker = cheapest(_within(problem, point.worst - 1))
                assert cheapest(_within(problem, point.worst)) == cost, seed
                assert quicker is None or quicker > cost, seed


def _within(problem: Problem, bound: Decimal) -> Problem:
    def hurried(need: Need) -> Need:
        own = need.primary_latency_ms
        return replace(need, primary_latency_ms=bound if own is None else min(own, bound))

    return replace(problem, needs=tuple(hurried(need) for need in problem.needs))


def test_a_front_of_many_points_says_that_it_is_cut() -> None:
    every = tuple(calls(f"to-{n}", n, 1000 - n) for n in range(10))
    front = latency_front(Problem((Need("chat", every),)), most=4)

    assert len(front.points) == 4
    assert not front.is_complete


def test_strictness_has_a_price() -> None:
    every = (calls("us", 1, 1), calls("eu", 5, 1), calls("own", 50, 1), calls("unknown", 0, 1))
    levels = {("chat", name): Decimal(level) for level, name in enumerate(("us", "eu", "own"))}
    front = strictness_front(Problem((Need("chat", every),)), levels)

    found = [(point.optimum.served[0].targets[0], point.worst) for point in front.points]
    assert found == [("unknown", None), ("us", 0), ("eu", 1), ("own", 2)]


def test_a_problem_without_a_solution_has_no_front() -> None:
    front = latency_front(Problem((Need("chat", ()),)))

    assert front.points == ()
    assert front.is_complete
