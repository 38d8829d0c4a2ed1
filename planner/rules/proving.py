"""What holds of each path of an endpoint's data: the verdict, and the facts that it rests on.

`check` reports what doesn't hold; this says the same of what does, for readers who ask why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from planner.catalog import Catalog, Operator, Reach
from planner.diagnostics import Fact, Proof, Step, Verdict
from planner.rules.levels import (
    denied_levels,
    processing_levels,
    storage_levels,
    weigh,
    weigh_denied,
    within,
)
from planner.rules.operators import objection, unadmitted
from planner.rules.reached import is_protected, protected
from planner.rules.residency import bounds, listed
from planner.rules.verdicts import worst
from planner.topology import Allowance, Edge, Endpoint, Graph, Path, Role
from planner.values import value


@value
class Held:
    """A path of an endpoint's data, and what the levels of its policy make of its last hop."""

    endpoint: Endpoint
    path: Path
    verdict: Verdict | None
    """None where no level binds what it brings."""
    proofs: tuple[Proof, ...]
    """Where data is processed and kept, and who runs that, as far as it is asked."""


def held_paths(endpoint: Endpoint, graph: Graph, catalog: Catalog) -> tuple[Held, ...]:
    """Every path of an endpoint, nearest first, then those to operators that aren't admitted."""
    walked = [path for path in graph.paths(endpoint.id) if path.hops]
    found = {_last(path): _held(endpoint, path, graph, catalog) for path in walked}
    if endpoint.is_protected and endpoint.policies:
        for path, verdict, says in _objections(endpoint, walked, graph):
            one = found.get(_last(path)) or Held(endpoint, path, None, ())
            fact = Fact(says, path.hops[-1].row or path.at)
            both = worst(each for each in (verdict, one.verdict) if each)
            found[_last(path)] = replace(one, verdict=both, proofs=(*one.proofs, fact))
    return tuple(found.values())


def _last(path: Path) -> tuple[str, Edge, str, frozenset[str]]:
    hop = path.hops[-1]
    return hop.tail, hop.edge, hop.head, path.data


def _objections(
    endpoint: Endpoint, walked: Iterable[Path], graph: Graph
) -> Iterator[tuple[Path, Verdict, str]]:
    bound = protected((endpoint, path) for path in walked)
    for way in unadmitted(bound, graph):
        yield way.path, way.against.verdict, way.against.says


def _held(endpoint: Endpoint, path: Path, graph: Graph, catalog: Catalog) -> Held:
    if not (endpoint.is_protected and endpoint.policies and is_protected(path)):
        return Held(endpoint, path, None, ())
    if path.stop.role is Role.OPERATOR:
        return _run(endpoint, path, graph)
    found = [*_asked(endpoint, path, catalog)]
    verdicts = [verdict for verdict, _ in found]
    verdict = worst((*verdicts, *_denied(endpoint, path))) if verdicts else None
    return Held(endpoint, path, verdict, tuple(proof for _, proof in found))


def _denied(endpoint: Endpoint, path: Path) -> Iterator[Verdict]:
    denied = denied_levels(endpoint)
    for reach in (path.stop.processing, path.stop.at_rest):
        if reach and denied:
            yield weigh_denied(reach, denied)[0]


def _asked(endpoint: Endpoint, path: Path, catalog: Catalog) -> Iterator[tuple[Verdict, Proof]]:
    stop = path.stop
    if stop.processing and (levels := processing_levels(endpoint, path)):
        yield _proof(path, stop.processing, levels, "processed", catalog)
    if stop.at_rest and (levels := storage_levels(endpoint, path)):
        yield _proof(path, stop.at_rest, levels, "kept", catalog)


_SAYS = {
    Verdict.PROVEN: "can't reach beyond",
    Verdict.UNPROVEN: "may reach beyond",
    Verdict.VIOLATED: "reaches beyond",
}


def _proof(
    path: Path, reach: Reach, levels: tuple[Allowance, ...], what: str, catalog: Catalog
) -> tuple[Verdict, Proof]:
    verdict, _ = weigh(reach, within(levels))
    worded = tuple({str(level): level for level in levels}.values())
    allowed = (Fact(f"allowed: {level}", level.at) for level in worded)
    return verdict, Step(
        f"{path.stop.title} {_SAYS[verdict]} {listed(worded)}",
        f"and data may be {what} only where every level of the policy allows",
        (*allowed, Fact(bounds(reach, catalog), reach.row)),
    )


def _run(endpoint: Endpoint, path: Path, graph: Graph) -> Held:
    """A hop to whoever runs a stop, as far as levels ask who that may be."""
    operator, hop = path.stop.operator, path.hops[-1]
    asking = [level for level in endpoint.policies if level.parents or level.homes]
    if operator is None or not asking:
        return Held(endpoint, path, None, ())
    verdict = worst(objection(hop, level, graph).verdict for level in asking)
    allowed = [
        Fact(f"{what}: {allowance}", allowance.at)
        for level in asking
        for what, allowance in (("owners allowed", level.parents), ("homes allowed", level.homes))
        if allowance
    ]
    says = f"{path.stop.title} is {'' if verdict is Verdict.PROVEN else 'not '}admitted"
    step = Step(says, "as every level of the policy asks", (*allowed, _owned(operator)))
    return Held(endpoint, path, verdict, (step,))


def _owned(operator: Operator) -> Fact:
    home = f"`{operator.id}` is at home in {operator.home or 'a country nobody names'}"
    return Fact(f"{home}, owned by {operator.parent} in {operator.parent_country}", operator.row)
