"""Plans and bills for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Context, Decimal
from textwrap import wrap

from planner.cost import Bill, Line, rate_words
from planner.diagnostics import Severity
from planner.pipeline import Plan
from planner.units import Money, Range
from planner.views.diagnostics import show as show_diagnostics
from planner.views.diagnostics import visible

_WIDTH = 100
_ITEM, _QUANTITY, _UNIT, _AMOUNT = 44, 12, 18, 14
_BAR, _SHARE = 24, 6
_FIGURES = 8
"""Most figures of a price."""
_BASES = {"fixed": "paid as long as it stands", "usage": "follows the traffic"}


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
        f"{counts[Severity.ERROR]} error(s), {counts[Severity.WARNING]} warning(s), "
        f"{waived} waived: {worst}. Verdicts cover {bounds}, against facts of {plan.catalog.id}."
    )


def bill(plan: Plan) -> str:
    """Nodes with their share as bars, dearest first, and every line below its node."""
    bill = plan.bill
    total = bill.monthly.expected
    out = [f"{'':<{_ITEM + 2}} {'':<{_BAR}} {'':>{_SHARE}} {f'{bill.currency} a month':>{_AMOUNT}}"]
    for node, amounts in sorted(bill.by_node().items(), key=lambda entry: -entry[1].expected):
        out.append(_node(node, amounts, total))
        lines = (line for line in bill.lines if line.node == node)
        out += [_line(line) for line in sorted(lines, key=_dearest_first)]
    return "\n".join([*out, "", *_total(bill, plan.catalog.id)])


def _node(node: str, amounts: Range, total: Decimal) -> str:
    share = amounts.expected / total if total else Decimal(0)
    bar = "█" * round(share * _BAR)
    amount = f"{Money(amounts.expected).rounded():,}"
    return f"{_cut(node, _ITEM + 2)} {bar:<{_BAR}} {share:>{_SHARE}.1%} {amount:>{_AMOUNT}}"


def _line(line: Line) -> str:
    quantity = "" if line.quantity is None else figure(line.quantity.expected)
    unit = _cut(line.unit, _UNIT)
    amount = "not priced"
    if line.monthly is not None:
        amount = f"{Money(line.monthly.expected).rounded():,}"
    mark = " ~" if line.status == "assumed" else ""
    item = _cut(line.item, _ITEM)
    return f"  {item} {quantity:>{_QUANTITY}} {unit} {amount:>{_AMOUNT}}{mark}"


def _dearest_first(line: Line) -> tuple[bool, Decimal]:
    return line.monthly is None, -line.monthly.expected if line.monthly else Decimal(0)


def _cut(text: str, width: int) -> str:
    """Text in as many cells; of a longer one the end, which tells lines apart."""
    shown = visible(text)
    return f"{shown:<{width}}" if len(shown) <= width else "…" + shown[1 - width :]


def figure(number: Decimal) -> str:
    """A quantity for people: two places, or three figures of what is smaller than that."""
    if number and abs(number) < Decimal("0.01"):
        return f"{number:.3g}"
    text = f"{number:,.2f}"
    return text.removesuffix(".00")


def _total(bill: Bill, catalog: str) -> Iterator[str]:
    least = "at least " if bill.at_least else ""
    month = bill.monthly
    yield _sum(f"{least}expected a month", Money(month.expected, bill.currency))
    yield _sum("lowest", Money(month.low, bill.currency))
    yield _sum("highest", Money(month.high, bill.currency))
    if any(line.status == "assumed" for line in bill.lines):
        yield "~ rests on an assumption: `topoplan cost SPEC --explain NODE/ITEM` says on which"
    for line in bill.unpriced:
        yield f"not priced: {visible(line.id)}: {visible(line.note)}"
    yield f"prices of catalogue {catalog}; the oldest is of {bill.oldest or 'no day'}"
    if bill.exchange is not None:
        yield f"converted once, at {visible(rate_words(bill.exchange))}"


def _sum(words: str, amount: Money) -> str:
    width = _ITEM + _QUANTITY + _UNIT + _AMOUNT + 5
    shown = f"{amount.rounded():,}"
    return f"{words}{shown:>{width - len(words)}} {amount.currency}"


def line(line: Line) -> str:
    """One line explained: quantity times price, the fact with its date, and what it rests on."""
    return "\n".join([visible(line.id), *_explained(line)])


def _explained(line: Line) -> Iterator[str]:
    if line.quantity is None:
        yield f"  quantity  not known, in {line.unit}"
    else:
        yield f"  quantity  {_range(line.quantity)} {line.unit}"
    if line.unit_price is not None:
        yield f"  price     {_price(line.unit_price)} {line.currency} for one {line.unit}"
    if line.unit_price_high is not None:
        yield f"  dearest   {_price(line.unit_price_high)} {line.currency}, at the dearest hour"
    if line.quantity is not None and line.unit_price is not None and line.monthly is not None:
        quantity, month = figure(line.quantity.expected), line.monthly
        total = Money(month.expected, line.currency)
        yield f"  monthly   {quantity} x {_price(line.unit_price)} = {total}"
        low, high = Money(month.low, line.currency), Money(month.high, line.currency)
        yield f"  range     {low} to {high}"
    if line.formula:
        yield from _folded("formula", visible(line.formula))
    if line.row is not None:
        folder = "" if line.row.is_stated else "planner/data/"
        yield f"  fact      {folder}{line.row} [{line.row.source}]"
    yield f"  basis     {_BASES[line.basis]}"
    note = f": {visible(line.note)}" if line.note else ""
    yield from _folded("status", f"{line.status}{note}")


def _folded(title: str, text: str) -> list[str]:
    return wrap(text, _WIDTH, initial_indent=f"  {title:<10}", subsequent_indent=" " * 12)


def _price(amount: Decimal) -> str:
    """A price as its row has it; of a converted one, the first eight figures."""
    if len(amount.as_tuple().digits) <= _FIGURES:
        return str(amount)
    return f"{Context(prec=_FIGURES).plus(amount).normalize():f}"


def _range(quantity: Range) -> str:
    expected = figure(quantity.expected)
    if quantity.low == quantity.high:
        return expected
    return f"{expected} (low {figure(quantity.low)}, high {figure(quantity.high)})"
