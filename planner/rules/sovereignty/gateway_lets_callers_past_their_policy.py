"""Gateway lets callers past their policy.

## What it checks
Endpoints that share a gateway with a laxer one: whether a target of another endpoint would break,
or leave unproven, what an endpoint's own policy demands.

It warns and leaves the endpoint's verdict alone, which speaks of the calls that its route makes.

## Why it matters
The endpoints of a gateway share its master key, and LiteLLM takes the name of any of them from
the caller, as the model or as a fallback. So the gateway is no fence between them: whoever may
call the one may send the other's data along its route, by mistake or on purpose.

## Example
One gateway serves `patients` under `processing: [bloc:EU]` and `marketing` with a model in the
US.

## Mend
Give the endpoints with the stricter policy a gateway of their own: `serves: [patients]`.

## Sources
https://docs.litellm.ai/docs/proxy/reliability (fallbacks in a request); measured on the proxy, in
`tests/gateway/test_fence.py`
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import islice

from planner.catalog import Catalog, Operator, Reach
from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Span, Step, Verdict
from planner.rules.admitting import objection
from planner.rules.levels import processing_levels, storage_levels, within
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Gateway, Graph, Stop, Topology
from planner.values import value

_Terms = tuple[object, ...] | None
"""What a policy demands, whoever states it; None where nothing is protected."""

_Kind = tuple[Reach | None, Reach | None, Operator | None]
"""All that decides how a stop is judged."""

_SHOWN = 4
"""Ways out that a proof lists."""


@value
class _Callee:
    """A target behind a gateway, with one caller for each policy under which it is called."""

    stop: Stop
    at: Span
    callers: dict[_Terms, Endpoint] = field(default_factory=dict)

    def caller_under_other_terms(self, terms: _Terms) -> Endpoint | None:
        return next((one for own, one in self.callers.items() if own != terms), None)


@value
class _Way:
    """A target that an endpoint's data may take, by the name of another endpoint."""

    callee: _Callee
    other: Endpoint
    offending: frozenset[str]
    """Countries, or the operator."""
    says: str


def judge(case: Case) -> Iterator[Diagnostic]:
    for gateway, endpoints in _served(case.topology):
        groups = _grouped(endpoints)
        kinds = _callees(groups, case.topology.graph)
        if len(groups) > 1:
            for terms, bound in groups.items():
                ways = tuple(_ways_out(terms, bound, kinds, case.catalog)) if terms else ()
                yield from _findings(gateway, bound, ways)


def _served(topology: Topology) -> Iterator[tuple[Gateway, list[Endpoint]]]:
    served: dict[str, list[Endpoint]] = {gateway.name: [] for gateway in topology.gateways}
    for endpoint in topology.endpoints:
        if endpoint.gateway is not None:
            served[endpoint.gateway.name].append(endpoint)
    yield from ((gateway, served[gateway.name]) for gateway in topology.gateways)


def _grouped(endpoints: list[Endpoint]) -> Mapping[_Terms, list[Endpoint]]:
    """Endpoints under equal demands, so that each demand is judged once."""
    groups: dict[_Terms, list[Endpoint]] = {}
    for endpoint in endpoints:
        groups.setdefault(_terms(endpoint), []).append(endpoint)
    return groups


def _terms(endpoint: Endpoint) -> _Terms:
    if not endpoint.is_protected:
        return None
    processing, storage = processing_levels(endpoint), storage_levels(endpoint)
    owners = {
        (
            policy.parents.countries if policy.parents else None,
            policy.homes.countries if policy.homes else None,
            policy.operators_denied,
        )
        for policy in endpoint.policies
        if policy.parents or policy.homes or policy.operators_denied
    }
    if not (processing or storage or owners):
        return None
    return (
        within(processing) if processing else None,
        within(storage) if storage else None,
        frozenset(owners),
    )


def _callees(
    groups: Mapping[_Terms, list[Endpoint]], graph: Graph
) -> Mapping[_Kind, list[_Callee]]:
    """The targets behind a gateway; those that are judged alike stand together."""
    callees: dict[str, _Callee] = {}
    for terms, endpoints in groups.items():
        for endpoint in endpoints:
            for target in endpoint.targets:
                callee = callees.setdefault(target.id, _Callee(graph.stops[target.id], target.at))
                callee.callers.setdefault(terms, endpoint)
    kinds: dict[_Kind, list[_Callee]] = {}
    for callee in callees.values():
        stop = callee.stop
        kinds.setdefault((stop.processing, stop.at_rest, stop.operator), []).append(callee)
    return kinds


def _ways_out(
    terms: _Terms, bound: list[Endpoint], kinds: Mapping[_Kind, list[_Callee]], catalog: Catalog
) -> Iterator[_Way]:
    """Targets of endpoints under other demands that break those of `bound`.

    Of targets that are judged alike, one more than the longest route of `bound`: so that each of
    its endpoints finds one that is not its own, however many there are.
    """
    enough = 1 + max(len(endpoint.targets) for endpoint in bound)
    for alike in kinds.values():
        says, offending = objection(bound[0], alike[0].stop, catalog)
        if says:
            called = ((callee, callee.caller_under_other_terms(terms)) for callee in alike)
            ways = (_Way(callee, other, offending, says) for callee, other in called if other)
            yield from islice(ways, enough)


def _findings(
    gateway: Gateway, bound: list[Endpoint], ways: tuple[_Way, ...]
) -> Iterator[Diagnostic]:
    for endpoint in bound if ways else ():
        own = {target.id for target in endpoint.targets}
        foreign = [way for way in ways if way.callee.stop.id not in own]
        if foreign:
            yield _finding(gateway, endpoint, foreign)


def _finding(gateway: Gateway, endpoint: Endpoint, ways: list[_Way]) -> Diagnostic:
    first = ways[0]
    offending = frozenset[str]().union(*(way.offending for way in ways))
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        verdict=Verdict.UNPROVEN,
        message=f"callers of `{gateway.id}` can send data of `{endpoint.name}` along the route of "
        f"`{first.other.name}`, past its policy: {first.says}",
        at=gateway.at,
        because=Step(
            f"`{endpoint.name}` and `{first.other.name}` share the key of `{gateway.id}`",
            "and LiteLLM lets whoever has it name any endpoint",
            tuple(_fact(way) for way in ways[:_SHOWN]),
        ),
        fixes=(Fix(f"give `{endpoint.name}` a gateway of its own: `serves: [{endpoint.name}]`"),),
        endpoint=endpoint.name,
        path=(endpoint.id, "-call->", gateway.id),
        offending=tuple(sorted(offending)),
    )


def _fact(way: _Way) -> Fact:
    return Fact(f"`{way.other.name}` calls {way.callee.stop.title}: {way.says}", way.callee.at)


RULE = Rule("SOV029", "gateway lets callers past their policy", "0.1.0", judge)
