"""Links to module calls: a VPN gateway for each end, and a connection or peering from each."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import building
from planner.layout import Layout, Link, VpnEnd, end_of_link, module_name
from planner.terraform.calls import TAGS, ModuleCall, network_of, of
from planner.terraform.clouds import place_of
from planner.terraform.hcl import Expression
from planner.terraform.names import link_name, regional_name
from planner.topology import Topology


def link_calls(topology: Topology, layout: Layout) -> Iterator[ModuleCall]:
    """VPN gateways, then both ends of each link, the one first that the other waits for."""
    for end in layout.vpn_ends:
        yield _gateway(end, topology, layout)
    for link in layout.links:
        for end in link.ends:
            make = _peering if link.kind == "peering" else _connection
            yield make(link, end, topology)


def _gateway(end: VpnEnd, topology: Topology, layout: Layout) -> ModuleCall:
    network = end.network
    return ModuleCall(
        module_name("vpn_gateway", network.key),
        "vpn_gateway",
        network.region,
        {
            "name": regional_name(topology, network.region),
            "asn": end.asn,
            **_inside(end, layout),
            "network": network_of(network),
            "place": place_of(network.region),
            "tags": TAGS,
        },
    )


def _inside(end: VpnEnd, layout: Layout) -> dict[str, object]:
    """What a gateway is called inside its tunnels, by interface, where it has to know them all."""
    if not building(end.network.region.cloud).links.inside:
        return {}
    named: dict[int, list[str]] = {}
    for link in layout.linked(end.network):
        here = link.ends.index(end)
        for tunnel in link.tunnels:
            named.setdefault(tunnel.interface, []).append(tunnel.address(here))
    return {"inside_addresses": [named[interface] for interface in sorted(named)]}


def _connection(link: Link, end: VpnEnd, topology: Topology) -> ModuleCall:
    kind, name = end_of_link(link, end)
    there = link.beyond(end.network)
    first = end is link.one
    return ModuleCall(
        module_name(kind, name),
        kind,
        end.network.region,
        {
            "name": link_name(topology, end.network, there.network),
            **({} if first else {"keys": _of_first(link, "keys")}),
            "network": network_of(end.network),
            "place": place_of(end.network.region),
            "remote": {
                "addresses": _addresses(link) if first else _of_first(link, "addresses"),
                "asn": of(module_name("vpn_gateway", there.network.key), "asn"),
                "cidr": there.network.cidr,
            },
            "tags": TAGS,
            "tunnels": [
                {
                    "here": tunnel.address(link.ends.index(end)),
                    "inside": tunnel.inside,
                    "interface": tunnel.interface,
                    "there": tunnel.address(link.ends.index(there)),
                }
                for tunnel in link.tunnels
            ],
            "vpn": of(module_name("vpn_gateway", end.network.key), "vpn"),
        },
    )


def _addresses(link: Link) -> list[Expression]:
    """Of the other end's gateway, one for each tunnel: its connection waits for this end's."""
    gateway = module_name("vpn_gateway", link.other.network.key)
    return [of(gateway, f"addresses[{tunnel.interface}]") for tunnel in link.tunnels]


def _of_first(link: Link, output: str) -> Expression:
    return of(module_name(*end_of_link(link, link.one)), output)


def _peering(link: Link, end: VpnEnd, topology: Topology) -> ModuleCall:
    kind, name = end_of_link(link, end)
    there = link.beyond(end.network).network
    asked = {} if end is link.one else {"accepts": {"id": _of_first(link, "id")}}
    return ModuleCall(
        module_name(kind, name),
        kind,
        end.network.region,
        {
            "name": link_name(topology, end.network, there),
            **asked,
            "network": network_of(end.network),
            "peer": {"network": network_of(there), "place": place_of(there.region)},
            "place": place_of(end.network.region),
            "tags": TAGS,
        },
    )
