"""Plans and bills for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.cost import Bill, Line
from planner.diagnostics import Severity
from planner.pipeline import Plan
from planner.units import Money, Range, plain
from planner.views.diagnostics import show as show_diagnostics

_BAR = 24


def check(plan: Plan, *, color: bool = False) -> str:
    """Findings with their proof, then one line for each endpoint and a verdict over all."""
    shown = [show_diagnostics((f,), plan.sources, color=color) for f in plan.findings]
    return "\n".join([*shown, *_verdicts(plan)])


def _verdicts(plan: Plan) -> Iterator[str]:
    width = max(len(name) for name in plan.verdicts)
    for endpoint in plan.topology.endpoints:
        route = " -> ".join(target.id for target in endpoint.targets)
        yield f"{endpoint.name:<{width}}  {plan.verdicts[endpoint.name]:<9} {route}"
    counts = {
        severity: sum(f.severity is severity and f.waived is None for f in plan.findings)
        for severity in Severity
    }
    waived = sum(f.waived is not None for f in plan.findings)
    bounds = "processing, storage and operators"
    worst = "nothing stands against it" if not plan.errors else "it can't be applied like this"
    yield ""
    yield (
        f"{counts[Severity.ERROR]} error(s), {counts[Severity.WARNING]} warning(s), {waived} waived: "
        f"{worst}. Verdicts cover {bounds}, against facts of {plan.catalog.id}."
    )


def bill(plan: Plan) -> str:
    """Nodes with their share as bars, dearest first, every line below its node."""
    bill = plan.bill
    total = bill.monthly.expected
    out: list[str] = []
    for node, amounts in sorted(bill.by_node().items(), key=lambda entry: -entry[1].expected):
        share = amounts.expected / total if total else amounts.expected
        filled = round(share * _BAR)
        out.append(f"{node:<40} {'█' * filled:<{_BAR}} {_usd(amounts.expected):>14}")
        out += [_line(line) for line in bill.lines if line.node == node]
    return "\n".join([*out, "", *_total(bill, plan.catalog.id)])


def _line(line: Line) -> str:
    quantity = f"{plain(line.quantity.expected)} {line.unit}"
    amount = "not priced" if line.monthly is None else _usd(line.monthly.expected)
    mark = {"priced": "", "assumed": " (assumed)", "unpriced": ""}[line.status]
    return f"  {line.item + mark:<40} {quantity:>24} {amount:>14}"


def _total(bill: Bill, catalog: str) -> Iterator[str]:
    least = "at least " if bill.at_least else ""
    yield f"{'expected a month':<40} {least + _usd(bill.monthly.expected):>39}"
    yield f"{'low to high':<40} {_usd(bill.monthly.low) + ' to ' + _usd(bill.monthly.high):>39}"
    for line in bill.unpriced:
        yield f"not priced: {line.id}: {line.note}"
    yield f"prices of catalogue {catalog}; the oldest is of {bill.oldest or 'no day'}"


def _usd(amount: Decimal) -> str:
    return str(Money(amount))


def line(line: Line) -> str:
    """One line explained: quantity times price, the fact and its date."""
    out = [f"{line.id}", f"  quantity  {_range(line.quantity)} {line.unit}"]
    if line.unit_price is None or line.monthly is None:
        out.append(f"  price     not known: {line.note}")
        return "\n".join(out)
    out.append(f"  price     {line.unit_price} USD for one {line.unit}")
    out.append(f"  monthly   {plain(line.quantity.expected)} x {line.unit_price} = {_usd(line.monthly.expected)}")
    out.append(f"  range     {_usd(line.monthly.low)} to {_usd(line.monthly.high)}")
    if line.row is not None:
        out.append(f"  fact      {line.row} [{line.row.source}]")
    out.append(f"  status    {line.status}{': ' + line.note if line.note else ''}")
    return "\n".join(out)


def _range(quantity: Range) -> str:
    if quantity.low == quantity.high:
        return plain(quantity.expected)
    low, high = plain(quantity.low), plain(quantity.high)
    return f"{plain(quantity.expected)} (low {low}, high {high})"
