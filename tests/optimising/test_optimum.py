"""The optimum is the one that trying everything finds."""

from __future__ import annotations

import pytest

from planner.optimising import Infeasible, Optimum, Unpriceable, solve
from tests.optimising.problems import small
from tests.optimising.trying import cheapest


@pytest.mark.parametrize("first", range(0, 800, 100))
def test_an_optimum_is_what_trying_everything_finds(first: int) -> None:
    for seed in range(first, first + 100):
        problem = small(seed)
        found, least = solve(problem), cheapest(problem)

        if least is None:
            assert isinstance(found, Infeasible | Unpriceable), seed
        else:
            assert isinstance(found, Optimum), seed
            assert found.monthly.expected == least, seed
            assert found.proven, seed
