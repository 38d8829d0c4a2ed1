"""An endpoint to the least demands that no targets of the catalogue keep together.

Demands are left out one by one for as long as none can be kept: what is left is a core, and leaving
any one of it out opens a way. It need not be the only core, and the order of the search is fixed.
Agreements with whoever is called are taken to be there, since they can be had.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from planner.pipeline import Plan
from planner.solving.constraints import Constraint, constraints, under
from planner.solving.judging import Judge, Seen, weighed
from planner.solving.options import alone
from planner.solving.routing import called, together
from planner.spec import Spec, edited
from planner.topology import resolve
from planner.values import value

_MIN_TARGETS = ("min_targets",)


@value
class Demand:
    """A demand of a core, and what could be called without it."""

    constraint: Constraint
    without: tuple[str, ...]
    """Targets that keep the rest of the core, in words."""


@value
class Core:
    """The conflict among the demands on an endpoint."""

    endpoint: str
    asked: int
    """Targets that were asked."""
    demands: tuple[Demand, ...]
    """Empty where there is no conflict, or where there is nothing to call at all."""
    kept_by: tuple[str, ...]
    """Targets that keep every demand, in words; empty where none do."""

    @property
    def is_conflict(self) -> bool:
        return not self.kept_by


def core(plan: Plan, name: str, judge: Judge, *, same_models: bool = False) -> Core:
    """A minimal set of an endpoint's demands that no targets of the catalogue keep together."""
    judge = replace(judge, supposing=True)
    spec = alone(plan.spec, name, plan.catalog)
    endpoint = next(one for one in plan.topology.endpoints if one.name == name)
    found = judge.choice(spec, endpoint, same_models=same_models)
    search = _Search(spec, name, found, judge)
    every = constraints(spec, name)
    keeping = search.keeping(every)
    if keeping:
        return Core(name, len(found), (), keeping)
    left = list(every)
    for constraint in every:
        fewer = [one for one in left if one != constraint]
        if not search.keeping(fewer):
            left = fewer
    demands = (Demand(one, search.keeping([o for o in left if o != one])) for one in left)
    return Core(name, len(found), tuple(demands), ())


@value
class _Search:
    """An endpoint with what it could call."""

    spec: Spec
    name: str
    found: Sequence[Seen]
    judge: Judge

    def keeping(self, kept: Collection[Constraint]) -> tuple[str, ...]:
        """The cheapest targets that keep some demands; nothing where none do."""
        spec = edited(self.spec, under(self.spec, self.name, kept))
        topology = resolve(spec, self.judge.catalog).value if spec else None
        if spec is None or topology is None:
            return ()
        (endpoint,) = topology.endpoints
        asked = [one.demanded for one in kept if one.key == _MIN_TARGETS]
        wanted = max((int(str(least)) for least in asked), default=1)
        options_ = weighed(self.found, endpoint, self.judge.catalog)
        chosen = together(self.judge.admitted(spec, self.name, options_), wanted)
        return tuple(called(one, self.spec) for one in chosen)
