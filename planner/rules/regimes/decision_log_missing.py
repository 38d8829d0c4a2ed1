"""Decision log missing.

## What it checks
Where a level of the policy or one of its regimes requires a `decision_log`: that the endpoint's
application logs which target answered each request (`decision_log: true`). The gateway that is
rendered answers with the target's name and keeps no log of it.

## Why it matters
After a fallback nobody can tell which vendor processed a request, unless it was written down then.

## Example
`policy: {regimes: [PCI_DSS]}` with an endpoint of class `pci` and no `decision_log`.

## Mend
Log the target, its region and the request's id, without the prompt; then write
`decision_log: true`.

## Sources
EU AI Act articles 12 and 26(6); PCI DSS 10.2; CERT-In Directions of 2022-04-28.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix
from planner.rules.asking import Missing, finding, named_levels
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint in case.topology.endpoints:
        levels = tuple(one for one in endpoint.policies if "decision_log" in one.requires)
        if not levels or endpoint.decision_log or not endpoint.is_protected:
            continue
        missing = Missing(
            code=RULE.code,
            message=f"nothing logs which target answered a request of `{endpoint.name}`, as "
            f"asked by {named_levels(levels)}",
            asked="a log of the route that each request took",
            lacks=Fact(f"`{endpoint.id}` doesn't say that it has one", endpoint.at),
            fixes=(Fix("log the target of each request, and write `decision_log: true`"),),
            offending=("decision_log",),
        )
        yield finding(missing, endpoint, levels, at=endpoint.at, path=(endpoint.id,))


RULE = Rule("LOG001", "decision log missing", "0.2.0", judge)
