"""Workloads, and sides that are sized by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, Decimal

from planner.capacity import Deadline, Estimate, Fleet, Load, Replica
from planner.catalog import load as catalogue
from planner.owning import (
    ApiSide,
    Case,
    Fleets,
    OwnSide,
    Rented,
    api_named,
    api_side,
    assumed_people,
    pool_of,
    pool_side,
    target_of,
)
from planner.topology import People
from planner.units import Range

HAIKU = "bedrock/claude-haiku-4-5@eu-central-1"
LLAMA = "llama-3.1-8b-instruct"
L4 = Rented("aws", "eu-central-1", "L4", LLAMA, "fp8", "g6.xlarge")


def workload(requests: int | str = 3_600_000) -> Load:
    return Load(Decimal(requests), Decimal(1400), Decimal(300))


def case(requests: int | str = 3_600_000, offer: Rented = L4) -> Case:
    facts = catalogue()
    target = target_of(api_named(HAIKU, facts), facts)
    return Case(target, offer, workload(requests), Deadline(), assumed_people(), facts)


def sized(nodes: Callable[[Decimal], int]) -> Fleets:
    """Fleets of so many nodes at a volume, whatever a replica carries."""

    def size(load: Load) -> Fleet:
        count = nodes(load.requests)
        return Fleet(_estimate(), Range.exactly(count), count, 1, count, Decimal("0.5"), ())

    return Fleets(size, size, size)


def each(requests: int) -> Fleets:
    """One node for every so many requests a month."""
    return sized(lambda volume: max(1, int((volume / requests).to_integral_value(ROUND_CEILING))))


def _estimate() -> Estimate:
    model = catalogue().open_model(LLAMA)
    assert model is not None
    return Estimate(
        replica=Replica(model, "fp8", "L4", 1, Decimal("22.4")),
        concurrency=32,
        most_concurrency=64,
        requests_per_second=Range.exactly(1),
        output_tokens_per_second=Range.exactly(300),
        ttft_p95_ms=Decimal(500),
        tpot_ms=Decimal(30),
        p95_ms=Decimal(9500),
        bound="bandwidth",
        basis="measured",
    )


def haiku(requests: int | str = 3_600_000, *, price: str = "1") -> ApiSide:
    facts = catalogue()
    side = api_side(target_of(api_named(HAIKU, facts), facts), workload(requests), facts)
    return ApiSide(side.topology, side.load, side.catalog, Decimal(price))


def pool(
    fleets: Fleets,
    requests: int | str = 3_600_000,
    *,
    offer: Rented = L4,
    people: People | None = None,
) -> OwnSide:
    facts = catalogue()
    return pool_side(pool_of(offer, facts), workload(requests), fleets, people, facts)
