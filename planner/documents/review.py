"""A review as the JSON document `topoplan/diff/v1`."""

from __future__ import annotations

from collections.abc import Mapping

from planner.catalog import TableChange
from planner.changes import (
    DemandChange,
    Endpoint,
    EndpointChange,
    FactsChange,
    Finding,
    Reached,
    Replacement,
    Review,
    Right,
    Snapshot,
    Waiver,
    WaiverChange,
)
from planner.cost import Bill, Comparison
from planner.documents.bill import money_range
from planner.documents.bill_views import comparison_document
from planner.units import Range


def review_document(review: Review) -> dict[str, object]:
    """Everything that differs; empty lists and nulls where nothing does, or nobody can tell."""
    return {
        "schema": "topoplan/diff/v1",
        "empty": review.is_empty,
        "before": _side(review.before),
        "after": _side(review.after),
        "endpoints": [_endpoint(one) for one in review.endpoints],
        "bill": None if review.bill is None else _bill(review.bill),
        "findings": {
            "new": [_finding(one) for one in review.findings.new],
            "gone": [_finding(one) for one in review.findings.gone],
            "signed": [_finding(one) for one in review.findings.signed],
            "unsigned": [_finding(one) for one in review.findings.unsigned],
        },
        "policy": [_demand(one) for one in review.policy],
        "waivers": [_signature(one) for one in review.waivers],
        "facts": None if review.facts is None else _facts(review.facts),
        "secrets": {"added": list(review.secrets_added), "removed": list(review.secrets_removed)},
        "rights": {
            "added": [_right(one) for one in review.rights_added],
            "removed": [_right(one) for one in review.rights_removed],
        },
        "replacements": {
            "basis": review.basis,
            "resources": [_replacement(one) for one in review.replacements],
        },
        "files": [
            {"path": one.path, "became": one.became, "sha256": one.sha256} for one in review.files
        ],
        "unknown": list(review.unknown),
    }


def _side(side: Snapshot) -> dict[str, object]:
    facts = side.facts
    return {
        "name": side.name,
        "catalog": None if facts is None else {"id": facts.id, "sha256": facts.sha256},
        "tree": side.built.digest if side.built else None,
        "verdicts": {name: one.verdict for name, one in (side.endpoints or {}).items()},
        "edited": list(side.edited),
    }


def _endpoint(one: EndpointChange) -> dict[str, object]:
    return {
        "name": one.name,
        "became": one.became,
        "before": _known(one.before),
        "after": _known(one.after),
        "new_countries": sorted(one.new_countries),
        "reached": [_reached(each) for each in one.reached],
        "left": [_reached(each) for each in one.left],
        "moved": [_pair(*each) for each in one.moved],
        "rerouted": [_pair(*each) for each in one.rerouted],
    }


def _known(endpoint: Endpoint | None) -> dict[str, object] | None:
    if endpoint is None:
        return None
    return {
        "verdict": endpoint.verdict,
        "data": sorted(endpoint.data),
        "route": None if endpoint.route is None else list(endpoint.route),
    }


def _reached(one: Reached) -> dict[str, object]:
    places = {"processing": one.processing, "at_rest": one.at_rest}
    known = {
        what: {"certain": sorted(each.certain), "possible": sorted(each.possible)}
        for what, each in places.items()
        if each is not None
    }
    return {"path": list(one.path), "node": one.title, **known}


def _pair(before: Reached, after: Reached) -> dict[str, object]:
    return {"before": _reached(before), "after": _reached(after)}


def _bill(comparison: Comparison) -> dict[str, object]:
    before, after = comparison.before.by_node(), comparison.after.by_node()
    touched = dict.fromkeys(change.id.partition("/")[0] for change in comparison.changes)
    nodes = [_node(name, before.get(name), after.get(name)) for name in touched]
    return {**comparison_document(comparison), "nodes": nodes}


def _node(name: str, before: Bill | None, after: Bill | None) -> dict[str, object]:
    return {"node": name, "before": _month(before), "after": _month(after)}


def _month(bill: Bill | None) -> Mapping[str, object] | None:
    """None where the side lacks the node; without amounts where nothing of it has a price."""
    if bill is None:
        return None
    month: Range | None = None if bill.is_unknown else bill.monthly
    return {"monthly": None if month is None else money_range(month), "at_least": bill.at_least}


def _finding(one: Finding) -> dict[str, object]:
    return {
        "code": one.code,
        "severity": one.severity,
        "message": one.message,
        "place": one.place,
        "endpoint": one.endpoint or None,
        "fingerprint": one.fingerprint,
        "waived": one.waived or None,
    }


def _demand(one: DemandChange) -> dict[str, object]:
    return {
        "key": one.key,
        "endpoints": list(one.endpoints),
        "before": one.before or None,
        "after": one.after or None,
        "direction": one.direction,
    }


def _signature(one: WaiverChange) -> dict[str, object]:
    return {
        "before": _waiver(one.before),
        "after": _waiver(one.after),
        "longer": one.is_longer,
    }


def _waiver(waiver: Waiver | None) -> dict[str, object] | None:
    if waiver is None:
        return None
    return {
        "code": waiver.code,
        "subject": waiver.subject,
        "endpoint": waiver.endpoint or None,
        "fingerprint": waiver.fingerprint or None,
        "reason": waiver.reason,
        "owner": waiver.owner,
        "expires": waiver.expires.isoformat(),
    }


def _facts(one: FactsChange) -> dict[str, object]:
    tables = None if one.compared is None else [_table(each) for each in one.compared.tables]
    return {"before": one.before, "after": one.after, "tables": tables}


def _table(one: TableChange) -> dict[str, object]:
    return {
        "table": one.table,
        "added": len(one.added),
        "gone": len(one.gone),
        "changed": len(one.changed),
        "confirmed": one.confirmed,
    }


def _right(right: Right) -> dict[str, object]:
    return {"who": right.who, "may": right.may, "where": right.where or None}


def _replacement(one: Replacement) -> dict[str, object]:
    return {
        "address": one.address,
        "kind": one.kind,
        "risk": str(one.risk),
        "because": list(one.because),
        "replaces": list(one.replaces),
    }
