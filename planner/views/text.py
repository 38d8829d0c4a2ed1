"""Plans and bills for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Context, Decimal
from textwrap import wrap

from planner.cost import Bill, Change, Comparison, Explanation, Line, rate_words
from planner.diagnostics import Row, Severity
from planner.pipeline import Plan
from planner.units import Money, Range, cents, plain
from planner.views.diagnostics import show as show_diagnostics
from planner.views.diagnostics import visible

_WIDTH = 100
_ITEM, _QUANTITY, _UNIT, _AMOUNT = 44, 12, 18, 14
_BAR, _SHARE = 24, 6
_FIGURES = 8
"""Most figures of a price."""
_HEAD = 10
BASES = {"fixed": "paid as long as it stands", "usage": "follows the traffic"}


def check(plan: Plan, *, color: bool = False, fingerprints: bool = False) -> str:
    """Findings with their proof, then one line for each endpoint and a verdict over all."""
    shown = [
        show_diagnostics((f,), plan.sources, color=color, fingerprints=fingerprints)
        for f in plan.findings
    ]
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
    for node, part in sorted(bill.by_node().items(), key=lambda each: -each[1].monthly.expected):
        out.append(_node(node, part, total))
        out += [_line(line) for line in sorted(part.lines, key=_dearest_first)]
    return "\n".join([*out, "", *_total(bill, plan.catalog.id)])


def _node(node: str, part: Bill, total: Decimal) -> str:
    if part.is_unknown:
        return f"{_cut(node, _ITEM + 2)} {'':<{_BAR}} {'?':>{_SHARE}} {'not priced':>{_AMOUNT}}"
    month = part.monthly.expected
    share = month / total if total else Decimal(0)
    bar = "█" * round(share * _BAR)
    amount = f"{cents(month):,}"
    return f"{_cut(node, _ITEM + 2)} {bar:<{_BAR}} {share:>{_SHARE}.1%} {amount:>{_AMOUNT}}"


def _line(line: Line) -> str:
    quantity = "" if line.quantity is None else figure(line.quantity.expected)
    unit = _cut(line.unit, _UNIT)
    amount = "not priced"
    if line.monthly is not None:
        amount = f"{cents(line.monthly.expected):,}"
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


def explanation(told: Explanation, vendor: str) -> str:
    """One line with all it rests on: quantity times price, formula, fact, source, date, doubt.

    `vendor`: the title of who bills it; empty where nobody outside does.
    """
    return "\n".join([visible(told.line.id), *_explained(told, vendor)])


def _explained(told: Explanation, vendor: str) -> Iterator[str]:
    line = told.line
    if line.quantity is None:
        yield from _told("quantity", f"not known, in {line.unit}")
    else:
        yield from _told("quantity", f"{spread(line.quantity)} {line.unit}")
    if line.formula:
        yield from _told("", f"= {line.formula}")
    if line.unit_price is not None:
        yield from _told("price", f"{price(line.unit_price)} {line.currency} for one {line.unit}")
        if told.factor is not None:
            yield from _told("", f"= {told.listed} as listed x {plain(told.factor)}")
    if line.unit_price_high is not None:
        dearest = f"{price(line.unit_price_high)} {line.currency}"
        yield from _told("dearest", f"{dearest}, at the dearest hour")
    if line.quantity is not None and line.unit_price is not None and line.monthly is not None:
        quantity, month = figure(line.quantity.expected), line.monthly
        total = Money(month.expected, line.currency)
        yield from _told("monthly", f"{quantity} x {price(line.unit_price)} = {total}")
        low, high = Money(month.low, line.currency), Money(month.high, line.currency)
        yield from _told("range", f"{low} to {high}")
    if line.row is not None:
        yield from _fact(told, line.row)
    yield from _told("vendor", vendor)
    yield from _told("basis", BASES[line.basis])
    note = f": {line.note}" if line.note else ""
    yield from _told("status", f"{line.status}{note}")


def _fact(told: Explanation, row: Row) -> Iterator[str]:
    yield from _told("fact", f"{told.place} of {row.as_of}" if row.as_of else told.place)
    for column, cell in told.cells.items():
        if cell:
            yield from _told("", f"{column:<14} {cell}")
    yield from _told("source", told.source.title if told.source else row.source)
    yield from _told("", told.address)
    yield from _told("date", age(told))


def age(told: Explanation) -> str:
    """How old a price is, and whether that is too old."""
    if told.line.row is None:
        return ""
    words = "its source gives no day"
    if told.age_days is not None:
        side = "before" if told.age_days >= 0 else "after"
        words = f"{told.line.row.as_of}, {abs(told.age_days)} days {side} the catalogue's"
    if told.is_stale and told.age_class is not None:
        days = told.age_class.days
        return f"{words}: stale, as prices of its kind are taken to hold for {days}"
    return words


def _told(head: str, words: str) -> list[str]:
    """A heading and its words, wrapped; nothing where there are no words."""
    first, rest = f"  {head:<{_HEAD}}", " " * (_HEAD + 2)
    return wrap(visible(words), _WIDTH, initial_indent=first, subsequent_indent=rest)


def price(amount: Decimal) -> str:
    """A price as its row has it; of a converted one, the first eight figures."""
    if len(amount.as_tuple().digits) <= _FIGURES:
        return f"{amount:f}"
    return f"{Context(prec=_FIGURES).plus(amount).normalize():f}"


def comparison(compared: Comparison) -> str:
    """Lines that changed, the dearest change first, and what became of the total."""
    rows = [(change.id, *amounts(change)) for change in by_size(compared.changes)]
    if not rows:
        return "\n".join(told(compared))
    head = (f"{compared.currency} a month", "before", "after", "difference")
    width = min(_ITEM + 8, max(len(visible(row[0])) for row in (head, *rows)))
    shown = [
        f"{_cut(row[0], width)} {row[1]:>{_AMOUNT}} {row[2]:>{_AMOUNT}} {row[3]:>{_AMOUNT}}"
        for row in (head, *rows)
    ]
    return "\n".join([*shown, "", *told(compared)])


def amounts(change: Change) -> tuple[str, str, str]:
    """Before, after and difference; words where there is no number."""
    difference = change.difference
    return (
        _side(change.before),
        _side(change.after),
        "not known" if difference is None else signed(difference.expected),
    )


def told(compared: Comparison) -> Iterator[str]:
    """What became of the total, and why."""
    small, money = len(compared.changes) - len(by_size(compared.changes)), compared.currency
    if not compared.changes:
        yield "nothing changed"
    elif small:
        yield f"{small} more line{'s' if small > 1 else ''} changed by less than a cent"
    for name, bill in (("before", compared.before), ("after", compared.after)):
        least = "at least " if bill.at_least else ""
        yield f"{name}: {least}{Money(bill.monthly.expected, money)} a month"
    grown, base = compared.of_priced.expected, compared.before.monthly.expected
    share = f" ({grown / base:+.1%})" if base else ""
    if compared.difference is None:
        yield f"difference: not known; of what has a price, {signed(grown)} {money}{share}"
        for name in compared.unknown:
            yield f"  no price: {visible(name)}"
    else:
        yield f"difference: {signed(grown)} {money}{share}"
    if grown or compared.is_across_catalogs:
        by_price, by_quantity = compared.by_price.expected, compared.by_quantity.expected
        yield (
            f"  prices moved: {signed(by_price)} {money}, "
            f"quantities moved: {signed(by_quantity)} {money}"
        )
    if compared.is_across_catalogs:
        yield (
            "priced by different catalogues: "
            f"{visible(compared.before_catalog)} before, {visible(compared.after_catalog)} after"
        )
    if compared.after.exchange is not None:
        yield f"both converted at {visible(rate_words(compared.after.exchange))}"


def signed(amount: Decimal) -> str:
    """A difference in cents, with its sign if it is one."""
    shown = cents(amount)
    return f"{shown:+,}" if shown else "0.00"


def _side(line: Line | None) -> str:
    if line is None:
        return "-"
    return "no price" if line.monthly is None else f"{cents(line.monthly.expected):,}"


def by_size(changes: Iterable[Change]) -> list[Change]:
    """What nobody knows stands first, then what changed most; less than a cent is left out."""

    def size(change: Change) -> tuple[bool, Decimal]:
        difference = change.difference
        return difference is not None, -abs(difference.expected) if difference else Decimal(0)

    seen = (c for c in changes if c.difference is None or cents(c.difference.expected))
    return sorted(seen, key=size)


def spread(quantity: Range) -> str:
    expected = figure(quantity.expected)
    if quantity.low == quantity.high:
        return expected
    return f"{expected} (low {figure(quantity.low)}, high {figure(quantity.high)})"
