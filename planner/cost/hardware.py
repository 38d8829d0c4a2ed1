"""What servers of one's own cost instead of tokens.

Amortisation, capital, upkeep, power, hosting and hands.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Price
from planner.cost.bill import Line, Use
from planner.cost.pricing import priced
from planner.topology import Hardware, Provider
from planner.units import MONTH_HOURS, Money, Range, plain

_YEAR_MONTHS = 12


def hardware_lines(provider: Provider) -> Iterator[Line]:
    """The bill of the servers that a provider runs on; nothing where they are not one's own."""
    own = provider.hardware
    if own is None:
        return
    yield _amortisation(provider, own)
    yield from _capital(provider, own)
    yield from _upkeep(provider, own)
    yield _power(provider, own)
    if own.hosting is not None:
        use = _use(provider, "hosting", own.servers, "server-month", "")
        yield priced(use, _price(own.hosting, "server-month", own))
    if own.hands_rate is not None:
        use = _use(provider, "hands", own.hands_hours, "hour", "")
        yield priced(use, _price(own.hands_rate, "hour", own))


def _amortisation(provider: Provider, own: Hardware) -> Line:
    """Straight-line depreciation: (price - residual value) / months (IAS 16, 62(a))."""
    left = f", of which {_percent(own.residual)} is left," if own.residual else ""
    formula = f"{own.servers} servers, each {own.price}{left} over {own.amortise_months} months"
    written_off = own.price.amount * (1 - own.residual)
    return _per_server(provider, own, "amortisation", written_off / own.amortise_months, formula)


def _capital(provider: Provider, own: Hardware) -> Iterator[Line]:
    """Interest on what is tied up on average: (price + residual value) / 2.

    That is the mean of the book values of straight-line depreciation.
    """
    if own.capital:
        tied_up = own.price.amount * (1 + own.residual) / 2
        left = f" and the {_percent(own.residual)} that is left" if own.residual else ""
        formula = (
            f"{own.servers} servers x half of {own.price}{left} x {_percent(own.capital)} a year"
        )
        yield _per_server(provider, own, "capital", tied_up * own.capital / _YEAR_MONTHS, formula)


def _upkeep(provider: Provider, own: Hardware) -> Iterator[Line]:
    """Spare parts and support."""
    if own.upkeep:
        formula = f"{own.servers} servers x {_percent(own.upkeep)} of {own.price} a year"
        yearly = own.price.amount * own.upkeep
        yield _per_server(provider, own, "upkeep", yearly / _YEAR_MONTHS, formula)


def _per_server(
    provider: Provider, own: Hardware, item: str, monthly: Decimal, formula: str
) -> Line:
    """A month of each server, in the currency of its price."""
    use = _use(provider, item, own.servers, "server-month", formula)
    return priced(use, _price(Money(monthly, own.price.currency), "server-month", own))


def _power(provider: Provider, own: Hardware) -> Line:
    """Servers x kW x PUE x 730 hours.

    PUE is the energy of the whole hall over that of its IT equipment: ISO/IEC 30134-2.
    """
    draw = own.servers * own.power_kw
    pue = "" if own.pue == 1 else f" x PUE {plain(own.pue)}"
    formula = f"{own.servers} servers x {plain(own.power_kw)} kW{pue} x {MONTH_HOURS} hours"
    use = _use(provider, "power", draw * own.pue * MONTH_HOURS, "kWh", formula)
    return priced(use, _price(own.power_price, "kWh", own))


def _use(provider: Provider, item: str, quantity: Decimal | int, unit: str, formula: str) -> Use:
    return Use(provider.id, item, "", Range.exactly(quantity), unit, "fixed", formula)


def _price(money: Money, unit: str, own: Hardware) -> Price:
    return Price(money.amount, money.currency, unit, "", own.row)


def _percent(share: Decimal) -> str:
    return f"{plain(share * 100)}%"
