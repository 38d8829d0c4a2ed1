"""Anybody's Terraform plan to what it does with data: covered, refused, or not to be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal

from planner.catalog import Catalog
from planner.diagnostics import Verdict
from planner.inspecting.demands import Demands, Objection
from planner.inspecting.hops import PlannedHop
from planner.inspecting.places import Places
from planner.inspecting.reading import Reading
from planner.planfile import Item, PlannedTree, Stage
from planner.values import value

Standing = Literal["covered", "no_data", "refused", "unknown"]
STANDINGS: tuple[Standing, ...] = ("covered", "no_data", "refused", "unknown")


@value
class JudgedHop:
    """A hop with what stands against it; nothing does where it is covered."""

    hop: PlannedHop
    objections: tuple[Objection, ...]


@value
class Inspected:
    """One resource after the apply, and each way that data takes by it."""

    address: str
    type: str
    module: str
    """Address of the module instance; empty for the root."""
    region: str
    """Empty where it can't be told."""
    hops: tuple[JudgedHop, ...]

    @property
    def standing(self) -> Standing:
        """Refused if any hop is; else unknown if any is; one has exactly one standing."""
        if self.refusals:
            return "refused"
        if self.unknowns:
            return "unknown"
        return "covered" if self.hops else "no_data"

    @property
    def refusals(self) -> tuple[tuple[JudgedHop, Objection], ...]:
        return self._with(Verdict.VIOLATED)

    @property
    def unknowns(self) -> tuple[tuple[JudgedHop, Objection], ...]:
        return self._with(Verdict.UNPROVEN)

    def _with(self, verdict: Verdict) -> tuple[tuple[JudgedHop, Objection], ...]:
        pairs = ((hop, objection) for hop in self.hops for objection in hop.objections)
        return tuple(pair for pair in pairs if pair[1].verdict is verdict)


@value
class Inspection:
    """Every resource that stands after a plan, by address."""

    resources: tuple[Inspected, ...]

    @property
    def counts(self) -> Mapping[Standing, int]:
        counted = Counter(resource.standing for resource in self.resources)
        return {standing: counted[standing] for standing in STANDINGS}


def inspect(tree: PlannedTree, demands: Demands, catalog: Catalog) -> Inspection:
    """What a plan does with data, held against what is demanded; linear in its resources."""
    reading = Reading(Places(catalog, demands.at))
    items = Stage(tree, "after").items
    return Inspection(tuple(_inspected(item, reading, demands) for item in items))


def _inspected(item: Item, reading: Reading, demands: Demands) -> Inspected:
    hops = dict.fromkeys(reading.hops(item))
    return Inspected(
        address=item.node,
        type=item.type,
        module=item.planned.module,
        region=item.region or "",
        hops=tuple(JudgedHop(hop, tuple(_objections(hop, demands))) for hop in hops),
    )


def _objections(hop: PlannedHop, demands: Demands) -> Iterator[Objection]:
    if hop.stop is None:
        yield Objection(Verdict.UNPROVEN, hop.why, demands.at)
    else:
        yield from demands.against(hop)
