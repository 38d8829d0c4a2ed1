"""Extraterritorial reach without a measure.

## What it checks
Health data and other special categories under a policy that names `regimes` or `operators: {homes:
…}` and doesn't allow processing in the US: whether US law (the CLOUD Act) reaches, or may reach, an
operator on the path or the cloud that it runs on, and nothing is agreed that keeps the data from
it: `agreements: {supplementary: …}`, `confidential_computing`, keys that somebody else holds, or a
`redaction` of those classes. An operator that the policy refuses is a matter of SOV021.

It warns: whether a measure is enough is for counsel.

## Why it matters
A region in the EU and a contract with a company in the EU don't stop an order to its parent. What
regulators ask for then is a measure that makes the order useless, such as pseudonyms whose key
stays with you.

## Example
`data: [special_category]` with `regimes: [GDPR]` on a hyperscaler of a US parent.

## Mend
Take the classes out before they leave, or write down the measure at the provider, gateway or store.

## Sources
EDPB Recommendations 01/2020 on supplementary measures; 18 U.S.C. 2713; the catalogue's
`operators.csv`
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Operator
from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Step, Verdict
from planner.rules.levels import processing_levels, within
from planner.rules.operators import comes_with_its_tail, objection, ways_to_operators
from planner.rules.rule import Case, Rule
from planner.topology import Agreements, Endpoint, Graph, Hop, Path, Role

_SPECIAL = frozenset({"special_category", "phi"})
_ABROAD = "US"


def judge(case: Case) -> Iterator[Diagnostic]:
    graph, seen = case.topology.graph, set()
    for endpoint, path in case.protected:
        if not (path.data & _SPECIAL and _is_asked(endpoint)) or _is_protected(path, graph):
            continue
        for hop in ways_to_operators(endpoint, path, graph):
            operator = graph.stops[hop.head].operator
            if operator is None or (endpoint.id, operator.id) in seen:
                continue
            if _may_be_compelled(operator) and _is_admitted(hop, endpoint, graph):
                seen.add((endpoint.id, operator.id))
                yield _finding(endpoint, path.onto(hop, graph.stops[hop.head]), operator)


def _is_asked(endpoint: Endpoint) -> bool:
    """Whether a level cares who reaches the data, and none lets it be processed over there."""
    cares = any(policy.regimes or policy.homes for policy in endpoint.policies)
    levels = processing_levels(endpoint)
    return cares and bool(levels) and _ABROAD not in within(levels)


def _is_protected(path: Path, graph: Graph) -> bool:
    """Whether a measure stands at the stop or the service that an operator runs, or it needs none.

    State names what is built and holds no prompts.
    """
    nodes = (path.stop.id, *(hop.tail for hop in reversed(path.hops)))
    services = (graph.stops[node] for node in nodes)
    service = next(stop for stop in services if stop.role is not Role.OPERATOR)
    if service.role is Role.STATE or comes_with_its_tail(path, graph):
        return True
    return _has_measure(service.agreements)


def _has_measure(agreed: Agreements | None) -> bool:
    if agreed is None:
        return False
    outside = agreed.keys is not None and agreed.keys.custodian == "external"
    return bool(agreed.supplementary or agreed.confidential_computing) or outside


def _may_be_compelled(operator: Operator) -> bool:
    """Whether a source says that US law reaches it, or leaves it open."""
    return bool(operator.us_cloud_act) and not operator.us_cloud_act.startswith("no")


def _is_admitted(hop: Hop, endpoint: Endpoint, graph: Graph) -> bool:
    verdicts = (objection(hop, policy, graph).verdict for policy in endpoint.policies)
    return all(verdict is Verdict.PROVEN for verdict in verdicts)


def _finding(endpoint: Endpoint, path: Path, operator: Operator) -> Diagnostic:
    classes = " and ".join(f"`{name}`" for name in sorted(path.data & _SPECIAL))
    certain = operator.us_cloud_act.startswith("yes")
    says = f"US law {'reaches' if certain else 'may reach'} `{operator.id}`"
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        verdict=Verdict.UNPROVEN,
        message=f"no measure keeps {classes} of `{endpoint.name}` from foreign access: {says}",
        at=path.at,
        because=Step(
            f"{says}, and nothing is agreed that keeps {classes} from it",
            "and no level of the policy lets it be processed in the US",
            (Fact(f"the CLOUD Act reaches it: {operator.us_cloud_act}", operator.row),),
        ),
        fixes=(
            Fix("take those classes out before they leave: `redaction`"),
            Fix("write down the measure: `agreements: {supplementary: …}`"),
        ),
        endpoint=endpoint.name,
        path=path.names(),
        offending=(operator.id,),
        facts=(operator.row,),
    )


RULE = Rule("SOV022", "extraterritorial reach without a measure", "0.2.0", judge)
