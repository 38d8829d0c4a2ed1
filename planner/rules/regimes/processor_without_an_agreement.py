"""Processor without an agreement.

## What it checks
Where a level of the policy or one of its regimes requires a `dpa`: that an agreement on data
processing is stated for everybody who processes or keeps data of an endpoint. One stands for all
nodes of an operator. Where it requires a `baa`: that a business associate agreement is stated for
each node, since it covers services and features, not a company.

## Why it matters
Without the contract, the place of the data doesn't matter: it may not go there at all.

## Example
`policy: {regimes: [HIPAA]}` with an endpoint of class `phi` whose provider states no `baa`.

## Mend
Sign it, look for the service in its list, and write `agreements: {dpa: …}` or `{baa: …}`. Or call
somebody with whom it is signed.

## Sources
GDPR article 28(3); 45 CFR 164.504(e).
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix
from planner.rules.asking import Missing, finding, named_levels
from planner.rules.holders import agreed_at, holders, node, operator_of, signed_with
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Path, Policy

_TITLE = {
    "dpa": "data processing agreement",
    "baa": "business associate agreement",
}


def judge(case: Case) -> Iterator[Diagnostic]:
    yield from _associates(case)
    yield from _processors(case)


def _associates(case: Case) -> Iterator[Diagnostic]:
    for endpoint, path, levels in holders(case, lambda level: "baa" in level.requires):
        agreements = agreed_at(path.stop, case)
        if not (agreements and agreements.baa):
            yield _finding("baa", endpoint, path, levels)


def _processors(case: Case) -> Iterator[Diagnostic]:
    signed, seen = signed_with(case, "dpa"), set()
    for endpoint, path, levels in holders(case, lambda level: "dpa" in level.requires):
        agreements, who = agreed_at(path.stop, case), operator_of(path.stop)
        party = (endpoint.name, who or path.stop.id)
        if who not in signed and not (agreements and agreements.dpa) and party not in seen:
            seen.add(party)
            yield _finding("dpa", endpoint, path, levels)


def _finding(key: str, endpoint: Endpoint, path: Path, levels: tuple[Policy, ...]) -> Diagnostic:
    who, title = operator_of(path.stop), _TITLE[key]
    party = f" with `{who}`" if who else ""
    missing = Missing(
        code=RULE.code,
        message=f"data of `{endpoint.name}` reaches {path.stop.title}, and no {title}{party} is "
        f"stated, as asked by {named_levels(levels)}",
        asked=f"a {title}",
        lacks=Fact(f"`{node(path.stop)}` states none", path.stop.at),
        fixes=(
            Fix(f"sign one, and state it: `agreements: {{{key}: …}}`"),
            Fix("take somebody with whom one is signed"),
        ),
        offending=(key, who or path.stop.id),
    )
    return finding(missing, endpoint, levels, at=path.at, path=path.names())


RULE = Rule("REG006", "processor without an agreement", "0.2.0", judge)
