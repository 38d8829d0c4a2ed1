"""What has to be built for a topology, and that its order never depends on the endpoints'."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.catalog import load
from planner.layout import FIRST_NODE_PORT, Layout, lay_out, probed, way
from tests.topology.specs import POOL, SONNET, resolved, spec

OPENAI = "oai: {kind: openai, region: eu, models: {gpt: gpt-5.1}}"
TWO = f"fra: {SONNET}\n{OPENAI}"
STATE = "state: {backend: s3, region: eu-central-1}"
ALWAYS = {"ecr.api", "ecr.dkr", "kms", "logs", "secretsmanager", "sts"}


def laid(
    endpoints: str = "chat: {route: [fra/sonnet]}", providers: str = TWO, more: str = ""
) -> Layout:
    return lay_out(resolved(spec(endpoints, providers, more)))


def gateways(**words: str) -> str:
    return "gateways:\n" + "\n".join(f"  {name}: {each}" for name, each in words.items())


def test_without_gateway_and_pool_there_is_no_network() -> None:
    layout = laid(more=STATE)

    assert layout.networks == layout.clusters == ()


def test_each_region_has_one_network_and_the_ranges_follow_each_other() -> None:
    endpoints = "chat: {route: [fra/sonnet]}\nmail: {route: [fra/sonnet]}"
    more = gateways(
        a="{region: eu-central-1, serves: [chat]}", b="{region: eu-north-1, serves: [mail]}"
    )

    layout = laid(endpoints, more=more)

    assert [n.region.name for n in layout.networks] == ["eu-central-1", "eu-north-1"]
    assert [n.cidr for n in layout.networks] == ["10.0.0.0/16", "10.1.0.0/16"]


def test_a_pool_appends_its_zones_to_those_of_the_gateway_and_moves_none() -> None:
    zones = "{zones: [eu-central-1c, eu-central-1a], "
    pool = POOL.replace("{", zones, 1)
    more = f"{gateways(main='{region: eu-central-1, zones: 2}')}\ngpu_pools:\n  hot: {pool}"

    (network,) = laid(more=more).networks

    assert network.zones == ("eu-central-1a", "eu-central-1b", "eu-central-1c")


def test_any_name_resolves_in_a_network_unless_its_gateways_list_theirs() -> None:
    (open_,) = laid(more=gateways(main="{region: eu-central-1}")).networks
    (listed,) = laid(more=gateways(main="{region: eu-central-1, egress: listed}")).networks

    assert open_.names is None
    assert listed.names is not None
    assert "kms.eu-central-1.amazonaws.com" in listed.names


def test_what_is_called_in_the_region_of_a_network_enters_by_its_endpoint() -> None:
    endpoints = "chat: {route: [fra/sonnet]}\nmail: {route: [sto/sonnet]}"
    providers = f"fra: {SONNET}\nsto: {SONNET.replace('eu-central-1', 'eu-north-1')}"

    (network,) = laid(endpoints, providers, gateways(main="{region: eu-central-1}")).networks

    assert [grant.key for grant in network.grants] == ["fra-sonnet"]


def test_a_network_has_the_endpoints_of_what_is_called_in_its_region() -> None:
    (network,) = laid(more=gateways(main="{region: eu-central-1}")).networks

    assert set(network.interface_endpoints) == ALWAYS | {"bedrock-runtime"}
    assert list(network.interface_endpoints) == sorted(network.interface_endpoints)


def test_a_gateway_far_from_its_bedrock_calls_it_over_the_internet() -> None:
    layout = laid(more=gateways(main="{region: eu-north-1}"))

    assert set(layout.networks[0].interface_endpoints) == ALWAYS
    assert [p.name for p in layout.gateways[0].own] == ["fra"]
    assert "bedrock-runtime.eu-central-1.amazonaws.com" in layout.gateways[0].hosts


def test_a_cluster_brings_the_endpoints_that_its_nodes_need() -> None:
    (network,) = laid(more=f"gpu_pools:\n  hot: {POOL}").networks

    assert {"ec2", "eks", "eks-auth", "autoscaling"} <= set(network.interface_endpoints)


def test_a_gateway_may_call_exactly_the_models_of_its_routes() -> None:
    more = gateways(main="{region: eu-central-1}")

    (grant,) = laid("chat: {route: [fra/sonnet, oai/gpt]}", more=more).gateways[0].grants

    assert grant.key == "fra-sonnet"
    assert grant.profile == "eu.anthropic.claude-sonnet-4-6"
    assert grant.foundation_model == "anthropic.claude-sonnet-4-6"
    assert "eu-central-1" in grant.regions


def test_an_endpoint_without_a_gateway_is_granted_its_models_itself() -> None:
    layout = laid(more=STATE)

    assert [grant.key for grant in layout.direct["chat"]] == ["fra-sonnet"]


def test_every_gateway_has_its_own_key_of_a_provider_and_its_own_master_key() -> None:
    endpoints = "chat: {route: [oai/gpt]}\nmail: {route: [oai/gpt]}"
    more = gateways(
        a="{region: eu-central-1, serves: [chat]}", b="{region: eu-central-1, serves: [mail]}"
    )

    layout = laid(endpoints, more=more)

    assert {secret.key for secret in layout.secrets} == {"a_master", "a_oai", "b_master", "b_oai"}
    assert {s.key for s in layout.secrets if s.generated} == {"a_master", "b_master"}
    assert set(layout.gateways[0].secrets) == {"LITELLM_MASTER_KEY", "PROVIDER_OAI_API_KEY"}


def test_an_application_that_calls_a_vendor_itself_has_a_secret_for_its_key() -> None:
    layout = laid("chat: {route: [oai/gpt]}", more=STATE)

    assert [secret.name for secret in layout.secrets] == ["hello-prod/chat/oai/api-key"]


def test_pools_take_node_ports_in_the_order_in_which_they_are_written() -> None:
    pools = f"gpu_pools:\n  z: {POOL}\n  a: {POOL}"

    layout = laid(more=pools)

    assert [(work.pool.name, work.node_port) for work in layout.pools] == [
        ("z", FIRST_NODE_PORT),
        ("a", FIRST_NODE_PORT + 1),
    ]
    assert len(layout.clusters) == 1


def test_a_pool_is_open_to_the_gateways_that_route_to_it() -> None:
    endpoints = "chat: {route: [hot/llama]}\nmail: {route: [fra/sonnet]}"
    more = gateways(
        a="{region: eu-central-1, serves: [chat]}", b="{region: eu-central-1, serves: [mail]}"
    )

    (work,) = laid(endpoints, more=f"{more}\ngpu_pools:\n  hot: {POOL}").pools

    assert [caller.name for caller in work.callers] == ["a"]


def test_names_become_identifiers_without_collisions() -> None:
    """Names of a spec have no underscore, so `a-b` is the only one that becomes `a_b`."""
    layout = laid(
        "chat: {route: [fra/sonnet]}\nmail: {route: [fra/sonnet]}",
        more=gateways(
            **{
                "a-b": "{region: eu-central-1, serves: [chat]}",
                "ab": "{region: eu-central-1, serves: [mail]}",
            }
        ),
    )

    assert [work.key for work in layout.gateways] == ["a_b", "ab"]


def test_regions_start_with_the_home_and_hold_each_once() -> None:
    more = (
        f"{gateways(main='{region: eu-north-1}')}\n"
        "stores:\n  b: {kind: s3, region: eu-central-1, retention_days: 1}\n"
        "  a: {kind: s3, region: eu-north-1, retention_days: 1}"
    )

    layout = laid(more=more)

    assert [region.name for region in layout.regions] == ["eu-north-1", "eu-central-1"]
    assert [store.name for store in layout.buckets] == ["b", "a"]


@pytest.mark.parametrize(
    ("kind", "looked_after"), [("chat", ["providers.fra/sonnet"]), ("batch", [])]
)
def test_a_gateway_probes_what_a_fallback_stands_behind(kind: str, looked_after: list[str]) -> None:
    endpoints = f"chat: {{kind: {kind}, route: [fra/sonnet, oai/gpt]}}"

    (endpoint,) = resolved(spec(endpoints, TWO, gateways(main="{region: eu-central-1}"))).endpoints

    assert [target.id for target in probed(endpoint)] == looked_after


_ENDPOINTS = (
    "a: {route: [fra/sonnet]}",
    "b: {route: [oai/gpt]}",
    "c: {route: [hot/llama, oai/gpt]}",
    "d: {route: [fra/sonnet, hot/llama]}",
)


@pytest.mark.property
@given(st.permutations(_ENDPOINTS))
def test_the_order_of_endpoints_moves_no_network_port_or_right(order: list[str]) -> None:
    more = f"{gateways(main='{region: eu-central-1}')}\ngpu_pools:\n  hot: {POOL}"

    usual = laid("\n".join(_ENDPOINTS), more=more)
    moved = laid("\n".join(order), more=more)

    assert _placed(moved) == _placed(usual)


def _placed(layout: Layout) -> tuple[object, ...]:
    work = layout.gateways[0]
    return (
        [(n.region.name, n.cidr, n.zones, n.interface_endpoints) for n in layout.networks],
        [(w.pool.name, w.node_port) for w in layout.pools],
        {grant.key for grant in work.grants},
        set(work.secrets),
    )


# --- several clouds ----------------------------------------------------------------------------

SWE = "swe: {kind: azure-openai, region: swedencentral, mode: Standard, models: {gpt: gpt-5.1}}"
GEMINI = "gemini: {kind: vertex, region: europe-west4, models: {flash: gemini-2.5-flash}}"


def test_each_region_of_each_cloud_has_a_network_of_its_own() -> None:
    endpoints = "chat: {route: [fra/sonnet]}\nmail: {route: [fra/sonnet]}"
    more = gateways(
        a="{cloud: gcp, region: europe-west4, serves: [chat]}",
        b="{region: eu-central-1, serves: [mail]}",
    )

    layout = laid(endpoints, more=more)

    places = [(n.region.cloud, n.region.name, n.cidr) for n in layout.networks]
    assert places == [
        ("gcp", "europe-west4", "10.0.0.0/16"),
        ("aws", "eu-central-1", "10.1.0.0/16"),
    ]
    assert [region.cloud for region in layout.regions] == ["gcp", "aws"]


@pytest.mark.parametrize(
    ("cloud", "region", "endpoints"),
    [
        ("azure", "swedencentral", ("azure-openai", "key-vault")),
        ("azure", "westeurope", ("azure-openai", "key-vault")),
        ("scaleway", "fr-par", ()),
    ],
)
def test_private_endpoints_are_those_of_the_networks_cloud(
    cloud: str, region: str, endpoints: tuple[str, ...]
) -> None:
    (network,) = laid(
        "chat: {route: [swe/gpt]}", SWE, gateways(main=f"{{cloud: {cloud}, region: {region}}}")
    ).networks

    assert network.interface_endpoints == endpoints


def test_zones_that_are_named_here_and_numbered_there_are_not_counted_twice() -> None:
    pool = (
        "{cloud: gcp, region: europe-west4, accelerator: L4, machine: g2-standard-12, "
        "serves: {llama: {model: llama-3.1-8b-instruct, precision: fp8}}}"
    )
    main = gateways(main="{cloud: gcp, region: europe-west4, zones: 2}")

    (network,) = laid(
        "chat: {route: [hot/llama]}", more=f"{main}\ngpu_pools:\n  hot: {pool}"
    ).networks

    assert len(network.zones) == 5
    assert network.zone_count == 3


@pytest.mark.parametrize(
    ("cloud", "region", "ways"),
    [
        ("aws", "eu-central-1", ["private_endpoint", "internet", "internet", "internet"]),
        ("aws", "eu-north-1", ["other_region", "internet", "internet", "internet"]),
        ("azure", "swedencentral", ["internet", "internet", "private_endpoint", "internet"]),
        ("azure", "westeurope", ["internet", "internet", "private_endpoint", "internet"]),
        ("gcp", "europe-west4", ["internet", "internet", "internet", "private_endpoint"]),
        ("scaleway", "fr-par", ["internet", "internet", "internet", "internet"]),
    ],
)
def test_a_call_takes_the_shortest_way_that_its_cloud_has(
    cloud: str, region: str, ways: list[str]
) -> None:
    providers = f"{TWO}\n{SWE}\n{GEMINI}"
    topology = resolved(spec("chat: {route: [fra/sonnet]}", providers, STATE))
    here = load().regions[cloud][region]

    assert [way(here, provider) for provider in topology.providers] == ways
