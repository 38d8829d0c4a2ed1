"""What is on a bill, and what each line rests on."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import hcl2
import pytest

from planner import resources
from planner.catalog import building, load
from planner.cost import Bill
from tests.cost.bills import bill_of, line_of
from tests.topology.specs import POOL, SONNET, TRAFFIC, spec

OPENAI = "oai: {kind: openai, region: eu, models: {gpt: gpt-5.1, embed: text-embedding-3-small}}"
TWO = f"fra: {SONNET}\n{OPENAI}"
GATEWAY = "gateways:\n  main: {region: eu-central-1}"
STATE = "state: {backend: s3, region: eu-central-1}"


def chat(route: str, kind: str = "chat", traffic: str = TRAFFIC) -> str:
    return f"chat: {{kind: {kind}, traffic: {traffic}, route: {route}}}"


def items(bill: Bill) -> set[str]:
    return {line.id for line in bill.lines}


def expected(bill: Bill, line: str) -> Decimal:
    quantity = line_of(bill, line).quantity
    assert quantity is not None
    return quantity.expected


# --- tokens and fallbacks --------------------------------------------------------------------


def test_a_fallback_takes_what_incident_reports_say_that_apis_are_out() -> None:
    bill = bill_of(spec(chat("[fra/sonnet, oai/gpt]"), TWO, GATEWAY))
    out = load().outage_share().share

    primary = line_of(bill, "endpoints.chat/fra/sonnet/output")
    fallback = line_of(bill, "endpoints.chat/oai/gpt/output")

    assert fallback.quantity is not None
    assert fallback.quantity.expected == 1080 * out.expected
    assert fallback.quantity.low == 0
    assert fallback.quantity.high == 1080 * out.high
    assert expected(bill, primary.id) + fallback.quantity.expected == 1080
    assert fallback.status == "assumed"
    assert fallback.note.startswith("takes over for 0.62% of the time")


def test_the_shares_of_a_long_route_add_up_to_all_of_it() -> None:
    bill = bill_of(spec(chat("[fra/sonnet, oai/gpt, fra/sonnet]"), TWO, GATEWAY))

    outputs = [line for line in bill.lines if line.id.startswith("endpoints.chat/")]
    tokens = sum(
        line.quantity.expected
        for line in outputs
        if line.quantity and line.item.endswith("/output")
    )

    assert tokens == 1080


def test_a_route_without_a_fallback_is_billed_whole() -> None:
    line = line_of(bill_of(spec(chat("[fra/sonnet]"))), "endpoints.chat/fra/sonnet/input")

    assert line.quantity is not None
    assert line.quantity.low == line.quantity.high == 5040
    assert line.status == "priced"


def test_an_endpoint_without_traffic_is_not_free() -> None:
    bill = bill_of(spec(more=GATEWAY))

    (line,) = bill.unpriced
    assert line.id == "endpoints.chat/usage"
    assert line.quantity is None
    assert line.monthly is None
    assert bill.at_least


def test_a_pool_without_traffic_is_not_free_either() -> None:
    bill = bill_of(spec("chat: {route: [hot/llama]}", more=f"gpu_pools:\n  hot: {POOL}"))

    assert [line.id for line in bill.unpriced] == ["endpoints.chat/usage"]


def test_a_model_that_nobody_prices_makes_the_bill_a_lower_bound() -> None:
    providers = "scw: {kind: scaleway, models: {m: gpt-oss-120b}}"
    bill = bill_of(spec(chat("[scw/m]"), providers, STATE))

    assert bill.at_least
    assert {line.note for line in bill.unpriced} == {
        "no price of input tokens of gpt-oss-120b in the catalogue",
        "no price of output tokens of gpt-oss-120b in the catalogue",
    }


def test_a_batch_that_fills_a_bucket_pays_the_price_of_jobs() -> None:
    more = "stores:\n  jobs: {kind: s3, region: eu-central-1, retention_days: 7}"
    at_once = bill_of(spec(chat("[fra/sonnet]"), more=more))
    in_jobs = bill_of(spec(chat("[fra/sonnet]", "batch"), more=more))

    line = line_of(in_jobs, "endpoints.chat/fra/sonnet/output")
    listed = line_of(at_once, "endpoints.chat/fra/sonnet/output").unit_price
    assert listed is not None
    assert line.unit_price == listed / 2
    assert line.status == "priced"
    assert line.note.startswith("as batch jobs, at 50% of 16.5")
    assert "%" not in line.formula


def test_a_batch_behind_a_gateway_is_called_model_by_model_at_the_list_price() -> None:
    more = f"{GATEWAY}\nstores:\n  jobs: {{kind: s3, region: eu-central-1, retention_days: 7}}"
    bill = bill_of(spec(chat("[fra/sonnet]", "batch"), more=more))

    assert line_of(bill, "endpoints.chat/fra/sonnet/output").unit_price == Decimal("16.50")


# --- gateways --------------------------------------------------------------------------------


def test_probes_are_paid_by_each_worker_of_each_replica() -> None:
    sized = GATEWAY.replace("}", ", replicas: {min: 2, max: 6}, size: {cpu: 2, memory: 4 GiB}}")
    bill = bill_of(spec(chat("[fra/sonnet, oai/gpt]"), TWO, sized))

    line = line_of(bill, "gateways.main/probes/chat/fra/sonnet/output")

    checks = Decimal(730 * 3600 // 30 * 2)
    assert line.quantity is not None
    assert line.quantity.expected == checks * 2 / 10**6
    assert line.quantity.high == checks * 6 / 10**6


def test_the_last_target_of_a_route_is_not_probed() -> None:
    bill = bill_of(spec(chat("[fra/sonnet, oai/gpt]"), TWO, GATEWAY))

    assert not any("probes/chat/oai" in line.id for line in bill.lines)


def test_a_probe_of_a_reasoning_model_may_cost_its_whole_limit() -> None:
    bill = bill_of(spec(chat("[oai/gpt, fra/sonnet]"), TWO, GATEWAY))

    quantity = line_of(bill, "gateways.main/probes/chat/oai/gpt/output").quantity

    assert quantity is not None
    checks = Decimal(730 * 3600 // 30)
    assert quantity.low == checks * 2 / 10**6
    assert quantity.expected == checks * 2 * 64 / 10**6
    assert quantity.high >= checks * 2 * 512 / 10**6


def test_a_probe_of_an_embedding_has_no_answer() -> None:
    bill = bill_of(spec(chat("[oai/embed, oai/embed]", "embedding"), TWO, f"{GATEWAY}\n{STATE}"))

    probes = {line.item for line in bill.lines if "/probes/" in line.id}

    assert probes == {"probes/chat/oai/embed/input"}


def test_what_leaves_by_nat_includes_the_fallbacks() -> None:
    inside = bill_of(spec(chat("[fra/sonnet]"), TWO, GATEWAY))
    with_fallback = bill_of(spec(chat("[fra/sonnet, oai/gpt]"), TWO, GATEWAY))
    outside = bill_of(spec(chat("[oai/gpt, fra/sonnet]"), TWO, GATEWAY))

    data = "network.eu-central-1/nat-data"
    assert data not in items(inside)
    assert 0 < expected(with_fallback, data) < expected(outside, data)


def test_bedrock_in_another_region_is_region_traffic_and_not_internet_traffic() -> None:
    bill = bill_of(spec(chat("[fra/sonnet]"), more="gateways:\n  main: {region: eu-north-1}"))

    assert "network.eu-north-1/region-egress" in items(bill)
    assert "network.eu-north-1/internet-egress" not in items(bill)
    assert "network.eu-north-1/endpoint-data" not in items(bill)


def test_every_nat_gateway_has_an_address_that_is_paid_by_the_hour() -> None:
    bill = bill_of(spec(chat("[fra/sonnet]"), more=GATEWAY))

    addresses = expected(bill, "network.eu-central-1/public-addresses")
    assert addresses == expected(bill, "network.eu-central-1/nat-gateways")


def test_an_image_in_ecr_is_not_downloaded_through_nat() -> None:
    image = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/litellm:v1"
    more = GATEWAY.replace("}", f", image: '{image}'}}")

    assert "gateways.main/image-downloads" not in items(
        bill_of(spec(chat("[fra/sonnet]"), more=more))
    )


def test_requests_that_each_connect_anew_cost_more_capacity_than_their_bytes() -> None:
    short = "{requests_per_month: 90M, input_tokens: 1, output_tokens: 1}"
    bill = bill_of(spec(chat("[fra/sonnet]", traffic=short), more=GATEWAY))

    quantity = line_of(bill, "gateways.main/load-balancer-capacity").quantity

    assert quantity is not None
    assert quantity.high == 1000
    assert quantity.expected < 1000


def test_a_gateway_that_scales_says_what_its_mean_rests_on() -> None:
    steady = GATEWAY.replace("}", ", replicas: {min: 2, max: 2}}")

    scaling = line_of(bill_of(spec(more=GATEWAY)), "gateways.main/fargate-vcpu")
    fixed = line_of(bill_of(spec(more=steady)), "gateways.main/fargate-vcpu")

    assert "on average" in scaling.note
    assert (fixed.status, fixed.note) == ("priced", "")


def test_an_application_that_reads_its_own_key_pays_for_the_secret() -> None:
    bill = bill_of(spec(chat("[oai/gpt]"), TWO, STATE))

    assert expected(bill, "secrets.eu-central-1/secrets") == 1


def test_a_gateways_keys_are_billed_once() -> None:
    bill = bill_of(spec(chat("[oai/gpt]"), TWO, GATEWAY))

    assert expected(bill, "gateways.main/secrets") == 2
    assert "secrets.eu-central-1/secrets" not in items(bill)


# --- pools -----------------------------------------------------------------------------------


def pools(words: str = POOL) -> str:
    return f"gpu_pools:\n  hot: {words}"


def test_a_reservation_is_paid_whether_used_or_not() -> None:
    reserved = POOL.replace(
        "{",
        "{zones: [eu-central-1a], nodes: {min: 1, max: 3}, purchase: capacity_reservation, "
        "reservation: cr-0123456789abcdef0, ",
        1,
    )
    bill = bill_of(spec(chat("[hot/llama]"), more=pools(reserved)))

    quantity = line_of(bill, "gpu_pools.hot/nodes").quantity

    assert quantity is not None
    assert quantity.low == quantity.high == 3 * 730


def test_a_gpu_without_a_price_in_its_region_is_not_priced_by_another_region() -> None:
    words = (
        "{region: eu-north-1, accelerator: H100, machine: p5.4xlarge, "
        "serves: {llama: {model: llama-3.1-8b-instruct, precision: fp8}}}"
    )
    bill = bill_of(spec(chat("[hot/llama]"), more=pools(words)))

    line = line_of(bill, "gpu_pools.hot/nodes")

    assert line.status == "unpriced"
    assert line.monthly is None
    assert "no on_demand price of p5.4xlarge in eu-north-1" in line.note


def test_a_spot_price_is_no_promise() -> None:
    spot = POOL.replace("{", "{purchase: spot, ", 1)
    line = line_of(bill_of(spec(chat("[hot/llama]"), more=pools(spot))), "gpu_pools.hot/nodes")

    assert line.status in ("assumed", "unpriced")


def test_a_model_of_unknown_weight_has_unpriced_downloads() -> None:
    strange = POOL.replace("llama-3.1-8b-instruct", "somebody/strange")
    bill = bill_of(spec(chat("[hot/llama]"), more=pools(strange)))

    line = line_of(bill, "gpu_pools.hot/downloads")

    assert line.status == "unpriced"
    assert line.note == "nobody says what somebody/strange weighs"


def test_a_service_price_of_another_region_is_assumed_and_says_so() -> None:
    more = "gateways:\n  main: {region: il-central-1}"
    line = line_of(bill_of(spec(more=more)), "gateways.main/load-balancer")

    assert line.status == "assumed"
    assert line.note == "price in il-central-1 not known; dearest known one, of sa-east-1"


# --- stores ----------------------------------------------------------------------------------


def test_a_hosted_store_charges_what_nobody_here_knows() -> None:
    more = "stores:\n  traces: {kind: langfuse, host: https://cloud.langfuse.com}"
    bill = bill_of(spec(chat("[fra/sonnet]"), more=more))

    (line,) = bill.unpriced
    assert line.id == "stores.traces/service"


def test_a_bucket_of_an_endpoint_without_traffic_has_an_unknown_size() -> None:
    more = "stores:\n  kept: {kind: s3, region: eu-central-1, retention_days: 7}"

    assert line_of(bill_of(spec(more=more)), "stores.kept/storage").status == "unpriced"


# --- the modules that are billed -------------------------------------------------------------


def _alarms() -> dict[str, int]:
    """Alarms of the observability module to how many metrics each watches."""
    path = resources.folder("modules") / "aws" / "observability" / "alarms.tf"
    text = Path(path).read_text("utf-8")
    blocks = hcl2.loads(text)["resource"]
    alarms = {}
    for block in blocks:
        for kind, named in block.items():
            if kind.strip('"') == "aws_cloudwatch_metric_alarm":
                for name, body in named.items():
                    metrics = body.get("dynamic", [])
                    alarms[name.strip('"')] = 3 if metrics else 1
    return alarms


def test_the_bill_counts_the_alarms_that_the_module_makes() -> None:
    alarms, counts = _alarms(), building("aws").alarms

    def metrics(prefix: str) -> int:
        return sum(count for name, count in alarms.items() if name.startswith(prefix))

    assert metrics("gateway_") == counts.gateway
    assert metrics("pool_unhealthy") == counts.pool
    assert metrics("pool_empty") == counts.standing_pool
    # a latency alarm needs a threshold, which a topology gives to no model
    assert metrics("bedrock_") - metrics("bedrock_latency") == counts.model


@pytest.mark.parametrize(
    ("module", "file", "billed"),
    [
        ("gateway", "service.tf", 'name  = "containerInsights"\n    value = "enabled"'),
        ("gpu_pool", "main.tf", "monitoring {\n    enabled = true"),
        ("gpu_pool", "serving.tf", "enable_cross_zone_load_balancing = true"),
        ("network", "main.tf", 'resource "aws_eip" "nat"'),
        ("network", "main.tf", 'resource "aws_flow_log" "this"'),
        ("gpu_cluster", "main.tf", "enabled_cluster_log_types"),
    ],
)
def test_what_the_bill_charges_for_is_what_a_module_switches_on(
    module: str, file: str, billed: str
) -> None:
    text = (resources.folder("modules") / "aws" / module / file).read_text("utf-8")

    assert billed in text
