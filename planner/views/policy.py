"""The policy in force for a terminal: what binds each endpoint, and what each level says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.catalog import Catalog
from planner.pipeline import Plan
from planner.topology import Bound, Endpoint, Said, in_force
from planner.views.diagnostics import visible

_KEY = 20
_LISTED = 12
"""Names of a set that are listed; more of them are counted."""


def show(plan: Plan, endpoints: Iterable[Endpoint], *, keys: bool = False) -> str:
    """Endpoints with their keys, below each what the levels say; `*` is at those that bind.

    `keys`: with the file that each other key of the spec was taken from.
    """
    lines = [line for one in endpoints for line in _endpoint(one, plan.catalog)]
    lines += _shared(plan)
    if keys:
        lines += _keys(plan)
    return "\n".join(visible(line) for line in lines).rstrip("\n")


def _endpoint(endpoint: Endpoint, catalog: Catalog) -> Iterator[str]:
    yield f"{endpoint.name}: {', '.join(sorted(endpoint.data)) or 'no data class'}"
    for bound in in_force(endpoint.policies, catalog):
        yield f"  {bound.key:<{_KEY}}{_in_words(bound)}"
        yield from map(_said, bound.levels)
    yield ""


def _in_words(bound: Bound) -> str:
    if not bound.levels:
        return f"{bound.value}, by default"
    for said in bound.levels:
        if said.value == bound.value:
            return ", ".join(said.written) or "nothing"
    if not isinstance(bound.value, frozenset):
        return str(bound.value)
    if len(bound.value) > _LISTED:
        return f"{len(bound.value)} that every level allows"
    return ", ".join(sorted(bound.value)) or "nothing"


def _said(said: Said) -> str:
    mark = "*" if said.binds else " "
    law = f" ({said.level.regime.name})" if said.level.regime else ""
    return f"  {'':<{_KEY - 2}}{mark} {said.at}{law}: {', '.join(said.written) or 'nothing'}"


def _shared(plan: Plan) -> Iterator[str]:
    """What is no endpoint's own: the budget, waivers, and the commits of files in git."""
    topology = plan.topology
    if topology.budget is not None:
        yield f"budget: {topology.budget.monthly} a month [{topology.budget.at}]"
    for one in topology.waivers:
        bound = f" as {one.fingerprint}" if one.fingerprint else ""
        yield (
            f"waiver: {one.code} at {one.subject}{bound}: {one.reason} "
            f"({one.owner}, until {one.expires}) [{one.at}]"
        )
    for path, template in plan.spec.pinned.items():
        yield f"{path} is at commit {template.commit}"


def _keys(plan: Plan) -> Iterator[str]:
    yield ""
    for route, value, span in plan.spec.leaves():
        yield f"{'.'.join(map(str, route))}: {value} [{span}]"
