"""Who causes a bill: every view adds up to the very total, and shares follow the stated rule."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.catalog import load
from planner.cost import SHARED, Attribution, Bill, by_endpoint, by_node, by_vendor, estimate
from planner.layout import lay_out
from planner.topology import Topology
from planner.units import EXACT, Range, total
from tests.cost.bills import BILLS_OF_EXAMPLES, topology_of_example
from tests.topology.specs import POOL, SONNET, resolved, spec

PROVIDERS = f"fra: {SONNET}\noai: {{kind: openai, region: eu, models: {{gpt: gpt-5.1}}}}"
GATEWAY = "gateways:\n  main: {region: eu-central-1}"
MORE = f"{GATEWAY}\ngpu_pools:\n  hot: {POOL}\nstate: {{backend: s3, region: eu-central-1}}"
ROUTES = ("[fra/sonnet]", "[oai/gpt, fra/sonnet]", "[hot/llama, fra/sonnet]", "[hot/llama]")


def views(topology: Topology) -> tuple[Bill, tuple[Attribution, ...]]:
    layout, catalog = lay_out(topology), load()
    bill = estimate(topology, layout, catalog)
    seen = (
        by_endpoint(bill, topology, layout, catalog),
        by_node(bill),
        by_vendor(bill, catalog),
    )
    return bill, seen


def caused(text: str) -> Attribution:
    return views(resolved(text))[1][0]


def endpoint(name: str, requests: str, route: str, tokens: int = 1000) -> str:
    traffic = f"{{requests_per_month: {requests}, input_tokens: {tokens}, output_tokens: 100}}"
    return f"{name}: {{traffic: {traffic}, route: {route}}}"


@pytest.mark.parametrize("example", BILLS_OF_EXAMPLES)
def test_every_view_of_an_example_adds_up_to_its_total(example: str) -> None:
    bill, seen = views(topology_of_example(example))

    for view in seen:
        assert total(view.monthly.values()) == bill.monthly
        assert all(total(cause.parts.values()) == cause.monthly for cause in view.causes)


@pytest.mark.property
@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.none() | st.integers(0, 10**9), st.integers(1, 100_000), st.sampled_from(ROUTES)
        ),
        min_size=1,
        max_size=5,
    )
)
def test_every_view_of_any_bill_adds_up_and_takes_nothing_from_anybody(
    written: list[tuple[int | None, int, str]],
) -> None:
    endpoints = "\n".join(
        f"e{place}: {{route: {route}}}"
        if requests is None
        else endpoint(f"e{place}", str(requests), route, tokens)
        for place, (requests, tokens, route) in enumerate(written)
    )
    bill, seen = views(resolved(spec(endpoints, PROVIDERS, MORE)))

    for view in seen:
        assert total(view.monthly.values()) == bill.monthly
        assert all(portion.monthly.low >= 0 for portion in view.portions if portion.monthly)
        assert {p.line.id for p in view.portions} == {line.id for line in bill.lines}


def test_a_gateway_is_divided_by_requests_and_its_gigabytes_by_gigabytes() -> None:
    # as many requests again, of ten times the size
    small, large = (
        endpoint("small", "3M", "[fra/sonnet]", 100),
        endpoint("large", "1M", "[fra/sonnet]", 10_000),
    )
    view = caused(spec(f"{small}\n{large}", PROVIDERS, GATEWAY))
    parts = {
        (portion.line.id, portion.cause): portion.monthly
        for portion in view.portions
        if portion.monthly
    }

    def ratio(line: str) -> Decimal:
        one, other = parts[line, "small"], parts[line, "large"]
        return (one.expected / other.expected).quantize(Decimal("0.001"))

    assert ratio("gateways.main/fargate-vcpu") == 3
    assert ratio("gateways.main/logs") == 3
    # 3M x (200 tokens x 4 + 2048) bytes to 1M x (10,100 x 4 + 2048)
    assert ratio("gateways.main/load-balancer-capacity") == Decimal("0.201")


def test_a_pool_is_divided_by_the_gigabytes_that_it_answers_itself() -> None:
    first = endpoint("first", "1M", "[hot/llama, fra/sonnet]")
    second = endpoint("second", "1M", "[fra/sonnet, hot/llama]")
    view = caused(spec(f"{first}\n{second}", PROVIDERS, MORE))
    nodes = {p.cause: p.monthly for p in view.portions if p.line.id == "gpu_pools.hot/nodes"}

    # who only falls back on it has a share as small as the outages of its primary
    assert nodes["first"] is not None
    assert nodes["second"] is not None
    assert 0 < nodes["second"].expected < nodes["first"].expected / 100


def test_a_health_check_belongs_to_the_endpoint_that_it_is_made_for() -> None:
    probed = endpoint("probed", "1k", "[fra/sonnet, oai/gpt]")
    other = endpoint("other", "1M", "[fra/sonnet]")
    view = caused(spec(f"{probed}\n{other}", PROVIDERS, GATEWAY))

    causes = {p.cause for p in view.portions if "/probes/" in p.line.id}

    assert causes == {"probed"}


def test_what_one_of_several_endpoints_has_no_traffic_for_is_shared() -> None:
    silent = "silent: {route: [fra/sonnet]}"
    view = caused(spec(f"{endpoint('chat', '1M', '[fra/sonnet]')}\n{silent}", PROVIDERS, GATEWAY))
    (shared,) = (cause for cause in view.causes if cause.name == SHARED)
    (unknown,) = (cause for cause in view.causes if cause.name == "silent")

    assert set(shared.parts) == {"gateways", "networks", "keys, alarms"}
    assert view.causes[-1] is shared or view.causes[-1] == shared
    assert unknown.unpriced == ("endpoints.silent/usage",)
    assert unknown.monthly == Range.exactly(0)


def test_a_line_without_a_price_is_named_and_never_an_amount() -> None:
    bill, seen = views(topology_of_example("h100-self-host"))

    for view in seen:
        (cause,) = (one for one in view.causes if one.unpriced)
        assert cause.unpriced == ("gpu_pools.standby/nodes",)
    assert bill.at_least


def test_vendors_bear_their_titles() -> None:
    _, seen = views(topology_of_example("hybrid-hot-path"))

    assert list(seen[2].monthly) == ["Amazon Web Services", "Amazon Bedrock", "OVHcloud"]


def test_causes_are_dearest_first() -> None:
    _, seen = views(topology_of_example("hybrid-hot-path"))

    for view in seen:
        amounts = [cause.monthly.expected for cause in view.causes]
        assert amounts == sorted(amounts, reverse=True)


@given(
    st.lists(st.decimals(0, 10**9, places=20, allow_nan=False), min_size=2, max_size=40).flatmap(
        lambda numbers: st.tuples(st.just(numbers), st.permutations(numbers))
    )
)
def test_a_total_is_the_same_in_every_order(two: tuple[list[Decimal], list[Decimal]]) -> None:
    one, other = (total(Range.exactly(number) for number in numbers) for numbers in two)

    assert one == other
    with localcontext(EXACT):
        assert one.expected == sum(two[0])
