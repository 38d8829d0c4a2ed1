"""A refresh against servers of this machine that answer in the vendors' formats."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner.catalog import Catalog, digests
from planner.errors import CatalogError, UsageError
from planner.refreshing import Change, Refreshed, refresh
from planner.sandbox import emulated_aws
from tests.refreshing.sets import UNSOLD, Row, files, rows
from tests.refreshing.vendors import (
    GCP_PARTS,
    KEY,
    PAGE,
    Fault,
    Vendors,
    World,
    aws_machine,
    aws_service,
    azure_machine,
    ecb_xml,
    gcp_sku,
    vendors,
)

DAY = date(2026, 11, 29)

LISTED = ("aws-prices", "azure-retail", "gcp-billing", "token-prices", "ecb")
"""All sources but the EC2 API, which has its own server."""

G6_IN_FRANKFURT = ("eu-central-1", "g6.xlarge", "on_demand")


def run(base: Path, into: Path, served: Vendors, **more: object) -> Refreshed:
    told: dict[str, object] = {"names": LISTED, "day": DAY, **more}
    return refresh(base, into, environ=served.environ, **told)  # type: ignore[arg-type]  # of a test


def written(done: Refreshed) -> Path:
    assert done.folder is not None
    return done.folder


def of_key(folder: Path, table: str, **key: str) -> list[Row]:
    return [row for row in rows(folder / table) if key.items() <= row.items()]


def reprice(world: World, machine: str, region: str, per_hour: str) -> None:
    """What AWS lists for a machine on demand, changed."""
    for place, product in enumerate(world.aws):
        if place_of(product) == (region, machine):
            world.aws[place] = aws_machine(region, machine, per_hour)


def place_of(product: Mapping[str, Any]) -> tuple[str, str]:
    """Region and machine of a product; no machine for other services."""
    attributes = product["product"]["attributes"]
    return attributes.get("regionCode", ""), attributes.get("instanceType", "")


def beyond_confirmation(before: Path, after: Path) -> Mapping[str, list[Row]]:
    """Rows of each table that aren't in the other set, whatever confirmed them."""
    differing: dict[str, list[Row]] = {}
    for path in sorted(after.rglob("*.csv")):
        name = path.relative_to(after).as_posix()
        old = [bare(row) for row in rows(before / name)] if (before / name).is_file() else []
        new = [row for row in rows(path) if bare(row) not in old]
        if new and name != "sources.csv":
            differing[name] = new
    return differing


def bare(row: Row) -> Row:
    return {k: v for k, v in row.items() if k not in ("source", "as_of", "confidence")}


def test_what_has_not_changed_upstream_is_confirmed_and_nothing_else(
    base: Path, into: Path, asked: Vendors
) -> None:
    done = run(base, into, asked)

    assert done.failures == ()
    assert done.refusals == ()
    assert (done.of("changed"), done.of("added")) == ((), ())
    assert beyond_confirmation(base, written(done)) == {}
    assert digests.faults(written(done)) == ()
    confirmed = {change.table for change in done.of("confirmed")}
    assert {"clouds/aws/prices.csv", "clouds/azure/prices.csv", "clouds/gcp/prices.csv"} < confirmed
    assert {"clouds/aws/commitments.csv", "clouds/aws/services.csv", "tokens/openai.csv"} < (
        confirmed
    )
    assert "exchange_rates.csv" in confirmed


def test_a_set_has_every_file_of_its_base_and_every_source_that_it_names(
    base: Path, into: Path, asked: Vendors
) -> None:
    folder = written(run(base, into, asked))

    before, after = files(base), files(folder)
    told = {name for name in before if name.endswith((".csv", ".toml"))} | {digests.LIST}
    assert set(after) == told
    ours = {name for name in told if name.endswith(".toml")} - {"manifest.toml"}
    assert {name: after[name] for name in ours} == {name: before[name] for name in ours}
    named = {
        row["source"] for path in folder.rglob("*.csv") for row in rows(path) if "source" in row
    }
    assert named <= {row["id"] for row in rows(folder / "sources.csv")}


def test_a_confirmed_price_is_of_today_and_of_who_confirmed_it(
    base: Path, into: Path, asked: Vendors
) -> None:
    done = run(base, into, asked, names=["aws-prices"])

    (row,) = of_key(
        written(done),
        "clouds/aws/prices.csv",
        region="eu-central-1",
        machine="g6.xlarge",
        purchase="on_demand",
    )
    assert (row["source"], row["as_of"]) == ("aws-price-list-api", "2026-11-29")
    assert of_key(written(done), "sources.csv", id="aws-price-list-api")


def test_a_new_price_follows_the_old_one(base: Path, into: Path, asked: Vendors) -> None:
    reprice(asked.world, "g6.xlarge", "eu-central-1", "0.9")

    done = run(base, into, asked, names=["aws-prices"])

    assert done.of("changed") == (
        Change("changed", "clouds/aws/prices.csv", G6_IN_FRANKFURT, "1.0064", "0.9"),
    )
    old, new = of_key(
        written(done),
        "clouds/aws/prices.csv",
        region="eu-central-1",
        machine="g6.xlarge",
        purchase="on_demand",
    )
    assert old["per_hour"] == "1.0064"
    assert (new["per_hour"], new["from"], new["as_of"]) == ("0.9", "2026-11-29", "2026-11-29")
    assert beyond_confirmation(base, written(done)) == {"clouds/aws/prices.csv": [new]}
    price = Catalog(written(done)).hourly("aws", "eu-central-1", "g6.xlarge", "on_demand")
    assert price is not None
    assert price.amount == Decimal("0.9")


def test_a_set_says_what_it_is_and_what_it_rests_on(base: Path, into: Path, asked: Vendors) -> None:
    done = run(base, into, asked, names=["ecb"])

    manifest = tomllib.loads((written(done) / "manifest.toml").read_text("utf-8"))
    assert manifest["id"] == "2026-11-29"
    assert manifest["base"] == "2026-11-28"
    # a Sunday: the Friday before it is off the peaks of all vendors
    assert manifest["evaluated_at"] == "2026-11-27T12:00:00Z"
    assert written(done) == into / "2026-11-29"
    assert not list(into.glob(".*partial*"))


def test_a_second_set_of_a_day_has_a_name_of_its_own(
    base: Path, into: Path, asked: Vendors
) -> None:
    first = run(base, into, asked, names=["ecb"])
    second = run(written(first), into, asked, names=["ecb"])

    assert (first.id, second.id) == ("2026-11-29", "2026-11-29-2")


def test_a_price_that_changes_twice_in_a_day_waits_for_tomorrow(
    base: Path, into: Path, asked: Vendors
) -> None:
    reprice(asked.world, "g6.xlarge", "eu-central-1", "0.9")
    first = run(base, into, asked, names=["aws-prices"])
    reprice(asked.world, "g6.xlarge", "eu-central-1", "0.8")

    second = run(written(first), into, asked, names=["aws-prices"])

    assert [refusal.why for refusal in second.refusals] == ["two_prices_in_a_day"]
    assert second.of("changed") == ()


def test_what_is_no_longer_listed_keeps_its_row_and_is_told(
    base: Path, into: Path, asked: Vendors
) -> None:
    asked.world.azure = [
        item for item in asked.world.azure if item["armRegionName"] != "swedencentral"
    ]

    done = run(base, into, asked, names=["azure-retail"])

    assert ("swedencentral", "Standard_D4s_v5", "on_demand") in {
        change.key for change in done.of("gone")
    }
    assert rows(written(done) / "clouds/azure/prices.csv")[-1]["region"] == "swedencentral"
    assert beyond_confirmation(base, written(done)) == {}


def test_a_service_that_is_sold_in_another_region_gets_a_row(
    base: Path, into: Path, asked: Vendors
) -> None:
    tiers = {"0": "0.0225"}
    filters = {
        "productFamily": "Load Balancer-Application",
        "operation": "LoadBalancing:Application",
    }
    usage = "EUC1-LoadBalancerUsage"
    asked.world.aws += [
        aws_service("AWSELB", "eu-central-1", usage, "Hrs", {"0": "0.027"}, filters),
        aws_service("AWSELB", "eu-central-1", "EUC1-TS-LoadBalancerUsage", "Hrs", tiers, filters),
        aws_service("AWSELB", "us-east-1", "Outposts-LoadBalancerUsage", "Hrs", tiers, filters),
    ]

    done = run(base, into, asked, names=["aws-prices"])

    item, region = UNSOLD
    (row,) = of_key(written(done), "clouds/aws/services.csv", item=item, region=region)
    assert (row["amount"], row["unit"], row["confidence"]) == ("0.027", "hour", "A")
    assert done.refusals == ()


def test_a_tier_is_the_one_that_the_item_names(base: Path, into: Path, asked: Vendors) -> None:
    filters = {"transferType": "AWS Outbound", "toLocation": "External"}
    tiers = {"0": "0.091", "10240": "0.086", "51200": "0.071", "153600": "0.051"}
    product = aws_service(
        "AWSDataTransfer", "us-east-1", "DataTransfer-Out-Bytes", "GB", tiers, filters
    )
    attributes = product["product"]["attributes"]
    attributes["fromRegionCode"] = attributes.pop("regionCode")
    asked.world.aws.append(product)

    done = run(base, into, asked, names=["aws-prices"], regions=["us-east-1"])

    assert {(change.key[0], change.new) for change in (*done.of("changed"), *done.of("added"))} == {
        ("egress_internet_gb_first_10TB", "0.091"),
        ("egress_internet_gb_next_40TB", "0.086"),
        ("egress_internet_gb_next_100TB", "0.071"),
        ("egress_internet_gb_over_150TB", "0.051"),
    }


def test_a_unit_that_is_not_ours_is_refused(base: Path, into: Path, asked: Vendors) -> None:
    filters = {"productFamily": "NAT Gateway"}
    asked.world.aws.append(
        aws_service("AmazonEC2", "us-east-1", "NatGateway-Hours", "Mo", {"0": "32"}, filters)
    )

    done = run(base, into, asked, names=["aws-prices"])

    assert [(one.why, one.what) for one in done.refusals] == [
        ("unknown_unit", "clouds/aws/services.csv: nat_gateway_hour us-east-1 Mo")
    ]


def test_azure_sells_windows_and_interruptible_machines_under_other_meters(
    base: Path, into: Path, asked: Vendors
) -> None:
    d4 = ("swedencentral", "Standard_D4s_v5")
    asked.world.azure += [
        azure_machine(*d4, Decimal("0.4"), productName="Virtual Machines Dsv5 Series Windows"),
        azure_machine(*d4, Decimal("0.05"), meterName="D4s v5 Low Priority"),
        azure_machine(*d4, Decimal("0.06"), meterName="D4s v5 Spot"),
        azure_machine(*d4, Decimal("0.07"), type="Reservation"),
        azure_machine(*d4, Decimal("0.08"), effectiveEndDate="2026-10-31T00:00:00Z"),
    ]

    done = run(base, into, asked, names=["azure-retail"])

    assert [(one.key, one.new) for one in done.of("added")] == [((*d4, "spot"), "0.06")]
    assert done.of("changed") == ()


def test_a_savings_plan_of_azure_is_a_commitment(base: Path, into: Path, asked: Vendors) -> None:
    plans = [
        {"unitPrice": Decimal("0.2"), "retailPrice": Decimal("0.2"), "term": "1 Year"},
        {"unitPrice": Decimal("0.1"), "retailPrice": Decimal("0.1"), "term": "3 Years"},
    ]
    asked.world.azure = [{**item, "savingsPlan": plans} for item in asked.world.azure]

    done = run(base, into, asked, names=["azure-retail"], regions=["azure:swedencentral"])

    (row,) = of_key(
        written(done),
        "clouds/azure/commitments.csv",
        region="swedencentral",
        machine="Standard_D4s_v5",
        purchase="savings_plan_1y",
        **{"from": "2026-11-29"},
    )
    assert row["per_hour"] == "0.2"


def test_a_machine_of_google_is_the_sum_of_its_parts(
    base: Path, into: Path, asked: Vendors
) -> None:
    usage = "Preemptible"
    iowa = ("us-central1",)
    asked.world.gcp["6F81-5844-456A"] = [
        *GCP_PARTS,
        gcp_sku("A3 Instance Core running in Americas", "CPU", "0.025498", "h", iowa),
        gcp_sku("A3 Instance Ram running in Americas", "RAM", "0.00222035", "GiBy.h", iowa),
        gcp_sku("Nvidia H100 80GB GPU running in Americas", "GPU", "9.796550569", "h", iowa),
        gcp_sku("SSD backed Local Storage", "LocalSSD", "0.08", "GiBy.mo", iowa),
        gcp_sku("Spot Preemptible G2 Instance Core running in A", "CPU", "0.02", "h", iowa, usage),
        gcp_sku(
            "Spot Preemptible G2 Instance Ram running in A", "RAM", "0.001", "GiBy.h", iowa, usage
        ),
        gcp_sku(
            "Nvidia L4 GPU attached to Spot Preemptible VMs running in A",
            "GPU",
            "0.3",
            "h",
            iowa,
            usage,
        ),
    ]

    done = run(base, into, asked, names=["gcp-billing"])

    confirmed = {change.key for change in done.of("confirmed")}
    # 26 vCPUs, 234 GiB, an H100 and 750 GB of local SSD, to the sixth digit
    assert ("us-central1", "a3-highgpu-1g", "on_demand") in confirmed
    assert ("us-central1", "a2-highgpu-1g", "on_demand") in confirmed
    (spot,) = done.of("changed")
    assert spot.key == ("us-central1", "g2-standard-4", "spot")
    assert spot.new == "0.396"  # 4 x 0.02 + 16 x 0.001 + 0.3


def test_rates_of_the_central_bank_are_told_per_dollar(
    base: Path, into: Path, asked: Vendors
) -> None:
    asked.world.ecb = ecb_xml()

    done = run(base, into, asked, names=["ecb"])

    *old, new = of_key(written(done), "exchange_rates.csv", currency="EUR")
    assert old == of_key(base, "exchange_rates.csv", currency="EUR")
    assert new == {
        "currency": "EUR",
        "from": "2026-11-27",
        "per_usd": "0.863558",
        "source": "ecb-reference-rates",
        "as_of": "2026-11-27",
    }
    (added,) = done.of("added")
    assert (added.key, added.new) == (("XTS",), "8.63558")


def test_token_prices_are_appended_above_the_ranks_that_are_there(
    base: Path, into: Path, asked: Vendors
) -> None:
    for provider in asked.world.genai:
        for model in provider["models"]:
            if provider["id"] == "openai" and model["id"] == "gpt-4o":
                model["prices"] = {"input_mtok": 2, "output_mtok": 8}

    done = run(base, into, asked, names=["token-prices"])

    changed = done.of("changed")
    assert {change.table for change in changed} == {"tokens/openai.csv"}
    new = Catalog(written(done)).token_rates("openai", "gpt-4o", region="global")
    old = Catalog(base).token_rates("openai", "gpt-4o", region="global")
    assert new is not None
    assert old is not None
    assert new.prices["input"].amount == Decimal(2) != old.prices["input"].amount
    kept = [row for row in rows(base / "tokens/openai.csv") if row["model"] == "gpt-4o"]
    assert [bare(row) for row in kept] == [
        bare(row)
        for row in rows(written(done) / "tokens/openai.csv")
        if row["model"] == "gpt-4o" and row["valid_from"] != "2026-11-27"
    ]


def test_the_machines_of_a_zone_are_told_by_a_real_ec2_interface(
    base: Path, into: Path, asked: Vendors
) -> None:
    with emulated_aws() as emulator, vendors(asked.world, emulator.endpoint) as served:
        done = run(base, into, served, names=["aws-offerings"])

    assert done.failures == ()
    (row,) = of_key(
        written(done), "clouds/aws/offerings.csv", region="eu-central-1", machine="g6.xlarge"
    )
    assert row["zones"] == "eu-central-1a|eu-central-1b|eu-central-1c"
    assert (row["source"], row["as_of"]) == ("aws-ec2-api", "2026-11-29")
    # the emulator's spot price is 0.00001 USD everywhere, and its account is in few regions
    assert {refusal.why for refusal in done.refusals} == {
        "implausible_price",
        "region_not_enabled",
    }
    assert "clouds/aws/offerings.csv: ap-east-1" in {refusal.what for refusal in done.refusals}
    assert beyond_confirmation(base, written(done)) == {}


REFUSED: Mapping[str, Callable[[], list[dict[str, Any]]]] = {
    "zero_price": lambda: [aws_machine("eu-central-1", "g6.xlarge", "0.0000000000")],
    "negative_price": lambda: [aws_machine("eu-central-1", "g6.xlarge", "-1")],
    "unreadable_price": lambda: [_unreadable()],
    "ambiguous_price": lambda: [
        aws_machine("eu-central-1", "g6.xlarge", "0.9"),
        aws_machine("eu-central-1", "g6.xlarge", "0.8"),
    ],
    "implausible_price": lambda: [aws_machine("eu-central-1", "g6.xlarge", "1006.4")],
    "unknown_currency": lambda: [_in_a_currency_without_a_rate()],
}


def _in_a_currency_without_a_rate() -> dict[str, Any]:
    product = aws_machine("eu-central-1", "g6.xlarge", "7")
    (term,) = product["terms"]["OnDemand"].values()
    (dimension,) = term["priceDimensions"].values()
    dimension["pricePerUnit"] = {"XTS": "7.0000000000"}
    return product


def _unreadable() -> dict[str, Any]:
    product = aws_machine("eu-central-1", "g6.xlarge", "7")
    (term,) = product["terms"]["OnDemand"].values()
    (dimension,) = term["priceDimensions"].values()
    dimension["pricePerUnit"] = {"USD": "on request"}
    return product


@pytest.mark.parametrize("why", sorted(REFUSED))
def test_a_price_that_cannot_be_trusted_is_refused_by_name_and_changes_nothing(
    why: str, base: Path, into: Path, asked: Vendors
) -> None:
    others = [one for one in asked.world.aws if place_of(one) != G6_IN_FRANKFURT[:2]]
    asked.world.aws = [*others, *REFUSED[why]()]

    done = run(base, into, asked, names=["aws-prices"], regions=["eu-central-1"])

    assert [refusal.why for refusal in done.refusals] == [why]
    assert "clouds/aws/prices.csv: eu-central-1 g6.xlarge on_demand" in done.refusals[0].what
    assert beyond_confirmation(base, written(done)) == {}


def test_two_products_that_agree_are_one(base: Path, into: Path, asked: Vendors) -> None:
    asked.world.aws.append(aws_machine("eu-central-1", "g6.xlarge", "1.0064000000"))

    done = run(base, into, asked, names=["aws-prices"])

    assert done.refusals == ()
    assert done.of("changed") == ()


def test_a_region_that_no_country_is_known_of_is_refused(
    base: Path, into: Path, asked: Vendors
) -> None:
    filters = {"productFamily": "NAT Gateway"}
    asked.world.aws.append(
        aws_service("AmazonEC2", "xx-north-1", "NatGateway-Hours", "Hrs", {"0": "0.05"}, filters)
    )

    done = run(base, into, asked, names=["aws-prices"])

    assert [(refusal.why, refusal.what) for refusal in done.refusals] == [
        ("unknown_region", "clouds/aws/services.csv: nat_gateway_hour xx-north-1")
    ]


FAILURES = {
    "refused": ("azure", Fault(status=403), "answered 403"),
    "throttled": ("azure", Fault(status=429), "answered 429"),
    "broken": ("azure", Fault(status=500), "answered 500"),
    "no JSON": ("azure", Fault(body=b"<html>maintenance</html>"), "no JSON"),
    "cut JSON": ("azure", Fault(body=b'{"Items": [{"curr'), "no JSON"),
    "other JSON": ("azure", Fault(body=b'{"items": []}'), "a form that isn't known"),
    "connection lost": ("azure", Fault(cut=20), "can't be read"),
    "no XML": ("ecb", Fault(body=ecb_xml()[:120]), "no XML"),
    "XML with entities": ("ecb", Fault(body=b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "entities"),
    "no rate": ("ecb", Fault(body=ecb_xml({"USD": "0"})), "no rate of USD"),
    "refused by Google": ("gcp", Fault(status=403), "answered 403"),
    "refused by AWS": (
        "POST /aws",
        Fault(status=400, body=b'{"__type":"AccessDeniedException","message":"no"}'),
        "AccessDeniedException",
    ),
}


@pytest.mark.parametrize("case", sorted(FAILURES))
def test_a_source_that_fails_leaves_its_rows_and_is_named(
    case: str, base: Path, into: Path, asked: Vendors
) -> None:
    pattern, fault, says = FAILURES[case]
    asked.world.faults[pattern] = fault
    sources = {"azure": "azure-retail", "ecb": "ecb", "gcp": "gcp-billing"}
    done = run(base, into, asked, names=[sources.get(pattern, "ecb"), "aws-prices"])

    assert done.failures
    assert says in done.failures[0].message
    assert all(failure.mend for failure in done.failures)
    assert len({failure.step.split()[0] for failure in done.failures}) == 1
    name = {"azure": "azure", "ecb": "exchange", "gcp": "gcp", "POST /aws": "aws"}[pattern]
    for path in beyond_confirmation(base, written(done)):
        assert name not in path


def test_a_lost_page_is_asked_for_again(base: Path, into: Path, asked: Vendors) -> None:
    asked.world.faults["skip=3"] = Fault(cut=30, times=2)
    asked.world.faults["azure"] = Fault(status=503, times=1)

    done = run(base, into, asked, names=["azure-retail"])

    assert done.failures == ()
    assert len(asked.world.azure) > PAGE


def test_after_three_failures_on_end_a_source_is_left_alone(
    base: Path, into: Path, asked: Vendors
) -> None:
    asked.world.faults["azure"] = Fault(status=403)

    done = run(base, into, asked, names=["azure-retail"])

    assert len(asked.world.asked) == 3
    assert "not asked" in done.failures[-1].message


def test_where_nobody_answers_there_is_no_new_set(base: Path, into: Path, asked: Vendors) -> None:
    asked.world.faults["."] = Fault(status=503)

    done = run(base, into, asked, names=["ecb"])

    assert done.folder is None
    assert [path.name for path in into.iterdir()] == [".refresh.lock"]


def test_a_source_that_nobody_serves_is_told_once(
    base: Path, into: Path, asked: Vendors, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in asked.environ:
        if name.endswith("_URL") or name.startswith("AWS_ENDPOINT_URL"):
            monkeypatch.setitem(asked.environ, name, "http://127.0.0.1:9")

    done = run(base, into, asked, names=(*LISTED, "aws-offerings"))

    assert done.folder is None
    assert asked.world.asked == []
    assert [path.name for path in into.iterdir()] == [".refresh.lock"]
    told = [failure.step.split()[0] for failure in done.failures if "more step" not in failure.step]
    assert sorted(told) == sorted((*LISTED, "aws-offerings"))
    assert all(failure.mend for failure in done.failures)


def test_a_key_is_neither_told_nor_kept(base: Path, into: Path, asked: Vendors) -> None:
    asked.world.faults["gcp"] = Fault(status=403)
    told: list[str] = []

    done = run(base, into, asked, names=["gcp-billing", "ecb"], tell=told.append)

    assert KEY not in "".join(told) + repr(done)
    assert all(KEY.encode() not in content for content in files(into).values())


def test_without_a_key_google_fails_by_name(base: Path, into: Path, asked: Vendors) -> None:
    del asked.environ["GOOGLE_API_KEY"]

    done = run(base, into, asked, names=["gcp-billing", "ecb"])

    assert "wants an API key" in done.failures[0].message
    assert "GOOGLE_API_KEY" in done.failures[0].mend


def test_a_trial_writes_nothing(base: Path, into: Path, asked: Vendors) -> None:
    asked.world.ecb = ecb_xml()

    done = run(base, into, asked, names=["ecb"], write=False)

    assert done.of("added")
    assert not into.exists()


def test_regions_are_asked_by_pattern(base: Path, into: Path, asked: Vendors) -> None:
    done = run(base, into, asked, names=["azure-retail", "aws-prices"], regions=["aws:eu-*"])

    touched = {change.key for change in done.changes}
    assert touched
    assert all("us-east-1" not in key and "eastus" not in key for key in touched)
    with pytest.raises(UsageError, match="no source knows a region like mars"):
        run(base, into, asked, names=["aws-prices"], regions=["mars"])


def test_nothing_is_built_on_a_set_that_was_changed(
    base: Path, into: Path, asked: Vendors, tmp_path: Path
) -> None:
    tampered = tmp_path / "tampered"
    for name, content in files(base).items():
        (tampered / name).parent.mkdir(parents=True, exist_ok=True)
        (tampered / name).write_bytes(content)
    prices = tampered / "clouds/aws/prices.csv"
    prices.write_text(prices.read_text().replace("1.0064", "0.0064"))

    with pytest.raises(CatalogError, match="nothing is built on a set like that"):
        run(tampered, into, asked, names=["ecb"])


def test_no_source_goes_by_another_name(base: Path, into: Path, asked: Vendors) -> None:
    with pytest.raises(UsageError, match="no source is called `gcp`"):
        run(base, into, asked, names=["gcp"])
