"""Topology and layout to `Guardrails`: what keeps the proof, with exactly what the proof allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.catalog import Catalog
from planner.enforcement import aws, azure, gcp
from planner.enforcement.controls import Control, Guardrails, LeftOut
from planner.enforcement.policies import Document
from planner.layout import Layout
from planner.topology import Topology


def enforce(topology: Topology, layout: Layout, catalog: Catalog) -> Guardrails:
    """The controls of a topology that is built, cloud by cloud, in the order of their ids.

    Everything that the topology calls is allowed, whichever endpoint calls it: a policy of an
    account can't tell one caller from another.
    """
    found = (
        *aws.controls(topology, layout, catalog),
        *azure.controls(topology, layout, catalog),
        *gcp.controls(topology, layout, catalog),
    )
    written = tuple(sorted((e for e in found if isinstance(e, Control)), key=_id))
    statements = tuple(s for control in written for s in control.statements)
    return Guardrails(
        controls=written,
        left_out=tuple(each for each in found if isinstance(each, LeftOut)),
        organization=Document(statements) if statements else None,
        documents=_documents(written),
    )


def _documents(controls: tuple[Control, ...]) -> Mapping[str, Mapping[str, object]]:
    return {
        control.written_to: _BODIES[control.written_to](control.allows)
        for control in controls
        if control.written_to in _BODIES
    }


_BODIES: Mapping[str, Callable[[tuple[str, ...]], Mapping[str, object]]] = {
    azure.LOCATIONS: azure.allowed_locations,
    azure.TYPES: azure.deployment_policy,
    gcp.PLACES: gcp.resource_locations,
    gcp.ENDPOINTS: lambda _: gcp.endpoint_usage(),
}
"""Path to what makes a document of what a control allows."""


def _id(control: Control) -> str:
    return control.about.id
