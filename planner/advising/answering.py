"""The answer of the solver as a topology: edits of the spec, and the plan that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from planner.advising.gateway_places import NEW_GATEWAY
from planner.advising.pool_types import PoolType
from planner.advising.pools import TERMS
from planner.advising.posing import Posed, repriced, without_people
from planner.diagnostics import Edit
from planner.optimising import Answer, Bought, Optimum, Served, solve
from planner.pipeline import Plan
from planner.solving import Option, called_sites, listed, placed, replanned
from planner.spec import Spec, edit, edited, words
from planner.values import value


@value
class Answered:
    """The topology that an optimum comes to."""

    edits: tuple[Edit, ...]
    """What makes the spec have it; none where it has it already."""
    after: Plan | None
    """None where the language or the catalogue has no such spec."""


@value
class Settled:
    """A problem with its answer, at the costs of the topology that the answer comes to."""

    posed: Posed
    answer: Answer
    topology: Answered | None
    """None where there is no optimum."""


def settled(plan: Plan, problem: Posed) -> Settled:
    """The cheapest topology.

    What is shared is first taken at what it costs at the most, then at what it costs in the
    topology that this comes to: a network without a pool has fewer endpoints. Where that makes
    another choice the best, the one with the lower bill is taken.
    """
    first = _within_budget(plan, problem)
    problem = first.posed
    after = first.topology.after if first.topology else None
    if after is None:
        return first
    second = _settled(plan, repriced(problem, after.bill))
    then = second.topology.after if second.topology else None
    if then is None or then.bill.monthly.expected > after.bill.monthly.expected:
        return first
    return second


def _within_budget(plan: Plan, problem: Posed) -> Settled:
    """The cheapest by the solver's figures, whose budget is one of the bill.

    People whom only an assumption speaks of are on no bill. They are counted as long as the budget
    holds them, and a budget that is kept without them is kept.
    """
    first = _settled(plan, problem)
    is_short = problem.problem.budget is not None and plan.topology.people is None
    return _settled(plan, without_people(problem)) if is_short and not first.topology else first


def _settled(plan: Plan, problem: Posed) -> Settled:
    answer = solve(problem.problem)
    topology = answered(plan, problem, answer) if isinstance(answer, Optimum) else None
    return Settled(problem, answer, topology)


def answered(plan: Plan, posed: Posed, optimum: Optimum) -> Answered:
    """The edits that make a spec what an optimum says, and the plan of the spec with them."""
    writer = _Writer(plan.spec)
    served = tuple(one for one in optimum.served if one.need not in posed.kept)
    for place in dict.fromkeys(one.place for one in served):
        _gateway(writer, posed, place, served)
    pools = dict.fromkeys(one.pool for one in optimum.bought)
    sites = {pool: _pool(writer, posed.types[pool], optimum.bought) for pool in pools}
    for one in served:
        _route(writer, posed, one, sites)
    writer.close()
    _without_idle(writer)
    return Answered(tuple(writer.edits), replanned(writer.spec, plan.catalog, plan.today))


class _Writer:
    """A spec that grows edit by edit; an edit that changes nothing is left out."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.edits: list[Edit] = []
        self._routes: list[Edit] = []

    def put(self, route: tuple[str | int, ...], value: object) -> None:
        """Put a value at a place, or take away what stands there."""
        if words(self.spec, *route) == value:
            return
        change = edit(self.spec, route, value)
        self.spec = edited(self.spec, (change,)) or self.spec
        self.edits.append(change)

    def route(self, endpoint: str, targets: tuple[str, ...]) -> None:
        """Give an endpoint its targets, with those of all others at once: see `close`."""
        place = ("endpoints", endpoint, "route")
        if words(self.spec, *place) != targets:
            self._routes.append(edit(self.spec, place, targets))

    def close(self) -> None:
        """Put all routes: a spec is read anew with each edit, and may have hundreds of them."""
        self.spec = edited(self.spec, self._routes) or self.spec
        self.edits += self._routes


def _gateway(writer: _Writer, posed: Posed, place: str | None, served: Sequence[Served]) -> None:
    region = posed.gateways.get(place) if place else None
    if region is not None:
        needs = tuple(one.need for one in served if one.place == place)
        serves = "all" if len(needs) == len(writer.spec.endpoints) else needs
        made = {"cloud": region.cloud, "region": region.name, "serves": serves}
        writer.put(("gateways", NEW_GATEWAY), made)


def _pool(writer: _Writer, type_: PoolType, bought: Sequence[Bought]) -> Option:
    """The pool with as many nodes as were chosen, as a target that the spec has."""
    own = [one for one in bought if one.pool == type_.id]
    nodes = sum(one.nodes for one in own)
    if type_.option.pool is None:
        option = type_.option
        _resize(writer, option.site, nodes)
    else:
        sized = replace(type_.option, pool=replace(type_.option.pool, nodes=nodes))
        site = _placed(writer, sized).partition("/")[0]
        option = Option(type_.model.name, site=site, key=type_.option.pool.key)
    for one in own:
        if one.purchase in TERMS:
            committed = {"term": one.purchase, "nodes": one.nodes}
            writer.put(("gpu_pools", option.site, "commitment"), committed)
    return option


def _resize(writer: _Writer, pool: str, nodes: int) -> None:
    """As many nodes as are needed; a pool that grows by itself only has to be able to."""
    now = writer.spec.gpu_pools[pool].nodes
    if now.min == now.max:
        writer.put(("gpu_pools", pool, "nodes"), {"min": nodes, "max": nodes})
    elif now.max < nodes:
        writer.put(("gpu_pools", pool, "nodes", "max"), nodes)


def _route(writer: _Writer, posed: Posed, served: Served, sites: Mapping[str, Option]) -> None:
    targets = []
    for name in served.targets:
        choice = posed.choices[served.need, name]
        is_new = choice.pool is not None and not choice.pool.is_there
        option = sites[choice.pool.id] if choice.pool and is_new else choice.seen.option
        targets.append(_placed(writer, _as_it_is(option, writer.spec)))
    writer.route(served.need, tuple(targets))


def _as_it_is(option: Option, spec: Spec) -> Option:
    """The option on a provider that another route has just brought, if one is called like that."""
    if option.is_there or option.way is None:
        return option
    return listed(option.way, spec)


def _placed(writer: _Writer, option: Option) -> str:
    one = placed(option, writer.spec)
    for change in one.edits:
        writer.put(change.route, change.value)
    return one.target


def _without_idle(writer: _Writer) -> None:
    """Providers and pools that nobody calls any more are taken away, unless they're paid anyway."""
    pools = writer.spec.gpu_pools
    paid = {name for name, pool in pools.items() if pool.commitment is not None}
    called = called_sites(writer.spec) | paid
    for section in ("providers", "gpu_pools"):
        for name in tuple(getattr(writer.spec, section)):
            if name not in called:
                writer.put((section, name), None)
