"""The policy in force as the JSON document `topoplan/policy/v1`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import PurePath

from planner.catalog import Catalog
from planner.diagnostics import Span
from planner.pipeline import Plan
from planner.topology import Bound, Budget, Endpoint, Said, Waiver, in_force


def policy_document(
    plan: Plan, endpoints: Iterable[Endpoint], *, keys: bool = False
) -> dict[str, object]:
    """What binds each endpoint, and which level of which file says so.

    `keys`: with the file that each other key of the spec was taken from.
    """
    budget = plan.topology.budget
    return {
        "schema": "topoplan/policy/v1",
        "topology": plan.topology.slug,
        "files": [_file(path, plan) for path in plan.sources],
        "endpoints": {one.name: _endpoint(one, plan.catalog) for one in endpoints},
        "budget": None if budget is None else _budget(budget),
        "waivers": [_waiver(waiver) for waiver in plan.topology.waivers],
        "keys": list(_keys(plan)) if keys else None,
    }


def _file(path: PurePath, plan: Plan) -> dict[str, object]:
    pinned = plan.spec.pinned.get(path)
    extends = sorted(map(str, plan.topology.lineage.get(path, ())))
    return {
        "file": str(path),
        "extends": extends,
        "repository": pinned.address.url if pinned else None,
        "ref": pinned.address.ref if pinned else None,
        "commit": pinned.commit if pinned else None,
    }


def _endpoint(endpoint: Endpoint, catalog: Catalog) -> dict[str, object]:
    return {
        "data": sorted(endpoint.data),
        "policy": [_bound(bound) for bound in in_force(endpoint.policies, catalog)],
    }


def _bound(bound: Bound) -> dict[str, object]:
    return {
        "key": bound.key,
        "value": _plain(bound.value),
        "levels": [_said(said) for said in bound.levels],
    }


def _said(said: Said) -> dict[str, object]:
    return {
        "at": _span(said.at),
        "endpoint": said.level.endpoint,
        "regime": said.level.regime.name if said.level.regime else None,
        "says": list(said.written),
        "binds": said.binds,
    }


def _plain(value: object) -> object:
    match value:
        case frozenset():
            return sorted(value)
        case Decimal():
            return str(value)
    return value


def _budget(budget: Budget) -> dict[str, object]:
    return {"monthly": str(budget.monthly), "at": _span(budget.at)}


def _waiver(waiver: Waiver) -> dict[str, object]:
    return {
        "code": waiver.code,
        "subject": waiver.subject,
        "reason": waiver.reason,
        "owner": waiver.owner,
        "expires": waiver.expires.isoformat(),
        "fingerprint": waiver.fingerprint,
        "endpoint": waiver.endpoint,
        "at": _span(waiver.at),
    }


def _keys(plan: Plan) -> Iterator[dict[str, object]]:
    for route, value, span in plan.spec.leaves():
        yield {"key": ".".join(map(str, route)), "value": _plain(value), "at": _span(span)}


def _span(span: Span) -> dict[str, object]:
    return {"file": str(span.path), "line": span.line, "column": span.column}
