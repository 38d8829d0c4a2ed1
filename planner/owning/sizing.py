"""A load on a machine to the numbers of nodes that it takes: as expected, and at both ends."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

from planner.capacity import (
    Deadline,
    Estimate,
    Load,
    Measurement,
    Unfit,
    fleet,
    measured,
    over,
    smallest,
)
from planner.catalog import Catalog, Machine
from planner.owning.sides import Fleets, Size
from planner.units import Range


def sized(
    model: str,
    precision: str,
    machine: Machine,
    zones: int,
    load: Load,
    deadline: Deadline,
    catalog: Catalog,
    measurement: Measurement | None = None,
    gpus: int | None = None,
) -> Fleets | Unfit:
    """How many of a machine's nodes stand over `zones` zones for a model's load, at any volume.

    The replica is the one that the load's own volume is carried best by, at every volume, or one
    over so many `gpus`. `measurement`: of such a replica, in place of what the model estimates.
    """
    known, accelerator = catalog.open_model(model), catalog.accelerator(machine.accelerator)
    if known is None:
        return Unfit("unknown", f"the catalogue has no open model `{model}`")
    if accelerator is None:
        return Unfit("unknown", f"the catalogue has no accelerator `{machine.accelerator}`")
    if gpus is None:
        found = smallest(known, precision, machine, accelerator, load, deadline)
    else:
        found = over(gpus, known, precision, machine, accelerator, load, deadline)
    if isinstance(found, Unfit):
        return found
    if measurement is not None:
        found = measured(found, measurement)
    band = found.requests_per_second
    return Fleets(
        expected=_size(found, band.expected, machine, zones),
        most=_size(found, band.low, machine, zones),
        fewest=_size(found, band.high, machine, zones),
    )


def _size(estimate: Estimate, rate: Decimal, machine: Machine, zones: int) -> Size:
    """The nodes, if each replica carries just so many requests a second."""
    whole = estimate.requests_per_second
    carried = Range(min(whole.low, rate), rate, max(whole.high, rate))
    capped = replace(estimate, requests_per_second=carried)
    return partial(fleet, capped, machine=machine, zones=zones)
