"""Certification missing.

## What it checks
Each node that processes or keeps data of an endpoint, against the `certifications` that a level of
the policy or one of its regimes asks for. Evidence is a certificate that the node's `agreements`
state, with its scope, until it expires. What people say of a vendor in general is no evidence.

## Why it matters
A certificate covers products and regions. That a company has one says nothing of the API that is
called.

## Example
`policy: {regimes: [HDS_FR]}` with an endpoint whose provider states no certificate.

## Mend
Ask for the certificate, look for the product and the region in its scope, and state it:
`agreements: {certificates: [{name: HDS, scope: …, evidence: …}]}`. Or call what is certified.

## Sources
Code de la santé publique L1111-8; SGB V section 393; PCI DSS 12.8; the catalogue's `regimes.csv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from planner.diagnostics import Diagnostic, Fact, Fix
from planner.rules.asking import Missing, finding, named_levels
from planner.rules.holders import agreed_at, holders, node
from planner.rules.rule import Case, Rule
from planner.topology import Certificate, Endpoint, Path, Policy


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint, path, levels in holders(case, lambda level: level.certifications):
        yield from _findings(endpoint, path, levels, case)


def _findings(
    endpoint: Endpoint, path: Path, levels: tuple[Policy, ...], case: Case
) -> Iterator[Diagnostic]:
    agreements = agreed_at(path.stop, case)
    stated = agreements.certificates if agreements else ()
    valid = {each.name for each in stated if not each.expires or each.expires >= case.today}
    asked = dict.fromkeys(name for level in levels for name in level.certifications)
    lacking = tuple(name for name in asked if name not in valid)
    if not lacking:
        return
    broken = tuple(level for level in levels if set(level.certifications) & set(lacking))
    names = ", ".join(f"`{name}`" for name in lacking)
    missing = Missing(
        code=RULE.code,
        message=f"data of `{endpoint.name}` reaches {path.stop.title}, and no certificate shows "
        f"{names} for it, as asked by {named_levels(broken)}",
        asked=names,
        lacks=Fact(_stated(path, stated, lacking), agreements.at if agreements else path.stop.at),
        fixes=tuple(_fixes(lacking, case)),
        offending=lacking,
    )
    yield finding(missing, endpoint, broken, at=path.at, path=path.names())


def _stated(path: Path, stated: tuple[Certificate, ...], lacking: tuple[str, ...]) -> str:
    ended = [
        f"`{one.name}`, which expired on {one.expires}" for one in stated if one.name in lacking
    ]
    others = [f"`{one.name}`" for one in stated if one.name not in lacking]
    words = ", ".join((*ended, *others)) or "no certificate"
    return f"`{node(path.stop)}` states {words}"


def _fixes(lacking: tuple[str, ...], case: Case) -> Iterator[Fix]:
    known = {name for one in case.catalog.regimes for name in _certifications(one, case)}
    for name in lacking:
        near = get_close_matches(name, known - {name}, n=1)
        if name not in known and near:
            yield Fix(f"if `{near[0]}` is meant by `{name}`, write that")
    yield Fix("state the certificate with its scope under `agreements`, once you have seen it")
    yield Fix("take what is certified")


def _certifications(regime: str, case: Case) -> tuple[str, ...]:
    found = case.catalog.regime(regime)
    return found.certifications if found else ()


RULE = Rule("REG001", "certification missing", "0.2.0", judge)
