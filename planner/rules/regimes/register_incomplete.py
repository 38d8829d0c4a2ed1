"""Register incomplete.

## What it checks
Where a level of the policy or one of its regimes requires a `register`: that a contract's entry is
stated for everybody who processes or keeps data of an endpoint. One contract stands for all nodes
of an operator. And where a regime leaves a constraint to its author, such as DORA the places: that
some level states it.

## Why it matters
A fallback that nobody entered is the sub-processor that an auditor finds. Places that a contract
has to name can't be proven where nobody names them.

## Example
`policy: {regimes: [DORA]}` with a provider whose `agreements` name no `contract`.

## Mend
Enter it, and write `agreements: {contract: …}`; write the keys that the regime leaves open.

## Sources
DORA articles 28(3) and 30(2); APRA CPS 230; the catalogue's `regimes.csv`.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Regime
from planner.diagnostics import Diagnostic, Fact, Fix
from planner.rules.asking import Missing, finding, named_levels
from planner.rules.holders import agreed_at, holders, node, operator_of, signed_with
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Path, Policy


def judge(case: Case) -> Iterator[Diagnostic]:
    yield from _undeclared(case)
    entered, seen = signed_with(case, "contract"), set()
    for endpoint, path, levels in holders(case, lambda level: "register" in level.requires):
        who = operator_of(path.stop)
        if who in entered or (endpoint.name, who or path.stop.id) in seen:
            continue
        agreements = agreed_at(path.stop, case)
        if not (agreements and agreements.contract):
            seen.add((endpoint.name, who or path.stop.id))
            yield _not_entered(endpoint, path, levels)


def _not_entered(endpoint: Endpoint, path: Path, levels: tuple[Policy, ...]) -> Diagnostic:
    who = operator_of(path.stop)
    party = f"operator `{who}`" if who else "whoever runs it"
    missing = Missing(
        code=RULE.code,
        message=f"data of `{endpoint.name}` reaches {path.stop.title}, and no entry in the "
        f"register is named for {party}, as asked by {named_levels(levels)}",
        asked="an entry in the register",
        lacks=Fact(f"`{node(path.stop)}` names no contract", path.stop.at),
        fixes=(Fix("enter the contract, and name it: `agreements: {contract: …}`"),),
        offending=(who or path.stop.id,),
    )
    return finding(missing, endpoint, levels, at=path.at, path=path.names())


def _undeclared(case: Case) -> Iterator[Diagnostic]:
    """Keys that a regime leaves to its author and that no level states, once for each regime."""
    told: set[tuple[object, str]] = set()
    for endpoint in case.topology.endpoints:
        for level in endpoint.policies:
            regime = level.regime
            keys = _open_keys(regime, endpoint) if regime and endpoint.is_protected else ()
            if regime and keys and (level.at, regime.name) not in told:
                told.add((level.at, regime.name))
                yield _declares(regime, keys, endpoint, level)


def _open_keys(regime: Regime, endpoint: Endpoint) -> tuple[str, ...]:
    own = tuple(level for level in endpoint.policies if level.regime is None)
    return tuple(key for key in regime.declares if not any(getattr(one, key) for one in own))


def _declares(
    regime: Regime, keys: tuple[str, ...], endpoint: Endpoint, level: Policy
) -> Diagnostic:
    names = " and ".join(f"`{key}`" for key in keys)
    missing = Missing(
        code=RULE.code,
        message=f"{regime.name} leaves {names} to whoever names it, and no level of the policy "
        f"of `{endpoint.name}` states it",
        asked=names,
        lacks=Fact("no level states it", level.at),
        fixes=(Fix(f"write {names} beside `regimes`"),),
        offending=(regime.name, *keys),
    )
    return finding(missing, endpoint, (level,), at=level.at, path=(endpoint.id, "policy"))


RULE = Rule("REG003", "register incomplete", "0.2.0", judge)
