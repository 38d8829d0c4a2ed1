"""What stores cost: what rests in buckets and logs, and what writing it takes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Catalog, Region
from planner.cost import formulas
from planner.cost.bill import Line, Use
from planner.cost.pricing import log_lines, part_lines, unpriced
from planner.cost.traffic import MONTH_DAYS, Flow, flow_of
from planner.topology import Endpoint, Store
from planner.units import Range


def store_lines(store: Store, endpoints: tuple[Endpoint, ...], catalog: Catalog) -> Iterator[Line]:
    """A store that keeps what `endpoints` send and receive until it expires."""
    if store.region is None:
        why = f"what {store.kind} at {store.host} charges is not in the catalogue"
        yield unpriced(Use(store.id, "service", store.kind, None, "month", "usage"), why)
        return
    use = Use(store.id, "storage", store.region.cloud, None, "GB-month", "usage")
    if store.retention_days is None:
        yield unpriced(use, "retention_days is not stated, so its size is not known")
    elif any(endpoint.traffic is None for endpoint in endpoints):
        why = "an endpoint that it receives from states no traffic, so its size is not known"
        yield unpriced(use, why)
    else:
        flow, days = flow_of(endpoints), store.retention_days
        lines = _bucket_lines if store.is_bucket else _log_lines
        yield from lines(store.id, store.region, days, flow, catalog)


def _bucket_lines(
    node: str, region: Region, days: int, flow: Flow, catalog: Catalog
) -> Iterator[Line]:
    # a bucket keeps what has expired for one more day, as an earlier version
    yield from part_lines(
        catalog,
        "object-storage",
        region,
        node=node,
        quantity=flow.total_gb * ((days + 1) / MONTH_DAYS),
        basis="usage",
        note=f"what arrives in a month, kept for {days} days and one as an earlier version",
        formula=formulas.kept(flow.total_gb, days + 1),
    )
    written = flow.requests
    yield from part_lines(
        catalog,
        "object-writes",
        region,
        node=node,
        quantity=Range(Decimal(0), written.expected, written.high * 2),
        basis="usage",
        note="an object for each request; batch files hold thousands, answers may have their own",
        formula=f"{formulas.figure(written.expected)} requests",
    )


def _log_lines(
    node: str, region: Region, days: int, flow: Flow, catalog: Catalog
) -> Iterator[Line]:
    note = "prompts and answers, by `bytes_per_token` and `request_overhead_bytes`"
    yield from log_lines(
        catalog, node, region, flow.total_gb, "usage", note, formulas.gigabytes(flow), days=days
    )
