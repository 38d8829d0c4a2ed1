"""The bill of a Terraform plan as the JSON document `topoplan/planfile-cost/v1`."""

from __future__ import annotations

from collections.abc import Iterable

from planner.catalog import Catalog
from planner.cost import Bill, Comparison, Group, PlanCost, PricedResource, Reconciled
from planner.documents.bill import exchange_document, line_documents, money_range


def planfile_document(
    cost: PlanCost,
    catalog: Catalog,
    *,
    groups: Iterable[Group] = (),
    by: str = "",
    reconciled: Reconciled | None = None,
) -> dict[str, object]:
    """Resources in the order of their addresses; the lines are of what stands after the plan."""
    after = cost.after.bill
    document: dict[str, object] = {
        "schema": "topoplan/planfile-cost/v1",
        "monthly": _monthly(after, at_least=cost.after.at_least),
        "before": _monthly(cost.before.bill, at_least=cost.before.at_least),
        "exchange": exchange_document(after.exchange),
        "counts": dict(cost.after.counts),
        "resources": [_resource(resource) for resource in cost.after.resources],
        "lines": line_documents(after),
        "unpriced": [{"id": line.id, "reason": line.note} for line in after.unpriced],
        "changes": _changes(cost.comparison),
        "replaced": list(cost.replaced),
        "destroyed": list(cost.destroyed),
        "catalog": {"id": catalog.id, "sha256": catalog.sha256, "oldest_as_of": after.oldest},
    }
    if by:
        document["groups"] = {
            "by": by,
            "members": [_group(group, after.currency) for group in groups],
        }
    if reconciled is not None:
        document["spec"] = {
            "monthly": _monthly(reconciled.bill, at_least=reconciled.bill.at_least),
            "lines": line_documents(reconciled.bill),
            "differences": _changes(reconciled.comparison),
        }
    return document


def _monthly(bill: Bill, *, at_least: bool) -> dict[str, object]:
    return {**money_range(bill.monthly), "currency": bill.currency, "at_least": at_least}


def _resource(resource: PricedResource) -> dict[str, object]:
    return {
        "address": resource.address,
        "type": resource.type,
        "module": resource.module,
        "region": resource.region or None,
        "standing": resource.standing,
        "why": resource.why,
        "by_use": list(resource.by_use),
        "monthly": money_range(Bill(resource.lines).monthly) if resource.lines else None,
    }


def _group(group: Group, currency: str) -> dict[str, object]:
    monthly = {**money_range(group.monthly), "currency": currency, "at_least": group.at_least}
    return {"name": group.name, "resources": group.resources, "monthly": monthly}


def _changes(comparison: Comparison) -> list[dict[str, object]]:
    return [
        {
            "id": change.id,
            **{
                name: None if line is None or line.monthly is None else money_range(line.monthly)
                for name, line in (("before", change.before), ("after", change.after))
            },
            "unpriced": any(
                line is not None and line.monthly is None for line in (change.before, change.after)
            ),
        }
        for change in comparison.changes
    ]
