"""What the language holds, told on the example of its contract and on the smallest spec."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from planner.diagnostics import Outcome
from planner.spec import Bedrock, GpuPool, HostedStore, Spec, TargetName, read
from planner.units import Money, Range

CONTRACT = Path(__file__).with_name("contract.yaml").read_text(encoding="utf-8")

MEASURED = """{"schema": "topoplan/measurement/v1", "measured_on": "2026-11-20",
 "measured_from": "aws:eu-central-1",
 "targets": {"bedrock-fra/sonnet": {"requests": 200, "ttft_p95_ms": 640, "p95_ms": 2300.5}}}
"""


@pytest.fixture
def contract(tmp_path: Path) -> Spec:
    (tmp_path / "platform").mkdir()
    platform = "policy: {processing: [bloc:EEA], training: deny}\n"
    (tmp_path / "platform/eu-regulated.yaml").write_text(platform)
    (tmp_path / "measurements").mkdir()
    (tmp_path / "measurements/chat.json").write_text(MEASURED)
    (tmp_path / "topology.yaml").write_text(CONTRACT)
    outcome = read(tmp_path / "topology.yaml")
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


def test_the_example_of_the_contract_is_read_without_a_word(contract: Spec) -> None:
    assert contract.topology == "support-assistant"


def test_quantities_become_exact_numbers(contract: Spec) -> None:
    traffic = contract.endpoints["chat"].traffic
    assert traffic is not None
    assert traffic.requests_per_month == Range.exactly(3_600_000)
    assert traffic.cached_input == Decimal("0.4")
    assert contract.endpoints["chat"].needs.context == 16_000
    assert contract.endpoints["chat"].needs.availability == Decimal("0.999")


def test_a_measurement_is_read_beside_the_spec(contract: Spec) -> None:
    seen = contract.measurement("measurements/chat.json")
    assert seen is not None
    assert seen.measured_on == date(2026, 11, 20)
    assert seen.targets[TargetName("bedrock-fra", "sonnet")].p95_ms == Decimal("2300.5")


def test_a_budget_keeps_its_currency(contract: Spec) -> None:
    budget = contract.policy[1].budget
    assert budget is not None
    assert budget.monthly == Money(Decimal(60000), "USD")


def test_a_waiver_has_a_last_day(contract: Spec) -> None:
    (waiver,) = contract.policy[1].waivers
    assert waiver.expires == date(2027, 3, 31)


def test_a_route_names_sites_and_their_models(contract: Spec) -> None:
    expected = (TargetName("bedrock-fra", "sonnet"), TargetName("hot", "llama"))
    assert contract.endpoints["chat"].route == expected


def test_each_kind_has_a_type_of_its_own(contract: Spec) -> None:
    assert isinstance(contract.providers["bedrock-fra"], Bedrock)
    assert isinstance(contract.gpu_pools["hot"], GpuPool)
    assert isinstance(contract.stores["traces"], HostedStore)


def test_every_file_that_was_read_can_be_shown(contract: Spec) -> None:
    files = ["topology.yaml", "eu-regulated.yaml", "chat.json"]
    assert [path.name for path in contract.sources] == files


def test_a_value_is_found_where_it_was_written(contract: Spec) -> None:
    span = contract.span("endpoints", "chat", "route", 1)
    line = contract.sources[span.path].line(span.line)
    assert line[span.column - 1 : span.end_column - 1] == "hot/llama"


def test_a_key_is_found_where_it_was_written(contract: Spec) -> None:
    span = contract.key_span("endpoints", "chat", "needs", "context")
    line = contract.sources[span.path].line(span.line)
    assert line[span.column - 1 : span.end_column - 1] == "context"


def test_a_default_is_found_at_the_nearest_value_above_it(contract: Spec) -> None:
    assert contract.span("gateways", "main", "size", "cpu") == contract.span("gateways", "main")


def test_a_clause_of_an_extended_file_is_found_in_that_file(contract: Spec) -> None:
    assert contract.span("policy", 0, "training").path.name == "eu-regulated.yaml"
    assert contract.span("policy", 1, "training").path.name == "topology.yaml"


def test_the_smallest_spec_needs_no_more_than_an_endpoint_and_a_provider(
    reading: Callable[[str], Outcome[Spec]], smallest: str
) -> None:
    spec = reading(smallest).value
    assert spec is not None
    assert spec.environment == "prod"
    assert spec.endpoints["chat"].data == ("personal",)
    assert spec.endpoints["chat"].traffic is None


def test_what_nobody_wrote_is_told_with_its_value(
    reading: Callable[[str], Outcome[Spec]], smallest: str
) -> None:
    spec = reading(
        smallest + "gateways: {main: {region: eu-central-1, replicas: {max: 3}}}\n"
    ).value
    assert spec is not None
    defaulted = dict(spec.defaulted())
    assert defaulted["environment",] == "prod"
    assert defaulted["gateways", "main", "replicas", "min"] == 2
    assert defaulted["gateways", "main", "timeouts", "total_s"] == 60
    assert ("gateways", "main", "replicas", "max") not in defaulted
    assert ("endpoints", "chat", "traffic") not in defaulted


def test_a_gateway_a_pool_and_the_state_take_what_aws_needs(
    reading: Callable[[str], Outcome[Spec]], smallest: str
) -> None:
    certificate = (
        "arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-1234567890ab"
    )
    outcome = reading(
        smallest
        + f"""\
gateways:
  main: {{region: eu-central-1, certificate: "{certificate}", clients: [10.1.0.0/16],
         image: example.com/litellm:1, size: {{cpu: 0.5, memory: 1536 MiB}}}}
gpu_pools:
  hot: {{region: eu-central-1, accelerator: H100, zones: [eu-central-1a], disk_gib: 500,
        purchase: capacity_block, reservation: cr-0123456789abcdef0,
        administrators: ["arn:aws:iam::111122223333:role/ops"],
        serves: {{llama: {{model: llama-3.1-8b-instruct}}}}}}
stores:
  archive: {{kind: s3, region: eu-central-1, retention_days: 30, receives: all}}
state: {{region: eu-central-1, bucket: acme-state, key: hello/terraform.tfstate}}
network: {{cidr: 10.20.0.0/16}}
alerts: [oncall@example.com]
tags: {{cost-centre: "0123", "Any Key": "${{x}}"}}
"""
    )
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    assert outcome.value.gateways["main"].size.memory == Decimal("1.5")
    assert outcome.value.tags == {"cost-centre": "0123", "Any Key": "${x}"}


def test_norway_is_a_country(reading: Callable[[str], Outcome[Spec]], smallest: str) -> None:
    spec = reading(smallest + "policy: {processing: [NO, DE]}\n").value
    assert spec is not None
    assert spec.policy[0].processing == ("NO", "DE")


PROVIDERS = [
    "kind: bedrock, region: eu-central-1, mode: geo, profile: eu",
    "kind: bedrock, region: eu-central-1, mode: provisioned",
    "kind: azure-openai, region: x, mode: Standard, endpoint: x.openai.azure.com",
    "kind: vertex, region: eu",
    "kind: openai, region: eu",
    "kind: anthropic, mode: us",
    "kind: mistral, host: api.eu.mistral.ai",
    "kind: claude-platform-on-aws, region: eu-west-1, mode: us",
    "kind: azure-foundry-claude, region: x, mode: GlobalStandard, hosted_on: azure",
    "kind: fireworks, mode: dedicated, region: EU_FRANKFURT_1",
    "kind: together, mode: serverless",
    "kind: alibaba, mode: eu",
    "kind: openrouter, host: eu.openrouter.ai",
    "kind: huggingface, region: eu-west-1",
    "kind: scaleway",
    "kind: openai-compatible, host: x.eu, operator: x, country: DE, evidence: x",
]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_each_kind_of_provider_takes_the_keys_that_pin_its_place(
    reading: Callable[[str], Outcome[Spec]], smallest: str, provider: str
) -> None:
    assert reading(f"{smallest}  other: {{{provider}, models: {{m: a}}}}\n").diagnostics == ()
