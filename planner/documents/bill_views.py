"""What a bill is seen from: its causes, an earlier bill, and single lines with their facts."""

from __future__ import annotations

from collections.abc import Iterable

from planner.catalog import DOLLAR, Catalog
from planner.cost import Attribution, Bill, Cause, Change, Comparison, Explanation, Judgement, Line
from planner.documents.bill import bill_document, exchange_document, line_document, money_range
from planner.units import Range, plain


def cost_document(
    bill: Bill,
    catalog: Catalog,
    attribution: Attribution | None = None,
    comparison: Comparison | None = None,
    judgements: Iterable[Judgement] = (),
) -> dict[str, object]:
    """The bill's document with whatever else was asked of it, each under a key of its own."""
    judged = [{"passes": one.passes, "says": one.says} for one in judgements]
    more = {
        "attribution": None if attribution is None else attribution_document(attribution, bill),
        "comparison": None if comparison is None else comparison_document(comparison),
        "judgements": judged or None,
    }
    asked = {key: document for key, document in more.items() if document is not None}
    return {**bill_document(bill, catalog), **asked}


def attribution_document(attribution: Attribution, bill: Bill) -> dict[str, object]:
    """Causes with their parts, dearest first; they add up to the bill before they are rounded."""
    return {
        "by": attribution.by,
        "rule": attribution.rule,
        "causes": [_cause(cause, bill) for cause in attribution.causes],
    }


def _cause(cause: Cause, bill: Bill) -> dict[str, object]:
    whole = bill.monthly.expected
    return {
        "name": cause.name,
        "monthly": money_range(cause.monthly),
        "share": plain(cause.monthly.expected / whole) if whole else None,
        "parts": {part: money_range(amount) for part, amount in cause.parts.items()},
        "unpriced": list(cause.unpriced),
    }


def comparison_document(comparison: Comparison) -> dict[str, object]:
    """What became of a bill; `difference` is null where a line without a price is in the way."""
    before, after = comparison.before, comparison.after
    return {
        "currency": comparison.currency,
        "exchange": exchange_document(after.exchange),
        "before": _side(before, comparison.before_catalog),
        "after": _side(after, comparison.after_catalog),
        "difference": _difference(comparison.difference),
        "of_priced": _difference(comparison.of_priced),
        "by_price": _difference(comparison.by_price),
        "by_quantity": _difference(comparison.by_quantity),
        "unknown": list(comparison.unknown),
        "changes": [_change(change) for change in comparison.changes],
    }


def _side(bill: Bill, catalog: str) -> dict[str, object]:
    monthly = {**money_range(bill.monthly), "at_least": bill.at_least}
    return {"monthly": monthly, "catalog": catalog}


def _change(change: Change) -> dict[str, object]:
    return {
        "id": change.id,
        "before": _amount(change.before),
        "after": _amount(change.after),
        "difference": _difference(change.difference),
        "by_price": _difference(change.by_price),
        "by_quantity": _difference(change.by_quantity),
    }


def _amount(line: Line | None) -> dict[str, object] | None:
    """None where a side lacks the line; one without a price has no amount."""
    if line is None:
        return None
    return {
        "monthly": None if line.monthly is None else money_range(line.monthly),
        "status": line.status,
    }


def _difference(amounts: Range | None) -> dict[str, str] | None:
    return None if amounts is None else money_range(amounts)


def explanation_document(
    explanations: Iterable[Explanation], catalog: Catalog
) -> dict[str, object]:
    """`topoplan/cost-lines/v1`: lines, each with the whole row of its price and its source.

    All of one bill, and therefore in one currency.
    """
    told = tuple(explanations)
    return {
        "schema": "topoplan/cost-lines/v1",
        "currency": told[0].line.currency if told else DOLLAR,
        "lines": [_explanation(one) for one in told],
        "catalog": {"id": catalog.id, "sha256": catalog.sha256},
    }


def _explanation(told: Explanation) -> dict[str, object]:
    source = None
    if told.line.row is not None:
        source = {
            "id": told.line.row.source,
            "title": told.source.title if told.source else "",
            "address": told.address,
        }
    return {
        **line_document(told.line),
        "row": dict(told.cells),
        "listed_price": None if told.listed is None else str(told.listed),
        "factor": None if told.factor is None else plain(told.factor),
        "source": source,
        "age_days": told.age_days,
        "stale": told.is_stale,
    }
