"""What a resource says of itself to lines, by the same pricing as the bill of a spec."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Catalog, Region
from planner.catalog import Part as BilledAs
from planner.cost.bill import Line, Use
from planner.cost.pricing import (
    bought_line,
    hours,
    log_lines,
    machine_line,
    part_lines,
    running_hours,
    service_line,
    unpriced,
)
from planner.layout import LOG_RETENTION_DAYS
from planner.planfile import Item
from planner.units import Range
from planner.values import value

_PURCHASED = {"SPOT": "spot", "CAPACITY_BLOCK": "capacity_block"}


@value
class ByUse:
    """Something that is billed by use, which no plan states."""

    what: str


Part = Line | ByUse

Bounds = tuple[Decimal, Decimal]
"""The fewest and the most copies of something that scales."""


class AsPlanned:
    """What is known of a plan's machines where no spec says more."""

    def average(self, _: Item, bounds: Range) -> tuple[Range, str]:
        """Copies that run, of fewest, planned and most, and what their number rests on."""
        if bounds.low == bounds.high:
            return bounds, ""
        start, low, high = (
            f"{n.normalize():f}" for n in (bounds.expected, bounds.low, bounds.high)
        )
        return bounds, f"{start} as planned; scaling keeps them between {low} and {high}"

    def is_settled(self, _: Line) -> bool:
        """Whether a line has the spec's own price already, with all that was agreed on."""
        return False

    def bought(self, _: Item, machine: str, bounds: Bounds, how: str) -> tuple[Line, ...]:  # noqa: ARG002 - a spec looks at them
        """The lines of a bill that says how these machines are bought; none: as listed."""
        return ()

    def rented(self, _: Item, mode: str, model: str, units: Decimal) -> tuple[Line, ...]:  # noqa: ARG002 - a spec looks at them
        """The lines of a bill that says what these provisioned units cost; none: as listed."""
        return ()


@value
class Meter:
    """Prices the parts of one resource, in its region."""

    item: Item
    catalog: Catalog
    expected: AsPlanned

    def part(
        self,
        part: BilledAs,
        quantity: Range | Decimal | int,
        *,
        note: str = "",
        formula: str = "",
    ) -> Iterator[Line]:
        """What the resource's cloud bills a part of a node as, whoever made it."""
        amount = quantity if isinstance(quantity, Range) else Range.exactly(quantity)
        region = self._place(part)
        if region is None:
            billed = self.catalog.billed(self.item.cloud, part)
            yield self.unknown(billed.line, billed.unit, self._nowhere())
            return
        yield from part_lines(
            self.catalog,
            part,
            region,
            node=self.item.node,
            quantity=amount,
            note=note,
            formula=formula,
        )

    def monthly(
        self,
        name: str,
        service: str,
        quantity: Range | Decimal | int,
        unit: str,
        *,
        note: str = "",
        formula: str = "",
    ) -> Line:
        """A service by what stands there all month: gigabytes, keys, alarms."""
        amount = quantity if isinstance(quantity, Range) else Range.exactly(quantity)
        use = Use(self.item.node, name, self.item.cloud, amount, unit, "fixed", formula)
        region = self._region(service)
        if region is None:
            return unpriced(use, self._nowhere())
        return service_line(self.catalog, use, service, region, note)

    def hourly(
        self,
        name: str,
        service: str,
        count: Range | Decimal | int,
        unit: str = "hour",
        *,
        note: str = "",
        formula: str = "",
    ) -> Line:
        """A service by the hour, 730 a month for each of `count`."""
        quantity = running_hours(count) if isinstance(count, Range) else hours(count)
        return self.monthly(name, service, quantity, unit, note=note, formula=formula)

    def machines(
        self, name: str, machine: str, count: Range, *, bought: str = "on_demand", note: str = ""
    ) -> Line:
        """Machines by the hour. One with a GPU is never priced by another region's list."""
        purchase = _PURCHASED.get(bought.upper(), bought.lower())
        running = running_hours(count)
        use = Use(self.item.node, name, self.item.cloud, running, "node-hour", "fixed")
        region = self._region("")
        if region is None:
            return unpriced(use, self._nowhere())
        own = self.catalog.hourly(use.vendor, region, machine, purchase)
        known = self.catalog.machine(use.vendor, machine)
        is_ordinary = known is not None and not known.accelerator
        if own is None and purchase == "on_demand" and is_ordinary:
            return machine_line(self.catalog, use, machine, region, note)
        return bought_line(use, own, purchase, f"{machine} in {region}", note)

    def copies(self, low: Decimal, planned: Decimal, high: Decimal) -> tuple[Range, str]:
        """How many of something that scales run on average, and what that rests on."""
        inside = min(max(planned, low), high)
        return self.expected.average(self.item, Range(low, inside, high))

    def logs(self, gigabytes: Decimal, why: str) -> Iterator[Line]:
        """A log that is taken in and kept, of a size that is assumed."""
        name = self._region("")
        if name is None:
            yield self.unknown("logs", "GB", self._nowhere())
            return
        region = self.catalog.regions[self.item.cloud][name]
        size, days = Range.exactly(gigabytes), LOG_RETENTION_DAYS
        yield from log_lines(self.catalog, self.item.node, region, size, "fixed", why, days=days)

    def unknown(self, name: str, unit: str, why: str) -> Line:
        """A part whose quantity or price nobody knows."""
        return unpriced(Use(self.item.node, name, self.item.cloud, None, unit, "fixed"), why)

    def _region(self, service: str) -> str | None:
        """A region of the catalogue; any, where the price is the same everywhere."""
        region = self.item.region
        if region is not None and region in self.catalog.regions[self.item.cloud]:
            return region
        everywhere = service and self.catalog.service(self.item.cloud, "*", service)
        return "*" if everywhere and region is None else None

    def _place(self, part: BilledAs) -> Region | None:
        """The resource's region; any, where the part has no price or the same one everywhere."""
        regions = self.catalog.regions[self.item.cloud]
        tiers = self.catalog.billed(self.item.cloud, part).tiers
        name = self._region(tiers[0].service) if tiers else self._region("") or "*"
        if name is None:
            return None
        return regions[name] if name in regions else next(iter(regions.values()))

    def _nowhere(self) -> str:
        region = self.item.region
        if region is None:
            return "its region can't be read from the plan"
        return f"region {region} is not in the catalogue"
