"""Published rules of thumb, worked out with the catalogue's own prices."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from planner.catalog import load as catalogue
from planner.owning import (
    Rented,
    Thumb,
    api_named,
    assumed_people,
    break_even,
    insurance,
    target_of,
)
from planner.units import Money
from tests.owning.made import HAIKU, LLAMA, haiku, pool, sized, workload

L4_US = Rented("aws", "us-east-1", "L4", LLAMA, "fp8", "g6.xlarge")
L4_EU = replace(L4_US, region="eu-central-1")
H100_US = Rented("aws", "us-east-1", "H100", LLAMA, "fp8", "p5.4xlarge")
H100_EU = Rented("gcp", "europe-west4", "H100", LLAMA, "fp8", "a3-highgpu-1g")
H100_NODE = replace(H100_US, machine="p5.48xlarge")


def thumb(offer: Rented, nodes: int, *, with_people: bool = False) -> Thumb:
    people = assumed_people() if with_people else None
    both = break_even(haiku(), pool(sized(lambda _: nodes), offer=offer, people=people))
    assert both.thumb is not None
    return both.thumb


@pytest.mark.parametrize(
    ("offer", "threshold"),
    [
        (L4_US, "1762.51"),  # 3 x 730 x 0.8048: about 2 k
        (L4_EU, "2204.02"),  # 3 x 730 x 1.0064
        (H100_US, "15067.20"),  # 3 x 730 x 6.88: 15 k
        (H100_EU, "30807.96"),  # 3 x 730 x 14.06756: 31 k
    ],
    ids=["L4 in the US", "L4 in the EU", "H100 in the US", "H100 in the EU"],
)
def test_three_times_an_always_on_pod_differs_tenfold_by_pool(
    offer: Rented, threshold: str
) -> None:
    assert Money(thumb(offer, 1).threshold).rounded() == Decimal(threshold)


def test_the_band_of_20_to_200_thousand_is_that_of_h100s_with_a_spare() -> None:
    spared = thumb(H100_US, 2, with_people=True).threshold
    node = thumb(H100_NODE, 1, with_people=True).threshold

    # 3 x 2 x 730 x 6.88 + 2660, and 3 x 730 x 55.04 + 2660
    assert (round(spared), round(node)) == (32_794, 123_198)
    assert 20_000 < spared < node < 200_000
    # on L4s the same rule begins an order of magnitude lower
    assert thumb(L4_US, 2, with_people=True).threshold < 7_000


def test_a_second_provider_against_an_outage_of_four_hours() -> None:
    facts = catalogue()
    target = target_of(api_named(HAIKU, facts), facts)

    found = insurance(target, workload(), facts, cloud="aws", region="eu-central-1")

    # 3.6M / 730 x 4
    assert round(found.struck, 2) == Decimal("19726.03")
    # 2.39 x 0.74 hours of Anthropic's and 2.67 x 2.66 of OpenAI's in 720, of 730 hours
    assert [round(hours, 2) for hours in (found.out_hours.low, found.out_hours.high)] == [
        Decimal("1.79"),
        Decimal("7.20"),
    ]
    # a year of OpenAI's: about 87 hours
    assert round(found.out_hours.high * 12) == 86
    # 3.6M x 0.25 x their mean; with two, x that mean again
    assert round(found.lost.expected) == 5_544
    assert round(found.lost_with_two.expected) == 34
    assert not found.premium.at_least
    assert found.worth is not None
    # 333.02 a month for 5510 requests that no longer fail
    assert round(found.worth, 3) == Decimal("0.060")
