"""Unapproved processor.

## What it checks
Whoever operates a node on the path, and the sub-processors that sources say it declares, against
`operators: {approved: […]}` of every level. What a node brings along, such as a gateway's logs, is
not named a second time.

## Why it matters
The processor is whom the contract names, not whose portal the model was found in: Claude in Azure
AI Foundry is Anthropic's service.

## Example
`operators: {approved: [azure]}` with a provider of kind `azure-foundry-claude`.

## Mend
Have the processor approved and add it, or take another one.

## Sources
The catalogue's `operators.csv` and `subprocessors.csv`; GDPR article 28(2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.catalog import Catalog
from planner.diagnostics import Diagnostic, Span, Verdict
from planner.rules.demands import Demand, finding
from planner.rules.handling import Ground
from planner.rules.holders import HOLDING
from planner.rules.operators import comes_with_its_tail
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Path, Stop


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint, path in case.protected:
        lists = [
            p.operators_approved for p in endpoint.policies if p.operators_approved is not None
        ]
        if not lists or path.stop.role not in HOLDING:
            continue
        if comes_with_its_tail(path, case.topology.graph):
            continue
        approved = frozenset.intersection(*map(frozenset, lists))
        refused = dict(_refused(path.stop, approved, case.catalog))
        if refused:
            yield _finding(endpoint, path, refused)


def _refused(
    stop: Stop, approved: frozenset[str], catalog: Catalog
) -> Iterator[tuple[str, tuple[str, Ground]]]:
    """Who isn't approved, by id, with the words and the fact; `` is nobody knows who."""
    operator = stop.operator
    if operator is None:
        yield "", ("no source says who operates it", stop.at)
        return
    if operator.id not in approved:
        says = f"`{operator.id}` ({operator.legal_entity}) processes it"
        yield operator.id, (says, operator.row)
    for other in catalog.subprocessors(operator.id):
        if other.id not in approved:
            yield other.id, (f"`{other.id}` {other.does}, for `{operator.id}`", other.row)


def _finding(endpoint: Endpoint, path: Path, refused: dict[str, tuple[str, Ground]]) -> Diagnostic:
    unknown = "" in refused
    names = tuple(name for name in refused if name)
    why = ", ".join(f"`{name}`" for name in names) + (" is" if len(names) == 1 else " are")
    return finding(
        RULE.code,
        Verdict.UNPROVEN if unknown else Verdict.VIOLATED,
        Demand("only approved operators may process it", _refusing(endpoint, refused)),
        endpoint,
        path,
        says="no source says who operates it" if unknown else f"{why} not approved",
        facts=refused.values(),
        fixes=("have them approved, and add them to `operators.approved`", "take another one"),
        offending=names,
    )


def _refusing(endpoint: Endpoint, refused: Iterable[str]) -> tuple[Span, ...]:
    """The levels that don't approve all of them."""
    return tuple(
        policy.at
        for policy in endpoint.policies
        if policy.operators_approved is not None and set(refused) - set(policy.operators_approved)
    )


RULE = Rule("SUP001", "unapproved processor", "0.2.0", judge)
