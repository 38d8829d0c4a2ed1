"""The findings of the rules that speak of operators: one for each endpoint and operator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.catalog import Operator
from planner.diagnostics import Diagnostic, Fact, Fix, Label, Span, Step
from planner.rules.operators import Way
from planner.rules.residency import severity
from planner.rules.rule import Case
from planner.rules.verdicts import worst
from planner.rules.waiving import last_nodes, subjects
from planner.topology import Graph, Path, Policy, Role


def ownership_findings(case: Case, code: str, *, contested: bool) -> Iterator[Diagnostic]:
    """A finding for each operator that an endpoint's policy doesn't admit, by the shortest way.

    A way that somebody signed for at its node is told apart, so that no signature for the one
    covers the others.
    """
    signed = {
        w.subject for w in case.topology.waivers if w.code == code and w.expires >= case.today
    }
    for ways in _by_operator(case, contested=contested).values():
        apart = [way for way in ways if signed and signed & _subjects(way)]
        others = [way for way in ways if way not in apart]
        for together in (*([way] for way in apart), *([others] if others else ())):
            decisive = worst(way.against.verdict for way in together)
            first = next(way for way in together if way.against.verdict is decisive)
            yield _finding(first, code, case.topology.graph)


def _subjects(way: Way) -> set[str]:
    """The names of what brings the operator along, and not of the operator itself."""
    nodes = tuple(last_nodes(way.path.names()))
    return {name for node in (nodes[1:] if way.hop else nodes) for name in subjects(node)}


def _by_operator(case: Case, *, contested: bool) -> Mapping[tuple[str, str], list[Way]]:
    """The ways of each endpoint to each operator, nearest first."""
    found: dict[tuple[str, str], list[Way]] = {}
    for way in case.unadmitted:
        if way.against.is_contested is contested:
            found.setdefault((way.endpoint.id, way.path.stop.id), []).append(way)
    return found


def _finding(way: Way, code: str, graph: Graph) -> Diagnostic:
    operator = way.path.stop.operator
    title, says = _run_by_it(way.path, graph), way.against.says
    premises = [_constraint(way.policy)]
    if operator is not None:
        premises.append(Fact(_identity(operator), operator.row))
    if way.hop and way.hop.row and operator and way.hop.row != operator.row:
        premises.append(Fact(f"it is what `{way.holder}` runs on", way.hop.row))
    return Diagnostic(
        code=code,
        severity=severity(way.endpoint, way.against.verdict),
        verdict=way.against.verdict,
        message=f"data of `{way.endpoint.name}` reaches {title}: {says}",
        at=way.path.at,
        also=(Label(_place(way.policy), "the constraint"),),
        because=Step(
            f"{title}: {says}",
            "and every level of the policy must admit whoever operates it",
            tuple(premises),
        ),
        fixes=(
            Fix("have it run by somebody whom the policy admits"),
            Fix("if counsel agrees, admit this one too"),
        ),
        endpoint=way.endpoint.name,
        path=way.path.names(),
        offending=(operator.id,) if operator else (),
        facts=(operator.row,) if operator else (),
    )


def _run_by_it(path: Path, graph: Graph) -> str:
    """The title of the last stop that is somebody's service, and no operator."""
    nodes = (path.stop.id, *(hop.tail for hop in reversed(path.hops)))
    stops = (graph.stops[node] for node in nodes)
    return next(stop.title for stop in stops if stop.role is not Role.OPERATOR)


def _identity(operator: Operator) -> str:
    if not operator.parent:
        return f"the spec names `{operator.id}` and no source says more"
    owner = f"owned by {operator.parent} in {operator.parent_country}"
    return f"`{operator.id}` is {operator.legal_entity}, {owner}"


def _constraint(policy: Policy) -> Fact:
    admitted = f"admitted owners are in {policy.parents}" if policy.parents else "any owner"
    homes = f", at home in {policy.homes}" if policy.homes else ""
    denied = ", ".join(f"`{name}`" for name in policy.operators_denied)
    refused = f", denied are {denied}" if denied else ""
    return Fact(f"{admitted}{homes}{refused}", _place(policy))


def _place(policy: Policy) -> Span:
    if policy.parents:
        return policy.parents.at
    return policy.homes.at if policy.homes else policy.at
