"""No exit path.

## What it checks
Where a level `requires: [exit_path]`: whether the endpoint can leave its primary target. It can if
a further target is run by somebody else, if the weights are open, or if `agreements: {exit_plan:
…}` names how.

## Why it matters
A vendor retires a model with a quarter's notice, or loses the right to serve it overnight. Whoever
has prompts tuned to one proprietary model of one vendor then has nothing.

## Example
`requires: [exit_path]` with `route: [openai/gpt]`.

## Mend
Add a target that somebody else runs, take open weights, or name the plan.

## Sources
DORA article 28(8); EU Data Act, chapter VI.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog
from planner.diagnostics import Diagnostic, Verdict
from planner.rules.demands import Demand, demanded, finding
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, PooledModel, Target

_LAW = "every endpoint needs a way out"


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint in case.topology.endpoints:
        demand = demanded(endpoint, _LAW, lambda policy: "exit_path" in policy.requires)
        if demand is not None and endpoint.targets and not _can_leave(endpoint, case.catalog):
            yield _finding(case, endpoint, demand)


def _can_leave(endpoint: Endpoint, catalog: Catalog) -> bool:
    primary, *others = endpoint.targets
    if primary.site.agreements.exit_plan is not None or _is_open(primary, catalog):
        return True
    return any(_operator(other) not in (None, _operator(primary)) for other in others)


def _operator(target: Target) -> str | None:
    return target.site.operator.id if target.site.operator else None


def _is_open(target: Target, catalog: Catalog) -> bool:
    """Whether anybody may run the weights."""
    model = target.model
    if isinstance(model, PooledModel):
        return True
    names = {model.id, model.facts.name} if model.facts else {model.id}
    return any(catalog.open_model(name) is not None for name in names)


def _finding(case: Case, endpoint: Endpoint, demand: Demand) -> Diagnostic:
    primary = endpoint.targets[0]
    paths = case.topology.graph.paths(endpoint.id)
    return finding(
        RULE.code,
        Verdict.UNPROVEN,
        demand,
        endpoint,
        next(path for path in paths if path.stop.id == primary.id),
        says="nothing shows how to leave it",
        facts=((f"`{primary.model.id}` has no open weights, nor a target elsewhere", primary.at),),
        fixes=(
            "add a target that somebody else runs, or take open weights",
            "name how to leave in `agreements: {exit_plan: …}`",
        ),
        offending=(primary.model.id,),
    )


RULE = Rule("SUP006", "no exit path", "0.2.0", judge)
