"""A plan's bill beside the bill of the spec that it was made from.

What stands all month is counted in the plan, what traffic uses is taken from the spec. Copies that
scale run as many as the spec expects, as long as the plan keeps them between the same bounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from planner.catalog import Catalog
from planner.cost.bill import Bill, Line
from planner.cost.comparing import Comparison
from planner.cost.planfiles.bills import PlanBill, price_stage
from planner.cost.planfiles.items import Item
from planner.cost.planfiles.metering import as_planned
from planner.cost.pools import SYSTEM_NODES
from planner.layout import Built, Layout, built_by
from planner.planfile import PlannedTree
from planner.units import MONTH_HOURS, Range
from planner.values import value

_CPU_UNITS = Decimal(1024)
_SYSTEM = (SYSTEM_NODES, SYSTEM_NODES + 1)
_SAME = Decimal("1e-9")
"""Quantities that differ by less differ only by how they were rounded on the way."""

_NODES = {"alarms": "monitoring", "dashboard": "monitoring"}
"""Items that the spec bills to a region and not to what makes them."""
_ITEMS = {
    ("gpu_cluster", "nodes"): "system-nodes",
    ("gpu_cluster", "disks"): "system-disks",
}


@value
class Reconciled:
    """The bill of a plan in the words of its spec."""

    bill: Bill
    """What is built as the plan has it, what is used as the spec has it."""
    comparison: Comparison
    """The spec's own bill against it: no changes where both agree."""
    plan: PlanBill
    """The same resources one by one."""


def reconcile(tree: PlannedTree, spec: Bill, layout: Layout, catalog: Catalog) -> Reconciled:
    """A plan's bill over the nodes and items of its spec's."""
    modules = built_by(layout)
    plan = price_stage(tree, "after", catalog, average=_Expected(modules, layout, spec).average)
    planned = _by_spec(plan, modules)
    lines: list[Line] = []
    for line in spec.lines:
        found = planned.pop((line.node, line.item), [])
        lines += _merged(line, found) if _is_built(line, layout) else [line, *found]
    lines += [line for rest in planned.values() for line in rest]
    bill = Bill(tuple(lines))
    return Reconciled(bill, Comparison(spec, bill), plan)


def _is_built(line: Line, layout: Layout) -> bool:
    """Whether a plan shows what a line is for: something that stands in one of its clouds."""
    clouds = {region.cloud for region in layout.regions}
    return line.basis == "fixed" and line.vendor in clouds


def _by_spec(plan: PlanBill, modules: Mapping[str, Built]) -> dict[tuple[str, str], list[Line]]:
    """Lines by the node and item that a spec's bill has for them."""
    found: dict[tuple[str, str], list[Line]] = {}
    for resource in plan.resources:
        built = modules.get(_outermost(resource.module))
        for line in resource.lines:
            found.setdefault(_key(line, built), []).append(line)
    return found


def _outermost(module: str) -> str:
    """Name of the root's module that a module instance stands in."""
    return module.removeprefix("module.").partition(".")[0].partition("[")[0]


def _key(line: Line, built: Built | None) -> tuple[str, str]:
    if built is None:
        return line.node, line.item
    shared = _NODES.get(line.item)
    node = f"{shared}.{built.region}" if shared else built.node
    return node, _ITEMS.get((built.kind, line.item), line.item)


def _merged(spec: Line, planned: list[Line]) -> list[Line]:
    """The planned lines as one; the spec's own where they come to the same."""
    if not planned:
        return []
    first = planned[0]
    if any(
        (one.status == "unpriced", one.unit_price)
        != (
            first.status == "unpriced",
            first.unit_price,
        )
        for one in planned
    ):
        return planned
    known = [one.quantity for one in planned if one.quantity is not None]
    quantity = sum(known, Range.exactly(0)) if len(known) == len(planned) else None
    if first.unit_price == spec.unit_price and _equal(quantity, spec.quantity):
        return [spec]
    merged = replace(first, id=spec.id, node=spec.node, item=spec.item, quantity=quantity)
    return [merged]


def _equal(one: Range | None, other: Range | None) -> bool:
    if one is None or other is None:
        return one is other
    ends = ((one.low, other.low), (one.expected, other.expected), (one.high, other.high))
    return all(abs(left - right) < _SAME * max(Decimal(1), right) for left, right in ends)


class _Expected:
    """Copies that the spec expects of whatever scales, read off its bill."""

    def __init__(self, modules: Mapping[str, Built], layout: Layout, spec: Bill) -> None:
        self._modules = modules
        gateways, pools = [w.gateway for w in layout.gateways], [w.pool for w in layout.pools]
        self._bounds: dict[str, tuple[int, int]] = {
            **{gateway.id: (gateway.min_replicas, gateway.max_replicas) for gateway in gateways},
            **{pool.id: (pool.min_nodes, pool.max_nodes) for pool in pools},
            **{f"cluster.{network.region.name}": _SYSTEM for network in layout.clusters},
        }
        sizes = {gateway.id: gateway.cpu_units / _CPU_UNITS for gateway in gateways}
        self._copies = {
            line.node: _over(line.quantity, MONTH_HOURS * sizes.get(line.node, Decimal(1)))
            for line in spec.lines
            if line.item in ("fargate-vcpu", "nodes", "system-nodes") and line.quantity is not None
        }

    def average(self, item: Item, bounds: Range) -> tuple[Range, str]:
        built = self._modules.get(_outermost(item.planned.module))
        node = built.node if built else ""
        copies = self._copies.get(node)
        low, high = self._bounds.get(node, (-1, -1))
        if copies is None or bounds.low != low or bounds.high != high:
            return as_planned(item, bounds)
        return copies, ""


def _over(quantity: Range, divisor: Decimal) -> Range:
    return Range(quantity.low / divisor, quantity.expected / divisor, quantity.high / divisor)
