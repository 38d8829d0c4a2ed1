from __future__ import annotations

from decimal import Decimal

import pytest

from planner.catalog import Catalog, load


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


def test_a_region_knows_its_country_zones_and_operator(catalog: Catalog) -> None:
    frankfurt = catalog.regions["aws"]["eu-central-1"]
    assert frankfurt.country == "DE"
    assert frankfurt.zones == ("eu-central-1a", "eu-central-1b", "eu-central-1c")
    assert frankfurt.operator == "aws"


def test_the_sovereign_region_has_an_operator_of_its_own(catalog: Catalog) -> None:
    assert catalog.regions["aws"]["eusc-de-east-1"].operator == "aws-esc"


def test_a_region_that_no_source_places_in_a_country_is_left_out(catalog: Catalog) -> None:
    assert "me-west-1" not in catalog.regions["aws"]


def test_a_cloud_nobody_knows_is_a_missing_key(catalog: Catalog) -> None:
    assert "nimbus" not in catalog.regions
    assert catalog.regions.get("nimbus", {}) == {}


def test_a_machine_says_what_the_guest_sees_of_its_gpus(catalog: Catalog) -> None:
    whole = catalog.machine("aws", "g6.12xlarge")
    assert whole is not None
    assert (whole.accelerator, whole.gpus, whole.gpu_fraction) == ("L4", 4, Decimal(1))
    assert whole.gpu_memory_gib == Decimal("22.4")


def test_a_shared_gpu_is_one_device_and_a_fraction(catalog: Catalog) -> None:
    shared = catalog.machine("aws", "g6f.large")
    assert shared is not None
    assert (shared.gpus, shared.gpu_fraction) == (1, Decimal("0.125"))


def test_a_gpu_count_that_no_source_gives_is_unknown(catalog: Catalog) -> None:
    machine = catalog.machine("azure", "Standard_ND96isf_H100_v5")
    assert machine is not None
    assert machine.gpus is None


def test_an_offering_names_just_the_zones_that_sell_the_machine(catalog: Catalog) -> None:
    offering = catalog.offering("aws", "eu-north-1", "g6.xlarge")
    assert offering is not None
    assert offering.zones == ("eu-north-1a", "eu-north-1b")
    assert offering.availability == "offered"
    assert catalog.offering("aws", "eu-central-1", "p5.4xlarge") is None


def test_a_price_meter_is_no_proof_of_an_offer(catalog: Catalog) -> None:
    offering = catalog.offering("azure", "swedencentral", "Standard_ND96isr_H100_v5")
    assert offering is not None
    assert offering.availability == "priced_only"


def test_an_offered_machine_may_have_no_known_price(catalog: Catalog) -> None:
    assert catalog.offering("aws", "eu-north-1", "p5.4xlarge")
    assert catalog.hourly("aws", "eu-north-1", "p5.4xlarge", "on_demand") is None


def test_a_machine_hour_has_a_price_for_each_way_to_buy_it(catalog: Catalog) -> None:
    prices = [
        catalog.hourly("aws", "us-east-1", "p4d.24xlarge", purchase)
        for purchase in ("on_demand", "reserved_1y", "spot")
    ]
    amounts = [price.amount for price in prices if price]
    assert amounts == sorted(amounts, reverse=True)
    assert len(amounts) == len(prices)


def test_a_service_price_is_not_borrowed_from_another_region(catalog: Catalog) -> None:
    assert catalog.service("aws", "il-central-1", "alb_hour") is None
    elsewhere = {price.region for price in catalog.service_elsewhere("aws", "alb_hour")}
    assert "eu-central-1" in elsewhere
    assert "il-central-1" not in elsewhere


def test_a_service_price_of_all_regions_holds_in_each(catalog: Catalog) -> None:
    price = catalog.service("aws", "eu-central-1", "eks_control_plane_standard")
    assert price is not None
    assert (price.amount, price.unit, price.region) == (Decimal("0.1"), "cluster-hour", "*")


def test_an_item_that_nobody_prices_is_known_nowhere(catalog: Catalog) -> None:
    assert catalog.service("aws", "us-east-1", "unicorn_hour") is None
    assert catalog.service_elsewhere("aws", "unicorn_hour") == ()
