"""Which networks are joined, and that no two tunnels, networks or ends are called the same."""

from __future__ import annotations

from ipaddress import IPv4Address, ip_network
from itertools import combinations
from pathlib import Path

from planner.catalog import load
from planner.layout import Layout, Network, lay_out, link_kind, way, why_apart
from planner.topology import Topology
from tests.topology.specs import resolved

EVERY_LINK = Path(__file__).parents[1] / "modules/every_link.yaml"
INSIDE_AZURE = ("169.254.21.0/24", "169.254.22.0/24")


def every() -> Topology:
    return resolved(EVERY_LINK.read_text(encoding="utf-8"))


def ends_of(layout: Layout) -> set[tuple[str, str, str]]:
    return {
        (link.kind, link.one.network.region.name, link.other.network.region.name)
        for link in layout.links
    }


def test_networks_are_linked_where_a_gateway_calls_a_pool_and_nowhere_else() -> None:
    assert ends_of(lay_out(every())) == {
        ("peering", "eu-central-1", "eu-north-1"),
        ("peering", "europe-west3", "europe-west4"),
        ("peering", "germanywestcentral", "swedencentral"),
        ("vpn", "eu-central-1", "europe-west4"),
        ("vpn", "eu-central-1", "swedencentral"),
        ("vpn", "eu-north-1", "europe-west3"),
        ("vpn", "swedencentral", "europe-west3"),
        ("vpn", "germanywestcentral", "europe-west4"),
    }


def test_no_two_tunnels_share_an_address() -> None:
    blocks = [
        ip_network(tunnel.inside) for link in lay_out(every()).links for tunnel in link.tunnels
    ]

    assert blocks
    assert not [pair for pair in combinations(blocks, 2) if pair[0].overlaps(pair[1])]


def test_tunnels_to_azure_have_the_addresses_that_it_takes() -> None:
    inside = [ip_network(each) for each in INSIDE_AZURE]
    for link in lay_out(every()).links:
        clouds = {end.network.region.cloud for end in link.ends}
        for tunnel in link.tunnels:
            here = IPv4Address(tunnel.address(0))
            assert any(here in block for block in inside) == ("azure" in clouds)


def test_aws_comes_first_with_two_tunnels_to_each_address_of_the_other_end() -> None:
    links = [link for link in lay_out(every()).links if link.one.network.region.cloud == "aws"]
    tunnels = [[t.interface for t in link.tunnels] for link in links if link.kind == "vpn"]

    assert tunnels == [[0, 0, 1, 1]] * 3


def test_each_network_has_an_asn_of_its_own_for_private_use() -> None:
    ends = lay_out(every()).vpn_ends
    asns = [end.asn for end in ends]

    assert len(asns) == len(set(asns)) == 6
    assert all(64512 <= asn <= 65514 for asn in asns)


def test_the_way_to_a_pool_is_that_of_its_link() -> None:
    topology = every()
    region = topology.gateways[0].region
    ways = {pool.name: way(region, pool) for pool in topology.gpu_pools}

    assert ways == {"aws-pool": "peering", "gcp-pool": "vpn", "azure-pool": "vpn"}


def test_nothing_is_linked_to_scaleway_and_the_reason_is_told() -> None:
    regions = load().regions
    here, there = regions["aws"]["eu-central-1"], regions["scaleway"]["fr-par"]

    assert link_kind(here, there) is None
    assert "no VPN gateway of Scaleway" in why_apart(here, there)


def test_a_link_knows_its_other_end() -> None:
    layout = lay_out(every())
    link = layout.links[0]

    def beyond(network: Network) -> str:
        return link.beyond(network).network.id

    assert beyond(link.one.network) == link.other.network.id
    assert beyond(link.other.network) == link.one.network.id
    assert link in layout.linked(link.one.network)
