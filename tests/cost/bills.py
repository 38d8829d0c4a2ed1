"""Bills of specs and of examples."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from planner.catalog import load
from planner.cost import Bill, Line, estimate
from planner.layout import lay_out
from planner.spec import read
from planner.topology import Topology, resolve
from tests.topology.specs import resolved

EXAMPLES = Path(__file__).parents[2] / "examples"


def bill_of(text: str) -> Bill:
    return _bill(resolved(text))


@cache
def bill_of_example(name: str) -> Bill:
    return _bill(topology_of_example(name))


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
