"""What Terraform replaces where an argument of a module changes: modules/<cloud>/replacing.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from planner.changes import Forced, Module
from planner.pipeline import Plan
from planner.resources import folder
from planner.terraform.calls import NAME, ModuleCall
from planner.terraform.hcl import literal
from planner.terraform.refusing import refuse_unbuildable
from planner.terraform.wiring import sections

_CLOUDS = ("aws", "azure", "gcp", "scaleway")


def modules_of(plan: Plan) -> tuple[Module, ...]:
    """The module calls of the tree that a plan is rendered to.

    Raises:
        SpecError: no tree can be written for it.
    """
    refuse_unbuildable(plan)
    found = sections(plan.topology, plan.layout)
    return tuple(_module(call, plan.topology.name) for each in found for call in each.calls)


def replacing(cloud: str, kind: str) -> Forced:
    """What is forced of a kind of module: nothing that is known, where it is none of ours.

    A new revision beside the earlier one is no replacement to anybody but Terraform.
    """
    if cloud not in _CLOUDS:
        return Forced()
    said = _said(cloud)
    revisions = set(said.get("revisions", ()))
    rows = replaced_by_plans(cloud, kind)
    kept = {name: tuple(t for t in types if t not in revisions) for name, types in rows.items()}
    return Forced(
        {name: types for name, types in kept.items() if types},
        frozenset(said["serving"]),
        frozenset(said["handing_on"].get(kind, ())),
    )


def replaced_by_plans(cloud: str, kind: str) -> Mapping[str, tuple[str, ...]]:
    """Argument of a kind of module to every type of which a plan replaces one."""
    if cloud not in _CLOUDS:
        return {}
    return {name: tuple(types) for name, types in _said(cloud).get(kind, {}).items()}


def serving_types() -> frozenset[str]:
    """Every resource type that answers requests, of all clouds."""
    return frozenset(name for cloud in _CLOUDS for name in _said(cloud)["serving"])


@cache
def _said(cloud: str) -> Mapping[str, Any]:
    path = folder("modules") / cloud / "replacing.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _module(call: ModuleCall, topology: str) -> Module:
    # the name is a local of the root, whose text stays when the name changes
    given = {name: topology if value == NAME else value for name, value in call.arguments.items()}
    texts = {name: literal(value) for name, value in given.items()}
    forced = replacing(call.cloud, call.kind)
    return Module(f"module.{call.name}", call.kind, call.region.name, texts, forced)
