"""The plan that Terraform makes of each example costs what its spec says, to the cent."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.cost import Reconciled, price_planfile, reconcile
from planner.planfile import read_planfile
from planner.terraform import Binary, Terraform, write
from tests.conftest import ROOT
from tests.terraform_fixtures import TerraformRunner

pytestmark = pytest.mark.terraform

Document = dict[str, Any]

_UNPRICED = re.compile(r"no (on_demand )?price of .+ in the catalogue")


@pytest.fixture(scope="module")
def shown(
    terraform_binary: Binary,
    terraform: TerraformRunner,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Path], Document]:
    """`terraform show -json` of an example's plan; each example is planned once."""
    known: dict[Path, Document] = {}

    def document(example: Path) -> Document:
        if example not in known:
            folder = tmp_path_factory.mktemp(example.name)
            write(planner.render(planner.plan(example / "topology.yaml")), folder)
            (folder / "infra/backend.tf").unlink()
            runs = Terraform(terraform_binary, folder / "infra", terraform.environment)
            runs.init({})
            runs.plan(folder / "plan.tfplan")
            known[example] = runs.show(folder / "plan.tfplan")
        return known[example]

    return document


def _reconciled(example: Path, document: Document) -> Reconciled:
    plan = planner.plan(example / "topology.yaml")
    return reconcile(read_planfile(document), plan.bill, plan.layout, plan.catalog)


def test_the_plan_and_its_spec_cost_the_same_line_by_line(
    example: Path, shown: Callable[[Path], Document]
) -> None:
    found = _reconciled(example, shown(example))

    assert found.comparison.changes == ()
    assert found.bill.monthly == found.comparison.before.monthly


def test_every_resource_of_ours_is_known(example: Path, shown: Callable[[Path], Document]) -> None:
    after = price_planfile(read_planfile(shown(example)), planner.load()).after

    assert any(line.status != "unpriced" for line in after.bill.lines)
    assert after.counts["free"] > 0
    for one in after.resources:
        if one.standing == "unpriced":
            assert _UNPRICED.match(one.why), one.address


HYBRID = ROOT / "examples/hybrid-hot-path"


def _after(document: Document, address: str) -> dict[str, Any]:
    (change,) = (c for c in document["resource_changes"] if c["address"] == address)
    values: dict[str, Any] = change["change"]["after"]
    return values


def _machine(document: Document) -> None:
    _after(document, "module.gpu_pool_hot.aws_launch_template.this")["instance_type"] = (
        "g6.48xlarge"
    )


def _most_nodes(document: Document) -> None:
    group = _after(document, "module.gpu_pool_hot.aws_eks_node_group.this")
    group["scaling_config"][0]["max_size"] = 40


def _no_nat(document: Document) -> None:
    kept = [c for c in document["resource_changes"] if c["type"] != "aws_nat_gateway"]
    document["resource_changes"] = kept


def _stranger(document: Document) -> None:
    other = deepcopy(document["resource_changes"][0])
    other |= {"address": "aws_kms_key.other", "module_address": "", "type": "aws_kms_key"}
    other |= {"name": "other", "change": {"actions": ["create"], "after": {"region": "us-east-1"}}}
    document["resource_changes"].append(other)


EU = ROOT / "examples/eu-operator-only"


def _larger_machine(document: Document) -> None:
    _after(document, 'module.gateway_main.scaleway_instance_server.this["1"]')["type"] = "PRO2-M"


def _larger_disk(document: Document) -> None:
    pool = _after(document, 'module.gpu_pool_hot.scaleway_k8s_pool.this["fr-par-2"]')
    pool["root_volume_size_in_gb"] = 400


def _more_nodes(document: Document) -> None:
    pool = _after(document, 'module.gpu_pool_hot.scaleway_k8s_pool.this["fr-par-2"]')
    pool["max_size"] = 30


def _another_gateway(document: Document) -> None:
    (own,) = (c for c in document["resource_changes"] if c["type"] == "scaleway_vpc_public_gateway")
    other = deepcopy(own)
    other["address"] = other["address"].replace("[0]", "[1]")
    document["resource_changes"].append(other)


def _cheaper_control_plane(document: Document) -> None:
    _after(document, "module.gpu_cluster_fr_par.scaleway_k8s_cluster.this")["type"] = "kapsule"


@pytest.mark.parametrize(
    ("tamper", "lines"),
    [
        (
            _larger_machine,
            {
                "gateways.main/machines",
                'module.gateway_main.scaleway_instance_server.this["0"]/machines',
                'module.gateway_main.scaleway_instance_server.this["1"]/machines',
            },
        ),
        (_larger_disk, {"gpu_pools.hot/disks"}),
        (_more_nodes, {"gpu_pools.hot/nodes", "gpu_pools.hot/disks"}),
        (_another_gateway, {"network.fr-par/nat-gateways"}),
        (_cheaper_control_plane, {"cluster.fr-par/control-plane"}),
    ],
)
def test_a_plan_of_scaleway_that_costs_otherwise_differs_where_it_does(
    tamper: Callable[[Document], None],
    lines: set[str],
    shown: Callable[[Path], Document],
) -> None:
    document = deepcopy(shown(EU))
    tamper(document)

    changes = _reconciled(EU, document).comparison.changes

    assert {change.id for change in changes} == lines


@pytest.mark.parametrize(
    ("tamper", "lines"),
    [
        (_machine, {"gpu_pools.hot/nodes"}),
        (
            _most_nodes,
            {"gpu_pools.hot/nodes", "gpu_pools.hot/disks", "gpu_pools.hot/detailed-monitoring"},
        ),
        (_no_nat, {"network.eu-central-1/nat-gateways"}),
        (_stranger, {"aws_kms_key.other/key"}),
    ],
)
def test_a_plan_that_costs_otherwise_differs_where_it_does(
    tamper: Callable[[Document], None],
    lines: set[str],
    shown: Callable[[Path], Document],
) -> None:
    document = deepcopy(shown(HYBRID))
    tamper(document)

    changes = _reconciled(HYBRID, document).comparison.changes

    assert {change.id for change in changes} == lines
