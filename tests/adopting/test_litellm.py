"""A LiteLLM configuration to the spec that would produce it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import planner
from planner.adopting import TODO, adopt
from planner.catalog import load
from planner.errors import SpecError, UsageError
from planner.spec import Endpoint, Spec
from tests.adopting.configs import AWS, adopted, codes, group, spec_of
from tests.conftest import ROOT

CONFIGS = sorted(ROOT.glob("examples/*/expected/gateway/*/config.yaml"))
SONNET = "model: bedrock/eu.anthropic.claude-sonnet-4-6, aws_region_name: eu-central-1"
HAIKU = "anthropic.claude-3-haiku-20240307-v1:0"
OSS = "model: ovhcloud/gpt-oss-120b, api_key: os.environ/OVH_KEY"


def _routes(spec: Spec) -> dict[str, list[tuple[str, str]]]:
    """Each endpoint's targets as site and vendor's id."""
    return {name: list(_targets(spec, one)) for name, one in spec.endpoints.items()}


def _targets(spec: Spec, endpoint: Endpoint) -> list[tuple[str, str]]:
    found = []
    for target in endpoint.route:
        assert not isinstance(target, str)
        if target.site in spec.providers:
            model = spec.providers[target.site].models[target.model]
        else:
            model = spec.gpu_pools[target.site].serves[target.model].model
        found.append((target.site, model))
    return found


@pytest.mark.parametrize("config", CONFIGS, ids=lambda path: path.parents[3].name)
def test_what_topoplan_wrote_is_read_back_with_its_routes(config: Path) -> None:
    own = planner.plan(config.parents[3] / "topology.yaml").spec
    direct = {name for name, one in own.endpoints.items() if one.kind == "batch"}

    found = adopt([config], load(), name="adopted", gateway=AWS)

    text = found.text.replace("country: TODO", "country: DE").replace("host: TODO", "host: x.eu")
    routes = _routes(spec_of(replace(found, text=text)))
    assert routes == {name: route for name, route in _routes(own).items() if name not in direct}


def test_a_provider_is_what_its_words_say(tmp_path: Path) -> None:
    listed = "model_list:\n" + "".join(
        group(f"g{number}", params)
        for number, params in enumerate(
            (
                "model: gpt-4o",
                "model: openai/gpt-4.1, api_base: 'https://eu.api.openai.com/v1'",
                "model: anthropic/claude-sonnet-4-6, inference_geo: us",
                "model: bedrock/global.anthropic.claude-sonnet-4-6, aws_region_name: eu-west-1",
                f"model: bedrock/converse/{HAIKU}, aws_region_name: eu-central-1",
                "model: vertex_ai/gemini-2.5-flash, vertex_location: europe-west4",
                "model: mistral/mistral-small-latest, api_base: 'https://api.eu.mistral.ai/v1'",
                "model: openai/gpt-oss-120b, api_base: 'https://api.scaleway.ai/v1'",
                "model: groq/openai/gpt-oss-120b",
                "model: together_ai/x/y",
            )
        )
    )

    providers = spec_of(adopted(tmp_path, listed)).providers

    kinds = [
        (one.kind, getattr(one, "region", None), getattr(one, "mode", None))
        for one in providers.values()
    ]
    assert kinds == [
        ("openai", "global", None),
        ("openai", "eu", None),
        ("anthropic", None, "us"),
        ("bedrock", "eu-west-1", "global"),
        ("bedrock", "eu-central-1", "regional"),
        ("vertex", "europe-west4", None),
        ("mistral", None, None),
        ("scaleway", None, None),
        ("groq", None, None),
        ("together", None, "serverless"),
    ]


def test_a_dated_model_is_the_one_that_sources_list(tmp_path: Path) -> None:
    found = adopted(tmp_path, "model_list:\n" + group("chat", "model: gpt-4o-2024-08-06"))

    (provider,) = spec_of(found).providers.values()
    assert dict(provider.models) == {"gpt-4o": "gpt-4o"}


def test_groups_behind_a_group_are_its_fallbacks(tmp_path: Path) -> None:
    text = "model_list:\n" + group("chat", SONNET) + group("chat-backup", OSS)
    text += 'litellm_settings: {fallbacks: [{"chat": ["chat-backup"]}]}\n'

    routes = _routes(spec_of(adopted(tmp_path, text)))

    assert routes == {
        "chat": [("bedrock-eu-central-1", "claude-sonnet-4-6"), ("ovhcloud", "gpt-oss-120b")]
    }


def test_targets_of_one_group_are_a_route_in_their_order(tmp_path: Path) -> None:
    text = (
        "model_list:\n" + group("chat", f"{OSS}, order: 2") + group("chat", f"{SONNET}, order: 1")
    )

    found = adopted(tmp_path, text)

    sites = [site for site, _ in _routes(spec_of(found))["chat"]]
    assert sites == ["bedrock-eu-central-1", "ovhcloud"]
    assert "ADO108" not in codes(found)


def test_targets_that_share_a_load_are_put_in_an_order_and_it_is_said(tmp_path: Path) -> None:
    text = "model_list:\n" + group("chat", OSS) + group("chat", SONNET)

    assert "ADO108" in codes(adopted(tmp_path, text))


def test_two_keys_of_one_vendor_are_two_providers(tmp_path: Path) -> None:
    text = "model_list:\n" + group("a", OSS) + group("b", OSS.replace("OVH_KEY", "OTHER"))

    assert len(spec_of(adopted(tmp_path, text)).providers) == 2


def test_the_gateway_has_the_timeouts_of_the_file(tmp_path: Path) -> None:
    text = "model_list:\n" + group("chat", f"{SONNET}, timeout: 45, stream_timeout: 7.5")
    text += "router_settings: {cooldown_time: 120}\n"
    text += "general_settings: {store_prompts_in_spend_logs: true}\n"

    gateway = spec_of(adopted(tmp_path, text, gateway=AWS)).gateways["main"]

    assert (gateway.timeouts.first_token_s, gateway.timeouts.total_s) == (8, 45)
    assert (gateway.cooldown_s, gateway.prompts_logged) == (120, "all")


def test_without_a_word_where_the_gateway_runs_there_is_none(tmp_path: Path) -> None:
    assert spec_of(adopted(tmp_path, "model_list:\n" + group("chat", OSS))).gateways == {}


def test_a_missing_fact_is_named_and_no_check_passes_without_it(tmp_path: Path) -> None:
    text = "model_list:\n" + group(
        "chat", "model: azure/gpt-4o, api_base: 'https://a.openai.azure.com'"
    )

    found = adopted(tmp_path, text)

    assert {"ADO002", "ADO003"} <= set(codes(found))
    assert f"region: {TODO}" in found.text
    (tmp_path / "topology.yaml").write_text(found.text)
    with pytest.raises(SpecError):
        planner.plan(tmp_path / "topology.yaml")


def test_an_azure_deployment_is_the_model_that_it_serves(tmp_path: Path) -> None:
    params = (
        "model: azure/eu-chat, api_base: 'https://a.openai.azure.com', region_name: swedencentral"
    )
    text = "model_list:\n" + group("chat", params, "{base_model: azure/gpt-4o}")

    (provider,) = spec_of(adopted(tmp_path, text)).providers.values()

    assert (provider.kind, list(provider.models.values())) == ("azure-openai", ["gpt-4o"])


@pytest.mark.parametrize("params", ["model: perplexity/sonar", "model: sagemaker/x"])
def test_a_vendor_that_no_spec_knows_is_left_out_by_name(tmp_path: Path, params: str) -> None:
    found = adopted(tmp_path, "model_list:\n" + group("a", params) + group("b", OSS))

    assert list(spec_of(found).endpoints) == ["b"]
    assert "ADO001" in codes(found)


def test_a_group_for_any_model_is_left_out(tmp_path: Path) -> None:
    found = adopted(tmp_path, "model_list:\n" + group('"*"', "model: 'openai/*'") + group("b", OSS))

    assert list(spec_of(found).endpoints) == ["b"]


def test_names_that_no_spec_takes_are_changed_and_told(tmp_path: Path) -> None:
    found = adopted(tmp_path, "model_list:\n" + group("GPT_4o", OSS) + group("gpt.4o", SONNET))

    assert list(spec_of(found).endpoints) == ["gpt-4o", "gpt-4o-2"]
    assert codes(found).count("ADO005") == 2


@pytest.mark.parametrize(
    ("params", "kind"),
    [
        ("model: openai/text-embedding-3-small", "embedding"),
        ("model: azure/vectors, api_base: 'https://a.openai.azure.com'", "embedding"),
        ("model: openai/gpt-4o", "chat"),
        ("model: openai/nobody-knows-this", "chat"),
    ],
)
def test_a_group_that_does_not_say_its_mode_is_what_its_models_are_for(
    tmp_path: Path, params: str, kind: str
) -> None:
    info = "{base_model: azure/text-embedding-3-large}"
    text = "model_list:\n" + group("e", params, info)

    assert spec_of(adopted(tmp_path, text)).endpoints["e"].kind == kind


def test_an_embedding_group_is_an_embedding_endpoint(tmp_path: Path) -> None:
    text = "model_list:\n" + group("e", "model: text-embedding-3-small", "{mode: embedding}")

    assert spec_of(adopted(tmp_path, text)).endpoints["e"].kind == "embedding"


def test_what_leaves_europe_behind_what_stays_there_is_told(tmp_path: Path) -> None:
    text = "model_list:\n" + group("chat", f"{OSS}, order: 1")
    text += group("chat", "model: gpt-4o, order: 2")

    assert "ADO110" in codes(adopted(tmp_path, text))


def test_targets_that_all_stay_in_europe_are_no_mixture(tmp_path: Path) -> None:
    text = (
        "model_list:\n" + group("chat", f"{OSS}, order: 1") + group("chat", f"{SONNET}, order: 2")
    )

    assert "ADO110" not in codes(adopted(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "says"),
    [("endpoints: {}\n", "no `model_list`"), ("model_list: []\n", "nothing there calls a model")],
)
def test_what_is_no_configuration_is_said_to_be_none(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        adopted(tmp_path, text)


@pytest.mark.parametrize("text", ["", "a: [", "- 1\n", "\x00"])
def test_what_is_no_yaml_mapping_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SpecError):
        adopted(tmp_path, text)


@pytest.mark.parametrize(
    "listed",
    [
        "model_list: [1, x, null, {}]",
        "model_list: [{model_name: a}]",
        "model_list: {a: b}",
        "model_list: [{model_name: [1], litellm_params: x}]",
    ],
)
def test_odd_lists_end_in_words(tmp_path: Path, listed: str) -> None:
    with pytest.raises(UsageError):
        adopted(tmp_path, f"{listed}\nrouter_settings: 3\nlitellm_settings: [x]\n")
