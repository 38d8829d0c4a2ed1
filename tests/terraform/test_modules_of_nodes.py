"""The way from a module's name back to the node that it builds."""

from __future__ import annotations

import pytest

import planner
from planner.layout import built_by
from planner.terraform.wiring import sections
from tests.conftest import ROOT
from tests.cost.bills import BILLS_OF_EXAMPLES

UNBILLED = ("encryption", "monitoring")
"""Nodes that some clouds bill nothing for; an account without a private endpoint is such a one too."""

FREE = {"bedrock_access", "budget", "foundation", "generative_apis", "vertex_access"}


@pytest.mark.parametrize("example", BILLS_OF_EXAMPLES)
def test_every_module_that_costs_something_belongs_to_a_node_of_the_bill(example: str) -> None:
    plan = planner.plan(ROOT / "examples" / example / "topology.yaml")
    calls = [call for part in sections(plan.topology, plan.layout) for call in part.calls]
    built = built_by(plan.layout)

    wired = {call.name: (call.kind, call.region.name) for call in calls if call.kind not in FREE}
    assert {name: (one.kind, one.region) for name, one in built.items()} == wired
    free = {f"{part}.{region.name}" for part in UNBILLED for region in plan.layout.regions}
    assert {one.node for one in built.values()} <= {
        *plan.bill.by_node(),
        *(store.id for store in plan.layout.buckets),
        *(account.provider.id for account in plan.layout.accounts),
        *free,
    }
