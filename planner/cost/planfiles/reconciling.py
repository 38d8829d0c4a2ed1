"""A plan's bill beside the bill of the spec that it was made from.

What stands all month is counted in the plan, what traffic uses is taken from the spec. Copies that
scale run as many as the spec expects, as long as the plan keeps them between the same bounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from planner.catalog import Catalog, ExchangeRate, building
from planner.cost.bill import Bill, Line
from planner.cost.comparing import Comparison
from planner.cost.planfiles.bills import PlanBill, price_stage
from planner.cost.planfiles.metering import AsPlanned, Bounds
from planner.cost.pools import SYSTEM_NODES
from planner.layout import Built, Layout, built_by
from planner.planfile import Item, PlannedTree
from planner.topology import AS_LISTED, Gateway, GpuPool, Terms
from planner.units import MONTH_HOURS, Range
from planner.values import value

_CPU_UNITS = Decimal(1024)
_SAME = Decimal("1e-9")
"""Quantities that differ by less differ only by how they were rounded on the way."""

_NODE_ITEMS = ("nodes", "nodes-committed")
_STARTED = {
    "capacity_block": "capacity_block",
    "flex_start": "flex_start",
    "queued": "flex_start",
    "spot": "spot",
}
"""How a pool is bought to how a plan says that its nodes start; otherwise on demand."""
_NODES = {"alarms": "monitoring", "dashboard": "monitoring", "query-alarms": "monitoring"}
"""Items that the spec bills to a region and not to what makes them."""
_ITEMS = {
    ("gpu_cluster", "nodes"): "system-nodes",
    ("gpu_cluster", "disks"): "system-disks",
    ("vpn_gateway", "public-addresses"): "vpn-addresses",
}
_OF_NETWORKS = "private-endpoints"
"""What the modules of accounts and buckets make, and the spec bills to the network it stands in."""


@value
class Reconciled:
    """The bill of a plan in the words of its spec."""

    bill: Bill
    """What is built as the plan has it, what is used as the spec has it."""
    comparison: Comparison
    """The spec's own bill against it: no changes where both agree."""
    plan: PlanBill
    """The same resources one by one."""

    def at(self, rate: ExchangeRate | None) -> Reconciled:
        """The same in another currency."""
        spec = self.comparison.before.at(rate)
        bill = self.bill.at(rate)
        return Reconciled(bill, Comparison(spec, bill), self.plan.at(rate))


def expected_of(spec: Bill, layout: Layout, catalog: Catalog) -> AsPlanned:
    """What a spec and its bill know of the resources of its own plan."""
    return _Expected(built_by(layout), layout, spec, catalog)


def reconcile(
    tree: PlannedTree, spec: Bill, layout: Layout, catalog: Catalog, terms: Terms = AS_LISTED
) -> Reconciled:
    """A plan's bill over the nodes and items of its spec's; both in US dollars.

    `terms` are those that the spec's bill was made on.
    """
    modules = built_by(layout)
    expected = _Expected(modules, layout, spec, catalog)
    plan = price_stage(tree, "after", catalog, terms, expected)
    planned = _by_spec(plan, modules)
    lines: list[Line] = []
    for line in spec.lines:
        found = planned.pop((line.node, line.item), [])
        lines += _merged(line, found) if _is_built(line, layout) else [line, *found]
    lines += [line for rest in planned.values() for line in rest]
    bill = Bill(tuple(lines))
    return Reconciled(bill, Comparison(spec, bill), plan)


def _is_built(line: Line, layout: Layout) -> bool:
    """Whether a plan shows what a line is for: something that stands in one of its clouds.

    A load balancer that a cluster makes for its pool is in no plan.
    """
    clouds = {region.cloud for region in layout.regions}
    accounts = {account.provider.id for account in layout.accounts}
    is_planned = line.vendor in clouds or line.node in accounts
    return line.basis == "fixed" and is_planned and not _is_of_manifests(line)


def _is_of_manifests(line: Line) -> bool:
    """Whether a cluster's own controller makes it: the load balancer that a manifest asks for."""
    kind, _, _ = line.node.partition(".")
    is_served = kind in ("cluster", "gpu_pools") and line.item == "load-balancer"
    return is_served and building(line.vendor).service.kind != "node_port"


def _by_spec(plan: PlanBill, modules: Mapping[str, Built]) -> dict[tuple[str, str], list[Line]]:
    """Lines by the node and item that a spec's bill has for them."""
    found: dict[tuple[str, str], list[Line]] = {}
    networks = {built.node for built in modules.values() if built.kind == "network"}
    for resource in plan.resources:
        built = modules.get(_outermost(resource.module))
        near = f"network.{resource.region}"
        for line in resource.lines:
            if built is not None and line.item == _OF_NETWORKS and near in networks:
                found.setdefault((near, line.item), []).append(line)
                continue
            # what belongs to no region is billed where its module stands
            is_there = built is not None and resource.region in ("", built.region)
            found.setdefault(_key(line, built if is_there else None), []).append(line)
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
    """The planned lines as one, at the spec's price; the spec's own line where they agree."""
    if not planned:
        return []
    known = [line.quantity for line in planned if line.quantity is not None]
    quantity = sum(known, Range.exactly(0)) if len(known) == len(planned) else None
    first = planned[0]
    # the row says what is bought, whatever terms the spec has on its price
    same = all(line.row == spec.row for line in planned)
    if same and _equal(quantity, spec.quantity):
        return [spec]
    if same and all(line.status != "unpriced" for line in planned):
        return [replace(spec, quantity=quantity, formula="", note=first.note)]
    if any(line.unit_price != first.unit_price for line in planned):
        return planned
    return [replace(first, id=spec.id, node=spec.node, item=spec.item, quantity=quantity)]


def _equal(one: Range | None, other: Range | None) -> bool:
    if one is None or other is None:
        return one is other
    ends = ((one.low, other.low), (one.expected, other.expected), (one.high, other.high))
    return all(abs(left - right) < _SAME * max(Decimal(1), right) for left, right in ends)


class _Expected(AsPlanned):
    """What a spec expects of whatever scales, read off its bill."""

    def __init__(
        self, modules: Mapping[str, Built], layout: Layout, spec: Bill, catalog: Catalog
    ) -> None:
        self._modules = modules
        self._known = {_apart(line) for line in spec.lines}
        self._spec = spec
        gateways, pools = [w.gateway for w in layout.gateways], [w.pool for w in layout.pools]
        clusters = [f"cluster.{network.region.name}" for network in layout.clusters]
        self._bounds: dict[str, tuple[int, int]] = {
            **{gateway.id: (gateway.min_replicas, gateway.max_replicas) for gateway in gateways},
            **{pool.id: (pool.min_nodes, pool.max_nodes) for pool in pools},
            **dict.fromkeys(clusters, (SYSTEM_NODES, SYSTEM_NODES + 1)),
        }
        self._pools = {pool.id: pool for pool in pools}
        self._accounts = {account.provider.id: account for account in layout.accounts}
        sizes = {
            **dict(_sized(gateway, catalog) for gateway in gateways),
            **{(pool.id, "disks"): _disk(pool, catalog) for pool in pools},
            **{(cluster, "system-nodes"): MONTH_HOURS for cluster in clusters},
        }
        self._copies = {
            line.node: _over(line.quantity, sizes[line.node, line.item])
            for line in spec.lines
            if (line.node, line.item) in sizes and line.quantity is not None
        }

    def average(self, item: Item, bounds: Range) -> tuple[Range, str]:
        """As many copies as the spec's bill rests on, if its bounds are the plan's."""
        node = self._node(item)
        low, high = self._bounds.get(node, (-1, -1))
        if node not in self._copies or bounds.low != low or bounds.high != high:
            return super().average(item, bounds)
        return self._copies[node], ""

    def is_settled(self, line: Line) -> bool:
        """Whether it is a line of the spec's bill, on the plan's address."""
        return _apart(line) in self._known

    def bought(self, item: Item, machine: str, bounds: Bounds, how: str) -> tuple[Line, ...]:
        """The spec's lines of a pool's nodes, if the plan has its machine and bounds."""
        pool = self._pools.get(self._node(item))
        if pool is None or pool.machine.name != machine or item.region != pool.region.name:
            return ()
        wanted = _STARTED.get(pool.purchase, "on_demand")
        least, most = Decimal(pool.min_nodes), Decimal(pool.max_nodes)
        if (*bounds, how) != (least, most, wanted):
            return ()
        lines = (x for x in self._spec.lines if x.node == pool.id and x.item in _NODE_ITEMS)
        return tuple(replace(x, id=f"{item.node}/{x.item}", node=item.node) for x in lines)

    def rented(self, item: Item, mode: str, model: str, units: Decimal) -> tuple[Line, ...]:
        """The spec's line of a deployment's units, if the plan has its mode and as many."""
        account = self._accounts.get(self._node(item))
        if account is None or account.provider.mode != mode or item.region != account.region.name:
            return ()
        items = {
            f"ptu/{served.key}"
            for served in account.provider.models.values()
            if served.id == model and served.ptus == units
        }
        lines = (x for x in self._spec.lines if x.node == account.provider.id and x.item in items)
        return tuple(replace(x, id=f"{item.node}/{x.item}", node=item.node) for x in lines)

    def _node(self, item: Item) -> str:
        built = self._modules.get(_outermost(item.planned.module))
        return built.node if built else ""


def _disk(pool: GpuPool, catalog: Catalog) -> Decimal:
    """How much of the line of a pool's disks one node has: gigabytes, or a disk."""
    is_sized = bool(catalog.billed(pool.region.cloud, "pool-disk").sizes)
    return Decimal(1) if is_sized else Decimal(pool.disk_gib)


def _sized(gateway: Gateway, catalog: Catalog) -> tuple[tuple[str, str], Decimal]:
    """The line of a gateway's processors, and how much of them one copy uses in a month."""
    billed = catalog.billed(gateway.region.cloud, "gateway-vcpu")
    return (gateway.id, billed.line), MONTH_HOURS * gateway.cpu_units / _CPU_UNITS * billed.factor


def _apart(line: Line) -> Line:
    """A line without its place, and without how much of it falls there."""
    return replace(line, id="", node="", quantity=None, formula="")


def _over(quantity: Range, divisor: Decimal) -> Range:
    return Range(quantity.low / divisor, quantity.expected / divisor, quantity.high / divisor)
