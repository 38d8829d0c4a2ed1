"""A bill against what it may cost: in itself, and against an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from decimal import Decimal
from typing import Literal

from planner.cost.bill import Bill
from planner.cost.comparing import Comparison
from planner.cost.limits import Rates, limit_on
from planner.units import Money, plain
from planner.values import value


@value
class Gate:
    """What a month may cost; empty and False where nothing is asked."""

    budgets: tuple[Money, ...] = ()
    """Each has to hold: the spec's, and that of the command line."""
    max_increases: tuple[Money | Decimal, ...] = ()
    """The most that an expected month may grow: an amount, or a share of the earlier bill."""
    only_increase: bool = False
    """Over a budget passes, where the bill is not dearer than the earlier one."""
    unpriced: Literal["pass", "fail"] = "pass"
    """What lines without a price do: the bill is then a lower bound."""
    rates: Rates = field(default_factory=dict)
    """Of the currencies of its amounts, but for the dollar and the bill's own."""


@value
class Judgement:
    """One thing that was asked of a bill."""

    says: str
    passes: bool = True


def judge(bill: Bill, gate: Gate, comparison: Comparison | None = None) -> tuple[Judgement, ...]:
    """What a gate says of a bill's expected month, in the order of its demands.

    Only what has a price is judged. A bill with unpriced lines that is under its budget says that
    it's a lower bound, and fails where the gate asks for whole bills. `comparison` is needed where
    the gate asks about an increase; its later bill is this one. Amounts in another currency than
    the bill's are converted, and said with their rate and its day.
    """
    return tuple(_judged(bill, gate, comparison))


def _judged(bill: Bill, gate: Gate, comparison: Comparison | None) -> Iterator[Judgement]:
    for budget in gate.budgets:
        yield _against_budget(bill, gate, budget, comparison if gate.only_increase else None)
    if comparison is not None:
        yield from (_against_increase(comparison, gate, limit) for limit in gate.max_increases)
    asked = gate.budgets or gate.max_increases
    if bill.unpriced and (asked or gate.unpriced == "fail"):
        yield _whole(bill, gate)


def _against_budget(bill: Bill, gate: Gate, budget: Money, before: Comparison | None) -> Judgement:
    """`before`: the earlier bill, where being over the budget passes without an increase."""
    limit, expected = limit_on(bill, budget, gate.rates), bill.monthly.expected
    least = "at least " if bill.at_least else ""
    month, over = Money(expected, bill.currency), Money(expected - limit.amount, bill.currency)
    if over.amount <= 0:
        return Judgement(f"{least}{month} a month: within the budget of {limit}")
    words = f"{least}{month} a month: {over} over the budget of {limit}"
    if before is None:
        return Judgement(words, passes=False)
    grown = before.of_priced.expected
    change = Money(abs(grown), before.currency)
    if grown > 0:
        return Judgement(f"{words}, and {change} dearer than before", passes=False)
    cheaper = f"{change} cheaper than" if grown else "as dear as"
    return Judgement(f"{words}, but {cheaper} before: it passes, as only increases count")


def _against_increase(comparison: Comparison, gate: Gate, limit: Money | Decimal) -> Judgement:
    before = Money(comparison.before.monthly.expected, comparison.currency)
    if isinstance(limit, Money):
        held = limit_on(comparison.after, limit, gate.rates)
        most, asked = held.amount, str(held)
    else:
        most, asked = before.amount * limit, f"{plain(limit * 100)}% of {before}"
    grown = comparison.of_priced.expected
    part = "" if comparison.difference is not None else ", of what has a price,"
    change = Money(abs(grown), comparison.currency)
    words = f"{change} {'dearer' if grown > 0 else 'cheaper'}{part} than before"
    if not grown:
        words = f"as dear{part} as before"
    if grown > most:
        return Judgement(
            f"{words}: more than the increase of {asked} that is allowed", passes=False
        )
    return Judgement(f"{words}: within the {asked} that are allowed")


def _whole(bill: Bill, gate: Gate) -> Judgement:
    count = len(bill.unpriced)
    lines = f"{count} line{'s have' if count > 1 else ' has'} no price"
    if gate.unpriced == "fail":
        return Judgement(f"{lines}, and only a whole bill passes", passes=False)
    return Judgement(f"{lines}: only what has one was judged")
