"""What each part of a node is billed as on each cloud: `clouds/<cloud>/billing.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args

from planner.catalog import digests
from planner.errors import CatalogError
from planner.values import value

Part = Literal[
    "gateway-vcpu",
    "gateway-memory",
    "gateway-requests",
    "gateway-metrics",
    "gateway-disk",
    "gateway-image",
    "gateway-image-copy",
    "gateway-cross-zone",
    "gateway-load-balancer-hour",
    "gateway-load-balancer-data",
    "gateway-address-hour",
    "pool-disk",
    "pool-metrics",
    "pool-download",
    "pool-cross-zone",
    "pool-load-balancer-hour",
    "pool-load-balancer-data",
    "cluster-hour",
    "cluster-load-balancer-hour",
    "cluster-disk",
    "nat-hour",
    "nat-data",
    "address-hour",
    "private-endpoint-hour",
    "private-endpoint-data",
    "private-dns-zone",
    "dns-name",
    "dns-query",
    "egress-internet",
    "egress-region",
    "vpn-gateway-hour",
    "vpn-address-hour",
    "vpn-tunnel-hour",
    "vpn-data",
    "peering-data",
    "logs-ingest",
    "logs-kept",
    "flow-logs-ingest",
    "flow-logs-kept",
    "flow-logs-analysed",
    "object-storage",
    "object-writes",
    "secret",
    "key",
    "alarm",
    "query-alarm",
    "dashboard",
]
"""What a bill counts, whichever cloud it is on."""

PARTS: tuple[Part, ...] = get_args(Part)

Per = Literal["network", "zone"]
_WAYS = ("service", "tiers", "sizes", "free", "unknown")


@value
class Tier:
    """A service item that prices a month's use from some quantity on."""

    service: str
    """Item of `services.csv`."""
    start: Decimal
    """In the units of the bill; 0 for the first."""


@value
class Billed:
    """How a cloud bills one part: by a service's tiers, not at all, or at a price nobody knows."""

    cloud: str
    part: Part
    line: str
    """The item's name on the bill."""
    unit: str
    """What the price is for."""
    factor: Decimal
    """Units of the bill for each thing counted: 3600 where an hour is billed by the second."""
    per: Per
    """Whether each zone of a network has one of its own."""
    connections: Decimal | None
    """New connections that use up one unit, where they do so beside gigabytes."""
    included_days: int
    """Days of keeping that the price of taking in pays for already."""
    how: str
    """What a line says of this way to count; empty where nothing is to be said."""
    assumption: str
    """Name of an assumption that the count is multiplied by; empty where there is none."""
    tiers: tuple[Tier, ...]
    """By rising start; empty where the part is free, or nobody knows its price."""
    sizes: tuple[tuple[Decimal, str], ...]
    """GiB and the service that bills what is no larger, by rising GiB; empty but for disks that are
    billed by the size that holds them."""
    free: str
    """Why it costs nothing; empty where it does."""
    unknown: str
    """The service whose price no source has; empty where one does."""


class Billing(Mapping[str, Billed]):
    """One cloud's `billing.toml`, part by part."""

    def __init__(self, folder: Path, cloud: str) -> None:
        self._cloud = cloud
        self._file = f"planner/data/clouds/{cloud}/billing.toml"
        file = f"clouds/{cloud}/billing.toml"
        self._entries = digests.toml_if_listed(folder, file)

    def __getitem__(self, part: str) -> Billed:
        if part not in self._entries:
            raise CatalogError(f"{self._file}: says nothing of `{part}`")
        return self._billed(part, self._entries[part])

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def _billed(self, part: str, entry: dict[str, Any]) -> Billed:
        said = [name for name in _WAYS if name in entry]
        if part not in PARTS or len(said) != 1:
            why = f"one of {', '.join(_WAYS)} is wanted, not {' and '.join(said)}"
            raise CatalogError(
                f"{self._file}: `{part}`: {why if part in PARTS else 'no such part'}"
            )
        return Billed(
            cloud=self._cloud,
            part=PARTS[PARTS.index(part)],
            line=entry.get("line", part),
            unit=entry.get("unit", ""),
            factor=Decimal(entry.get("factor", "1")),
            per=entry.get("per", "network"),
            connections=Decimal(entry["connections"]) if "connections" in entry else None,
            included_days=int(entry.get("included_days", "0")),
            how=entry.get("how", ""),
            assumption=entry.get("assumption", ""),
            tiers=tuple(_tiers(entry)),
            sizes=tuple((Decimal(gib), service) for gib, service in entry.get("sizes", {}).items()),
            free=entry.get("free", ""),
            unknown=entry.get("unknown", ""),
        )


def _tiers(entry: Mapping[str, Any]) -> Iterator[Tier]:
    if "service" in entry:
        yield Tier(entry["service"], Decimal(0))
    for start, service in entry.get("tiers", {}).items():
        yield Tier(service, Decimal(start))
