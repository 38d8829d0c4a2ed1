"""Routes, wider policies and conflicts as the JSON documents `topoplan/{solve,relax,core}/v1`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.diagnostics import Diagnostic
from planner.documents.findings import edit_document, money_document, span_document
from planner.solving import Core, Demand, Refused, Relaxation, Relaxed, Solution, Widening
from planner.units import Money

Alike = Mapping[str, tuple[str, ...]]
"""The endpoint that was looked at to all that differ from it by their traffic alone."""


def solve_document(
    solutions: Iterable[Solution], cores: Mapping[str, Core], catalog: str
) -> dict[str, object]:
    """The cheapest route of each endpoint; `cores`: of those that have none."""
    return {
        "schema": "topoplan/solve/v1",
        "catalog": catalog,
        "endpoints": [_solution(one, cores.get(one.endpoint)) for one in solutions],
    }


def _solution(one: Solution, core: Core | None) -> dict[str, object]:
    return {
        "endpoint": one.endpoint,
        "found": one.is_found,
        "operators_wanted": one.wanted,
        "route": list(one.targets),
        "operators": list(one.operators),
        "edits": [edit_document(change) for change in one.edits],
        "monthly": None if one.month is None else money_document(one.month),
        "monthly_change": None if one.change is None else money_document(one.change),
        "cheaper": [_refused(refused) for refused in one.cheaper],
        "standing": [_standing(finding) for finding in one.standing],
        "agreements_wanted": list(one.demands),
        "core": None if core is None else [_demand(demand) for demand in core.demands],
    }


def _refused(one: Refused) -> dict[str, object]:
    month = None if one.month is None else money_document(Money(one.month.expected))
    return {"target": one.target, "monthly": month, "why": one.why}


def _standing(finding: Diagnostic) -> dict[str, object]:
    return {
        "code": finding.code,
        "message": finding.message,
        "fingerprint": finding.fingerprint,
    }


def relax_document(found: Iterable[Relaxed], alike: Alike, catalog: str) -> dict[str, object]:
    """The smallest widenings for each endpoint."""
    return {
        "schema": "topoplan/relax/v1",
        "catalog": catalog,
        "endpoints": [
            {
                "endpoint": one.endpoint,
                "alike": list(alike[one.endpoint]),
                "passes": one.passes,
                "answers": [_answer(answer) for answer in one.answers],
                "standing": [_standing(finding) for finding in one.standing],
            }
            for one in found
        ],
    }


def _answer(one: Relaxation) -> dict[str, object]:
    return {
        "widenings": [_widening(widening) for widening in one.widenings],
        "edits": [edit_document(change) for change in one.edits],
    }


def _widening(one: Widening) -> dict[str, object]:
    constraint = one.constraint
    return {
        "level": span_document(constraint.at),
        "key": constraint.name,
        "item": constraint.item,
        "demanded": constraint.demanded,
        "instead": one.value,
        "more": list(one.more),
    }


def core_document(found: Iterable[Core], alike: Alike, catalog: str) -> dict[str, object]:
    """The conflict of each endpoint, if there is one."""
    return {
        "schema": "topoplan/core/v1",
        "catalog": catalog,
        "endpoints": [
            {
                "endpoint": one.endpoint,
                "alike": list(alike[one.endpoint]),
                "asked": one.asked,
                "conflict": one.is_conflict,
                "demands": [_demand(demand) for demand in one.demands],
                "kept_by": list(one.kept_by),
            }
            for one in found
        ],
    }


def _demand(one: Demand) -> dict[str, object]:
    constraint = one.constraint
    return {
        "level": span_document(constraint.at),
        "key": constraint.name,
        "item": constraint.item,
        "demanded": constraint.demanded,
        "without": list(one.without),
    }
