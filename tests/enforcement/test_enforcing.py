"""What keeps a proof: which controls, for whom, and exactly what each lets through."""

from __future__ import annotations

import pytest

from planner.catalog import load
from tests.enforcement.specs import (
    AZURE,
    BOUND,
    LISTED,
    OPENAI,
    SONNET,
    STATE,
    TITAN,
    VERTEX,
    WORLD,
    kept,
    kept_of,
)
from tests.topology.specs import spec

EU_OF_SONNET = (
    "eu-central-1",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-3",
)


def test_a_region_list_holds_every_destination_of_a_profile() -> None:
    assert kept(a=SONNET).of("AWS01").allows == EU_OF_SONNET


def test_a_region_list_holds_where_state_stores_and_copies_are() -> None:
    bucket = (
        "stores: {s: {kind: s3, region: eu-west-2, retention_days: 3, replicates_to: [eu-west-3]}}"
    )

    regions = kept(bucket, a=TITAN).of("AWS01").allows

    assert regions == ("eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3")


def test_a_region_list_holds_what_is_called_beside_the_route() -> None:
    endpoint = "chat: {data: [personal], route: [a/m], side: {embed: [b/m]}}"

    found = kept_of(spec(endpoint, f"a: {TITAN}\nb: {SONNET}", f"{BOUND}\n{STATE}"))

    assert set(EU_OF_SONNET) <= set(found.of("AWS01").allows)
    assert found.faults == ()


def test_a_global_profile_that_is_called_stays_open_and_no_other_does() -> None:
    found = kept(a=WORLD)

    assert "unspecified" in found.of("AWS01").allows
    assert found.of("AWS02").allows == ("global.anthropic.claude-sonnet-4-6",)
    assert "us-east-1" not in found.of("AWS01").allows
    assert found.faults == ()


def test_profiles_are_denied_altogether_only_where_none_is_called() -> None:
    assert "AWS04" in kept(a=TITAN).ids
    assert "AWS04" not in kept(a=TITAN, b=SONNET).ids
    assert "1 profile(s) are called" in kept(a=TITAN, b=SONNET).why_not("AWS04")


@pytest.mark.parametrize(
    ("provider", "policy", "modes"),
    [
        (SONNET.replace("{kind", "{retention_mode: none, kind"), BOUND, ("none",)),
        (SONNET.replace("{kind", "{retention_mode: default, kind"), BOUND, ("default",)),
        (SONNET, "policy: {processing: [bloc:EU], retention_days: 0}", ("none",)),
    ],
)
def test_the_retention_mode_is_locked_at_what_the_spec_says(
    provider: str, policy: str, modes: tuple[str, ...]
) -> None:
    found = kept(policy=policy, a=provider)

    assert found.of("AWS05").allows == modes
    assert found.faults == ()


def test_no_retention_mode_is_locked_where_the_spec_says_nothing_of_it() -> None:
    assert "retention_mode" in kept(a=SONNET).why_not("AWS05")


def test_without_a_policy_on_places_nothing_is_kept_for_an_organisation() -> None:
    found = kept(policy="policy: {min_targets: 1}", a=SONNET)

    assert found.guardrails.organization is None
    assert found.ids == ["AWS03"]
    assert found.faults == ()


def test_an_endpoint_without_protected_data_asks_for_no_policy_of_the_organisation() -> None:
    endpoint = "chat: {data: [public], route: [a/m]}"

    found = kept_of(spec(endpoint, f"a: {SONNET}", f"{BOUND}\n{STATE}"))

    assert found.guardrails.organization is None


def test_what_an_unbound_endpoint_calls_is_allowed_beside_a_bound_one() -> None:
    endpoints = "chat: {data: [personal], route: [a/m]}\nopen: {data: [public], route: [w/m]}"

    found = kept_of(spec(endpoints, f"a: {TITAN}\nw: {WORLD}", f"{BOUND}\n{STATE}"))

    assert found.of("AWS01").endpoints == ("chat",)
    assert found.of("AWS02").allows == ("global.anthropic.claude-sonnet-4-6",)
    assert found.faults == ()


def test_a_listed_gateway_resolves_its_targets_by_their_exact_names() -> None:
    names = kept(LISTED, a=SONNET, b=OPENAI, c=AZURE).of("AWS13").allows

    assert {"eu.api.openai.com", "acme.openai.azure.com"} <= set(names)
    assert {name for name in names if name.startswith("*.")} == {
        "*.dkr.ecr.eu-central-1.amazonaws.com",
        "*.s3.eu-central-1.amazonaws.com",
    }


def test_an_image_needs_the_host_of_its_layers_too() -> None:
    names = kept(LISTED, a=SONNET).of("AWS13").allows

    assert {"ghcr.io", "pkg-containers.githubusercontent.com"} <= set(names)


@pytest.mark.parametrize(
    ("image", "hosts"),
    [
        ("berriai/litellm:v1", {"registry-1.docker.io", "auth.docker.io"}),
        ("registry.example.com:5000/llm/litellm:v1", {"registry.example.com"}),
        ("123456789012.dkr.ecr.eu-central-1.amazonaws.com/litellm:v1", set()),
    ],
)
def test_the_registry_is_that_of_the_image(image: str, hosts: set[str]) -> None:
    gateway = f"gateways: {{main: {{region: eu-central-1, egress: listed, image: '{image}'}}}}"

    (work,) = kept(gateway, a=SONNET).layout.gateways

    assert hosts <= set(work.hosts)
    assert ("ghcr.io" in work.hosts) is False


def test_a_gateway_that_lists_nothing_is_named_as_left_out() -> None:
    gateway = "gateways: {main: {region: eu-central-1}}"

    assert "may reach any host" in kept(gateway, a=SONNET).why_not("AWS13")


def test_azure_gets_the_types_and_places_that_are_called() -> None:
    found = kept(a=TITAN, b=AZURE)

    assert found.of("AZ02").allows == ("DataZoneStandard",)
    assert found.of("AZ01").allows == ("swedencentral",)
    assert found.faults == ()


def test_claude_that_anthropic_hosts_has_no_type_of_its_own() -> None:
    claude = (
        "{kind: azure-foundry-claude, region: eastus2, mode: GlobalStandard, "
        "hosted_on: anthropic, models: {m: claude-sonnet-4-6}}"
    )

    assert "AZ02" not in kept(a=TITAN, b=claude).ids


def test_google_denies_the_global_endpoint_unless_it_is_called() -> None:
    world = VERTEX.replace("region: eu", "region: global")

    assert "GCP02" in kept(a=TITAN, b=VERTEX).ids
    assert kept(a=TITAN, b=VERTEX).of("GCP01").allows == ("in:eu-locations",)
    assert kept(a=TITAN, b=world).why_not("GCP02") == "the global endpoint is called"


def test_a_cloud_that_is_not_called_gets_no_document() -> None:
    assert kept(a=SONNET, b=OPENAI).guardrails.documents == {}


def test_every_control_says_what_passes_it_by() -> None:
    found = kept(LISTED, a=SONNET, b=AZURE, c=VERTEX)

    assert all(control.about.gap for control in found.guardrails.controls)
    assert {control.about.row.file for control in found.guardrails.controls} == {"controls.csv"}


def test_every_rule_that_a_control_keeps_may_become_a_code() -> None:
    codes = {code for known in load().controls.values() for code in known.rules}

    assert all(len(code) == 6 and code[:3].isupper() and code[3:].isdigit() for code in codes)
