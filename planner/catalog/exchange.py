"""What a US dollar is in other currencies, each rate with its day."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from pathlib import Path

from planner.catalog.tables import Index, Table
from planner.diagnostics import Row
from planner.values import value

DOLLAR = "USD"


@value
class ExchangeRate:
    """Units of a currency for one US dollar, as of one day."""

    currency: str
    """ISO 4217."""
    per_usd: Decimal
    row: Row

    @property
    def as_of(self) -> str:
        return self.row.as_of

    @property
    def source(self) -> str:
        return self.row.source

    def in_dollars(self, amount: Decimal) -> Decimal:
        """An amount of the currency in US dollars, unrounded."""
        return amount / self.per_usd


class ExchangeRates:
    """`exchange_rates.csv`, read on first use."""

    def __init__(self, folder: Path) -> None:
        self._rates = Index(Table(folder, "exchange_rates.csv"), "currency")

    @cached_property
    def currencies(self) -> tuple[str, ...]:
        """The currencies that have a rate, and the dollar."""
        return tuple(sorted({DOLLAR, *(currency for (currency,) in self._rates)}))

    def rate(self, currency: str) -> ExchangeRate | None:
        """The newest rate of a currency; None where no row says one.

        Raises:
            CatalogError: the rate is missing, zero or negative.
        """
        record = self._rates.newest(currency)
        return (
            None
            if record is None
            else ExchangeRate(currency, record.positive("per_usd"), record.row)
        )
