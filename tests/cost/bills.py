"""Bills of specs and of examples."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

from planner.catalog import load
from planner.cost import Bill, Line, estimate
from planner.layout import lay_out
from planner.spec import read
from planner.topology import Topology, resolve
from tests.topology.specs import resolved

EXAMPLES = Path(__file__).parents[2] / "examples"
SPECS_ON_CLOUDS = Path(__file__).parent / "on_clouds"
CLOSE = Decimal("1e-18")
"""How far two ways of reckoning the same quantity may lie apart."""


def bill_of(text: str) -> Bill:
    return _bill(resolved(text))


@cache
def bill_of_example(name: str) -> Bill:
    return _bill(topology_of_example(name))


@cache
def bill_on(name: str) -> Bill:
    """The bill of a spec of `on_clouds`."""
    return bill_of((SPECS_ON_CLOUDS / f"{name}.yaml").read_text("utf-8"))


def worked_bill(name: str) -> Bill:
    """The bill of an example, or of a spec of `on_clouds`."""
    is_example = (EXAMPLES / name).is_dir()
    return bill_of_example(name) if is_example else bill_on(name)


@cache
def topology_of_example(name: str) -> Topology:
    spec = read(EXAMPLES / name / "topology.yaml").value
    assert spec is not None
    topology = resolve(spec, load()).value
    assert topology is not None
    return topology


def line_of(bill: Bill, name: str) -> Line:
    return next(line for line in bill.lines if line.id == name)


def _bill(topology: Topology) -> Bill:
    return estimate(topology, lay_out(topology), load())


BILLS_OF_EXAMPLES = sorted(spec.parent.name for spec in EXAMPLES.glob("*/topology.yaml"))
