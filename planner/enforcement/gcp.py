"""The controls of Google Cloud, as the files that `gcloud org-policies set-policy` takes.

Only their shape is checked here; nothing applies them but Google.
https://docs.cloud.google.com/organization-policy/create-organization-policies
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.catalog import Catalog
from planner.enforcement.bound import bound, called, names
from planner.enforcement.controls import Control, LeftOut
from planner.layout import Layout
from planner.topology import Topology

KIND = "vertex"
GLOBAL_ENDPOINT = "aiplatform.googleapis.com"
_GLOBAL = "global"

PLACES = "guardrails/gcp/GCP01-resource-locations.json"
ENDPOINTS = "guardrails/gcp/GCP02-endpoint-usage.json"


def controls(topology: Topology, layout: Layout, catalog: Catalog) -> Iterator[Control | LeftOut]:
    """The controls of what is built, and of what is called on Vertex AI; none where nothing is."""
    everyone = bound(topology)
    users = tuple(e for e in everyone if any(p.kind == KIND for p in called(e)))
    builds = any(region.cloud == "gcp" for region in layout.regions)
    known, asked_by = catalog.controls, names(users)
    places = locations(topology, layout)
    if places and (users or (builds and everyone)):
        yield Control(known["GCP01"], names(everyone) if builds else asked_by, places, PLACES)
    if not users:
        return
    if calls_the_global_endpoint(topology):
        yield LeftOut(known["GCP02"], "the global endpoint is called")
    else:
        yield Control(known["GCP02"], asked_by, hosts(topology), ENDPOINTS)


def locations(topology: Topology, layout: Layout) -> tuple[str, ...]:
    """Value groups of the locations that are built in, called or kept data in, sorted."""
    found = {p.location for e in topology.endpoints for p in called(e) if p.kind == KIND}
    regions = [region for store in topology.stores for region in (store.region, *store.copies)]
    regions += layout.regions
    found |= {region.name for region in regions if region and region.cloud == "gcp"}
    return tuple(sorted(f"in:{place}-locations" for place in found if place and place != _GLOBAL))


def hosts(topology: Topology) -> tuple[str, ...]:
    """The hosts of Vertex AI that are called, sorted."""
    providers = [p for e in topology.endpoints for p in called(e) if p.kind == KIND]
    return tuple(sorted({p.host for p in providers}))


def calls_the_global_endpoint(topology: Topology) -> bool:
    return GLOBAL_ENDPOINT in hosts(topology)


def resource_locations(places: tuple[str, ...]) -> dict[str, object]:
    """GCP01, for an organisation whose number takes the place of `ORGANIZATION`."""
    return _policy("gcp.resourceLocations", {"allowedValues": list(places)})


def endpoint_usage() -> dict[str, object]:
    """GCP02, for the same."""
    return _policy("gcp.restrictEndpointUsage", {"deniedValues": [GLOBAL_ENDPOINT]})


def _policy(constraint: str, values: Mapping[str, object]) -> dict[str, object]:
    return {
        "name": f"organizations/ORGANIZATION/policies/{constraint}",
        "spec": {"rules": [{"values": dict(values)}]},
    }


def denies(policy: Mapping[str, object], host: str) -> bool:
    """Whether a policy of that form denies a host."""
    match policy:
        case {"spec": {"rules": [{"values": {"deniedValues": [*denied]}}]}}:
            return host in denied
    return False
