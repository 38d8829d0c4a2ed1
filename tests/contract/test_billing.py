"""What every cloud that nodes may stand on has to say of how it bills and what is built on it."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from typing import get_args

import pytest

from planner import resources
from planner.catalog import PARTS, assumptions, building, load
from planner.spec import Cloud
from planner.topology import BUCKETS

CLOUDS = get_args(Cloud)
DATA = resources.data() / "clouds"
KEYS = {
    "assumption",
    "connections",
    "factor",
    "free",
    "how",
    "included_days",
    "line",
    "per",
    "service",
    "sizes",
    "tiers",
    "unit",
    "unknown",
}


def written(cloud: str) -> dict[str, dict[str, object]]:
    return tomllib.loads((DATA / cloud / "billing.toml").read_text("utf-8"))


def services(cloud: str) -> set[str]:
    path = DATA / cloud / "services.csv"
    if not path.is_file():
        return set()
    with path.open(encoding="utf-8", newline="") as text:
        return {row["item"] for row in csv.DictReader(text)}


def test_every_cloud_that_a_spec_may_name_says_how_it_bills_and_no_other_does() -> None:
    for file in ("billing.toml", "building.toml"):
        assert {path.parent.name for path in DATA.glob(f"*/{file}")} == set(CLOUDS)


@pytest.mark.parametrize("cloud", CLOUDS)
def test_a_cloud_speaks_of_every_part_and_in_the_same_order(cloud: str) -> None:
    assert tuple(written(cloud)) == PARTS


@pytest.mark.parametrize("cloud", CLOUDS)
def test_a_part_has_a_known_service_or_says_why_it_has_none(cloud: str) -> None:
    for part in PARTS:
        billed = load().billed(cloud, part)
        assert {tier.service for tier in billed.tiers} <= services(cloud), part
        ways = (billed.tiers, billed.sizes, billed.free, billed.unknown)
        assert [bool(way) for way in ways].count(True) == 1, part
        assert bool(billed.unit) != bool(billed.free), part


@pytest.mark.parametrize("cloud", CLOUDS)
def test_sizes_of_disks_rise_and_some_of_them_have_a_price(cloud: str) -> None:
    for part in PARTS:
        sizes = load().billed(cloud, part).sizes
        most = [gib for gib, _ in sizes]
        assert most == sorted(set(most)), part
        assert not sizes or {service for _, service in sizes} & services(cloud), part


@pytest.mark.parametrize("cloud", CLOUDS)
def test_a_part_says_nothing_that_nobody_reads(cloud: str) -> None:
    for part, entry in written(cloud).items():
        assert set(entry) <= KEYS, part
        assert entry.get("per", "zone") in ("network", "zone"), part
        assert entry.get("assumption") in {None, *assumptions()}, part


@pytest.mark.parametrize("cloud", CLOUDS)
def test_tiers_rise_from_zero_in_quantity_and_nowhere_in_price(cloud: str) -> None:
    for part in PARTS:
        tiers = load().billed(cloud, part).tiers
        starts = [tier.start for tier in tiers]
        assert starts[:1] in ([], [0]), part
        assert starts == sorted(set(starts)), part
        for region in load().regions[cloud]:
            prices = [load().service(cloud, region, tier.service) for tier in tiers]
            known = [price.amount for price in prices if price is not None]
            assert (cloud, region) in ODD or known == sorted(known, reverse=True), (part, region)


ODD = {("gcp", "asia-northeast1"), ("gcp", "asia-northeast2"), ("gcp", "asia-northeast3")}
"""Regions whose first terabyte has the price of the last tier in the one source that lists it."""


def test_no_two_clouds_that_are_built_on_name_a_region_alike() -> None:
    names = Counter(name for cloud in CLOUDS for name in load().regions[cloud])

    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("cloud", CLOUDS)
def test_what_is_built_is_made_of_known_kinds(cloud: str) -> None:
    kinds = building(cloud).provider_endpoints

    assert set(kinds) <= set(load().provider_kinds)
    assert all(load().provider_kinds[kind].cloud == cloud for kind in kinds)


def test_the_machine_of_a_clusters_own_nodes_is_known_where_machines_without_gpus_are() -> None:
    for cloud in CLOUDS:
        if any(not machine.accelerator for machine in load().machines(cloud)):
            assert load().machine(cloud, building(cloud).system_machine) is not None


def test_each_cloud_has_one_word_for_a_bucket() -> None:
    assert len(BUCKETS) == len(CLOUDS)
