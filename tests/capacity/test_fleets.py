from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from planner.capacity import Estimate, Load, fleet
from planner.units import Range
from tests.capacity.asking import CHAT, asked, fitting, machine

MONTH = Decimal(730 * 3600)


@pytest.fixture(scope="module")
def ten_a_second() -> Estimate:
    found = fitting(asked("llama-3.3-70b-instruct", "fp8", "p5.48xlarge"))
    rate = Range(Decimal(5), Decimal(10), Decimal(12))
    return replace(found, requests_per_second=rate)


def peak(rate: int, kind: str = "chat") -> Load:
    """A load of so many requests in a second at peak."""
    return replace(CHAT, requests=rate * MONTH / 4, kind=kind)


def test_a_peak_is_carried_at_the_utilisation_of_its_kind_with_one_spare(
    ten_a_second: Estimate,
) -> None:
    """28 a second / (10 x 0.7) = 4, and one more; in a batch 28 / (10 x 0.9) = 3.1, so 4."""
    node = machine("p5.48xlarge")
    chat = fleet(ten_a_second, peak(28), machine=node, zones=1)
    agents = fleet(ten_a_second, peak(28, "agent"), machine=node, zones=1)

    assert chat.needed == Range(Decimal(28) / (12 * Decimal("0.7")), Decimal(4), Decimal(8))
    assert chat.replicas == 5
    assert agents.replicas == 7


def test_a_lost_zone_leaves_what_the_peak_needs(ten_a_second: Estimate) -> None:
    """Four are needed. Of 6 over three zones 2 are lost, and 4 stay; of 8 over two, 4 stay."""
    node = machine("p5.48xlarge")

    assert fleet(ten_a_second, peak(28), machine=node, zones=3).replicas == 6
    assert fleet(ten_a_second, peak(28), machine=node, zones=2).replicas == 8


def test_each_zone_has_nodes_of_its_own(ten_a_second: Estimate) -> None:
    """A node carries four replicas: two would hold all six, but the zones are three."""
    found = fleet(ten_a_second, peak(28), machine=machine("p5.48xlarge"), zones=3)

    assert (found.replicas_per_node, found.nodes) == (4, 3)


def test_no_load_at_all_still_takes_a_replica_and_its_spare(ten_a_second: Estimate) -> None:
    idle = replace(CHAT, requests=Decimal(0))

    found = fleet(ten_a_second, idle, machine=machine("p5.48xlarge"), zones=1)

    assert (found.replicas, found.utilisation) == (2, Decimal(0))


def test_a_kind_that_nobody_listed_gets_the_most_careful_utilisation(
    ten_a_second: Estimate,
) -> None:
    node = machine("p5.48xlarge")

    unknown = fleet(ten_a_second, peak(28, "telepathy"), machine=node, zones=1)

    assert (
        unknown.replicas == fleet(ten_a_second, peak(28, "agent"), machine=node, zones=1).replicas
    )


def test_a_fleet_says_how_its_number_came_about(ten_a_second: Estimate) -> None:
    found = fleet(ten_a_second, peak(28), machine=machine("p5.48xlarge"), zones=3)

    assert found.why == (
        "28 requests/s at peak = 7 in the mean x 4",
        (
            "10 requests/s of a replica x 0.7 = 7.0 to plan with: "
            "people wait for a token, and come in waves of their own"
        ),
        "4 for the peak, 5 with one spare",
        "6 so that 4 are left when the fullest of 3 zones is lost",
    )
