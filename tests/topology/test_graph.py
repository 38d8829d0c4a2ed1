"""The hop graph: what the data of each endpoint can reach, and by which way."""

from __future__ import annotations

from planner.topology import Path, Topology
from tests.topology.specs import SONNET, resolved, spec

TWO = f"fra: {SONNET}\noai: {{kind: openai, region: eu, models: {{gpt: gpt-5.1}}}}"
GATEWAY = "gateways:\n  main: {region: eu-central-1}"
MANY = 2000


def reached(topology: Topology, endpoint: str) -> dict[str, Path]:
    return {path.stop.id: path for path in topology.graph.paths(f"endpoints.{endpoint}")}


def test_endpoints_that_share_a_gateway_reach_only_their_own_targets() -> None:
    endpoints = "chat: {route: [fra/sonnet]}\nmail: {route: [oai/gpt]}"
    topology = resolved(spec(endpoints, TWO, GATEWAY))

    assert "providers.oai/gpt" not in reached(topology, "chat")
    assert "providers.fra/sonnet" not in reached(topology, "mail")


def test_a_path_names_every_hop_and_its_edge() -> None:
    topology = resolved(spec("chat: {route: [fra/sonnet, oai/gpt]}", TWO, GATEWAY))

    path = reached(topology, "chat")["providers.oai/gpt"]

    assert path.names() == (
        "endpoints.chat",
        "-call->",
        "gateways.main",
        "-fallback->",
        "providers.oai/gpt",
    )
    assert path.over_fallback


def test_an_endpoint_without_a_gateway_calls_its_targets_itself() -> None:
    path = reached(resolved(spec()), "chat")["providers.fra/sonnet"]

    assert path.names() == ("endpoints.chat", "-primary->", "providers.fra/sonnet")


def test_a_target_that_is_primary_and_fallback_is_reached_as_primary() -> None:
    topology = resolved(spec("chat: {route: [fra/sonnet, oai/gpt, fra/sonnet]}", TWO, GATEWAY))

    assert not reached(topology, "chat")["providers.fra/sonnet"].over_fallback


def test_a_gateway_brings_its_logs_and_the_state_along() -> None:
    more = f"{GATEWAY}\nstate: {{backend: s3, region: eu-north-1}}"

    stops = reached(resolved(spec(more=more)), "chat")

    assert stops["gateways.main:logs"].stop.at_rest is not None
    assert stops["state"].stop.region is not None
    assert stops["state"].stop.region.name == "eu-north-1"


def test_state_beside_the_tree_is_no_hop() -> None:
    assert "state" not in reached(resolved(spec(more=GATEWAY)), "chat")


def test_a_store_is_reached_only_by_the_endpoints_that_fill_it() -> None:
    endpoints = "chat: {route: [fra/sonnet]}\nmail: {route: [fra/sonnet]}"
    more = "stores:\n  traces: {kind: langfuse, host: cloud.langfuse.com, receives: [mail]}"
    topology = resolved(spec(endpoints, more=more))

    assert "stores.traces" in reached(topology, "mail")
    assert "stores.traces" not in reached(topology, "chat")


def test_paths_come_nearest_first() -> None:
    topology = resolved(spec("chat: {route: [fra/sonnet, oai/gpt]}", TWO, GATEWAY))

    lengths = [len(path.hops) for path in topology.graph.paths("endpoints.chat")]

    assert lengths == sorted(lengths)


def test_the_graph_grows_with_the_endpoints_and_each_sees_only_its_own_part() -> None:
    """Hops and paths are counted instead of timed: a shared gateway must not multiply them."""
    one, many = (resolved(spec(endpoints(count), TWO, GATEWAY)) for count in (1, MANY))

    assert len(many.graph.hops) - len(one.graph.hops) == 3 * (MANY - 1)
    assert len(many.graph.stops) - len(one.graph.stops) == MANY - 1
    assert len(reached(many, f"e{MANY - 1}")) == len(reached(one, "e0"))


def endpoints(count: int) -> str:
    return "\n".join(f"e{place}: {{route: [fra/sonnet, oai/gpt]}}" for place in range(count))
