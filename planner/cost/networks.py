"""What networks cost: NAT, addresses, private endpoints, traffic that leaves, flow logs, keys."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog, Part, building
from planner.cost import formulas
from planner.cost.bill import Line
from planner.cost.pricing import hours, log_lines, part_lines
from planner.cost.traffic import NO_FLOW, Flow, flow_of, flow_to
from planner.layout import LOG_RETENTION_DAYS, Layout, Network, Way, way
from planner.topology import GpuPool, Target
from planner.units import Range
from planner.values import value

_BY_TOKENS = "by `bytes_per_token` and `request_overhead_bytes`"


def network_lines(network: Network, layout: Layout, catalog: Catalog) -> Iterator[Line]:
    """The bill of one network: what stands in it by the hour, what passes by the gigabyte.

    Whoever sends pays: prompts are on the bill of the gateway's network, answers of a pool that is
    called from elsewhere on that of the pool's.
    """
    yield from _fixed(network, layout, catalog)
    yield from _linked(network, layout, catalog)
    yield from _passing(network, layout, catalog)
    works = [work for work in layout.gateways if work.network is network]
    served = flow_of([endpoint for work in works for endpoint in work.endpoints])
    yield from _names(network, served, catalog)
    if served.requests.high:
        yield from log_lines(
            catalog,
            network.id,
            network.region,
            served.logged_gb("flow_log_bytes_per_request"),
            "usage",
            "flow log, of `flow_log_bytes_per_request` each",
            formulas.logged(served, "flow_log_bytes_per_request"),
            days=LOG_RETENTION_DAYS,
            parts=("flow-logs-ingest", "flow-logs-kept"),
        )
        yield from part_lines(
            catalog,
            "flow-logs-analysed",
            network.region,
            node=network.id,
            quantity=served.logged_gb("flow_log_bytes_per_request"),
            basis="usage",
            formula=formulas.logged(served, "flow_log_bytes_per_request"),
        )


def _fixed(network: Network, layout: Layout, catalog: Catalog) -> Iterator[Line]:
    endpoints = layout.private_endpoints(network)
    counts: list[tuple[Part, int]] = [("private-endpoint-hour", endpoints)]
    if network.nat:
        counts = [("nat-hour", 1), ("address-hour", 1), *counts]
    for part, count in counts:
        if count:
            billed = catalog.billed(network.region.cloud, part)
            copies = count * (network.zone_count if billed.per == "zone" else 1)
            yield from part_lines(
                catalog,
                part,
                network.region,
                node=network.id,
                quantity=hours(copies),
                formula=formulas.standing(copies, billed.line),
            )
    taken = building(network.region.cloud).dns_zones
    zones = sum(taken.get(service, 0) for service in network.interface_endpoints)
    if zones:
        yield from part_lines(
            catalog,
            "private-dns-zone",
            network.region,
            node=network.id,
            quantity=Range.exactly(zones),
            formula=f"{zones} zones",
        )


def _linked(network: Network, layout: Layout, catalog: Catalog) -> Iterator[Line]:
    """This end of each VPN: its gateway, that one's public addresses, and the tunnels."""
    tunnels = sum(len(link.tunnels) for link in layout.linked(network))
    if not tunnels:
        return
    counts: tuple[tuple[Part, int], ...] = (
        ("vpn-gateway-hour", 1),
        ("vpn-address-hour", building(network.region.cloud).links.addresses or tunnels),
        ("vpn-tunnel-hour", tunnels),
    )
    for part, count in counts:
        yield from part_lines(
            catalog,
            part,
            network.region,
            node=network.id,
            quantity=hours(count),
            formula=formulas.standing(count, catalog.billed(network.region.cloud, part).line),
        )


def _names(network: Network, served: Flow, catalog: Catalog) -> Iterator[Line]:
    """A list of what resolves: its names, the one that stands for all else, and the queries."""
    if network.names is None:
        return
    kept = len(network.names) + 1
    yield from part_lines(
        catalog,
        "dns-name",
        network.region,
        node=network.id,
        quantity=Range.exactly(kept),
        formula=f"{kept} names",
    )
    yield from part_lines(
        catalog,
        "dns-query",
        network.region,
        node=network.id,
        quantity=served.requests,
        basis="usage",
        formula=f"{formulas.figure(served.requests.expected)} requests",
    )


def _passing(network: Network, layout: Layout, catalog: Catalog) -> Iterator[Line]:
    """Gigabytes that the network exchanges with what is elsewhere."""
    away, abroad, tunnelled, peered = (
        _Exchange.over(by, network, layout, catalog) for by in _LEAVING
    )
    inside = _called("private_endpoint", network, layout, catalog)
    through_nat = away.called + abroad.called
    usage: tuple[tuple[Part, Range, str, str], ...] = (
        (
            "nat-data",
            through_nat.total_gb,
            f"calls that leave, {_BY_TOKENS}",
            formulas.gigabytes(through_nat),
        ),
        (
            "egress-internet",
            away.sent_gb,
            f"{away.what} that leave, {_BY_TOKENS}",
            away.formula,
        ),
        (
            "egress-region",
            abroad.sent_gb,
            f"{abroad.what} to other regions, {_BY_TOKENS}",
            abroad.formula,
        ),
        (
            "vpn-data",
            tunnelled.sent_gb,
            f"{tunnelled.what} through a VPN, {_BY_TOKENS}",
            tunnelled.formula,
        ),
        (
            "peering-data",
            peered.sent_gb,
            f"{peered.what} through a peering, {_BY_TOKENS}",
            peered.formula,
        ),
        ("private-endpoint-data", inside.total_gb, "", formulas.gigabytes(inside)),
    )
    for part, quantity, note, formula in usage:
        if quantity.high:
            yield from part_lines(
                catalog,
                part,
                network.region,
                node=network.id,
                quantity=quantity,
                basis="usage",
                note=note,
                formula=formula,
            )


_LEAVING: tuple[Way, ...] = ("internet", "other_region", "vpn", "peering")


@value
class _Exchange:
    """What passes between a network and what lies beyond it, on one way."""

    called: Flow
    """By its gateways: prompts that go out, answers that come in."""
    answered: Flow
    """By its pools: what gateways of other networks exchange with them."""

    @classmethod
    def over(cls, by: Way, network: Network, layout: Layout, catalog: Catalog) -> _Exchange:
        return cls(_called(by, network, layout, catalog), _answered(by, network, layout, catalog))

    @property
    def sent_gb(self) -> Range:
        return self.called.sent_gb + self.answered.answered_gb

    @property
    def formula(self) -> str:
        parts = (
            formulas.gigabytes(self.called, of=self.called.sent_gb),
            formulas.gigabytes(self.answered, of=self.answered.answered_gb),
        )
        return " + ".join(filter(None, parts))

    @property
    def what(self) -> str:
        if not self.answered.answered_gb.high:
            return "prompts"
        return "prompts and answers" if self.called.sent_gb.high else "answers"


def _called(by: Way, network: Network, layout: Layout, catalog: Catalog) -> Flow:
    """What the gateways of a network exchange with those of their targets that lie that way."""

    def lies_there(target: Target) -> bool:
        return way(network.region, target.site) == by

    works = (work for work in layout.gateways if work.network is network)
    return sum((flow_to(work.endpoints, lies_there, catalog) for work in works), NO_FLOW)


def _answered(by: Way, network: Network, layout: Layout, catalog: Catalog) -> Flow:
    """What the pools of a network exchange with the gateways from which they lie that way."""

    def stands_here(target: Target) -> bool:
        return isinstance(target.site, GpuPool) and target.site.region == network.region

    flows = (
        flow_to(work.endpoints, stands_here, catalog)
        for work in layout.gateways
        if any(way(work.network.region, p) == by for p in work.pools if p.region == network.region)
    )
    return sum(flows, NO_FLOW)


def encryption_lines(layout: Layout, catalog: Catalog) -> Iterator[Line]:
    """One customer key for each region in use."""
    for region in layout.regions:
        node = f"encryption.{region.name}"
        yield from part_lines(catalog, "key", region, node=node, quantity=Range.exactly(1))
