"""What of a vendor's lists is which of our rows: the data that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from planner import resources
from planner.catalog import load
from planner.refreshing.shapes import shape_of
from planner.refreshing.sources import SOURCES, mapping, source, source_rows
from planner.refreshing.sources.gcp_billing import GcpBilling
from planner.refreshing.sources.token_prices import PROVIDERS
from tests.refreshing.sets import rows


def items() -> Iterator[tuple[str, dict[str, Any]]]:
    for cloud in ("aws", "azure"):
        for listed in mapping(cloud)["service"].values():
            yield from ((cloud, item) for item in listed)
    for service in mapping("gcp")["service"].values():
        yield from (("gcp", item) for item in service["items"])


@pytest.mark.parametrize(("cloud", "item"), [*items()], ids=lambda part: str(part)[:60])
def test_an_item_is_one_of_the_catalogue_in_its_unit(cloud: str, item: dict[str, Any]) -> None:
    services = rows(resources.data() / "clouds" / cloud / "services.csv")

    assert item["unit"] in {row["unit"] for row in services if row["item"] == item["item"]}


def test_no_item_is_mapped_twice() -> None:
    named = [(cloud, item["item"]) for cloud, item in items()]

    assert len(named) == len(set(named))


PREFIXED = {
    "EUC1-NatGateway-Hours": True,
    "NatGateway-Hours": True,
    "EU-NatGateway-Hours": True,
    "UGW1-NatGateway-Hours": True,
    "us-east-1-NatGateway-Hours": True,
    "TS-NatGateway-Hours": False,
    "Outposts-NatGateway-Hours": False,
    "EUC1-RegionalNatGateway-Hours": False,
    "EUC1-TS-NatGateway-Hours": False,
}


@pytest.mark.parametrize("usage", PREFIXED)
def test_only_the_code_of_a_region_stands_before_a_usage_type(usage: str) -> None:
    pattern = mapping("aws")["usage_prefix"] + "NatGateway-Hours"

    assert bool(re.fullmatch(pattern, usage)) == PREFIXED[usage]


def test_every_machine_of_google_is_made_of_parts_that_are_mapped() -> None:
    catalog = load()
    google = GcpBilling(catalog, "http://127.0.0.1:9", "")
    parts = set(mapping("gcp")["part"])
    unmapped = []
    for machine in catalog.machines("gcp"):
        needs = google._needs(machine)  # noqa: SLF001 - what a machine is made of
        assert {name for name, _ in needs} <= parts, machine.name
        unmapped += [] if needs else [machine.name]

    # G4 shares a GPU among machines, and A4 is sold as a slice
    assert {name.partition("-")[0] for name in unmapped} <= {"a4", "g4"}


SHIPPED = resources.data()
NAMES = ("prices", "commitments", "services", "offerings")
TABLES = (
    "exchange_rates.csv",
    "sources.csv",
    *(f"clouds/{cloud}/{name}.csv" for cloud in ("aws", "azure", "gcp") for name in NAMES),
    *(f"tokens/{kind}.csv" for kind in PROVIDERS),
)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_the_columns_that_a_refresh_writes(table: str) -> None:
    heading = (SHIPPED / table).read_text("utf-8").splitlines()[0]

    assert shape_of(table).columns == tuple(heading.split(","))


def test_the_bank_is_one_source_whoever_asked_it() -> None:
    (row,) = [row for row in rows(SHIPPED / "sources.csv") if row["id"] == "ecb-reference-rates"]
    said = source_rows(["ecb-reference-rates"], release="")["ecb-reference-rates"]

    assert said.items() <= row.items()


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_has_steps_of_its_own_name_and_no_two_alike(name: str) -> None:
    found = source(name, load(), {})
    steps = found.steps()
    found.close()

    assert steps
    assert {step.source for step in steps} == {name}
    assert len({step.scope for step in steps}) == len(steps)
