"""What buckets cost: the gigabytes that rest there."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Catalog
from planner.cost.bill import Line
from planner.cost.pricing import service_line, unpriced
from planner.cost.traffic import flow_of
from planner.topology import Endpoint, Store
from planner.units import Range

_MONTH_DAYS = Decimal(365) / 12


def bucket_lines(
    store: Store, endpoints: tuple[Endpoint, ...], catalog: Catalog
) -> Iterator[Line]:
    """A bucket that keeps what `endpoints` send and receive until it expires."""
    flow = flow_of(endpoints)
    if store.region is None:
        return
    if store.retention_days is None or not flow.known:
        yield unpriced(
            store.id,
            "storage",
            flow.total_gb,
            "GB-month",
            "usage",
            "retention_days or traffic is not stated, so its size is not known",
        )
        return
    yield service_line(
        catalog,
        node=store.id,
        item="storage",
        service="s3_standard_gb_month",
        region=store.region.name,
        quantity=flow.total_gb * (store.retention_days / _MONTH_DAYS),
        unit="GB-month",
        basis="usage",
        note=f"what arrives in a month, kept for {store.retention_days} days",
    )
