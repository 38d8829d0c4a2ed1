"""The controls of Azure, as the JSON documents that its policies are made from.

Only their shape is checked here; nothing applies them but Azure.
https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-basics
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.catalog import Catalog
from planner.enforcement.bound import bound, called, names
from planner.enforcement.controls import Control
from planner.layout import Layout
from planner.topology import Topology

KINDS = ("azure-foundry-claude", "azure-openai")
_DEPLOYMENTS = "Microsoft.CognitiveServices/accounts/deployments"
_ALLOWED_LOCATIONS = "e56962a6-4747-49cd-b67b-bf8b01975c4c"
_NO_TYPE = frozenset({"HostedOnAnthropic", "InstantAccess"})
"""Modes without a deployment of their own."""

TYPES = "guardrails/azure/AZ02-deployment-types.json"
LOCATIONS = "guardrails/azure/AZ01-allowed-locations.json"


def controls(topology: Topology, layout: Layout, catalog: Catalog) -> Iterator[Control]:
    """The controls of what is called or built on Azure; none where nothing is."""
    everyone = bound(topology)
    callers = tuple(e for e in everyone if any(p.kind in KINDS for p in called(e)))
    builds = any(region.cloud == "azure" for region in layout.regions)
    users = everyone if builds else callers
    if not users:
        return
    known, asked_by = catalog.controls, names(users)
    if places := locations(topology, layout):
        yield Control(known["AZ01"], asked_by, places, LOCATIONS)
    if types := deployment_types(topology):
        yield Control(known["AZ02"], names(callers), types, TYPES)


def locations(topology: Topology, layout: Layout) -> tuple[str, ...]:
    """Azure's regions that are built in, called or kept data in, sorted."""
    regions = [*layout.regions, *(p.region for e in topology.endpoints for p in called(e))]
    regions += [region for store in topology.stores for region in (store.region, *store.copies)]
    return tuple(sorted({r.name for r in regions if r and r.cloud == "azure"}))


def deployment_types(topology: Topology) -> tuple[str, ...]:
    """Values of `sku.name` that are called, by whatever endpoint, sorted."""
    providers = [p for e in topology.endpoints for p in called(e) if p.kind in KINDS]
    return tuple(sorted({p.mode for p in providers if p.mode} - _NO_TYPE))


def other_types(topology: Topology, catalog: Catalog) -> tuple[str, ...]:
    """Every type that Azure knows and the topology doesn't call, sorted."""
    known = {mode for kind in KINDS for mode in catalog.words(kind).get("mode", ())}
    return tuple(sorted(known - _NO_TYPE - set(deployment_types(topology))))


def allowed_locations(places: tuple[str, ...]) -> dict[str, object]:
    """AZ01: an assignment of the definition that Azure has built in."""
    definition = f"/providers/Microsoft.Authorization/policyDefinitions/{_ALLOWED_LOCATIONS}"
    return {
        "properties": {
            "displayName": "Resources in the locations of the proof only",
            "policyDefinitionId": definition,
            "parameters": {"listOfAllowedLocations": {"value": list(places)}},
        }
    }


def deployment_policy(types: tuple[str, ...]) -> dict[str, object]:
    """AZ02: a definition that denies every other type; mode All, since Indexed sees no children."""
    return {
        "properties": {
            "displayName": "Model deployments of the types of the proof only",
            "policyType": "Custom",
            "mode": "All",
            "policyRule": {
                "if": {
                    "allOf": [
                        {"field": "type", "equals": _DEPLOYMENTS},
                        {"field": f"{_DEPLOYMENTS}/sku.name", "notIn": list(types)},
                    ]
                },
                "then": {"effect": "deny"},
            },
        }
    }


def denies(definition: Mapping[str, object], type_: str) -> bool:
    """Whether a definition of that form denies a deployment of a type."""
    match definition:
        case {
            "properties": {
                "mode": "All",
                "policyRule": {
                    "if": {
                        "allOf": [
                            {"field": "type", "equals": kind},
                            {"field": field, "notIn": [*types]},
                        ]
                    },
                    "then": {"effect": "deny"},
                },
            }
        } if kind == _DEPLOYMENTS and field == f"{_DEPLOYMENTS}/sku.name":
            return type_ not in types
    return False
