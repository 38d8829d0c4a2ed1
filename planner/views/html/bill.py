"""A bill as one page: its pictures, and every line with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import accumulate

from planner.cost import Attribution, Bill, Cause, Comparison, Explanation, Line, explain
from planner.pipeline import Plan
from planner.units import Range, plain
from planner.views import text
from planner.views.diagnostics import visible
from planner.views.html.frame import Words, between, environment, money, page

_PARTS = 7
"""Parts that have a hue of their own; what is cheaper than those is `others`."""
_OTHERS = "others"
_WIDTH = 1000
"""Units of a picture, from nothing to the highest whisker."""
_GAP = Decimal("1.5")


def bill_page(
    plan: Plan, attributions: Iterable[Attribution], comparison: Comparison | None = None
) -> str:
    """The bill of a plan, from each side of `attributions`, beside an earlier one where given."""
    explained = [explain(line, plan.catalog) for line in plan.bill.lines]
    return (
        environment()
        .get_template("bill.html.j2")
        .render(
            page=page(plan),
            bill=bill_words(plan),
            views=[view_words(one, plan.bill) for one in attributions],
            comparison=None if comparison is None else _comparison(comparison),
            lines=[
                _line(told, plan)
                for told in sorted(explained, key=lambda told: dearest_first(told.line))
            ],
        )
    )


def bill_words(plan: Plan) -> Words:
    bill, month = plan.bill, plan.bill.monthly
    return {
        "name": visible(plan.topology.name),
        "environment": visible(plan.topology.environment),
        "least": "at least " if bill.at_least else "",
        "total": money(month.expected),
        "currency": bill.currency,
        "between": between(month),
        "counts": _counts(bill),
        "unpriced": [_unpriced(line) for line in bill.unpriced],
    }


def _counts(bill: Bill) -> str:
    count = {status: sum(line.status == status for line in bill.lines) for status in _STATUSES}
    told = [f"{count[status]} {words}" for status, words in _STATUSES.items() if count[status]]
    return f"{len(bill.lines)} lines: {', '.join(told)}."


_STATUSES = {"priced": "priced", "assumed": "resting on an assumption", "unpriced": "not priced"}


def _unpriced(line: Line) -> Words:
    return {"id": visible(line.id), "anchor": _anchor(line), "note": visible(line.note)}


def _anchor(line: Line) -> str:
    return f"line-{line.id}".replace(" ", "-")


def view_words(attribution: Attribution, bill: Bill) -> Words:
    """One side of a bill: rows of bars on one scale, with a legend and the rule of division."""
    causes, parts = attribution.causes, _shown(attribution.parts)
    highest = max((cause.monthly.high for cause in causes), default=Decimal(0))
    hues = {part: f"h{place}" for place, part in enumerate(parts)}
    whole = bill.monthly.expected
    return {
        "by": attribution.by,
        "currency": bill.currency,
        "rule": attribution.rule,
        "parts": [{"name": visible(part), "hue": hue} for part, hue in hues.items()],
        "rows": [_row(cause, hues, highest, whole) for cause in causes],
    }


def _shown(parts: tuple[str, ...]) -> tuple[str, ...]:
    return parts if len(parts) <= _PARTS + 1 else (*parts[:_PARTS], _OTHERS)


def _row(cause: Cause, hues: Mapping[str, str], highest: Decimal, whole: Decimal) -> Words:
    amounts = dict.fromkeys(hues, Decimal(0))
    for part, amount in cause.parts.items():
        amounts[part if part in hues else _OTHERS] += amount.expected
    told = {part: f"{part} {money(amount)}" for part, amount in amounts.items() if amount}
    return {
        "name": visible(cause.name),
        "words": visible("; ".join(told.values()) or "no amount that is known"),
        "cuts": list(_cuts(amounts, hues, told, highest)),
        "range": _scaled(cause.monthly, highest),
        "amount": money(cause.monthly.expected),
        "between": between(cause.monthly),
        "share": f"{cause.monthly.expected / whole:.1%}" if whole else "",
        "unpriced": [visible(name) for name in cause.unpriced],
    }


def _cuts(
    amounts: Mapping[str, Decimal],
    hues: Mapping[str, str],
    told: Mapping[str, str],
    highest: Decimal,
) -> Iterator[Words]:
    """Rectangles side by side, for what costs something."""
    ends = accumulate(amounts.values())
    for (part, amount), end in zip(amounts.items(), ends, strict=True):
        if amount and highest:
            yield {
                "hue": hues[part],
                "x": _place(end - amount, highest),
                "width": _width(amount, highest),
                "words": visible(told[part]),
            }


def _scaled(month: Range, highest: Decimal) -> Words | None:
    """Places of a whisker; None where nothing varies."""
    if month.low == month.high or not highest:
        return None
    return {name: _place(getattr(month, name), highest) for name in ("low", "expected", "high")}


def _width(amount: Decimal, highest: Decimal) -> str:
    """Of a rectangle that leaves a gap to the next; what costs something is seen."""
    return f"{max(Decimal(2), amount / highest * _WIDTH - _GAP):.2f}"


def _place(amount: Decimal, highest: Decimal) -> str:
    return f"{amount / highest * _WIDTH:.2f}"


def _comparison(compared: Comparison) -> Words:
    rows = []
    for change in text.by_size(compared.changes):
        before, after, difference = text.amounts(change)
        row = {"id": visible(change.id), "before": before, "after": after}
        rows.append({**row, "difference": difference})
    words = [words.strip() for words in text.told(compared)]
    return {"rows": rows, "words": words, "currency": compared.currency}


def _line(told: Explanation, plan: Plan) -> Words:
    line, month = told.line, told.line.monthly
    return {
        "anchor": _anchor(line),
        "id": visible(line.id),
        "node": visible(line.node),
        "item": visible(line.item),
        "status": "unpriced-line" if month is None else line.status,
        "quantity": "?" if line.quantity is None else text.figure(line.quantity.expected),
        "unit": visible(line.unit),
        "price": "?" if line.unit_price is None else plain(line.unit_price),
        "monthly": None if month is None else money(month.expected),
        "as_of": line.row.as_of if line.row else "",
        "stale": told.is_stale,
        "sort": {
            "quantity": "" if line.quantity is None else plain(line.quantity.expected),
            "price": "" if line.unit_price is None else plain(line.unit_price),
            "monthly": "" if month is None else plain(month.expected),
        },
        "fact": visible(told.place),
        "cells": [
            {"column": column, "text": visible(cell)} for column, cell in told.cells.items() if cell
        ],
        "entries": [
            {"head": head, "words": visible(words), "href": href}
            for head, words, href in _entries(told, plan)
            if words
        ],
    }


def _entries(told: Explanation, plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Heading, words and address of everything that a line rests on."""
    line, month = told.line, told.line.monthly
    if line.quantity is None:
        yield "quantity", f"not known, in {line.unit}", ""
    else:
        yield "quantity", f"{text.spread(line.quantity)} {line.unit}", ""
    yield "formula", line.formula, ""
    if line.unit_price is not None:
        price = f"{text.price(line.unit_price)} {line.currency} for one {line.unit}"
        listed = f" = {told.listed} as listed x {plain(told.factor)}" if told.factor else ""
        yield "price", price + listed, ""
    if line.quantity is not None and line.unit_price is not None and month is not None:
        sum_ = f"{text.figure(line.quantity.expected)} x {text.price(line.unit_price)}"
        spread = between(month)
        words = f"{sum_} = {money(month.expected)} {line.currency}"
        words += f"; {spread}" if spread else ""
        yield "monthly", words, ""
    if line.row is not None:
        title = told.source.title if told.source else line.row.source
        is_link = told.address.startswith("https://")
        yield "source", title, told.address if is_link else ""
        yield "date", text.age(told), ""
    yield "vendor", plan.catalog.vendor(line.vendor), ""
    yield "basis", text.BASES[line.basis], ""
    yield line.status, line.note, ""


def dearest_first(line: Line) -> tuple[bool, Decimal]:
    """What has no price stands first: it may be the dearest of all."""
    month = line.monthly
    return month is not None, -month.expected if month else Decimal(0)
