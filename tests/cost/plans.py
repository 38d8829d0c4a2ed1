"""Terraform plans of a few resources, in the shape that `terraform show -json` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.catalog import Catalog, load
from planner.cost import PlanCost, PricedResource, price_planfile
from planner.planfile import PlannedTree, read_planfile

REGIONS = {
    "aws": {"region": {"constant_value": "eu-central-1"}},
    "azurerm": {},
    "google": {"region": {"constant_value": "europe-west3"}},
}
Values = Mapping[str, Any]


def resource(
    address: str,
    after: Values | None = None,
    *,
    before: Values | None = None,
    unknown: Values | None = None,
    refers: Mapping[str, str | list[str]] | None = None,
    actions: tuple[str, ...] | None = None,
) -> dict[str, Any]:
    """A resource; `refers` maps an argument to the references of its expression."""
    plain = address.partition("[")[0] if "module." not in address else address
    *module, type_, name = plain.replace("]", "").split(".")
    change = {
        "actions": list(actions or _actions(before, after)),
        "before": before,
        "after": after,
        "after_unknown": unknown or {},
    }
    stated: dict[str, Any] = {name: {} for name in (*(after or {}), *(unknown or {}))}
    expressions = {**stated, **_expressions(refers or {})}
    return {
        "address": address,
        "module_address": ".".join(module),
        "mode": "managed",
        "type": type_,
        "name": name,
        "change": change,
        "expressions": expressions,
    }


def _actions(before: Values | None, after: Values | None) -> tuple[str, ...]:
    if before is None:
        return ("create",)
    return ("delete",) if after is None else ("no-op",) if before == after else ("update",)


def _expressions(refers: Mapping[str, str | list[str]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for argument, names in refers.items():
        listed = [names] if isinstance(names, str) else names
        outer, _, inner = argument.partition(".")
        expression = {"references": listed}
        found[outer] = [{inner: expression}] if inner else expression
    return found


def document(*resources: Mapping[str, Any], regions: Mapping[str, Any] = REGIONS) -> dict[str, Any]:
    """A plan of the root module."""
    declared = {one["address"].partition("[")[0]: one for one in resources}
    return {
        "format_version": "1.2",
        "resource_changes": [dict(one) for one in resources],
        "configuration": {
            "provider_config": {
                name: {"name": name, "expressions": settings} for name, settings in regions.items()
            },
            "root_module": {
                "resources": [
                    {
                        "address": address,
                        "type": one["type"],
                        "name": one["name"],
                        "provider_config_key": one["type"].partition("_")[0],
                        "expressions": one["expressions"],
                    }
                    for address, one in declared.items()
                ]
            },
        },
    }


def tree(*resources: Mapping[str, Any], regions: Mapping[str, Any] = REGIONS) -> PlannedTree:
    return read_planfile(document(*resources, regions=regions))


def cost(
    *resources: Mapping[str, Any],
    regions: Mapping[str, Any] = REGIONS,
    catalog: Catalog | None = None,
) -> PlanCost:
    return price_planfile(tree(*resources, regions=regions), catalog or load())


def priced(address: str, after: Values, *others: Mapping[str, Any], **more: Any) -> PricedResource:
    """One resource of a plan, priced in the company of others."""
    found = cost(resource(address, after, **more), *others).after.resources
    return next(one for one in found if one.address == address)
