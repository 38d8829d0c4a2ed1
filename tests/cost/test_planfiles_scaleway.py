"""How the resources of a Terraform plan on Scaleway are billed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from planner.cost import Line, PricedResource
from planner.units import Range
from tests.cost.plans import cost, priced, resource

D = Decimal
ZONE = {"zone": "fr-par-2"}
ROOT = {"root_volume": [{"volume_type": "sbs_volume", "size_in_gb": 40, "sbs_iops": 5000}]}
POOL: dict[str, Any] = {
    "region": "fr-par",
    "node_type": "H100-1-80G",
    "autoscaling": True,
    "size": 1,
    "min_size": 1,
    "max_size": 3,
    "public_ip_disabled": True,
    "root_volume_type": "sbs_15k",
    "root_volume_size_in_gb": 200,
}


def line(found: PricedResource, item: str) -> Line:
    return next(one for one in found.lines if one.item == item)


def expected(found: PricedResource, item: str) -> Decimal:
    quantity = line(found, item).quantity
    assert quantity is not None
    return quantity.expected


def test_a_machine_is_billed_where_its_zone_is_and_its_disk_beside_it() -> None:
    found = priced("scaleway_instance_server.a", {**ZONE, **ROOT, "type": "PRO2-XXS"})

    assert found.region == "fr-par"
    assert line(found, "machines").monthly is not None
    assert expected(found, "machines") == 730
    assert expected(found, "disks") == 40
    assert line(found, "disks").note == "no price of block_storage_5k_gb_month in the catalogue"


def test_a_machine_with_a_public_address_pays_for_it() -> None:
    values = {**ZONE, **ROOT, "type": "PRO2-XXS", "enable_dynamic_ip": True}

    assert expected(priced("scaleway_instance_server.a", values), "public-addresses") == 730


@pytest.mark.parametrize("root", [{}, {"root_volume": [{"volume_type": "l_ssd"}]}])
def test_a_root_volume_whose_size_nobody_states_has_none(root: dict[str, Any]) -> None:
    found = priced("scaleway_instance_server.a", {**ZONE, **root, "type": "PRO2-XXS"})

    assert line(found, "disks").quantity is None


def test_a_local_root_volume_is_another_service() -> None:
    root = {"root_volume": [{"volume_type": "l_ssd", "size_in_gb": 20}]}
    found = priced("scaleway_instance_server.a", {**ZONE, **root, "type": "PRO2-XXS"})

    assert line(found, "disks").note == "no price of l_ssd_gb_month in the catalogue"


def test_a_block_volume_is_billed_by_its_class() -> None:
    found = priced("scaleway_block_volume.a", {**ZONE, "iops": 15000, "size_in_gb": 500})

    assert line(found, "disks").note == "no price of block_storage_15k_gb_month in the catalogue"
    assert expected(found, "disks") == 500


@pytest.mark.parametrize(
    ("kind", "standing"),
    [(None, "free"), ("kapsule", "free"), ("kapsule-dedicated-4", "unpriced")],
)
def test_a_shared_control_plane_is_free(kind: str | None, standing: str) -> None:
    values = {"region": "fr-par", **({"type": kind} if kind else {})}

    assert priced("scaleway_k8s_cluster.a", values).standing == standing


def test_a_pool_runs_between_its_bounds() -> None:
    nodes = line(priced("scaleway_k8s_pool.a", POOL), "nodes").quantity

    assert nodes is not None
    assert [nodes.low, nodes.expected, nodes.high] == [730, 730, 3 * 730]


def test_a_pool_that_does_not_scale_has_its_size() -> None:
    found = priced("scaleway_k8s_pool.a", {**POOL, "autoscaling": False, "size": 2})

    assert expected(found, "nodes") == 2 * 730
    assert expected(found, "disks") == 400


def test_a_pool_names_its_machine_as_kapsule_does_or_as_the_list_does() -> None:
    assert line(priced("scaleway_k8s_pool.a", {**POOL, "node_type": "pro2_xs"}), "nodes").monthly


def test_a_pool_of_an_unknown_machine_still_counts_its_disks() -> None:
    found = priced("scaleway_k8s_pool.a", {**POOL, "node_type": None}, unknown={"node_type": True})

    assert line(found, "nodes").note == "`node_type` is known only after the apply"
    assert expected(found, "disks") == 200


def test_a_pool_without_a_size_of_disk_and_with_public_addresses() -> None:
    values = {**POOL, "root_volume_size_in_gb": None, "public_ip_disabled": False}
    found = priced("scaleway_k8s_pool.a", values)

    assert line(found, "disks").quantity is None
    assert expected(found, "public-addresses") == 730


def test_pools_of_several_zones_have_their_own_bounds_where_no_spec_says_more() -> None:
    empty = {**POOL, "min_size": 0, "size": 0}
    zones = [
        resource(f'scaleway_k8s_pool.this["fr-par-{zone}"]', {**empty, "max_size": zone})
        for zone in (1, 2)
    ]
    quantities = [line(one, "nodes").quantity for one in cost(*zones).after.resources]

    assert quantities == [Range(D(0), D(0), D(730)), Range(D(0), D(0), D(1460))]


@pytest.mark.parametrize(
    ("address", "values", "standing"),
    [
        ("scaleway_ipam_ip.a", {"region": "fr-par"}, "free"),
        ("scaleway_iam_policy.a", {}, "free"),
        ("scaleway_vpc_private_network.a", {"region": "fr-par"}, "free"),
        ("scaleway_object_bucket.a", {"region": "fr-par"}, "usage"),
        ("scaleway_lb.a", {**ZONE, "type": "LB-S"}, "unpriced"),
        ("scaleway_vpc_public_gateway.a", {**ZONE, "type": "VPC-GW-M"}, "unpriced"),
        ("scaleway_key_manager_key.a", {"region": "fr-par"}, "unpriced"),
        ("scaleway_rdb_instance.a", {"region": "fr-par"}, "unpriced"),
    ],
)
def test_what_has_no_price_in_our_sources_is_never_free(
    address: str, values: dict[str, object], standing: str
) -> None:
    assert priced(address, values).standing == standing
