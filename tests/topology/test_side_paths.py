"""The side paths that nobody writes down."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.topology import Edge, Path, Role, Topology
from tests.topology.specs import POOL, SONNET, resolved, spec

LANGFUSE = "stores:\n  traces: {kind: langfuse, host: cloud.langfuse.com}"
CLASSES = ["personal", "special_category", "pci", "confidential"]

resolving = settings(max_examples=30, deadline=None)
some_classes = st.lists(st.sampled_from(CLASSES), min_size=1, max_size=4, unique=True)


def paths(topology: Topology, endpoint: str = "chat") -> dict[str, Path]:
    """The first path to each stop."""
    found: dict[str, Path] = {}
    for path in topology.graph.paths(f"endpoints.{endpoint}"):
        found.setdefault(path.stop.id, path)
    return found


def called(provider: str, more: str = "", endpoint: str = "route: [p/m]") -> dict[str, Path]:
    return paths(resolved(spec(f"chat: {{{endpoint}}}", f"p: {provider}", more)))


def test_whoever_runs_a_stop_has_one_stop_however_much_he_runs() -> None:
    topology = resolved(spec(more="gateways:\n  main: {region: eu-central-1}"))

    owners = [stop for stop in topology.graph.stops.values() if stop.role is Role.OPERATOR]

    assert [stop.id for stop in owners] == ["operators.aws"]
    assert "owned by Amazon.com Inc in US" in owners[0].title


def test_a_vendor_brings_the_cloud_it_runs_on() -> None:
    path = paths(resolved(spec("chat: {route: [own/m]}", OWN, LANGFUSE)))["operators.aws"]

    assert path.names()[-4:] == (
        "-owned-by->",
        "operators.langfuse",
        "-hosted-on->",
        "operators.aws",
    )


OWN = (
    "own: {kind: openai-compatible, host: llm.example.eu, operator: Example GmbH, country: DE, "
    "evidence: contract, models: {m: llama-3.3-70b-instruct}}"
)


def test_of_whom_nobody_says_what_he_runs_on_the_halls_are_unknown() -> None:
    own = OWN.replace("Example GmbH", "bell")

    assert "operators.bell:host" in paths(resolved(spec("chat: {route: [own/m]}", own)))


def test_of_an_operator_that_only_the_spec_names_nothing_more_is_made_up() -> None:
    found = paths(resolved(spec("chat: {route: [own/m]}", OWN)))

    assert "operators.Example GmbH" in found
    assert "operators.Example GmbH:host" not in found


def test_an_api_that_keeps_nothing_brings_no_copy() -> None:
    keeps = "{kind: openai, region: us, models: {m: gpt-5.1}}"
    keeps_none = "{kind: deepinfra, models: {m: llama-3.3-70b-instruct}}"
    agreed = keeps.replace("models", "agreements: {zero_retention: amendment}, models")

    assert "providers.p/m:kept" in called(keeps)
    assert "providers.p/m:kept" not in called(keeps_none)
    assert "providers.p/m:kept" not in called(agreed)


def test_vertex_caches_prompts_until_somebody_switches_it_off() -> None:
    caching = "{kind: vertex, region: eu, models: {m: gemini-2.5-pro}}"
    agreed = caching.replace("models", "agreements: {cache_off: cacheConfig}, models")

    assert called(caching)["providers.p/m:cache"].edge is Edge.CACHE
    assert "providers.p/m:cache" not in called(agreed)


def test_an_extended_cache_is_only_of_the_endpoint_that_asks_for_it() -> None:
    two = "chat: {route: [p/m], features: [extended_cache]}\nmail: {route: [p/m]}"
    topology = resolved(spec(two, "p: {kind: openai, region: eu, models: {m: gpt-5.1}}"))

    assert "providers.p/m:cache" in paths(topology)
    assert "providers.p/m:cache" not in paths(topology, "mail")


def test_a_control_plane_is_told_of_calls_and_reads_none() -> None:
    path = called("{kind: openai, region: eu, models: {m: gpt-5.1}}")["providers.p:control-plane"]

    assert path.data == frozenset()


def test_people_are_those_of_the_agreement_or_somewhere_in_the_world() -> None:
    agreed = SONNET.replace(
        "models", "agreements: {support: {countries: [DE], evidence: contract}}, models"
    )
    unknown = paths(resolved(spec()))["operators.aws:people"].stop.people
    known = paths(resolved(spec(providers=f"fra: {agreed}")))["providers.fra:people"].stop.people

    assert unknown is not None
    assert known is not None
    assert unknown.certain == frozenset()
    assert known.possible == {"DE"}


def test_a_pool_pulls_weights_and_sends_no_data_for_them() -> None:
    pools = f"gpu_pools:\n  hot: {POOL}"
    path = paths(resolved(spec("chat: {route: [hot/llama]}", more=pools)))["hubs.huggingface.co"]

    assert path.edge is Edge.PULLS_WEIGHTS
    assert path.data == frozenset()


def test_what_topoplan_configures_phones_nobody() -> None:
    for place in ("region: eu-central-1", "cloud: scaleway, region: fr-par"):
        graph = resolved(spec(more=f"gateways:\n  main: {{{place}}}")).graph

        assert not [stop for stop in graph.stops.values() if stop.role is Role.TELEMETRY]


def test_servers_of_ones_own_may_phone_home() -> None:
    hall = (
        "hall: {kind: openai-compatible, host: llm.example.de, operator: Example GmbH, "
        "country: DE, evidence: contract, models: {llama: llama-3.3-70b-instruct}%s}"
    )
    own = (
        ", hardware: {servers: 2, price: 280000 EUR, amortise_months: 36, power_kw: 10, "
        "power_price: 0.18 EUR}"
    )
    chat = "chat: {route: [hall/llama]}"

    hosted = resolved(spec(chat, providers=hall % "")).graph.stops
    mine = resolved(spec(chat, providers=hall % own)).graph.stops

    assert set(mine) - set(hosted) == {"providers.hall:usage-stats"}


def test_a_hub_lies_between_a_gateway_and_a_pool_of_another_region() -> None:
    pools = f"gpu_pools:\n  hot: {POOL}\n"
    hub = "gateways:\n  main: {region: REGION}\nnetwork: {hub: {region: eu-west-2}}"
    text = spec("chat: {route: [hot/llama]}", more=pools + hub)

    far = paths(resolved(text.replace("REGION", "eu-north-1")))["gpu_pools.hot/llama"]
    near = paths(resolved(text.replace("REGION", "eu-central-1")))["gpu_pools.hot/llama"]

    assert [hop.edge for hop in far.hops] == [Edge.CALL, Edge.TRANSIT, Edge.PRIMARY]
    assert [hop.edge for hop in near.hops] == [Edge.CALL, Edge.PRIMARY]


def test_a_batch_brings_files_that_only_its_endpoint_writes() -> None:
    two = "chat: {route: [p/m], side: {batch: [p/m]}}\nmail: {route: [p/m]}"
    topology = resolved(spec(two, "p: {kind: openai, region: eu, models: {m: gpt-5.1}}"))

    assert "providers.p/m:batch" in paths(topology)
    assert "providers.p/m:batch" not in paths(topology, "mail")


@resolving
@given(data=some_classes, at_endpoint=some_classes, at_gateway=some_classes)
def test_a_redaction_never_widens_what_arrives(
    data: list[str], at_endpoint: list[str], at_gateway: list[str]
) -> None:
    open_, redacted = (arrivals(data, *cut) for cut in (([], []), (at_endpoint, at_gateway)))

    assert open_.keys() == redacted.keys()
    assert all(redacted[stop] <= open_[stop] for stop in open_)


def arrivals(data: list[str], at_endpoint: list[str], at_gateway: list[str]) -> dict[str, set[str]]:
    """Classes that arrive at each stop, by whatever path."""
    cut = [
        f"redaction: {{removes: [{', '.join(classes)}], evidence: test}}" if classes else ""
        for classes in (at_endpoint, at_gateway)
    ]
    words = ", ".join(filter(None, ["route: [fra/sonnet]", f"data: [{', '.join(data)}]", cut[0]]))
    gateway = ", ".join(filter(None, ["region: eu-central-1", cut[1]]))
    topology = resolved(
        spec(f"chat: {{{words}}}", more=f"gateways:\n  main: {{{gateway}}}\n{LANGFUSE}")
    )
    found: dict[str, set[str]] = {}
    for path in topology.graph.paths("endpoints.chat"):
        found.setdefault(path.stop.id, set()).update(path.data)
    return found


@resolving
@given(
    gateway=st.booleans(),
    fallback=st.booleans(),
    store=st.booleans(),
    side=st.sampled_from(["", ", side: {judge: [oai/m]}", ", side: {batch: [oai/m]}"]),
)
def test_the_path_to_each_stop_is_a_shortest_one(
    *, gateway: bool, fallback: bool, store: bool, side: str
) -> None:
    route = "fra/sonnet, oai/m" if fallback else "fra/sonnet"
    providers = f"fra: {SONNET}\noai: {{kind: openai, region: eu, models: {{m: gpt-5.1}}}}"
    more = "gateways:\n  main: {region: eu-central-1}\n" if gateway else ""
    topology = resolved(
        spec(f"chat: {{route: [{route}]{side}}}", providers, more + (LANGFUSE if store else ""))
    )

    assert {id: len(path.hops) for id, path in paths(topology).items()} == distances(topology)  # noqa: A001 - the field's name


def distances(topology: Topology) -> dict[str, int]:
    """Fewest hops to each stop, found by relaxing every hop until nothing is nearer."""
    near = {"endpoints.chat": 0}
    usable = [hop for hop in topology.graph.hops if hop.endpoint in (None, "endpoints.chat")]
    for _ in topology.graph.stops:
        for hop in usable:
            if hop.tail in near:
                near[hop.head] = min(near.get(hop.head, len(usable)), near[hop.tail] + 1)
    return near
