"""Addresses that a network can't have.

## What it checks
`network.cidr` is the first of equal blocks that follow one another, one for each region. Each has
to be private, of a size that the cloud's network takes, and free of what the cloud keeps for itself
or gives to pods and services. And no `clients` of a gateway may lie in another region's network.

## Why it matters
Two regions from `10.255.0.0/16` on are `10.255.0.0/16` and `11.0.0.0/16`: the second belongs to
somebody on the internet, whom nothing in that network could reach. A range that the cloud keeps is
refused when a cluster is made, after a quarter of an hour, and a network can't be moved.

## Example
`network: {cidr: 172.31.0.0/16}` with a gateway on Azure.

## Mend
Take the block that the finding names: the nearest from which on all networks are free.

## Sources
RFC 1918; https://learn.microsoft.com/azure/container-apps/custom-virtual-networks;
modules/<cloud>/network and gpu_cluster
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import IPv4Network

from planner.catalog import Catalog, Region, building
from planner.diagnostics import Diagnostic, Fact, Fix, Row, Severity, Verdict
from planner.layout import blocks_of
from planner.rules.rule import Case, Rule
from planner.topology import Gateway, Topology

_PRIVATE = IPv4Network("10.0.0.0/8")
"""Where free blocks are looked for: the largest of the private ranges."""

_Blocks = Mapping[Region, IPv4Network]


def judge(case: Case) -> Iterator[Diagnostic]:
    topology, catalog = case.topology, case.catalog
    blocks = {region: IPv4Network(cidr) for region, cidr in blocks_of(topology).items()}
    fixes = None
    for region, block in blocks.items():
        for message, because in _faults(region, block, topology, catalog):
            fixes = _fixes(topology, tuple(blocks), catalog) if fixes is None else fixes
            yield _finding(message, because, region, block, topology, fixes)
    for gateway in topology.gateways:
        yield from _strangers(gateway, blocks)


def _faults(
    region: Region, block: IPv4Network, topology: Topology, catalog: Catalog
) -> Iterator[tuple[str, Fact]]:
    """What stands against a block as the network of a region."""
    where = f"the network in {region.name} would have {block}"
    widest, narrowest = building(region.cloud).prefixes
    if not widest <= block.prefixlen <= narrowest:
        size = f"a network of {region.cloud} takes /{widest} to /{narrowest}"
        yield f"{where}, and {size}", Fact(f"`cidr` is a /{block.prefixlen}", topology.cidr_at)
        return
    ranges = catalog.address_ranges(region.cloud)
    private = [one for one in ranges if one.use == "private"]
    if not any(block.subnet_of(IPv4Network(one.range)) for one in private):
        listed = ", ".join(one.range for one in private)
        yield f"{where}, which is not private", Fact(f"private are {listed}", private[0].row)
        return
    taken = {"reserved", "cluster"} if _has_cluster(region, topology) else {"reserved"}
    for one in ranges:
        if one.use in taken and block.overlaps(IPv4Network(one.range)):
            message = f"{where}, and {one.range} is taken on {region.cloud}"
            yield message, Fact(f"{one.range} is for {one.note}", one.row)


def _has_cluster(region: Region, topology: Topology) -> bool:
    return any(pool.region == region for pool in topology.gpu_pools)


def _fixes(topology: Topology, regions: tuple[Region, ...], catalog: Catalog) -> tuple[Fix, ...]:
    """The nearest block from which on every region has a free one."""
    written = IPv4Network(topology.cidr)
    bounds = [building(region.cloud).prefixes for region in regions]
    widest, narrowest = max(a for a, _ in bounds), min(b for _, b in bounds)
    prefix = min(max(written.prefixlen, widest), narrowest)
    start = int(written.network_address)
    for first in sorted(
        _PRIVATE.subnets(new_prefix=prefix), key=lambda one: abs(int(one.network_address) - start)
    ):
        blocks = blocks_of(topology, str(first))
        faults = (
            fault
            for region, block in blocks.items()
            for fault in _faults(region, IPv4Network(block), topology, catalog)
        )
        if next(faults, None) is None:
            return (Fix(f"write `network: {{cidr: {first}}}`"),)
    return ()


def _finding(
    message: str,
    because: Fact,
    region: Region,
    block: IPv4Network,
    topology: Topology,
    fixes: tuple[Fix, ...],
) -> Diagnostic:
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=message,
        at=topology.cidr_at,
        because=because,
        fixes=fixes,
        path=(f"network.{region.name}",),
        offending=(str(block),),
        facts=(because.source,) if isinstance(because.source, Row) else (),
    )


def _strangers(gateway: Gateway, blocks: _Blocks) -> Iterator[Diagnostic]:
    """Clients at addresses that another region's network has; a range around both is meant."""
    own = blocks[gateway.region]
    for written in gateway.clients:
        clients = IPv4Network(written)
        if own.subnet_of(clients):
            continue
        for region, block in blocks.items():
            if region != gateway.region and clients.overlaps(block):
                yield Diagnostic(
                    code=RULE.code,
                    severity=Severity.WARNING,
                    verdict=Verdict.UNPROVEN,
                    message=f"clients of `{gateway.id}` at {clients} have addresses of the network "
                    f"in {region.name}",
                    at=gateway.at,
                    because=Fact(f"the network in {region.name} has {block}", gateway.at),
                    fixes=(
                        Fix("name the addresses of clients outside, and leave these out"),
                        Fix("begin `network.cidr` where nobody else's addresses are"),
                    ),
                    path=(gateway.id,),
                    offending=(written,),
                )


RULE = Rule("NET006", "addresses that a network can't have", "0.2.0", judge)
