"""An amount that a bill is held against, in the bill's own currency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from planner.catalog import DOLLAR, ExchangeRate
from planner.cost.bill import Bill
from planner.cost.overlay import rate_words
from planner.units import Money
from planner.values import value

Rates = Mapping[str, ExchangeRate]
"""By currency; the dollar needs none."""


@value
class Limit:
    """What somebody wrote, and what it is where a bill counts in something else."""

    written: Money
    amount: Decimal
    """In the currency of the bill, unrounded."""
    currency: str
    rates: tuple[ExchangeRate, ...]
    """At which it was converted; empty where it is in the bill's currency."""

    def __str__(self) -> str:
        if not self.rates:
            return str(self.written)
        at = " and ".join(rate_words(rate) for rate in self.rates)
        return f"{self.written} ({Money(self.amount, self.currency)}, at {at})"


def limit_on(bill: Bill, written: Money, rates: Rates) -> Limit:
    """An amount as a limit of a bill; the bill's own rate wins over those of `rates`.

    Raises:
        KeyError: its currency is not the bill's, and has no rate.
    """
    if written.currency == bill.currency:
        return Limit(written, written.amount, bill.currency, ())
    used = tuple(_used(bill, written, rates))
    amount = written.amount
    if written.currency != DOLLAR:
        amount = rates[written.currency].in_dollars(amount)
    if bill.exchange is not None:
        amount *= bill.exchange.per_usd
    return Limit(written, amount, bill.currency, used)


def _used(bill: Bill, written: Money, rates: Rates) -> Iterator[ExchangeRate]:
    if written.currency != DOLLAR:
        yield rates[written.currency]
    if bill.exchange is not None:
        yield bill.exchange
