"""Catalogue rows to bill lines: the only place that turns a price into a `Line`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Catalog, Price
from planner.cost.bill import Basis, Line, Use
from planner.cost.traffic import MONTH_DAYS
from planner.layout import LOG_RETENTION_DAYS
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
    formula: str = "",
) -> Line:
    """A line priced from `services.csv`.

    Where the region's own price is not known, the dearest known one of the same service is assumed
    and the line says so; where none is known anywhere, the line is unpriced.
    """
    use = Use(node, item, cloud, quantity, unit, basis, formula)
    own = catalog.service(cloud, region, service)
    if own is not None:
        return priced(use, own, "; ".join(filter(None, (_doubt(own), note))))
    return _priced_elsewhere(use, catalog.service_elsewhere(cloud, service), service, region, note)


def machine_line(
    catalog: Catalog,
    *,
    node: str,
    item: str,
    machine: str,
    region: str,
    quantity: Range,
    cloud: str = "aws",
    note: str = "",
    formula: str = "",
) -> Line:
    """A line for an ordinary machine on demand, priced as `service_line` does.

    Not for GPU machines: their price differs too much between regions to be assumed.
    """
    use = Use(node, item, cloud, quantity, "node-hour", "fixed", formula)
    own = catalog.hourly(cloud, region, machine, "on_demand")
    if own is not None:
        return priced(use, own, note)
    elsewhere = catalog.hourly_elsewhere(cloud, machine, "on_demand")
    return _priced_elsewhere(use, elsewhere, machine, region, note)


def _priced_elsewhere(
    use: Use, elsewhere: tuple[Price, ...], what: str, region: str, note: str
) -> Line:
    if not elsewhere:
        return unpriced(use, f"no price of {what} in the catalogue")
    dearest, words = _dearest(elsewhere, region)
    return priced(use, dearest, "; ".join(filter(None, (words, note))))


def _doubt(price: Price) -> str:
    """Why a price is no list price; empty where it is one."""
    derived = "a price that is derived from another service's"
    return derived if price.confidence == "C" else ""


def _dearest(prices: tuple[Price, ...], region: str) -> tuple[Price, str]:
    """The price to assume in a region that has none of its own, and the words that say so."""
    dearest = max(prices, key=lambda price: price.amount)
    return dearest, f"price in {region} not known; dearest known one, of {dearest.region}"


def priced(use: Use, price: Price, note: str = "") -> Line:
    """A line with a price; one that `note` has something to say about rests on an assumption."""
    return Line(
        id=use.id,
        node=use.node,
        item=use.item,
        vendor=use.vendor,
        quantity=use.quantity,
        unit=use.unit,
        unit_price=price.amount,
        row=price.row,
        basis=use.basis,
        status="assumed" if note else "priced",
        note=note,
        formula=use.formula,
    )


def unpriced(use: Use, why: str) -> Line:
    """A line whose price or quantity nobody knows: it makes the total a lower bound."""
    return Line(
        id=use.id,
        node=use.node,
        item=use.item,
        vendor=use.vendor,
        quantity=use.quantity,
        unit=use.unit,
        basis=use.basis,
        status="unpriced",
        note=why,
        formula=use.formula,
    )


def hours(count: Decimal | int) -> Range:
    """Hours in a month of `count` things that always run."""
    return Range.exactly(MONTH_HOURS * count)


def running_hours(copies: Range) -> Range:
    """Hours in a month of something that scales."""
    return copies * MONTH_HOURS


def scaled(copies: Range, peak: Decimal, what: str) -> str:
    """What a mean of copies rests on; empty where their number never changes."""
    if copies.low == copies.high:
        return ""
    mean = f"{copies.expected:.2f}".rstrip("0").rstrip(".")
    return f"{mean} {what} on average: {copies.high} at the peak, {peak} times the mean"


def log_lines(
    catalog: Catalog, node: str, region: str, gigabytes: Range, basis: Basis, note: str
) -> Iterator[Line]:
    """A month's log: taken in, and kept for as long as the log groups of a tree keep it."""
    months = LOG_RETENTION_DAYS / MONTH_DAYS
    for item, service, quantity, unit, how in (
        ("logs", "cloudwatch_logs_ingest_gb", gigabytes, "GB", note),
        (
            "logs-kept",
            "cloudwatch_logs_storage_gb_month",
            gigabytes * months,
            "GB-month",
            f"before compression, for {LOG_RETENTION_DAYS} days",
        ),
    ):
        yield service_line(
            catalog,
            node=node,
            item=item,
            service=service,
            region=region,
            quantity=quantity,
            unit=unit,
            basis=basis,
            note=how,
        )


def cross_zone_line(
    catalog: Catalog, node: str, region: str, gigabytes: Range, zones: int, *, hops: int
) -> Line:
    """Traffic between zones on the way to `node`: AWS bills a gigabyte on either side.

    Callers and targets are taken to be spread evenly over the zones.
    """
    crossing = Decimal(zones - 1) / zones
    sides = 2 * hops
    return service_line(
        catalog,
        node=node,
        item="cross-zone-data",
        service="data_transfer_intra_region_gb",
        region=region,
        quantity=Range(Decimal(0), gigabytes.expected * crossing * sides, gigabytes.high * sides),
        unit="GB",
        basis="usage",
        note=f"{zones} zones, spread evenly: {crossing:.0%} crosses, billed on either side",
    )
