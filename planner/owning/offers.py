"""Words to what they name: an API's target, a pool of rented nodes, the people for either.

Each is written as the smallest spec that has it, and resolved as any spec is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import PurePath

from planner.catalog import Catalog, assumptions
from planner.diagnostics import Diagnostic, Outcome, Row, SourceText
from planner.errors import UsageError
from planner.spec import Cloud, Precision, Purchase, read_text, yaml_of
from planner.topology import GpuPool, People, Target, Topology, resolve
from planner.units import Money, Range
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
    purchase: Purchase = "on_demand"
    term: str | None = None
    """`1y` or `3y`: all nodes are committed to for so long."""


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
