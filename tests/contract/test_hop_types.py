"""What a Terraform resource type does with data stands in one place, and nothing is forgotten."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from planner import resources
from planner.catalog import load
from planner.cost.planfiles import aws, azure, gcp, scaleway
from planner.topology import Edge

PREFIXES = {
    "aws": ("aws_",),
    "azure": ("azurerm_", "azapi_"),
    "gcp": ("google_",),
    "scaleway": ("scaleway_",),
}
COMPOSED: Mapping[str, Mapping[str, object]] = {
    "aws": aws.COMPOSED,
    "azure": azure.COMPOSED,
    "gcp": gcp.COMPOSED,
    "scaleway": scaleway.COMPOSED,
}
READS = {
    "anywhere",
    "body",
    "deployment",
    "guardrail",
    "managed_policy",
    "model",
    "pair",
    "place",
    "resource",
    "rights",
    "settings",
}
MODULES = sorted(
    path
    for cloud in ("aws", "scaleway")
    for path in (resources.folder("modules") / cloud).glob("*/*.tf")
)


@pytest.mark.parametrize("cloud", PREFIXES)
def test_a_type_stands_once_under_its_own_cloud(cloud: str) -> None:
    types = load().hop_types(cloud).names()

    assert [name for name, count in Counter(types).items() if count > 1] == []
    assert [name for name in types if not name.startswith(PREFIXES[cloud])] == []


@pytest.mark.parametrize("cloud", PREFIXES)
def test_whatever_type_has_a_price_is_known_to_do_something_or_nothing_with_data(
    cloud: str,
) -> None:
    known = load().hop_types(cloud)
    priced = {*load().resource_types(cloud).names(), *COMPOSED[cloud]}

    assert [name for name in sorted(priced) if known.stand(name) is None] == []


@pytest.mark.parametrize("cloud", ["", *PREFIXES])
def test_every_hop_is_of_a_known_type_over_a_known_edge_and_read_in_a_known_way(
    cloud: str,
) -> None:
    known = load().hop_types(cloud)

    for name in known.senders():
        assert known.stand(name) is not None, name
        for part in known.parts(name):
            assert Edge(part.edge)
            assert part.read in READS, name
            assert part.at or part.read in ("anywhere", "pair"), name
            assert part.note or part.read != "anywhere", name


@pytest.mark.parametrize("file", MODULES, ids=lambda file: "/".join(file.parts[-3:]))
def test_every_type_of_our_own_modules_is_known(file: Path) -> None:
    known = load().hop_types(file.parts[-3])
    declared = re.findall(r'^resource "(\w+)"', file.read_text("utf-8"), re.MULTILINE)

    assert {name for name in declared if known.stand(name) is None} == set()


def test_no_file_has_a_part_that_nobody_reads() -> None:
    for file in resources.data().rglob("hops.toml"):
        table = tomllib.loads(file.read_text("utf-8"))
        assert table.keys() <= {"managed_policies", "places", "hops", "hosts"}
