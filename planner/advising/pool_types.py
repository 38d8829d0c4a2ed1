"""The GPU pools that a topology has or could have: which machine, where, with which model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import cast, get_args

from planner.capacity import sizes
from planner.catalog import Catalog, Machine, OpenModel, Price, Region
from planner.layout import Laid, gpus_for, serving
from planner.owning import Rented
from planner.pipeline import Plan
from planner.rules import permitted
from planner.solving import NewPool, Option
from planner.spec import Cloud, Precision
from planner.topology import Endpoint, GpuPool, PooledModel
from planner.units import MONTH_HOURS
from planner.values import value

MOST = 30
"""Pool types that are weighed at once; the cheapest of each accelerator come first."""
_OFFERED = ("offered", "zone_listed", "listed")
"""How a region is known to sell a machine; a price alone proves no offer."""


@value
class PoolType:
    """One kind of GPU pool: it may stand with any number of nodes."""

    option: Option
    """How a route would name it, and the words of the pool where the spec has none."""
    region: Region
    machine: Machine
    zones: int
    model: OpenModel
    precision: str
    gpus: int
    """Of each replica."""
    purchase: str
    """How its nodes are bought, as a spec writes it."""
    hourly: Price | None
    """Of a node that is bought on demand; None where nobody says what it costs."""

    @property
    def is_there(self) -> bool:
        """Whether the spec has it."""
        return self.option.pool is None

    @property
    def id(self) -> str:
        """Its place in the spec, or where it would stand and what it would serve.

        Such as `gpu_pools.hot`, or `aws:eu-central-1/g6.xlarge/llama-3.1-8b-instruct/fp8`, and
        `/2` where its replicas take more GPUs than they need to.
        """
        return f"gpu_pools.{self.option.site}" if self.is_there else self.kind

    @property
    def target(self) -> str:
        """The same, with the spec's short name of the model where a pool of the spec serves it."""
        return f"{self.id}/{self.option.key}" if self.is_there else self.id

    @property
    def called(self) -> str:
        """As a route of the spec names its model; empty where the spec has none."""
        return f"{self.option.site}/{self.option.key}" if self.is_there else ""

    @property
    def kind(self) -> str:
        """Where it stands and what it serves: what another pool would be no other for."""
        where = f"{self.region.cloud}:{self.region.name}/{self.machine.name}"
        over = "" if self.gpus == self._fewest else f"/{self.gpus}"
        return f"{where}/{self.model.name}/{self.precision}{over}"

    @property
    def _fewest(self) -> int:
        return gpus_for(self.model, self.precision, self.machine)

    @property
    def laid(self) -> Laid:
        """Its model over its machine's GPUs."""
        return Laid(self.model, self.precision, self.gpus, self.machine)

    @property
    def rented(self) -> Rented:
        """Its nodes as what a workload alone could rent."""
        return Rented(
            cloud=cast("Cloud", self.region.cloud),
            region=self.region.name,
            accelerator=self.machine.accelerator,
            model=self.model.name,
            precision=cast("Precision", self.precision),
            machine=self.machine.name,
            gpus=self.gpus,
        )

    @property
    def node_month(self) -> Decimal | None:
        """US dollars for the hours of a node that always runs."""
        return None if self.hourly is None else self.hourly.amount * MONTH_HOURS


def own_pools(plan: Plan) -> Iterator[PoolType]:
    """The pools of the spec, with each of their models that the catalogue knows."""
    for pool, served in _serving(plan):
        if served.facts is not None:
            yield PoolType(
                option=Option(served.facts.name, site=pool.name, key=served.key),
                region=pool.region,
                machine=pool.machine,
                zones=max(len(pool.zones), 1),
                model=served.facts,
                precision=served.precision,
                gpus=serving(pool).gpus_per_replica,
                purchase=pool.purchase,
                hourly=_hourly_of(pool, plan.catalog),
            )


def _serving(plan: Plan) -> Iterator[tuple[GpuPool, PooledModel]]:
    for pool in plan.topology.gpu_pools:
        yield from ((pool, served) for served in pool.serves.values())


def _hourly_of(pool: GpuPool, catalog: Catalog) -> Price | None:
    if pool.agreed_hourly is not None:
        return pool.agreed_hourly
    return catalog.hourly(pool.region.cloud, pool.region.name, pool.machine.name, "on_demand")


def further_pools(
    plan: Plan, models: Iterable[OpenModel], endpoints: Iterable[Endpoint]
) -> Iterator[PoolType]:
    """Pools that the spec could have: each model on each accelerator, where it is cheapest.

    Only regions count in which some endpoint's data may be processed, and in which a source says
    that the machine is for sale. Those of the topology's gateways are weighed whatever they cost,
    since nothing has to cross regions there.
    """
    for region, machine, price in _places(plan, tuple(endpoints)):
        for model in models:
            precision = _precision(model, machine, plan.catalog)
            for gpus in _sizes(model, precision, machine) if precision else ():
                yield PoolType(
                    option=_option(model, precision, gpus, region, machine),
                    region=region,
                    machine=machine,
                    zones=_zones(plan.catalog, region, machine),
                    model=model,
                    precision=precision,
                    gpus=gpus,
                    purchase="on_demand",
                    hourly=price,
                )


def _sizes(model: OpenModel, precision: str, machine: Machine) -> Iterator[int]:
    """GPUs of a replica: as few as hold the model, and more of them, which answer sooner."""
    fewest = gpus_for(model, precision, machine)
    return (gpus for gpus in sizes(machine, model) if gpus >= fewest)


_Place = tuple[Region, Machine, Price]


def _places(plan: Plan, endpoints: tuple[Endpoint, ...]) -> Iterator[_Place]:
    """Machines with GPUs: in the gateways' regions, and where each is cheapest in each cloud.

    Of machines that differ by what is beside their GPUs, the cheapest is taken.
    """
    near = {gateway.region for gateway in plan.topology.gateways}
    for cloud in get_args(Cloud):
        found: dict[object, list[_Place]] = {}
        for place in _for_sale(cloud, plan.catalog, endpoints):
            found.setdefault(_gpus(place[1]), []).append(place)
        for places in found.values():
            nearby = [[one for one in places if one[0] == region] for region in near]
            cheapest = (min(some, key=_price) for some in (places, *nearby) if some)
            yield from {one[0].name: one for one in cheapest}.values()


def _gpus(machine: Machine) -> tuple[object, ...]:
    """What of a machine decides what a model does on it."""
    return machine.accelerator, machine.gpus, machine.least_gpu_gib


def _price(place: _Place) -> tuple[Decimal, str, str]:
    region, machine, price = place
    return price.amount, region.name, machine.name


def _for_sale(cloud: str, catalog: Catalog, endpoints: tuple[Endpoint, ...]) -> Iterator[_Place]:
    regions = [
        region
        for region in catalog.regions[cloud].values()
        if any(permitted(endpoint, region, "processing") for endpoint in endpoints)
    ]
    for machine in catalog.machines(cloud):
        if machine.gpus and machine.gpu_fraction in (None, 1) and _is_sold(machine, catalog):
            for region in regions:
                offer = catalog.offering(cloud, region.name, machine.name)
                price = catalog.hourly(cloud, region.name, machine.name, "on_demand")
                if offer and offer.availability in _OFFERED and price:
                    yield region, machine, price


def _precision(model: OpenModel, machine: Machine, catalog: Catalog) -> str:
    """The smallest precision that costs no quality to speak of; empty where no size is known."""
    accelerator = catalog.accelerator(machine.accelerator)
    if accelerator is None:
        return ""
    wanted = ("mxfp4", "fp8", "bf16") if accelerator.fp8_tflops else ("bf16",)
    return next((one for one in wanted if one in model.weights_gb), "")


def _zones(catalog: Catalog, region: Region, machine: Machine) -> int:
    offer = catalog.offering(region.cloud, region.name, machine.name)
    return max(len(offer.zones) if offer else 0, 1)


def _option(
    model: OpenModel, precision: str, gpus: int, region: Region, machine: Machine
) -> Option:
    is_fewest = gpus == gpus_for(model, precision, machine)
    pool = NewPool(
        cloud=region.cloud,
        region=region.name,
        accelerator=machine.accelerator,
        machine=machine.name,
        purchase="on_demand",
        model=model.name,
        precision=precision,
        gpus_per_replica=None if is_fewest else gpus,
    )
    return Option(model.name, pool=pool)


def _is_sold(machine: Machine, catalog: Catalog) -> bool:
    """Whether a machine is sold on demand: what can be taken back carries no endpoint alone."""
    sold = catalog.sold(machine.cloud, machine.name)
    return sold is None or "on_demand" in sold.purchases
