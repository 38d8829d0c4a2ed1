"""What a part is billed as: a gap is an error and never a price of nothing."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from planner import resources
from planner.catalog import Catalog, Tier, digests, load
from planner.errors import CatalogError


def catalog_with(billing: str, folder: Path) -> Catalog:
    shutil.copytree(resources.data() / "clouds" / "aws", folder / "clouds" / "aws")
    (folder / "clouds" / "aws" / "billing.toml").write_text(billing, encoding="utf-8")
    digests.write(folder)
    return Catalog(folder)


def test_a_part_knows_its_line_its_unit_and_how_it_is_counted() -> None:
    billed = load().billed("gcp", "gateway-vcpu")

    assert (billed.line, billed.unit, billed.factor) == (
        "cloud-run-vcpu",
        "vCPU-second",
        Decimal(3600),
    )
    assert [load().billed(cloud, "nat-hour").per for cloud in ("aws", "gcp")] == ["zone", "network"]


def test_tiers_come_in_the_order_of_their_quantities() -> None:
    assert load().billed("gcp", "egress-internet").tiers == (
        Tier("egress_internet_gb_first_1TB", Decimal(0)),
        Tier("egress_internet_gb_next_9TB", Decimal(1024)),
        Tier("egress_internet_gb_over_10TB", Decimal(10240)),
    )


@pytest.mark.parametrize(
    ("billing", "complaint"),
    [
        ("", "clouds/aws/billing.toml: says nothing of `key`"),
        ('[key]\nunit = "month"', "one of service, tiers, sizes, free, unknown is wanted"),
        ('[key]\nservice = "a"\nfree = "b"', "not service and free"),
    ],
)
def test_a_part_that_is_not_told_is_an_error(tmp_path: Path, billing: str, complaint: str) -> None:
    with pytest.raises(CatalogError, match=complaint):
        catalog_with(billing, tmp_path).billed("aws", "key")


def test_a_cloud_without_the_file_bills_nothing_by_guess(tmp_path: Path) -> None:
    catalog_with("", tmp_path)
    (tmp_path / "clouds" / "aws" / "billing.toml").unlink()
    digests.write(tmp_path)

    with pytest.raises(CatalogError, match="says nothing of `alarm`"):
        Catalog(tmp_path).billed("aws", "alarm")
