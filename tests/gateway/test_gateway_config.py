"""The text of a gateway's configuration."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import SpecError
from planner.terraform.gateway_config import gateway_config, literal
from planner.topology import Endpoint, Gateway, Target
from tests.gateway.values import api, endpoint, gateway, pooled, region

BEDROCK = api(
    "bedrock-fra",
    "bedrock",
    model="claude-sonnet-4-6",
    wire_id="eu.anthropic.claude-sonnet-4-6",
    place=region(),
)
OPENAI = api("openai-eu", "openai", "eu.api.openai.com", model="gpt-5.1", location="eu")
POOL = pooled("hot", "llama-3.1-8b-instruct")
CHAT = endpoint("chat", BEDROCK, OPENAI, POOL, requests_per_month=3_600_000)

GOLDEN = """\
model_list:
  - model_name: "chat"
    litellm_params:
      model: "bedrock/converse/eu.anthropic.claude-sonnet-4-6"
      aws_region_name: "eu-central-1"
      timeout: 60
      stream_timeout: 10
      max_retries: 0
      order: 1
      region_name: "eu-central-1"
    model_info:
      id: "chat-1-bedrock-fra"
      mode: "chat"
      cooldown_time: 30
      allowed_fails: 4
      health_check_timeout: 10
      health_check_max_tokens: 1
  - model_name: "chat"
    litellm_params:
      model: "openai/gpt-5.1"
      api_base: "https://eu.api.openai.com/v1"
      api_key: "os.environ/PROVIDER_OPENAI_EU_API_KEY"
      timeout: 60
      stream_timeout: 10
      max_retries: 0
      order: 2
      region_name: "eu"
    model_info:
      id: "chat-2-openai-eu"
      mode: "chat"
      cooldown_time: 30
      allowed_fails: 4
      health_check_timeout: 10
      health_check_max_tokens: 512
  - model_name: "chat"
    litellm_params:
      model: "hosted_vllm/llama-3.1-8b-instruct"
      api_base: "os.environ/POOL_HOT_URL"
      timeout: 60
      stream_timeout: 10
      max_retries: 0
      order: 3
      region_name: "eu-central-1"
    model_info:
      id: "chat-3-hot"
      mode: "chat"
      cooldown_time: 0
      disable_background_health_check: true
router_settings:
  routing_strategy: simple-shuffle
  num_retries: 0
  retry_after: 0
  allowed_fails: 2
  cooldown_time: 30
  # A prompt too long for a target is not sent there; a caller's region filter is honoured.
  enable_pre_call_checks: true
  # USD per vendor, counted in the memory of each replica and at LiteLLM's own prices: a brake for a
  # runaway caller, not a gate. The budget of the cloud account is the gate.
  provider_budget_config:
    bedrock: {budget_limit: 30000.00, time_period: 30d}
    openai: {budget_limit: 30000.00, time_period: 30d}
litellm_settings:
  # LiteLLM's own default is 6000 s.
  request_timeout: 60
  # A parameter that one vendor knows and the next does not must not turn a fallback into an error.
  drop_params: true
  # No callback is named, so nothing receives prompts; if one is added, this decides what it sees.
  turn_off_message_logging: true
  redact_user_api_key_info: true
general_settings:
  master_key: "os.environ/LITELLM_MASTER_KEY"
  disable_spend_logs: true
  disable_error_logs: true
  store_prompts_in_spend_logs: false
  background_health_checks: true
  enable_health_check_routing: true
  # Each probe is a paid call of a few tokens, from every replica.
  health_check_interval: 30
  health_check_staleness_threshold: 90
"""


def test_a_route_over_three_sites_is_one_group_in_order() -> None:
    text = gateway_config(gateway(), [CHAT], monthly_budget_usd=Decimal(60000)).text
    assert text[text.index("model_list:") :] == GOLDEN


def test_the_header_computes_what_an_outage_costs() -> None:
    text = gateway_config(gateway(first_token_s=5, total_s=20, cooldown_s=60), [CHAT]).text
    assert '# - worst single request of "chat": 15 s streamed, 60 s not' in text
    assert "after 35 s at the latest" in text
    assert "#   8 % streamed and 25 % not;" in text


def test_the_environment_carries_keys_and_addresses() -> None:
    config = gateway_config(gateway(), [CHAT])
    assert config.secret_names == {"PROVIDER_OPENAI_EU_API_KEY": "openai-eu"}
    assert config.pool_urls == {"POOL_HOT_URL": "hot"}
    assert config.environment["LITELLM_LOCAL_MODEL_COST_MAP"] == "True"


def test_a_sole_target_is_neither_cooled_nor_probed() -> None:
    config = _read(gateway(), endpoint("chat", BEDROCK))
    (only,) = config["model_list"]
    assert only["model_info"]["cooldown_time"] == 0
    assert config["general_settings"]["background_health_checks"] is False


def test_a_batch_is_not_probed() -> None:
    config = _read(gateway(), endpoint("papers", BEDROCK, OPENAI, kind="batch"))
    assert all(d["model_info"]["disable_background_health_check"] for d in config["model_list"])


def test_embeddings_are_probed_as_embeddings() -> None:
    config = _read(gateway(), endpoint("index", BEDROCK, OPENAI, kind="embedding"))
    first = config["model_list"][0]
    assert first["model_info"]["mode"] == "embedding"
    assert first["litellm_params"]["model"] == "bedrock/eu.anthropic.claude-sonnet-4-6"


def test_prompts_are_kept_from_callbacks_unless_asked() -> None:
    hidden, shown = (
        _read(gateway(prompts_logged=which), CHAT)["litellm_settings"] for which in ("none", "all")
    )
    assert hidden["turn_off_message_logging"] is True
    assert shown["turn_off_message_logging"] is False


def test_without_a_budget_nothing_brakes() -> None:
    assert "provider_budget_config" not in _read(gateway(), CHAT)["router_settings"]


def test_a_vertex_location_that_is_no_region_is_kept() -> None:
    target = api("vertex-eu", "vertex", location="eu", model="gemini-3-flash")
    params = _read(gateway(), endpoint("chat", target))["model_list"][0]["litellm_params"]
    assert params["vertex_location"] == "eu"
    assert params["vertex_credentials"] == "os.environ/PROVIDER_VERTEX_EU_API_KEY"


@pytest.mark.parametrize(
    ("target", "kind", "message"),
    [
        (api("odd", "inceptron", "api.example"), "chat", "can't call a provider of kind"),
        (api("swe", "azure-openai"), "chat", "nothing names the host of `providers.swe`"),
        (api("v", "vertex"), "chat", "nothing names the region of `providers.v`"),
        (api("g", "groq", "api.groq.com"), "embedding", "which it does not offer"),
    ],
)
def test_a_target_that_cannot_be_called_is_reported_at_its_provider(
    target: Target, kind: str, message: str
) -> None:
    with pytest.raises(SpecError) as raised:
        gateway_config(gateway(), [endpoint("chat", target, kind=kind)])
    (finding,) = raised.value.diagnostics
    assert message in finding.message
    assert finding.at == target.site.at


@pytest.mark.property
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_string_of_a_spec_is_read_back_as_that_string(text: str) -> None:
    assert yaml.safe_load(f"key: {literal(text)}\n") == {"key": text}


@pytest.mark.property
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_model_id_arrives_whole(model: str) -> None:
    target = api("strange", host="llm.example", model=model)
    (read,) = _read(gateway(), endpoint("chat", target))["model_list"]
    assert read["litellm_params"]["model"] == f"openai/{model}"


def _read(served: Gateway, *endpoints: Endpoint) -> Any:
    return yaml.safe_load(gateway_config(served, endpoints).text)
