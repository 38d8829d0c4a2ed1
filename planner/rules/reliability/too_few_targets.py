"""Too few targets in distinct failure domains.

## What it checks
That the targets of every endpoint stand in at least `min_targets` distinct failure domains: what
fails together, such as two models of one service in one region, counts once. A target that breaks
the endpoint's own policy doesn't count; one that is unproven does, as evidence may settle it. Where
enough targets are left and one operator runs them all, it warns: a GPU pool counts by itself, since
its models are your own.

## Why it matters
A residency constraint tempts one to drop the fallback. Then the constraint holds and the service
doesn't. And a fallback that may not be used is none.

## Example
`policy: {min_targets: 2}` with `route: [bedrock-fra/sonnet]`.

## Mend
Add a fallback in another failure domain, of another operator, inside what is allowed.

## Sources
The catalogue's outage statistics.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.failing_together import failure_domain
from planner.rules.rule import Case, Rule
from planner.rules.verdicts import path_verdict
from planner.topology import Endpoint, GpuPool, Policy, Target


def judge(case: Case) -> Iterator[Diagnostic]:
    asking = [each for each in case.topology.endpoints if any(map(_wanted, each.policies))]
    broken = _broken(case) if asking else {}
    for endpoint in asking:
        strictest = max(endpoint.policies, key=_wanted)
        cut = broken.get(endpoint.name, set())
        kept = [target for target in endpoint.targets if target.id not in cut]
        domains = {failure_domain(target) for target in kept}
        if len(domains) < _wanted(strictest):
            yield _finding(endpoint, strictest, len(domains), len(cut))
        elif _wanted(strictest) > 1 and len({_operator(target) for target in kept}) == 1:
            yield _of_one_operator(endpoint, strictest, kept)


def _wanted(policy: Policy) -> int:
    return policy.min_targets or 0


def _broken(case: Case) -> Mapping[str, set[str]]:
    """By endpoint, the targets that its policy forbids."""
    routes = {e.name: {target.id for target in e.targets} for e in case.topology.endpoints}
    broken: dict[str, set[str]] = {}
    for endpoint, path in case.protected:
        is_target = path.stop.id in routes[endpoint.name]
        if is_target and path_verdict(endpoint, path) is Verdict.VIOLATED:
            broken.setdefault(endpoint.name, set()).add(path.stop.id)
    return broken


def _operator(target: Target) -> tuple[str, ...]:
    site = target.site
    if isinstance(site, GpuPool) or site.operator is None:
        return failure_domain(target)
    return (site.operator.id,)


def _finding(endpoint: Endpoint, policy: Policy, found: int, cut: int) -> Diagnostic:
    wanted = _wanted(policy)
    name = endpoint.name
    which = f"{cut} target(s) of `{name}` break the policy and the others" if cut else ""
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"{which or f'the targets of `{name}`'} stand in {found} failure domain(s), "
        f"the policy asks for {wanted}",
        at=endpoint.at,
        because=Fact(f"min_targets is {wanted}", policy.at),
        fixes=(Fix("add a fallback of another provider or region"),),
        endpoint=endpoint.name,
        path=(endpoint.id,),
        offending=(str(found),),
    )


def _of_one_operator(endpoint: Endpoint, policy: Policy, kept: list[Target]) -> Diagnostic:
    (name,) = _operator(kept[0])
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        verdict=Verdict.VIOLATED,
        message=f"`{name}` operates every target of `{endpoint.name}` that may be used",
        at=endpoint.at,
        because=Fact(f"min_targets is {_wanted(policy)}", policy.at),
        fixes=(Fix("add a fallback of another operator"),),
        endpoint=endpoint.name,
        path=(endpoint.id,),
        offending=(name,),
    )


RULE = Rule("REL001", "too few targets in distinct failure domains", "0.1.0", judge)
