"""A calculation as the JSON document `topoplan/calc/v1`."""

from __future__ import annotations

from decimal import Decimal

from planner.capacity import Estimate, Fleet, Unfit
from planner.catalog import ExchangeRate
from planner.cost import Bill
from planner.documents.bill import exchange_document, line_documents, money_range
from planner.owning import (
    Bought,
    BreakEven,
    Calculation,
    Flip,
    Insurance,
    Rented,
    Stair,
    Thumb,
    Variation,
    Way,
)
from planner.topology import Provider
from planner.units import Range, cents, plain


def calculation_document(
    calculation: Calculation, rate: ExchangeRate | None = None
) -> dict[str, object]:
    """Everything that was found; money in US dollars, or at a rate."""
    return {
        "schema": "topoplan/calc/v1",
        "currency": rate.currency if rate else "USD",
        "exchange": exchange_document(rate),
        "workload": _workload(calculation),
        "api": _api(calculation, rate),
        "ways": [_way(way, rate) for way in calculation.ways],
        "left_out": [{"name": left.name, "why": left.why} for left in calculation.left_out],
        "sensitivity": [_variation(one, rate) for one in calculation.variations],
        "points": [
            {
                "requests": point.requests,
                "nodes": point.nodes,
                "api_monthly": _money(point.api, rate),
                "self_host_monthly": _money(point.own, rate),
            }
            for point in calculation.points
        ],
        "insurance": _insurance(calculation.insurance, rate),
        "chosen": [
            {"what": one.what, "taken": one.taken, "why": one.why} for one in calculation.chosen
        ],
        "assumptions": [
            {
                "name": one.name,
                "value": str(one.value),
                "unit": one.unit,
                "why": one.why,
                "source": one.source,
            }
            for one in calculation.assumed
        ],
        "notes": list(calculation.notes),
        "catalog": {"id": calculation.catalog.id, "sha256": calculation.catalog.sha256},
    }


def _workload(calculation: Calculation) -> dict[str, object]:
    load, deadline = calculation.question.load, calculation.question.deadline
    return {
        "requests_per_month": plain(load.requests),
        "input_tokens": plain(load.input_tokens),
        "output_tokens": plain(load.output_tokens),
        "cached_input": plain(load.cached_input),
        "peak_to_mean": plain(load.peak_to_mean),
        "kind": load.kind,
        "ttft_p95_ms": deadline.ttft_p95_ms,
        "p95_ms": deadline.p95_ms,
    }


def _api(calculation: Calculation, rate: ExchangeRate | None) -> dict[str, object]:
    site, model = calculation.target.site, calculation.target.model
    bill = calculation.api
    return {
        "kind": site.kind if isinstance(site, Provider) else "",
        "model": model.id,
        "called_as": dict(calculation.called_as),
        **_billed(bill, rate),
    }


def _billed(bill: Bill, rate: ExchangeRate | None) -> dict[str, object]:
    shown = bill.at(rate)
    return {
        "monthly": {**money_range(shown.monthly), "at_least": shown.at_least},
        "lines": line_documents(shown),
        "unpriced": [{"id": line.id, "reason": line.note} for line in shown.unpriced],
    }


def _way(way: Way, rate: ExchangeRate | None) -> dict[str, object]:
    found, climb = way.found, way.climb
    return {
        "name": way.name,
        "stands": _stands(way.case.offer),
        "break_even": _break_even(found, rate),
        "rule_of_thumb": None if found.thumb is None else _thumb(found.thumb, rate),
        "fleet": _fleet(found.fleet),
        "bill": _billed(found.own, rate),
        "stairs": [_stair(stair) for stair in climb.stairs],
        "flips": [_flip(flip) for flip in climb.flips],
        "flips_are": climb.basis,
    }


def _stands(offer: Rented | Bought) -> dict[str, object]:
    common = {"model": offer.model, "precision": offer.precision, "accelerator": offer.accelerator}
    if isinstance(offer, Bought):
        return {**common, "server": offer.server.name}
    return {
        **common,
        "cloud": offer.cloud,
        "region": offer.region,
        "machine": offer.machine,
        "purchase": offer.purchase,
        "term": offer.term,
    }


def _break_even(found: BreakEven, rate: ExchangeRate | None) -> dict[str, object]:
    return {
        "api_monthly": _money(found.api_monthly.expected, rate),
        "self_host_monthly": _range(found.own_monthly, rate),
        "ratio": None if found.ratio is None else f"{found.ratio:.4f}",
        "pays": found.pays,
        "pays_at_least": found.pays_at_least,
    }


def _thumb(thumb: Thumb, rate: ExchangeRate | None) -> dict[str, object]:
    return {
        "times": plain(thumb.times),
        "nodes_monthly": _money(thumb.nodes, rate),
        "people_monthly": _money(thumb.people, rate),
        "threshold": _money(thumb.threshold, rate),
        "ratio": f"{thumb.ratio:.4f}",
        "met": thumb.is_met,
    }


def _fleet(fleet: Fleet) -> dict[str, object]:
    return {
        "nodes": fleet.nodes,
        "replicas": fleet.replicas,
        "replicas_per_node": fleet.replicas_per_node,
        "utilisation": f"{fleet.utilisation:.4f}",
        "why": list(fleet.why),
        "replica": _replica(fleet.estimate),
    }


def _replica(one: Estimate) -> dict[str, object]:
    rate = one.requests_per_second
    return {
        "gpus": one.replica.gpus,
        "concurrency": one.concurrency,
        "requests_per_second": {
            end: plain(getattr(rate, end)) for end in ("low", "expected", "high")
        },
        "ttft_p95_ms": plain(one.ttft_p95_ms),
        "tpot_ms": plain(one.tpot_ms),
        "p95_ms": plain(one.p95_ms),
        "bound": one.bound,
        "basis": one.basis,
        "notes": list(one.notes),
    }


def _stair(stair: Stair) -> dict[str, object]:
    return {"nodes": stair.nodes, "from": stair.first, "to": stair.last}


def _flip(flip: Flip) -> dict[str, object]:
    return {"requests": flip.requests, "cheaper": flip.cheaper, "nodes": flip.nodes}


def _variation(one: Variation, rate: ExchangeRate | None) -> dict[str, object]:
    if isinstance(one.found, Unfit):
        return {"what": one.what, "changed": one.changed, "unfit": one.found.reason}
    return {
        "what": one.what,
        "changed": one.changed,
        **_break_even(one.found, rate),
        "nodes": one.found.fleet.nodes,
        "flip": None if one.flip is None else one.flip.requests,
    }


def _insurance(one: Insurance, rate: ExchangeRate | None) -> dict[str, object]:
    return {
        "outage_hours": plain(one.hours),
        "requests_in_one_outage": plain(one.struck),
        "impact": plain(one.impact),
        "hours_out_a_month": _plain(one.out_hours),
        "requests_lost": _plain(one.lost),
        "requests_lost_with_two": _plain(one.lost_with_two),
        "premium_monthly": _money(one.premium.monthly.expected, rate),
        "premium_at_least": one.premium.at_least,
        "worth_of_a_request": None
        if one.worth is None
        else f"{one.worth * (rate.per_usd if rate else 1):.4f}",
    }


def _plain(amounts: Range) -> dict[str, str]:
    return {end: f"{getattr(amounts, end):.2f}" for end in ("low", "expected", "high")}


def _range(amounts: Range, rate: ExchangeRate | None) -> dict[str, str]:
    return money_range(amounts * (rate.per_usd if rate else Decimal(1)))


def _money(amount: Decimal, rate: ExchangeRate | None) -> str:
    return str(cents(amount * (rate.per_usd if rate else 1)))
