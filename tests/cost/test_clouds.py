"""Bills of nodes on GCP, Azure and Scaleway, and of routes across clouds and regions."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.cost import Bill
from planner.units import Range, total
from tests.cost.bills import CLOSE, bill_of, bill_on, line_of
from tests.topology.specs import SONNET, TRAFFIC, spec

LLAMA = "serves: {llama: {model: llama-3.1-8b-instruct, precision: fp8}}"
PLACES = {
    "aws": ("eu-central-1", "eu-north-1"),
    "azure": ("swedencentral", "westeurope"),
    "gcp": ("europe-west4", "europe-west1"),
    "scaleway": ("fr-par", "nl-ams"),
}
ACCELERATOR = {"aws": "L4", "azure": "A10", "gcp": "L4", "scaleway": "L4"}
BUCKET = {"aws": "s3", "azure": "blob", "gcp": "gcs", "scaleway": "object_storage"}


def pool(cloud: str, region: str) -> str:
    words = f"cloud: {cloud}, region: {region}, accelerator: {ACCELERATOR[cloud]}"
    return f"gpu_pools:\n  hot: {{{words}, {LLAMA}}}"


def gateway(cloud: str, region: str, zones: int = 2) -> str:
    return f"gateways:\n  main: {{cloud: {cloud}, region: {region}, zones: {zones}}}"


def chat(*targets: str, traffic: str = TRAFFIC) -> str:
    return f"chat: {{traffic: {traffic}, route: [{', '.join(targets)}]}}"


def whole(cloud: str, zones: int = 2) -> Bill:
    """A gateway, a pool and a bucket in one region of a cloud, and Bedrock behind them."""
    region = PLACES[cloud][0]
    stores = f"stores:\n  kept: {{kind: {BUCKET[cloud]}, region: {region}, retention_days: 7}}"
    more = f"{gateway(cloud, region, zones)}\n{pool(cloud, region)}\n{stores}"
    return bill_of(spec(chat("hot/llama", "fra/sonnet"), f"fra: {SONNET}", more))


# --- routes across clouds and regions ----------------------------------------------------------


def test_the_gateway_pays_for_prompts_and_the_pool_for_answers() -> None:
    answers = line_of(bill_on("mixed"), "network.europe-west4/vpn-egress")
    prompts = line_of(bill_on("mixed"), "network.eu-central-1/vpn-egress")

    assert (prompts.vendor, answers.vendor) == ("aws", "gcp")
    assert prompts.note.startswith("prompts through a VPN")
    assert answers.note.startswith("answers through a VPN")


def test_a_pool_in_the_gateways_own_network_sends_nothing_out() -> None:
    lines = {line.id for line in whole("gcp").lines}

    assert "network.europe-west4/region-egress" not in lines
    assert "network.europe-west4/internet-egress" in lines  # of Bedrock, the fallback


def test_a_pool_in_another_region_of_the_cloud_pays_for_the_peering_on_both_sides() -> None:
    here, there = PLACES["azure"]
    more = f"{gateway('azure', here)}\n{pool('azure', there)}"
    bill = bill_of(spec(chat("hot/llama"), more=more))

    prompts = line_of(bill, f"network.{here}/peering-egress").quantity
    answers = line_of(bill, f"network.{there}/peering-egress").quantity
    assert prompts is not None
    assert answers is not None
    assert prompts.expected == Decimal(3_600_000) * (4 * 1400 + 2048) / 10**9
    assert answers.expected == Decimal(3_600_000) * 4 * 300 / 10**9
    assert f"network.{here}/internet-egress" not in {line.id for line in bill.lines}


def test_a_network_that_sends_prompts_and_answers_has_one_line_for_both() -> None:
    endpoints = "\n".join(
        f"{name}: {{traffic: {TRAFFIC}, route: [{pool}/llama]}}"
        for name, pool in (("a", "there"), ("b", "here"))
    )
    pools = "\n".join(
        f"  {name}: {{cloud: {cloud}, region: {PLACES[cloud][0]}, accelerator: L4, {LLAMA}}}"
        for name, cloud in (("here", "aws"), ("there", "gcp"))
    )
    gateways = (
        "gateways:\n  a: {region: eu-central-1, serves: [a]}\n"
        "  b: {cloud: gcp, region: europe-west4, serves: [b]}"
    )
    bill = bill_of(spec(endpoints, more=f"{gateways}\ngpu_pools:\n{pools}"))

    line = line_of(bill, "network.eu-central-1/vpn-egress")

    assert line.quantity is not None
    assert line.quantity.expected == Decimal(3_600_000) * (4 * 1700 + 2048) / 10**9
    assert "prompts and answers through a VPN" in line.note


def test_a_model_of_the_gateways_own_cloud_is_called_privately() -> None:
    swe = "swe: {kind: azure-openai, region: swedencentral, mode: Standard, models: {gpt: gpt-5.1}}"
    near = bill_of(spec(chat("swe/gpt"), swe, gateway("azure", "swedencentral")))
    far = bill_of(spec(chat("swe/gpt"), swe, gateway("azure", "westeurope")))
    outside = bill_of(spec(chat("swe/gpt"), swe, gateway("aws", "eu-central-1")))

    leaving = ("endpoint-data", "region-egress", "internet-egress")
    assert [
        [line.item for line in bill.lines if line.item in leaving] for bill in (near, far, outside)
    ] == [["endpoint-data"], ["endpoint-data"], ["internet-egress"]]


# --- what holds on every cloud -----------------------------------------------------------------


@pytest.mark.parametrize("cloud", PLACES)
def test_every_node_of_every_cloud_is_on_the_bill(cloud: str) -> None:
    region = PLACES[cloud][0]
    bill = whole(cloud)

    assert set(bill.by_node()) >= {
        "gateways.main",
        "gpu_pools.hot",
        f"cluster.{region}",
        f"network.{region}",
        "stores.kept",
    }
    # Scaleway bills neither alarms nor dashboards
    assert (f"monitoring.{region}" in bill.by_node()) == (cloud != "scaleway")
    vendors = {line.vendor for line in bill.lines if not line.node.startswith("endpoints.")}
    assert vendors == {cloud}


@pytest.mark.parametrize("cloud", PLACES)
def test_what_is_not_known_is_never_zero(cloud: str) -> None:
    bill = whole(cloud)

    assert all(line.unit_price != 0 for line in bill.lines)
    assert all(line.monthly is None and line.note for line in bill.unpriced)
    assert total(line.monthly for line in bill.lines if line.monthly) == bill.monthly


@pytest.mark.parametrize("cloud", PLACES)
def test_more_zones_never_lower_a_bill(cloud: str) -> None:
    bills = [whole(cloud, zones).monthly for zones in (1, 2, 3)]

    for fewer, more in pairwise(bills):
        assert fewer.low <= more.low
        assert fewer.expected <= more.expected
        assert fewer.high <= more.high


@pytest.mark.property
@settings(deadline=None, max_examples=20)
@given(st.sampled_from(sorted(PLACES)), st.integers(0, 10**10), st.integers(0, 10**10))
def test_more_requests_never_lower_a_bill_even_across_tiers(
    cloud: str, few: int, more: int
) -> None:
    def monthly(requests: int) -> Range:
        traffic = f"{{requests_per_month: {requests}, input_tokens: 1000, output_tokens: 100}}"
        text = spec(
            chat("oai/gpt", traffic=traffic),
            "oai: {kind: openai, region: eu, models: {gpt: gpt-5.1}}",
            gateway(cloud, PLACES[cloud][0]),
        )
        return bill_of(text).monthly

    less, greater = (monthly(requests) for requests in sorted((few, more)))

    assert less.low <= greater.low
    assert less.expected <= greater.expected
    assert less.high <= greater.high


def test_a_store_of_logs_is_taken_in_and_kept_for_as_long_as_it_says() -> None:
    stores = "stores:\n  log: {kind: cloudwatch, region: eu-central-1, retention_days: 365}"
    bill = bill_of(spec(chat("fra/sonnet"), more=stores))

    total = Decimal(3_600_000) * (4 * 1700 + 2048) / 10**9
    taken, kept = (line_of(bill, f"stores.log/{item}").quantity for item in ("logs", "logs-kept"))
    assert taken is not None
    assert kept is not None
    assert taken.expected == total
    assert abs(kept.expected - total * 12) < CLOSE


def test_a_tier_says_which_part_of_the_month_it_prices() -> None:
    first = line_of(bill_on("azure"), "network.swedencentral/internet-egress")
    second = line_of(bill_on("azure"), "network.swedencentral/internet-egress-over-10240-GB")

    requests = "2,000,000,000 requests x 7,648 bytes each on average / 1,000,000,000"
    assert first.formula == "10,240 GB, all of this tier"
    assert second.formula == f"({requests}) - 10,240 GB"


def test_a_tier_that_only_the_highest_estimate_reaches_says_so() -> None:
    requests = "{low: 1M, expected: 1M, high: 2000M}"
    traffic = f"{{requests_per_month: {requests}, input_tokens: 1400, output_tokens: 1}}"
    text = spec(
        chat("oai/gpt", traffic=traffic),
        "oai: {kind: openai, region: eu, models: {gpt: gpt-5.1}}",
        gateway("azure", "swedencentral"),
    )

    line = line_of(bill_of(text), "network.swedencentral/internet-egress-over-10240-GB")

    assert line.formula == "0 GB: only more than is expected comes above 10,240 GB"


def test_a_unit_of_the_bill_is_part_of_the_sum() -> None:
    seconds = line_of(bill_on("gcp"), "gateways.main/cloud-run-vcpu")
    both = line_of(bill_on("mixed"), "network.europe-west4/vpn-egress")

    assert seconds.formula == "2 replicas x 1 vCPU x 730 hours x 3,600"
    assert both.formula.endswith("bytes each on average / 1,000,000,000 x 0.9313")
