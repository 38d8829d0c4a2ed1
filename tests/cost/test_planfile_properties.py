"""What holds for the bill of every Terraform plan."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.catalog import load
from planner.cost.planfiles import aws, azure, gcp
from tests.cost.plans import cost, resource

COMPOSED = {**aws.COMPOSED, **azure.COMPOSED, **gcp.COMPOSED}
TYPES = sorted(
    {*COMPOSED, *(n for c in ("", "aws", "azure", "gcp") for n in load().resource_types(c).names())}
)
WORDS = (
    "instance_type",
    "instance_types",
    "size",
    "type",
    "sku",
    "name",
    "capacity",
    "vm_size",
    "node_count",
    "min_count",
    "max_count",
    "region",
    "location",
    "zone",
    "scaling_config",
    "min_size",
    "max_size",
    "desired_size",
    "machine_type",
    "node_config",
    "boot_disk",
    "initialize_params",
    "settings",
    "tier",
    "disk_size",
    "engine",
    "instance_class",
    "allocated_storage",
    "storage_mb",
    "sku_name",
    "subnet_ids",
    "vpc_endpoint_type",
    "launch_type",
    "desired_count",
    "launch_template",
    "block_device_mappings",
    "ebs",
    "volume_size",
    "volume_type",
    "os_disk",
    "default_node_pool",
    "autoscaling",
    "template",
    "containers",
    "resources",
    "limits",
    "cpu",
    "memory",
    "tags",
    "model",
)
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**6),
    st.floats(allow_nan=True),
    st.sampled_from(["", "g6.xlarge", "gp3", "eu-central-1", "FARGATE", "Standard", "x" * 40, "7"]),
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(WORDS), inner, max_size=5)
    ),
    max_leaves=12,
)
OBJECTS = st.dictionaries(st.sampled_from(WORDS), VALUES, max_size=8)
RESOURCES = st.lists(
    st.tuples(st.sampled_from(TYPES), OBJECTS, st.sampled_from(["after", "before", "both"])),
    max_size=8,
)


def plan(stated: list[tuple[str, Any, str]]) -> list[dict[str, Any]]:
    return [
        resource(
            f"{type_}.r{number}",
            None if when == "before" else values,
            before=None if when == "after" else values,
            unknown={word: True for word in WORDS if number % 2 and word not in values},
        )
        for number, (type_, values, when) in enumerate(stated)
    ]


@pytest.mark.property
@settings(deadline=None, max_examples=300)
@given(RESOURCES)
def test_every_resource_is_one_of_four_things_and_no_amount_is_negative(
    stated: list[tuple[str, Any, str]],
) -> None:
    found = cost(*plan(stated))

    for stage in (found.before, found.after):
        assert sum(stage.counts.values()) == len(stage.resources)
        names = [line.id for line in stage.bill.lines]
        assert len(names) == len(set(names))
        for one in stage.resources:
            assert (one.standing == "free") == (not one.lines and not one.by_use)
            assert (one.standing == "unpriced") == any(x.monthly is None for x in one.lines)
        for line in stage.bill.lines:
            assert line.monthly is None or (
                Decimal(0) <= line.monthly.low <= line.monthly.expected <= line.monthly.high
            )
            assert (line.monthly is None) == (line.status == "unpriced")


@pytest.mark.property
@settings(deadline=None, max_examples=100)
@given(RESOURCES, st.randoms(use_true_random=False))
def test_the_order_of_resources_does_not_matter(
    stated: list[tuple[str, Any, str]], chance: Any
) -> None:
    resources = plan(stated)
    shuffled = list(resources)
    chance.shuffle(shuffled)

    assert cost(*shuffled) == cost(*resources)


@pytest.mark.property
@settings(deadline=None, max_examples=100)
@given(RESOURCES)
def test_what_nobody_can_price_never_lowers_a_total_and_never_hides(
    stated: list[tuple[str, Any, str]],
) -> None:
    resources = plan(stated)
    without = cost(*resources).after
    with_unknown = cost(*resources, resource("aws_imagined_thing.x", {})).after

    assert with_unknown.bill.monthly == without.bill.monthly
    assert with_unknown.at_least
    assert len(with_unknown.bill.unpriced) == len(without.bill.unpriced) + 1
