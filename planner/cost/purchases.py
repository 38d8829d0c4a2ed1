"""Nodes of a GPU pool by how they are bought: on demand, spot, reserved, committed, scheduled."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Catalog
from planner.cost import formulas
from planner.cost.bill import Line, Use
from planner.cost.pricing import bought_line, priced, scaled, unpriced
from planner.cost.traffic import MONTH_DAYS, mean_copies, starts
from planner.topology import GpuPool
from planner.units import MONTH_HOURS, Range, plain
from planner.values import value

_PRICED_AS = {
    "capacity_reservation": "on_demand",
    "capacity_block": "capacity_block",
    "flex_start": "flex_start",
    "on_demand": "on_demand",
    # a queue is priced as what it starts: cloud.google.com/products/dws/pricing
    "queued": "flex_start",
    "spot": "spot",
}
_PAID_UNUSED = ("capacity_reservation", "capacity_block")
_WEEKS = MONTH_DAYS / 7
"""Weeks in a month."""


@value
class Standing:
    """How many nodes of a pool stand, and when."""

    inside: Range
    """Nodes in the hours of the schedule; in all hours where there is none."""
    inside_hours: Decimal
    """Hours of a month that the schedule covers."""
    outside: int
    """Nodes in the other hours."""
    why: str
    """What their number rests on; empty where it never changes."""

    @property
    def mean(self) -> Range:
        """Nodes on average over all hours of a month."""
        inside = self.inside * (self.inside_hours / MONTH_HOURS)
        return inside + Range.exactly(self.outside * self._outside_hours / MONTH_HOURS)

    @property
    def _outside_hours(self) -> Decimal:
        return MONTH_HOURS - self.inside_hours

    def hours_above(self, committed: int) -> Range:
        """Node-hours of a month of the nodes above some that are paid for anyway.

        The mean of what stands above them is taken as the mean less them, which is exact where no
        more are committed to than always run.
        """
        return Range(
            *(
                max(inside - committed, Decimal(0)) * self.inside_hours
                + max(self.outside - committed, 0) * self._outside_hours
                for inside in (self.inside.low, self.inside.expected, self.inside.high)
            )
        )


def standing(pool: GpuPool, peak: Decimal) -> Standing:
    """Nodes of a pool whose most nodes are sized for a peak of `peak` times the month's mean.

    All traffic is taken to come in the hours of a schedule: what a month's mean has to serve is
    then served in fewer hours, by more nodes at once.
    """
    hours = pool.schedule.monthly_hours if pool.schedule else MONTH_HOURS
    if pool.purchase in _PAID_UNUSED:
        return Standing(Range.exactly(pool.max_nodes), hours, 0, _unused(pool))
    inside = mean_copies(pool.min_nodes, pool.max_nodes, peak * hours / MONTH_HOURS)
    outside = pool.schedule.outside if pool.schedule else 0
    what = "nodes in these hours" if pool.schedule else "nodes"
    return Standing(inside, hours, outside, scaled(inside, peak, what))


def _unused(pool: GpuPool) -> str:
    """What the number of nodes rests on that are paid whether used or not."""
    if pool.purchase == "capacity_block":
        return "a block is paid in advance, and taken to hold the most nodes for all of the month"
    why = "a reservation is paid whether used or not, and taken to hold the most nodes"
    return why if pool.min_nodes < pool.max_nodes else ""


def node_lines(pool: GpuPool, stands: Standing, catalog: Catalog) -> Iterator[Line]:
    """The hours of a pool's nodes: those that are committed to, then all others."""
    committed = pool.commitment.nodes if pool.commitment else 0
    if committed:
        yield _committed(pool, committed, catalog)
    above = stands.hours_above(committed)
    if above.high:
        yield _others(pool, above, stands, catalog)


def _committed(pool: GpuPool, nodes: int, catalog: Catalog) -> Line:
    """Every hour of the term is paid, whether the node runs or not."""
    term = pool.commitment.term if pool.commitment else ""
    cloud, region, machine = pool.region.cloud, pool.region.name, pool.machine.name
    quantity = Range.exactly(nodes * MONTH_HOURS)
    formula = f"{nodes} x {MONTH_HOURS} node-hours, used or not, for {term}"
    use = Use(pool.id, "nodes-committed", cloud, quantity, "node-hour", "fixed", formula)
    price = pool.agreed_committed_hourly or catalog.committed(cloud, region, machine, term)
    if price is None:
        word = catalog.commitment(cloud, term) or f"commitment for {term}"
        return unpriced(use, f"no {word} price of {machine} in {region} in the catalogue")
    return priced(use, price)


def _others(pool: GpuPool, hours: Range, stands: Standing, catalog: Catalog) -> Line:
    purchase, cloud = _PRICED_AS[pool.purchase], pool.region.cloud
    formula = _formula(pool, stands)
    use = Use(pool.id, "nodes", cloud, hours, "node-hour", "fixed", formula)
    if pool.agreed_hourly is not None:
        return priced(use, pool.agreed_hourly, stands.why)
    price = catalog.hourly(cloud, pool.region.name, pool.machine.name, purchase)
    what = f"{pool.machine.name} in {pool.region.name}"
    return bought_line(use, price, purchase, what, stands.why)


def _formula(pool: GpuPool, stands: Standing) -> str:
    if not pool.schedule and not pool.commitment:
        return formulas.running(stands.inside, "nodes")
    parts = []
    if pool.schedule:
        weekly, monthly = plain(pool.schedule.weekly_hours), plain(stands.inside_hours)
        parts.append(
            f"{pool.schedule.words}: {weekly} of a week's 168 hours are {monthly} of a month's "
            f"{MONTH_HOURS}; in the others, {stands.outside} nodes"
        )
    if pool.commitment:
        parts.append(f"less the {pool.commitment.nodes} that are committed to")
    return "; ".join(parts)


def node_starts(pool: GpuPool) -> Range:
    """Nodes that start in a month, each of which fetches its image and weights.

    By a schedule, those above what runs outside of it start with each of its turns.
    """
    if pool.schedule is None:
        return starts(pool.min_nodes, pool.max_nodes)
    turns = len(pool.schedule.starting_days) * _WEEKS
    outside = pool.schedule.outside
    few, many = (outside + (nodes - outside) * turns for nodes in (pool.min_nodes, pool.max_nodes))
    return Range(few, many, many)
