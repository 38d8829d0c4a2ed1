"""Words to what they name: an API's target, rented nodes, bought servers, and their people.

Each is written as the smallest spec that has it, and resolved as any spec is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from pathlib import PurePath

from planner.catalog import Catalog, Machine, Server, assumptions
from planner.diagnostics import Diagnostic, Outcome, Row, SourceText
from planner.errors import UsageError
from planner.spec import Cloud, Precision, Purchase, read_text, yaml_of
from planner.topology import GpuPool, People, Provider, Target, Topology, resolve
from planner.units import Money, Range, plain
from planner.values import value

NAME = "workload"
"""Of the endpoint of every such spec."""
_FILE = PurePath("workload.yaml")
_ASSUMED = Row("assumptions.toml", 0, "", "memory")


@value
class Api:
    """A model as an LLM API serves it."""

    kind: str
    """Of the provider, as a spec writes it."""
    model: str
    words: Mapping[str, str] = field(default_factory=dict)
    """The keys that place the call, such as `region` and `mode`."""


@value
class Rented:
    """Nodes of a cloud that serve an open-weight model, rented by the hour."""

    cloud: Cloud
    region: str
    accelerator: str
    model: str
    precision: Precision = "bf16"
    machine: str | None = None
    """None: the smallest that carries the accelerator in the region."""
    gpus: int | None = None
    """Of each replica; None: as many as carry the load best."""
    purchase: Purchase = "on_demand"
    term: str | None = None
    """`1y` or `3y`: all nodes are committed to for so long."""


@value
class Keeping:
    """What it takes to keep servers of one's own, beside their price and the power they draw."""

    months: int
    """Over which their price is written off, evenly."""
    residual: Decimal
    """Share of the price that is left then, 0..1."""
    upkeep: Decimal
    """Spare parts and support for a year, as a share of the price."""
    capital: Decimal
    """Interest for a year."""
    pue: Decimal
    power_price: Money
    """Of a kilowatt-hour."""
    hosting: Money
    """Of a kilowatt, for a month."""
    hands_hours: Decimal
    """In a month on the spot, for each server."""
    hands_rate: Money


@value
class Bought:
    """Servers that are bought, and stand in somebody's data centre."""

    server: Server
    model: str
    keeping: Keeping
    precision: Precision = "bf16"
    country: str = "DE"

    @property
    def accelerator(self) -> str:
        return self.server.accelerator

    @property
    def machine(self) -> Machine:
        """It as a machine that a replica stands on."""
        return Machine(
            cloud="",
            name=self.server.name,
            accelerator=self.server.accelerator,
            gpus=self.server.gpus,
            gpu_fraction=Decimal(1),
            gpu_memory_gib=self.server.gpu_memory_gib,
            gpu_memory_gb_nominal=None,
            vcpus=None,
            memory_gib=None,
            nvme_gb=None,
            network_gbps=None,
            rdma="",
            architecture="",
            row=self.server.row,
        )


def target_of(api: Api, catalog: Catalog) -> Target:
    """The API's model as the only target of an endpoint.

    Raises:
        UsageError: the language or the catalogue has no such provider.
    """
    provider = {"kind": api.kind, **api.words, "models": {"model": api.model}}
    topology = small({"providers": {"api": provider}}, "api/model", catalog)
    return topology.endpoints[0].targets[0]


def pool_of(rented: Rented, catalog: Catalog) -> GpuPool:
    """The nodes as a pool of one node, which a workload then sizes.

    Raises:
        UsageError: the catalogue has no such region, accelerator or machine.
    """
    words: dict[str, object] = {
        "cloud": rented.cloud,
        "region": rented.region,
        "accelerator": rented.accelerator,
        "purchase": rented.purchase,
        "nodes": {"min": 1, "max": 1},
        "serves": {"model": {"model": rented.model, "precision": rented.precision}},
    }
    if rented.machine is not None:
        words["machine"] = rented.machine
    if rented.term is not None:
        words["commitment"] = {"term": rented.term, "nodes": 1}
    return small({"gpu_pools": {"own": words}}, "own/model", catalog).gpu_pools[0]


def servers_of(bought: Bought, price: Decimal, catalog: Catalog) -> Provider:
    """One such server at a price, as a host of one's own, which a workload then sizes.

    Raises:
        UsageError: the language takes no such terms.
    """
    keeping, power = bought.keeping, bought.server.power_kw
    hosted = Money(keeping.hosting.amount * power, keeping.hosting.currency)
    hardware = {
        "servers": 1,
        "price": _written(Money(price, bought.server.currency)),
        "amortise_months": keeping.months,
        "residual": _percent(keeping.residual),
        "upkeep": _percent(keeping.upkeep),
        "capital": _percent(keeping.capital),
        "power_kw": power,
        "power_price": _written(keeping.power_price),
        "pue": keeping.pue,
        "hosting": _written(hosted),
        "hands": {"hours": keeping.hands_hours, "rate": _written(keeping.hands_rate)},
    }
    provider = {
        "kind": "openai-compatible",
        "host": "llm.invalid",
        "operator": "own",
        "country": bought.country,
        "evidence": "servers of one's own",
        "models": {"model": bought.model},
        "hardware": hardware,
    }
    return small({"providers": {"own": provider}}, "own/model", catalog).providers[0]


def assumed_keeping() -> Keeping:
    """What it takes where nobody says better."""
    known = {name: one.value for name, one in assumptions().items()}
    return Keeping(
        months=int(known["bought_months"]),
        residual=known["bought_residual"],
        upkeep=known["bought_upkeep"],
        capital=known["bought_capital"],
        pue=known["bought_pue"],
        power_price=Money(known["bought_power_price"], "EUR"),
        hosting=Money(known["bought_hosting"]),
        hands_hours=known["bought_hands_hours"],
        hands_rate=Money(known["people_rate"]),
    )


def assumed_people() -> People:
    """The people who run GPUs of one's own, where nobody says how many hours it takes them."""
    known = assumptions()
    hours = (known["owning_operations_hours"], known["owning_evaluation_hours"])
    operations, evaluation = (Range.exactly(each.value) for each in hours)
    rate = Money(known["people_rate"].value)
    return People(rate, operations, evaluation, _ASSUMED)


def small(parts: Mapping[str, object], route: str, catalog: Catalog) -> Topology:
    """The topology of one endpoint with some parts and a route of one target.

    Raises:
        UsageError: the language or the catalogue has no such thing.
    """
    words = {"version": 1, "topology": NAME, "endpoints": {NAME: {"route": [route]}}, **parts}
    read = read_text(SourceText(_FILE, yaml_of(words)))
    if read.value is None:
        raise _refused(read)
    resolved = resolve(read.value, catalog)
    if resolved.value is None:
        raise _refused(resolved)
    return resolved.value


def _refused(outcome: Outcome[object]) -> UsageError:
    """The first complaint as one about the command line: nobody wrote the spec."""
    first: Diagnostic = outcome.diagnostics[0]
    return UsageError(first.message, mend="; ".join(fix.title for fix in first.fixes))


def _written(money: Money) -> str:
    return f"{plain(money.amount)} {money.currency}"


def _percent(share: Decimal) -> str:
    return f"{plain(share * 100)}%"
