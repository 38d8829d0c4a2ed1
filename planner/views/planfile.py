"""The bill of a Terraform plan, for a terminal and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from planner.cost import (
    Bill,
    Change,
    Comparison,
    Group,
    Line,
    PlanBill,
    PlanCost,
    PricedResource,
    Reconciled,
    rate_words,
)
from planner.documents import code, escaped, table
from planner.units import Range, cents
from planner.views.diagnostics import visible
from planner.views.text import figure, signed

_NAME, _QUANTITY, _UNIT, _AMOUNT = 66, 12, 18, 14
_MOST = 25
"""How many of a kind are shown: a plan has thousands; JSON has all."""
_WORDS = {"priced": "priced", "free": "free", "usage": "usage-based", "unpriced": "unpriced"}


def text(
    cost: PlanCost, catalog: str, groups: Iterable[Group], reconciled: Reconciled | None
) -> str:
    """What stands after the plan, dearest first; what has no price; what changes."""
    after = cost.after
    shown = list(_groups(tuple(groups))) or list(_resources(after))
    parts = [
        [_counts(after)],
        shown,
        list(_unpriced(after)),
        list(_by_use(after)),
        list(_totals(after, catalog)),
        list(_change(cost)),
        [] if reconciled is None else list(_spec(reconciled)),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _counts(plan: PlanBill) -> str:
    counts = " / ".join(f"{count:,} {_WORDS[name]}" for name, count in plan.counts.items())
    return f"{len(plan.resources):,} resources: {counts}"


def _resources(plan: PlanBill) -> Iterator[str]:
    priced = [resource for resource in plan.resources if resource.lines]
    dearest = sorted(priced, key=lambda resource: (-_sum(resource), resource.address))
    money = f"{plan.bill.currency} a month"
    yield f"{'':<{_NAME + _QUANTITY + _UNIT}}{money:>{_AMOUNT}}"
    for resource in dearest[:_MOST]:
        yield from _resource(resource)
    if len(dearest) > _MOST:
        rest = Bill(tuple(line for one in dearest[_MOST:] for line in one.lines))
        name = f"and {len(dearest) - _MOST:,} more, which --format json lists"
        yield _row(name, "", "", rest.monthly.expected)


def _resource(resource: PricedResource) -> Iterator[str]:
    name = visible(resource.address)
    if len(resource.lines) == 1:
        yield _line(name, resource.lines[0])
        return
    yield _row(name, "", "", _sum(resource))
    for line in resource.lines:
        yield _line(f"  {visible(line.item)}", line)


def _line(name: str, line: Line) -> str:
    quantity = "" if line.quantity is None else figure(line.quantity.expected)
    mark = " ~" if line.status == "assumed" else ""
    amount = None if line.monthly is None else line.monthly.expected
    return f"{_row(name, quantity, line.unit, amount)}{mark}"


def _row(name: str, quantity: str, unit: str, amount: Decimal | None) -> str:
    shown = "not priced" if amount is None else f"{cents(amount):,}"
    start = f"{_cut(name)} {quantity:>{_QUANTITY}} {unit:<{_UNIT - 2}}"
    return f"{start}{shown:>{_AMOUNT}}"


def _cut(name: str) -> str:
    return f"{name:<{_NAME}}" if len(name) <= _NAME else "…" + name[1 - _NAME :]


def _spread(group: Group) -> tuple[str, str, str]:
    if group.at_least and not group.monthly.high:
        return "?", "not known", "?"
    return _money(group.monthly)


def _sum(resource: PricedResource) -> Decimal:
    return Bill(resource.lines).monthly.expected


def _groups(groups: tuple[Group, ...]) -> Iterator[str]:
    for group in groups:
        amount = _amount(group)
        name = f"{visible(group.name)} ({group.resources:,})"
        yield f"{_cut(name)} {amount:>{_QUANTITY + _UNIT + _AMOUNT - 1}}"


def _amount(group: Group) -> str:
    """What a group costs; words where nothing of it has a price, which is no zero."""
    if group.at_least and not group.monthly.high:
        return "not known"
    least = "at least " if group.at_least else ""
    return f"{least}{cents(group.monthly.expected):,}"


def _unpriced(plan: PlanBill) -> Iterator[str]:
    missing = [resource for resource in plan.resources if resource.standing == "unpriced"]
    for resource in missing[:_MOST]:
        yield f"not priced: {visible(resource.address)}: {visible(resource.why)}"
    if len(missing) > _MOST:
        yield f"not priced: {len(missing) - _MOST:,} more, which --format json lists"


def _by_use(plan: PlanBill) -> Iterator[str]:
    """What is billed by use, told once for all that are billed alike."""
    alike: dict[tuple[str, str], list[str]] = {}
    for resource in plan.resources:
        for what in resource.by_use:
            alike.setdefault((resource.type, what), []).append(resource.address)
    for (type_, what), addresses in list(alike.items())[:_MOST]:
        name = addresses[0] if len(addresses) == 1 else f"{len(addresses)} x {type_}"
        yield f"by use: {visible(name)}: {visible(what)}"
    if len(alike) > _MOST:
        yield f"by use: {len(alike) - _MOST:,} more, which --format json lists"


def _totals(plan: PlanBill, catalog: str) -> Iterator[str]:
    bill, least = plan.bill, "at least " if plan.at_least else ""
    yield _row(f"{least}expected a month, {bill.currency}", "", "", bill.monthly.expected)
    yield _row("lowest", "", "", bill.monthly.low)
    yield _row("highest", "", "", bill.monthly.high)
    if any(line.status == "assumed" for line in bill.lines):
        yield "~ rests on an assumption, which `note` of --format json tells"
    yield f"prices of catalogue {catalog}; the oldest is of {bill.oldest or 'no day'}"
    if bill.exchange is not None:
        yield f"converted once, at {visible(rate_words(bill.exchange))}"


def _change(cost: PlanCost) -> Iterator[str]:
    before, after = cost.before.bill.monthly.expected, cost.after.bill.monthly.expected
    if cost.before.resources:
        change = f"{cents(before):,} -> {cents(after):,} {cost.after.bill.currency} a month"
        yield f"before -> after: {change} ({signed(after - before)})"
        yield from _changes(cost.comparison)
    for word, addresses in (("replaces", cost.replaced), ("destroys", cost.destroyed)):
        for address in addresses[:_MOST]:
            yield f"{word} {visible(address)}"
        if len(addresses) > _MOST:
            yield f"{word} {len(addresses) - _MOST:,} more, which --format json lists"


def _changes(comparison: Comparison) -> Iterator[str]:
    changes = sorted(comparison.changes, key=lambda change: -abs(_difference(change)))
    for change in changes[:_MOST]:
        was, now = (_told(line) for line in (change.before, change.after))
        yield f"  {visible(change.id)}: {was} -> {now}"
    if len(changes) > _MOST:
        yield f"  {len(changes) - _MOST:,} more, which --format json lists"


def _difference(change: Change) -> Decimal:
    return _expected(change.after) - _expected(change.before)


def _expected(line: Line | None) -> Decimal:
    return Decimal(0) if line is None or line.monthly is None else line.monthly.expected


def _told(line: Line | None) -> str:
    if line is None:
        return "nothing"
    return "not priced" if line.monthly is None else f"{cents(line.monthly.expected):,}"


def _spec(reconciled: Reconciled) -> Iterator[str]:
    bill = reconciled.bill
    least = "at least " if bill.at_least else ""
    words = f"with the use that the spec states, {least}{bill.currency}"
    yield _row(words, "", "", bill.monthly.expected)
    changes = reconciled.comparison.changes
    if not changes:
        yield "the plan and its spec cost the same, line by line"
        return
    yield f"{len(changes)} line(s) where the spec's bill -> the plan's differ:"
    yield from _changes(reconciled.comparison)


def markdown(
    cost: PlanCost, catalog: str, groups: Iterable[Group], reconciled: Reconciled | None
) -> str:
    """The same for a pull request: a table, what has no price, what changes."""
    after, members = cost.after, tuple(groups)
    parts = [
        "## Bill of the Terraform plan",
        f"{_counts(after)}.",
        _group_table(members, after) if members else _resource_table(after),
        "\n".join(_bullets(_unpriced(after))),
        "\n".join(_bullets(_by_use(after))),
        "\n".join(_bullets(line.strip() for line in _change(cost))),
        "" if reconciled is None else "\n".join(_bullets(x.strip() for x in _verdict(reconciled))),
        f"Prices of catalogue {code(catalog)}; the oldest is of {after.bill.oldest or 'no day'}.",
        _converted(after.bill),
    ]
    return "\n\n".join(part for part in parts if part)


def _converted(bill: Bill) -> str:
    rate = bill.exchange
    return "" if rate is None else f"Converted once, at {escaped(rate_words(rate))}."


def _verdict(reconciled: Reconciled) -> Iterator[str]:
    _, *told = _spec(reconciled)
    yield from told


def _bullets(lines: Iterable[str]) -> Iterator[str]:
    return (f"- {escaped(line)}" for line in lines)


def _resource_table(plan: PlanBill) -> str:
    priced = [resource for resource in plan.resources if resource.lines]
    dearest = sorted(priced, key=lambda resource: (-_sum(resource), resource.address))
    rows = [(code(one.address), *_money(Bill(one.lines).monthly)) for one in dearest[:_MOST]]
    if len(dearest) > _MOST:
        rest = Bill(tuple(line for one in dearest[_MOST:] for line in one.lines))
        rows.append((f"{len(dearest) - _MOST:,} more", *_money(rest.monthly)))
    return _bill_table(rows, plan)


def _group_table(groups: tuple[Group, ...], plan: PlanBill) -> str:
    rows = [(f"{code(one.name)} ({one.resources:,})", *_spread(one)) for one in groups]
    return _bill_table(rows, plan)


def _bill_table(rows: Sequence[tuple[str, ...]], plan: PlanBill) -> str:
    least = "at least " if plan.at_least else ""
    total = ("**total**", *(f"**{least}{shown}**" for shown in _money(plan.bill.monthly)))
    money = f"{plan.bill.currency} a month"
    return table((money, "low", "expected", "high"), [*rows, total], right=3)


def _money(amounts: Range) -> tuple[str, str, str]:
    low, expected, high = (
        f"{cents(amount):,.2f}" for amount in (amounts.low, amounts.expected, amounts.high)
    )
    return low, expected, high
