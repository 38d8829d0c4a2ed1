"""Both sides of a workload: bills by hand, and what is always true of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.capacity import Unfit
from planner.cost import Bill
from planner.owning import (
    BreakEven,
    Climb,
    Fleets,
    Rented,
    assumed_people,
    break_even,
    climb,
    climbed,
    compared,
    first_flip,
    flip_of,
    variations,
)
from planner.units import Money
from tests.owning.made import L4, case, each, haiku, pool, sized

VOLUMES = st.integers(1, 50_000_000)


def months(bill: Bill) -> dict[str, Decimal]:
    found = {line.id: line.monthly for line in bill.lines}
    return {id: Money(month.expected).rounded() for id, month in found.items() if month}  # noqa: A001 - the field's name


def found(requests: int = 3_600_000, offer: Rented = L4) -> BreakEven:
    both = compared(case(requests, offer))
    assert isinstance(both, BreakEven)
    return both


def steps(requests: int = 3_600_000) -> Climb:
    found = climbed(case(requests))
    assert isinstance(found, Climb)
    return found


# --- by hand -----------------------------------------------------------------------------------


def test_an_api_costs_its_tokens_and_what_watches_it() -> None:
    assert months(haiku().bill(Decimal(3_600_000))) == {
        "endpoints.workload/api/model/input": Decimal("5544.00"),  # 3.6M x 1400 / 1M x 1.10
        "endpoints.workload/api/model/output": Decimal("5940.00"),  # 3.6M x 300 / 1M x 5.50
        "monitoring.eu-central-1/alarms": Decimal("0.20"),  # 2 x 0.10
        "monitoring.eu-central-1/dashboard": Decimal("3.00"),
        "encryption.eu-central-1/key": Decimal("1.00"),
    }


def test_a_pool_costs_all_that_a_spec_with_one_does() -> None:
    own = pool(sized(lambda _: 2), people=assumed_people()).bill(Decimal(3_600_000), 2)

    assert months(own) == {
        "gpu_pools.own/nodes": Decimal("1469.34"),  # 2 x 730 x 1.0064
        "gpu_pools.own/disks": Decimal("38.08"),  # 2 x 200 x 0.0952
        "gpu_pools.own/detailed-monitoring": Decimal("4.20"),  # 2 x 7 x 0.30
        "gpu_pools.own/downloads": Decimal("2.71"),  # 2 x (10 + 16.1) x 0.052
        "gpu_pools.own/load-balancer": Decimal("19.71"),  # 730 x 0.027
        "gpu_pools.own/load-balancer-capacity": Decimal("0.19"),  # 31.8528 x 0.006
        "gpu_pools.own/cross-zone-data": Decimal("0.85"),  # 2 x 63.7056 x 2/3 x 0.01
        "cluster.eu-central-1/control-plane": Decimal("73.00"),  # 730 x 0.10
        "cluster.eu-central-1/system-nodes": Decimal("176.30"),  # 2 x 730 x 0.12075
        "cluster.eu-central-1/system-disks": Decimal("9.52"),  # 2 x 50 x 0.0952
        "cluster.eu-central-1/logs": Decimal("6.30"),  # 10 x 0.63
        "cluster.eu-central-1/logs-kept": Decimal("0.32"),  # 10 x 30 / 30.4167 x 0.0324
        "network.eu-central-1/nat-gateways": Decimal("113.88"),  # 3 x 730 x 0.052
        "network.eu-central-1/public-addresses": Decimal("10.95"),  # 3 x 730 x 0.005
        "network.eu-central-1/interface-endpoints": Decimal("289.08"),  # 33 x 730 x 0.012
        "monitoring.eu-central-1/alarms": Decimal("0.20"),
        "monitoring.eu-central-1/dashboard": Decimal("3.00"),
        "encryption.eu-central-1/key": Decimal("1.00"),
        "people/operations": Decimal("1900.00"),  # 20 x 95
        "people/evaluation": Decimal("760.00"),  # 8 x 95
    }
    assert Money(own.monthly.expected).rounded() == Decimal("4878.63")


def test_a_commitment_is_for_every_node() -> None:
    committed = pool(each(1_000_000), offer=replace(L4, term="1y"))

    bill = committed.bill(Decimal(3_600_000), 4)

    assert "gpu_pools.own/nodes" not in months(bill)
    (nodes,) = (line for line in bill.lines if line.item == "nodes-committed")
    assert nodes.quantity is not None
    assert nodes.quantity.expected == 4 * 730


def test_the_ratio_is_of_both_bills_and_the_rule_of_thumb_of_nodes() -> None:
    both = break_even(haiku(), pool(sized(lambda _: 2), people=assumed_people()))

    assert both.ratio is not None
    assert round(both.ratio, 4) == round(Decimal("11488.20") / Decimal("4878.633486"), 4)
    assert both.pays
    assert both.thumb is not None
    assert round(both.thumb.threshold, 2) == Decimal("7068.03")  # 3 x 1469.344 + 2660
    assert both.thumb.is_met


# --- what is always true -----------------------------------------------------------------------


@pytest.mark.property
@settings(max_examples=25, deadline=None)
@given(VOLUMES, VOLUMES)
def test_more_volume_never_lowers_a_bill(one: int, other: int) -> None:
    few, many = sorted((one, other))
    api, own = haiku(), pool(each(500_000))

    assert api.bill(Decimal(few)).monthly.expected <= api.bill(Decimal(many)).monthly.expected
    costs = [
        own.bill(Decimal(v), own.fleet(Decimal(v)).nodes).monthly.expected for v in (few, many)
    ]
    assert costs == sorted(costs)


@pytest.mark.property
@settings(max_examples=10, deadline=None)
@given(st.decimals(Decimal("0.1"), 4, places=2), st.decimals(Decimal("0.1"), 4, places=2))
def test_a_dearer_api_never_makes_owning_pay_less(one: Decimal, other: Decimal) -> None:
    cheap, dear = (haiku(price=str(price)) for price in sorted((one, other)))
    own = pool(each(500_000), people=assumed_people())

    assert break_even(cheap, own).pays in (False, break_even(dear, own).pays)
    first, earlier = first_flip(cheap, own), first_flip(dear, own)
    assert first is None or (earlier is not None and earlier.requests <= first.requests)


@pytest.mark.property
@settings(max_examples=10, deadline=None)
@given(st.integers(200_000, 3_000_000), st.decimals(Decimal("0.3"), 3, places=2))
def test_a_flip_flips(carried: int, price: Decimal) -> None:
    api, own = haiku(price=str(price)), pool(each(carried), people=assumed_people())

    for flip in climb(api, own).flips:
        before, after = (
            api.bill(Decimal(volume)).monthly.expected
            - own.bill(Decimal(volume), own.fleet(Decimal(volume)).nodes).monthly.expected
            for volume in (flip.requests - 1, flip.requests)
        )
        assert (before > 0, after > 0) == (
            (False, True) if flip.cheaper == "own" else (True, False)
        )


def test_the_stairs_of_the_capacity_model_never_go_down() -> None:
    stairs = steps().stairs

    assert [stair.nodes for stair in stairs] == sorted({stair.nodes for stair in stairs})
    assert all(stair.first <= stair.end for stair in stairs)


def test_the_first_flip_is_the_first_of_all() -> None:
    assert flip_of(case()) == steps().flips[0]


# --- bands, and what nobody knows --------------------------------------------------------------


def banded(few: int, middle: int, many: int) -> Fleets:
    """Nodes where a replica carries the most that is published, what is expected, and the least."""
    return Fleets(
        expected=sized(lambda _: middle).expected,
        most=sized(lambda _: many).expected,
        fewest=sized(lambda _: few).expected,
    )


def test_a_band_of_capacity_is_a_band_of_nodes() -> None:
    volume, own = Decimal(3_600_000), pool(banded(3, 4, 8))

    band = break_even(haiku(), own).own_monthly

    assert band.low == own.bill(volume, 3).monthly.low
    assert band.expected == own.bill(volume, 4).monthly.expected
    assert band.high == own.bill(volume, 8).monthly.high


@pytest.mark.parametrize(("price", "pays"), [("1", True), ("0.5", False)])
def test_it_says_whether_it_pays_at_the_low_end_too(price: str, pays: bool) -> None:  # noqa: FBT001 - a case of the table
    # 4 nodes cost 3.7 k and 8 at most 7.1 k; the tokens 11.5 k at the list price
    both = break_even(haiku(price=price), pool(banded(3, 4, 8)))

    assert both.pays is True
    assert both.pays_at_least is pays


def test_what_has_no_price_leaves_open_whether_it_pays() -> None:
    dear = Rented("gcp", "europe-west4", "H100", "llama-3.1-8b-instruct", "fp8", "a3-highgpu-1g")
    small, large = found(offer=dear), found(30_000_000, replace(dear, term="3y"))

    assert [line.item for line in small.own.unpriced] == ["alarms"]
    assert small.ratio is None
    # what has no price can only make it dearer still
    assert small.pays is False
    assert large.pays is None


def test_flips_are_the_earliest_where_what_is_owned_has_a_line_without_a_price() -> None:
    dear = Rented("gcp", "europe-west4", "H100", "llama-3.1-8b-instruct", "fp8", "a3-highgpu-1g")
    steps = climbed(case(offer=replace(dear, term="3y")))

    assert isinstance(steps, Climb)
    assert steps.basis == "earliest"


def test_more_nodes_than_a_pool_can_have_are_no_pool() -> None:
    refused = compared(case(2_000_000_000))

    assert isinstance(refused, Unfit)
    assert refused.reason.endswith("more than the 1,000 of a pool")


def test_one_thing_is_changed_at_a_time() -> None:
    found = list(variations(case()))
    base = compared(case())
    assert isinstance(base, BreakEven)

    for one in found:
        assert isinstance(one.found, BreakEven)
        if one.what == "price of the API's tokens":
            assert one.found.own_monthly == base.own_monthly
        if one.what in {"hours of people", "precision", "peak over mean, so utilisation"}:
            assert one.found.api_monthly == base.api_monthly
    assert len({(one.what, one.changed) for one in found}) == len(found)
