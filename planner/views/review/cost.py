"""What a change costs, node by node."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from planner.changes import Review
from planner.cost import Bill, Change, Comparison
from planner.documents import table
from planner.views.review.words import SHORT, cell, cents_of, signed


def cost(review: Review, most: int) -> str:
    comparison = review.bill
    if comparison is None or not comparison.changes:
        return ""
    rows = list(node_rows(comparison, most))
    heading = (
        f"{comparison.currency} a month",
        "before",
        "after",
        "change",
        "after: low",
        "after: high",
    )
    shown = table(heading, [*rows, _total_row(comparison)], right=5)
    return f"### Cost\n\n{shown}\n\n{_cost_note(comparison)}".rstrip()


def node_rows(comparison: Comparison, most: int) -> Iterator[tuple[str, ...]]:
    before, after = comparison.before.by_node(), comparison.after.by_node()
    touched = dict.fromkeys(_node(change) for change in comparison.changes)
    nodes = sorted(touched, key=lambda node: _size(before.get(node), after.get(node)))
    for node in nodes[:most]:
        yield cell(node), *_amounts(before.get(node), after.get(node))
    rest = nodes[most:]
    if rest:
        was, now = (_sum(rest, side, comparison) for side in (before, after))
        yield f"{len(rest)} others", *_amounts(was, now)


def _node(change: Change) -> str:
    line = change.after or change.before
    return line.node if line else change.id


def _size(before: Bill | None, after: Bill | None) -> tuple[bool, Decimal]:
    """What nobody can price first, then the greatest difference."""
    unknown = any(one is not None and one.at_least for one in (before, after))
    return not unknown, -abs(_expected(after) - _expected(before))


def _expected(bill: Bill | None) -> Decimal:
    return bill.monthly.expected if bill else Decimal(0)


def _sum(nodes: Iterable[str], side: dict[str, Bill], comparison: Comparison) -> Bill:
    lines = (line for node in nodes if node in side for line in side[node].lines)
    return Bill(tuple(lines), comparison.after.exchange)


def _amounts(before: Bill | None, after: Bill | None) -> tuple[str, ...]:
    rise = _expected(after) - _expected(before)
    unknown = any(one is not None and one.at_least for one in (before, after))
    low, high = (after.monthly.low, after.monthly.high) if after else (None, None)
    return (
        _amount(before),
        _amount(after),
        "not known" if unknown else signed(rise),
        "" if low is None else cents_of(low),
        "" if high is None else cents_of(high),
    )


def _amount(bill: Bill | None) -> str:
    if bill is None or not bill.lines:
        return ""
    if bill.is_unknown:
        return "not priced"
    return ("at least " if bill.at_least else "") + cents_of(bill.monthly.expected)


def _total_row(comparison: Comparison) -> tuple[str, ...]:
    before, after = comparison.before, comparison.after
    month = after.monthly
    cells = (_amount(before) or "0.00", _amount(after) or "0.00")
    rise = signed(comparison.of_priced.expected)
    if comparison.unknown:
        rise += " + ?"
    amounts = (*cells, rise, cents_of(month.low), cents_of(month.high))
    return "**total**", *(f"**{amount}**" for amount in amounts)


def _cost_note(comparison: Comparison) -> str:
    by_price = comparison.by_price.expected
    notes = [f"Of it {signed(by_price)} by prices, the rest by quantities."] if by_price else []
    if comparison.unknown:
        named = ", ".join(map(cell, comparison.unknown[:SHORT]))
        hidden = len(comparison.unknown) - SHORT
        more = f" and {hidden} more" if hidden > 0 else ""
        notes.append(f"Not priced, and not counted as zero: {named}{more}.")
    return " ".join(notes)
