"""Sovereignty level not reached.

## What it checks
Where the policy asks for levels of the EU Cloud Sovereignty Framework, `seal: {SOV-2: 3}`: every
node on the path is estimated from what the topology shows of it, its owner and place, keys, people,
a way to leave, open weights, certificates. The least counts, and the node that has it is named.
Terraform's state holds no prompts and isn't rated. What no signal measures, supply chain and
environment among it, is unproven.

It is an estimate and no assessment: the framework itself rates an offer by a questionnaire.

## Why it matters
A chain is as sovereign as its weakest node. Buyers ask for the level of an offer, and nobody says
which part of an architecture holds it down.

## Example
`seal: {SOV-2: 3}` with a gateway on AWS in Frankfurt, which is at SEAL-1.

## Mend
Replace the node that is named, or state the evidence that it lacks under `agreements`.

## Sources
EU Cloud Sovereignty Framework 1.2.1; the catalogue's operators
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.catalog import Objective
from planner.diagnostics import Diagnostic, Fact, Fix, Label, Step, Verdict
from planner.rules.residency import severity
from planner.rules.rule import Case, Rule
from planner.rules.seal import Estimate, Situation, estimate
from planner.topology import Endpoint, Path, Policy, Role
from planner.values import value


@value
class _Rated:
    """A node of an endpoint's path with its level."""

    path: Path
    level: Estimate


def judge(case: Case) -> Iterator[Diagnostic]:
    asking = {e.name: wanted for e in case.topology.endpoints if (wanted := _wanted(e))}
    if not asking:
        return
    weakest = _weakest(case, asking)
    for endpoint in case.topology.endpoints:
        for objective, policy in asking.get(endpoint.name, {}).items():
            lowest, openest = weakest[endpoint.name, objective]
            level, aim = policy.seal[objective], case.catalog.seal_objectives[objective]
            if lowest.level.most < level:
                yield _finding(endpoint, lowest, aim, policy, Verdict.VIOLATED)
            elif openest.level.least < level:
                yield _finding(endpoint, openest, aim, policy, Verdict.UNPROVEN)


def _wanted(endpoint: Endpoint) -> Mapping[str, Policy]:
    """The level of the policy that asks for the most, by objective."""
    wanted: dict[str, Policy] = {}
    for policy in endpoint.policies:
        for objective, level in policy.seal.items():
            if level > (wanted[objective].seal[objective] if objective in wanted else 0):
                wanted[objective] = policy
    return wanted


def _weakest(
    case: Case, asking: Mapping[str, Mapping[str, Policy]]
) -> Mapping[tuple[str, str], tuple[_Rated, _Rated]]:
    """By endpoint and objective, the node whose level is surely least, and the one least shown."""
    inside = case.catalog.bloc("EU", case.today) or frozenset()
    weakest: dict[tuple[str, str], tuple[_Rated, _Rated]] = {}
    for endpoint, path in case.protected:
        if path.stop.role is Role.STATE or not (path.stop.processing or path.stop.at_rest):
            continue
        at = Situation(endpoint, path.stop, inside, case.catalog, case.today)
        for objective in asking.get(endpoint.name, ()):
            rated = _Rated(path, estimate(objective, at))
            lowest, openest = weakest.get((endpoint.name, objective), (rated, rated))
            weakest[endpoint.name, objective] = (
                min(lowest, rated, key=lambda one: one.level.most),
                min(openest, rated, key=lambda one: one.level.least),
            )
    return weakest


def _finding(
    endpoint: Endpoint, rated: _Rated, aim: Objective, policy: Policy, verdict: Verdict
) -> Diagnostic:
    stop, level = rated.path.stop, rated.level
    wanted = f"SEAL-{policy.seal[aim.id]} for {aim.id} ({aim.name})"
    is_short = verdict is Verdict.VIOLATED
    reached = f"reaches SEAL-{level.most} at the most" if is_short else "isn't shown to reach it"
    return Diagnostic(
        code=RULE.code,
        severity=severity(endpoint, verdict),
        verdict=verdict,
        message=f"the policy asks for {wanted}, and `{endpoint.name}` {reached}: {stop.title}, "
        f"as {level.why}",
        at=rated.path.at,
        also=(Label(policy.at, "the constraint"),),
        because=Step(
            f"{stop.title}: SEAL-{level.bounds}",
            "and the weakest node of a path decides",
            (Fact(level.why, level.row or rated.path.at), Fact(f"asked for: {wanted}", policy.at)),
        ),
        fixes=(Fix("replace this node, or state the evidence that it lacks"),),
        endpoint=endpoint.name,
        path=rated.path.names(),
        offending=(aim.id, stop.id),
        facts=(level.row,) if level.row else (),
    )


RULE = Rule("SOV011", "sovereignty level not reached", "0.2.0", judge)
