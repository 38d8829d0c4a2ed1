"""What stores cost: the gigabytes that rest in buckets, and what writing them takes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Catalog
from planner.cost.bill import Line, Use
from planner.cost.pricing import service_line, unpriced
from planner.cost.traffic import MONTH_DAYS, Flow, flow_of
from planner.layout import is_bucket
from planner.topology import Endpoint, Store
from planner.units import Range

_THOUSAND = Decimal(1000)


def store_lines(store: Store, endpoints: tuple[Endpoint, ...], catalog: Catalog) -> Iterator[Line]:
    """A store that keeps what `endpoints` send and receive until it expires."""
    if not is_bucket(store) or store.region is None:
        why = f"what {store.kind} at {store.host or 'AWS'} charges is not in the catalogue"
        yield unpriced(Use(store.id, "service", store.kind, None, "month", "usage"), why)
    elif store.retention_days is None:
        why = "retention_days is not stated, so its size is not known"
        yield unpriced(Use(store.id, "storage", "aws", None, "GB-month", "usage"), why)
    elif any(endpoint.traffic is None for endpoint in endpoints):
        why = "an endpoint that it receives from states no traffic, so its size is not known"
        yield unpriced(Use(store.id, "storage", "aws", None, "GB-month", "usage"), why)
    else:
        flow = flow_of(endpoints)
        yield from _bucket_lines(store, store.region.name, store.retention_days, flow, catalog)


def _bucket_lines(
    store: Store, region: str, days: int, flow: Flow, catalog: Catalog
) -> Iterator[Line]:
    # S3 keeps what has expired for one more day, as an earlier version
    yield service_line(
        catalog,
        node=store.id,
        item="storage",
        service="s3_standard_gb_month",
        region=region,
        quantity=flow.total_gb * ((days + 1) / MONTH_DAYS),
        unit="GB-month",
        basis="usage",
        note=f"what arrives in a month, kept for {days} days and one as an earlier version",
    )
    written = flow.requests * (1 / _THOUSAND)
    yield service_line(
        catalog,
        node=store.id,
        item="writes",
        service="s3_put_1k",
        region=region,
        quantity=Range(Decimal(0), written.expected, written.high * 2),
        unit="thousand requests",
        basis="usage",
        note="an object for each request; batch files hold thousands, answers may have their own",
    )
