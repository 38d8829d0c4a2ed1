"""Model of a denied origin.

## What it checks
Where the maker of every model that an endpoint calls is at home, against `model_origins: {deny:
[…]}`, wherever the model runs and whatever data it gets.

## Why it matters
Some contracts and authorities exclude models, not places: weights bring along how they were
trained, and running them at home doesn't change who made them.

## Example
`model_origins: {deny: [CN]}` with Qwen on a pool of one's own.

## Mend
Take a model of another maker.

## Sources
The catalogue's `model_makers.csv`.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import ApiModel, Catalog, Maker, OpenModel
from planner.diagnostics import Diagnostic, Verdict
from planner.rules.demands import Demand, finding
from planner.rules.handling import Ground
from planner.rules.rule import Case, Rule
from planner.topology import Allowance, Endpoint, Path, PooledModel, ServedModel


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint in case.topology.endpoints:
        levels = tuple(
            policy.origins_denied for policy in endpoint.policies if policy.origins_denied
        )
        if not levels:
            continue
        models = {call.id: call.model for call in endpoint.calls}
        told = set()
        for path in case.topology.graph.paths(endpoint.id):
            model = models.get(path.stop.id)
            if model is not None and path.stop.id not in told:
                told.add(path.stop.id)
                yield from _judged(endpoint, path, model, levels, case.catalog)


def _judged(
    endpoint: Endpoint,
    path: Path,
    model: ServedModel | PooledModel,
    levels: tuple[Allowance, ...],
    catalog: Catalog,
) -> Iterator[Diagnostic]:
    maker = maker_of(model, catalog)
    broken = [level for level in levels if maker is None or maker.home in level.countries]
    if not broken:
        return
    says, ground = _words(model, maker)
    denied = ", ".join(f"`{level}`" for level in broken)
    yield finding(
        RULE.code,
        Verdict.UNPROVEN if maker is None else Verdict.VIOLATED,
        Demand(f"models of makers in {denied} are denied", tuple(level.at for level in broken)),
        endpoint,
        path,
        says=says,
        facts=((says, ground),),
        fixes=("take a model of another maker",),
        offending=(model.id,) if maker is None else (maker.home,),
    )


def _words(model: ServedModel | PooledModel, maker: Maker | None) -> tuple[str, Ground]:
    if maker is None:
        return f"no source says who made `{model.id}`", model.at
    return f"its maker {maker.title} is at home in {maker.home}", maker.row


def maker_of(model: ServedModel | PooledModel, catalog: Catalog) -> Maker | None:
    """Who made a model, as far as the tables of models or its name say."""
    match model.facts:
        case ApiModel(vendor=vendor):
            return catalog.maker(model.id, vendor=vendor)
        case OpenModel(hf_id=hf_id):
            return catalog.maker(model.id, hf_id=hf_id)
    return catalog.maker(model.id, hf_id=model.id if "/" in model.id else "")


RULE = Rule("SUP005", "model of a denied origin", "0.2.0", judge)
