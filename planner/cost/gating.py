"""A bill against what it may cost: in itself, and against an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from planner.cost.bill import Bill
from planner.cost.comparing import Comparison
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


@value
class Judgement:
    """One thing that was asked of a bill."""

    says: str
    passes: bool = True


def judge(bill: Bill, gate: Gate, comparison: Comparison | None = None) -> tuple[Judgement, ...]:
    """What a gate says of a bill's expected month, in the order of its demands.

    Only what has a price is judged. A bill with unpriced lines that is under its budget says that
    it's a lower bound, and fails where the gate asks for whole bills. `comparison` is needed where
    the gate asks about an increase; its later bill is this one.
    """
    return tuple(_judged(bill, gate, comparison))


def _judged(bill: Bill, gate: Gate, comparison: Comparison | None) -> Iterator[Judgement]:
    for budget in gate.budgets:
        yield _against_budget(bill, budget, comparison if gate.only_increase else None)
    if comparison is not None:
        yield from (_against_increase(comparison, limit) for limit in gate.max_increases)
    asked = gate.budgets or gate.max_increases
    if bill.unpriced and (asked or gate.unpriced == "fail"):
        yield _whole(bill, gate)


def _against_budget(bill: Bill, budget: Money, comparison: Comparison | None) -> Judgement:
    month = Money(bill.monthly.expected)
    least = "at least " if bill.at_least else ""
    over = month.amount - budget.amount
    if over <= 0:
        return Judgement(f"{least}{month} a month: within the budget of {budget}")
    words = f"{least}{month} a month: {Money(over)} over the budget of {budget}"
    if comparison is None:
        return Judgement(words, passes=False)
    grown = comparison.of_priced.expected
    if grown > 0:
        return Judgement(f"{words}, and {Money(grown)} dearer than before", passes=False)
    cheaper = f"{Money(-grown)} cheaper than" if grown else "as dear as"
    return Judgement(f"{words}, but {cheaper} before: it passes, as only increases count")


def _against_increase(comparison: Comparison, limit: Money | Decimal) -> Judgement:
    before = comparison.before.monthly.expected
    most = limit.amount if isinstance(limit, Money) else before * limit
    asked = str(limit) if isinstance(limit, Money) else f"{plain(limit * 100)}% of {Money(before)}"
    grown = comparison.of_priced.expected
    part = "" if comparison.difference is not None else ", of what has a price,"
    words = f"{Money(abs(grown))} {'dearer' if grown > 0 else 'cheaper'}{part} than before"
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
