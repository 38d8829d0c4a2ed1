"""Networks that are joined, because a gateway of the one calls a pool in the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from ipaddress import IPv4Network, ip_network

from planner.catalog import LinkKind, Region, building
from planner.layout.layout import GatewayWork, Link, Network, Tunnel, VpnEnd

_FIRST_ASN = 64512
"""First of the ASNs for private use, RFC 6996; every cloud takes them up to 65514."""

_BLOCK_PREFIX = 30
_INSIDE = ("169.254.32.0/19",)
"""Inside tunnels of which neither end has ranges of its own. AWS keeps 169.254.0.0/30 to .5.0/30
for itself, and all keep 169.254.169.x."""


def link_kind(here: Region, there: Region) -> LinkKind | None:
    """How networks in two regions can be joined; None where they are one, or can't be."""
    if here == there:
        return None
    kind: LinkKind = "peering" if here.cloud == there.cloud else "vpn"
    able = all(kind in building(region.cloud).links.kinds for region in (here, there))
    return kind if able else None


def why_apart(here: Region, there: Region) -> str:
    """Why networks in two regions can't be joined."""
    reasons = [building(region.cloud).links.why_none for region in (here, there)]
    return next(filter(None, reasons), "")


def links(networks: Mapping[Region, Network], works: Iterable[GatewayWork]) -> tuple[Link, ...]:
    """A link for each pair of networks of which a gateway's calls a pool's, by their order."""
    order = {region: place for place, region in enumerate(networks)}
    pairs = {_pair(work.network.region, pool.region) for work in works for pool in work.pools}
    wanted = sorted(
        (pair for pair in pairs if link_kind(*pair) is not None),
        key=lambda pair: (order[pair[0]], order[pair[1]]),
    )
    blocks = {ranges: _blocks(ranges) for ranges in {_inside(*pair) for pair in wanted}}
    return tuple(_link(networks[a], networks[b], order, blocks) for a, b in wanted)


def _pair(one: Region, other: Region) -> tuple[Region, Region]:
    """The same whoever calls: the end that makes the keys first."""
    first, second = sorted((one, other), key=_precedence)
    return first, second


def _precedence(region: Region) -> tuple[bool, str, str]:
    """First who knows addresses and keys only by connection: the other end waits for both."""
    return not building(region.cloud).links.doubles, region.cloud, region.name


def _inside(one: Region, other: Region) -> tuple[str, ...]:
    """Ranges of addresses inside the tunnels between two regions."""
    own = (building(region.cloud).links.inside for region in (one, other))
    return next(filter(None, own), _INSIDE)


def _link(
    one: Network,
    other: Network,
    order: Mapping[Region, int],
    blocks: Mapping[tuple[str, ...], Iterator[str]],
) -> Link:
    ends = tuple(VpnEnd(network, _FIRST_ASN + order[network.region]) for network in (one, other))
    if one.region.cloud == other.region.cloud:
        return Link("peering", ends[0], ends[1], ())
    doubles = building(one.region.cloud).links.doubles
    inside = blocks[_inside(one.region, other.region)]
    tunnels = tuple(
        Tunnel(interface, next(inside))
        for interface in range(building(other.region.cloud).links.addresses)
        for _ in range(2 if doubles else 1)
    )
    return Link("vpn", ends[0], ends[1], tunnels)


def _blocks(ranges: Iterable[str]) -> Iterator[str]:
    """Consecutive blocks of four addresses, two of which can be used."""
    for each in ranges:
        for block in IPv4Network(ip_network(each)).subnets(new_prefix=_BLOCK_PREFIX):
            yield str(block)
