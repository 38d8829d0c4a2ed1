"""Terraform plans of a few resources, and policies to hold them against."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planner.catalog import load
from planner.inspecting import ByPolicy, Inspected, Inspection, inspect
from planner.pipeline import Rulebook, rulebook
from planner.planfile import PlannedTree
from tests.cost.plans import REGIONS, tree

EU = """
policy:
  processing: [bloc:EU]
  at_rest: [bloc:EU]
"""


def book(folder: Path, text: str = EU) -> Rulebook:
    file = folder / "policy.yaml"
    file.write_text(text, encoding="utf-8")
    return rulebook(file)


def held(planned: PlannedTree, against: Rulebook) -> Inspection:
    return inspect(planned, ByPolicy(against.levels, load(), against.at), load())


def inspected(
    against: Rulebook,
    *resources: Mapping[str, Any],
    regions: Mapping[str, Any] = REGIONS,
) -> Inspected:
    """The first of some resources, in the company of the others."""
    found = held(tree(*resources, regions=regions), against).resources
    return next(one for one in found if one.address == resources[0]["address"])


def objections(one: Inspected) -> str:
    """Everything that stands against a resource, one a line."""
    return "\n".join(objection.why for hop in one.hops for objection in hop.objections)
