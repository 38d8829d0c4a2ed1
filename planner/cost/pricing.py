"""Catalogue rows to bill lines: the only place that turns a price into a `Line`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Billed, Catalog, Part, Price, Region, Tier, assumptions
from planner.cost import formulas
from planner.cost.bill import Basis, Line, Use
from planner.cost.tiers import shares
from planner.cost.traffic import MONTH_DAYS
from planner.units import MONTH_HOURS, Range, plain


def part_lines(
    catalog: Catalog,
    part: Part,
    region: Region,
    *,
    node: str,
    quantity: Range,
    basis: Basis = "fixed",
    note: str = "",
    formula: str = "",
) -> Iterator[Line]:
    """What `quantity` of a part costs in a region, by what its cloud bills the part as.

    A line for each tier that is reached; none where the cloud bills nothing for it; an unpriced one
    where no source has the price. `quantity` counts what the part is named after: hours, gigabytes,
    requests; the line's own quantity is in the units of the bill.
    """
    billed = catalog.billed(region.cloud, part)
    if billed.free:
        return
    counted, formula = _in_units_of_the_bill(billed, quantity, formula)
    note = ", ".join(filter(None, (note, _how(billed))))
    if not billed.tiers:
        use = Use(node, billed.line, region.cloud, counted, billed.unit, basis, formula)
        why = f"no price of {billed.unknown} in the catalogue"
        yield unpriced(use, "; ".join(filter(None, (why, note))))
        return
    for tier, share in zip(billed.tiers, _shares(billed, counted), strict=True):
        if tier.start == 0 or share.high:
            name, how = _tier_name(billed, tier), _tier_formula(billed, tier, counted, formula)
            use = Use(node, name, region.cloud, share, billed.unit, basis, how)
            yield service_line(catalog, use, tier.service, region.name, note)


def disk_lines(
    catalog: Catalog,
    part: Part,
    region: Region,
    *,
    node: str,
    count: Range,
    gib: int,
    note: str = "",
    what: str,
) -> Iterator[Line]:
    """`count` disks of `gib` each: by the gigabyte, or as the smallest size that holds one."""
    billed = catalog.billed(region.cloud, part)
    if not billed.sizes:
        quantity, formula = count * gib, formulas.each(count, what, gib, "GB")
        yield from part_lines(
            catalog, part, region, node=node, quantity=quantity, note=note, formula=formula
        )
        return
    formula = f"{formulas.figure(count.expected)} {what}"
    use = Use(node, billed.line, region.cloud, count, billed.unit, "fixed", formula)
    held = next((service for most, service in billed.sizes if gib <= most), None)
    if held is None:
        yield unpriced(use, f"no size of disk in the catalogue holds {gib} GiB")
        return
    yield service_line(catalog, use, held, region.name, note)


def _in_units_of_the_bill(billed: Billed, quantity: Range, formula: str) -> tuple[Range, str]:
    factor = billed.factor
    if billed.assumption:
        factor *= assumptions()[billed.assumption].value
    if factor == 1:
        return quantity, formula
    counted = quantity * factor
    whole = f"({formula})" if " + " in formula else formula
    return counted, f"{whole} x {formulas.figure(factor)}" if formula else ""


def _how(billed: Billed) -> str:
    return assumptions()[billed.assumption].why if billed.assumption else billed.how


def _shares(billed: Billed, counted: Range) -> tuple[Range, ...]:
    return shares(counted, tuple(tier.start for tier in billed.tiers))


def _tier_name(billed: Billed, tier: Tier) -> str:
    return f"{billed.line}-over-{plain(tier.start)}-{billed.unit}" if tier.start else billed.line


def _tier_formula(billed: Billed, tier: Tier, counted: Range, formula: str) -> str:
    """What falls into one tier; a month that stays in the first needs no words for it."""
    starts = [each.start for each in billed.tiers]
    if not any(0 < start < counted.high for start in starts):
        return formula
    start, expected, unit = tier.start, counted.expected, billed.unit
    end = next((each for each in starts if each > start), None)
    if expected <= start:
        return f"0 {unit}: only more than is expected comes above {formulas.figure(start)} {unit}"
    if end is not None and expected >= end:
        return f"{formulas.figure(end - start)} {unit}, all of this tier"
    if not start:
        return formula
    whole = f"({formula})" if formula else f"{formulas.figure(expected)} {unit}"
    return f"{whole} - {formulas.figure(start)} {unit}"


def service_line(catalog: Catalog, use: Use, service: str, region: str, note: str = "") -> Line:
    """A line priced from `services.csv`.

    Where the region's own price is not known, the dearest known one of the same service is assumed
    and the line says so; where none is known anywhere, the line is unpriced.
    """
    own = catalog.service(use.vendor, region, service)
    if own is not None:
        return priced(use, own, "; ".join(filter(None, (_doubt(own), note))))
    elsewhere = catalog.service_elsewhere(use.vendor, service)
    return _priced_elsewhere(use, elsewhere, service, region, note)


def machine_line(catalog: Catalog, use: Use, machine: str, region: str, note: str = "") -> Line:
    """A line for an ordinary machine on demand, priced as `service_line` does.

    Not for GPU machines: their price differs too much between regions to be assumed.
    """
    own = catalog.hourly(use.vendor, region, machine, "on_demand")
    if own is not None:
        return priced(use, own, note)
    elsewhere = catalog.hourly_elsewhere(use.vendor, machine, "on_demand")
    return _priced_elsewhere(use, elsewhere, machine, region, note)


def bought_line(use: Use, price: Price | None, purchase: str, what: str, note: str = "") -> Line:
    """Machines bought in one way, such as `spot`; `what` and where they are, if it has no price."""
    if price is None:
        return unpriced(use, f"no {purchase} price of {what} in the catalogue")
    indicative = "spot prices move daily: indicative" if purchase == "spot" else ""
    return priced(use, price, "; ".join(filter(None, (indicative, note))))


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


def priced(use: Use, price: Price, note: str = "", *, peak: Price | None = None) -> Line:
    """A line with a price; one that `note` has something to say about rests on an assumption.

    `peak` is the price at the dearest hour, where that is another.
    """
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
        currency=price.currency,
        unit_price_high=peak.amount if peak else None,
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
    catalog: Catalog,
    node: str,
    region: Region,
    gigabytes: Range,
    basis: Basis,
    note: str,
    formula: str = "",
    *,
    days: int,
    parts: tuple[Part, Part] = ("logs-ingest", "logs-kept"),
) -> Iterator[Line]:
    """A month's log: taken in, and kept for `days`, as far as that is billed beside it."""
    taken, kept = parts
    yield from part_lines(
        catalog,
        taken,
        region,
        node=node,
        quantity=gigabytes,
        basis=basis,
        note=note,
        formula=formula,
    )
    beyond = max(days - catalog.billed(region.cloud, kept).included_days, 0)
    if beyond:
        yield from part_lines(
            catalog,
            kept,
            region,
            node=node,
            quantity=gigabytes * (beyond / MONTH_DAYS),
            basis=basis,
            note=f"before compression, for {beyond} days",
            formula=formulas.kept(gigabytes, beyond),
        )


def cross_zone_lines(
    catalog: Catalog, part: Part, region: Region, *, node: str, passing: Range, zones: int
) -> Iterator[Line]:
    """Traffic between zones on the way to `node`.

    `passing`: gigabytes, once for each time that they may cross. Callers and targets are taken to
    be spread evenly over the zones.
    """
    crossing = Decimal(max(zones - 1, 0)) / max(zones, 1)
    yield from part_lines(
        catalog,
        part,
        region,
        node=node,
        quantity=Range(Decimal(0), passing.expected * crossing, passing.high),
        basis="usage",
        note=f"{zones} zones, spread evenly: {crossing:.0%} crosses",
        formula=formulas.crossing(passing, zones),
    )
