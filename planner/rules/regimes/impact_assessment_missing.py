"""Impact assessment missing.

## What it checks
Where a level of the policy or one of its regimes requires an `assessment`: that one is stated for
every node that processes or keeps data of an endpoint, or for a transfer to wherever that is. And
under a regime that opens countries by standard clauses or binding rules: that each transfer which
data relies on names its assessment.

## Why it matters
Clauses bind the importer, not the law of its country; whether they hold there has to be assessed
before, and written down.

## Example
`policy: {regimes: [QC_LAW25]}` with any node that states no assessment.

## Mend
Assess it, and write `agreements: {assessment: …}`, or `assessment` beside the transfer.

## Sources
Court of Justice, C-311/18; Quebec P-39.1 section 17; GDPR article 35.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix
from planner.rules.asking import Missing, finding, named_levels
from planner.rules.grounds import leaving
from planner.rules.holders import agreed_at, holders, node
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Path, Policy, Transfer

_CONTRACTS = ("scc", "bcr")
"""Grounds that hold only as far as the law of the country lets them."""


def judge(case: Case) -> Iterator[Diagnostic]:
    yield from _nodes(case)
    yield from _transfers(case)


def _nodes(case: Case) -> Iterator[Diagnostic]:
    for endpoint, path, levels in holders(case, lambda level: "assessment" in level.requires):
        agreements = agreed_at(path.stop, case)
        if agreements and agreements.assessment:
            continue
        if not _is_assessed(endpoint, path, case):
            missing = Missing(
                code=RULE.code,
                message=f"data of `{endpoint.name}` reaches {path.stop.title}, and no assessment "
                f"of that is stated, as asked by {named_levels(levels)}",
                asked="an assessment",
                lacks=Fact(f"`{node(path.stop)}` states none", path.stop.at),
                fixes=(Fix("assess it, and state it: `agreements: {assessment: …}`"),),
                offending=("assessment", node(path.stop)),
            )
            yield finding(missing, endpoint, levels, at=path.at, path=path.names())


def _is_assessed(endpoint: Endpoint, path: Path, case: Case) -> bool:
    """Whether transfers with an assessment lead to wherever a stop is."""
    assessed = frozenset[str]().union(
        *(
            transfer.to.countries
            for policy in endpoint.policies
            for transfer in policy.transfers
            if transfer.assessment and not (transfer.expires and transfer.expires < case.today)
        )
    )
    reaches = (path.stop.processing, path.stop.at_rest)
    return all(one.possible <= assessed for one in reaches if one)


def _transfers(case: Case) -> Iterator[Diagnostic]:
    seen: set[tuple[str, object]] = set()
    for one in leaving(case):
        for country in sorted(one.possible):
            transfer = one.grounds.transfer(country)
            if transfer is None or one.grounds.adequacy(country, one.certificates):
                continue
            key = (one.endpoint.name, transfer.at)
            if not transfer.assessment and transfer.mechanism in _CONTRACTS and key not in seen:
                seen.add(key)
                yield _unassessed(one.endpoint, one.path, one.grounds.level, transfer)


def _unassessed(endpoint: Endpoint, path: Path, level: Policy, transfer: Transfer) -> Diagnostic:
    missing = Missing(
        code=RULE.code,
        message=f"data of `{endpoint.name}` goes to {transfer.to} on a contract whose transfer "
        f"nobody assessed, as asked by {level.title}: {path.stop.title}",
        asked="an assessment of what a contract is worth there",
        lacks=Fact(f"`{transfer.mechanism}` by {transfer.evidence}", transfer.at),
        fixes=(Fix("assess the transfer, and write `assessment` beside it"),),
        offending=("assessment", *transfer.to.written),
    )
    return finding(missing, endpoint, (level,), at=path.at, path=path.names())


RULE = Rule("REG004", "impact assessment missing", "0.2.0", judge)
