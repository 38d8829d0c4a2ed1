"""What a plan's choices are as a problem."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import planner
from planner.advising.posing import posed
from planner.advising.weighing import weighed
from planner.optimising import Pool
from planner.solving import Judge
from planner.units import cents

_TODAY = date(2026, 12, 1)


def _pools(term: str | None) -> dict[str, Pool]:
    plan = planner.plan("examples/hybrid-hot-path/topology.yaml", today=_TODAY)
    judge = Judge(plan.catalog, _TODAY)
    found = weighed(plan, judge)
    return {pool.id: pool for pool in posed(plan, found, judge, term).problem.pools}


def test_nodes_are_committed_to_only_where_somebody_says_for_how_long() -> None:
    without, with_a_year = _pools(None), _pools("1y")
    assert {one.id for pool in without.values() for one in pool.purchases} == {"on_demand"}
    bought = {one.id for pool in with_a_year.values() for one in pool.purchases}
    assert bought == {"on_demand", "1y"}


def test_a_commitment_costs_less_than_the_same_node_on_demand() -> None:
    for pool in _pools("3y").values():
        months = {one.id: one.monthly.expected for one in pool.purchases}
        assert all(months[term] < months["on_demand"] for term in months if term != "on_demand")


def test_a_pool_of_the_spec_is_told_from_what_it_could_have_besides() -> None:
    pools = _pools(None)
    assert "gpu_pools.hot" in pools
    machine = "aws:eu-central-1/g6.12xlarge/llama-3.1-8b-instruct/fp8"
    assert machine not in pools


def test_a_node_costs_its_machine_its_disk_its_metrics_and_what_it_downloads() -> None:
    plan = planner.plan("examples/hybrid-hot-path/topology.yaml", today=_TODAY)
    hourly = plan.catalog.hourly("aws", "eu-central-1", "g6.12xlarge", "on_demand")
    assert hourly is not None
    (bought,) = _pools(None)["gpu_pools.hot"].purchases
    beside = bought.monthly.expected - hourly.amount * 730
    # 200 GB of disk, seven metrics, 10 GB of image and the weights of a replica on each two GPUs
    disk, metrics = 200 * Decimal("0.0952"), 7 * Decimal("0.3")
    assert cents(beside) == cents(disk + metrics + (10 + 2 * Decimal("16.1")) * Decimal("0.052"))
