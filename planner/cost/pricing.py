"""Catalogue rows to bill lines: the only place that turns a price into a `Line`."""

from __future__ import annotations

from decimal import Decimal

from planner.catalog import Catalog, Price
from planner.cost.bill import Basis, Line
from planner.units import MONTH_HOURS, Range


def service_line(
    catalog: Catalog,
    *,
    node: str,
    item: str,
    service: str,
    region: str,
    quantity: Range,
    unit: str,
    basis: Basis = "fixed",
    cloud: str = "aws",
    note: str = "",
) -> Line:
    """A line priced from `services.csv`.

    Where the region's own price is not known, the dearest known one of the same service is assumed
    and the line says so; where none is known anywhere, the line is unpriced.
    """
    own = catalog.service(cloud, region, service)
    if own is not None:
        return priced(node, item, own, quantity, unit, basis, note=note, assumed=bool(note))
    elsewhere = catalog.service_elsewhere(cloud, service)
    if not elsewhere:
        return unpriced(node, item, quantity, unit, basis, f"no price of {service} in the catalogue")
    dearest, words = _dearest(elsewhere, region)
    why = "; ".join(filter(None, (words, note)))
    return priced(node, item, dearest, quantity, unit, basis, note=why, assumed=True)


def machine_line(
    catalog: Catalog, *, node: str, item: str, machine: str, region: str, quantity: Range
) -> Line:
    """A line for an ordinary machine on demand, priced as `service_line` does.

    Not for GPU machines: their price differs too much between regions to be assumed.
    """
    own = catalog.hourly("aws", region, machine, "on_demand")
    if own is not None:
        return priced(node, item, own, quantity, "node-hour", "fixed")
    elsewhere = catalog.hourly_elsewhere("aws", machine, "on_demand")
    if not elsewhere:
        why = f"no price of {machine} in the catalogue"
        return unpriced(node, item, quantity, "node-hour", "fixed", why)
    dearest, words = _dearest(elsewhere, region)
    return priced(node, item, dearest, quantity, "node-hour", "fixed", note=words, assumed=True)


def _dearest(prices: tuple[Price, ...], region: str) -> tuple[Price, str]:
    """The price to assume in a region that has none of its own, and the words that say so."""
    dearest = max(prices, key=lambda price: price.amount)
    return dearest, f"price in {region} not known; dearest known one, of {dearest.region}"


def priced(
    node: str,
    item: str,
    price: Price,
    quantity: Range,
    unit: str,
    basis: Basis,
    *,
    note: str = "",
    assumed: bool = False,
) -> Line:
    """A line with a price; `assumed` where price or quantity rests on `note`."""
    return Line(
        id=f"{node}/{item}",
        node=node,
        item=item,
        quantity=quantity,
        unit=unit,
        unit_price=price.amount,
        row=price.row,
        basis=basis,
        status="assumed" if assumed else "priced",
        note=note,
    )


def unpriced(node: str, item: str, quantity: Range, unit: str, basis: Basis, why: str) -> Line:
    """A line whose price nobody knows: it makes the total a lower bound."""
    return Line(
        id=f"{node}/{item}",
        node=node,
        item=item,
        quantity=quantity,
        unit=unit,
        basis=basis,
        status="unpriced",
        note=why,
    )


def hours(count: Decimal | int) -> Range:
    """Hours in a month of `count` things that always run."""
    return Range.exactly(MONTH_HOURS * count)


def running_hours(low: int, expected: Decimal, high: int) -> Range:
    """Hours in a month of something that scales between `low` and `high` copies."""
    return Range(MONTH_HOURS * low, MONTH_HOURS * expected, MONTH_HOURS * high)
