"""A small set to refresh: the shipped one, with a few machines, regions and currencies."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from planner import resources
from planner.catalog import digests, load

Row = dict[str, str]

ID = "2026-11-28"
"""The day before that on which tests refresh it, whatever the shipped one is called."""

REGIONS: Mapping[str, tuple[str, ...]] = {
    "aws": ("ap-east-1", "eu-central-1", "us-east-1"),
    "azure": ("eastus", "swedencentral"),
    "gcp": ("europe-west4", "us-central1"),
}

MACHINES: Mapping[str, tuple[str, ...]] = {
    "aws": ("c7i.xlarge", "g6.12xlarge", "g6.xlarge"),
    "azure": ("Standard_D4s_v5", "Standard_NC24ads_A100_v4"),
    "gcp": ("a2-highgpu-1g", "a3-highgpu-1g", "e2-standard-2", "g2-standard-4"),
}

CURRENCIES = ("CNY", "EUR", "GBP", "JPY")

UNSOLD = ("alb_hour", "eu-central-1")
"""A service of AWS and a region that the set knows no price of it in."""

TABLES = ("commitments", "instances", "offerings", "prices", "regions", "services")


def small_set(folder: Path) -> Path:
    """Write the set, with digests of its own."""
    shutil.copytree(resources.data(), folder)
    manifest = folder / "manifest.toml"
    shipped = f'id = "{load().id}"'
    manifest.write_text(manifest.read_text("utf-8").replace(shipped, f'id = "{ID}"'), "utf-8")
    for cloud in REGIONS:
        for table in TABLES:
            path = folder / "clouds" / cloud / f"{table}.csv"
            if path.is_file():
                keep(path, _of(cloud))
    keep(folder / "exchange_rates.csv", lambda row: row["currency"] in CURRENCIES)
    services = folder / "clouds" / "aws" / "services.csv"
    keep(services, lambda row: (row["item"], row["region"]) != UNSOLD)
    digests.write(folder)
    return folder


def keep(path: Path, wanted: Callable[[Row], bool]) -> None:
    """Leave only some rows of a table."""
    columns, every = table(path)
    write_table(path, columns, [row for row in every if wanted(row)])


def table(path: Path) -> tuple[list[str], list[Row]]:
    with path.open(encoding="utf-8", newline="") as text:
        reader = csv.DictReader(text)
        return list(reader.fieldnames or ()), list(reader)


def rows(path: Path) -> list[Row]:
    return table(path)[1]


def write_table(path: Path, columns: list[str], every: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(every)


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a set by its path: two sets are the same if these are."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _of(cloud: str) -> Callable[[Row], bool]:
    def wanted(row: Row) -> bool:
        return row.get("region", REGIONS[cloud][0]) in (*REGIONS[cloud], "*") and row.get(
            "machine", MACHINES[cloud][0]
        ) in (*MACHINES[cloud],)

    return wanted
