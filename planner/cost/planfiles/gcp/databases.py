"""Cloud SQL and Memorystore."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from planner.cost.planfiles.metering import ByUse, Meter, Part
from planner.planfile import Item

_CUSTOM = re.compile(r"db-custom-(\d+)-(\d+)")
_MIB = Decimal(1024)
_CAPACITY_TIERS = ((4, 1), (10, 2), (35, 3), (100, 4))
"""Largest size in GB of M1 to M4; https://cloud.google.com/memorystore/docs/redis/pricing"""


def database(item: Item, meter: Meter) -> Iterator[Part]:
    """`google_sql_database_instance`: processors, memory and storage."""
    ha = "_ha" if item.text("settings.availability_type", "ZONAL") == "REGIONAL" else ""
    engine = item.text("database_version").partition("_")[0].lower()
    tier = item.text("settings.tier")
    sized = _CUSTOM.fullmatch(tier)
    if sized is None:
        service = f"cloudsql_{engine}_{tier.replace('-', '_').lower()}_hour{ha}"
        yield meter.hourly("instance", service, 1)
    else:
        cpus, gib = Decimal(sized[1]), Decimal(sized[2]) / _MIB
        yield meter.hourly("vcpus", f"cloudsql_{engine}_vcpu_hour{ha}", cpus, "vCPU-hour")
        yield meter.hourly("memory", f"cloudsql_{engine}_gb_hour{ha}", gib, "GB-hour")
    kind = item.text("settings.disk_type", "PD_SSD").lower().removeprefix("pd_")
    gib = item.number("settings.disk_size", 10)
    yield meter.monthly("storage", f"cloudsql_storage_{kind}_gb_month{ha}", gib, "GB-month")
    yield ByUse("backups")


def redis(item: Item, meter: Meter) -> Iterator[Part]:
    """`google_redis_instance`: gigabytes by the hour, at the price of their capacity tier."""
    gib = item.number("memory_size_gb")
    tier = next((number for most, number in _CAPACITY_TIERS if gib <= most), 5)
    kind = "standard" if item.text("tier", "BASIC") == "STANDARD_HA" else "basic"
    service = f"memorystore_redis_{kind}_m{tier}_gb_hour"
    yield meter.hourly("memory", service, gib, "GB-hour")


COMPOSED = {"google_redis_instance": redis, "google_sql_database_instance": database}
