"""Advice as the JSON documents `topoplan/advise/v1` and `topoplan/advise-sweep/v1`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from planner.advising import (
    RUNGS,
    Advice,
    Axis,
    Climbed,
    EndpointAdvice,
    Point,
    Removed,
    Thresholds,
    Tradeoffs,
    Varied,
    Verdict,
    decided,
    meaning,
    owning,
    reasons,
    regretted,
    unknowns,
)
from planner.catalog import Catalog
from planner.cost import Bill
from planner.documents.bill import money_range
from planner.documents.findings import edit_document, finding_document, money_document
from planner.optimising import Bought, Infeasible, LeftOut, Optimum, Served, Undecided, Unpriceable
from planner.owning import BreakEven, Thumb
from planner.pipeline import Plan
from planner.units import Money, Range, cents, plain

Document = dict[str, object]

_CURRENCY = "USD"
"""Advice is reckoned in the catalogue's own currency; `cost --currency` shows a bill in another."""


def advice_document(advice: Advice, names: Iterable[str]) -> Document:
    """The keys of the `advise` contract; `names`: of the endpoints that are shown."""
    verdict, shown = decided(advice), set(names)
    return {
        "schema": "topoplan/advise/v1",
        "catalog": _catalog(advice.plan.catalog),
        "verdict": _verdict(verdict),
        "thresholds": _thresholds(advice.lines),
        "now": _now(advice.plan, advice.now),
        "endpoints": [_endpoint(one, advice) for one in advice.endpoints if one.name in shown],
        "optimum": _optimum(advice, verdict),
        "cheapest": _cheapest(advice, verdict),
        "regrets": [finding_document(one) for one in regretted(advice)],
        "unknown": list(unknowns(advice)),
    }


def _catalog(catalog: Catalog) -> Document:
    return {"id": catalog.id, "sha256": catalog.sha256}


def _verdict(verdict: Verdict) -> Document:
    return {
        "kind": verdict.kind,
        "says": verdict.says,
        "why": list(verdict.why),
        "saved": _money(verdict.saved),
        "exit_code": verdict.exit_code,
    }


def _thresholds(lines: Thresholds) -> Document:
    return {
        "p95_ms": plain(lines.p95_ms),
        "ttft_ms": plain(lines.ttft_ms),
        "monthly": _money(lines.monthly),
    }


def _now(plan: Plan, climbed: Climbed) -> Document:
    return {**_climbed(climbed), **_bill(plan.bill)}


def _climbed(climbed: Climbed) -> Document:
    return {
        "rung": climbed.rung,
        "name": RUNGS[climbed.rung],
        "why": list(climbed.why),
        "parts": {
            "operators": climbed.parts.operators,
            "models": climbed.parts.models,
            "gateways": climbed.parts.gateways,
            "pools": climbed.parts.pools,
            "regions": climbed.parts.regions,
        },
    }


def _bill(bill: Bill) -> Document:
    return {
        "monthly": {**_months(bill.monthly), "at_least": bill.at_least},
        "unpriced": [{"id": line.id, "reason": line.note} for line in bill.unpriced],
    }


# endpoints


def _endpoint(one: EndpointAdvice, advice: Advice) -> Document:
    optimum, found = advice.optimum, one.choices
    left = [each for each in optimum.left_out if each.need == one.name] if optimum else []
    return {
        "name": one.name,
        "quadrant": one.sensitivity.quadrant,
        "latency": _axis(one.sensitivity.latency),
        "cost": _axis(one.sensitivity.cost),
        "binding_constraint": one.binding.constraint,
        "removed": [_removed(each) for each in one.binding.removed],
        "rung": one.rung,
        "rung_now": advice.now.endpoints[one.name],
        "break_even": _break_even(one),
        "chosen": list(one.chosen),
        "why": [f"{reason.about}: {reason.says}" for reason in reasons(one, advice)],
        "weighed": {
            "ways": found.ways,
            "refused": found.refused,
            "unjudged": found.unjudged,
            "pools": len(found.pools),
            "admitted": len(found.admitted),
        },
        "left_out": [_left_out(each) for each in left],
    }


def _axis(axis: Axis) -> Document:
    ratio = None if axis.ratio is None else _ratio(axis.ratio)
    return {"sensitive": axis.is_sensitive, "ratio": ratio, "why": axis.why}


def _removed(one: Removed) -> Document:
    return {"constraint": one.constraint, "targets": one.targets, "monthly": _money(one.money)}


def _break_even(one: EndpointAdvice) -> Document:
    """Both sides; null where nobody can say, and then `why` says why."""
    even = one.break_even
    return {
        "api_monthly": None if even is None else _months(even.api_monthly),
        "self_host_monthly": None if even is None else _months(even.own_monthly),
        "ratio": None if even is None or even.ratio is None else _ratio(even.ratio),
        "pays": None if even is None else even.pays,
        "pays_at_least": None if even is None else even.pays_at_least,
        "api": one.api or None,
        "pool": one.pool or None,
        "nodes": None if even is None else even.fleet.nodes,
        "rule_of_thumb": None if even is None or even.thumb is None else _thumb(even.thumb),
        "unpriced": [] if even is None else _unpriced(even),
        "why": owning(one),
    }


def _unpriced(even: BreakEven) -> list[Document]:
    return [{"id": line.id, "reason": line.note} for line in even.unpriced]


def _thumb(thumb: Thumb) -> Document:
    return {
        "times": plain(thumb.times),
        "nodes": _money(thumb.nodes),
        "people": _money(thumb.people),
        "threshold": _money(thumb.threshold),
        "ratio": _ratio(thumb.ratio),
        "met": thumb.is_met,
    }


def _left_out(one: LeftOut) -> Document:
    return {
        "endpoint": one.need,
        "target": one.candidate,
        "unpriced": list(one.why),
        "could_matter": one.could_matter,
    }


# the optimum


def _optimum(advice: Advice, verdict: Verdict) -> Document:
    """The solver's answer; null where it has none, and then `why` says why."""
    optimum = advice.optimum
    kept = advice.posed.kept
    answered: Mapping[str, object] = {} if optimum is None else _answered(optimum, kept)
    return {
        "monthly": None,
        "bound": _money(advice.answer.bound) if isinstance(advice.answer, Undecided) else None,
        "gap": None,
        "proven": False,
        "if_free": None,
        "routes": [],
        "nodes": [],
        "shared": [],
        "left_out": [_left_out(one) for one in _missing(advice)],
        "conflict": _conflict(advice),
        "why": list(verdict.why) or [verdict.says] if optimum is None else [],
        **answered,
    }


def _missing(advice: Advice) -> Sequence[LeftOut]:
    answer = advice.answer
    return answer.missing if isinstance(answer, Unpriceable) else ()


def _answered(optimum: Optimum, kept: Collection[str]) -> Document:
    return {
        "monthly": _months(optimum.monthly),
        "bound": _money(optimum.bound),
        "gap": f"{max(optimum.gap, Decimal(0)):.6f}",
        "proven": optimum.proven,
        "if_free": _money(optimum.if_free),
        "routes": [_served(one) for one in optimum.served if one.need not in kept],
        "nodes": [_bought(one) for one in optimum.bought],
        "shared": list(optimum.shared),
        "left_out": [_left_out(one) for one in optimum.left_out],
    }


def _served(one: Served) -> Document:
    month = _months(one.monthly)
    return {
        "endpoint": one.need,
        "targets": list(one.targets),
        "gateway": one.place,
        "monthly": month,
    }


def _bought(one: Bought) -> Document:
    month = _months(one.monthly)
    return {"pool": one.pool, "purchase": one.purchase, "nodes": one.nodes, "monthly": month}


def _conflict(advice: Advice) -> Document | None:
    """Demands that nothing keeps together; null where there is a choice, or nobody knows."""
    answer = advice.answer
    if not isinstance(answer, Infeasible):
        return None
    return {
        "demands": [
            {"kind": one.kind, "subject": one.subject, "says": one.label} for one in answer.conflict
        ],
        "minimality": answer.minimality,
        "unserved": list(answer.unserved),
        "at_least": _money(answer.at_least),
    }


def _cheapest(advice: Advice, verdict: Verdict) -> Document | None:
    """The topology that the optimum comes to; null where there is none."""
    cheapest = advice.cheapest
    if cheapest is None:
        return None
    after = cheapest.after
    return {
        "edits": [edit_document(change) for change in cheapest.edits],
        "after": None if after is None else _after(advice, after),
        "saved": _money(verdict.saved),
    }


def _after(advice: Advice, after: Plan) -> Document:
    """The bill of the topology, and by how much the solver's own figure is above it."""
    optimum, then = advice.optimum, advice.then
    above = None if optimum is None else optimum.monthly.expected - after.bill.monthly.expected
    remarks = [one for one in after.findings if one not in after.errors]
    return {
        **({} if then is None else _climbed(then)),
        **_bill(after.bill),
        "model_above_bill": _money(above),
        "standing": [finding_document(one) for one in after.errors],
        "remarks": [finding_document(one) for one in remarks],
    }


# what-if


def sweep_document(axes: Sequence[Varied], points: Iterable[Point], catalog: Catalog) -> Document:
    """The advice at every point of a sweep, in short."""
    return {
        "schema": "topoplan/advise-sweep/v1",
        "catalog": _catalog(catalog),
        "varied": [{"path": one.path, "values": list(one.values)} for one in axes],
        "points": [_point(one) for one in points],
    }


def _point(point: Point) -> Document:
    advice = point.advice
    verdict = None if advice is None else decided(advice)
    after = advice.cheapest.after if advice and advice.cheapest else None
    return {
        "values": list(point.values),
        "monthly": None if after is None else _months(after.bill.monthly),
        "rung": advice.then.rung if advice and advice.then else None,
        "routes": {one.name: list(one.chosen) for one in advice.endpoints} if advice else {},
        "verdict": None if verdict is None else _verdict(verdict),
        "why": "" if advice is not None else NO_SUCH_SPEC,
    }


def tradeoffs_document(found: Tradeoffs, catalog: Catalog) -> Document:
    """The front of cost against latency or strictness, the cheapest topology first."""
    return {
        "schema": "topoplan/advise-front/v1",
        "catalog": _catalog(catalog),
        "against": found.against,
        "complete": found.is_complete,
        "points": [
            {
                "monthly": _money(one.monthly),
                "worst": None if one.worst is None else plain(one.worst),
                "meaning": meaning(found, one),
                "routes": {name: list(targets) for name, targets in one.routes},
            }
            for one in found.points
        ],
        "unknown": list(found.unknown),
    }


NO_SUCH_SPEC = "a spec can't have it"


# money and figures


def _money(amount: Decimal | None) -> dict[str, str] | None:
    return None if amount is None else money_document(Money(amount, _CURRENCY))


def _months(month: Range) -> Document:
    return {**money_range(month), "currency": _CURRENCY}


def _ratio(number: Decimal) -> str:
    return f"{cents(number):f}" if number >= 1 else plain(number)
