"""A Terraform resource type is billed in one way, which stands in one place."""

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

PREFIXES = {"aws": "aws_", "azure": "azurerm_", "gcp": "google_", "scaleway": "scaleway_"}
COMPOSED: Mapping[str, Mapping[str, object]] = {
    "aws": aws.COMPOSED,
    "azure": azure.COMPOSED,
    "gcp": gcp.COMPOSED,
    "scaleway": scaleway.COMPOSED,
}
FILES = {cloud: resources.data() / "clouds" / cloud / "resources.toml" for cloud in PREFIXES}
MODULES = sorted(
    path
    for cloud in ("aws", "scaleway")
    for path in (resources.folder("modules") / cloud).glob("*/*.tf")
)


def _types(file: Path) -> list[str]:
    table = tomllib.loads(file.read_text("utf-8"))
    named: list[str] = table["free"]["types"]
    return [*named, *table["billed"], *table["by_use"]]


@pytest.mark.parametrize("cloud", PREFIXES)
def test_a_type_stands_once_under_its_own_cloud(cloud: str) -> None:
    types = [*_types(FILES[cloud]), *COMPOSED[cloud]]

    assert [name for name, count in Counter(types).items() if count > 1] == []
    assert [name for name in types if not name.startswith(PREFIXES[cloud])] == []


@pytest.mark.parametrize("cloud", PREFIXES)
def test_lists_of_types_are_sorted(cloud: str) -> None:
    table = tomllib.loads(FILES[cloud].read_text("utf-8"))

    for listed in (table["free"]["types"], table["free"]["like"], list(table["by_use"])):
        assert listed == sorted(listed)


@pytest.mark.parametrize("cloud", PREFIXES)
def test_every_table_of_parts_can_be_read(cloud: str) -> None:
    known = load().resource_types(cloud)
    billed = [known.billed(name) for name in known.names()]

    parts = [part for one in billed if one is not None for part in one.parts]
    assert parts
    assert all(bool(part.service) != bool(part.machine) for part in parts)


@pytest.mark.parametrize("file", MODULES, ids=lambda file: "/".join(file.parts[-3:]))
def test_every_type_of_our_own_modules_is_known(file: Path) -> None:
    known = load().resource_types(file.parts[-3])
    declared = re.findall(r'^resource "(\w+)"', file.read_text("utf-8"), re.MULTILINE)

    unknown = {
        name
        for name in declared
        if not (name in known.names() or name in COMPOSED[file.parts[-3]] or known.is_free(name))
    }
    assert unknown == set()
