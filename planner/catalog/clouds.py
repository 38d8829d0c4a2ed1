"""Regions, machines, and what is offered where at which price; one folder of data per cloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from planner.catalog import digests
from planner.catalog.billing import Billing
from planner.catalog.prices import Price, price
from planner.catalog.round_trips import RoundTrip, round_trip
from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.values import value

ANYWHERE = "*"
"""The region of a service price that holds in every region of the cloud."""

_GIB_IN_A_GB = Decimal(10**9) / 2**30
_BOUGHT_BY_THE_HOUR = frozenset({"on_demand", "spot"})


@value
class Region:
    """A cloud region and the country it stands in."""

    cloud: str
    name: str
    country: str
    """ISO 3166 alpha-2."""
    city: str
    """Empty where the source names none."""
    zones: tuple[str, ...]
    """Zone names as AWS accounts see them; empty where only the number is known."""
    zone_count: int | None
    partition: str
    geography: str
    """Azure's own word for the area data at rest stays in; empty elsewhere."""
    operator: str
    """Id of who runs it; empty where that is not recorded."""
    row: Row

    @property
    def every_zone(self) -> tuple[str, ...]:
        """Its zones by name, or by number where only that is known; it has one at the least."""
        return self.zones or tuple(map(str, range(1, (self.zone_count or 1) + 1)))


@value
class Machine:
    """A machine type of a cloud."""

    cloud: str
    name: str
    accelerator: str
    """Empty for a machine without one."""
    gpus: int | None
    """Devices that the guest sees."""
    gpu_fraction: Decimal | None
    """The part of a physical GPU that one device is; 1 but for shared GPUs."""
    gpu_memory_gib: Decimal | None
    """Usable memory of one device, as the cloud's API reports it; fit checks use this."""
    gpu_memory_gb_nominal: Decimal | None
    """Memory of one whole GPU, as the data sheet has it."""
    vcpus: int | None
    memory_gib: Decimal | None
    nvme_gb: int | None
    network_gbps: Decimal | None
    """Peak; many machines only burst to it."""
    rdma: str
    architecture: str
    row: Row

    @property
    def least_gpu_gib(self) -> Decimal | None:
        """Memory of one device that can be counted on: what is reported, else the data sheet's.

        A data sheet counts in decimal gigabytes, which no cloud reports less than.
        """
        nominal = self.gpu_memory_gb_nominal
        if self.gpu_memory_gib is not None or nominal is None:
            return self.gpu_memory_gib
        return nominal * (self.gpu_fraction or 1) * _GIB_IN_A_GB


@value
class Offering:
    """That a region sells a machine, and how well that is known."""

    region: str
    machine: str
    zones: tuple[str, ...]
    zone_ids: tuple[str, ...]
    availability: str
    """`offered`: the cloud lists it; `zone_listed`, `listed`: somebody else does;
    `priced_only`: there is a price and nothing more."""
    row: Row


@value
class AddressRange:
    """Addresses that networks may have, or that the cloud or a cluster has already."""

    range: str
    use: str
    """`private`: a network may lie in it. `reserved`: none may; `cluster`: none with a cluster."""
    note: str
    """What has them."""
    row: Row


@value
class Sold:
    """The only ways to buy a machine."""

    purchases: tuple[str, ...]
    row: Row


class Cloud:
    """All facts of one cloud, each file read on first use."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self._root = folder
        self._offered = Index(self._table("offerings"), "region", "machine")
        self._sold = Index(self._table("machine_purchases"), "machine")
        self._machines = Index(self._table("instances"), "machine")
        self._hourly = Index(self._table("prices"), "region", "machine", "purchase")
        self._committed = Index(self._table("commitments"), "region", "machine", "purchase")
        self._services = Index(self._table("services"), "item", "region")
        self._round_trips = Index(self._table("round_trips"), "source_region", "destination_region")

    def _table(self, what: str) -> Table:
        return Table(self._root, f"clouds/{self.name}/{what}.csv")

    @cached_property
    def _about(self) -> Mapping[str, Any]:
        return digests.toml(self._root, f"clouds/{self.name}/cloud.toml")

    @property
    def title(self) -> str:
        """The name people know it by."""
        return str(self._about["title"])

    @property
    def commitments(self) -> Mapping[str, str]:
        """The purchase that a commitment for a term is: `1y` to `reserved_1y`; empty: none sold."""
        commitments: Mapping[str, str] = self._about.get("commitments", {})
        return commitments

    @cached_property
    def billing(self) -> Billing:
        """What each part of a node is billed as."""
        return Billing(self._root, self.name)

    @cached_property
    def regions(self) -> Mapping[str, Region]:
        return {region.name: region for region in map(self._region, self._table("regions"))}

    def location(self, name: str) -> Record | None:
        """A place that is several regions; None where none has the name."""
        return self._locations.newest(name)

    @cached_property
    def _locations(self) -> Index:
        return Index(self._table("locations"), "location")

    def _region(self, record: Record) -> Region:
        return Region(
            cloud=self.name,
            name=record.required("region"),
            country=record.required("country"),
            city=record.text("city"),
            zones=record.words("zones"),
            zone_count=record.integer("zone_count"),
            partition=record.required("partition"),
            geography=record.text("geography"),
            operator=record.text("operator"),
            row=record.row,
        )

    def machine(self, name: str) -> Machine | None:
        record = self._machines.newest(name)
        return self._machine(record) if record else None

    @cached_property
    def machines(self) -> tuple[Machine, ...]:
        return tuple(self._machine(record) for record in self._machines.table)

    def _machine(self, record: Record) -> Machine:
        return Machine(
            cloud=self.name,
            name=record.required("machine"),
            accelerator=record.text("accelerator"),
            gpus=record.integer("gpus"),
            gpu_fraction=record.decimal("gpu_fraction"),
            gpu_memory_gib=record.decimal("gpu_memory_gib"),
            gpu_memory_gb_nominal=record.decimal("gpu_memory_gb_nominal"),
            vcpus=record.integer("vcpus"),
            memory_gib=record.decimal("memory_gib"),
            nvme_gb=record.integer("nvme_gb"),
            network_gbps=record.decimal("network_gbps"),
            rdma=record.text("rdma"),
            architecture=record.text("architecture"),
            row=record.row,
        )

    def offering(self, region: str, machine: str) -> Offering | None:
        record = self._offered.newest(region, machine)
        if record is None:
            return None
        return Offering(
            region=region,
            machine=machine,
            zones=record.words("zones"),
            zone_ids=record.words("zone_ids"),
            availability=record.required("availability"),
            row=record.row,
        )

    @cached_property
    def address_ranges(self) -> tuple[AddressRange, ...]:
        """Addresses that its networks may have and may not."""
        return tuple(
            AddressRange(
                range=record.required("range"),
                use=record.required("use"),
                note=record.required("note"),
                row=record.row,
            )
            for record in self._table("address_ranges")
        )

    def zones(self, region: str) -> tuple[str, ...]:
        """The zones of a region: by name as far as any list has them, else by number."""
        known = self.regions[region]
        named = {
            zone
            for where, machine in self._offered
            if where == region and (record := self._offered.newest(where, machine))
            for zone in record.words("zones")
        }
        return known.zones or tuple(sorted(named)) or known.every_zone

    def sold(self, machine: str) -> Sold | None:
        """How a machine is sold; None where it is sold in every way that the cloud knows."""
        record = self._sold.newest(machine)
        return Sold(record.words("purchases"), record.row) if record else None

    def regions_offering(self, what: str) -> tuple[str, ...]:
        """Regions that sell a machine, or any machine with an accelerator, of that name."""
        names = {one.name for one in self.machines if what in (one.name, one.accelerator)}
        return tuple(sorted({region for region, machine in self._offered if machine in names}))

    def hourly(self, region: str, machine: str, purchase: str) -> Price | None:
        """The newest price of a machine-hour; None where no row says one."""
        prices = self._hourly if purchase in _BOUGHT_BY_THE_HOUR else self._committed
        record = prices.newest(region, machine, purchase)
        return price(record, "per_hour", unit="hour") if record else None

    def committed(self, region: str, machine: str, term: str) -> Price | None:
        """The newest price of a machine-hour under the commitment that the cloud sells."""
        purchase = self.commitments.get(term)
        return None if purchase is None else self.hourly(region, machine, purchase)

    def hourly_elsewhere(self, machine: str, purchase: str) -> tuple[Price, ...]:
        """The newest prices of a machine-hour in all regions that have one, by region."""
        regions = sorted(r for r, name, how in self._hourly if (name, how) == (machine, purchase))
        found = (self.hourly(region, machine, purchase) for region in regions)
        return tuple(one for one in found if one is not None)

    def service(self, region: str, item: str) -> Price | None:
        """The newest price of a service item in this very region."""
        record = self._services.newest(item, region) or self._services.newest(item, ANYWHERE)
        return price(record, "amount", unit=record.required("unit")) if record else None

    def service_elsewhere(self, item: str) -> tuple[Price, ...]:
        """The newest prices of an item in all regions that have one, by region."""
        regions = sorted(region for name, region in self._services if name == item)
        found = (self.service(region, item) for region in regions)
        return tuple(one for one in found if one is not None)

    def round_trip(self, a: str, b: str) -> RoundTrip | None:
        """The round trip between two regions; None where nobody measured it."""
        return round_trip(self._round_trips, a, b)


class Clouds(Mapping[str, Cloud]):
    """Clouds by name: the folders of `planner/data/clouds`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, Cloud] = {}

    @cached_property
    def _names(self) -> tuple[str, ...]:
        files = (PurePosixPath(file).parts for file in digests.listed(self._folder))
        return tuple(sorted({parts[1] for parts in files if parts[0] == "clouds"}))

    def __getitem__(self, name: str) -> Cloud:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._known:
            self._known[name] = Cloud(self._folder, name)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Regions(Mapping[str, Mapping[str, Region]]):
    """Regions by cloud and name; a cloud is read when it is first asked for."""

    def __init__(self, clouds: Clouds) -> None:
        self._clouds = clouds

    def __getitem__(self, cloud: str) -> Mapping[str, Region]:
        return self._clouds[cloud].regions

    def __iter__(self) -> Iterator[str]:
        return iter(self._clouds)

    def __len__(self) -> int:
        return len(self._clouds)
