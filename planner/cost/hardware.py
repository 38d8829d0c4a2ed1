"""What servers of one's own cost: amortisation, power, hosting and hands, instead of tokens."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Price
from planner.cost.bill import Line, Use
from planner.cost.pricing import priced
from planner.topology import Hardware, Provider
from planner.units import MONTH_HOURS, Money, Range, plain


def hardware_lines(provider: Provider) -> Iterator[Line]:
    """The bill of the servers that a provider runs on; nothing where they are not one's own."""
    own = provider.hardware
    if own is None:
        return
    yield _amortisation(provider, own)
    yield _power(provider, own)
    if own.hosting is not None:
        use = _use(provider, "hosting", own.servers, "server-month", "")
        yield priced(use, _price(own.hosting, "server-month", own))
    if own.hands_rate is not None:
        use = _use(provider, "hands", own.hands_hours, "hour", "")
        yield priced(use, _price(own.hands_rate, "hour", own))


def _amortisation(provider: Provider, own: Hardware) -> Line:
    """Straight-line depreciation without a residual value: price / months (IAS 16, 62(a))."""
    formula = f"{own.servers} servers, each {own.price} over {own.amortise_months} months"
    use = _use(provider, "amortisation", own.servers, "server-month", formula)
    monthly = Money(own.price.amount / own.amortise_months, own.price.currency)
    return priced(use, _price(monthly, "server-month", own))


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
