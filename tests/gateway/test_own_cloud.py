"""How a gateway calls the models of the very cloud that it stands on: as itself, without a key."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from planner.layout import lay_out
from planner.terraform.gateway_config import gateway_config
from tests.topology.specs import resolved, spec

AZURE = (
    "swe: {kind: azure-openai, region: swedencentral, mode: DataZoneStandard, models: {m: gpt-5.1}}"
)
VERTEX = "gem: {kind: vertex, region: europe-west4, models: {m: gemini-2.5-flash}}"


def config(provider: str, gateway: str) -> Any:
    """The configuration of a gateway with one endpoint on one provider."""
    name = provider.partition(":")[0]
    words = spec(f"chat: {{route: [{name}/m]}}", provider, f"gateways: {{main: {gateway}}}")
    (work,) = lay_out(resolved(words)).gateways
    return yaml.safe_load(gateway_config(work.gateway, work.endpoints).text)


@pytest.mark.parametrize(
    ("provider", "gateway"),
    [
        (AZURE, "{cloud: azure, region: swedencentral}"),
        (VERTEX, "{cloud: gcp, region: europe-west4}"),
    ],
)
def test_a_model_of_the_gateways_cloud_is_called_without_a_key(provider: str, gateway: str) -> None:
    params = config(provider, gateway)["model_list"][0]["litellm_params"]

    assert not {"api_key", "vertex_credentials"} & set(params)


@pytest.mark.parametrize(
    ("provider", "credential"), [(AZURE, "api_key"), (VERTEX, "vertex_credentials")]
)
def test_the_same_model_is_called_with_a_key_from_elsewhere(provider: str, credential: str) -> None:
    params = config(provider, "{cloud: aws, region: eu-central-1}")["model_list"][0]

    assert params["litellm_params"][credential].startswith("os.environ/PROVIDER_")


def test_an_account_that_was_there_before_keeps_its_key() -> None:
    existing = AZURE.replace("mode:", "endpoint: acme.openai.azure.com, mode:")
    read = config(existing, "{cloud: azure, region: swedencentral}")

    assert "api_key" in read["model_list"][0]["litellm_params"]
    assert "enable_azure_ad_token_refresh" not in read["litellm_settings"]


def test_azure_is_asked_for_a_token_only_where_its_models_are_called_without_a_key() -> None:
    own = config(AZURE, "{cloud: azure, region: swedencentral}")

    assert own["litellm_settings"]["enable_azure_ad_token_refresh"] is True


def test_an_account_is_called_by_the_host_that_it_is_made_with() -> None:
    read = config(AZURE, "{cloud: aws, region: eu-central-1}")

    base = read["model_list"][0]["litellm_params"]["api_base"]
    assert re.fullmatch(r"https://hello-prod-swe-[0-9a-f]{6}\.openai\.azure\.com", base)
