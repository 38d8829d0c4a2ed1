"""What a Terraform plan does with data as the JSON document `topoplan/inspection/v1`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.catalog import Catalog
from planner.diagnostics import Diagnostic
from planner.documents.findings import finding_document
from planner.inspecting import Inspected, Inspection, JudgedHop
from planner.planfile import PlannedTree


def inspection_document(
    inspection: Inspection,
    findings: Iterable[Diagnostic],
    tree: PlannedTree,
    against: Mapping[str, str],
    catalog: Catalog,
) -> dict[str, object]:
    """Resources in the order of their addresses; `against`: the file that was held against them."""
    return {
        "schema": "topoplan/inspection/v1",
        "against": dict(against),
        "counts": dict(inspection.counts),
        "resources": [_resource(resource) for resource in inspection.resources],
        "findings": [finding_document(finding) for finding in findings],
        "replaced": [r.address for r in tree.resources if r.is_replaced],
        "deleted": [r.address for r in tree.resources if r.actions == ("delete",)],
        "catalog": {"id": catalog.id, "sha256": catalog.sha256},
    }


def _resource(resource: Inspected) -> dict[str, object]:
    return {
        "address": resource.address,
        "type": resource.type,
        "module": resource.module,
        "region": resource.region or None,
        "standing": resource.standing,
        "hops": [_hop(judged) for judged in resource.hops],
    }


def _hop(judged: JudgedHop) -> dict[str, object]:
    hop = judged.hop
    reaches = (hop.stop.processing, hop.stop.at_rest) if hop.stop else (None, None)
    processing, at_rest = (None if one is None else sorted(one.possible) for one in reaches)
    return {
        "says": hop.says,
        "edge": None if hop.edge is None else str(hop.edge),
        "to": hop.stop.title if hop.stop else None,
        "processing": processing,
        "at_rest": at_rest,
        "against": [{"verdict": str(one.verdict), "why": one.why} for one in judged.objections],
    }
