"""What every data file of ours has to keep, so that a row can be trusted and found again."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fnmatch import fnmatchcase
from importlib.metadata import version
from pathlib import Path
from typing import get_args

import pytest

from planner import resources
from planner.catalog import TIERS, Catalog, Topic, digests, load
from planner.catalog.ages import Ages
from planner.catalog.keys import AMOUNTS, key_of
from planner.diagnostics import Row
from planner.spec import DataClass, Feature, Requirement

DATA = resources.data()
FILES = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.csv"))

DAY = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")

PURCHASES = {
    "capacity_block",
    "committed_use_1y",
    "committed_use_3y",
    "on_demand",
    "reserved_1y",
    "reserved_3y",
    "savings_plan_1y",
    "savings_plan_3y",
    "spot",
}

AVAILABILITIES = {"listed", "offered", "priced_only", "zone_listed"}

EU_H100_ON_AWS = ("eu-north-1",)


def rows(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text, strict=True))


def of(*names: str) -> list[str]:
    return [file for file in FILES if Path(file).name in names]


def order(row: Mapping[str, str], key: tuple[str, ...]) -> tuple[int | str, ...]:
    numeric = {"from_tokens", "rank"}
    return tuple(int(row[column]) if column in numeric else row[column] for column in key)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


@pytest.fixture(scope="module")
def sources() -> set[str]:
    return {row["id"] for row in rows("sources.csv")}


def test_the_digests_are_current() -> None:
    assert digests.faults(DATA) == (), "run `make digests`"


@pytest.mark.parametrize("file", FILES)
def test_a_row_stands_on_one_line_with_a_cell_for_every_column(file: str) -> None:
    lines = (DATA / file).read_text(encoding="utf-8").splitlines()
    widths = {len(cells) for cells in csv.reader(lines)}
    assert len(lines) == len(rows(file)) + 1
    assert len(widths) == 1


@pytest.mark.parametrize("file", FILES)
def test_rows_are_sorted_and_no_key_occurs_twice(file: str) -> None:
    key = key_of(file)
    assert key is not None, "planner/catalog/keys.py says what makes a row of it one of a kind"
    keys = [order(row, key) for row in rows(file)]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("file", [file for file in FILES if file != "sources.csv"])
def test_every_row_has_a_known_source_and_a_date(file: str, sources: set[str]) -> None:
    for row in rows(file):
        assert row["source"] in sources, row
        assert DAY.fullmatch(row["as_of"]), row


def test_every_source_is_used_and_has_an_address_or_says_that_it_has_none() -> None:
    used = {row["source"] for file in FILES if file != "sources.csv" for row in rows(file)}
    used |= {entry["source"] for entry in assumptions().values()}
    for row in rows("sources.csv"):
        assert row["id"] in used
        assert row["title"]
        assert row["address"].startswith("https://") or not row["address"]


def assumptions() -> dict[str, dict[str, str]]:
    return tomllib.loads((DATA / "assumptions.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", of("prices.csv", "commitments.csv"))
def test_a_machine_hour_costs_something_in_a_known_region(file: str, catalog: Catalog) -> None:
    cloud = Path(file).parent.name
    for row in rows(file):
        assert Decimal(row["per_hour"]) > 0, row
        assert row["region"] in catalog.regions[cloud], row
        assert row["purchase"] in PURCHASES, row
        assert re.fullmatch("[A-Z]{3}", row["currency"]), row
        assert catalog.machine(cloud, row["machine"]), row


@pytest.mark.parametrize("file", of("services.csv"))
def test_a_service_costs_something_in_a_known_region(file: str, catalog: Catalog) -> None:
    known = {"*", *catalog.regions[Path(file).parent.name]}
    for row in rows(file):
        assert Decimal(row["amount"]) > 0, row
        assert row["region"] in known, row
        assert row["confidence"] in {"A", "B", "C"}, row
        assert row["unit"], row


@pytest.mark.parametrize("file", of("round_trips.csv"))
def test_a_round_trip_takes_time_between_known_regions(file: str, catalog: Catalog) -> None:
    regions = catalog.regions[Path(file).parent.name]
    for row in rows(file):
        assert Decimal(row["ms"]) > 0, row
        assert not row["spread_ms"] or Decimal(row["spread_ms"]) > 0, row
        assert {row["source_region"], row["destination_region"]} <= set(regions), row


@pytest.mark.parametrize("file", FILES)
def test_every_price_grows_old_in_some_class(file: str) -> None:
    first = rows(file)[0]
    if set(AMOUNTS) & set(first):
        assert Ages(DATA).of(Row(file, 2, first["as_of"])) is not None


def test_every_class_of_ages_has_rows() -> None:
    ages = Ages(DATA)
    seen: set[str] = set()
    for file in FILES:
        for number, row in enumerate(rows(file)):
            if (found := ages.of(Row(file, number + 2, row["as_of"]))) is not None:
                seen.add(found.name)
                assert found.days > 0
    assert [one.name for one in ages.classes if one.name not in seen] == []


@pytest.mark.parametrize("file", of("offerings.csv"))
def test_an_offering_names_a_known_machine_region_and_zone(file: str, catalog: Catalog) -> None:
    cloud = Path(file).parent.name
    for row in rows(file):
        assert row["region"] in catalog.regions[cloud], row
        assert catalog.machine(cloud, row["machine"]), row
        assert row["availability"] in AVAILABILITIES, row
        if cloud == "aws":
            assert set(filter(None, row["zones"].split("|"))) <= set(
                catalog.regions[cloud][row["region"]].zones
            ), row


@pytest.mark.parametrize("file", of("instances.csv"))
def test_a_machine_carries_a_known_accelerator(file: str, catalog: Catalog) -> None:
    for row in rows(file):
        assert not row["accelerator"] or row["accelerator"] in catalog.accelerators(), row


@pytest.mark.parametrize("file", of("regions.csv"))
def test_a_region_lies_in_a_country_and_has_a_known_operator(file: str, catalog: Catalog) -> None:
    for row in rows(file):
        assert row["country"] in catalog.countries, row
        assert not row["operator"] or catalog.operator(row["operator"]), row


def test_blocs_and_operators_name_countries(catalog: Catalog) -> None:
    for row in rows("jurisdictions.csv"):
        assert row["country"].removeprefix("!") in catalog.countries, row
        assert row["valid_from"] <= (row["valid_to"] or "9"), row
    for row in rows("operators.csv"):
        assert {row["home"], row["parent_country"]} <= set(catalog.countries), row


def sets_of_countries() -> Iterator[tuple[str, str]]:
    for row in rows("processing.csv"):
        for column in ("processing", "processing_undisputed", "at_rest", "at_rest_undisputed"):
            yield row[column], str(row)
    for row in rows("hosted_stores.csv"):
        yield row["at_rest"], str(row)
        yield row["at_rest_undisputed"], str(row)
    for row in rows("control_planes.csv"):
        yield row["at_rest"], str(row)
        yield row["at_rest_undisputed"], str(row)
    for row in rows("support.csv"):
        yield row["countries"], str(row)
        yield row["countries_undisputed"], str(row)
    for row in rows("telemetry_sinks.csv"):
        yield row["country"], str(row)
        yield row["country_undisputed"], str(row)
    for row in rows("bedrock_profiles.csv"):
        if row["destination_countries"]:
            yield row["destination_countries"], str(row)


def test_every_token_of_a_set_of_countries_means_something(catalog: Catalog) -> None:
    anchors = {"@region", "@source-region", "@destination-region", "@profile", "@geography"}
    known = {*catalog.countries, *(f"bloc:{name}" for name in catalog.blocs), *anchors, "*", "?"}
    for expression, where in sets_of_countries():
        assert set(expression.split("|")) <= known, where


def test_a_provider_kind_says_where_it_processes_and_who_runs_it(catalog: Catalog) -> None:
    kinds = {row["kind"] for row in rows("processing.csv")}
    assert kinds == set(catalog.provider_kinds)
    for row in rows("processing.csv"):
        assert catalog.operator(row["operator"]), row


def test_a_practice_is_one_of_a_known_kind_in_words_of_its_topic(catalog: Catalog) -> None:
    flags, numbers = {"yes", "no", "?"}, re.compile(r"\d+|\?")
    words = {"carve_out": None, "cache_hours": numbers, "retention_days": numbers}
    assert {row["topic"] for row in rows("handling.csv")} == set(get_args(Topic))
    for row in rows("handling.csv"):
        assert row["kind"] in catalog.provider_kinds, row
        form = words.get(row["topic"], flags)
        for cell in filter(None, (row["value"], row["undisputed"])):
            assert form is None or (cell in form if form is flags else numbers.fullmatch(cell)), row


def test_a_feature_is_one_that_a_spec_can_name(catalog: Catalog) -> None:
    for row in rows("features.csv"):
        assert row["kind"] in catalog.provider_kinds, row
        assert row["feature"] in get_args(Feature), row
        assert {row["zero_retention"], row["baa"]} <= {"yes", "no", ""}, row


def test_suppliers_are_known_and_at_home_somewhere(catalog: Catalog) -> None:
    for row in rows("model_makers.csv"):
        assert row["home"] in catalog.countries, row
    for file in ("hubs.csv", "subprocessors.csv", "changes_of_control.csv"):
        for row in rows(file):
            assert catalog.operator(row["operator"]), row


def test_the_maker_of_every_open_model_is_known(catalog: Catalog) -> None:
    for name in catalog.open_models():
        model = catalog.open_model(name)
        assert model is not None
        assert catalog.maker(name, hf_id=model.hf_id), name


def test_hosting_and_support_are_of_known_operators(catalog: Catalog) -> None:
    for row in rows("hosting.csv"):
        assert catalog.operator(row["operator"]), row
        assert catalog.operator(row["on"]), row
    for row in rows("support.csv"):
        assert catalog.operator(row["operator"]), row


def test_whoever_runs_an_api_or_a_hosted_store_is_said_to_run_on_something(
    catalog: Catalog,
) -> None:
    files = ("processing.csv", "hosted_stores.csv")
    run = {row["operator"] for file in files for row in rows(file)}
    assert {operator for operator in run if not catalog.hosting(operator)} == set()


def test_control_planes_are_of_known_kinds(catalog: Catalog) -> None:
    for row in rows("control_planes.csv"):
        assert row["kind"] in catalog.provider_kinds, row


def test_models_and_token_prices_are_of_known_kinds(catalog: Catalog) -> None:
    kinds = {Path(file).stem for file in FILES if Path(file).parent.name in ("models", "tokens")}
    assert kinds - {"batch", "corrections"} <= set(catalog.provider_kinds)


@pytest.mark.parametrize("file", [file for file in FILES if file.startswith("models/")])
def test_no_two_models_of_a_kind_share_a_wire_id(file: str) -> None:
    ids = [row["wire_id"] for row in rows(file)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "file",
    [
        file
        for file in FILES
        if file.startswith("tokens/") and Path(file).stem not in ("batch", "corrections")
    ],
)
def test_a_token_price_is_of_a_listed_model_and_above_zero(file: str, catalog: Catalog) -> None:
    kind = Path(file).stem
    models = set(catalog.api_models(kind))
    corrected = {row["kind"] for row in rows("tokens/corrections.csv")}
    assert kind in corrected
    for row in rows(file):
        assert row["model"] in models, row
        assert Decimal(row["usd_per_mtok"]) > 0, row


def test_a_batch_job_of_a_known_kind_costs_a_part_of_the_price(catalog: Catalog) -> None:
    for row in rows("tokens/batch.csv"):
        assert row["kind"] in catalog.provider_kinds, row
        assert 0 < Decimal(row["share"]) <= 1, row
        assert row["class"] in {"", "input", "cached_input", "cache_write", "output"}, row
        models = catalog.api_models(row["kind"])
        assert any(fnmatchcase(model, row["model"]) for model in models), row


def names_of_models(catalog: Catalog) -> set[str]:
    served = {name for kind in catalog.provider_kinds for name in catalog.api_models(kind)}
    return served | set(catalog.open_models())


def test_a_class_is_of_a_known_model(catalog: Catalog) -> None:
    for row in rows("quality.csv"):
        assert row["tier"] in TIERS, row
        assert row["model"] in names_of_models(catalog), row


def test_models_that_stand_in_for_each_other_are_of_one_class(catalog: Catalog) -> None:
    for row in rows("equivalents.csv"):
        tiers = {catalog.quality(one) for one in catalog.equivalents(row["model"])}
        known = {one.tier for one in (*tiers, catalog.quality(row["model"])) if one}
        assert len(known) == 1, row
        assert None not in tiers, row


def test_a_latency_is_of_a_model_that_the_kind_serves(catalog: Catalog) -> None:
    for row in rows("latencies.csv"):
        assert row["model"] in catalog.api_models(row["kind"]), row
        assert row["confidence"] in {"reported", "measured"}, row
        assert row["ttft_p50_ms"] or row["token_p50_ms"], row
        for figure in ("ttft", "token"):
            p50, p95 = row[f"{figure}_p50_ms"], row[f"{figure}_p95_ms"]
            assert not p95 or Decimal(p95) >= Decimal(p50) > 0, row


def test_an_availability_is_of_a_kind_or_of_a_cloud_s_machines(catalog: Catalog) -> None:
    machines = {f"{cloud}:{word}" for cloud in catalog.regions for word in ("zone", "zones")}
    for row in rows("availability.csv"):
        assert row["service"] in {*catalog.provider_kinds, *machines}, row
        assert catalog.availabilities(row["service"], row["vendor"]), row


def test_tool_calls_are_read_of_known_models(catalog: Catalog) -> None:
    for row in rows("tool_parsers.csv"):
        assert catalog.open_model(row["model"]) is not None, row
        assert catalog.tool_parser(row["model"]) is not None, row


def test_a_commitment_of_a_cloud_is_a_purchase_that_it_has_prices_of() -> None:
    for path in sorted((DATA / "clouds").glob("*/cloud.toml")):
        sold = tomllib.loads(path.read_text(encoding="utf-8")).get("commitments", {})
        file = f"clouds/{path.parent.name}/commitments.csv"
        assert bool(sold) == (file in FILES), path
        assert set(sold) <= {"1y", "3y"}
        assert set(sold.values()) <= {row["purchase"] for row in rows(file)} if sold else True


def test_a_rate_of_exchange_is_of_another_currency_and_above_zero() -> None:
    for row in rows("exchange_rates.csv"):
        assert re.fullmatch("[A-Z]{3}", row["currency"]), row
        assert row["currency"] != "USD", row
        assert Decimal(row["per_usd"]) > 0, row
        assert row["from"] == row["as_of"], row


def test_every_profile_of_bedrock_reaches_known_regions(catalog: Catalog) -> None:
    known = {"*", "?", *catalog.regions["aws"]}
    models = {"guardrail", *catalog.api_models("bedrock")}
    for row in rows("bedrock_profiles.csv"):
        assert {row["source_region"], *row["destination_regions"].split("|")} <= known, row
        assert row["model"] in models, row
        assert row["destination_countries"] or row["destination_regions"] not in ("*", "?"), row


def test_the_manifest_names_the_release_that_is_installed(catalog: Catalog) -> None:
    manifest = tomllib.loads((DATA / "manifest.toml").read_text(encoding="utf-8"))
    assert manifest["genai_prices"] == version("genai-prices")
    assert catalog.evaluated_at.tzinfo is not None


# What a wrong column, a wrong currency or a placeholder would break first.


def hourly_per_gpu(catalog: Catalog, accelerator: str) -> Iterator[tuple[str, Decimal]]:
    """Region and on-demand price of a whole GPU, for each machine that carries it."""
    for file in of("prices.csv"):
        cloud = Path(file).parent.name
        for row in rows(file):
            machine = catalog.machine(cloud, row["machine"])
            if not machine or machine.accelerator != accelerator:
                continue
            if row["purchase"] == "on_demand" and machine.gpus and machine.gpu_fraction:
                gpus = machine.gpus * machine.gpu_fraction
                yield f"{cloud}:{row['region']}", Decimal(row["per_hour"]) / gpus


@pytest.mark.parametrize(
    ("accelerator", "low", "high"),
    [("H100", "1.5", "25"), ("H200", "1.5", "25"), ("A100-80GB", "0.7", "12"), ("L4", "0.3", "2")],
)
def test_a_gpu_hour_costs_what_such_a_gpu_may_cost(
    catalog: Catalog, accelerator: str, low: str, high: str
) -> None:
    cheapest: dict[str, Decimal] = {}
    for region, price in hourly_per_gpu(catalog, accelerator):
        assert price >= Decimal(low), region
        cheapest[region] = min(price, cheapest.get(region, price))
    assert cheapest
    assert {region for region, price in cheapest.items() if price > Decimal(high)} == set()


def test_one_h100_of_p5_costs_an_eighth_of_eight(catalog: Catalog) -> None:
    compared = 0
    for region in catalog.regions["aws"]:
        one = catalog.hourly("aws", region, "p5.4xlarge", "on_demand")
        eight = catalog.hourly("aws", region, "p5.48xlarge", "on_demand")
        if one and eight:
            assert one.amount * 8 == eight.amount, region
            compared += 1
    assert compared


def test_aws_sells_h100_inside_the_eu_in_stockholm_only(catalog: Catalog) -> None:
    union = catalog.bloc("EU", catalog.evaluated_at.date()) or frozenset()
    regions = catalog.regions["aws"]
    selling = catalog.regions_offering("aws", "H100")
    assert tuple(name for name in selling if regions[name].country in union) == EU_H100_ON_AWS


def test_azure_sells_no_l4_and_no_l40s(catalog: Catalog) -> None:
    assert catalog.machines_with("azure", "L4") == ()
    assert catalog.machines_with("azure", "L40S") == ()


def test_no_local_or_wavelength_zone_passes_for_a_region(catalog: Catalog) -> None:
    assert all(re.fullmatch(r"[a-z-]+-\d", name) for name in catalog.regions["aws"])


def test_no_price_of_windows_passes_for_one_of_linux_on_azure(catalog: Catalog) -> None:
    """Windows costs 0.046 USD a vCPU-hour: AMD would be far dearer than its Intel twin."""
    compared = 0
    for region in catalog.regions["azure"]:
        for amd, intel in (
            ("Standard_D4as_v5", "Standard_D4s_v5"),
            ("Standard_D4ads_v5", "Standard_D4ds_v5"),
        ):
            one = catalog.hourly("azure", region, amd, "on_demand")
            other = catalog.hourly("azure", region, intel, "on_demand")
            if one and other:
                assert one.amount <= other.amount, region
                compared += 1
    assert compared


POLICY_KEYS = {"at_rest", "processing", "seal"}
GROUNDS = {"bcr", "derogation", "scc"}


def test_a_regime_speaks_in_words_of_a_policy(catalog: Catalog) -> None:
    places = {*catalog.countries, *(f"bloc:{name}" for name in catalog.blocs)}
    located = ("processing", "at_rest", "key_custody", "support", "homes", "parents")
    for row in rows("regimes.csv"):
        named = {word for column in located for word in row[column].split("|") if word}
        assert named - {"*"} <= places, row
        assert set(filter(None, row["data"].split("|"))) <= set(get_args(DataClass)), row
        assert set(filter(None, row["requires"].split("|"))) <= set(get_args(Requirement)), row
        assert set(filter(None, row["grounds"].split("|"))) <= GROUNDS, row
        assert set(filter(None, row["declares"].split("|"))) <= POLICY_KEYS, row
        assert row["adequacy"] in {"", *catalog.blocs_of("adequacy")}, row
        assert row["keys"] in {"", "customer"}, row
        assert {row["training"], row["human_review"]} <= {"", "deny"}, row


def test_a_regime_limits_a_place_or_says_that_it_does_not_or_leaves_it_to_the_author() -> None:
    for row in rows("regimes.csv"):
        for column in ("processing", "at_rest"):
            left_open = {column, "seal"} & set(row["declares"].split("|"))
            assert bool(row[column]) != bool(left_open), row


def test_a_legal_event_affects_something_that_is_known(catalog: Catalog) -> None:
    for row in rows("legal_events.csv"):
        kind, _, name = row["affects"].partition(":")
        bloc, _, country = name.partition(":")
        known = {
            "bloc": country in catalog.adequacy(bloc),
            "regime": catalog.regime(name) is not None,
            "operator": catalog.operator(name) is not None,
            "kind": name in catalog.provider_kinds,
            "law": kind == "law",
        }
        assert known[kind], row
        assert row["covers"] == "" or row["kind"] == "adequacy", row


def test_an_open_zone_is_one_of_a_known_kind(catalog: Catalog) -> None:
    for row in rows("open_zones.csv"):
        assert row["kind"] in catalog.provider_kinds, row
