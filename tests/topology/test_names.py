"""Names that the catalogue or the spec doesn't know: each is reported once, all at once."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from planner import topology
from planner.units import Money
from tests.topology.specs import POOL, SONNET, problem, problems, resolved, spec, underlined

OPENAI = "{kind: openai, region: eu, models: {gpt: gpt-5.1}}"
RESOLVING = Path(topology.__file__).parent
STATE = "state: {backend: s3, region: eu-central-1}"


def pool(words: str) -> str:
    return spec(more=f"gpu_pools:\n  hot: {words}")


def store(words: str) -> str:
    return spec(more=f"stores:\n  kept: {words}")


def gateways(*words: str) -> str:
    lines = "\n".join(f"  g{place}: {each}" for place, each in enumerate(words))
    return spec(more=f"gateways:\n{lines}")


MISSPELT = {
    "a region of a provider": (
        spec(providers=f"fra: {SONNET}".replace("eu-central-1", "eu-centrl-1")),
        ("TOP101", "eu-centrl-1", "eu-central-1"),
    ),
    "a region of a gateway": (
        gateways("{region: eu-nrth-1}"),
        ("TOP101", "eu-nrth-1", "eu-north-1"),
    ),
    "a region of a pool": (
        pool(POOL.replace("eu-central-1", "eu-central1")),
        ("TOP101", "eu-central1", "eu-central-1"),
    ),
    "a region of a store": (
        store("{kind: s3, region: eu-wst-1, retention_days: 7}"),
        ("TOP101", "eu-wst-1", "eu-west-1"),
    ),
    "a region of the state": (
        spec(more="state: {backend: s3, region: eu-central-11}"),
        ("TOP101", "eu-central-11", "eu-central-1"),
    ),
    "an accelerator": (
        pool(POOL.replace("accelerator: L4", "accelerator: L4OS")),
        ("TOP102", "L4OS", "L40S"),
    ),
    "a machine": (
        pool(POOL.replace("g6.12xlarge", "g6.12xlrge")),
        ("TOP102", "g6.12xlrge", "g6.12xlarge"),
    ),
    "a site of a route": (
        spec(endpoints="chat: {route: [fr/sonnet]}"),
        ("TOP104", "fr/sonnet", "fra"),
    ),
    "a model of a route": (
        spec(endpoints="chat: {route: [fra/sonet]}"),
        ("TOP105", "fra/sonet", "sonnet"),
    ),
    "an endpoint of a gateway": (
        gateways("{region: eu-central-1, serves: [chta]}"),
        ("TOP104", "chta", "chat"),
    ),
    "an endpoint of a store": (
        store("{kind: s3, region: eu-central-1, retention_days: 7, receives: [chatt]}"),
        ("TOP104", "chatt", "chat"),
    ),
    "a bloc": (
        spec(more="policy: {processing: ['bloc:EAA']}"),
        ("TOP106", "bloc:EAA", "bloc:EEA"),
    ),
}


@pytest.mark.parametrize("what", MISSPELT)
def test_a_misspelt_name_offers_the_nearest_one(what: str) -> None:
    text, (code, name, near) = MISSPELT[what]

    found = problem(text)

    assert found.code == code
    assert f"did you mean `{near}`?" in found.message
    assert [fix.text for fix in found.fixes] == [near]
    assert underlined(found, text).strip("'") == name


def test_a_country_that_iso_3166_lacks_is_refused() -> None:
    text = spec(more="policy: {processing: [DE, QQ]}")

    found = problem(text)

    assert (found.code, underlined(found, text)) == ("TOP106", "QQ")
    assert found.message.startswith("no country `QQ`")


def test_a_name_that_resembles_none_lists_the_few_that_there_are() -> None:
    found = problem(spec(endpoints="chat: {route: [zzz/sonnet]}"))

    assert found.message == "no provider or GPU pool `zzz`"
    assert [fix.title for fix in found.fixes] == ["one of `fra`"]


def test_a_machine_with_another_accelerator_names_those_that_carry_the_wanted_one() -> None:
    text = pool(POOL.replace("g6.12xlarge", "g5.12xlarge"))

    found = problem(text)

    assert (found.code, underlined(found, text)) == ("TOP103", "g5.12xlarge")
    assert found.message == "`g5.12xlarge` carries A10G, not L4"
    assert "`g6.12xlarge`" in found.fixes[0].title


def test_a_pool_without_a_machine_gets_the_smallest_that_its_region_sells() -> None:
    (found,) = resolved(pool(POOL.replace("machine: g6.12xlarge, ", ""))).gpu_pools

    assert found.machine.accelerator == "L4"
    assert found.machine.gpus == 1
    assert found.offering is not None


def test_a_budget_in_another_currency_is_converted_at_the_specs_own_rate() -> None:
    rates = "prices: {rates: [{currency: EUR, per_usd: 0.8, as_of: 2026-11-20, source: treasury}]}"
    budget = "policy: {budget: {monthly: 100 EUR}}"
    found = resolved(spec(more=f"{rates}\n{budget}")).budget

    # 100 / 0.8
    assert found is not None
    assert (found.monthly, found.limit_usd) == (Money(Decimal(100), "EUR"), Decimal("125.00"))


@pytest.mark.parametrize("limit", ["monthly: 100 XAU", "monthly: 1 USD, max_increase: 10 XAU"])
def test_a_limit_in_a_currency_without_a_rate_is_refused(limit: str) -> None:
    found = problem(spec(more=f"policy: {{budget: {{{limit}}}}}"))

    assert found.code == "TOP119"
    assert found.message.startswith("no rate of exchange for `XAU`")


def test_a_region_without_two_known_zones_holds_no_network() -> None:
    text = gateways("{region: eusc-de-east-1}")

    found = problem(text)

    assert (found.code, underlined(found, text)) == ("TOP109", "eusc-de-east-1")


def test_a_route_that_is_left_to_topoplan_has_to_be_chosen_first() -> None:
    text = spec(endpoints="chat: {route: auto}")

    found = problem(text)

    assert (found.code, underlined(found, text)) == ("TOP110", "auto")
    assert "route: [bedrock-fra/sonnet]" in found.fixes[0].title


def test_two_gateways_for_one_endpoint_are_named() -> None:
    text = gateways("{region: eu-central-1}", "{region: eu-north-1, serves: [chat]}")

    found = problem(text)

    assert (found.code, underlined(found, text)) == ("TOP111", "[chat]")
    assert found.message == "`chat` is served by two gateways, `g0` and `g1`"


def test_a_source_region_with_two_geographies_asks_for_the_profile() -> None:
    providers = (
        "syd: {kind: bedrock, region: ap-southeast-2, mode: geo, models: {f: claude-fable-5}}"
    )
    text = spec("chat: {route: [syd/f]}", providers)

    found = problem(text)

    assert (found.code, underlined(found, text)) == ("TOP112", "geo")
    assert "`apac`, `au`" in found.message
    assert found.fixes[0].title == "add `profile: apac`"


def test_the_profile_that_is_named_is_the_one_that_is_called() -> None:
    providers = (
        "syd: {kind: bedrock, region: ap-southeast-2, mode: geo, profile: au, "
        "models: {f: claude-fable-5}}"
    )
    (found,) = resolved(spec("chat: {route: [syd/f]}", providers)).providers

    assert found.models["f"].wire_id.startswith("au.")


def test_a_name_can_not_mean_a_provider_and_a_pool() -> None:
    text = spec(more=f"gpu_pools:\n  fra: {POOL}")

    found = problems(text)[0]

    assert (found.code, found.message) == ("TOP113", "`fra` names a provider and a GPU pool")


def test_a_topology_of_others_hosts_has_no_region_of_its_own() -> None:
    topology = resolved(spec("chat: {route: [oai/gpt]}", f"oai: {OPENAI}"))

    assert topology.home is None


def test_state_on_aws_is_enough_to_build_in() -> None:
    topology = resolved(spec("chat: {route: [oai/gpt]}", f"oai: {OPENAI}", STATE))

    assert topology.home is not None
    assert topology.home.name == "eu-central-1"


def test_a_bucket_of_prompts_needs_an_end() -> None:
    found = problem(store("{kind: s3, region: eu-central-1}"))

    assert found.code == "TOP115"
    assert found.fixes[0].title == "add how long it keeps them, such as `retention_days: 30`"


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file() -> None:
    text = spec(
        endpoints="chat: {route: [frb/sonnet]}\nmail: {route: auto}",
        providers=f"fra: {SONNET.replace('eu-central-1', 'eu-centrl-1')}",
        more="policy: {processing: ['bloc:EAA'], budget: {monthly: 1 XAU}}",
    )

    found = problems(text)

    assert [each.code for each in found] == ["TOP104", "TOP110", "TOP101", "TOP106", "TOP119"]
    assert [each.at for each in found] == sorted(each.at for each in found)


def test_a_wrong_name_that_many_use_is_told_once() -> None:
    endpoints = "\n".join(f"e{place}: {{route: [fra/sonnet]}}" for place in range(5))
    broken = f"fra: {SONNET.replace('eu-central-1', 'eu-centrl-1')}"

    assert problem(spec(endpoints, broken)).code == "TOP101"


# --- other clouds ------------------------------------------------------------------------------


def test_a_region_of_another_cloud_is_looked_up_there() -> None:
    text = gateways("{cloud: gcp, region: europe-west44}")

    found = problem(text)

    assert found.code == "TOP101"
    assert "on gcp; did you mean `europe-west4`?" in found.message


def test_zones_that_are_known_by_number_only_are_numbers() -> None:
    (found,) = resolved(gateways("{cloud: azure, region: swedencentral, zones: 2}")).gateways

    assert found.zones == ("1", "2")


def test_a_region_whose_zones_nobody_counts_has_one_at_the_least() -> None:
    (found,) = resolved(gateways("{cloud: azure, region: australiacentral}")).gateways

    assert found.zones == ("1",)


def test_a_pool_of_azure_stands_in_no_zone_by_number_where_no_list_has_those_of_its_machine() -> (
    None
):
    words = "cloud: azure, region: swedencentral, accelerator: H100, serves: {m: {model: x/y}}"

    (found,) = resolved(pool(f"{{{words}}}")).gpu_pools

    assert found.zones == ()


def test_a_pool_of_google_stands_in_zones_by_name_where_no_list_has_those_of_its_machine() -> None:
    words = "cloud: gcp, region: europe-west4, accelerator: H100, machine: a3-megagpu-8g"

    (found,) = resolved(pool(f"{{{words}, serves: {{m: {{model: x/y}}}}}}")).gpu_pools

    assert found.zones == ("europe-west4-a", "europe-west4-b")


def test_a_gpu_that_a_cloud_lacks_is_not_said_to_be_unknown() -> None:
    text = pool("{cloud: azure, region: swedencentral, accelerator: L4, serves: {m: {model: x/y}}}")

    found = problem(text)

    assert (found.code, underlined(found, text)) == ("TOP102", "L4")
    assert found.message == "the catalogue knows no machine of azure with L4"


def test_for_a_gpu_that_a_cloud_lacks_the_nearest_ones_are_named() -> None:
    words = "{cloud: azure, region: germanywestcentral, accelerator: L4, serves: {m: {model: x/y}}}"

    found = [fix.title for fix in problem(pool(words)).fixes]

    assert found[0].startswith("germanywestcentral sells A10, ")
    assert found[1:] == [
        "aws sells L4 in eu-central-1 (DE), eu-north-1 (SE), eu-south-2 (ES) and 17 more",
        "gcp sells L4 in europe-west3 (DE), europe-west1 (BE), europe-west4 (NL) and 15 more",
    ]


def test_a_machine_of_another_gpu_says_where_the_wanted_one_is_if_not_here() -> None:
    text = pool(POOL.replace("accelerator: L4", "accelerator: H100"))

    found = [fix.title for fix in problem(text).fixes]

    assert found[1] == "`g6.12xlarge` needs `accelerator: L4`"
    assert found[3].startswith("aws sells H100 in eu-north-1 (SE), ")


def test_a_machine_whose_gpus_nobody_counts_is_not_taken_for_the_smallest() -> None:
    words = "{cloud: azure, region: swedencentral, accelerator: H100, serves: {m: {model: x/y}}}"

    (found,) = resolved(pool(words)).gpu_pools

    assert found.machine.gpus == 8


@pytest.mark.parametrize(
    ("kind", "region", "cloud"),
    [
        ("gcs", "europe-west4", "gcp"),
        ("blob", "swedencentral", "azure"),
        ("object_storage", "fr-par", "scaleway"),
    ],
)
def test_the_kind_of_a_store_says_its_cloud(kind: str, region: str, cloud: str) -> None:
    (found,) = resolved(store(f"{{kind: {kind}, region: {region}, retention_days: 7}}")).stores

    assert found.region is not None
    assert found.region.cloud == cloud
    assert found.is_bucket


@pytest.mark.parametrize("kind", ["gcs", "blob", "object_storage"])
def test_a_bucket_of_any_cloud_needs_an_end(kind: str) -> None:
    places = {"gcs": "europe-west4", "blob": "swedencentral", "object_storage": "fr-par"}

    assert problem(store(f"{{kind: {kind}, region: {places[kind]}}}")).code == "TOP115"


def test_every_code_of_resolving_is_explained() -> None:
    written = {
        code
        for path in RESOLVING.glob("*.py")
        if path.stem != "explanations"
        for code in re.findall(r'"(TOP1\d\d)"', path.read_text(encoding="utf-8"))
    }

    assert written <= set(topology.EXPLANATIONS)
