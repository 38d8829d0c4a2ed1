"""How the resources of a Terraform plan on Azure are billed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from planner.cost import PricedResource
from planner.units import Range
from tests.cost.plans import priced

HERE = {"location": "swedencentral"}
MONTH_S = 730 * 3600


def quantity(found: PricedResource, item: str) -> Range:
    line = next(one for one in found.lines if one.item == item)
    assert line.quantity is not None
    return line.quantity


def app(containers: list[dict[str, Any]], **template: Any) -> PricedResource:
    values = {**HERE, "template": [{**template, "container": containers}]}
    return priced("azurerm_container_app.a", values)


def alert(*values: list[str]) -> PricedResource:
    criteria = [{"dimension": [{"values": each} for each in values]}]
    return priced("azurerm_monitor_metric_alert.a", {**HERE, "scopes": ["a"], "criteria": criteria})


def test_an_app_pays_for_all_its_containers_between_its_replicas() -> None:
    containers = [{"cpu": 0.5, "memory": "1Gi"}, {"cpu": 0.25, "memory": "0.5Gi"}]
    found = app(containers, min_replicas=2, max_replicas=6)

    cpu, memory = quantity(found, "container-apps-vcpu"), quantity(found, "container-apps-memory")
    assert (cpu.low, cpu.high) == (Decimal("1.5") * MONTH_S, Decimal("4.5") * MONTH_S)
    assert memory.low == 3 * MONTH_S
    assert found.by_use == ("requests",)


def test_an_app_on_machines_of_its_own_is_billed_by_those() -> None:
    found = priced("azurerm_container_app.a", {**HERE, "workload_profile_name": "D4"})

    assert found.lines == ()
    assert found.by_use == ("the machines of its workload profile",)


def test_an_app_whose_processors_nobody_knows_yet_has_no_price() -> None:
    values = {**HERE, "template": [{"container": [{"memory": "1Gi"}]}]}
    found = priced("azurerm_container_app.a", values)

    assert found.standing == "unpriced"


@pytest.mark.parametrize(
    ("is_internal", "profiles", "balancers", "addresses"),
    [(True, [{}], 1, 1), (True, [], 2, 1), (False, [{}], 1, 2)],
)
def test_an_environment_in_a_network_brings_load_balancers_and_addresses(
    *, is_internal: bool, profiles: list[Any], balancers: int, addresses: int
) -> None:
    inside = {"infrastructure_subnet_id": "/s", "internal_load_balancer_enabled": is_internal}
    found = priced(
        "azurerm_container_app_environment.a", {**HERE, **inside, "workload_profile": profiles}
    )

    assert quantity(found, "load-balancer").expected == 730 * balancers
    assert quantity(found, "public-address").expected == 730 * addresses


def test_an_environment_outside_of_networks_costs_nothing_by_itself() -> None:
    assert priced("azurerm_container_app_environment.a", HERE).lines == ()


@pytest.mark.parametrize(("values", "series"), [((), 1), ((["x"],), 1), ((["x", "y"], ["z"]), 2)])
def test_an_alarm_pays_for_each_series_that_it_watches(
    values: tuple[list[str], ...], series: int
) -> None:
    assert quantity(alert(*values), "alarms").expected == series


def test_an_alarm_on_whatever_value_comes_is_billed_by_use() -> None:
    found = alert(["x"], ["*"])

    assert found.lines == ()
    assert found.by_use == ("series of every value that a dimension takes",)


def test_an_alarm_on_nobody_knows_how_many_resources_has_no_price() -> None:
    found = priced(
        "azurerm_monitor_metric_alert.a",
        {**HERE, "criteria": [{}]},
        unknown={"scopes": True},
    )

    assert found.standing == "unpriced"
    assert found.why == "how many `scopes` it has is known only after the apply"
